"""Whether arrow keys do anything in widgets whose parts Tab does not stop at.

The parts of a tab list, menu, list box, tree or radio group are gone through with arrow keys (ARIA
APG, "Keyboard Navigation Inside Components"). Those keys are pressed where Tab enters the widget.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from selenium.webdriver import Keys

from a11y.engine.browser.held import held
from a11y.engine.browser.probes.few import others
from a11y.engine.browser.probes.keyboard import press
from a11y.engine.browser.probes.listeners import WATCH
from a11y.engine.browser.snapshot import OURS
from a11y.engine.check import Probe, Visit
from a11y.engine.page.tree import Node, Page

MOST_TRIED = 6
_PARTS = {
    "listbox": ("option",),
    "menu": ("menuitem", "menuitemcheckbox", "menuitemradio"),
    "menubar": ("menuitem", "menuitemcheckbox", "menuitemradio"),
    "radiogroup": ("radio",),
    "tablist": ("tab",),
    "tree": ("treeitem",),
}
_ARROWS = (
    Keys.ARROW_RIGHT, Keys.ARROW_DOWN, Keys.ARROW_LEFT, Keys.ARROW_UP, Keys.END, Keys.HOME,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Composite:
    """A widget with parts; ``apart`` are those that Tab does not stop at.

    ``reacts``: some key changed something or moved the focus.
    """

    node: Node
    apart: tuple[Node, ...]
    reacts: bool


@dataclass(frozen=True, slots=True)
class Composites:
    """The widgets that keys were tried in."""

    found: tuple[Composite, ...] = ()
    left_out: int = 0
    used: bool = False


def _observe(visit: Visit) -> Composites:
    candidates = list(_candidates(visit.page))
    if not candidates:
        return Composites()
    with held(visit.session):
        tried = [_tried(visit, *candidate) for candidate in candidates[:MOST_TRIED]]
    return Composites(tuple(filter(None, tried)), max(0, len(candidates) - MOST_TRIED), used=True)


def _candidates(page: Page) -> Iterator[tuple[Node, Node, tuple[Node, ...]]]:
    """The widgets, where Tab enters them, and their parts that Tab does not stop at."""
    for node in page.with_role(*_PARTS):
        if node.tag == "select" or node.page is not page or node.is_disabled:
            continue
        parts = [
            part
            for part in node.descendants
            if part.role in _PARTS[node.role] and part.is_visible and not part.is_disabled
        ]
        if any(part.tag in ("input", "option") for part in parts):
            continue  # the browser sees to these
        entry = next((one for one in (node, *parts) if one.is_in_tab_order), None)
        apart = tuple(part for part in parts if not part.is_in_tab_order)
        if entry is not None and apart:
            yield node, entry, apart


def _tried(visit: Visit, node: Node, entry: Node, apart: tuple[Node, ...]) -> Composite | None:
    ask = partial(visit.session.ask, WATCH)
    for key in _ARROWS:
        begun = ask("begin", OURS, entry.index, True)
        if begun["noise"] or not begun["focused"]:
            return None
        press(visit.session, key)
        ended = ask("end", OURS, entry.index)
        if ended["changed"] or ended["moved"]:
            return Composite(node, apart, reacts=True)
    return Composite(node, apart, reacts=False)


COMPOSITES: Probe[Composites] = Probe(
    "composites",
    "Whether arrow keys do anything in widgets",
    _observe,
    alters=lambda seen: seen.used,
    once=True,
    left_out=lambda seen: others(seen.left_out, "widgets"),
)
