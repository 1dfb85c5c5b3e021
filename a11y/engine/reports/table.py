"""The report for people at a terminal; it reads well from 80 columns on."""

import unicodedata
from typing import TextIO

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from a11y.engine.model import Finding, Outcome, PageResult, Report, State

HEADLINES = {
    Outcome.FAILED: ("Failed", "bold red"),
    Outcome.CANT_TELL: ("Needs review", "bold yellow"),
    Outcome.PASSED: ("Passed", "bold green"),
    Outcome.INAPPLICABLE: ("Does not apply", "bold"),
    Outcome.UNTESTED: ("Not tested", "bold"),
}
INDENT = 2


def write(report: Report, stream: TextIO) -> None:
    """Write every page with its findings, and the sums at the end."""
    console = Console(file=stream, highlight=False, emoji=False, markup=False)
    for page in report.pages:
        _write_page(console, page, report.states)
    for skipped in report.skipped:
        console.print(
            Text(f"Skipped {plain(skipped.url)}: {plain(skipped.reason)}"), soft_wrap=True
        )
    if report.skipped:
        console.print()
    console.print(_summary(report))


def plain(text: str) -> str:
    """The text on one line and without control characters: a page must not steer a terminal."""
    spaced = " ".join(text.split())
    return "".join(char for char in spaced if unicodedata.category(char) not in ("Cc", "Cf"))


def _write_page(console: Console, page: PageResult, states: tuple[State, ...]) -> None:
    console.print(Text(plain(page.url), style="bold underline"), soft_wrap=True)
    if page.title:
        console.print(Text(plain(page.title)))
    if page.redirected_to:
        console.print(Text(f"Redirected to {plain(page.redirected_to)}"), soft_wrap=True)
    if page.error:
        console.print(Text(f"Could not be audited: {plain(page.error)}", style="bold red"))
    elif not page.findings:
        console.print(Text("Nothing found.", style="green"))
    for note in page.untested:
        console.print(Text(f"Not tested: {plain(note)}", style="yellow"))
    console.print()
    for finding in page.findings:
        _write_finding(console, finding, states)


def _write_finding(console: Console, finding: Finding, states: tuple[State, ...]) -> None:
    word, style = HEADLINES[finding.outcome]
    headline = Text.assemble((word, style), "  ", (finding.rule.id, "bold"))
    if finding.impact:
        headline.append(f"  {finding.impact}")
    console.print(headline)
    console.print(Padding(_details(finding, states), (0, 0, 0, INDENT)))
    if finding.place and finding.place.edit_url:
        # Not in the grid: a link must stay in one piece to be opened from the terminal.
        link = f"{'Edit':<8} {plain(finding.place.edit_url)}"
        console.print(Text(" " * INDENT + link), soft_wrap=True)
    console.print()


def _details(finding: Finding, states: tuple[State, ...]) -> Table:
    grid = Table.grid(padding=(0, 1))
    grid.add_column(style="dim", min_width=8)
    grid.add_column(overflow="fold")
    for label, value in _rows(finding, states):
        grid.add_row(label, Text(plain(value)))
    return grid


def _rows(finding: Finding, states: tuple[State, ...]) -> list[tuple[str, str]]:
    criteria = ", ".join(map(str, finding.rule.criteria))
    rows = [
        ("WCAG", criteria or "best practice"),
        ("Rule", finding.rule.title),
        ("Also", ", ".join(finding.aliases)),
        ("Wrong" if finding.outcome == Outcome.FAILED else "Unclear", finding.message),
        ("Fix", finding.how_to_fix),
        ("Element", " » ".join(finding.target)),
        ("", finding.html),
        ("Where", finding.place.label if finding.place else finding.content_path),
    ]
    if len(states) > 1:
        rows.append(("Seen at", ", ".join(map(str, finding.states))))
    return [(label, value) for label, value in rows if value]


def _summary(report: Report) -> Table:
    table = Table(title=f"WCAG 2.2 {report.profile.level}, axe-core {report.axe_version}")
    for column in ("Pages", "Errors", "Skipped", "Failed", "Needs review"):
        table.add_column(column, justify="right")
    table.add_row(
        str(len(report.pages)),
        str(sum(bool(page.error) for page in report.pages)),
        str(len(report.skipped)),
        str(sum(1 for _ in report.findings(Outcome.FAILED))),
        str(sum(1 for _ in report.findings(Outcome.CANT_TELL))),
    )
    return table
