"""Elements that hear a pointer, and what really happens when they are clicked and keyed.

Those that might be controls which a keyboard does not reach, or does not work, are used: by Enter,
by Space, and by a click. The page is held meanwhile.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from selenium.webdriver import Keys

from a11y.engine.browser.held import Attempt, Hold, held
from a11y.engine.browser.probes.few import few, others
from a11y.engine.browser.probes.heard import Heard, heard
from a11y.engine.browser.probes.keyboard import press
from a11y.engine.browser.session import Session
from a11y.engine.browser.snapshot import OURS
from a11y.engine.check import Probe, Visit
from a11y.engine.page.roles import COMPOSITES, WIDGETS
from a11y.engine.page.tree import Node, Page

MOST_TRIED = 12
"""Elements that are used on a page; of those alike, two."""
_POINTER = frozenset(
    ("click", "mousedown", "mouseup", "pointerdown", "pointerup", "touchstart", "touchend")
)
_KEYS = frozenset(("keydown", "keyup", "keypress"))
_NATIVE = frozenset(
    ("a", "area", "audio", "button", "details", "dialog", "embed", "iframe", "input", "label",
     "object", "option", "select", "summary", "textarea", "video")
)  # fmt: skip
_PAGE_PARTS = frozenset(("html", "body", "main", "form", "fieldset", "table", "tbody"))
_IN_COMPOSITES = frozenset(
    ("option", "menuitem", "menuitemcheckbox", "menuitemradio", "tab", "treeitem", "gridcell",
     "row", "radio", "columnheader", "rowheader", "cell", "presentation", "none")
)  # fmt: skip
_OTHER_KEYS = COMPOSITES | {
    "application", "combobox", "dialog", "alertdialog", "document", "scrollbar", "searchbox",
    "separator", "slider", "spinbutton", "tabpanel", "textbox",
}  # fmt: skip
"""What other keys than Enter and Space are for."""
WATCH = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
"""The script that watches what one key or click does."""


@dataclass(frozen=True, slots=True)
class Control:
    """An element that hears a pointer, and what came of using it.

    ``focusable``: Tab comes to it. ``keyed``: Enter or Space did something; ``clicked``: a click
    did; ``delegated``: keys make a click too, and something hears of it. ``leads_to`` is where the
    click would have led. ``reached_otherwise``: a link or button that Tab comes to leads there
    too, or is called the same.
    """

    node: Node
    focusable: bool
    keyed: bool
    clicked: bool
    leads_to: str = ""
    reached_otherwise: bool = False
    delegated: bool = False

    @property
    def claims_widget(self) -> bool:
        """Whether its author gave it the role of a control that stands for itself."""
        return self.node.role in WIDGETS - _IN_COMPOSITES

    @property
    def leads_away(self) -> bool:
        return bool(self.leads_to)


@dataclass(frozen=True, slots=True)
class Controls:
    """What was found on a page and used."""

    page: Page
    found: tuple[Control, ...]
    left_out: int = 0
    used: bool = False


def _observe(visit: Visit) -> Controls:
    hears = heard(visit.session, visit.page)
    suspects, left_out = few(_suspects(visit.page, hears.by_node), MOST_TRIED)
    if not suspects:
        return Controls(visit.page, ())
    with held(visit.session) as hold:
        user = _User(visit.session, visit.page, hold)
        tried = filter(None, map(user.use, suspects))
        found = tuple(replace(one, delegated=_is_delegated(one.node, hears)) for one in tried)
    return Controls(visit.page, found, left_out, used=True)


def _is_delegated(node: Node, hears: Heard) -> bool:
    """Whether something hears of the click that keys make on a button, and may act out of sight."""
    return node.tag == "button" and "click" in hears.around(node)


def _suspects(page: Page, listening: Mapping[Node, frozenset[str]]) -> Iterator[Node]:
    for node, types in listening.items():
        if not types & _POINTER or not node.is_visible or node.is_disabled or not node.box:
            continue
        if node.is_focusable:
            if _may_be_deaf(node, types):
                yield node
        elif _looks_like_a_control(page, node):
            yield node


def _may_be_deaf(node: Node, types: frozenset[str]) -> bool:
    """Whether a click might do what keys do not, on something that Tab comes to."""
    if not node.is_in_tab_order or any(_is_held_by_a_composite(node)):
        return False
    if node.role in _OTHER_KEYS:
        return False
    if node.tag in ("button", "summary") or (node.tag == "a" and node.has("href")):
        return "click" not in types and not types & _KEYS and node.tag == "button"
    if node.tag in _NATIVE or "editable" in node.more:
        return False
    return "click" in types and not any(child.is_focusable for child in node.descendants)


def _looks_like_a_control(page: Page, node: Node) -> bool:
    if node.tag in _NATIVE or node.tag in _PAGE_PARTS or node.is_aria_hidden or node.is_inert:
        return False
    if node.style.get("cursor") != "pointer" and node.role not in WIDGETS:
        return False
    if any(_is_held_by_a_composite(node)) or _is_large(page, node):
        return False
    around = any(above.is_focusable or above.tag == "label" for above in node.ancestors)
    inside = any(below.is_focusable or below.tag == "label" for below in node.descendants)
    return not around and not inside and bool(node.visible_text or _has_picture(node))


def _is_held_by_a_composite(node: Node) -> Iterator[bool]:
    """Keys reach parts of a composite through the part or owner that has the focus (APG)."""
    yield node.role in _IN_COMPOSITES and node.role not in ("none", "presentation")
    for above in node.ancestors:
        yield above.role in COMPOSITES or above.role in ("combobox", "slider", "spinbutton")


def _is_large(page: Page, node: Node) -> bool:
    width, height = page.viewport
    return bool(node.box and node.box.area > width * height / 4)


def _has_picture(node: Node) -> bool:
    return node.tag in ("img", "svg") or any(
        below.tag in ("img", "svg") for below in node.descendants
    )


class _User:
    """Somebody who tries the keyboard first and the mouse then."""

    def __init__(self, session: Session, page: Page, hold: Hold) -> None:
        self.session = session
        self.page = page
        self.hold = hold
        self.ask = partial(session.ask, WATCH)

    def use(self, node: Node) -> Control | None:
        """What came of it; None where the page is never quiet or the element is out of reach."""
        focusable = node.is_in_tab_order
        for key in (Keys.ENTER, Keys.SPACE) if focusable else ():
            begun = self.ask("begin", OURS, node.index, True)
            if begun["noise"] or not begun["focused"]:
                return None
            press(self.session, key)
            if self._did_something(keyed=True):
                return Control(node, focusable, keyed=True, clicked=self._clicked(node))
        begun = self.ask("begin", OURS, node.index, False)
        if begun["noise"] or not begun["meets"]:
            return None
        self._click(begun["middle"])
        acted, attempts = self._ended()
        leads_to = next((one.detail for one in attempts if one.kind in ("navigate", "window")), "")
        return Control(
            node,
            focusable,
            keyed=False,
            clicked=acted["changed"] or bool(attempts),
            leads_to=leads_to,
            reached_otherwise=self._is_reached_otherwise(node, leads_to),
        )

    def _clicked(self, node: Node) -> bool:
        begun = self.ask("begin", OURS, node.index, False)
        if begun["noise"] or not begun["meets"]:
            return False
        self._click(begun["middle"])
        return self._did_something(keyed=False)

    def _did_something(self, *, keyed: bool) -> bool:
        acted, attempts = self._ended()
        return acted["changed"] or bool(attempts) or (keyed and acted["moved"])

    def _ended(self) -> tuple[dict[str, Any], list[Attempt]]:
        return self.ask("end", OURS, 0), self.hold.attempts()

    def _click(self, middle: list[float]) -> None:
        where = {"x": middle[0], "y": middle[1], "button": "left", "clickCount": 1}
        for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
            self.session.cdp("Input.dispatchMouseEvent", {"type": kind, **where})

    def _is_reached_otherwise(self, node: Node, leads_to: str) -> bool:
        name = (node.name or node.visible_text).lower()
        for other in self.page.nodes:
            if other is node or not other.is_in_tab_order:
                continue
            if leads_to and other.has("href") and other.url("href") == leads_to:
                return True
            if name and (other.name or other.visible_text).lower() == name:
                return True
        return False


CONTROLS: Probe[Controls] = Probe(
    "controls",
    "What is heard when elements are clicked and keyed",
    _observe,
    alters=lambda seen: seen.used,
    once=True,
    left_out=lambda seen: others(seen.left_out, "things that react to a pointer"),
)
