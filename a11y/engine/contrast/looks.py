"""What an element's style means for painting. Elements share styles, so each is read once."""

from __future__ import annotations

import re
from dataclasses import dataclass

from a11y.engine.contrast.colour import TRANSPARENT, Colour, over, parse
from a11y.engine.contrast.gradients import gradient_colours
from a11y.engine.contrast.palettes import Palettes, only_image
from a11y.engine.page.parts import Style
from a11y.engine.page.tree import Node

Paint = tuple[Colour, ...] | None
"""The colours a thing may have where it is painted; None where only a picture tells."""

PICTURES = frozenset(
    ("img", "video", "canvas", "object", "embed", "svg", "picture", "model-viewer", "progress")
)
"""Elements that show something of their own, which no style names."""

_ATOMIC = frozenset(("inline-block", "inline-flex", "inline-grid", "inline-table"))
_INLINE = frozenset(("inline", "ruby", "ruby-text", "math"))
_ITEMS = frozenset(("flex", "inline-flex", "grid", "inline-grid"))
_USUAL_BACKDROP = ("auto", "repeat", "border-box", "normal")
_HARMLESS_FILTER = re.compile(r"(?:(?:drop-shadow|blur)\((?:[^()]|\([^()]*\))*\)\s*)*|none")


@dataclass(frozen=True, slots=True)
class Look:
    """How an element takes part in painting (CSS 2.2, appendix E)."""

    is_displayed: bool
    is_shown: bool
    """Whether what it paints itself is visible."""
    has_box: bool
    is_inline: bool
    is_atomic: bool
    """An inline block: painted as one thing among the text around it."""
    is_float: bool
    holds_items: bool
    """Its children are flex or grid items."""
    position: str
    level: int | None
    """Its z-index; None for auto."""
    isolates: bool
    """Whether it makes a stacking context whatever its z-index."""
    holds_fixed: bool
    """Whether fixed elements in it are placed by it and not by the window."""
    clips: str
    """"" or what happens to what does not fit into its box: "hidden" or "scroll"."""
    is_cut: bool
    """Whether clip-path takes something away from it."""
    opacity: float
    distortion: str
    """What changes the colours of all that is in it: "", "filter" or "blend"."""
    backdrop_distortion: bool
    colour: Colour
    """The background colour."""
    image: str
    is_bare: bool
    """Whether it paints nothing behind its content."""
    is_plain: bool
    """Whether its content is painted as if the element were not there: most are."""


def look_of(style: Style) -> Look:
    """Read a computed style."""
    get = style.get
    # What is outside the tree that is shown, as in a frame without a box, computes to nothing.
    display, position = get("display") or "none", get("position") or "static"
    transformed = get("transform", "none") != "none"
    filtered = get("filter", "none") != "none"
    blended = get("mix-blend-mode", "normal") != "normal"
    opacity = float(get("opacity") or 1)
    level = get("z-index") or "auto"
    backdrop_filter = get("backdrop-filter", "none")
    cut = get("clip-path", "none") != "none"
    clips = _clipping((get("overflow-x"), get("overflow-y")))
    distortion = "blend" if blended else "" if _is_harmless(get("filter", "none")) else "filter"
    isolates = (
        transformed
        or filtered
        or blended
        or cut
        or opacity < 1
        or position in ("fixed", "sticky")
        or get("isolation") == "isolate"
        or backdrop_filter != "none"
    )
    is_float = get("float", "none") != "none" and position in ("static", "relative")
    apart = is_float or isolates or display in _ATOMIC or display in _ITEMS
    colour, image = parse(get("background-color", "")) or TRANSPARENT, get("background-image")
    return Look(
        is_displayed=display != "none",
        is_shown=get("visibility", "visible") == "visible",
        has_box=display != "contents",
        is_inline=display in _INLINE,
        is_atomic=display in _ATOMIC,
        is_float=is_float,
        holds_items=display in _ITEMS,
        position=position,
        level=None if level == "auto" else int(level),
        isolates=isolates,
        holds_fixed=transformed or filtered or backdrop_filter != "none",
        clips=clips,
        is_cut=cut,
        opacity=opacity,
        distortion=distortion,
        backdrop_distortion=not _is_harmless(backdrop_filter),
        colour=colour,
        image=image or "none",
        is_bare=not colour.alpha and image == "none" and backdrop_filter == "none",
        is_plain=position == "static" and not apart and not clips,
    )


def _clipping(overflows: tuple[str | None, str | None]) -> str:
    if "auto" in overflows or "scroll" in overflows:
        return "scroll"
    return "hidden" if "hidden" in overflows or "clip" in overflows else ""


def _is_harmless(filters: str) -> bool:
    """A shadow or a blur leaves the colours of even areas as they are."""
    return bool(_HARMLESS_FILTER.fullmatch(filters))


def paint_of(node: Node, look: Look, palettes: Palettes) -> Paint:
    """What an element paints behind its content; empty where it paints nothing."""
    if node.tag in PICTURES or (node.tag == "input" and node.get("type").lower() == "image"):
        return None
    if look.backdrop_distortion or look.distortion:
        return None
    if look.image == "none":
        return (look.colour,) if look.colour.alpha else ()
    size, repeat, clip, blending = node.more.get("backdrop") or _USUAL_BACKDROP
    if clip == "text":
        return (look.colour,) if look.colour.alpha and not look.image else ()
    image = only_image(look.image)
    stops = palettes.get(image) if image else gradient_colours(look.image)
    if stops is None or blending != "normal":
        return None
    covered = tuple(over(stop, look.colour) for stop in stops)
    is_filling = size in ("cover", "100% 100%")
    if image:
        is_everywhere = is_filling or repeat == "repeat"
    else:
        is_everywhere = is_filling or size == "auto" or "no-repeat" not in repeat
    return covered if is_everywhere else (*covered, look.colour)
