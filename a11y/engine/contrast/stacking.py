"""What is painted, in which order: the layers of a page.

The tree is walked twice. The first walk hands each element and text to the stacking context that
paints it, the second one numbers them as CSS 2.2, appendix E, has them painted
(https://www.w3.org/TR/CSS22/zindex.html), with flex and grid items painted as inline blocks are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from a11y.engine.contrast.colour import WHITE, Colour
from a11y.engine.contrast.looks import PICTURES, Look, Paint, look_of, paint_of
from a11y.engine.contrast.palettes import Palettes, only_image
from a11y.engine.page.parts import Box, Style, Text
from a11y.engine.page.tree import Node, Page

DARK_CANVAS = Colour(18, 18, 18)
"""What Chromium shows where nothing is painted in the dark colour scheme."""

_SPECIAL = PICTURES | {"html", "body", "iframe", "frame", "input", "select", "textarea"}
EVERYWHERE = Box(-1e7, -1e7, 2e7, 2e7)
NOWHERE = Box(0, 0, 0, 0)
_BAND = 64
"""Layers are kept by bands of the page this high."""
_TALLEST = 256
"""No text line is looked up that is higher than this around its middle."""


class Group(NamedTuple):
    """An element that is painted as a whole and then laid over the page, half transparent."""

    number: int
    opacity: float


class Place(NamedTuple):
    """Where an element is, as far as its ancestors say.

    ``window`` is what clipping leaves to be seen of it, ``reach`` what can be seen of it when
    everything that scrolls is scrolled. ``groups`` are the half transparent elements it is in,
    the outermost first; ``distortion`` is what changes all colours there.
    """

    window: Box
    reach: Box
    groups: tuple[Group, ...]
    distortion: str
    is_fixed: bool = False
    """Whether it stays where it is when the page scrolls."""


@dataclass(slots=True, eq=False)
class Layer:
    """An element that paints something behind its content, or shows a picture."""

    node: Node
    paint: Paint
    box: Box
    """What can be seen of it."""
    place: Place
    is_whole: bool
    """Whether it fills its box."""
    is_estimate: bool = False
    """Whether its paint is the palette of an image, of which the place shows a part."""
    order: int = -1

    @property
    def is_opaque(self) -> bool:
        """Whether nothing is seen through it."""
        if not self.paint or not self.is_whole or self.place.groups:
            return False
        return all(colour.alpha == 1 for colour in self.paint)


@dataclass(slots=True, eq=False)
class Run:
    """A thing to read: a text, or an element whose value or generated text is shown."""

    node: Node
    text: Text | None
    place: Place
    order: int = -1


_Painted = Layer | Run


class _Context:
    """What is painted together: a stacking context, or what is painted as if it were one."""

    __slots__ = ("blocks", "floats", "inlines", "leveled", "own")

    def __init__(self, own: Layer | None, is_real: bool) -> None:
        self.own = own
        self.blocks: list[Layer] = []
        self.floats: list[_Context] = []
        self.inlines: list[_Painted | _Context] = []
        self.leveled: list[tuple[int, _Context]] | None = [] if is_real else None

    def in_order(self) -> Iterator[_Painted | _Context]:
        if self.own:
            yield self.own
        leveled = sorted(self.leveled or (), key=lambda pair: pair[0])
        yield from (context for level, context in leveled if level < 0)
        yield from self.blocks
        yield from self.floats
        yield from self.inlines
        yield from (context for level, context in leveled if level >= 0)


class _Around(NamedTuple):
    """What an element's surroundings mean for it, on the first walk."""

    context: _Context
    real: _Context
    in_items: bool
    flowing: Place
    absolute: Place
    fixed: Place


