"""Numbering: pure functions, no database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blocks.citations import collapse, number

GROUPS = st.lists(st.lists(st.integers(1, 12), max_size=6, unique=True), max_size=12)


def expand(label: str) -> list[int]:
    numbers: list[int] = []
    for part in filter(None, label.split(",")):
        first, _, last = part.partition("–")
        numbers += range(int(first), int(last or first) + 1)
    return numbers


@pytest.mark.parametrize(
    ("numbers", "label"),
    [
        ([], ""),
        ([3], "3"),
        ([1, 2], "1,2"),
        ([1, 2, 3], "1–3"),
        ([3, 7, 8, 9], "3,7–9"),
        ([3, 4, 5, 10], "3–5,10"),
        ([12, 2, 9], "2,9,12"),
        ([1, 2, 4, 5, 6, 8, 9], "1,2,4–6,8,9"),
    ],
)
def test_three_numbers_in_a_row_become_a_range_and_two_do_not(
    numbers: list[int], label: str
) -> None:
    assert collapse(numbers) == label


@given(st.lists(st.integers(1, 500)))
def test_a_collapsed_group_says_exactly_its_numbers(numbers: list[int]) -> None:
    assert expand(collapse(numbers)) == sorted(set(numbers))


@given(GROUPS)
def test_numbers_follow_the_first_citation(groups: list[list[int]]) -> None:
    numbering = number(enumerate(groups))
    first_met = list(dict.fromkeys(reference for group in groups for reference in group))
    assert numbering.references == first_met


@given(GROUPS)
def test_every_group_that_cites_gets_a_marker_with_its_references(groups: list[list[int]]) -> None:
    numbering = number(enumerate(groups))
    for place, group in enumerate(groups):
        if not group:
            assert place not in numbering.markers
            continue
        marker = numbering.markers[place]
        assert set(marker.references.values()) == set(group)
        assert list(marker.references) == sorted(marker.references)


@given(GROUPS)
def test_markers_are_counted_in_reading_order_and_lead_back(groups: list[list[int]]) -> None:
    numbering = number(enumerate(groups))
    ordinals = [marker.ordinal for marker in numbering.markers.values()]
    assert ordinals == list(range(1, len(ordinals) + 1))
    for reference in numbering.references:
        assert numbering.citing(reference)
