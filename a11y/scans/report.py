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
from a11y.engine.model import PageResult, Place, Report, Rule, Skipped
from a11y.engine.reports.json import page_from_data
from a11y.models import Occurrence, PageAudit, Portrait, Scan

State = PageAudit.State
Key = tuple[int, datetime | None]

_MOST_KNOWN = 2000
_known: dict[Key, PageResult] = {}
_rules: dict[Rule, Rule] = {}


def report_of(scan: Scan, audits: QuerySet[PageAudit], *, pictures: bool = False) -> Report:
    """The report of these of the scan's audits. What was stopped, or is not done yet, is said to
    be left out, as is what could not be ordered."""
    profile = scan.audit_profile
    closed = audits.filter(state__in=(State.DONE, State.FAILED)).select_related("same_as")
    places, portraits = _places(closed), _portraits(closed) if pictures else {}
    results = _results_of(closed)
    pages = [_placed(result, pk, places, portraits) for pk, result in results.items()]
    return Report(
        pages=with_comparisons(pages, profile.rules, profile.states[0]) if pages else (),
        states=profile.states,
        profile=profile.rules,
        axe_version=axe_version(),
        skipped=tuple(_skipped(scan, audits)),
        version=version("tdd-pages"),
        finished=finished_at(audits),
    )


def _results_of(audits: QuerySet[PageAudit]) -> dict[int, PageResult]:
    """What each of the audits saw, or why it saw nothing, in their order."""
    long = ("result", "spoken", "same_as__result", "same_as__spoken")
    closed = list(audits.order_by("pk").defer(*long))
    read = _read({_key(one) for one in closed if one.state == State.DONE})
    results = {}
    for one in closed:
        known = read.get(_key(one)) if one.state == State.DONE else None
        error = one.error or _("What was found is no longer kept.")
        failed = PageResult(one.url, title=one.title, error=error)
        results[one.pk] = replace(known, url=one.url) if known else failed
    return results


def _key(audit: PageAudit) -> Key:
    """Which audit's result is this one's, and when that was made."""
    kept = audit.same_as or audit
    return kept.pk, kept.finished_at


def _read(keys: set[Key]) -> Mapping[Key, PageResult]:
    """The results that are kept under these keys. Reading one takes milliseconds, and whoever
    evaluates a scan asks for all of them again and again: so they stay in memory for a while.
    What another thread does to that memory meanwhile changes no answer."""
    read = {key: page for key in keys if (page := _known.get(key))}
    at = dict(keys - read.keys())
    if len(_known) + len(at) > _MOST_KNOWN:
        _known.clear()
        _rules.clear()
    rows = PageAudit.objects.filter(pk__in=at, result__isnull=False).values_list("pk", "result")
    for pk, data in rows.iterator(chunk_size=100):
        key = pk, at[pk]
        read[key] = _with_shared_rules(page_from_data(data))
        if len(_known) < _MOST_KNOWN:
            _known[key] = read[key]
    return read


def _with_shared_rules(page: PageResult) -> PageResult:
    """The page with one object for each rule, whatever pages it is on: there are many of both."""
    return replace(
        page,
        findings=tuple(replace(one, rule=_shared(one.rule)) for one in page.findings),
        rules=tuple(replace(one, rule=_shared(one.rule)) for one in page.rules),
    )


def _shared(rule: Rule) -> Rule:
    return _rules.setdefault(rule, rule)


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
