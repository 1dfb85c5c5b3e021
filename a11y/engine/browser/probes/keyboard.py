"""The page as the Tab key goes through it: where the focus stops, how that shows, what keeps it.

Keys are pressed by the browser's driver, many at a time; the page notes each stop as the key is
released. Whether a stop shows is measured in pixels, on one of those that look alike, except where
the browser's own ring is drawn whole. Looking for a way out of a trap may activate controls, so the
page is held meanwhile. Where that or the focus has changed it, it needs a fresh load afterwards.
"""

import base64
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import pairwise, takewhile
from pathlib import Path
from typing import Any

from PIL import Image, ImageChops
from selenium.webdriver import ActionChains, Keys

from a11y.engine.browser.held import Attempt, Hold, held
from a11y.engine.browser.probes.exits import way_out
from a11y.engine.browser.session import Session, page_errors
from a11y.engine.browser.snapshot import OURS
from a11y.engine.check import Probe, Visit
from a11y.engine.contrast.pixels import FocusChange, focus_change
from a11y.engine.page.parts import Box
from a11y.engine.page.tree import Node, Page

MOST_STOPS = 300
"""Tab is pressed no more often than this."""
MOST_MEASURED = 32
"""Stops that are measured in pixels."""
MARGIN = 8
"""How far around an element its indicator is looked for, in pixels."""
_BATCH = 20
_OUTSIDE = 3
"""So many stops at most lie before a page's first: the window's own, and the document."""
_NOWHERE = Box(0, 0, 0, 0)
_LATE = 20
"""Milliseconds after which a script that moves the focus late has done so."""
_MOST_EXITS = 4
_MOST_MOVES = 50
_SCRIPT = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Look:
    """What the focus changed in the picture: in and around the element, and anywhere."""

    change: FocusChange
    anywhere: bool


@dataclass(frozen=True, slots=True)
class Stop:
    """An element at which the focus stopped.

    ``place`` is where it was in the window; ``covered`` the share of it that lay under ``by``,
    which stays in place while the page scrolls. ``ring`` says that the browser's own ring was
    drawn whole; ``look`` what was measured, and None where nothing was. ``removed``: the focus
    was gone again at once.
    """

    node: Node
    place: Box = _NOWHERE
    covered: float = 0
    by: Node | None = None
    ring: bool = False
    look: Look | None = None
    removed: bool = False
    style: str = field(default="", repr=False)
    path: tuple[int, ...] = field(default=(), repr=False)
    scroll: tuple[float, float] = field(default=(0, 0), repr=False)


@dataclass(frozen=True, slots=True)
class Trap:
    """Elements between which the focus goes round, and no key leads out of."""

    nodes: tuple[Node, ...]

    @property
    def node(self) -> Node:
        return self.nodes[0]


@dataclass(frozen=True, slots=True)
class Move:
    """What the page did by itself when the focus came to an element."""

    node: Node
    attempt: Attempt


@dataclass(frozen=True, slots=True)
class Walk:
    """The stops in their order, each element once. ``complete``: Tab came to the page's end;
    ``altered``: the page may no longer be as it was."""

    page: Page
    stops: tuple[Stop, ...] = ()
    complete: bool = True
    traps: tuple[Trap, ...] = ()
    moves: tuple[Move, ...] = ()
    unmeasured: int = 0
    altered: bool = False

    @property
    def left_out(self) -> str:
        """What was not looked at, in words."""
        parts = []
        if not self.complete and not self.traps:
            parts.append(f"Tab came to {len(self.stops)} stops and not to the end of the page.")
        if self.unmeasured:
            parts.append(f"The look of the focus was not measured at {self.unmeasured} stops.")
        return " ".join(parts)


def find(page: Page, path: Iterable[int]) -> Node | None:
    """The element at the end of a path of numbers: through frames, the element's own last."""
    node: Node | None = None
    for index in path:
        if node is not None:
            inner = next(iter(node.elements), None)
            if inner is None:
                return None
            page = inner.page
        node = page.by_index.get(index)
        if node is None:
            return None
    return node


def press(session: Session, *keys: str, shift: bool = False) -> None:
    """Press the keys one after the other."""
    chain = ActionChains(session.driver, duration=0)
    if shift:
        chain.key_down(Keys.SHIFT)
    chain.send_keys(*keys)
    if shift:
        chain.key_up(Keys.SHIFT)
    with page_errors("the page did not react to a key in time"):
        chain.perform()


def _observe(visit: Visit) -> Walk:
    expected = sum(node.is_in_tab_order for node in visit.page.nodes)
    if not expected:
        return Walk(visit.page)
    with held(visit.session) as hold:
        walker = _Walker(visit.session, visit.page, hold, expected, visit.memory.looks)
        walker.ask("start")
        try:
            walk = walker.walk()
        finally:
            changed = walker.ask("end")
        return replace(walk, altered=walk.altered or changed)


