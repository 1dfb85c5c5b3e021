"""The filtered findings as files: spreadsheets, and the formats of other programs.

JSON, EARL and SARIF are written by the engine, from a report that is rebuilt from the findings
themselves, not from the audits that saw them: so a file has what the list has, neither more nor
less. What only an audit knows is not in them: the steps that led to a state, the rules that were
passed. A finding that is on several elements stands there once, with the first of them.
"""

import io
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.utils import get_admin_base_url

from a11y.engine.browser.axe import axe_version
from a11y.engine.model import (
    Audience,
    Impact,
    Occurrence,
    Outcome,
    PageResult,
    Place,
    Profile,
    Report,
    Rule,
    Scheme,
    State,
    Viewport,
)
from a11y.engine.model import Finding as Found
from a11y.engine.reports import FORMATS
from a11y.engine.reports.csv import harmless
from a11y.engine.reports.words import printable
from a11y.engine.rules import all_checks
from a11y.engine.wcag import CRITERIA, LEVELS
from a11y.models import Finding

MACHINE_FORMATS = {
    "json": ("application/json", "json"),
    "earl": ("application/ld+json", "earl.json"),
    "sarif": ("application/sarif+json", "sarif"),
}
"""For each format its media type, and how its file's name ends."""

HEADINGS = {
    "page": _("Page"),
    "address": _("Address"),
    "message": _("What is wrong"),
    "how_to_fix": _("How to fix it"),
    "outcome": _("Outcome"),
    "impact": _("Impact"),
    "rule": _("Rule"),
    "title": _("Demand"),
    "criteria": _("Criteria"),
    "audience": _("For"),
    "place": _("Where"),
    "block": _("Block"),
    "html": _("HTML"),
    "text": _("Text"),
    "target": _("Element"),
    "states": _("States"),
    "elements": _("Elements"),
    "live": _("Live"),
    "draft": _("Draft"),
    "first_seen": _("First seen"),
    "last_seen": _("Last seen"),
    "gone_at": _("Gone"),
    "triage": _("Triage"),
    "accepted_until": _("Accepted until"),
    "assignee": _("Assigned to"),
    "fingerprint": _("Fingerprint"),
    "cause": _("Cause"),
}


class Addresses:
    """Where pages are found by visitors, each looked up once."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self._known: dict[int, str] = {}

    def of(self, finding: Finding) -> str:
        """The page's address; its editor's, where visitors find it nowhere."""
        page = finding.page
        if page is None:
            return finding.url
        if page.pk not in self._known:
            editor = (
                f"{get_admin_base_url() or ''}{reverse('wagtailadmin_pages:edit', args=[page.pk])}"
            )
            self._known[page.pk] = page.get_full_url(self._request) or editor
        return self._known[page.pk]


def row_of(finding: Finding, addresses: Addresses) -> dict[str, Any]:
    """What a spreadsheet has of a finding, by the keys of :data:`HEADINGS`."""
    said = {name: getattr(finding, name) for name in HEADINGS if hasattr(finding, name)}
    return {
        **dict.fromkeys(HEADINGS),
        **said,
        "page": finding.page.title if finding.page else "",
        "address": addresses.of(finding),
        "criteria": ", ".join(finding.criteria.split()),
        "target": " » ".join(finding.target),
        "states": "; ".join(finding.states),
        "triage": finding.get_triage_display(),
        "assignee": str(finding.assignee or ""),
    }


def cell(value: Any) -> Any:
    """The value so that every spreadsheet can hold it, and takes it for what it is."""
    return harmless(printable(str(value))) if isinstance(value, str) else value


def machine_response(name: str, findings: Iterable[Finding], request: HttpRequest) -> HttpResponse:
    """The findings as a file in one of the :data:`MACHINE_FORMATS`."""
    media_type, ending = MACHINE_FORMATS[name]
    written = io.StringIO()
    FORMATS[name](report_of(findings, Addresses(request)), written)
    response = HttpResponse(written.getvalue(), content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="accessibility-findings.{ending}"'
    return response


def report_of(findings: Iterable[Finding], addresses: Addresses) -> Report:
    """A report that has exactly these findings."""
    titles: dict[str, str] = {}
    pages: dict[str, list[Found]] = {}
    known = {check.rule.id: check.rule for check in all_checks()}
    last = None
    for finding in findings:
        url = addresses.of(finding)
        titles[url] = finding.page.title if finding.page else ""
        pages.setdefault(url, []).append(_found(finding, known.get(finding.rule)))
        last = max(last or finding.last_seen, finding.last_seen)
    results = tuple(
        PageResult(url, title=titles[url], findings=tuple(found)) for url, found in pages.items()
    )
    states = {state: None for page in results for one in page.findings for state in one.states}
    return Report(
        pages=results,
        states=tuple(sorted(states, key=str)) or (State(),),
        profile=_profile(one.rule for page in results for one in page.findings),
        axe_version=axe_version(),
        version=version("tdd-pages"),
        finished=last,
    )


def _profile(rules: Iterable[Rule]) -> Profile:
    """The lowest profile that asks for all of the rules."""
    levels = [rule.level for rule in rules if rule.level]
    return Profile(level=max(levels, key=LEVELS.index, default="A"))


def _found(finding: Finding, rule: Rule | None) -> Found:
    return Found(
        rule=rule or _rule(finding),
        outcome=Outcome(finding.outcome),
        impact=Impact(finding.impact) if finding.impact else None,
        target=tuple(finding.target),
        html=finding.html,
        occurrences=tuple(Occurrence(state, finding.message) for state in _states(finding)),
        how_to_fix=finding.how_to_fix,
        text=finding.text,
        content_path=finding.content_path,
        place=Place(finding.place) if finding.place else None,
        fingerprint=finding.fingerprint,
    )


def _rule(finding: Finding) -> Rule:
    """The rule as the finding has it: axe's rules, and those that are no more."""
    return Rule(
        id=finding.rule,
        title=finding.title,
        criteria=tuple(CRITERIA[num] for num in finding.criteria.split() if num in CRITERIA),
        impact=Impact(finding.impact) if finding.impact else None,
        audience=Audience(finding.audience),
        help_url=finding.help_url,
    )


def _states(finding: Finding) -> Iterator[State]:
    for state in finding.states or ["1280x800 light"]:
        window, scheme = state.split()
        width, height = map(int, window.split("x"))
        yield State(Viewport(width, height), Scheme(scheme))
