"""Numbering: which number each cited reference has, and what each marker says.

Numbers follow the first citation in reading order, as the AMA Manual of Style (11th ed., 3.6) and
Vancouver style ask. They are computed from data, before anything is rendered.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
"""How a caller names a marker's place."""

R = TypeVar("R", bound=Hashable)
"""How a caller names a reference."""


def runs(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Return the numbers as runs ``(first, last)``, sorted; a pair stays two numbers.

    AMA writes three or more consecutive numbers as a range, two with a comma between them.
    """
    spans: list[tuple[int, int]] = []
    for number in sorted(set(numbers)):
        if spans and number == spans[-1][1] + 1:
            spans[-1] = (spans[-1][0], number)
        else:
            spans.append((number, number))
    collapsed = []
    for first, last in spans:
        if last == first + 1:
            collapsed += [(first, first), (last, last)]
        else:
            collapsed.append((first, last))
    return collapsed


def run_text(run: tuple[int, int]) -> str:
    """Return a run as readers see it: ``3`` or ``7–9``."""
    first, last = run
    return str(first) if first == last else f"{first}–{last}"


def collapse(numbers: Iterable[int]) -> str:
    """Return the text of a citation group: ``3,7–9``."""
    return ",".join(map(run_text, runs(numbers)))


@dataclass(frozen=True)
class Marker(Generic[R]):
    """One citation group in the text."""

    ordinal: int
    """Which marker of the page this is, from 1."""

    references: Mapping[int, R]
    """The cited references by number, in order of number."""


@dataclass(frozen=True)
class Numbering(Generic[K, R]):
    """The numbers of a whole page."""

    markers: Mapping[K, Marker[R]]
    references: Sequence[R]
    """The cited references; the first has number 1."""

    def citing(self, reference: R) -> Sequence[Marker[R]]:
        """Return the markers that cite a reference, in reading order."""
        return self._citing[reference]

    @cached_property
    def _citing(self) -> Mapping[R, Sequence[Marker[R]]]:
        by_reference: dict[R, list[Marker[R]]] = {reference: [] for reference in self.references}
        for marker in self.markers.values():
            for reference in marker.references.values():
                by_reference[reference].append(marker)
        return by_reference


def number(groups: Iterable[tuple[K, Sequence[R]]]) -> Numbering[K, R]:
    """Number citation groups given in reading order.

    Each group is ``(place, references)``. A group without references gets no marker.
    """
    numbers: dict[R, int] = {}
    markers: dict[K, Marker[R]] = {}
    for place, cited in groups:
        for reference in cited:
            numbers.setdefault(reference, len(numbers) + 1)
        if cited:
            by_number = {numbers[r]: r for r in sorted(cited, key=lambda r: numbers[r])}
            markers[place] = Marker(len(markers) + 1, by_number)
    return Numbering(markers, list(numbers))
