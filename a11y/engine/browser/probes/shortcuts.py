"""What a page does of its own when keys are pressed, the device is moved, or a button held down.

Only where its scripts listen for such things; nothing is tried on a page that does not.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from a11y.engine.browser.held import Hold, held
from a11y.engine.browser.probes.few import others
from a11y.engine.browser.probes.heard import Heard, heard
from a11y.engine.browser.snapshot import OURS
from a11y.engine.check import Probe, Visit
from a11y.engine.page.tree import Node, Page

KEYS = frozenset(("keydown", "keypress", "keyup"))
MOTION = frozenset(("devicemotion", "deviceorientation", "deviceorientationabsolute"))
DOWN = frozenset(("mousedown", "pointerdown", "touchstart"))
DRAG = frozenset(("dragstart", "drag", "dragend"))
MOST_HELD_DOWN = 12
"""Elements that are tried; others are most often like them."""
_AWAY = ("navigate", "submit", "window")
_SCRIPT = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Answer:
    """What the page did: ``what`` is "focus", "change", "scroll" or "away"; ``node`` is where."""

    what: str
    node: Node
    key: str = ""


@dataclass(frozen=True, slots=True)
class Use:
    """What was tried on a page, and how it answered.

    ``keys`` are answers to single characters with the focus nowhere. ``motion`` is what a moved
    device changed. ``down`` are the elements that acted when pressed and did not take it back,
    with "away" where they lead elsewhere. ``heard`` is what listens for which events.
    """

    page: Page
    heard: Heard
    keys: tuple[Answer, ...] = ()
    motion: Answer | None = None
    down: tuple[Answer, ...] = ()
    left_out: int = 0

    used: bool = False


def _observe(visit: Visit) -> Use:
    page = visit.page
    hears = heard(visit.session, page)
    body = {page.root, page.body}
    of_page = hears.everywhere.union(*(hears.by_node.get(node, ()) for node in body if node))
    pressable = [node for node, types in hears.by_node.items() if types & DOWN and node not in body]
    if not (of_page & (KEYS | MOTION) or pressable):
        return Use(page, hears)
    ask = partial(visit.session.ask, _SCRIPT, OURS)
    with held(visit.session) as hold:
        moved = ask("motion", []) if of_page & MOTION else None
        down = [_pressed(node, ask, hold) for node in pressable[:MOST_HELD_DOWN] if node.is_visible]
        keys = tuple(_keys(page, ask, hold)) if of_page & KEYS else ()
    return Use(
        page,
        hears,
        keys,
        _answer(page, *moved) if moved else None,
        tuple(answer for answer in down if answer),
        max(0, len(pressable) - MOST_HELD_DOWN),
        used=True,
    )


def _keys(page: Page, ask: Any, hold: Hold) -> Iterator[Answer]:
    for key, what, number in ask("keys", []):
        yield _answer(page, what, number, key)
    if any(attempt.kind in _AWAY for attempt in hold.attempts()):
        yield Answer("away", page.root)


def _pressed(node: Node, ask: Any, hold: Hold) -> Answer | None:
    """What pressing the element did, if letting go elsewhere did not undo it."""
    [(_, acted)] = ask("down", [node.index]) or [(0, False)]
    if any(attempt.kind in _AWAY for attempt in hold.attempts()):
        return Answer("away", node)
    return Answer("change", node) if acted else None


def _answer(page: Page, what: str, number: int, key: str = "") -> Answer:
    return Answer(what, page.by_index.get(number, page.root), key)


USE: Probe[Use] = Probe(
    "use",
    "Keys, movements of the device, and buttons held down",
    _observe,
    alters=lambda seen: seen.used,
    once=True,
    left_out=lambda seen: others(seen.left_out, "things that react to being pressed"),
)
