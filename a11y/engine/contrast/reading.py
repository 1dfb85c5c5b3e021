"""A text with its contrast, and what is to be said for and against that."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from a11y.engine.contrast.backdrop import Range
from a11y.engine.contrast.inks import Ink
from a11y.engine.page.parts import Box
from a11y.engine.page.tree import Node


class Kind(StrEnum):
    """What a text is in its element."""

    TEXT = "text"
    VALUE = "what is entered"
    PLACEHOLDER = "placeholder"
    GENERATED = "generated text"


class Doubt(StrEnum):
    """Why the contrast of a text is not known from styles alone."""

    NONE = ""
    PICTURE = "picture"
    """What lies beneath is a picture, or not the same everywhere: pixels can tell."""
    ESTIMATE = "estimate"
    """What lies beneath is an image whose colours are known: good enough to pass, not to fail."""
    FILTER = "filter"
    BLEND = "blend"
    CUT_OUT = "cut out"
    VEIL = "veil"


@dataclass(slots=True, eq=False)
class Reading:
    """A text with its contrast.

    ``ranges`` are those of its lines as far as they differ, in no order; none while only a
    picture can tell. ``places`` are its lines' boxes without their leading.
    """

    node: Node
    text: str
    kind: Kind
    ink: Ink
    places: tuple[Box, ...]
    opacity: float = 1.0
    """What half transparent elements around it leave of it; 0 where that is not all they do."""
    pictures: tuple[Node, ...] = ()
    """The elements beneath it whose colours styles do not tell."""
    ranges: tuple[Range, ...] = ()
    doubt: Doubt = Doubt.NONE

    def fails(self, demand: float) -> bool:
        """Whether some line of it is certain to stand out less."""
        return not self.doubt and any(range_.highest < demand for range_ in self.ranges)

    def passes(self, demand: float) -> bool:
        """Whether all of it stands out as much, as far as it is not veiled."""
        known = self.doubt in (Doubt.NONE, Doubt.VEIL, Doubt.ESTIMATE) and bool(self.ranges)
        return known and all(range_.lowest >= demand for range_ in self.ranges)

    def needs_picture(self, demand: float) -> bool:
        """Whether a picture may tell what styles do not."""
        if self.passes(demand) or self.fails(demand):
            return False
        return self.doubt in (Doubt.NONE, Doubt.PICTURE, Doubt.ESTIMATE)
