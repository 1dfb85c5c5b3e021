"""Colours in screenshots: what surrounds glyphs, and what a change of focus changed."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from PIL import Image, ImageChops, ImageFilter

from a11y.engine.contrast.backdrop import Range
from a11y.engine.contrast.colour import LINEAR, Colour, over, ratio
from a11y.engine.page.parts import Box

NOTICED = 8
"""Differences of a channel up to this are left out: smoothing and rounding."""
WEAK_SPECKS = 0.02
"""The share of pixels around a text that may stand out less than it is said to do."""
STRONG_SPECKS = 0.05
"""The share that may stand out more: round letters' far ends, beyond the reach of a shadow."""
INDICATOR_CONTRAST = 3.0
"""What WCAG 2.2 asks of a change of colour that shows the focus (criterion 2.4.13)."""

_RGB = tuple[int, int, int]
_NOWHERE = Box(0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class FocusChange:
    """How a component looks otherwise with the focus than without.

    ``area`` counts the pixels that changed, ``strong_area`` those of them whose colours before
    and after contrast by 3:1 or more; ``contrast`` is what at least a tenth of the changed
    pixels reach. ``bounds`` is the box around them in the image.
    """

    area: int = 0
    strong_area: int = 0
    contrast: float = 1.0
    bounds: Box = _NOWHERE

    @property
    def perimeter(self) -> float:
        """The length of the bounds' edge: an outline one pixel thick has about this area."""
        return 2 * (self.bounds.width + self.bounds.height)


def focus_change(before: Image.Image, after: Image.Image) -> FocusChange:
    """Compare a component's pixels without and with the focus.

    Both images show the same place, at one pixel for one CSS pixel.

    :raises ValueError: when they differ in size.
    """
    if before.size != after.size:
        raise ValueError(f"The images differ in size: {before.size} and {after.size}.")
    before, after = before.convert("RGB"), after.convert("RGB")
    changed = _differing(before, after)
    edges = changed.getbbox()
    if not edges:
        return FocusChange()
    pairs = Counter(
        pair
        for pair, differs in zip(
            zip(_pixels(before.crop(edges)), _pixels(after.crop(edges)), strict=True),
            changed.crop(edges).tobytes(),
            strict=True,
        )
        if differs
    )
    contrasts = sorted(((_contrast(*pair), count) for pair, count in pairs.items()), reverse=True)
    area = sum(pairs.values())
    left, top, right, bottom = edges
    return FocusChange(
        area=area,
        strong_area=sum(count for value, count in contrasts if value >= INDICATOR_CONTRAST),
        contrast=_reached(contrasts, area / 10),
        bounds=Box(left, top, right - left, bottom - top),
    )


def around_glyphs(
    dark: Image.Image, light: Image.Image, edges: tuple[int, int, int, int]
) -> Counter[Colour]:
    """The colours of the pixels next to glyphs, and how many have each.

    ``dark`` and ``light`` are screenshots that differ in the text's colour alone, black in one
    and white in the other: where they differ there are glyphs, whatever lies beneath. ``edges``
    are those of the place to look at. Empty where no glyph is to be seen.
    """
    dark, light = dark.crop(edges), light.crop(edges)
    glyphs = _differing(dark, light)
    if not glyphs.getbbox():
        return Counter()
    ring = ImageChops.subtract(glyphs.filter(ImageFilter.MaxFilter(3)), glyphs)
    marked = dark.convert("RGB")
    marked.putalpha(ring)
    colours = marked.getcolors(dark.width * dark.height) or ()
    return Counter(
        {Colour(*map(float, rgba[:3])): count for count, rgba in colours if rgba[3]}  # type: ignore[index]
    )


def contrast_range(text: Colour, backgrounds: Mapping[Colour, int]) -> Range | None:
    """How far the text's contrast reaches, without the few pixels at either end."""
    total = sum(backgrounds.values())
    if not total:
        return None
    seen = sorted(
        (ratio(shown, beneath), count, shown, beneath)
        for beneath, count in backgrounds.items()
        for shown in (over(text, beneath),)
    )
    lowest = _first_after(seen, total * WEAK_SPECKS)
    highest = _first_after(reversed(seen), total * STRONG_SPECKS)
    return Range(lowest[0], highest[0], lowest[2], lowest[3])


def _first_after(
    seen: Iterable[tuple[float, int, Colour, Colour]], left_out: float
) -> tuple[float, int, Colour, Colour]:
    passed = 0
    for entry in seen:
        passed += entry[1]
        if passed > left_out:
            break
    return entry


def _differing(one: Image.Image, other: Image.Image) -> Image.Image:
    """A mask of the pixels in which some channel differs noticeably."""
    difference = ImageChops.difference(one.convert("RGB"), other.convert("RGB"))
    red, green, blue = difference.split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    return most.point([0 if step <= NOTICED else 255 for step in range(256)])


def _pixels(image: Image.Image) -> Iterable[_RGB]:
    data = image.tobytes()
    return zip(data[::3], data[1::3], data[2::3], strict=True)


def _contrast(one: _RGB, other: _RGB) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(pixel: _RGB) -> float:
    red, green, blue = pixel
    return 0.2126 * LINEAR[red] + 0.7152 * LINEAR[green] + 0.0722 * LINEAR[blue]


def _reached(contrasts: Iterable[tuple[float, int]], enough: float) -> float:
    """The contrast that so many pixels have or exceed, given those with the highest first."""
    left = enough
    for value, pixels in contrasts:
        left -= pixels
        if left <= 0:
            return value
    return 1.0
