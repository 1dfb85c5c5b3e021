"""Tables: headers that head something, data that has headers, and layout that says it is layout."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from a11y.engine.check import (
    Check,
    Probe,
    Verdict,
    Visit,
    asked,
    asks,
    failed,
    fails,
    ignores,
    passes,
)
from a11y.engine.model import Audience, Impact, Rule
from a11y.engine.page import roles
from a11y.engine.page.tree import Node
from a11y.engine.wcag import criteria

_HEADERS = ("columnheader", "rowheader")
_CELLS = (*_HEADERS, "cell", "gridcell")
_WIDEST = 1000  # HTML's own limit for colspan


@dataclass(slots=True)
class Cell:
    """A cell with the columns and rows it covers."""

    node: Node
    table: "Table"
    row: int
    column: int
    width: int
    height: int

    @property
    def is_header(self) -> bool:
        return self.node.role in _HEADERS

    def shares_column(self, other: "Cell") -> bool:
        return self.column < other.column + other.width and other.column < self.column + self.width

    def shares_row(self, other: "Cell") -> bool:
        return self.row < other.row + other.height and other.row < self.row + self.height


@dataclass(slots=True)
class Table:
    """A table as a grid of its exposed cells."""

    node: Node
    cells: list[Cell] = field(default_factory=list)
    rows: int = 0
    columns: int = 0


def _tables(visit: Visit) -> list[Table]:
    nodes = visit.page.with_role("table", "grid", "treegrid")
    return [_grid(node) for node in nodes]


def _grid(node: Node) -> Table:
    """Lay the cells out as HTML does (https://html.spec.whatwg.org/#forming-a-table)."""
    table = Table(node)
    taken: set[tuple[int, int]] = set()
    for row, cells in enumerate(_rows(node)):
        column = 0
        table.rows = row + 1
        for cell in cells:
            if (given := _number(cell, "aria-colindex", absent=0)) > 0:
                column = given - 1
            while (row, column) in taken:
                column += 1
            width = min(max(_number(cell, "colspan", "aria-colspan"), 1), _WIDEST)
            height = min(max(_number(cell, "rowspan", "aria-rowspan"), 1), _WIDEST)
            taken.update(
                (row + down, column + right) for down in range(height) for right in range(width)
            )
            if cell.is_exposed and cell.role in _CELLS:
                table.cells.append(Cell(cell, table, row, column, width, height))
            column += width
            table.columns = max(table.columns, column)
    return table


def _number(node: Node, *names: str, absent: int = 1) -> int:
    value = next((node.get(name).strip() for name in names if node.has(name)), "")
    return int(value) if value.isdigit() else absent


def _rows(table: Node) -> Iterator[list[Node]]:
    """The cells row by row, not those of tables within."""
    stack = list(reversed(list(table.elements)))
    while stack:
        node = stack.pop()
        if node.tag == "tr" or node.role == "row":
            if node.is_exposed or node.role == "none":
                yield [child for child in _cells_in(node) if child.is_displayed]
        elif node.role not in ("table", "grid", "treegrid") and node.tag != "table":
            stack.extend(reversed(list(node.elements)))


def _cells_in(row: Node) -> Iterator[Node]:
    for child in row.elements:
        if child.tag in ("td", "th") or child.role in _CELLS:
            yield child
        elif child.role in ("", "none", "generic"):
            yield from _cells_in(child)


TABLES: Probe[list[Table]] = Probe("tables", "The tables as grids", _tables)


def _header_cells(tables: list[Table]) -> Iterable[Cell]:
    for table in tables:
        if any(not cell.is_header for cell in table.cells):
            yield from (cell for cell in table.cells if cell.is_header and cell.node.name)


def _heads_something(header: Cell) -> Verdict | None:
    if any(_belongs(cell, header) for cell in header.table.cells):
        return None
    return Verdict("alone", {"text": header.node.name[:60]})


def _belongs(cell: Cell, header: Cell) -> bool:
    """Whether the cell is one of the header's. Generous: a row's header may stand at its end."""
    if cell is header:
        return False
    named = cell.node.tokens("headers")
    if named:
        return header.node.get("id") in named
    if header.shares_column(cell):
        return not cell.is_header or cell.row > header.row
    return header.shares_row(cell) and not cell.is_header


HEADER_HEADS = Check(
    rule=Rule(
        id="table-header-has-cells",
        title="Table headers head at least one cell",
        criteria=criteria("1.3.1"),
        impact=Impact.SERIOUS,
        audience=Audience.EDITOR,
        act=("d0f69e",),
        techniques=("H51", "H63", "H43", "F90"),
        replaces=("th-has-data-cells",),
        why="A screen reader reads a cell with its header. A header without cells is either no "
        "header, or the cells that it should head have lost it.",
        fix="Add the missing cells, let their headers attribute name this header, or make it a "
        "plain cell.",
    ),
    probe=TABLES,
    applicability=_header_cells,
    expectation=_heads_something,
    messages={"alone": failed("No cell belongs to the header “{text}”.")},
    examples=(
        fails(
            "A column without cells (ACT d0f69e)",
            "<table><tr><th>Rate</th><th>Value</th></tr><tr><td>15%</td></tr></table>",
        ),
        fails(
            "The cell names another header",
            '<table><tr><th id="a">Land</th><th id="b">With Z</th></tr>'
            '<tr><td>Zambia</td><td headers="a">Zimbabwe</td></tr></table>',
        ),
        passes(
            "Headers of rows under a header of their column",
            "<table><tr><th>Day</th><th>Open</th></tr><tr><th>Mon</th><td>8–12</td></tr></table>",
        ),
        ignores("Layout", '<table role="presentation"><tr><th>A</th><td>B</td></tr></table>'),
    ),
)


def _without_headers(tables: list[Table]) -> Iterable[Table]:
    return (
        table
        for table in tables
        if table.node.tag == "table" and table.rows > 1 and table.columns > 1
    )


def _looks_like_data(table: Table) -> bool:
    """Whether something marks it as data: a caption, a head, or a first row or column in bold."""
    if any(node.tag in ("caption", "thead") for node in table.node.elements):
        return True
    first_row = [cell for cell in table.cells if cell.row == 0]
    first_column = [cell for cell in table.cells if cell.column == 0 and cell.row > 0]
    rest = [cell for cell in table.cells if cell.row > 0 and cell.column > 0]
    if not rest or any(map(_is_bold, rest)):
        return False
    return all(map(_is_bold, first_row)) or all(map(_is_bold, first_column))


def _is_bold(cell: Cell) -> bool:
    texts = [text for text in cell.node.texts if text.data.strip()]
    return bool(texts) and all(_weight(text.parent) >= 600 for text in texts)


def _weight(node: Node) -> float:
    if not node.page.rendered:
        return 700 if node.tag in ("b", "strong") else 400
    return node.pixels("font-weight")


def _has_headers(table: Table) -> Verdict | None:
    if any(
        cell.is_header or cell.node.tag == "th" or cell.node.has("headers") for cell in table.cells
    ):
        return None
    return Verdict("none") if _looks_like_data(table) else None


DATA_HAS_HEADERS = Check(
    rule=Rule(
        id="data-table-has-headers",
        title="Tables of data have header cells",
        criteria=criteria("1.3.1"),
        impact=Impact.SERIOUS,
        audience=Audience.EDITOR,
        techniques=("F91", "H51"),
        why="Without headers a screen reader reads bare figures: nobody hears what they are "
        "figures of.",
        fix="Mark the cells that name a column or row as header cells.",
    ),
    probe=TABLES,
    applicability=_without_headers,
    expectation=_has_headers,
    messages={
        "none": asked(
            "This table has no header cells. Does its first row or column say what the others are?"
        )
    },
    examples=(
        asks(
            "Bold cells as headers (F91)",
            "<table><tr><td><b>Name</b></td><td><b>Age</b></td></tr>"
            "<tr><td>Ada</td><td>36</td></tr></table>",
        ),
        passes(
            "Header cells",
            "<table><tr><th>Name</th><th>Age</th></tr><tr><td>Ada</td><td>36</td></tr></table>",
        ),
        ignores("One row", "<table><tr><td>Left</td><td>Right</td></tr></table>"),
    ),
)


def _layout(visit: Visit) -> list[Node]:
    return [
        node
        for node in visit.page.tagged("table")
        if roles.explicit_role(node) in ("none", "presentation") and node.is_displayed
    ]


LAYOUT: Probe[list[Node]] = Probe("layout-tables", "The tables marked as layout", _layout)


def _all(nodes: list[Node]) -> list[Node]:
    return nodes


def _has_no_data_markup(table: Node) -> Verdict | None:
    marks = [
        node.tag
        for node in table.descendants
        if node.tag in ("th", "caption") and node.text and _table_around(node) is table
    ]
    if table.get("summary").strip():
        marks.append("summary")
    return Verdict("marked", {"what": ", ".join(sorted(set(marks)))}) if marks else None


def _table_around(node: Node) -> Node | None:
    return next((above for above in node.ancestors if above.tag == "table"), None)


LAYOUT_IS_PLAIN = Check(
    rule=Rule(
        id="layout-table-plain",
        title="Tables that are layout have no headers and captions",
        criteria=criteria("1.3.1"),
        impact=Impact.MODERATE,
        techniques=("F46", "F92"),
        why="If it is a table of data, role=presentation hides its structure from a screen "
        "reader; if it is layout, its headers announce relations that are not there.",
        fix="Take the role away from a table of data; in a layout table use plain cells and no "
        "caption or summary.",
    ),
    probe=LAYOUT,
    applicability=_all,
    expectation=_has_no_data_markup,
    messages={
        "marked": asked("This table is marked as layout, but it has {what}. Is it a table of data?")
    },
    examples=(
        asks(
            "A header in a layout table (F46)",
            '<table role="presentation"><tr><th>Menu</th><td>Text</td></tr></table>',
        ),
        passes(
            "Plain cells",
            '<table role="presentation"><tr><td>Menu</td><td>Text</td></tr></table>',
        ),
        ignores("Data", "<table><tr><th>Name</th></tr><tr><td>Ada</td></tr></table>"),
    ),
)  # fmt: skip

CHECKS = (HEADER_HEADS, DATA_HAS_HEADERS, LAYOUT_IS_PLAIN)
