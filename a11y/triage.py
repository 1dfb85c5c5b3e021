"""What people decide about findings, and how long that stands.

A decision stands for as long as what it judged is what it was: the finding's words and the text
of its element. When they change, it is kept as history, and the finding comes back.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.db.models import prefetch_related_objects
from wagtail.log_actions import log

from a11y.engine.judge import mark_of
from a11y.models import Decision, Finding

_AT_ONCE = 500


def mark(finding: Finding) -> str:
    """A mark of what there is to judge in a finding."""
    return mark_of(finding.outcome, finding.message, finding.text)


def reopen_if_changed(finding: Finding) -> None:
    """Take the decision back where it was about something else than what the finding says now."""
    known = finding.judged
    if finding.triage == Finding.Triage.NEW or known == mark(finding):
        return
    finding.triage, finding.accepted_until, finding.judged = Finding.Triage.NEW, None, ""
    # A decision made meanwhile stands.
    Finding.objects.filter(pk=finding.pk, judged=known).update(
        triage=finding.triage, accepted_until=None, judged=""
    )


@transaction.atomic
def decide(
    findings: Iterable[Finding],
    user: Any,
    *,
    triage: str = "",
    until: date | None = None,
    assignee: Any = None,
    unassign: bool = False,
    comment: str = "",
) -> list[Decision]:
    """Save one person's decision about the findings, also in the pages' histories: once for each
    page, however many findings it has.

    ``triage`` is one of :class:`Finding.Triage`, or "" to leave it as it is; ``until`` the last
    day of an acceptance; ``assignee`` who is to see to it, None to leave that as it is;
    ``unassign`` takes the assignment back, which is a decision of its own, with nothing in it.
    """
    judged = list(findings)
    prefetch_related_objects(judged, "page")
    until = until if triage == Finding.Triage.ACCEPTED else None
    for finding in judged:
        _apply(finding, triage, until, None if unassign else assignee or finding.assignee)
    names = (["triage", "accepted_until", "judged"] if triage else []) + (
        ["assignee"] if assignee or unassign else []
    )
    if names:
        Finding.objects.bulk_update(judged, names, batch_size=_AT_ONCE)
    said = {"triage": triage, "until": until, "assignee": assignee, "comment": comment}
    each: list[dict[str, Any]] = ([{}] if unassign else []) + ([said] if any(said.values()) else [])
    made = Decision.objects.bulk_create(
        [Decision(finding=one, made_by=user, **what) for what in each for one in judged],
        batch_size=_AT_ONCE,
    )
    _log(judged, user, said, unassign=unassign)
    return made


def _apply(finding: Finding, triage: str, until: date | None, assignee: Any) -> None:
    if triage:
        finding.triage, finding.accepted_until = triage, until
        finding.judged = "" if triage == Finding.Triage.NEW else mark(finding)
    finding.assignee = assignee


def _log(findings: list[Finding], user: Any, said: dict[str, Any], *, unassign: bool) -> None:
    by_page: dict[Any, list[Finding]] = {}
    for finding in findings:
        by_page.setdefault(finding.page_id or finding.url, []).append(finding)
    data = {
        "triage": str(Finding.Triage(said["triage"]).label) if said["triage"] else "",
        "until": said["until"].isoformat() if said["until"] else "",
        "assignee": str(said["assignee"] or ""),
        "unassigned": unassign,
    }
    # Histories are for more people than the findings: they get no word of either.
    for judged in by_page.values():
        first = judged[0]
        rules = sorted({one.rule for one in judged})
        log(
            # The page in its own type, as the rest of its history has it.
            instance=first.page.specific_deferred if first.page else first,
            action="tdd_a11y.decide",
            user=user,
            # Of entries with the same one, histories show the last, on whatever page that is.
            uuid=uuid4(),
            title=None if first.page else first.message[:200],
            data={**data, "count": len(judged), "rules": rules},
        )
