"""How a rule is decided. Rules plug into the engine as values of these types.

A :class:`Probe` looks at a page and returns what it saw as plain data. A :class:`Check` judges
that data: ``applicability`` picks the things the rule speaks of, ``expectation`` returns None for
one that passes, or a :class:`Verdict` that names one of the check's messages. The message says
whether that is a failure or a question for a person. (The split is that of the W3C's ACT Rules
Format, https://www.w3.org/TR/act-rules-format/.)
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from a11y.engine.model import Outcome, Rule, State

if TYPE_CHECKING:
    from a11y.engine.browser.session import Session
    from a11y.engine.page.tree import Page
    from a11y.engine.source import Source

Seen = TypeVar("Seen")
"""What a probe returns and a check's applicability takes."""
Item = TypeVar("Item")
"""What applicability yields and the expectation judges."""


class Located(Protocol):
    """A thing in a page that a finding can point at."""

    @property
    def target(self) -> tuple[str, ...]:
        """The selector path to it."""

    @property
    def html(self) -> str:
        """Its markup, trimmed."""

    @property
    def excerpt(self) -> str:
        """What a visitor reads there, trimmed."""

    @property
    def content_path(self) -> str:
        """The CMS content that rendered it, or ""."""

    @property
    def signature(self) -> str:
        """What makes it itself, wherever it stands on the page: no position, no count."""


@dataclass(frozen=True, slots=True)
class Message:
    """What is said of an element that does not pass. ``text`` may name facts: ``{ratio}``."""

    outcome: Outcome
    text: str
    fix: str = ""


def failed(text: str, fix: str = "") -> Message:
    """A message that states a barrier. ``fix`` is for when the rule's own does not fit."""
    return Message(Outcome.FAILED, text, fix)


def asked(text: str, fix: str = "") -> Message:
    """A message that asks a person to decide (EARL's cantTell)."""
    return Message(Outcome.CANT_TELL, text, fix)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Why an item does not pass: the name of a message, and the facts its text names.

    ``about`` is what would change if the barrier became another one (two colours, a file name):
    part of the finding's fingerprint. ``at`` is the element to point at when it is not the item.
    """

    message: str
    facts: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    about: str = ""
    at: Located | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """A piece of a page, and what the rule must say of it. Tests and documentation read it.

    ``html`` is what stands in the body of a sound page, or a document of its own where it begins
    with ``<!doctype`` or ``<html``. ``about`` says in a few words what it shows, with the source
    it is made after (a WCAG technique, an ACT rule, an ARIA APG pattern) where there is one.
    """

    outcome: Outcome
    about: str
    html: str

    @property
    def document(self) -> str:
        """The example as a whole document."""
        if self.html.lstrip().lower().startswith(("<!doctype", "<html", "<?xml")):
            return self.html
        return _DOCUMENT.format(html=self.html)


_DOCUMENT = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>An example</title></head>
<body><main><h1>An example</h1>
{html}
</main></body>
</html>"""


def fails(about: str, html: str) -> Example:
    """An example in which the rule must state a failure."""
    return Example(Outcome.FAILED, about, html)


def asks(about: str, html: str) -> Example:
    """An example in which the rule must ask a person, and state nothing."""
    return Example(Outcome.CANT_TELL, about, html)


def passes(about: str, html: str) -> Example:
    """An example that the rule applies to and must not complain of."""
    return Example(Outcome.PASSED, about, html)


def ignores(about: str, html: str) -> Example:
    """An example that the rule must not apply to."""
    return Example(Outcome.INAPPLICABLE, about, html)


@dataclass(slots=True)
class Memory:
    """What probes remember from one state of the page to the next.

    ``opened`` are the targets of what has been opened; ``documents`` what was read of other
    pages, by address, None where there was none to be had; ``looks`` the styles of what has been
    seen with the focus.
    """

    opened: set[tuple[str, ...]] = field(default_factory=set)
    documents: dict[str, Any] = field(default_factory=dict)
    looks: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Visit:
    """A page open in the browser, as it is handed to a probe.

    ``page`` is the page at rest in this state, ``source`` what the server delivered; ``is_first``
    says whether it is looked at for the first time. ``memory`` is what probes remember from one
    state of the page to the next. ``look`` looks at the page as it is now, as at the page at rest;
    it is told in words what was done to the page. Something
    else (axe-core) may still be at work in the browser: ``until_free`` returns when it is not.
    """

    browser: "Session"
    state: State
    page: "Page"
    source: "Source"
    is_first: bool = True
    memory: Memory = field(default_factory=Memory)
    look: Callable[[str], object] = lambda step: None
    until_free: Callable[[], object] = lambda: None

    @property
    def session(self) -> "Session":
        """The browser, once nothing else is at work in it."""
        self.until_free()
        return self.browser


@dataclass(frozen=True, slots=True)
class Probe(Generic[Seen]):
    """A way of looking at a page.

    ``observe`` returns data that can be judged without a browser. A probe that ``alters`` the
    page leaves it in need of a fresh load; where that depends on what it met, it is a function
    of what was seen. Driven probes run for each viewport; ``once``
    is for those whose answer does not depend on it. ``left_out`` says in words
    what of the page it did not look at; "" where that is nothing.
    """

    id: str
    title: str
    observe: Callable[[Visit], Seen]
    alters: bool | Callable[[Seen], bool] = False
    once: bool = False
    left_out: Callable[[Seen], str] = lambda seen: ""

    def has_altered(self, seen: Seen) -> bool:
        """Whether the page is no longer as it was before this was seen."""
        return self.alters(seen) if callable(self.alters) else self.alters


@dataclass(frozen=True, slots=True)
class Check(Generic[Seen, Item]):
    """A rule, and how it is decided.

    ``messages`` are what can be said of an item that does not pass, by the names that verdicts
    use. ``examples`` show at least one thing the rule finds and one that it leaves alone.
    """

    rule: Rule
    probe: Probe[Seen]
    applicability: Callable[[Seen], Iterable[Item]]
    expectation: Callable[[Item], Verdict | None]
    messages: Mapping[str, Message]
    examples: tuple[Example, ...] = ()

    def __repr__(self) -> str:
        return f"<Check {self.rule.id}>"


AnyCheck = Check[Any, Any]
