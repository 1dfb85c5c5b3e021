"""The engine's report of a scan, put together again from what the database keeps."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from importlib.metadata import version
from typing import Any

from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _

from a11y.engine.browser.axe import axe_version
from a11y.engine.compare import with_comparisons
from a11y.engine.model import PageResult, Place, Report, Skipped
from a11y.engine.reports.json import page_from_data
from a11y.models import Occurrence, PageAudit, Portrait, Scan

State = PageAudit.State


def report_of(scan: Scan, audits: QuerySet[PageAudit], *, pictures: bool = False) -> Report:
    """The report of these of the scan's audits. What was stopped, or is not done yet, is said to
    be left out, as is what could not be ordered."""
    profile = scan.audit_profile
    closed = audits.filter(state__in=(State.DONE, State.FAILED)).select_related("same_as")
    places, portraits = _places(closed), _portraits(closed) if pictures else {}
    pages = [_placed(result_of(one), one.pk, places, portraits) for one in closed.order_by("pk")]
    return Report(
        pages=with_comparisons(pages, profile.rules, profile.states[0]) if pages else (),
        states=profile.states,
        profile=profile.rules,
        axe_version=axe_version(),
        skipped=tuple(_skipped(scan, audits)),
        version=version("tdd-pages"),
        finished=finished_at(audits),
    )


def result_of(audit: PageAudit) -> PageResult:
    """What the audit saw, or why it saw nothing."""
    kept = audit.result or (audit.same_as.result if audit.same_as else None)
    if audit.state == State.DONE and kept is not None:
        return replace(page_from_data(kept), url=audit.url)
    error = audit.error or _("What was found is no longer kept.")
    return PageResult(audit.url, title=audit.title, error=error)


def finished_at(audits: QuerySet[PageAudit]) -> datetime | None:
    """When the last of the audits was done."""
    last: datetime | None = audits.aggregate(last=Max("finished_at"))["last"]
    return last


def _skipped(scan: Scan, audits: QuerySet[PageAudit]) -> Iterator[Skipped]:
    for audit in audits.exclude(state__in=(State.DONE, State.FAILED)):
        yield Skipped(audit.url, audit.get_state_display())
    yield from (Skipped(address, reason) for address, reason in scan.left_out if address)


def _placed(
    page: PageResult,
    audit: int,
    places: Mapping[tuple[int, str], str],
    portraits: Mapping[tuple[int, str], bytes],
) -> PageResult:
    """The page with the names of the blocks its findings stand in, and their pictures."""

    def told(finding: Any) -> Any:
        key = (audit, finding.fingerprint)
        label = places.get(key)
        return replace(
            finding,
            place=Place(label) if label else finding.place,
            screenshot=bytes(portraits.get(key, b"")),
        )

    return replace(page, findings=tuple(map(told, page.findings)))


def _places(audits: QuerySet[PageAudit]) -> dict[tuple[int, str], str]:
    said = Occurrence.objects.filter(audit__in=audits.values("pk"))
    rows = said.exclude(finding__place="").values_list(
        "audit", "finding__fingerprint", "finding__place"
    )
    return _by_audit(rows.iterator())


def _portraits(audits: QuerySet[PageAudit]) -> dict[tuple[int, str], bytes]:
    seen = Portrait.objects.filter(finding__occurrences__audit__in=audits.values("pk"))
    rows = seen.values_list("finding__occurrences__audit", "finding__fingerprint", "png")
    return _by_audit(rows.iterator())


def _by_audit(rows: Iterable[tuple[int, str, Any]]) -> dict[tuple[int, str], Any]:
    return {(audit, fingerprint): value for audit, fingerprint, value in rows}
