"""What is known of the draft that an editor has on the screen."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from a11y.drafts import is_about
from a11y.engine.model import Outcome
from a11y.gate import known_rules
from a11y.models import Finding, Occurrence, PageAudit
from a11y.orders import profile_for

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


def side_of(page: Any) -> Side:
    """The version whose findings tell most of the page's draft.

    Once a draft was audited, its findings do. Until then, what stands on the live page is the best
    there is. :func:`_on_its_side` says the same of many pages.
    """
    if not page.live:
        return Side.DRAFT
    return Side.DRAFT if _done(page).filter(is_draft=True).exists() else Side.LIVE


def findings_on_drafts() -> QuerySet[Finding]:
    """All that stands on pages' drafts, also what is set aside, as it is said of the draft.

    ``said_outcome``, ``said_impact`` and ``said_message`` are what its last audit said; the
    finding's own words are those of the live page. ``said_mark`` is what there is to judge.
    """
    of_drafts = Q(audit__is_draft=True) | Q(finding__page__has_unpublished_changes=False)
    said = (
        Occurrence.objects.filter(of_drafts, finding=OuterRef("pk"))
        .exclude(change=Occurrence.Change.GONE)
        .order_by("-audit__finished_at", "-audit")
    )
    return Finding.objects.filter(_on_its_side()).annotate(
        said_outcome=Coalesce(Subquery(said.values("outcome")[:1]), F("outcome")),
        said_impact=Coalesce(Subquery(said.values("impact")[:1]), F("impact")),
        said_message=Coalesce(Subquery(said.values("message")[:1]), F("message")),
        said_mark=Coalesce(Subquery(said.values("mark")[:1]), F("judged")),
    )


def barriers_on_drafts() -> QuerySet[Finding]:
    """What counts as open on pages' drafts, wherever it is counted: it failed, and nobody has set
    that aside."""
    undecided = Finding.not_set_aside() | ~Q(judged=F("said_mark"))
    return findings_on_drafts().filter(undecided, said_outcome=Outcome.FAILED.value)


def count_barriers(page: Any) -> int:
    """How many barriers stand open on the page's draft."""
    return barriers_on_drafts().filter(page_id=page.pk).count()


def last_audit(page: Any, side: Side) -> PageAudit | None:
    """The last audit that saw this version of the page, without what it found and heard."""
    done = _done(page).select_related("revision", "same_as")
    done = done.defer("result", "spoken", "same_as__result", "same_as__spoken")
    if side == Side.LIVE:
        done = done.filter(is_draft=False)
    elif page.has_unpublished_changes:
        done = done.filter(is_draft=True)
    return done.order_by("-finished_at", "-pk").first()


def standing(page: Any, side: Side, audit: PageAudit | None, shown: str = "") -> Standing:
    """Whether the audit is about the text on the screen.

    ``shown`` is when that was saved, as the editor's form knows it; "" where it does not.
    """
    if audit is None:
        return Standing.NEVER
    if side == Side.LIVE and page.has_unpublished_changes:
        return Standing.LIVE_ONLY
    latest = page.latest_revision
    if shown and latest and not _same_time(shown, latest.created_at):
        return Standing.CHANGED
    if not _saw_the_latest(audit, page):
        return Standing.CHANGED
    if audit.rule_set != known_rules() or audit.profile != profile_for(page).key:
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


def _on_its_side() -> Q:
    """Findings on that version of their page that :func:`side_of` names."""
    audited = PageAudit.objects.filter(page=OuterRef("page"), state=State.DONE, is_draft=True)
    draft = Q(page__live=False) | Q(Exists(audited))
    return Q(draft, draft=True) | Q(~draft, live=True)


def _done(page: Any) -> QuerySet[PageAudit]:
    return PageAudit.objects.filter(page_id=page.pk, state=State.DONE)


def _same_time(written: str, moment: datetime) -> bool:
    try:
        return datetime.fromisoformat(written) == moment
    except (ValueError, TypeError):
        return False


def _saw_the_latest(audit: PageAudit, page: Any) -> bool:
    if audit.is_draft:
        return page.latest_revision is not None and is_about(audit, page.latest_revision)
    published = page.last_published_at
    return published is None or audit.finished_at is None or audit.finished_at >= published


def _waits_too_long(audit: PageAudit) -> bool:
    now = timezone.now()
    if audit.due_at > now - PATIENCE:
        return False
    at_work = Q(state=State.RUNNING, leased_until__gt=now)
    lately = Q(finished_at__gt=now - PATIENCE)
    return not PageAudit.objects.filter(at_work | lately).exists()
