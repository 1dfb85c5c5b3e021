"""Tables are laid out as HTML does before anybody asks which cell belongs to which header."""

from a11y.engine.check import Visit
from a11y.engine.judge import judge
from a11y.engine.model import Outcome, State
from a11y.engine.page.markup import page_of
from a11y.engine.rules.tables import HEADER_HEADS, TABLES
from a11y.engine.source import Source


def outcome(html: str) -> Outcome:
    """What the rule about header cells says of a page's tables."""
    visit = Visit(None, State(), page_of(html), Source(html))  # type: ignore[arg-type]
    result, _ = judge(HEADER_HEADS, TABLES.observe(visit), State())
    return result.outcome


def test_a_cell_that_spans_rows_moves_those_below_it_to_the_right() -> None:
    spanning = """<table><tr><th>Land</th><th>City</th></tr>
        <tr><th rowspan="2">Peru</th><td>Lima</td></tr><tr><td>Cusco</td></tr></table>"""

    assert outcome(spanning) == Outcome.PASSED


def test_cells_of_a_table_within_do_not_count_for_the_one_around_it() -> None:
    nested = """<table><tr><th>A</th><th>B</th></tr><tr><td>
        <table role="presentation"><tr><td>1</td><td>2</td></tr></table></td></tr></table>"""

    assert outcome(nested) == Outcome.FAILED


def test_a_header_row_without_rows_of_data_is_left_alone() -> None:
    empty = "<table><tr><th>A</th><th>B</th></tr></table>"

    assert outcome(empty) == Outcome.INAPPLICABLE
