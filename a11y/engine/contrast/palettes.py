"""What colours images can show behind a text, from what their pixels lie between.

An image drawn smaller or larger, or cut, shows no colour beyond its pixels' least and greatest red,
green and blue. That is enough to say that a text stands out from all of them. That one does not is
only told by what really lies beside its letters.
"""

import re
from collections.abc import Mapping, Sequence

from a11y.engine.contrast.colour import TRANSPARENT, Colour
from a11y.engine.contrast.gradients import blends

Palettes = Mapping[str, tuple[Colour, ...]]
"""The colours that images can show, by the images' addresses."""

_ADDRESS = re.compile(r'url\("((?:[^"\\]|\\.)*)"\)')
_UNSURE = re.compile(r"svg|gif\b", re.IGNORECASE)
"""Images that may move, or that show more at another size."""


def image_addresses(background: str) -> list[str]:
    """The addresses of the images in a computed ``background-image``."""
    return _ADDRESS.findall(background) if "url(" in background else []


def only_image(background: str) -> str:
    """The address in a computed ``background-image`` that is one image and nothing else; "" where
    it is not, and where the image's pixels would not tell."""
    match = _ADDRESS.fullmatch(background) if "url(" in background else None
    return match[1] if match and not _UNSURE.search(match[1]) else ""


def palette(least: Sequence[int], greatest: Sequence[int]) -> tuple[Colour, ...]:
    """Colours that stand for all that lie between these: red, green, blue, alpha from 0 to 255."""
    ends = [
        Colour(channels[0], channels[1], channels[2], alpha / 255)
        for channels in (least, greatest)
        for alpha in (least[3], greatest[3])
    ]
    darkest, lightest = ends[1], ends[3]
    between = blends(darkest, lightest)
    if least[3] < greatest[3]:
        between += blends(TRANSPARENT, darkest)
    return tuple(dict.fromkeys([*ends, *between]))
