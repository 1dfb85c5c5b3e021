"""What a text is painted with: its colours, its size, its shadows."""

from __future__ import annotations

import re
from dataclasses import dataclass

from a11y.engine.contrast.colour import BLACK, TRANSPARENT, Colour, parse
from a11y.engine.page.parts import Style

LARGE = 24.0
"""18 point (WCAG 2.2, "large scale") in CSS pixels."""
LARGE_BOLD = 18.66
"""14 point in CSS pixels, cut where browsers round."""
BOLD = 700

_COLOUR = re.compile(r"[a-z-]+\([^()]*\)")


@dataclass(frozen=True, slots=True)
class Ink:
    """The colours its glyphs may have, its size in CSS pixels, the colours of its shadows."""

    colours: tuple[Colour, ...]
    size: float
    is_bold: bool
    shadows: tuple[Colour, ...] = ()
    is_cut_out: bool = False
    """Whether the text shows its element's background (``background-clip: text``)."""

    @property
    def is_large(self) -> bool:
        return self.size >= (LARGE_BOLD if self.is_bold else LARGE)


def ink_of(style: Style, *, drawn: bool = False) -> Ink | None:
    """Read a computed style; None where it does not say.

    ``drawn`` is for text that SVG draws.
    """
    fill = _drawn(style) if drawn else _filled(style)
    if fill is None:
        return None
    colours = [fill]
    if _pixels(style.get("-webkit-text-stroke-width", "")) > 0:
        stroke = parse(style.get("-webkit-text-stroke-color", ""))
        colours.extend([stroke] if stroke else [])
    shadows = [parse(found) for found in _COLOUR.findall(style.get("text-shadow", "none"))]
    return Ink(
        tuple(dict.fromkeys(colours)),
        _pixels(style.get("font-size", "")),
        int(float(style.get("font-weight") or 400)) >= BOLD,
        tuple(shadow for shadow in shadows if shadow and shadow.alpha),
        style.get("background-clip") == "text",
    )


def _filled(style: Style) -> Colour | None:
    fill = parse(style.get("-webkit-text-fill-color") or style.get("color", ""))
    return fill and fill.faded(float(style.get("opacity") or 1)) if "display" not in style else fill


def _drawn(style: Style) -> Colour | None:
    fill = style.get("fill", "")
    if fill == "none":
        return TRANSPARENT
    if fill.startswith("url("):
        return None
    opacity = float(style.get("fill-opacity") or 1)
    return (parse(fill) or BLACK).faded(opacity)


def _pixels(value: str) -> float:
    return float(value.removesuffix("px")) if value.endswith("px") else 0.0
