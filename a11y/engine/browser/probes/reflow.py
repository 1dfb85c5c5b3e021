"""What happens to a page's text when there is less room for it, or more of it.

The open page is shown with more space between letters and lines, in a larger default font, zoomed
to 200 and 400 per cent (a zoomed window is one with fewer CSS pixels), and turned, where its
styles ask how it is held. Each time the places of its texts are compared with those before.
Nothing is loaded anew, and everything is put back.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
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

    ``clip`` is what cuts it, along ``axis`` ("x" or "y"). ``before``: it already was at first.
    ``own``: it runs out of its own block, rather than its block out of something else.
    ``shortened``: the cut is marked as one, by an ellipsis. ``scripted``: a script has set a height
    on what cuts it, and may set another one soon.
    """

    node: Node
    clip: Node
    axis: str
    words: str
    before: bool
    own: bool
    shortened: bool
    scripted: bool = False


@dataclass(frozen=True, slots=True)
class Gone:
    """A text of which nothing is to be seen any more; ``clip`` cut it off, if that is why."""

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
    """A text that ends this many pixels beyond the window, where one has to scroll sideways.

    ``outermost`` is the outermost element that stands out with it. ``block``: the text's own
    block does. ``wrap`` says how it is wrapped: "wrap", "nowrap", or "pre" with its spaces kept;
    ``line`` how wide its widest line is.
    """

    node: Node
    outermost: Node
    block: bool
    wrap: str
    pixels: int
    line: int
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
    """What one change did to a page's texts. ``opened``: there is something new to activate."""

    width: int
    cut: tuple[Cut, ...]
    gone: tuple[Gone, ...]
    opened: bool
    met: tuple[Meeting, ...]
    small: tuple[Small, ...]
    beyond: tuple[Beyond, ...]
    covering: Covering | None


@dataclass(frozen=True, slots=True)
class Turn:
    """A page in a window held in one of two ways: how far its outermost elements are turned, in
    degrees, and the texts that stand there only then."""

    angles: Mapping[Node, int]
    appeared: tuple[tuple[Node, str], ...]


@dataclass(frozen=True, slots=True)
class Reflow:
    """The looks taken, by the change before them, at a page that is ``width`` pixels wide.

    ``turns`` has the window held upright and across, where the page's styles ask for that.
    """

    page: Page
    width: int
    looks: Mapping[str, Look]
    turns: Mapping[str, Turn]


def _observe(visit: Visit) -> Reflow:
    session, page, viewport = visit.session, visit.page, visit.state.viewport
    ask = partial(session.ask, _SCRIPT, OURS)
    turns_matter = ask("begin")
    looks = {}
    turns = {}
    try:
        looks[SPACING] = _look(visit, ask("look", _SPACING))
        with _font_doubled(session):
            looks[FONT] = _look(visit, ask("look"))
        for name, other in _narrower(viewport).items():
            session.resize(other)
            looks[name] = _look(visit, ask("look"))
        for name, other in _HELD.items() if turns_matter else ():
            session.resize(other)
            turns[name] = _turn(page, ask("turn"))
    finally:
        session.resize(viewport)
        ask("end")
    return Reflow(page, viewport.width, looks, turns)


def _narrower(viewport: Viewport) -> dict[str, Viewport]:
    """What a window has left of its pixels when it is zoomed."""
    if viewport.width < _ROOM_TO_ZOOM:
        return {}
    return {ZOOM: Viewport(viewport.width // 2, viewport.height // 2), NARROW: _NARROW}


@contextmanager
def _font_doubled(session: Session) -> Iterator[None]:
    """Set the browser's default font size, which visitors can choose, to twice what it is."""
    doubled = {kind: 2 * size for kind, size in _FONT_SIZES.items()}
    session.cdp("Page.setFontSizes", {"fontSizes": doubled})
    try:
        yield
    finally:
        session.cdp("Page.setFontSizes", {"fontSizes": _FONT_SIZES})


def _look(visit: Visit, data: Mapping[str, Any]) -> Look:
    page = visit.page
    node = partial(_node, page)
    covered = data["covered"]
    return Look(
        width=data["width"],
        cut=tuple(
            replace(cut, scripted=_has_scripted_height(visit, cut.clip))
            for cut in (Cut(node(at), node(by), *rest) for at, by, *rest in data["cut"])
        ),
        gone=tuple(
            Gone(node(at), words, node(by) if by >= 0 else None) for at, words, by in data["gone"]
        ),
        opened=data["opened"],
        met=tuple(Meeting(node(a), node(b), *rest) for a, b, *rest in data["met"]),
        small=tuple(Small(node(at), *sizes) for at, *sizes in data["small"]),
        beyond=tuple(
            Beyond(node(at), node(outermost), *rest) for at, outermost, *rest in data["beyond"]
        ),
        covering=Covering(node(covered["node"]), covered["share"]) if covered else None,
    )


def _has_scripted_height(visit: Visit, node: Node) -> bool:
    style = node.get("style")
    return "height" in style and style not in visit.source.html


def _turn(page: Page, data: Mapping[str, Any]) -> Turn:
    return Turn(
        angles={_node(page, at): angle for at, angle in data["angles"] if at >= 0},
        appeared=tuple((_node(page, at), words) for at, words in data["appeared"]),
    )


def _node(page: Page, number: int) -> Node:
    """The element with this number; the document's where the snapshot has none such."""
    return page.by_index.get(number, page.root)


REFLOW: Probe[Reflow] = Probe(
    "reflow", "The page with less room, larger text and more space between letters", _observe
)