@dataclass
class Layers:
    """A page's layers and what is to read in it, numbered as they are painted."""

    page: Page
    palettes: Palettes = field(default_factory=dict)
    runs: list[Run] = field(default_factory=list)
    by_node: dict[int, Layer] = field(default_factory=dict)
    """The layer of an element, by the element's ``id()``."""

    def __post_init__(self) -> None:
        self._looks: dict[int, Look] = {}
        self._bands: dict[int, list[tuple[float, float, float, float, Layer]]] = {}
        self._body = self.page.body
        self.canvas = DARK_CANVAS if self.page.has_dark_canvas else WHITE
        root = _Context(None, is_real=True)
        width, height = self.page.size
        seen = Place(Box(0, 0, max(width, 1), max(height, 1)), EVERYWHERE, (), "")
        seen = seen._replace(reach=seen.window)
        self._assign(_Around(root, root, False, seen, seen, seen._replace(is_fixed=True)))
        self._number(root)

    def look(self, style: Style) -> Look:
        found = self._looks.get(id(style))
        if found is None:
            found = self._looks[id(style)] = look_of(style)
        return found

    def near(self, box: Box) -> list[Layer]:
        """The layers that share some area with the box, in the order they are painted."""
        left, top, width, height = box
        right, bottom = left + width, top + height
        band = self._bands.get(int((top + bottom) / 2 // _BAND), ())
        return [
            layer
            for (its_left, its_top, its_right, its_bottom, layer) in band
            if its_top < bottom and its_bottom > top and its_left < right and its_right > left
        ]

    # The first walk

    def _assign(self, around: _Around) -> None:
        stack: list[tuple[Node | Text, _Around]] = [(self.page.root, around)]
        while stack:
            thing, around = stack.pop()
            if isinstance(thing, Text):
                if thing.lines:
                    around.context.inlines.append(Run(thing.parent, thing, around.flowing))
                continue
            look = self.look(thing.style)
            if not look.is_displayed:
                continue
            if look.is_plain and not around.in_items and thing.tag not in _SPECIAL:
                self._pass(thing, look, around)
                inner = around
            else:
                inner = self._enter(thing, look, around) if look.has_box else around
            if thing.children:
                stack.extend([(child, inner) for child in reversed(thing.children)])

    def _pass(self, node: Node, look: Look, around: _Around) -> None:
        """What most elements come to: perhaps a background, and nothing else."""
        if not look.is_bare and (layer := self._layer(node, look, around.flowing)):
            (around.context.inlines if look.is_inline else around.context.blocks).append(layer)
        if node.more and _can_have_text_of_its_own(node):
            around.context.inlines.append(Run(node, None, around.flowing))

    def _enter(self, node: Node, look: Look, around: _Around) -> _Around:
        """Hand the element to the context that paints it; return what holds for its children."""
        place = around.flowing
        if look.position == "absolute":
            place = around.absolute
        elif look.position == "fixed":
            place = around.fixed
        if look.opacity < 1 or look.distortion:
            own = (Group(id(node), look.opacity),) if look.opacity < 1 else ()
            place = place._replace(
                groups=place.groups + own, distortion=place.distortion or look.distortion
            )
        layer = self._layer(node, look, place)
        context, real = self._context(node, look, layer, around)
        if _can_have_text_of_its_own(node):
            context.inlines.append(Run(node, None, place))
        return self._inside(node, look, place, around, context, real)

    def _context(
        self, node: Node, look: Look, layer: Layer | None, around: _Around
    ) -> tuple[_Context, _Context]:
        """The context that paints the element's content, and the stacking context around it."""
        is_positioned = look.position != "static"
        leveled = look.level is not None and (is_positioned or around.in_items)
        is_frame_document = node.tag == "html" and node.parent is not None
        if look.isolates or leveled or is_frame_document:
            context = _Context(layer, is_real=True)
            if is_frame_document:
                around.context.inlines.append(context)
            else:
                self._leveled(around).append((look.level or 0, context))
            return context, context
        if is_positioned or look.is_float or look.is_atomic or around.in_items:
            context = _Context(layer, is_real=False)
            if is_positioned:
                self._leveled(around).append((0, context))
            elif look.is_float:
                around.context.floats.append(context)
            else:
                around.context.inlines.append(context)
            return context, around.real
        if layer and (look.is_inline or layer.paint is None):
            around.context.inlines.append(layer)
        elif layer:
            around.context.blocks.append(layer)
        return around.context, around.real

    @staticmethod
    def _leveled(around: _Around) -> list[tuple[int, _Context]]:
        assert around.real.leveled is not None  # noqa: S101 - real contexts have them
        return around.real.leveled

    def _inside(
        self,
        node: Node,
        look: Look,
        place: Place,
        around: _Around,
        context: _Context,
        real: _Context,
    ) -> _Around:
        inner = place
        is_viewport = node.tag == "html" or (node is self._body)
        if node.box and ((look.clips and not is_viewport) or node.tag in ("iframe", "frame")):
            window = intersection(place.window, node.box)
            reach = intersection(place.reach, node.box) if look.clips == "hidden" else EVERYWHERE
            inner = place._replace(window=window, reach=reach)
        absolute, fixed = around.absolute, around.fixed
        if look.opacity < 1 or look.distortion:
            # What is placed elsewhere is clipped there, but fades and changes colour with us.
            absolute = absolute._replace(groups=place.groups, distortion=place.distortion)
            fixed = fixed._replace(groups=place.groups, distortion=place.distortion)
        if look.holds_fixed:
            absolute = fixed = inner
        elif look.position != "static":
            absolute = inner
        return _Around(context, real, look.holds_items, inner, absolute, fixed)

    def _layer(self, node: Node, look: Look, place: Place) -> Layer | None:
        if not look.is_shown or not node.box:
            return None
        paint = paint_of(node, look, self.palettes)
        if paint == ():
            return None
        if self._is_canvas(node):
            box = place.window if node.tag == "html" else self._canvas_of(node, place)
        else:
            box = intersection(place.window, node.box)
        is_estimate = bool(paint) and only_image(look.image) != ""
        layer = Layer(node, paint, box, place, not look.is_cut, is_estimate)
        self.by_node[id(node)] = layer
        return layer

    def _is_canvas(self, node: Node) -> bool:
        """Whether its background is the canvas's: the root's, or the body's if that has none."""
        if node.tag == "html":
            return True
        if node.tag != "body" or not node.parent or node.parent.tag != "html":
            return False
        root = self.look(node.parent.style)
        return not root.colour.alpha and root.image == "none"

    @staticmethod
    def _canvas_of(body: Node, place: Place) -> Box:
        frame = body.parent.host if body.parent else None
        return frame.box if frame and frame.box else place.window

    # The second walk

    def _number(self, root: _Context) -> None:
        number = 0
        stack: list[_Painted | _Context] = [root]
        while stack:
            thing = stack.pop()
            if isinstance(thing, _Context):
                stack.extend(reversed(list(thing.in_order())))
                continue
            number += 1
            thing.order = number
            if isinstance(thing, Run):
                self.runs.append(thing)
            elif thing.box.width > 0 and thing.box.height > 0:
                self._file(thing)

    def _file(self, layer: Layer) -> None:
        left, top, width, height = layer.box
        right, bottom = left + width, top + height
        first, last = int((top - _TALLEST / 2) // _BAND), int((bottom + _TALLEST / 2) // _BAND)
        for band in range(first, last + 1):
            self._bands.setdefault(band, []).append((left, top, right, bottom, layer))


def intersection(one: Box, other: Box) -> Box:
    """What two boxes share; without width or height where that is nothing."""
    if one is EVERYWHERE:
        return other
    left, top = max(one.x, other.x), max(one.y, other.y)
    right = min(one.x + one.width, other.x + other.width)
    bottom = min(one.y + one.height, other.y + other.height)
    return Box(left, top, max(0.0, right - left), max(0.0, bottom - top))


def _can_have_text_of_its_own(node: Node) -> bool:
    return (
        node.before is not None
        or node.after is not None
        or "value" in node.more
        or "placeholder" in node.more
        or node.tag in ("input", "select", "textarea")
    )
