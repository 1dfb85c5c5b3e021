"""What an audit is asked and what it answers. Plain values: they know no browser and no CMS."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Self

from a11y.engine.wcag import Criterion


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
    """The circumstances in which a page is looked at."""

    viewport: Viewport = Viewport(1280, 800)
    scheme: Scheme = Scheme.LIGHT

    def __str__(self) -> str:
        return f"{self.viewport} {self.scheme}"


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
    """What is asked of a page: a stable id, the demand in one sentence, the criteria it serves."""

    id: str
    title: str
    criteria: tuple[Criterion, ...] = ()
    help_url: str = ""


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
    names a frame or a shadow host to go into. ``content_path`` names the CMS content that
    rendered the element, as its audit comments say; it is empty where there are none.
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

    @property
    def message(self) -> str:
        """What is wrong, as first seen."""
        return self.occurrences[0].message

    @property
    def states(self) -> tuple[State, ...]:
        return tuple(occurrence.state for occurrence in self.occurrences)

    @property
    def identity(self) -> tuple[str, Outcome, tuple[str, ...]]:
        """Two sightings on a page with the same identity are one finding."""
        return (self.rule.id, self.outcome, self.target)

    def seen_again(self, other: Self) -> Self:
        """This finding with the other sighting's occurrences added."""
        return replace(self, occurrences=self.occurrences + other.occurrences)


@dataclass(frozen=True, slots=True)
class PageResult:
    """The audit of one page: findings, or the error that kept it from being audited."""

    url: str
    title: str = ""
    redirected_to: str = ""
    findings: tuple[Finding, ...] = ()
    error: str = ""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A page left out on purpose, and why."""

    url: str
    reason: str


@dataclass(frozen=True, slots=True)
class Report:
    """The audit of some pages, and the circumstances that make it comparable with another."""

    pages: tuple[PageResult, ...]
    states: tuple[State, ...]
    level: str
    axe_version: str
    skipped: tuple[Skipped, ...] = field(default=())

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
