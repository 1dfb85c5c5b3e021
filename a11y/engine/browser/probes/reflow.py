"""What happens to a page's text when there is less room for it, or more of it.

The open page is shown with more space between letters and lines, in a larger default font, zoomed
to 200 and 400 per cent (a zoomed window is one with fewer CSS pixels), and turned, where its
styles ask how it is held. Each time the places of its texts are compared with those before.
Nothing is loaded anew, and everything is put back.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from a11y.engine.browser.session import Session
from a11y.engine.browser.snapshot import OURS
from a11y.engine.check import Probe, Visit
from a11y.engine.model import Viewport
from a11y.engine.page.tree import Node, Page

SPACING = "spacing"
FONT = "font"
ZOOM = "zoom"
NARROW = "narrow"
PORTRAIT = "portrait"
LANDSCAPE = "landscape"

# WCAG 2.2, 1.4.12. Paragraphs' spacing is that after them.
_SPACING = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
word-spacing: 0.16em !important } p { margin-block-end: 2em !important }"""
_NOTHING = "html {}"
_FONT_SIZES = {"standard": 16, "fixed": 13}  # Chromium's own
_NARROW = Viewport(320, 256)  # WCAG 2.2, 1.4.10
_HELD = {PORTRAIT: Viewport(360, 640), LANDSCAPE: Viewport(640, 360)}  # a telephone's
_ROOM_TO_ZOOM = 640  # in a narrower window, a zoom to 200 % leaves less than anyone is promised

_SCRIPT = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Cut:
    """A text that is cut off by an element's overflow.

    ``clip`` is what cuts it, along ``axis`` ("x" or "y"); ``share`` the per cent that are gone.
    ``before`` says whether it was already cut at first.
    """

    node: Node
    clip: Node
    axis: str
    share: int
    words: str
    before: bool


@dataclass(frozen=True, slots=True)
class Gone:
    """A text of which nothing is to be seen any more; ``clip`` is what cut it off, if that is why."""

    node: Node
    words: str
    clip: Node | None


@dataclass(frozen=True, slots=True)
class Meeting:
    """Two texts that lie on top of each other. ``painted``: both show through there."""

    node: Node
    other: Node
    words: str
    other_words: str
    painted: bool


@dataclass(frozen=True, slots=True)
class Beyond:
    """A text that ends this many pixels beyond the window, where one has to scroll sideways."""

    node: Node
    pixels: int
    words: str


@dataclass(frozen=True, slots=True)
class Small:
    """A text's font size before and after, in CSS pixels."""

    node: Node
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Covering:
    """What stays in place while the page scrolls, and the share of the window's height it takes."""

    node: Node
    share: float


@dataclass(frozen=True, slots=True)
class Look:
    """What one change did. ``angles`` has how far the outermost elements are turned, in degrees."""

    width: int
    cut: tuple[Cut, ...]
    gone: tuple[Gone, ...]
    met: tuple[Meeting, ...]
    small: tuple[Small, ...]
    beyond: tuple[Beyond, ...]
    covering: Covering | None
    angles: Mapping[Node, int]


@dataclass(frozen=True, slots=True)
class Reflow:
    """The looks taken, by the change before them, at a page that is ``width`` pixels wide."""

    page: Page
    width: int
    looks: Mapping[str, Look]


def _observe(visit: Visit) -> Reflow:
    session, page, viewport = visit.session, visit.page, visit.state.viewport
    ask = partial(session.ask, _SCRIPT, OURS)
    begun = ask("begin")
    looks = {}
    try:
        looks[SPACING] = _look(page, ask("look", _SPACING))
        with _font_doubled(session):
            looks[FONT] = _look(page, ask("look"))
        for name, other in _viewports(viewport, begun["orientation"]).items():
            _resize(session, other)
            looks[name] = _look(page, ask("look"))
    finally:
        _resize(session, viewport)
        ask("end")
    return Reflow(page, viewport.width, looks)


def _viewports(viewport: Viewport, orientation: bool) -> dict[str, Viewport]:
    """The windows to look through. ``orientation``: whether styles ask how the window is held."""
    found: dict[str, Viewport] = {}
    if viewport.width >= _ROOM_TO_ZOOM:
        found[ZOOM] = Viewport(viewport.width // 2, viewport.height // 2)
        found[NARROW] = _NARROW
    return {**found, **_HELD} if orientation else found


def _resize(session: Session, viewport: Viewport) -> None:
    metrics = {"width": viewport.width, "height": viewport.height}
    session.cdp(
        "Emulation.setDeviceMetricsOverride", {**metrics, "deviceScaleFactor": 1, "mobile": False}
    )


@contextmanager
def _font_doubled(session: Session) -> Iterator[None]:
    """Set the browser's default font size, which visitors can choose, to twice what it is."""
    doubled = {kind: 2 * size for kind, size in _FONT_SIZES.items()}
    session.cdp("Page.setFontSizes", {"fontSizes": doubled})
    try:
        yield
    finally:
        session.cdp("Page.setFontSizes", {"fontSizes": _FONT_SIZES})


def _look(page: Page, data: Mapping[str, Any]) -> Look:
    node = partial(_node, page)
    covered = data["covered"]
    return Look(
        width=data["width"],
        cut=tuple(Cut(node(at), node(by), *rest) for at, by, *rest in data["cut"]),
        gone=tuple(
            Gone(node(at), words, node(by) if by >= 0 else None) for at, words, by in data["gone"]
        ),
        met=tuple(Meeting(node(a), node(b), *rest) for a, b, *rest in data["met"]),
        small=tuple(Small(node(at), *sizes) for at, *sizes in data["small"]),
        beyond=tuple(Beyond(node(at), *rest) for at, *rest in data["beyond"]),
        covering=Covering(node(covered["node"]), covered["share"]) if covered else None,
        angles={node(at): angle for at, angle in data["angles"] if at >= 0},
    )


def _node(page: Page, number: int) -> Node:
    """The element with this number; the document's where the snapshot has none such."""
    return page.by_index.get(number, page.root)


REFLOW: Probe[Reflow] = Probe(
    "reflow", "The page with less room, larger text and more space between letters", _observe
)
