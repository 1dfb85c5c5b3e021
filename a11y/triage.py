"""What people decide about findings, and how long that stands.

A decision stands for as long as what it judged is what it was: the finding's words and the text
of its element. When they change, it is kept as history, and the finding comes back.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from a11y.engine.judge import mark_of
from a11y.models import Decision, Finding


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
    comment: str = "",
) -> list[Decision]:
    """Write down one person's word on the findings, also in the pages' histories.

    ``triage`` is one of :class:`Finding.Triage`, or "" to leave it as it is; ``until`` the last
    day of an acceptance; ``assignee`` who is to see to it, None to leave that as it is.
    """
    made = []
    for finding in findings:
        if triage:
            finding.triage = triage
            finding.accepted_until = until if triage == Finding.Triage.ACCEPTED else None
            finding.judged = "" if triage == Finding.Triage.NEW else mark(finding)
        if assignee is not None:
            finding.assignee = assignee
        finding.save(update_fields=["triage", "accepted_until", "judged", "assignee"])
        made.append(
            Decision.objects.create(
                finding=finding,
                triage=triage,
                until=finding.accepted_until if triage else None,
                assignee=assignee,
                comment=comment,
                made_by=user,
            )
        )
        _log(finding, made[-1], user)
    return made


def _log(finding: Finding, decision: Decision, user: Any) -> None:
    log(
        # The page in its own type, as the rest of its history has it.
        instance=finding.page.specific_deferred if finding.page else finding,
        action="tdd_a11y.decide",
        user=user,
        title=None if finding.page else finding.message[:200],
        data={
            "finding": finding.pk,
            "rule": finding.rule,
            "message": finding.message,
            "triage": decision.get_triage_display(),
            "until": decision.until.isoformat() if decision.until else "",
            "assignee": str(decision.assignee or ""),
            "comment": decision.comment,
        },
    )
