"""Colours as browsers compute them, laid over each other, and their contrast.

Sources: CSS Color 4 (https://www.w3.org/TR/css-color-4/) for the notations and the matrices, WCAG
2.2 for relative luminance and contrast ratio (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio).
"""

import math
import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple


class Colour(NamedTuple):
    """A colour in sRGB: red, green and blue from 0 to 255, alpha from 0 to 1."""

    red: float
    green: float
    blue: float
    alpha: float = 1.0

    def faded(self, opacity: float) -> "Colour":
        """This colour with its alpha multiplied."""
        return self if opacity == 1 else self._replace(alpha=self.alpha * opacity)

    def __str__(self) -> str:
        """As people write it: ``#1a2b3c``, with its alpha where it has one."""
        hexed = "#{:02x}{:02x}{:02x}".format(*map(round, self[:3]))
        return hexed if self.alpha == 1 else f"{hexed} at {self.alpha:.0%}"


WHITE = Colour(255, 255, 255)
BLACK = Colour(0, 0, 0)
TRANSPARENT = Colour(0, 0, 0, 0)

_Triple = Sequence[float]
_FUNCTION = re.compile(r"\s*([a-z-]+)\(([^()]*)\)\s*")
_SEPARATORS = re.compile(r"[\s,/]+")


@lru_cache(4096)
def parse(text: str) -> Colour | None:
    """The colour a computed style names, brought into sRGB; None where it names none.

    Computed colours are functions, never names: ``rgb()``, ``rgba()``, ``color()``, ``lab()``,
    ``lch()``, ``oklab()``, ``oklch()``. ``hsl()`` and ``hwb()`` compute to ``rgb()``.
    """
    if text == "transparent":
        return TRANSPARENT
    function = _FUNCTION.fullmatch(text)
    if not function:
        return None
    name, arguments = function.groups()
    words = [word for word in _SEPARATORS.split(arguments) if word]
    if name == "color":
        name, *words = words
    if name not in _SPACES or len(words) not in (3, 4):
        return None
    try:
        numbers = [_number(word, name, place) for place, word in enumerate(words)]
    except ValueError:
        return None
    red, green, blue = (min(255.0, max(0.0, part)) for part in _SPACES[name](numbers[:3]))
    alpha = min(1.0, max(0.0, numbers[3])) if len(numbers) == 4 else 1.0
    return Colour(red, green, blue, alpha)


def _number(word: str, name: str, place: int) -> float:
    if word == "none":
        return 0.0
    if not word.endswith("%"):
        return float(word.removesuffix("deg"))
    whole = 1.0 if place == 3 else _WHOLES.get(name, (1.0, 1.0, 1.0))[place]
    return float(word[:-1]) / 100 * whole


def over(top: Colour, below: Colour) -> Colour:
    """What is seen where the one lies over the other (source-over, in sRGB as browsers do)."""
    if top.alpha == 1 or below.alpha == 0:
        return top
    if top.alpha == 0:
        return below
    alpha = top.alpha + below.alpha * (1 - top.alpha)
    share = top.alpha / alpha
    return Colour(
        top.red * share + below.red * (1 - share),
        top.green * share + below.green * (1 - share),
        top.blue * share + below.blue * (1 - share),
        1.0 if below.alpha == 1 else alpha,
    )


def luminance(colour: Colour) -> float:
    """Relative luminance of an opaque colour, as the screen shows it: in 8 bits a channel."""
    red, green, blue = colour[:3]
    return (
        0.2126 * LINEAR[round(red)] + 0.7152 * LINEAR[round(green)] + 0.0722 * LINEAR[round(blue)]
    )


@lru_cache(8192)
def ratio(one: Colour, other: Colour) -> float:
    """The contrast ratio of two opaque colours, from 1 to 21."""
    lighter, darker = luminance(one), luminance(other)
    if lighter < darker:
        lighter, darker = darker, lighter
    return (lighter + 0.05) / (darker + 0.05)


def told(value: float) -> str:
    """A ratio as it is told: cut after two digits, since rounding could lift it over a demand."""
    return f"{math.floor(value * 100) / 100:.2f}".rstrip("0").rstrip(".")


def _linear(channel: float) -> float:
    """Undo sRGB's transfer function; 0 to 1. Odd, so that colours beyond the gamut survive."""
    size = abs(channel)
    value = size / 12.92 if size <= 0.04045 else ((size + 0.055) / 1.055) ** 2.4
    return math.copysign(value, channel)


LINEAR = tuple(_linear(step / 255) for step in range(256))
"""The linear value of each 8-bit channel."""


def _encoded(linear: _Triple) -> list[float]:
    """sRGB channels from 0 to 255 for linear light."""
    encoded = []
    for value in linear:
        size = abs(value)
        shown = size * 12.92 if size <= 0.0031308 else 1.055 * size ** (1 / 2.4) - 0.055
        encoded.append(math.copysign(shown * 255, value))
    return encoded


def _times(matrix: Sequence[_Triple], vector: _Triple) -> list[float]:
    return [sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix]


