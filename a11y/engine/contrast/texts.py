"""What there is to read on a page, and how it stands out from what lies beneath it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from math import prod

from a11y.engine.contrast.backdrop import Coat, Range, contrast_on
from a11y.engine.contrast.colour import TRANSPARENT, Colour
from a11y.engine.contrast.inks import Ink, ink_of
from a11y.engine.contrast.palettes import Palettes
from a11y.engine.contrast.reading import Doubt, Kind, Reading
from a11y.engine.contrast.stacking import Layer, Layers, Run
from a11y.engine.page.parts import Box, Pseudo, Style, Text
from a11y.engine.page.tree import SVG, Node, Page

TYPED = frozenset(
    ("", "text", "search", "email", "url", "tel", "number", "date", "datetime-local", "month")
) | {"time", "week", "submit", "reset", "button"}
"""Types of input that show text."""
ICON_FONTS = ("icon", "symbol", "awesome", "glyph", "dingbat", "material-design")
_USUAL_LINE = 1.2
_TALL_LINE = 2.2
"""A font's lines are seldom higher than this many times its size."""
_LEADING = 0.2
"""The share of a line's height above capitals, and below the base line."""
_WORST = (Doubt.PICTURE, Doubt.ESTIMATE, Doubt.VEIL)
"""Doubts about a text's lines, the one that weighs most first."""


