"""The report as CSV (RFC 4180), for spreadsheets: one row for each finding.

A page without findings has no row; one that could not be audited, or was left out, has a row of
its own, so that no page vanishes.
"""

import csv
from collections.abc import Iterator
from typing import TextIO

from a11y.engine.model import Finding, Outcome, PageResult, Report
from a11y.engine.reports.words import element, fix, where, whole

COLUMNS = (
    "page",
    "page title",
    "outcome",
    "impact",
    "rule",
    "rule title",
    "criteria",
    "message",
    "how to fix",
    "for",
    "element",
    "html",
    "text",
    "where",
    "edit",
    "states",
    "also seen by",
    "fingerprint",
)


def write(report: Report, stream: TextIO) -> None:
    """Write a row of column names and the rows."""
    writer = csv.DictWriter(stream, COLUMNS, restval="")
    writer.writeheader()
    for row in _rows(report):
        writer.writerow({name: harmless(value) for name, value in row.items()})


def _rows(report: Report) -> Iterator[dict[str, str]]:
    for page in report.pages:
        if page.error:
            yield {"page": page.url, "outcome": Outcome.UNTESTED, "message": page.error}
        for finding in page.findings:
            yield _row(page, finding)
    for skipped in report.skipped:
        yield {"page": skipped.url, "outcome": Outcome.UNTESTED, "message": skipped.reason}


def _row(page: PageResult, finding: Finding) -> dict[str, str]:
    return {
        "page": page.url,
        "page title": page.title,
        "outcome": finding.outcome,
        "impact": finding.impact or "",
        "rule": finding.rule.id,
        "rule title": finding.rule.title,
        "criteria": ", ".join(map(str, finding.rule.criteria)),
        "message": finding.message,
        "how to fix": fix(finding),
        "for": finding.rule.audience,
        "element": element(finding),
        "html": finding.html,
        "text": finding.text,
        "where": where(finding),
        "edit": finding.place.edit_url if finding.place else "",
        "states": "; ".join(map(str, finding.states)),
        "also seen by": ", ".join(finding.aliases),
        "fingerprint": finding.fingerprint,
    }


def harmless(value: str) -> str:
    """The value so that no spreadsheet takes it for a formula.

    Source: https://owasp.org/www-community/attacks/CSV_Injection.
    """
    value = whole(value).replace("\0", "")
    return f"'{value}" if value.lstrip(" ").startswith(tuple("=+-@\t\r\n＝＋－＠")) else value
