"""What a page's tree is made of besides elements: boxes, texts, generated content."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from a11y.engine.page.tree import Node

Style = Mapping[str, str]
# url("…") and counter("…"): what is in them is not shown.
_FUNCTION = re.compile(r"""[\w-]+\((?:"(?:[^"\\]|\\.)*"|[^")])*\)""")
NO_STYLE: Style = MappingProxyType({})


class Box(NamedTuple):
    """A rectangle in CSS pixels, from the page's upper left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def area(self) -> float:
        return self.width * self.height

    def overlaps(self, other: Box) -> bool:
        """Whether the two share some area."""
        return (
            self.x < other.right
            and other.x < self.right
            and self.y < other.bottom
            and other.y < self.bottom
        )

    def contains(self, other: Box, slack: float = 1) -> bool:
        """Whether the other lies within this one, give or take ``slack`` pixels."""
        return (
            self.x - slack <= other.x
            and self.y - slack <= other.y
            and other.right <= self.right + slack
            and other.bottom <= self.bottom + slack
        )


class Pseudo(NamedTuple):
    """A ``::before`` or ``::after`` that is shown: its computed ``content``, style and size."""

    content: str
    style: Style
    width: float
    height: float

    @property
    def text(self) -> str:
        """The strings in its content, without the alternative after a slash."""
        shown = _FUNCTION.sub("", self.content).split(" / ")[0]
        return "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', shown)).replace('\\"', '"')


class Text:
    """A run of text: its characters and a box for each line it is set in."""

    __slots__ = ("data", "lines", "parent")

    def __init__(self, data: str, parent: Node, lines: tuple[Box, ...] = ()) -> None:
        self.data = data
        self.parent = parent
        self.lines = lines

    @property
    def style(self) -> Style:
        return self.parent.style

    def __repr__(self) -> str:
        return f"<Text {self.data[:30]!r}>"
