"""Ordering audits: what is due, and for which worker.

The queue is the table of page audits. A worker takes what is due by one conditional update, which
any database does for one worker only. It renews its lease while it is at work; where it stops
doing so, its audit is taken up by another.
"""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Revision

from a11y.conf import conf
from a11y.models import AuditSettings, Choice, PageAudit
from a11y.profiles import AuditProfile
from a11y.signals import audit_finished

TRIES = 3
"""How often an audit is begun whose worker is killed in the midst of it."""
_CANDIDATES = 20
_LONGEST = PageAudit._meta.get_field("url").max_length

State = PageAudit.State
Reason = PageAudit.Reason
PRIORITIES = {
    Reason.GATE: 30,
    Reason.ASKED: 30,
    Reason.WORKFLOW: 20,
    Reason.PUBLISHED: 10,
    Reason.CHANGED: 5,
    Reason.SCAN: 0,
}


def profile_for(page: Any) -> AuditProfile:
    """What the page's site asks of its pages."""
    site = page.get_site()
    return AuditSettings.for_site(site).profile if site else AuditProfile()


def order(
    page: Any,
    reason: Choice,
    *,
    revision: Revision | None = None,
    profile: AuditProfile | None = None,
) -> PageAudit:
    """Order an audit of the live page, or of a draft; one that is due already will do."""
    key = (profile or profile_for(page)).key
    priority = PRIORITIES[reason]
    created = revision.created_at if revision else None
    due = PageAudit.objects.filter(
        page_id=page.pk,
        revision=revision,
        is_draft=revision is not None,
        profile=key,
        state=State.DUE,
        scan=None,
    ).first()
    if due and PageAudit.objects.filter(pk=due.pk, state=State.DUE).update(
        priority=max(due.priority, priority), revision_created_at=created
    ):
        due.refresh_from_db()
    else:  # none, or a worker has just taken it
        due = PageAudit.objects.create(
            page_id=page.pk,
            title=page.title[:255],
            url=(page.full_url or "")[:_LONGEST],
            revision=revision,
            is_draft=revision is not None,
            revision_created_at=created,
            profile=key,
            reason=reason,
            priority=priority,
        )
    transaction.on_commit(wake_workers, robust=True)
    return due


def order_all(pages: QuerySet[Any], reason: Choice) -> None:
    """Order audits of many live pages, as their sites ask; of those not due already."""
    due = PageAudit.objects.filter(state=State.DUE, is_draft=False, scan=None, page__isnull=False)
    profiles: dict[int, str] = {}
    audits = []
    for page in pages.exclude(pk__in=due.values("page_id")).specific(defer=True):
        parts = page.get_url_parts()
        if not parts or parts[1] is None:
            continue
        if parts[0] not in profiles:
            profiles[parts[0]] = profile_for(page).key
        audits.append(
            PageAudit(
                page_id=page.pk,
                title=page.title[:255],
                url=f"{parts[1]}{parts[2]}"[:_LONGEST],
                profile=profiles[parts[0]],
                reason=reason,
                priority=PRIORITIES[reason],
            )
        )
    PageAudit.objects.bulk_create(audits, batch_size=500)
    if audits:
        transaction.on_commit(wake_workers, robust=True)


def wake_workers() -> None:
    """Tell the task queue, where there is one, that something is due. One task is enough: each
    enqueues the next before it begins, so that all the queue's workers come to be at work."""
    from a11y.tasks import audit_what_is_due, runs_in_the_request

    if not runs_in_the_request():
        audit_what_is_due.enqueue()


def take(worker: str) -> PageAudit | None:
    """An audit for this worker, under way from now on; None where nothing is due."""
    while True:
        now = timezone.now()
        takeable = PageAudit.objects.takeable(now)
        candidates = takeable.order_by("-priority", "due_at", "pk").values_list("pk", flat=True)
        tried = list(candidates[:_CANDIDATES])
        if not tried:
            return None
        for pk in tried:
            taken = takeable.filter(pk=pk).update(
                state=State.RUNNING,
                worker=worker,
                leased_until=_lease(),
                tries=F("tries") + 1,
            )
            if not taken:
                continue
            audit = PageAudit.objects.select_related("page", "revision").get(pk=pk)
            if audit.tries <= TRIES:
                return audit
            fail(audit, _("The worker was gone each time it was tried."))


def renew(audit: PageAudit) -> bool:
    """Give a sign of life; False where the audit is no longer this worker's."""
    return bool(_mine(audit).update(leased_until=_lease()))


def finish(audit: PageAudit) -> bool:
    """The audit is done; False, and nothing changed, where it is no longer this worker's."""
    return _close(audit, State.DONE)


def fail(audit: PageAudit, error: str) -> bool:
    """The page could not be audited; False where the audit is no longer this worker's."""
    audit.error = error
    return _close(audit, State.FAILED)


def release(audit: PageAudit) -> None:
    """Leave the audit to others: it was not begun, for no fault of its own."""
    _mine(audit).update(state=State.DUE, leased_until=None, tries=F("tries") - 1)


@transaction.atomic
def _close(audit: PageAudit, state: Choice) -> bool:
    if not _mine(audit).update(state=state, finished_at=timezone.now(), leased_until=None):
        return False
    audit.state, audit.url = state, audit.url[:_LONGEST]
    kept = ("error", "title", "url", "digest", "rule_set", "same_as", "result", "spoken")
    audit.save(update_fields=kept)
    transaction.on_commit(lambda: audit_finished.send_robust(sender=PageAudit, audit=audit))
    return True


def _mine(audit: PageAudit) -> Any:
    return PageAudit.objects.filter(
        pk=audit.pk, state=State.RUNNING, worker=audit.worker, tries=audit.tries
    )


def _lease() -> Any:
    return timezone.now() + timedelta(seconds=conf().lease_seconds)
