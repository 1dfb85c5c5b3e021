"""What an audit is asked and what it answers. Plain values: they know no browser and no CMS."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Self

from a11y.engine.wcag import LEVELS, Criterion, Level


class Outcome(StrEnum):
    """What a rule says about an element, in the words of EARL (https://www.w3.org/TR/EARL10/)."""

    FAILED = "failed"
    CANT_TELL = "cantTell"
    PASSED = "passed"
    INAPPLICABLE = "inapplicable"
    UNTESTED = "untested"


class Impact(StrEnum):
    """How badly a barrier hits the people it hits, worst first."""

    CRITICAL = "critical"
    SERIOUS = "serious"
    MODERATE = "moderate"
    MINOR = "minor"


class Audience(StrEnum):
    """Who can mend a barrier: who writes the content, or who writes the code around it."""

    EDITOR = "editor"
    DEVELOPER = "developer"


class Layer(StrEnum):
    """What a rule looks at, cheapest first."""

    SOURCE = "source"
    """The HTML as the server delivered it."""
    AXE = "axe"
    """What axe-core makes of the page."""
    RENDERED = "rendered"
    """The page as the browser shows it: tree, styles, geometry."""
    LANGUAGE = "language"
    """The words, against the language they are said to be in."""
    DRIVEN = "driven"
    """The page in use: keys, clicks, other sizes and preferences."""
    SITE = "site"
    """Several pages beside each other."""


class Scheme(StrEnum):
    """The colour scheme the visitor prefers."""

    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Viewport:
    """The window's inside, in CSS pixels."""

    width: int
    height: int

    def __str__(self) -> str:
        return f"{self.width}x{self.height}"


@dataclass(frozen=True, slots=True)
class State:
    """The circumstances in which a page is looked at.

    ``steps`` says in words what was done to the page after it was loaded ("opened “Menu”"), in
    order; it is empty for the page at rest.
    """

    viewport: Viewport = Viewport(1280, 800)
    scheme: Scheme = Scheme.LIGHT
    steps: tuple[str, ...] = ()

    def after(self, step: str) -> Self:
        """This state with one more thing done to the page."""
        return replace(self, steps=(*self.steps, step))

    def __str__(self) -> str:
        return ", ".join((f"{self.viewport} {self.scheme}", *self.steps))


@dataclass(frozen=True, slots=True)
class Profile:
    """Which rules run: those of WCAG up to a level, best practices, axe's experimental ones.

    ``layers`` says which kinds of check run. Rules named in ``skip`` never do; where ``only`` is
    not empty, no other does. A rule of ours is also known by the ids of axe's that it replaces.
    """

    level: Level = "AA"
    best_practices: bool = True
    experimental: bool = False
    layers: frozenset[Layer] = frozenset(Layer)
    only: frozenset[str] = frozenset()
    skip: frozenset[str] = frozenset()

    def asks_for(self, rule: "Rule") -> bool:
        """Whether the rule is to run."""
        names = {rule.id, *rule.replaces}
        if names & self.skip or rule.layer not in self.layers:
            return False
        if self.only:
            return bool(names & self.only)
        return rule.level in self.levels if rule.level else self.best_practices

    @property
    def levels(self) -> tuple[Level, ...]:
        """The levels of WCAG asked for, lowest first: A and AA for AA."""
        return LEVELS[: LEVELS.index(self.level) + 1]


@dataclass(frozen=True, slots=True)
class Target:
    """A page to audit.

    ``url`` is the address people know it by; ``address`` is where the browser fetches it, when
    that is somewhere else.
    """

    url: str
    address: str = ""

    @property
    def fetch_url(self) -> str:
        return self.address or self.url


@dataclass(frozen=True, slots=True)
class Rule:
    """What is asked of a page. Data only: how it is decided is a :class:`~a11y.engine.check.Check`.

    ``id`` never changes. ``title`` is the demand in one sentence. A rule without criteria is a
    best practice. ``act`` names the W3C ACT rules and ``techniques`` the WCAG techniques and
    common failures it implements; ``replaces`` the axe-core rules it decides instead of axe.
    ``why`` says whom a barrier hits and how; ``fix`` how it is mended. ``help_url`` is where to
    read on; the W3C's page on the first criterion where a rule names no other.
    """

    id: str
    title: str
    criteria: tuple[Criterion, ...] = ()
    impact: Impact | None = None
    audience: Audience = Audience.DEVELOPER
    layer: Layer = Layer.RENDERED
    act: tuple[str, ...] = ()
    techniques: tuple[str, ...] = ()
    replaces: tuple[str, ...] = ()
    why: str = ""
    fix: str = ""
    help_url: str = ""

    def __post_init__(self) -> None:
        if self.criteria and not self.help_url:
            object.__setattr__(self, "help_url", self.criteria[0].url)

    @property
    def level(self) -> Level | None:
        """The lowest level of the criteria it serves; None for a best practice."""
        return min((criterion.level for criterion in self.criteria), key=LEVELS.index, default=None)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A finding as it was seen in one state: what is wrong there (figures differ by state)."""

    state: State
    message: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where the cause of a finding is edited: in words, and the address that opens it."""

    label: str
    edit_url: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One barrier, or one question for a person, on one element of a page.

    ``target`` leads to the element: a selector for each step, where every step but the last
    names a frame or a shadow host to go into; it is empty where a finding has no element.
    ``content_path`` names the CMS content that rendered the element, as its audit comments say;
    it is empty where there are none. ``fingerprint`` stays the same while the barrier does,
    whatever else on the page is edited. ``aliases`` are other rules that saw the same barrier.
    ``screenshot`` is a PNG of the element, where one was asked for.
    """

    rule: Rule
    outcome: Outcome
    impact: Impact | None
    target: tuple[str, ...]
    html: str
    occurrences: tuple[Occurrence, ...]
    how_to_fix: str = ""
    text: str = ""
    content_path: str = ""
    place: Place | None = None
    fingerprint: str = ""
    aliases: tuple[str, ...] = ()
    screenshot: bytes = b""

    @property
    def message(self) -> str:
        """What is wrong, as first seen."""
        return self.occurrences[0].message

    @property
    def states(self) -> tuple[State, ...]:
        return tuple(occurrence.state for occurrence in self.occurrences)

    @property
    def identity(self) -> tuple[str, Outcome, tuple[str, ...], str]:
        """Two sightings on a page with the same identity are one finding."""
        return (self.rule.id, self.outcome, self.target, self.fingerprint)

    def seen_again(self, other: Self) -> Self:
        """This finding with the other sighting's occurrences added."""
        new = tuple(seen for seen in other.occurrences if seen.state not in self.states)
        return replace(self, occurrences=self.occurrences + new)


@dataclass(frozen=True, slots=True)
class RuleResult:
    """What a rule made of a page over all states: its worst outcome, and on how many elements it
    looked where it looked at most."""

    rule: Rule
    outcome: Outcome
    elements: int = 0


@dataclass(frozen=True, slots=True)
class LinkFact:
    """A link on a page: its name, where it leads (absolute, without fragment), what leads to it,
    and the innermost landmark it stands in, as "role:name"."""

    name: str
    url: str
    target: tuple[str, ...]
    landmark: str = ""


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What pages are compared by: see :mod:`a11y.engine.site`.

    ``asks_for`` are the purposes of the page's fields, in autocomplete's words; ``leads_to`` the
    address its forms are sent to; ``has_search`` whether there is a search field or landmark.
    """

    heading: str = ""
    links: tuple[LinkFact, ...] = ()
    asks_for: tuple[str, ...] = ()
    leads_to: tuple[str, ...] = ()
    has_search: bool = False


@dataclass(frozen=True, slots=True)
class PageResult:
    """The audit of one page: findings, or the error that kept it from being audited.

    ``rules`` has one entry for each rule that ran. ``untested`` says in words what could not be
    looked at (a frame that did not load, a closed shadow root). ``digest`` is a hash of what the
    server delivered: the same digest, the same page. ``facts`` are what it is compared by with
    other pages.
    """

    url: str
    title: str = ""
    redirected_to: str = ""
    findings: tuple[Finding, ...] = ()
    error: str = ""
    rules: tuple[RuleResult, ...] = ()
    untested: tuple[str, ...] = ()
    digest: str = ""
    seconds: float = 0.0
    facts: PageFacts = PageFacts()


@dataclass(frozen=True, slots=True)
class Skipped:
    """A page left out on purpose, and why."""

    url: str
    reason: str


@dataclass(frozen=True, slots=True)
class Report:
    """The audit of some pages, and the circumstances that make it comparable with another.

    ``version`` is this engine's; ``finished`` says when the last page was done, with its zone.
    """

    pages: tuple[PageResult, ...]
    states: tuple[State, ...]
    profile: Profile
    axe_version: str
    skipped: tuple[Skipped, ...] = ()
    version: str = ""
    finished: datetime | None = None

    def findings(self, outcome: Outcome) -> Iterator[Finding]:
        """All pages' findings that have this outcome."""
        for page in self.pages:
            yield from (found for found in page.findings if found.outcome == outcome)

    @property
    def exit_code(self) -> int:
        """2 if a page could not be audited, 1 if a barrier was found, else 0.

        What only a person can decide (cantTell) is listed, and does not fail a build.
        """
        if any(page.error for page in self.pages):
            return 2
        return 1 if any(self.findings(Outcome.FAILED)) else 0