@dataclass
class Reader:
    """Reads a page's texts off its layers."""

    page: Page
    palettes: Palettes = field(default_factory=dict)
    layers: Layers = field(init=False)

    def __post_init__(self) -> None:
        self.layers = Layers(self.page, self.palettes)
        self._inks: dict[tuple[int, bool], Ink | None] = {}
        self._known: dict[object, Range | None] = {}

    @cached_property
    def readings(self) -> list[Reading]:
        """Every text that can be seen, in the order they are painted."""
        return [reading for run in self.layers.runs for reading in self._readings(run)]

    def _readings(self, run: Run) -> Iterator[Reading]:
        node = run.node
        if not node.is_perceivable or node.is_clipped_away:
            return
        if any(group.opacity == 0 for group in run.place.groups):
            return
        if run.text:
            if _says_something(run.text.data):
                yield from self._text(run, run.text)
            return
        for pseudo in (node.before, node.after):
            if pseudo and _says_something(pseudo.text):
                yield from self._generated(run, pseudo)
        if node.box:
            yield from self._form_texts(run, node.box)

    def _text(self, run: Run, text: Text) -> Iterator[Reading]:
        drawn = run.node.namespace == SVG
        ink = self._ink(self._style_of(run.node), drawn)
        if ink and not is_icon(run.node.style):
            if text.lines:
                ink = _enlarged(ink, text.lines[0], drawn)
            yield from self._judged(run, text.data, Kind.TEXT, ink, text.lines)

    @staticmethod
    def _style_of(node: Node) -> Style:
        """The style its text inherits: a slot may have none of its own."""
        if "color" in node.style:
            return node.style
        styled = node.closest(lambda above: "color" in above.style)
        return styled.style if styled else node.style

    def _ink(self, style: Style, drawn: bool = False) -> Ink | None:
        key = (id(style), drawn)
        if key not in self._inks:
            self._inks[key] = ink_of(style, drawn=drawn)
        return self._inks[key]

    def _form_texts(self, run: Run, box: Box) -> Iterator[Reading]:
        node = run.node
        if node.tag == "input":
            if node.get("type").strip().lower() not in TYPED:
                return
        elif node.tag not in ("select", "textarea") or _is_list(node):
            return
        if ink := self._ink(node.style):
            said = node.more.get("value", "")
            yield from self._judged(run, said, Kind.VALUE, ink, (_inside(box),))
        if placeholder := node.more.get("placeholder"):
            ink = self._ink(placeholder)
            said = node.get("placeholder")
            if ink and _says_something(said):
                yield from self._judged(run, said, Kind.PLACEHOLDER, ink, (_inside(box),))

    def _generated(self, run: Run, pseudo: Pseudo) -> Iterator[Reading]:
        """A pseudo-element's text, where it is sure to stand in its element's box."""
        box, ink = run.node.box, self._ink(pseudo.style)
        look = self.layers.look(pseudo.style)
        in_flow = look.position in ("static", "relative") and not look.isolates
        if not box or not ink or not in_flow or not look.is_shown or is_icon(pseudo.style):
            return
        if look.colour.alpha:
            own: tuple[Colour, ...] = (look.colour,)
        elif look.image == "none":
            own = ()
        else:
            return
        for reading in self._judged(run, pseudo.text, Kind.GENERATED, ink, (box,), own):
            # Where in the box it stands is not known: what is not the same everywhere is no news.
            if not reading.doubt and all(r.lowest == r.highest for r in reading.ranges):
                yield reading

    def _judged(
        self,
        run: Run,
        text: str,
        kind: Kind,
        ink: Ink,
        lines: Sequence[Box],
        own: tuple[Colour, ...] = (),
    ) -> Iterator[Reading]:
        places = [_glyphs(line) for line in lines]
        reach = run.place.reach
        opacity = prod(group.opacity for group in run.place.groups)
        reading = Reading(run.node, text, kind, ink, (), opacity)
        ranges: dict[Range, None] = {}
        doubts: set[Doubt] = set()
        shown: list[Box] = []
        for place in places:
            if not _meet(place, reach):
                continue
            beneath, above, is_scrolled = self._around(run, place)
            if above and _is_covered(above, run, place):
                continue
            found = self._range(run, ink, beneath, None if is_scrolled else place, own)
            if found is None and _is_under_fixed(above, run, place):
                continue  # a picture would show what lies over it for the moment
            shown.append(place)
            outer = run.place.groups[:1]
            if outer and any(layer.place.groups[:1] == outer for layer in beneath):
                reading.opacity = 0.0
            if found is None or found.is_estimate:
                pictures = (layer for layer in beneath if not layer.paint or layer.is_estimate)
                reading.pictures += tuple(layer.node for layer in pictures)
            if found is None:
                doubts.add(Doubt.PICTURE)
            elif above and _is_veiled(above, run, place):
                doubts.add(Doubt.VEIL)
            else:
                ranges[found] = None
                doubts.update([Doubt.ESTIMATE] if found.is_estimate else [])
        if not shown:
            return
        reading.places = tuple(shown)
        reading.ranges = tuple(ranges)
        if all(range_.highest == 1 for range_ in ranges) and not doubts:
            return  # nobody can see it, which is what it is for
        reading.doubt = _lasting_doubt(run, ink) or next(
            filter(doubts.__contains__, _WORST), Doubt.NONE
        )
        yield reading

    def _around(self, run: Run, place: Box) -> tuple[list[Layer], list[Layer], bool]:
        """The layers beneath a line, the lowest first, those above it, and whether that is as it
        will be once the line is scrolled into sight."""
        if not _meet(place, run.place.window):
            return self._inherited(run.node), [], True
        near = self.layers.near(place)
        if not near or near[-1].order < run.order:
            return near, [], False
        for at, layer in enumerate(near):
            if layer.order > run.order:
                return near[:at], near[at:], False
        return near, [], False

    def _inherited(self, node: Node) -> list[Layer]:
        """What is beneath a text that is scrolled out of sight: its ancestors' layers."""
        chain = (node, *node.ancestors)
        found = [
            self.layers.by_node[id(above)] for above in chain if id(above) in self.layers.by_node
        ]
        return found[::-1]

    def _range(
        self,
        run: Run,
        ink: Ink,
        beneath: Sequence[Layer],
        place: Box | None,
        own: tuple[Colour, ...],
    ) -> Range | None:
        coats: list[Layer] = []
        partly: list[bool] = []
        for layer in reversed(beneath):
            whole = layer.is_whole and (not place or layer.box.contains(place, slack=0.5))
            if layer.paint is None:
                return None
            coats.append(layer)
            partly.append(not whole)
            if whole and layer.is_opaque:
                break
        if place and self._overlaid and self._is_overlaid(run.node, place, coats):
            return None
        key = (tuple(map(id, coats)), tuple(partly), ink, run.place.groups, own)
        if key not in self._known:
            self._known[key] = self._computed(run, ink, coats, partly, own)
        return self._known[key]

    def against(
        self, node: Node, colours: Sequence[Colour], box: Box, without: Sequence[Node] = ()
    ) -> Range | None:
        """The contrast of colours with what lies beneath an element at a place.

        What the element itself paints does not count, nor what those in ``without`` do.
        None where only a picture can tell, or where the element shows nothing of its own.
        """
        layer = self.layers.by_node.get(id(node)) or self._own_runs.get(id(node))
        if layer is None or layer.place.distortion:
            return None
        run = Run(node, None, layer.place, layer.order)
        beneath = [
            below for below in self._around(run, box)[0] if below.node not in (node, *without)
        ]
        found = self._range(run, Ink(tuple(colours), 0, False), beneath, box, ())
        return None if found and found.is_estimate else found

    @cached_property
    def _own_runs(self) -> dict[int, Run]:
        return {id(run.node): run for run in self.layers.runs if run.text is None}

    @cached_property
    def by_node(self) -> dict[int, list[Reading]]:
        """The texts that stand directly in an element, by the element's ``id()``."""
        found: dict[int, list[Reading]] = {}
        for reading in self.readings:
            found.setdefault(id(reading.node), []).append(reading)
        return found

    @cached_property
    def _overlaid(self) -> dict[int, tuple[float, float]]:
        """Elements with a pseudo-element that is laid over or under them, and its size.

        Where exactly it lies only the browser knows.
        """
        found = {}
        for node in self.page.nodes:
            for pseudo in (node.before, node.after):
                if pseudo and pseudo.style.get("position") in ("absolute", "fixed"):
                    look = self.layers.look(pseudo.style)
                    if look.colour.alpha or look.image != "none":
                        found[id(node)] = (pseudo.width, pseudo.height)
        return found

    def _is_overlaid(self, node: Node, place: Box, coats: list[Layer]) -> bool:
        """Whether some such pseudo-element may lie between the text and what is beneath it."""
        last = coats[-1].node if coats else None
        for above in (node, *node.ancestors):
            if above is last and above is not node:
                break
            width, height = self._overlaid.get(id(above), (0, 0))
            if width >= place.width / 2 and height >= place.height / 2:
                return True
        return False

    def _computed(
        self, run: Run, ink: Ink, layers: list[Layer], partly: list[bool], own: tuple[Colour, ...]
    ) -> Range | None:
        coats = [
            Coat(_colours(layer, part), layer.place.groups)
            for layer, part in zip(layers, partly, strict=True)
        ]
        coats.reverse()
        if own:
            coats.append(Coat(own, run.place.groups))
        if ink.shadows:
            coats.append(Coat((*ink.shadows, TRANSPARENT), run.place.groups))
        found = contrast_on(coats, Coat(ink.colours, run.place.groups), self.layers.canvas)
        is_estimate = any(layer.is_estimate for layer in layers)
        return replace(found, is_estimate=True) if found and is_estimate else found


