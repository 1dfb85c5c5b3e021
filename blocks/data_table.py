"""Data table: figures and words in rows and columns, with a caption and header cells."""

from typing import TYPE_CHECKING, Any, Literal

from django.core.exceptions import ValidationError
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _
from pydantic import Field
from wagtail.blocks import (
    BooleanBlock,
    CharBlock,
    RichTextBlock,
    StructBlockValidationError,
    StructValue,
)
from wagtail.contrib.typed_table_block.blocks import TypedTable, TypedTableBlock

from .base import Component, ComponentBlock
from .citation_field import citations_block
from .elements import Citation, Element, Rich
from .examples import Examples, citation, rich
from .rich_text import INLINE_FEATURES, has_text
from .walk import join, table_cell

if TYPE_CHECKING:
    from .document import Place


class TableColumn(Element):
    """What a column is of."""

    heading: str
    figures: bool = Field(description="Whether its cells are figures, to be aligned.")


class TableRow(Element):
    """One row; it has as many cells as the table has columns."""

    cells: list[Rich | None]


class DataTable(Component):
    """A table whose caption and headers say what its cells mean."""

    type: Literal["data_table"] = "data_table"
    template = "tdd_pages/components/data_table.html"
    stylesheets = ("tdd_blocks/css/data_table.css",)

    caption: str
    columns: list[TableColumn]
    rows: list[TableRow]
    row_headers: bool = Field(description="Whether the first cell of each row is its header.")
    source: Citation | None = Field(default=None, description="The source of the whole table.")

    @property
    def has_headings(self) -> bool:
        """Whether any column says what it is of."""
        return any(column.heading for column in self.columns)

    @property
    def grid(self) -> list[list[tuple[TableColumn, Rich | None]]]:
        """The rows, each cell with its column."""
        return [list(zip(self.columns, row.cells, strict=False)) for row in self.rows]


class DataTableBlock(ComponentBlock):
    """The form for a table.

    Built on Wagtail's typed table: it is edited as the grid it is, its cells are blocks (so that
    they can cite, and Wagtail's index finds what they refer to), and a column knows that it holds
    figures. The other table of Wagtail's holds plain text in a grid that only a mouse masters.
    """

    table = TypedTableBlock(
        [
            ("text", RichTextBlock(required=False, features=INLINE_FEATURES, label=_("Text"))),
            ("figures", CharBlock(required=False, max_length=60, label=_("Figures"))),
        ],
        label=_("Table"),
        help_text=_("The caption says what the table shows. Give each column a heading."),
    )
    row_headers = BooleanBlock(
        required=False, default=True, label=_("The first cell of each row is its header")
    )
    source = citations_block()

    def clean(self, value: StructValue) -> StructValue:
        cleaned = super().clean(value)
        if not self.is_deferred_validation and (wrong := _what_is_wrong(cleaned)):
            raise StructBlockValidationError(block_errors={"table": ValidationError(wrong)})
        return cleaned

    def resolve(self, at: "Place") -> DataTable | None:
        table = at.raw("table")
        if not isinstance(table, TypedTable) or not (table.columns and table.row_data):
            return None
        return DataTable(
            id=at.id,
            caption=(table.caption or "").strip(),
            columns=[
                TableColumn(
                    heading=(column["heading"] or "").strip(),
                    figures=column["block"].name == "figures",
                )
                for column in table.columns
            ],
            rows=resolve_rows(at, table),
            row_headers=bool(at.raw("row_headers")),
            source=at.citation("source"),
        )

    class Meta:
        component = DataTable
        icon = "table"
        label = _("Table")
        group = _("Evidence")
        description = _("Figures and words in rows and columns, with caption, headers and source.")


def resolve_rows(at: "Place", table: TypedTable) -> list[TableRow]:
    """Return the rows of a table."""
    path = join(at.path, "table")

    def cell(row: int, column: int, value: Any) -> Rich | None:
        where = table_cell(path, row, column)
        if not isinstance(value, str):
            return at.rich_at(where)
        text = value.strip()
        return Rich(content=escape(text)).at(where) if text else None

    return [
        TableRow(cells=[cell(r, c, value) for c, value in enumerate(row["values"])])
        for r, row in enumerate(table.row_data)
    ]


