"""The report as SARIF 2.1.0, for code scanning services and editors.

Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/. A location is a page's address and the
element in it as a logical location. A question for a person is of the kind ``review``, and has no
level, as the standard demands (§ 3.27.10). Nothing is suppressed: baselines are not known here.
"""

import json
from collections.abc import Iterable
from datetime import UTC
from typing import Any, TextIO

from a11y.engine.model import Finding, Impact, Outcome, PageResult, Report, Rule, RuleResult
from a11y.engine.reports.words import TOOL, element, fix, states, uri, where

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)

_LEVELS = {
    Impact.CRITICAL: "error",
    Impact.SERIOUS: "error",
    Impact.MODERATE: "warning",
    Impact.MINOR: "note",
    None: "warning",
}
_KINDS = {
    Outcome.FAILED: "fail",
    Outcome.CANT_TELL: "review",
    Outcome.PASSED: "pass",
    Outcome.INAPPLICABLE: "notApplicable",
    Outcome.UNTESTED: "open",
}


def write(report: Report, stream: TextIO) -> None:
    """Write one log with one run."""
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(report)]}
    json.dump(log, stream, indent=2, ensure_ascii=True)
    stream.write("\n")


def _run(report: Report) -> dict[str, Any]:
    rules = _rules(report.pages)
    driver = {"name": TOOL, "version": report.version, "rules": [_rule(rule) for rule in rules]}
    return {
        "tool": {
            "driver": {key: value for key, value in driver.items() if value},
            "extensions": [{"name": "axe-core", "version": report.axe_version}],
        },
        "invocations": [_invocation(report)],
        "results": [
            _result(report, page, finding) for page in report.pages for finding in page.findings
        ],
    }


def _rules(pages: Iterable[PageResult]) -> list[Rule]:
    rules: dict[str, Rule] = {}
    for page in pages:
        results: tuple[RuleResult | Finding, ...] = (*page.rules, *page.findings)
        for result in results:
            rules.setdefault(result.rule.id, result.rule)
    return [rules[id] for id in sorted(rules)]


def _rule(rule: Rule) -> dict[str, Any]:
    described = {
        "id": rule.id,
        "shortDescription": _message(rule.title),
        "fullDescription": _message(rule.why or rule.title),
        "help": _message(rule.fix or rule.title),
        "defaultConfiguration": {"level": _LEVELS[rule.impact]},
        "properties": {
            "tags": ["accessibility", *(f"WCAG {one}" for one in rule.criteria)],
            "audience": rule.audience,
        },
    }
    return {**described, "helpUri": uri(rule.help_url)} if rule.help_url else described


def _invocation(report: Report) -> dict[str, Any]:
    notes = [("error", page.error, page.url) for page in report.pages if page.error]
    notes += [("warning", note, page.url) for page in report.pages for note in page.untested]
    notes += [("note", f"Skipped: {page.reason}", page.url) for page in report.skipped]
    invocation: dict[str, Any] = {
        "executionSuccessful": not any(page.error for page in report.pages),
        "toolExecutionNotifications": [
            {"level": level, "message": _message(text), "locations": [_location(url)]}
            for level, text, url in notes
        ],
    }
    if report.finished:
        invocation["endTimeUtc"] = report.finished.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return invocation


def _result(report: Report, page: PageResult, finding: Finding) -> dict[str, Any]:
    failed = finding.outcome == Outcome.FAILED
    properties = {
        "impact": finding.impact,
        "howToFix": fix(finding),
        "html": finding.html,
        "text": finding.text,
        "where": where(finding),
        "editUrl": finding.place.edit_url if finding.place else "",
        "states": states(finding, report),
        "aliases": list(finding.aliases),
    }
    result = {
        "ruleId": finding.rule.id,
        "kind": _KINDS[finding.outcome],
        "level": _LEVELS[finding.impact or finding.rule.impact] if failed else "none",
        "message": _message(finding.message),
        "locations": [_location(page.url, finding)],
        "properties": {key: value for key, value in properties.items() if value},
    }
    if finding.fingerprint:
        result["partialFingerprints"] = {"tddPages/v1": finding.fingerprint}
    return result


def _location(url: str, finding: Finding | None = None) -> dict[str, Any]:
    location: dict[str, Any] = {"physicalLocation": {"artifactLocation": {"uri": uri(url)}}}
    if finding and finding.target:
        name = {"name": finding.target[-1], "fullyQualifiedName": element(finding)}
        location["logicalLocations"] = [{**name, "kind": "element"}]
    return location


def _message(text: str) -> dict[str, str]:
    """The text as a message in which nothing is a placeholder or a link (§§ 3.11.5, 3.11.6)."""
    literal = text.replace("{", "{{").replace("}", "}}").replace("](", "] (")
    return {"text": literal or "–"}
