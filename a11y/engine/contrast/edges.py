"""How an element stands out from what is around it: its borders, its surface, its shadows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from a11y.engine.contrast.colour import Colour, parse, ratio
from a11y.engine.contrast.texts import Reader
from a11y.engine.page.tree import Node

_SIDES = ("top", "right", "bottom", "left")
_COLOUR = re.compile(r"[a-z-]+\([^()]*\)")


@dataclass(frozen=True, slots=True)
class Edges:
    """The strongest contrast at an element's edge, and its two colours."""

    highest: float = 1.0
    edge: str = ""
    around: str = ""


def edges_of(nested: Sequence[Node], reader: Reader) -> Edges | None:
    """Compare an element's edges with what lies beneath it, and its borders with its surface.

    ``nested`` begins with a field and ends with the element: the field, or one around it.
    None where styles do not tell: pictures and generated content may draw an edge.
    """
    node = nested[-1]
    if node.before or node.after or node.style.get("background-image", "none") != "none":
        return None
    found = Edges()
    surface = parse(node.style.get("background-color", ""))
    colours = _drawn(node)
    if surface and surface.alpha:
        for colour in colours:
            if colour.alpha == surface.alpha == 1:
                found = _stronger(found, ratio(colour, surface), colour, surface)
        colours.append(surface)
    if colours and node.box:
        for colour in colours:
            seen = reader.against(nested[0], (colour,), node.box, nested)
            if seen is None:
                return None
            found = _stronger(found, seen.highest, seen.foreground, seen.background)
    return found


def _stronger(found: Edges, contrast: float, edge: Colour, around: Colour) -> Edges:
    return Edges(contrast, str(edge), str(around)) if contrast > found.highest else found


def _drawn(node: Node) -> list[Colour]:
    """The colours of its borders, outline and shadows."""
    style = node.style
    lines = [f"border-{side}" for side in _SIDES] + ["outline"]
    named = [
        style.get(f"{line}-color", "")
        for line in lines
        if node.pixels(f"{line}-width") and style.get(f"{line}-style") not in ("none", "hidden")
    ]
    named += _COLOUR.findall(style.get("box-shadow", ""))
    colours = (parse(name) for name in dict.fromkeys(named))
    return [colour for colour in colours if colour and colour.alpha]
