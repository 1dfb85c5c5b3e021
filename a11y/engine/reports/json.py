"""The report for machines. Its shape is documented in docs/reference/audit.md.

``schema`` grows its second number when something is added and its first when a reader of the
older shape would go wrong.
"""

import json
from typing import Any, TextIO

from a11y.engine.model import Finding, Outcome, PageResult, Report, State
from a11y.engine.wcag import Criterion

SCHEMA = "1.0"


def write(report: Report, stream: TextIO) -> None:
    """Write the report as one indented JSON object."""
    json.dump(as_data(report), stream, indent=2, ensure_ascii=True)
    stream.write("\n")


def as_data(report: Report) -> dict[str, Any]:
    """The report as plain lists and dicts."""
    return {
        "schema": SCHEMA,
        "axe": report.axe_version,
        "level": report.level,
        "states": [_state(state) for state in report.states],
        "summary": {
            "pages": len(report.pages),
            "errors": sum(bool(page.error) for page in report.pages),
            "skipped": len(report.skipped),
            "failed": sum(1 for _ in report.findings(Outcome.FAILED)),
            "cantTell": sum(1 for _ in report.findings(Outcome.CANT_TELL)),
        },
        "pages": [_page(page) for page in report.pages],
        "skipped": [{"url": page.url, "reason": page.reason} for page in report.skipped],
    }


def _page(page: PageResult) -> dict[str, Any]:
    return {
        "url": page.url,
        "title": page.title,
        "redirectedTo": page.redirected_to or None,
        "error": page.error or None,
        "findings": [_finding(finding) for finding in page.findings],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    place = finding.place
    return {
        "rule": finding.rule.id,
        "title": finding.rule.title,
        "outcome": finding.outcome,
        "impact": finding.impact,
        "criteria": [_criterion(criterion) for criterion in finding.rule.criteria],
        "message": finding.message,
        "howToFix": finding.how_to_fix,
        "helpUrl": finding.rule.help_url,
        "target": list(finding.target),
        "html": finding.html,
        "text": finding.text,
        "contentPath": finding.content_path or None,
        "place": {"label": place.label, "editUrl": place.edit_url or None} if place else None,
        "occurrences": [
            {**_state(occurrence.state), "message": occurrence.message}
            for occurrence in finding.occurrences
        ],
    }


def _criterion(criterion: Criterion) -> dict[str, Any]:
    return {
        "num": criterion.num,
        "name": criterion.name,
        "level": criterion.level,
        "url": criterion.url,
    }


def _state(state: State) -> dict[str, Any]:
    return {"viewport": str(state.viewport), "scheme": state.scheme}
