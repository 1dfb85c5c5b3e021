"""What is known of the draft that an editor has on the screen."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from a11y.engine.model import Outcome
from a11y.models import Finding, PageAudit
from a11y.orders import profile_for
from a11y.profiles import rule_set

State = PageAudit.State
PATIENCE = timedelta(seconds=30)
"""How long an audit may be due, and no worker give a sign of life, before that is said."""


class Side(StrEnum):
    """The version of a page that findings are about; the name of the finding's field for it."""

    DRAFT = "draft"
    LIVE = "live"


class Standing(StrEnum):
    """What the last audit has to do with the text on the screen."""

    NEVER = "never"
    """There is none."""
    CURRENT = "current"
    CHANGED = "changed"
    """The draft was changed after it."""
    LIVE_ONLY = "live_only"
    """It saw the live page, and the draft is another."""
    OTHER_RULES = "other_rules"
    """The rules, or what the site asks of its pages, are others since."""


def barriers() -> Q:
    """What counts as open: it failed, and nobody has set it aside."""
    return Finding.not_set_aside() & Q(outcome=Outcome.FAILED.value)


def side_of(page: Any) -> Side:
    """The version whose findings tell most of the page's draft.

    Where nothing is unpublished, the draft is what is live. Otherwise it takes an audit of a
    draft to know of it; without one, what stands on the live page is the best there is.
    """
    if not page.has_unpublished_changes or not page.live:
        return Side.DRAFT
    return Side.DRAFT if _done(page).filter(revision__isnull=False).exists() else Side.LIVE


def findings_of(page: Any, side: Side) -> QuerySet[Finding]:
    """All that stands on the page in this version, also what is set aside."""
    return Finding.objects.filter(page_id=page.pk, **{side: True})


def count_barriers(page: Any) -> int:
    """How many barriers stand open on the page's draft."""
    return findings_of(page, side_of(page)).filter(barriers()).count()


def last_audit(page: Any, side: Side) -> PageAudit | None:
    """The last audit that saw this version of the page, without what it found and heard."""
    done = _done(page).defer("result", "spoken")
    if side == Side.LIVE:
        done = done.filter(revision__isnull=True)
    elif page.has_unpublished_changes:
        done = done.filter(revision__isnull=False)
    return done.order_by("-finished_at", "-pk").first()


def standing(page: Any, side: Side, audit: PageAudit | None, shown: str = "") -> Standing:
    """Whether the audit is about the text on the screen.

    ``shown`` is when that was saved, as the editor's form knows it; "" where it does not.
    """
    if audit is None:
        return Standing.NEVER
    if side == Side.LIVE:
        return Standing.LIVE_ONLY
    latest = page.latest_revision
    if shown and latest and not _same_time(shown, latest.created_at):
        return Standing.CHANGED
    if not _saw_the_latest(audit, page):
        return Standing.CHANGED
    if audit.rule_set != rule_set() or audit.profile != profile_for(page).key:
        return Standing.OTHER_RULES
    return Standing.CURRENT


@dataclass(frozen=True, slots=True)
class Progress:
    """The audit that was asked for last, and whether anybody sees to it."""

    audit: PageAudit | None = None
    unattended: bool = False

    @property
    def is_open(self) -> bool:
        return self.audit is not None and self.audit.is_open

    @property
    def failed(self) -> bool:
        return self.audit is not None and self.audit.state == State.FAILED


def progress(page: Any) -> Progress:
    """How far the last audit of the page is that is no part of a scan."""
    audit = (
        PageAudit.objects.filter(page_id=page.pk, scan=None)
        .defer("result", "spoken")
        .order_by("-pk")
        .first()
    )
    if audit is None or audit.state != State.DUE:
        return Progress(audit)
    return Progress(audit, _waits_too_long(audit))


def _done(page: Any) -> QuerySet[PageAudit]:
    return PageAudit.objects.filter(page_id=page.pk, state=State.DONE)


def _same_time(written: str, moment: datetime) -> bool:
    try:
        return datetime.fromisoformat(written) == moment
    except (ValueError, TypeError):
        return False


def _saw_the_latest(audit: PageAudit, page: Any) -> bool:
    if audit.is_draft:
        latest = page.latest_revision
        return bool(latest) and (audit.revision_id, audit.revision_created_at) == (
            latest.pk,
            latest.created_at,
        )
    published = page.last_published_at
    return published is None or audit.finished_at is None or audit.finished_at >= published


def _waits_too_long(audit: PageAudit) -> bool:
    now = timezone.now()
    if audit.due_at > now - PATIENCE:
        return False
    at_work = Q(state=State.RUNNING, leased_until__gt=now)
    lately = Q(finished_at__gt=now - PATIENCE)
    return not PageAudit.objects.filter(at_work | lately).exists()