def _colours(layer: Layer, partly: bool) -> tuple[Colour, ...]:
    """What a layer may show at a text, which it may lie beneath only partly."""
    colours = layer.paint or ()
    return (*colours, TRANSPARENT) if partly else colours


def _lasting_doubt(run: Run, ink: Ink) -> Doubt:
    """What no picture of the backdrop helps with."""
    if run.place.distortion:
        return Doubt(run.place.distortion)
    if ink.is_cut_out and ink.colours[0].alpha < 1:
        return Doubt.CUT_OUT
    return Doubt.NONE


def _is_covered(above: Sequence[Layer], run: Run, place: Box) -> bool:
    """Whether something that does not let through lies over the line.

    What stays in place while the page scrolls covers a line for the moment only.
    """
    return any(
        layer.is_opaque and layer.box.contains(place) and layer.place.is_fixed <= run.place.is_fixed
        for layer in above
    )


def _is_under_fixed(above: Sequence[Layer], run: Run, place: Box) -> bool:
    """Whether something that stays in place while the line is scrolled lies over part of it."""
    return any(
        layer.place.is_fixed > run.place.is_fixed and _meet(layer.box, place) for layer in above
    )


def _is_veiled(above: Sequence[Layer], run: Run, place: Box) -> bool:
    """Whether something lies over the line that it may be seen through."""
    return any(
        layer.box.contains(place) and layer.place.is_fixed <= run.place.is_fixed for layer in above
    )


def _meet(one: Box, other: Box) -> bool:
    """Whether two boxes share some area: for every line of a page, so without building a box."""
    left, top, width, height = one
    its_left, its_top, its_width, its_height = other
    return (
        left < its_left + its_width
        and its_left < left + width
        and top < its_top + its_height
        and its_top < top + height
    )


def _glyphs(line: Box) -> Box:
    """The part of a line's box that letters stand in."""
    left, top, width, height = line
    cut = height * _LEADING
    return Box(left, top + cut, width, height - 2 * cut)


def _inside(control: Box) -> Box:
    """Where a form control shows its text, as far as its box tells."""
    height = min(control.height, 24.0)
    return Box(control.x + 4, control.y + (control.height - height) / 2, control.width - 8, height)


def _enlarged(ink: Ink, line: Box, drawn: bool) -> Ink:
    """The ink with the size that the line shows: transforms and SVG's scales change it."""
    if drawn:
        return replace(ink, size=line.height / _USUAL_LINE)
    thickness = min(line.width, line.height)
    return replace(ink, size=thickness / 1.4) if thickness > _TALL_LINE * ink.size else ink


def is_icon(style: Style) -> bool:
    """Whether the font's name says that its glyphs are pictures."""
    return _is_icon_font(style.get("font-family", ""))


@lru_cache(256)
def _is_icon_font(family: str) -> bool:
    first = family.lower().split(",")[0]
    return any(word in first for word in ICON_FONTS)


def _says_something(text: str) -> bool:
    """Whether there are letters or digits in it, or several other characters."""
    return any(map(str.isalnum, text)) or _is_punctuation(text)


def _is_punctuation(text: str) -> bool:
    """Whether it is more than one character of ASCII, none of them a letter or a digit."""
    return text.isascii() and len(text.strip()) > 1


def _is_list(node: Node) -> bool:
    """Whether it is a select element that shows its options."""
    return node.has("multiple") or node.get("size").strip() not in ("", "0", "1")
