"""The report for machines, and the way back. Its shape is in wire.py.

``python -m a11y.engine.reports.json`` prints the JSON schema that ships as report.schema.json.
"""

import json
from base64 import b64decode
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TextIO

from a11y.engine import conformance
from a11y.engine.conformance import Cause, Status
from a11y.engine.model import (
    Finding,
    LinkFact,
    Occurrence,
    Outcome,
    PageFacts,
    PageResult,
    Place,
    Profile,
    Report,
    Rule,
    RuleResult,
    Skipped,
    State,
    Viewport,
)
from a11y.engine.reports import wire
from a11y.engine.wcag import CRITERIA, criteria

SCHEMA_FILE = Path(__file__).with_name("report.schema.json")


def write(report: Report, stream: TextIO) -> None:
    """Write the report as one indented JSON object."""
    json.dump(as_data(report), stream, indent=2, ensure_ascii=True)
    stream.write("\n")


def as_data(report: Report) -> dict[str, Any]:
    """The report as plain lists and dicts; :func:`from_data` makes the same report of them.

    A rule id names one rule: where pages disagree on what it says, the first one is kept.
    """
    causes = conformance.causes(report)
    data = wire.ReportData(
        schema=wire.SCHEMA,
        version=report.version,
        axe=report.axe_version,
        finished=report.finished,
        profile=wire.ProfileData.model_validate(report.profile),
        states=[wire.StateData.model_validate(state) for state in report.states],
        summary=_summary(report, len(causes)),
        criteria={one.criterion.num: _criterion(one) for one in conformance.of_report(report)},
        causes=[_cause(cause) for cause in causes],
        rules=_rules(report.pages),
        pages=[wire.PageData.model_validate(page) for page in report.pages],
        skipped=[wire.SkippedData.model_validate(page) for page in report.skipped],
    )
    return data.dumped()


def from_data(data: object) -> Report:
    """The report that :func:`as_data` made this of.

    :raises ValueError: when it is not a report of this version's shape; says where.
    """
    read = wire.ReportData.model_validate(data)
    rules = _rules_from(read.rules)
    return Report(
        pages=tuple(_page_from(page, rules) for page in read.pages),
        states=tuple(map(_state_from, read.states)),
        profile=_profile_from(read.profile),
        axe_version=read.axe,
        skipped=tuple(Skipped(page.url, page.reason) for page in read.skipped),
        version=read.version,
        finished=read.finished,
    )


def page_as_data(page: PageResult) -> dict[str, Any]:
    """One page, with the rules it speaks of, as plain lists and dicts: a line of a journal."""
    data = wire.PageLine(rules=_rules([page]), page=wire.PageData.model_validate(page))
    return data.dumped()


def page_from_data(data: object) -> PageResult:
    """The page that :func:`page_as_data` made this of.

    :raises ValueError: when it is something else; says where.
    """
    read = wire.PageLine.model_validate(data)
    return _page_from(read.page, _rules_from(read.rules))


def json_schema() -> dict[str, Any]:
    """The JSON schema (draft 2020-12) of what :func:`as_data` returns."""
    shape = wire.ReportData.model_json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **shape}


def _summary(report: Report, causes: int) -> wire.SummaryData:
    return wire.SummaryData(
        pages=len(report.pages),
        errors=sum(bool(page.error) for page in report.pages),
        skipped=len(report.skipped),
        failed=sum(1 for _ in report.findings(Outcome.FAILED)),
        cant_tell=sum(1 for _ in report.findings(Outcome.CANT_TELL)),
        causes=causes,
    )


def _criterion(status: Status) -> wire.CriterionData:
    return wire.CriterionData(
        name=status.criterion.name,
        level=status.criterion.level,
        url=status.criterion.url,
        outcome=status.outcome,
        coverage=status.coverage,
        failed=status.failed,
        cant_tell=status.asked,
    )


def _cause(cause: Cause) -> wire.CauseData:
    return wire.CauseData(
        rule=cause.first.rule.id,
        outcome=cause.first.outcome,
        impact=cause.impact,
        message=cause.first.message,
        findings=len(cause.sightings),
        pages=[page.url for page in cause.pages],
    )


def _rules(pages: Iterable[PageResult]) -> dict[str, wire.RuleData]:
    rules: dict[str, Rule] = {}
    for page in pages:
        results: tuple[RuleResult | Finding, ...] = (*page.rules, *page.findings)
        for found in results:
            rules.setdefault(found.rule.id, found.rule)
    return {id: wire.RuleData.model_validate(rules[id]) for id in sorted(rules)}


def _rules_from(rules: Mapping[str, wire.RuleData]) -> dict[str, Rule]:
    return {id: _rule_from(id, rule) for id, rule in rules.items()}


def _rule_from(id: str, rule: wire.RuleData) -> Rule:
    unknown = [number for number in rule.criteria if number not in CRITERIA]
    if unknown:
        raise ValueError(f"rule {id}: not a success criterion of WCAG 2.2: {', '.join(unknown)}")
    return Rule(
        id=id,
        title=rule.title,
        criteria=criteria(*rule.criteria),
        impact=rule.impact,
        audience=rule.audience,
        layer=rule.layer,
        act=tuple(rule.act),
        techniques=tuple(rule.techniques),
        replaces=tuple(rule.replaces),
        why=rule.why,
        fix=rule.fix,
        help_url=rule.help_url,
    )


def _facts_from(facts: wire.FactsData) -> PageFacts:
    return PageFacts(
        heading=facts.heading,
        links=tuple(
            LinkFact(link.name, link.url, tuple(link.target), link.landmark) for link in facts.links
        ),
        asks_for=tuple(facts.asks_for),
        leads_to=tuple(facts.leads_to),
        has_search=facts.has_search,
    )


def _page_from(page: wire.PageData, rules: Mapping[str, Rule]) -> PageResult:
    try:
        return PageResult(
            url=page.url,
            title=page.title,
            redirected_to=page.redirected_to,
            findings=tuple(_finding_from(finding, rules) for finding in page.findings),
            error=page.error,
            rules=tuple(
                RuleResult(rules[result.rule], result.outcome, result.elements)
                for result in page.rules
            ),
            untested=tuple(page.untested),
            digest=page.digest,
            seconds=page.seconds,
            facts=_facts_from(page.facts),
        )
    except KeyError as error:
        raise ValueError(f"{page.url}: the rule {error} is not among the rules") from error


def _finding_from(finding: wire.FindingData, rules: Mapping[str, Rule]) -> Finding:
    place = finding.place
    return Finding(
        rule=rules[finding.rule],
        outcome=finding.outcome,
        impact=finding.impact,
        target=tuple(finding.target),
        html=finding.html,
        occurrences=tuple(
            Occurrence(_state_from(seen.state), seen.message) for seen in finding.occurrences
        ),
        how_to_fix=finding.how_to_fix,
        text=finding.text,
        content_path=finding.content_path,
        place=Place(place.label, place.edit_url) if place else None,
        fingerprint=finding.fingerprint,
        aliases=tuple(finding.aliases),
        screenshot=b64decode(finding.screenshot),
    )


def _state_from(state: wire.StateData) -> State:
    width, height = map(int, state.viewport.split("x"))
    return State(Viewport(width, height), state.scheme, tuple(state.steps))


def _profile_from(profile: wire.ProfileData) -> Profile:
    return Profile(
        level=profile.level,
        best_practices=profile.best_practices,
        experimental=profile.experimental,
        layers=frozenset(profile.layers),
        only=frozenset(profile.only),
        skip=frozenset(profile.skip),
    )


if __name__ == "__main__":
    print(json.dumps(json_schema(), indent=2))
