"""Each success criterion with what the machine found and what a person says."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.db.models import F, QuerySet

from a11y.engine.conformance import Cause, Status, causes, of_report
from a11y.engine.model import Finding as Found
from a11y.engine.model import Outcome, PageResult, Report, RuleResult
from a11y.engine.wcag import Criterion
from a11y.models import Choice, Finding, Occurrence, PageAudit, Scan, Verdict
from a11y.scans.report import report_of

Term = Verdict.Term
Triage = Finding.Triage
State = PageAudit.State


@dataclass(frozen=True, slots=True)
class Judged:
    """One criterion. ``barriers`` and ``questions`` are what the machine found, by cause: less
    what a person said to be no barrier, and with what a person confirmed to be one."""

    status: Status
    barriers: tuple[Cause, ...] = ()
    questions: tuple[Cause, ...] = ()
    verdict: Verdict | None = None

    @property
    def criterion(self) -> Criterion:
        return self.status.criterion

    @property
    def term(self) -> Choice:
        """What a person said. Nothing is supported because nobody said otherwise."""
        return Term(self.verdict.term) if self.verdict else Term.NOT_EVALUATED

    @property
    def is_answered(self) -> bool:
        return self.term != Term.NOT_EVALUATED

    @property
    def suggestion(self) -> Choice | None:
        """What the barriers speak for, where nobody has said anything yet."""
        return Term.DOES_NOT if self.barriers and not self.is_answered else None

    @property
    def is_contradicted(self) -> bool:
        """Whether a person says that all is well, although barriers stand open."""
        return bool(self.barriers) and self.term in (Term.SUPPORTS, Term.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A scan's criteria, and the report they are judged by."""

    report: Report
    judged: tuple[Judged, ...]

    @property
    def numbers(self) -> dict[Choice, int]:
        """How many criteria got each answer, all answers by name."""
        return {term: sum(one.term == term for one in self.judged) for term in list[Choice](Term)}

    @property
    def contradicted(self) -> tuple[Judged, ...]:
        return tuple(one for one in self.judged if one.is_contradicted)

    @property
    def conforms(self) -> bool | None:
        """Whether the sample conforms to the level; None while that has not been decided."""
        terms = {one.term for one in self.judged}
        if terms & {Term.DOES_NOT, Term.PARTIALLY}:
            return False
        decided = self.report.pages and Term.NOT_EVALUATED not in terms and not self.contradicted
        return True if decided else None

    def of(self, num: str) -> Judged | None:
        """The criterion with this number, where it is of the scan's level."""
        return next((one for one in self.judged if one.criterion.num == num), None)


def evaluate(scan: Scan, audits: QuerySet[PageAudit]) -> Evaluation:
    """The scan's criteria over these of its audits."""
    report = _as_decided(report_of(scan, audits), audits)
    verdicts = {one.criterion: one for one in scan.verdicts.select_related("made_by")}
    found = causes(report)
    return Evaluation(
        report,
        tuple(
            Judged(
                status,
                _serving(status.criterion, found, Outcome.FAILED),
                _serving(status.criterion, found, Outcome.CANT_TELL),
                verdicts.get(status.criterion.num),
            )
            for status in of_report(report)
        ),
    )


def _serving(criterion: Criterion, found: tuple[Cause, ...], outcome: Outcome) -> tuple[Cause, ...]:
    return tuple(
        cause
        for cause in found
        if cause.first.outcome == outcome and criterion in cause.first.rule.criteria
    )


def _as_decided(report: Report, audits: QuerySet[PageAudit]) -> Report:
    """The report with people's decisions in the place of what the machine said."""
    closed = audits.filter(state__in=(State.DONE, State.FAILED)).order_by("pk")
    decided: dict[int, dict[str, str]] = {}
    # A decision about something else than what these audits saw does not count.
    said = Occurrence.objects.filter(audit__in=closed.values("pk"), mark=F("finding__judged"))
    rows = said.exclude(finding__triage=Triage.NEW).values_list(
        "audit", "finding__fingerprint", "finding__triage"
    )
    for audit, fingerprint, triage in rows.iterator():
        decided.setdefault(audit, {})[fingerprint] = triage
    if not decided:
        return report
    # By address: an audit may have come to its end since the report was made.
    audit_of = dict(closed.values_list("url", "pk"))
    pages = (_decided(page, decided.get(audit_of.get(page.url, 0), {})) for page in report.pages)
    return replace(report, pages=tuple(pages))


def _decided(page: PageResult, decisions: Mapping[str, str]) -> PageResult:
    if not decisions:
        return page
    findings = tuple(
        _confirmed(finding, decisions.get(finding.fingerprint))
        for finding in page.findings
        if decisions.get(finding.fingerprint) != Triage.NO_BARRIER
    )
    judged = {one.rule.id for one in page.findings if one.fingerprint in decisions}
    rules = tuple(
        replace(result, outcome=_outcome(result, findings)) if result.rule.id in judged else result
        for result in page.rules
    )
    return replace(page, findings=findings, rules=rules)


def _confirmed(finding: Found, triage: str | None) -> Found:
    """A question that a person has answered with yes is a barrier, accepted for a time or not."""
    is_barrier = triage in (Triage.CONFIRMED, Triage.ACCEPTED)
    return replace(finding, outcome=Outcome.FAILED) if is_barrier else finding


def _outcome(result: RuleResult, findings: tuple[Found, ...]) -> Outcome:
    left = {one.outcome for one in findings if one.rule.id == result.rule.id}
    worst_first = (Outcome.FAILED, Outcome.CANT_TELL)
    return next((one for one in worst_first if one in left), Outcome.PASSED)
