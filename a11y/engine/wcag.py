"""The success criteria of WCAG 2.2, as data.

Source: https://www.w3.org/TR/WCAG22/. 4.1.1 Parsing is not among them: WCAG 2.2 removed it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Literal

Level = Literal["A", "AA", "AAA"]
LEVELS: tuple[Level, ...] = ("A", "AA", "AAA")


@dataclass(frozen=True, slots=True, order=True)
class Criterion:
    """One success criterion: its number, name, level, and the version of WCAG it came with."""

    num: str
    name: str
    level: Level
    since: str
    slug: str

    @property
    def url(self) -> str:
        """The W3C's page that explains the criterion."""
        return f"https://www.w3.org/WAI/WCAG22/Understanding/{self.slug}.html"

    def __str__(self) -> str:
        return f"{self.num} {self.name} ({self.level})"


def _load() -> Mapping[str, Criterion]:
    entries = json.loads(Path(__file__).with_name("wcag22.json").read_text(encoding="utf-8"))
    return MappingProxyType({entry["num"]: Criterion(**entry) for entry in entries})


CRITERIA: Mapping[str, Criterion] = _load()
"""Every success criterion by its number, in the order of the standard."""


def criteria(*numbers: str) -> tuple[Criterion, ...]:
    """The criteria with these numbers.

    :raises KeyError: for a number that WCAG 2.2 does not have.
    """
    return tuple(CRITERIA[number] for number in numbers)
