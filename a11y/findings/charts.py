"""From numbers to the geometry of charts. What is drawn of it stands in templates.

Lengths along the width are in percent: so a chart is as wide as there is room, and its letters stay
as large as they are.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from a11y.findings.figures import KINDS, Week

HEIGHT = 160
"""How high the highest column is, in pixels."""
TOP = 20
"""The room above it for its number."""
_GAP = 0.25


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a column or of a bar, as SVG wants it."""

    key: str
    x: str
    y: str
    width: str
    height: str


@dataclass(frozen=True, slots=True)
class Column:
    """What stood open on one day: parts on top of each other, the worst at the bottom."""

    week: Week
    middle: str
    top: str
    parts: list[Part]


def columns(weeks: list[Week]) -> list[Column]:
    """One column for each week."""
    highest = max((week.total for week in weeks), default=0) or 1
    step = 100 / max(len(weeks), 1)
    return [_column(week, place * step, step, highest) for place, week in enumerate(weeks)]


def _column(week: Week, left: float, step: float, highest: int) -> Column:
    foot = float(TOP + HEIGHT)
    parts = []
    for key, count in week.open.items():
        height = HEIGHT * count / highest
        foot -= height
        if count:
            parts.append(
                Part(
                    key,
                    _percent(left + step * _GAP / 2),
                    f"{foot:.1f}",
                    _percent(step * (1 - _GAP)),
                    f"{height:.1f}",
                )
            )
    return Column(week, _percent(left + step / 2), f"{foot - 6:.1f}", parts)


def bar(counts: Mapping[str, int], whole: int) -> list[Part]:
    """Parts beside each other that share a bar of 100 percent."""
    parts = []
    left = 0.0
    for key, count in counts.items():
        width = 100 * count / whole if whole else 0
        if count:
            parts.append(Part(key, _percent(left), "0", _percent(width), "100%"))
        left += width
    return parts


def with_bars(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows, each with a bar of its barriers; the longest is as long as there is room."""
    listed = list(rows)
    longest = max((row["barriers"] for row in listed), default=0)
    for row in listed:
        row["bar"] = bar({kind: row[kind] for kind in KINDS}, longest)
    return listed


def _percent(number: float) -> str:
    return f"{number:.2f}%"
