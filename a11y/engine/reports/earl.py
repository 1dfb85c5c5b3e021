"""The report as EARL 1.0 in JSON-LD, for tools that collect results of many checkers.

Source: https://www.w3.org/TR/EARL10-Schema/ and, for the way to an element,
https://www.w3.org/TR/Pointers-in-RDF10/. There is one assertion for each finding, and one for each
rule that ran on a page without a finding. The context stands in the file: nothing has to be
fetched to read it.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any, TextIO

from a11y.engine.model import Finding, Outcome, Report, Rule, RuleResult
from a11y.engine.reports.words import TOOL, element, fix, states, uri
from a11y.engine.wcag import Criterion

CONTEXT = {
    "earl": "http://www.w3.org/ns/earl#",
    "dcterms": "http://purl.org/dc/terms/",
    "doap": "http://usefulinc.com/ns/doap#",
    "ptr": "http://www.w3.org/2009/pointers#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "title": "dcterms:title",
    "description": "dcterms:description",
    "date": {"@id": "dcterms:date", "@type": "xsd:dateTime"},
    "isPartOf": {"@id": "dcterms:isPartOf", "@type": "@id"},
    "hasPart": {"@id": "dcterms:hasPart", "@type": "@id"},
    "assertedBy": {"@id": "earl:assertedBy", "@type": "@id"},
    "mode": {"@id": "earl:mode", "@type": "@id"},
    "subject": {"@id": "earl:subject", "@type": "@id"},
    "test": {"@id": "earl:test", "@type": "@id"},
    "result": "earl:result",
    "outcome": {"@id": "earl:outcome", "@type": "@id"},
    "info": "earl:info",
    "pointer": "earl:pointer",
    "expression": "ptr:expression",
}
_TOOL = "_:tool"


def write(report: Report, stream: TextIO) -> None:
    """Write one JSON-LD document."""
    json.dump({"@context": CONTEXT, "@graph": list(_graph(report))}, stream, indent=2)
    stream.write("\n")


def _graph(report: Report) -> Iterator[dict[str, Any]]:
    yield _assertor(report)
    rules: dict[str, Rule] = {}
    for page in report.pages:
        yield _subject(page.url, page.title, [page.error, *page.untested])
        results: tuple[RuleResult | Finding, ...] = (*page.rules, *page.findings)
        rules.update((result.rule.id, result.rule) for result in results)
        for finding in page.findings:
            yield _assertion(page.url, finding.rule, _found(report, finding))
        told = {finding.rule.id for finding in page.findings}
        for result in page.rules:
            if result.rule.id not in told:
                yield _assertion(page.url, result.rule, _result(report, result.outcome))
    for skipped in report.skipped:
        yield _subject(skipped.url, "", [skipped.reason])
    yield from map(_test, rules.values())
    yield from map(_requirement, _served(rules.values()))


def _assertor(report: Report) -> dict[str, Any]:
    software = {"@id": _TOOL, "@type": ["earl:Assertor", "earl:Software"], "title": TOOL}
    engine = {"@type": "earl:Software", "title": "axe-core", "doap:revision": report.axe_version}
    return {**software, "doap:revision": report.version, "hasPart": {"@id": "_:axe", **engine}}


def _subject(url: str, title: str, untested: Iterable[str]) -> dict[str, Any]:
    return {
        "@id": uri(url),
        "@type": "earl:TestSubject",
        "title": title,
        "description": [f"Not tested: {note}" for note in untested if note],
    }


def _assertion(url: str, rule: Rule, result: dict[str, Any]) -> dict[str, Any]:
    return {
        "@type": "earl:Assertion",
        "assertedBy": _TOOL,
        "mode": "earl:automatic",
        "subject": uri(url),
        "test": _id(rule),
        "result": result,
    }


def _found(report: Report, finding: Finding) -> dict[str, Any]:
    told = {
        "description": finding.message,
        "info": "\n".join(filter(None, (fix(finding), states(finding, report)))),
    }
    result = {**_result(report, finding.outcome), **told}
    if finding.target:
        # A CSS selector does not reach into frames and shadow roots: a way there is something else.
        kind = "ptr:CSSSelectorPointer" if len(finding.target) == 1 else "ptr:ExpressionPointer"
        result["pointer"] = {"@type": kind, "expression": element(finding)}
    return result


def _result(report: Report, outcome: Outcome) -> dict[str, Any]:
    result = {"@type": "earl:TestResult", "outcome": f"earl:{outcome}"}
    return {**result, "date": report.finished.isoformat()} if report.finished else result


def _test(rule: Rule) -> dict[str, Any]:
    return {
        "@id": _id(rule),
        "@type": "earl:TestCase",
        "title": rule.title,
        "description": rule.why,
        "isPartOf": list(map(_anchor, rule.criteria)),
    }


def _requirement(criterion: Criterion) -> dict[str, Any]:
    return {
        "@id": _anchor(criterion),
        "@type": "earl:TestRequirement",
        "title": f"{criterion.num} {criterion.name}",
    }


def _served(rules: Iterable[Rule]) -> list[Criterion]:
    return sorted({criterion for rule in rules for criterion in rule.criteria})


def _id(rule: Rule) -> str:
    return f"urn:tdd-pages:rule:{uri(rule.id)}"


def _anchor(criterion: Criterion) -> str:
    return f"https://www.w3.org/TR/WCAG22/#{criterion.slug}"