def _what_is_wrong(value: StructValue) -> str:
    """Return what keeps a table from being published, or nothing."""
    table, row_headers = value["table"], value["row_headers"]
    if not table.columns or not table.row_data:
        return _("Enter at least one column and one row.")
    if not (table.caption or "").strip():
        return _("Enter a caption: it says what the table shows.")
    headings = [bool((column["heading"] or "").strip()) for column in table.columns]
    if not (row_headers or any(headings)):
        return _("Give the columns headings, or let the first cell of each row be its header.")
    # The corner above a column of headers may stay empty.
    if any(headings) and not all(headings[1 if row_headers else 0 :]):
        return _("Give each column a heading: without one nobody knows what its cells are of.")
    rows = [[has_text(cell) for cell in row["values"]] for row in table.row_data]
    if not any(map(any, rows)):
        return _("Enter at least one cell.")
    if row_headers and not all(row[0] for row in rows):
        return _("The first cell of each row is its header: fill in each of them.")
    return ""


def _examples() -> dict[str, Component]:
    def row(*cells: str | Rich) -> TableRow:
        texts = (rich(cell) if isinstance(cell, str) else cell for cell in cells)
        return TableRow(cells=[text if text.content else None for text in texts])

    def columns(*headings: str, figures: int) -> list[TableColumn]:
        """Return columns of which all from the nth on are figures."""
        return [
            TableColumn(heading=heading, figures=nth >= figures)
            for nth, heading in enumerate(headings)
        ]

    doses = DataTable(
        id="example",
        caption="How stiffness changed within a year, in an invented study",
        columns=columns("Who", "Start", "6 months", "12 months", figures=1),
        row_headers=True,
        rows=[
            row(rich("<p>Adults, spinal origin{}</p>", citation(1, 1)), "3.9", "1.8", "1.6"),
            row(rich("<p>Adults, after a stroke{}</p>", citation(2, 1, 2)), "3.4", "2.2", "2.1"),
            row("<p>Children</p>", "3.6", "2.4", ""),
            row("<p>All</p>", "10.9", "6.4", "3.7"),
        ],
        source=citation(3, 3),
    )
    return {
        "full": doses,
        "words": DataTable(
            id="example",
            caption="Two ways to take the medicine",
            columns=columns("", "By mouth", "By pump", figures=9),
            row_headers=True,
            rows=[
                row("<p>How it gets there</p>", "<p>With the blood</p>", "<p>Straight there</p>"),
                row("<p>How often</p>", "<p>Several times a day</p>", "<p>All the time</p>"),
                row(
                    "<p>What to watch</p>",
                    "<p>Sleepiness</p>",
                    '<p>The date of <a href="https://example.org/refills">the next refill</a></p>',
                ),
            ],
        ),
        "rows-alone": DataTable(
            id="example",
            caption="The pump in figures",
            columns=columns("", "", figures=1),
            row_headers=True,
            rows=[row("<p>Weight</p>", "165 g"), row("<p>Holds</p>", "20 ml")],
        ),
        "columns-alone": DataTable(
            id="example",
            caption="Visits",
            columns=columns("Week", "Minutes", figures=0),
            row_headers=False,
            rows=[row("1", "45"), row("12", "30")],
        ),
        "wide": doses.model_copy(
            update={
                "columns": columns("Who", *(f"Month {n}" for n in range(1, 13)), figures=1),
                "rows": [
                    row("<p>Adults</p>", *(f"{n}.5" for n in range(12))),
                    row("<p>Children</p>", *(f"{n}.25" for n in range(12))),
                ],
                "source": None,
            }
        ),
        "long-words": DataTable(
            id="example",
            caption="Medikamentenpumpenimplantationssprechstundenvereinbarungen",
            columns=columns("Rückenmarksverletzungsfolge", "Häufigkeitsangabe", figures=1),
            row_headers=True,
            rows=[row("<p>Bewegungseinschränkungserscheinung</p>", "1.234.567,89")],
        ),
    }


DataTable.examples = Examples(_examples)
