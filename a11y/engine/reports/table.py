"""The report for people at a terminal; it reads well from 80 columns on."""

import unicodedata
from typing import TextIO

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from a11y.engine.model import Finding, Outcome, PageResult, Report
from a11y.engine.reports.words import OUTCOMES, element, fix, states, where

STYLES = {
    Outcome.FAILED: "bold red",
    Outcome.CANT_TELL: "bold yellow",
    Outcome.PASSED: "bold green",
    Outcome.INAPPLICABLE: "bold",
    Outcome.UNTESTED: "bold",
}
INDENT = 2


def write(report: Report, stream: TextIO) -> None:
    """Write every page with its findings, and the sums at the end."""
    console = Console(file=stream, highlight=False, emoji=False, markup=False)
    for page in report.pages:
        _write_page(console, page, report)
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
    return "".join(char for char in spaced if unicodedata.category(char) not in ("Cc", "Cf", "Cs"))


def _write_page(console: Console, page: PageResult, report: Report) -> None:
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
        _write_finding(console, finding, report)


def _write_finding(console: Console, finding: Finding, report: Report) -> None:
    word = (OUTCOMES[finding.outcome], STYLES[finding.outcome])
    headline = Text.assemble(word, "  ", (plain(finding.rule.id), "bold"))
    if finding.impact:
        headline.append(f"  {finding.impact}")
    console.print(headline)
    console.print(Padding(_details(finding, report), (0, 0, 0, INDENT)))
    if finding.place and finding.place.edit_url:
        # Not in the grid: a link must stay in one piece to be opened from the terminal.
        link = f"{'Edit':<8} {plain(finding.place.edit_url)}"
        console.print(Text(" " * INDENT + link), soft_wrap=True)
    console.print()


def _details(finding: Finding, report: Report) -> Table:
    grid = Table.grid(padding=(0, 1))
    grid.add_column(style="dim", min_width=8)
    grid.add_column(overflow="fold")
    for label, value in _rows(finding, report):
        grid.add_row(label, Text(plain(value)))
    return grid


def _rows(finding: Finding, report: Report) -> list[tuple[str, str]]:
    criteria = ", ".join(map(str, finding.rule.criteria))
    rows = [
        ("WCAG", criteria or "best practice"),
        ("Rule", finding.rule.title),
        ("Also", ", ".join(finding.aliases)),
        ("Wrong" if finding.outcome == Outcome.FAILED else "Unclear", finding.message),
        ("Fix", fix(finding)),
        ("Element", element(finding)),
        ("", finding.html),
        ("Where", where(finding)),
        ("Seen at", states(finding, report)),
    ]
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