class _Walker:
    """One walk under way."""

    def __init__(
        self, session: Session, page: Page, hold: Hold, expected: int, looks: set[str]
    ) -> None:
        self.session = session
        self.page = page
        self.hold = hold
        self.expected = expected
        self.looks = looks
        self.ask = partial(session.ask, _SCRIPT, OURS)

    def walk(self) -> Walk:
        seen, strays, complete = self._forward()
        stops = tuple(self._stops(seen))
        moves = tuple(self._moves(stops))
        suspects = list(strays)
        if strays or not complete:  # a script may be taken for Tab, and Tab for a script
            suspects += [stop["path"] for stop in seen[-6:] if stop.get("path")]
        traps: tuple[Trap, ...] = ()
        searched = bool(suspects) and (complete or len(seen) < MOST_STOPS)
        if searched:
            traps = tuple(self._traps(suspects))
        unmeasured = 0
        if not traps:
            stops, unmeasured = self._measured(stops)
        return Walk(self.page, stops, complete, traps, moves, unmeasured, altered=searched)

    def _forward(self) -> tuple[list[dict[str, Any]], list[list[int]], bool]:
        """The stops until the focus leaves the page, or until it surely would have."""
        limit = min(MOST_STOPS, 2 * self.expected + _BATCH)
        seen: list[dict[str, Any]] = []
        strays: list[list[int]] = []
        complete = False
        pressed = 0
        while len(seen) < limit and not complete:
            # As often as the page's elements need, and twice more: to leave it, and to come back.
            left = self.expected + 2 - pressed
            presses = left if 0 < left < _BATCH else _BATCH
            press(self.session, *[Keys.TAB] * presses)
            pressed += presses
            self.ask("pause", _LATE)
            stops, strayed = self.ask("stops")
            strays += strayed
            # The browser's own controls of a film keep some keys to themselves.
            if not stops and presses == _BATCH:
                break
            before_end = list(takewhile(lambda stop: not stop.get("away"), stops))
            seen += before_end
            complete = len(before_end) < len(stops)
            complete = complete or _began_again(seen)
        return seen, strays, complete

    def _stops(self, seen: Sequence[dict[str, Any]]) -> Iterator[Stop]:
        paths = [tuple(stop.get("path") or ()) for stop in seen]
        # At the end of the page nothing has the focus, either.
        kept = {path for stop, path in zip(seen, paths, strict=True) if not stop.get("nowhere")}
        known = set()
        for stop, path in zip(seen, paths, strict=True):
            nowhere = stop.get("nowhere")
            node = find(self.page, path)
            if node is None or path in known or (nowhere and path in kept):
                continue
            known.add(path)
            if nowhere:
                yield Stop(node, removed=True)
                continue
            share, by = stop["covered"]
            yield Stop(
                node=node,
                place=Box(*stop["place"]),
                covered=share,
                by=self.page.by_index.get(by),
                ring=stop["ring"],
                style=stop["style"],
                path=path,
                scroll=tuple(stop["scroll"]),
            )

    def _moves(self, stops: tuple[Stop, ...]) -> Iterator[Move]:
        """Where the page tried to go while it was walked through, and at which stop."""
        if not _leading_away(self.hold.attempts()):
            return
        for stop in stops[:_MOST_MOVES]:
            self.ask("blur")
            self.hold.attempts()
            self._focus(stop)
            for attempt in _leading_away(self.hold.attempts())[:1]:
                yield Move(stop.node, attempt)

    def _traps(self, suspects: Iterable[list[int] | None]) -> Iterator[Trap]:
        known: set[Node] = set()
        trapped: set[Node] = set()
        tried = 0
        for path in suspects:
            node = find(self.page, path) if path else None
            if path is None or node is None or node in known or tried == _MOST_EXITS:
                continue
            tried += 1
            round_ = self._round(path)
            nodes = tuple(filter(None, (find(self.page, other) for other in round_)))
            known.update((node, *nodes))
            if not trapped.isdisjoint(nodes):
                continue  # it leads into a trap, and is none
            if round_ and not way_out(self.session, self.ask, path, round_):
                trapped.update(nodes)
                yield Trap(tuple(sorted({node, *nodes}, key=self.page.nodes.index)))

    def _round(self, path: list[int]) -> list[list[int]]:
        """The elements the focus comes to from this one, if neither Tab nor Shift+Tab leads out."""
        visited: list[list[int]] = []
        presses = min(self.expected + 3, 30)
        for shift in (False, True):
            self.ask("focus", path)
            self.ask("pause", 60)
            around: list[list[int]] = []
            for _ in range(presses):
                press(self.session, Keys.TAB, shift=shift)
                stop = self.ask("pause", 60)
                if stop.get("away") or stop.get("nowhere"):
                    return []
                around.append(stop["path"])
            if len({*map(tuple, around)}) >= min(self.expected, 16) > 2:
                return []
            visited += around
        return [list(once) for once in dict.fromkeys(map(tuple, [path, *visited]))]

    def _measured(self, stops: Iterable[Stop]) -> tuple[tuple[Stop, ...], int]:
        """The stops with their looks, and how many were left out."""
        found: list[Stop] = []
        measured = left_out = 0
        for stop in stops:
            if stop.ring or stop.removed or not stop.path or stop.style in self.looks:
                found.append(stop)
                continue
            if measured == MOST_MEASURED:
                found.append(stop)
                left_out += 1
                continue
            measured += 1
            look = self._look(stop)
            # Where nothing is to be seen, each is looked at; what shows stands for its likes.
            if look is not None and look.anywhere:
                self.looks.add(stop.style)
            found.append(replace(stop, look=look))
        return tuple(found), left_out

    def _look(self, stop: Stop) -> Look | None:
        """Compare the picture with and without the focus; None where it cannot be had.

        At first around the element; where nothing changes there, in the whole window, with the
        focus brought by keys alone: scripts may tell that from a focus that is set.
        """
        at = self._focus(stop)
        if at is None:
            return None
        clip = _around(at["place"], self.page.viewport, at["scroll"])
        with_focus = self._picture(clip)
        if not self._blur(at["scroll"]):
            return None
        change = focus_change(self._picture(clip), with_focus)
        if change.area:
            return Look(change, anywhere=True)
        without = self._picture()
        for _ in range(2):
            if self._focus(stop) is None:
                return None
            again = self._come_back()
            if tuple(again.get("path") or ()) == stop.path and again.get("scroll") == at["scroll"]:
                difference = ImageChops.difference(without, self._picture())
                return Look(FocusChange(), anywhere=bool(difference.getbbox()))
        return None

    def _come_back(self) -> dict[str, Any]:
        """Leave the element that has the focus backwards, and come to it again."""
        press(self.session, Keys.TAB, shift=True)
        for _ in range(_OUTSIDE):
            press(self.session, Keys.TAB)
            stop: dict[str, Any] = self.ask("pause", 100)
            if not (stop.get("away") or stop.get("nowhere")):
                break
        return stop

    def _focus(self, stop: Stop) -> dict[str, Any] | None:
        for _ in range(3):
            at: dict[str, Any] = self.ask("focus", stop.path, stop.scroll)
            if tuple(at.get("path") or ()) == stop.path and at.get("shown"):
                return at
            press(self.session, Keys.TAB)  # the focus may be outside the page
        return None

    def _blur(self, scroll: list[float]) -> bool:
        """Take the focus away; whether the page stayed where it was scrolled to."""
        return bool(self.ask("blur")["scroll"] == scroll)

    def _picture(self, clip: Box | None = None) -> Image.Image:
        options: dict[str, Any] = {"format": "png", "optimizeForSpeed": True}
        if clip:
            options["clip"] = {**clip._asdict(), "scale": 1}
        shot = self.session.cdp("Page.captureScreenshot", options)
        return Image.open(io.BytesIO(base64.b64decode(shot["data"]))).convert("RGB")


def _began_again(seen: Sequence[Mapping[str, Any]]) -> bool:
    """Whether the page ended without the window losing the focus, which some do: nothing had it,
    and then what had it first."""
    return any(
        stop.get("nowhere") and following.get("path") == seen[0].get("path")
        for stop, following in pairwise(seen[1:])
    )


def _around(place: list[float], viewport: tuple[int, int], scroll: list[float]) -> Box:
    """The part of the page to take a picture of: the element with a margin, as far as in view."""
    x, y, width, height = place
    left, top = max(0, round(x) - MARGIN), max(0, round(y) - MARGIN)
    right = max(left + 1, min(viewport[0], round(x + width) + MARGIN))
    bottom = max(top + 1, min(viewport[1], round(y + height) + MARGIN))
    return Box(left + scroll[0], top + scroll[1], right - left, bottom - top)


def _leading_away(attempts: Iterable[Attempt]) -> list[Attempt]:
    return [attempt for attempt in attempts if attempt.kind in ("navigate", "submit", "window")]


WALK: Probe[Walk] = Probe(
    "keyboard",
    "The page as the Tab key goes through it",
    _observe,
    alters=lambda seen: seen.altered,
    left_out=lambda seen: seen.left_out,
)
