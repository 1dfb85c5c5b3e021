"""From an audit's result to what the database knows of a page's barriers."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import swapper
from django.db import transaction
from django.utils import timezone

from a11y.block_types import block_types
from a11y.engine.conformance import cause_of
from a11y.engine.judge import mark_of, severity
from a11y.engine.model import Finding as Found
from a11y.engine.model import Outcome, PageResult, State
from a11y.models import Choice, Finding, Occurrence, PageAudit, Portrait
from a11y.places import place_of
from a11y.profiles import AuditProfile
from a11y.triage import reopen_if_changed

Change = Occurrence.Change
_IN_USE = " in use"
_SAID = (
    *("cause", "title", "outcome", "impact", "severity", "audience", "criteria", "message"),
    *("how_to_fix", "help_url", "html", "text", "target", "states", "elements", "content_path"),
    *("block", "place", "live", "draft", "last_seen", "gone_at"),
)


@transaction.atomic
def record(
    audit: PageAudit, result: PageResult, page: Any = None, *, in_part: bool = False
) -> None:
    """Write down the findings of an audit: those that are new, back, still there, and gone.

    Where the result is there ``in_part``, and all of it will follow, nothing is said to be gone.

    ``page`` is the page in the version that was audited, or None where it is none of the CMS's.
    A finding is gone only where this audit looked for it: its rule ran, in every state of the
    page in which the finding was seen.
    """
    _wait_for_others(audit)
    sides = _sides(audit, page)
    now = timezone.now()
    known = {finding.fingerprint: finding for finding in _findings_of(audit)}
    seen = _by_fingerprint(result.findings)
    before = dict(
        audit.occurrences.filter(change__in=(Change.NEW, Change.BACK)).values_list(
            "finding__fingerprint", "change"
        )
    )
    changes: dict[str, Choice] = {}
    for mark, sightings in seen.items():
        changes[mark] = before.get(mark) or _change(known.get(mark), sides)
        finding = known.setdefault(mark, _new(audit, mark, now))
        if not (audit.is_draft and _is_public(finding)):
            _say(finding, sightings, page)
        for side in sides:
            setattr(finding, side, True)
        finding.last_seen = now
        finding.gone_at = None if finding.live else finding.gone_at
    gone = [] if in_part else _gone(known, seen, sides, result, audit)
    for finding in gone:
        if audit.is_draft or finding.live:  # what was in drafts only is not told of the live page
            changes[finding.fingerprint] = Change.GONE
        if "live" in sides and finding.live:
            finding.gone_at = now
        for side in sides:
            setattr(finding, side, False)
    touched = [*(known[mark] for mark in seen), *gone]
    _save(audit, touched, changes, seen)
    _keep_pictures(audit, known, seen)


def clear(page: Any) -> None:
    """The page is no longer live: nothing stands on it."""
    Finding.objects.filter(page=page, live=True).update(live=False, gone_at=timezone.now())


def _wait_for_others(audit: PageAudit) -> None:
    """Let no other worker write down findings of the same page at the same time."""
    if audit.page_id:
        page_model = swapper.load_model("wagtailcore", "Page")
        list(page_model.objects.select_for_update().filter(pk=audit.page_id).values_list("pk"))
    else:
        same = PageAudit.objects.select_for_update().filter(page=None, url=audit.url)
        same.order_by("pk").values_list("pk").first()


def _new(audit: PageAudit, fingerprint: str, now: datetime) -> Finding:
    return Finding(
        page=audit.page,
        url="" if audit.page_id else audit.url,
        fingerprint=fingerprint,
        first_seen=now,
    )


def _change(finding: Finding | None, sides: Iterable[str]) -> Choice:
    if finding is None:
        return Change.NEW
    return Change.SAME if any(getattr(finding, side) for side in sides) else Change.BACK


def _sides(audit: PageAudit, page: Any) -> tuple[str, ...]:
    """The versions of the page that the audit speaks of."""
    if audit.is_draft:
        return ("draft",)
    has_draft = page is not None and page.has_unpublished_changes
    return ("live",) if has_draft or page is None else ("live", "draft")


def _findings_of(audit: PageAudit) -> Any:
    if audit.page_id:
        return Finding.objects.filter(page_id=audit.page_id)
    return Finding.objects.filter(page=None, url=audit.url)


def _by_fingerprint(findings: Iterable[Found]) -> dict[str, list[Found]]:
    grouped: dict[str, list[Found]] = {}
    for finding in findings:
        grouped.setdefault(finding.fingerprint, []).append(finding)
    return grouped


def _is_public(finding: Finding) -> bool:
    """Whether people who may see no draft know the finding: then drafts change no word of it."""
    return finding.live or finding.gone_at is not None


def _say(finding: Finding, sightings: list[Found], page: Any) -> None:
    """Put down what is said of the barrier now."""
    first = sightings[0]
    rule = first.rule
    finding.cause = cause_of(first)
    finding.rule, finding.title = rule.id, rule.title[:255]
    finding.outcome, finding.impact = first.outcome, first.impact or ""
    finding.severity = severity(first)
    finding.audience = rule.audience
    numbers = " ".join(criterion.num for criterion in rule.criteria)
    finding.criteria = f" {numbers} " if numbers else ""
    finding.message, finding.how_to_fix = first.message, first.how_to_fix
    finding.help_url = rule.help_url
    finding.html, finding.text, finding.target = first.html, first.text, list(first.target)
    finding.states = sorted({_name(state) for seen in sightings for state in seen.states})
    finding.elements = len({seen.target for seen in sightings})
    finding.content_path = first.content_path[:500]
    if page is not None:
        finding.place = place_of(page, first.content_path).label[:500]
        finding.block = block_types(page, first.content_path)[:255]


def _name(state: State) -> str:
    return f"{state.viewport} {state.scheme}{_IN_USE if state.steps else ''}"


def _gone(
    known: Mapping[str, Finding],
    seen: Mapping[str, object],
    sides: tuple[str, ...],
    result: PageResult,
    audit: PageAudit,
) -> list[Finding]:
    ran = {one.rule.id for one in result.rules if one.outcome != Outcome.UNTESTED}
    profile = AuditProfile.from_key(audit.profile)
    states = {_name(state) for state in profile.states}
    if profile.driven:
        states |= {f"{name}{_IN_USE}" for name in states}
    return [
        finding
        for finding in known.values()
        if finding.fingerprint not in seen
        and any(getattr(finding, side) for side in sides)
        and finding.rule in ran
        and states.issuperset(finding.states)
    ]


def _save(
    audit: PageAudit,
    touched: list[Finding],
    changes: Mapping[str, Choice],
    seen: Mapping[str, list[Found]],
) -> None:
    known = [finding for finding in touched if finding.pk]
    Finding.objects.bulk_create([finding for finding in touched if not finding.pk])
    Finding.objects.bulk_update(known, _SAID, batch_size=200)
    for finding in known:
        reopen_if_changed(finding)
    audit.occurrences.all().delete()
    Occurrence.objects.bulk_create(
        _occurrence(audit, finding, changes[finding.fingerprint], seen)
        for finding in touched
        if finding.fingerprint in changes
    )


def _occurrence(
    audit: PageAudit, finding: Finding, change: Choice, seen: Mapping[str, list[Found]]
) -> Occurrence:
    told = Occurrence(audit=audit, finding=finding, change=change)
    if sightings := seen.get(finding.fingerprint):
        first = sightings[0]
        told.outcome, told.impact, told.message = first.outcome, first.impact or "", first.message
        told.mark = mark_of(first.outcome, first.message, first.text)
    return told


def _keep_pictures(
    audit: PageAudit, known: Mapping[str, Finding], seen: Mapping[str, list[Found]]
) -> None:
    pictures = {
        known[mark].pk: next((one.screenshot for one in sightings if one.screenshot), b"")
        for mark, sightings in seen.items()
        if not (audit.is_draft and _is_public(known[mark]))
    }
    Portrait.objects.bulk_create(
        [Portrait(finding_id=pk, png=png) for pk, png in pictures.items() if png],
        update_conflicts=True,
        unique_fields=["finding"],
        update_fields=["png"],
    )