_XYZ_TO_LINEAR = (
    (3.2409699419, -1.5373831776, -0.4986107603),
    (-0.9692436363, 1.8759675015, 0.0415550574),
    (0.0556300797, -0.2039769589, 1.0569715142),
)
_D50_TO_D65 = (
    (0.9554734215, -0.0230984549, 0.0632592432),
    (-0.0283697093, 1.0099953980, 0.0210414411),
    (0.0123140148, -0.0205076493, 1.3303659009),
)
_P3_TO_XYZ = (
    (0.4865709486, 0.2656676932, 0.1982172852),
    (0.2289745641, 0.6917385218, 0.0792869141),
    (0.0, 0.0451133819, 1.0439443689),
)
_A98_TO_XYZ = (
    (0.5766690429, 0.1855582379, 0.1882286462),
    (0.2973449753, 0.6273635663, 0.0752914585),
    (0.0270313614, 0.0706888525, 0.9913375368),
)
_REC2020_TO_XYZ = (
    (0.6369580483, 0.1446169036, 0.1688809752),
    (0.2627002120, 0.6779980715, 0.0593017165),
    (0.0, 0.0280726930, 1.0609850577),
)
_PROPHOTO_TO_XYZ_D50 = (
    (0.7977666449, 0.1351812974, 0.0313477341),
    (0.2880748288, 0.7118352342, 0.0000899369),
    (0.0, 0.0, 0.8251046025),
)
_OKLAB_TO_LMS = (
    (1.0, 0.3963377774, 0.2158037573),
    (1.0, -0.1055613458, -0.0638541728),
    (1.0, -0.0894841775, -1.2914855480),
)
_LMS_TO_LINEAR = (
    (4.0767416621, -3.3077115913, 0.2309699292),
    (-1.2684380046, 2.6097574011, -0.3413193965),
    (-0.0041960863, -0.7034186147, 1.7076147010),
)


def _xyz(values: _Triple) -> list[float]:
    return _encoded(_times(_XYZ_TO_LINEAR, values))


def _xyz_d50(values: _Triple) -> list[float]:
    return _xyz(_times(_D50_TO_D65, values))


def _rgb_space(
    matrix: Sequence[_Triple], linear: Callable[[float], float], to_srgb: Callable[..., list[float]]
) -> Callable[[_Triple], list[float]]:
    return lambda values: to_srgb(_times(matrix, [linear(value) for value in values]))


def _power(exponent: float) -> Callable[[float], float]:
    return lambda value: math.copysign(abs(value) ** exponent, value)


def _lab(values: _Triple) -> list[float]:
    lightness, a, b = values
    y = (lightness + 16) / 116
    white = (0.3457 / 0.3585, 1.0, (1 - 0.3457 - 0.3585) / 0.3585)
    return _xyz_d50(
        [
            part * (value**3 if value > 6 / 29 else (116 * value - 16) / (24389 / 27))
            for part, value in zip(white, (y + a / 500, y, y - b / 200), strict=True)
        ]
    )


def _oklab(values: _Triple) -> list[float]:
    cubes = [part**3 for part in _times(_OKLAB_TO_LMS, values)]
    return _encoded(_times(_LMS_TO_LINEAR, cubes))


def _polar(space: Callable[[_Triple], list[float]]) -> Callable[[_Triple], list[float]]:
    def convert(values: _Triple) -> list[float]:
        lightness, chroma, hue = values
        angle = math.radians(hue)
        return space([lightness, chroma * math.cos(angle), chroma * math.sin(angle)])

    return convert


def _rec2020(value: float) -> float:
    size, alpha, beta = abs(value), 1.09929682680944, 0.018053968510807
    linear = size / 4.5 if size < beta * 4.5 else ((size + alpha - 1) / alpha) ** (1 / 0.45)
    return math.copysign(linear, value)


_SPACES: dict[str, Callable[[_Triple], Sequence[float]]] = {
    "rgb": lambda values: values,
    "rgba": lambda values: values,
    "srgb": lambda values: [255 * value for value in values],
    "srgb-linear": _encoded,
    "display-p3": _rgb_space(_P3_TO_XYZ, _linear, _xyz),
    "a98-rgb": _rgb_space(_A98_TO_XYZ, _power(563 / 256), _xyz),
    "rec2020": _rgb_space(_REC2020_TO_XYZ, _rec2020, _xyz),
    "prophoto-rgb": _rgb_space(_PROPHOTO_TO_XYZ_D50, _power(1.8), _xyz_d50),
    "xyz": _xyz,
    "xyz-d65": _xyz,
    "xyz-d50": _xyz_d50,
    "lab": _lab,
    "lch": _polar(_lab),
    "oklab": _oklab,
    "oklch": _polar(_oklab),
}
_WHOLES = {
    "rgb": (255.0, 255.0, 255.0),
    "rgba": (255.0, 255.0, 255.0),
    "lab": (100.0, 125.0, 125.0),
    "lch": (100.0, 150.0, 360.0),
    "oklab": (1.0, 0.4, 0.4),
    "oklch": (1.0, 0.4, 360.0),
}
"""What 100% stands for in each place, where it is not 1."""
