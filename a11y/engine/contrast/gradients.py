"""What colours a gradient can show.

Only colours are read, not geometry: what holds on all of them holds wherever a text stands.
"""

import re
from functools import lru_cache
from itertools import pairwise

from a11y.engine.contrast.colour import Colour, parse

STEPS = 8
"""Colours looked at between two stops: the darkest of a blend may lie between its ends."""

_GRADIENT = re.compile(r"(?:repeating-)?(?:linear|radial|conic)-gradient\(")
_COLOUR = re.compile(r"(?:rgba?|color|lab|lch|oklab|oklch)\([^()]*\)")
_INTERPOLATION = re.compile(r"gradient\([^,]*\bin [a-z]")


@lru_cache(1024)
def gradient_colours(image: str) -> tuple[Colour, ...] | None:
    """The colours a computed ``background-image`` can show; None unless it is one gradient.

    A gradient that blends in another colour space than sRGB is None too.
    """
    if len(_GRADIENT.findall(image)) != 1 or "url(" in image or _INTERPOLATION.search(image):
        return None
    stops = [parse(found) for found in _COLOUR.findall(image)]
    known = [stop for stop in stops if stop]
    if not known or len(known) != len(stops):
        return None
    colours = dict.fromkeys(known)
    for start, end in pairwise(known):
        colours.update(dict.fromkeys(blends(start, end)))
    return tuple(colours)


def blends(start: Colour, end: Colour) -> list[Colour]:
    """Colours between two, without them."""
    return [_between(start, end, step / STEPS) for step in range(1, STEPS)]


def _between(start: Colour, end: Colour, share: float) -> Colour:
    """A blend as CSS gradients do it: with premultiplied alpha."""
    alpha = start.alpha * (1 - share) + end.alpha * share
    if alpha == 0:
        return start
    red, green, blue = (
        (a * start.alpha * (1 - share) + b * end.alpha * share) / alpha
        for a, b in zip(start[:3], end[:3], strict=True)
    )
    return Colour(red, green, blue, alpha)
