"""Tables: a caption, header cells that say what they head, citations row by row."""

from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from wagtail.blocks import StructBlockValidationError, StructValue

from blocks.base import components
from blocks.data_table import DataTable
from blocks.document import resolve
from blocks.facts import About
from blocks.models import Reference
from tdd_pages.pages.models import ComponentPage
from tests.streams import block, cite, item, section, table

BODY = ComponentPage._meta.get_field("body").stream_block
BLOCK = BODY.child_blocks["data_table"]


def shown(name: str) -> Tag:
    """An example as readers get it."""
    soup = BeautifulSoup(components["data_table"].examples[name].render(), "lxml")
    assert soup.div is not None
    return soup.div


def grid(
    headings: tuple[str, ...] = ("Who", "Change"),
    rows: tuple[tuple[str, ...], ...] = (("<p>Adults</p>", "1.6"),),
    caption: str = "What changed",
) -> dict[str, Any]:
    types = ("text", "figures")[: len(headings)]
    return {
        "columns": [
            {"type": type, "heading": heading}
            for type, heading in zip(types, headings, strict=True)
        ],
        "rows": [{"values": list(row)} for row in rows],
        "caption": caption,
    }


def value(row_headers: bool = True, **changes: Any) -> StructValue:
    return BLOCK.to_python({"table": grid(**changes), "row_headers": row_headers})


def document(*stream: dict[str, Any]) -> list[Any]:
    return resolve(BODY, BODY.to_python(list(stream)), About(title="Title")).components


# --- What readers get ---------------------------------------------------------------------------


def test_every_header_cell_says_what_it_heads() -> None:
    table = shown("full")
    assert [th.get_text() for th in table.select("thead th[scope=col]")] == [
        *("Who", "Start", "6 months", "12 months")
    ]
    assert len(table.select("tbody tr > th[scope=row]:first-child")) == 4
    assert not table.select("th:not([scope])")


def test_the_corner_of_a_table_is_no_header_of_nothing() -> None:
    corner = shown("words").select_one("thead tr > *")
    assert corner is not None
    assert (corner.name, corner.get_text()) == ("td", "")


def test_rows_alone_or_columns_alone_can_have_headers() -> None:
    assert not shown("rows-alone").select("thead")
    assert len(shown("rows-alone").select("th[scope=row]")) == 2
    assert not shown("columns-alone").select("th[scope=row]")


def test_a_table_that_is_scrolled_is_reached_by_keyboard_and_named_by_its_caption() -> None:
    table = shown("wide")
    scrolled = table.select_one("[tabindex='0']")
    assert scrolled is not None
    name = table.find(id=scrolled["aria-labelledby"])
    assert isinstance(name, Tag)
    assert name.find_parent("caption")


def test_figures_are_aligned_and_words_are_not() -> None:
    row = shown("full").select("tbody tr")[0]
    assert [cell.get("class") for cell in row.find_all(["th", "td"])] == [
        None,
        *[["tdd-table__figure"]] * 3,
    ]


@pytest.mark.django_db
def test_citations_are_numbered_row_by_row_and_the_source_comes_last(
    references: list[Reference],
) -> None:
    a, b, c, d, e = references
    cells = [[f"<p>1{cite(a)}</p>", f"<p>2{cite(b)}</p>"], [f"<p>3{cite(c)}</p>", f"{cite(d)}"]]
    found, listed = document(table("t", cells, source=[item("s", e.pk)]))
    numbers = [cell.citations[0].numbers for row in found.rows for cell in row.cells]
    assert numbers == [[1], [2], [3], [4]]
    assert found.source.numbers == [5]
    assert [entry.key for entry in listed.items] == [r.key for r in references]


@pytest.mark.django_db
def test_a_cell_tells_where_it_came_from(references: list[Reference]) -> None:
    (outer,) = document(section("s", table("t", [["<p>1</p>", "<p>2</p>"]])))
    (found,) = outer.body
    path = found.content_path
    assert found.rows[0].cells[1].content_path == f"{path}.table.rows.0.values.1"


@pytest.mark.django_db
def test_what_is_typed_as_a_figure_is_text() -> None:
    rows = (("<p>Adults</p>", "<0.001 & more"),)
    (found,) = document(block("data_table", "t", table=grid(rows=rows)))
    assert isinstance(found, DataTable)
    cell = found.rows[0].cells[1]
    assert cell is not None
    assert cell.content == "&lt;0.001 &amp; more"
    assert "<td" in found.render()


def test_a_table_without_rows_is_left_out() -> None:
    assert document(block("data_table", "t", table=grid(rows=()))) == []


# --- What can be published ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"headings": (), "rows": ()}, "at least one column"),
        ({"rows": ()}, "at least one column and one row"),
        ({"caption": " "}, "Enter a caption"),
        ({"headings": ("", ""), "row_headers": False}, "Give the columns headings"),
        ({"headings": ("Who", "")}, "Give each column a heading"),
        ({"headings": ("", "Change"), "row_headers": False}, "Give each column a heading"),
        ({"rows": (("<p></p>", " "),)}, "at least one cell"),
        ({"rows": (("<p></p>", "1.6"),)}, "fill in each of them"),
    ],
)
def test_a_table_that_says_too_little_is_an_error_when_published_and_no_error_in_a_draft(
    changes: dict[str, Any], message: str
) -> None:
    half_made = value(**changes)
    with pytest.raises(StructBlockValidationError) as refused:
        BLOCK.clean(half_made)
    assert list(refused.value.block_errors) == ["table"]
    assert message in str(refused.value.block_errors["table"].message)
    BLOCK.defer_required_validation()
    try:
        assert BLOCK.clean(half_made)
    finally:
        BLOCK.restore_deferred_validation()


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"headings": ("", "Change")},
        {"headings": ("", "")},
        {"row_headers": False},
        {"rows": (("<p>Adults</p>", ""), ("<p>Children</p>", "2"))},
    ],
)
def test_a_table_with_caption_and_headers_is_published(changes: dict[str, Any]) -> None:
    assert BLOCK.clean(value(**changes))
