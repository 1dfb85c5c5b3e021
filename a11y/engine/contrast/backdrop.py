"""A text's contrast with everything that is painted beneath it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod

from a11y.engine.contrast.colour import TRANSPARENT, Colour, over, ratio

MOST_COMBINATIONS = 256
"""Beyond this, what may lie beneath a text is left to a picture of it."""

Groups = tuple[tuple[int, float], ...]
"""Half transparent elements, the outermost first: a number for each, and its opacity."""


@dataclass(frozen=True, slots=True)
class Range:
    """How far a text's contrast with what it lies on reaches.

    ``foreground`` and ``background`` are those of the lowest. An estimate may reach too far at
    either end.
    """

    lowest: float
    highest: float
    foreground: Colour
    background: Colour
    is_estimate: bool = False


@dataclass(frozen=True, slots=True)
class Coat:
    """Something painted: the colours it may have there, and the groups it is in."""

    colours: tuple[Colour, ...]
    groups: Groups = ()


def contrast_on(coats: Sequence[Coat], ink: Coat, canvas: Colour) -> Range | None:
    """The contrast of the ink with the coats beneath it, of which the first is the lowest.

    None where there are too many possibilities to go through.
    """
    choices = [coat.colours for coat in coats]
    if prod(map(len, choices)) * len(ink.colours) > MOST_COMBINATIONS:
        return None
    groups = [coat.groups for coat in coats]
    found = []
    for chosen in product(*choices):
        beneath = list(zip(chosen, groups, strict=True))
        background = flattened(beneath, canvas)
        for colour in ink.colours:
            if colour.alpha == 1 and not ink.groups:
                shown = colour
            else:
                shown = flattened([*beneath, (colour, ink.groups)], canvas)
            found.append((ratio(shown, background), shown, background))
    lowest, shown, background = min(found)
    return Range(lowest, max(found)[0], shown, background)


def flattened(layers: Iterable[tuple[Colour, Groups]], canvas: Colour) -> Colour:
    """The colour that layers on a canvas show; the first layer is the lowest."""
    return over(_merged(list(layers), 0), canvas)


def _merged(layers: list[tuple[Colour, Groups]], depth: int) -> Colour:
    """The layers of one group laid over each other; those of a group in it are merged first."""
    shown = TRANSPARENT
    at = 0
    while at < len(layers):
        colour, groups = layers[at]
        if len(groups) <= depth:
            shown = over(colour, shown)
            at += 1
            continue
        end = at
        while end < len(layers) and layers[end][1][depth : depth + 1] == (groups[depth],):
            end += 1
        shown = over(_merged(layers[at:end], depth + 1).faded(groups[depth][1]), shown)
        at = end
    return shown
