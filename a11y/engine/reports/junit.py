"""The report as JUnit XML, for continuous integration: a suite a page, a case a rule that ran.

A rule that failed is one failure that lists its elements. What needs review is a skipped case: a
person has not decided it yet, and it must not fail a build. A page that could not be audited has
one case, with an error; a page left out on purpose has one skipped case. There is no official
schema; the elements used are those that https://github.com/testmoapp/junitxml collects.
"""

from collections import defaultdict
from typing import TextIO
from xml.etree.ElementTree import Element, ElementTree, SubElement, indent

from a11y.engine.model import Finding, Outcome, PageResult, Report, Rule, Skipped
from a11y.engine.reports.words import OUTCOMES, TOOL, count, element, fix, printable, states, where


def write(report: Report, stream: TextIO) -> None:
    """Write one XML document."""
    suites = [_suite(report, page) for page in report.pages]
    suites += [_left_out(page) for page in report.skipped]
    root = _numbered(Element("testsuites", name=TOOL), *suites)
    root.extend(suites)
    indent(root)
    stream.write('<?xml version="1.0" encoding="UTF-8"?>\n')
    ElementTree(root).write(stream, encoding="unicode")
    stream.write("\n")


def _suite(report: Report, page: PageResult) -> Element:
    suite = Element("testsuite", name=printable(page.url), time=f"{page.seconds:.3f}")
    if report.finished:
        suite.set("timestamp", report.finished.isoformat(timespec="seconds"))
    if page.error:
        case = _case(suite, page.url, "The page can be audited")
        _said(case, "error", page.error)
    for rule, outcome, findings in _cases(page):
        case = _case(suite, page.url, f"{rule.id}: {rule.title}")
        headline = _headline(rule, [found for found in findings if found.outcome == outcome])
        details = "\n\n".join(_details(report, finding) for finding in findings)
        if outcome == Outcome.FAILED:
            _said(case, "failure", headline, details).set("type", rule.id)
        elif outcome in (Outcome.CANT_TELL, Outcome.UNTESTED):
            _said(case, "skipped", f"{OUTCOMES[outcome]}: {headline}", details)
    if page.untested:
        SubElement(suite, "system-out").text = printable(
            "\n".join(f"Not tested: {note}" for note in page.untested)
        )
    return _numbered(suite, suite)


def _cases(page: PageResult) -> list[tuple[Rule, Outcome, list[Finding]]]:
    """The rules that ran on the page, each with its outcome and the findings to tell of it."""
    findings: defaultdict[str, list[Finding]] = defaultdict(list)
    outcomes = {result.rule.id: result.outcome for result in page.rules}
    rules = {result.rule.id: result.rule for result in page.rules}
    for finding in page.findings:
        findings[finding.rule.id].append(finding)
        rules.setdefault(finding.rule.id, finding.rule)
        if outcomes.setdefault(finding.rule.id, finding.outcome) != Outcome.FAILED:
            outcomes[finding.rule.id] = finding.outcome
    return [(rules[id], outcomes[id], findings[id]) for id in sorted(rules)]


def _left_out(page: Skipped) -> Element:
    suite = Element("testsuite", name=printable(page.url))
    _said(_case(suite, page.url, "The page can be audited"), "skipped", page.reason)
    return _numbered(suite, suite)


def _case(suite: Element, url: str, name: str) -> Element:
    return SubElement(suite, "testcase", classname=printable(url), name=printable(name))


def _said(case: Element, tag: str, message: str, details: str = "") -> Element:
    said = SubElement(case, tag, message=printable(message))
    said.text = printable(details)
    return said


def _headline(rule: Rule, findings: list[Finding]) -> str:
    criteria = ", ".join(map(str, rule.criteria)) or "best practice"
    return f"{count(len(findings), 'element')} ({criteria})"


def _details(report: Report, finding: Finding) -> str:
    lines = (
        (f"{OUTCOMES[finding.outcome]}: ", finding.message),
        ("Element: ", element(finding)),
        ("HTML: ", finding.html),
        ("Where: ", where(finding)),
        ("Edit: ", finding.place.edit_url if finding.place else ""),
        ("Seen at: ", states(finding, report)),
        ("Fix: ", fix(finding)),
    )
    return "\n".join(label + value for label, value in lines if value)


def _numbered(element: Element, *within: Element) -> Element:
    """The element with the numbers of cases, failures, errors and skips in these."""
    tags = {"tests": "testcase", "failures": "failure", "errors": "error", "skipped": "skipped"}
    for name, tag in tags.items():
        element.set(name, str(sum(1 for one in within for _ in one.iter(tag))))
    return element
