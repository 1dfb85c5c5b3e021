"""A page's forms, filled in and sent as people do: wrongly. The page is held, nothing is sent."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from a11y.engine.browser.held import Hold, held
from a11y.engine.browser.probes.few import others
from a11y.engine.browser.snapshot import OURS
from a11y.engine.check import Probe, Visit
from a11y.engine.page.tree import Node, Page

MOST_CHANGED = 12
MOST_SUBMITTED = 3
_AWAY = ("navigate", "submit", "window")
_SECRETS = ("current-password", "new-password", "one-time-code")
_SCRIPT = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Changed:
    """A field that was given another value. ``led`` is what the page did of its own: "navigate",
    "submit", "window", "focus", or "" for nothing."""

    node: Node
    led: str


@dataclass(frozen=True, slots=True)
class Marked:
    """A field that the page marked as wrong; ``explained``: a text that is shown is tied to it."""

    node: Node
    explained: bool


@dataclass(frozen=True, slots=True)
class Added:
    """A text that came; ``live`` whether where it came is announced."""

    node: Node
    words: str
    live: bool


@dataclass(frozen=True, slots=True)
class Submitted:
    """What came of activating a form's button with the form as it was found.

    ``native``: the browser itself said what is missing. ``moved``: the focus was.
    """

    node: Node
    native: bool
    sent: bool
    marked: tuple[Marked, ...]
    added: tuple[Added, ...]
    moved: bool


@dataclass(frozen=True, slots=True)
class Filled:
    """What was tried with a page's forms. ``pasted`` has fields, and whether that is forbidden."""

    page: Page
    pasted: tuple[tuple[Node, bool], ...] = ()
    changed: tuple[Changed, ...] = ()
    submitted: tuple[Submitted, ...] = ()
    left_out: int = 0

    def touched(self) -> bool:
        """Whether anything was typed, chosen or sent."""
        return bool(self.pasted or self.changed or self.submitted)


def _observe(visit: Visit) -> Filled:
    page = visit.page
    secrets = list(_secrets(page))
    choices, buttons = list(_choices(page)), list(_buttons(page))
    if not (secrets or choices or buttons):
        return Filled(page)
    ask = partial(visit.session.ask, _SCRIPT, OURS)
    with held(visit.session) as hold:
        pasted = tuple((node, bool(ask("paste", node.index))) for node in secrets)
        changed = tuple(_change(node, ask, hold) for node in choices[:MOST_CHANGED])
        submitted = tuple(_submit(page, node, ask, hold) for node in buttons[:MOST_SUBMITTED])
    left_out = max(0, len(choices) - MOST_CHANGED) + max(0, len(buttons) - MOST_SUBMITTED)
    return Filled(page, pasted, changed, submitted, left_out)


def _usable(page: Page, node: Node) -> bool:
    """Whether somebody can use it; what is in a frame is not looked at."""
    if page.by_index.get(node.index) is not node:
        return False
    return node.is_visible and node.is_focusable and not node.is_disabled


def _secrets(page: Page) -> Iterator[Node]:
    """The fields for what one has to know or to be sent."""
    for node in page.by_tag.get("input", []):
        secret = node.get("type").lower() == "password" or node.get("autocomplete") in _SECRETS
        if secret and _usable(page, node):
            yield node


def _choices(page: Page) -> Iterator[Node]:
    """Selects, and of check boxes and radio buttons one of each name."""
    names = set()
    for node in page.tagged("select", "input"):
        kind = node.get("type").lower() if node.tag == "input" else "select"
        if kind not in ("select", "radio", "checkbox") or "checked" in node.more:
            continue
        name = (kind, node.get("name"))
        if (kind == "select" or name not in names) and _usable(page, node):
            names.add(name)
            yield node


def _buttons(page: Page) -> Iterator[Node]:
    """The first button that sends each form, where there is something to fill in."""
    for form in page.by_tag.get("form", []):
        inside = list(form.descendants)
        fields = [node for node in inside if node.tag in ("input", "select", "textarea")]
        sends = [node for node in inside if _sends(node) and _usable(page, node)]
        if sends and any(_usable(page, node) and not _sends(node) for node in fields):
            yield sends[0]


def _sends(node: Node) -> bool:
    kind = node.get("type").lower()
    if node.tag == "button":
        return kind not in ("button", "reset")
    return node.tag == "input" and kind in ("submit", "image")


def _change(node: Node, ask: Any, hold: Hold) -> Changed:
    moved = ask("change", node.index)
    led = next((attempt.kind for attempt in hold.attempts() if attempt.kind in _AWAY), "")
    return Changed(node, led or ("focus" if moved else ""))


def _submit(page: Page, button: Node, ask: Any, hold: Hold) -> Submitted:
    seen = ask("submit", button.index) or {"native": True, "marked": (), "added": (), "moved": True}
    sent = any(attempt.kind in (*_AWAY, "request") for attempt in hold.attempts())
    return Submitted(
        button,
        seen["native"],
        sent,
        tuple(Marked(page.by_index[at], said) for at, said in seen["marked"] if at >= 0),
        tuple(
            Added(page.by_index.get(at, button), words, live) for at, words, live in seen["added"]
        ),
        seen["moved"],
    )


FORMS: Probe[Filled] = Probe(
    "forms",
    "Forms, filled in wrongly",
    _observe,
    alters=Filled.touched,
    once=True,
    left_out=lambda seen: others(seen.left_out, "fields and buttons"),
)
