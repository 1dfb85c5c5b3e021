"""What appears when a pointer is over something: can it be reached, sent away, had without a mouse.

Elements are tried that hear the pointer come, or for which a style sheet has a rule with ``:hover``
that may show something else. A real pointer is moved there, and on to what appeared.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from selenium.webdriver import Keys

from a11y.engine.browser.held import held
from a11y.engine.browser.probes.few import few, others
from a11y.engine.browser.probes.heard import heard
from a11y.engine.browser.probes.keyboard import press
from a11y.engine.browser.session import Session
from a11y.engine.browser.snapshot import OURS
from a11y.engine.check import Probe, Visit
from a11y.engine.page.parts import Box
from a11y.engine.page.tree import Node, Page

MOST_TRIED = 6
"""Elements the pointer is moved to; of those alike, two."""
_COMES = frozenset(("mouseenter", "mouseover", "pointerenter", "pointerover"))
_STEPS = 8
_LEAVE = 400  # milliseconds after which what is to disappear with a delay has done so
_SCRIPT = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Appearance:
    """Content that a pointer over ``node`` makes appear, in the words it begins with.

    ``covers``: it lies on other text. ``hoverable``: it stays when the pointer comes to it;
    ``dismissable``: Escape sends it away; ``on_focus``: it appears with the focus as well;
    ``has_button``: beside it stands a button that says it opens something.
    """

    node: Node
    text: str
    covers: bool
    hoverable: bool
    dismissable: bool
    on_focus: bool
    has_button: bool


@dataclass(frozen=True, slots=True)
class Appearances:
    """Everything that appeared on a page."""

    page: Page
    found: tuple[Appearance, ...]
    left_out: int = 0


def _observe(visit: Visit) -> Appearances:
    styled = visit.session.ask(_SCRIPT, OURS, "styled")
    listening = heard(visit.session, visit.page).by_node
    hovered = [node for node, types in listening.items() if types & _COMES]
    nodes = {visit.page.by_index[index]: None for index in styled} | dict.fromkeys(hovered)
    triggers, left_out = few(_small(visit.page, nodes), MOST_TRIED)
    if not triggers:
        return Appearances(visit.page, ())
    with held(visit.session):
        pointer = _Pointer(visit.session)
        found = tuple(filter(None, map(pointer.over, triggers)))
        pointer.leave()
    return Appearances(visit.page, found, left_out)


def _small(page: Page, nodes: Iterable[Node]) -> Iterator[Node]:
    width, height = page.viewport
    for node in nodes:
        if node.is_visible and node.box and node.box.area <= width * height / 4:
            yield node


class _Pointer:
    """A mouse without buttons."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.at = (0.0, 0.0)
        self.ask = partial(session.ask, _SCRIPT, OURS)

    def over(self, node: Node) -> Appearance | None:
        """What appears when the pointer is over the element."""
        self.move(0, 0)
        middle, meets = self.ask("begin", node.index)
        if not meets:
            return None
        self.move(*middle)
        content = self.ask("shown")
        if content is None:
            return None
        press(self.session, Keys.ESCAPE)
        dismissable = not self.ask("still", 100)
        if dismissable:
            content = self._again(middle) or content
        # Seen twice: what shows late may not have been there the first time.
        hoverable = self._reaches(content) or not self._again(middle) or self._reaches(content)
        self.move(0, 0)
        self.ask("gone", _LEAVE)
        return Appearance(
            node=node,
            text=content["text"],
            covers=content["covers"],
            hoverable=hoverable,
            dismissable=dismissable,
            on_focus=self.ask("focus"),
            has_button=_has_button(node),
        )

    def _again(self, middle: list[float]) -> dict[str, Any] | None:
        """Leave and come back; None where the content does not."""
        self.move(0, 0)
        self.ask("gone", _LEAVE)
        self.move(*middle)
        content: dict[str, Any] | None = self.ask("shown")
        return content

    def _reaches(self, content: dict[str, Any]) -> bool:
        """Go to the content the shortest way, and into it; is it still there?"""
        place = Box(*content["place"])
        x, y = self.at
        inset_x, inset_y = min(4, place.width / 2), min(4, place.height / 2)
        near = (
            min(max(x, place.x + inset_x), place.right - inset_x),
            min(max(y, place.y + inset_y), place.bottom - inset_y),
        )
        for step in range(1, _STEPS + 1):
            share = step / _STEPS
            self.move(x + (near[0] - x) * share, y + (near[1] - y) * share)
        return bool(self.ask("still", _LEAVE))

    def move(self, x: float, y: float) -> None:
        self.session.cdp("Input.dispatchMouseEvent", {"type": "mouseMoved", "x": x, "y": y})
        self.at = (x, y)

    def leave(self) -> None:
        self.move(0, 0)
        self.ask("end")


def _has_button(node: Node) -> bool:
    near = [node, *node.descendants, *(node.parent.elements if node.parent else ())]
    return any(one.has("aria-expanded") or one.has("aria-haspopup") for one in near)


APPEARANCES: Probe[Appearances] = Probe(
    "hover",
    "What appears when a pointer is over something",
    _observe,
    alters=lambda seen: bool(seen.found),
    once=True,
    left_out=lambda seen: others(seen.left_out, "things that something may appear at"),
)
