"""The task that audits a draft, and lets it go on or sends it back."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import TaskState

from a11y.models import AuditTask, PageAudit
from a11y.orders import order


def begin(task_state: TaskState) -> None:
    """The task has come to a draft: order its audit."""
    page = task_state.workflow_state.content_object
    order(page, PageAudit.Reason.WORKFLOW, revision=task_state.revision)


def conclude(audit: PageAudit, **_kwargs: Any) -> None:
    """An audit is finished: approve or reject where a workflow waits for it."""
    if audit.revision_id is None:
        return
    waiting = TaskState.objects.filter(
        revision_id=audit.revision_id,
        status=TaskState.STATUS_IN_PROGRESS,
        task__in=AuditTask.objects.all(),
    )
    for task_state in waiting:
        _conclude(task_state.specific, audit)


def _conclude(task_state: TaskState, audit: PageAudit) -> None:
    from a11y.gate import judge_draft

    if audit.revision_created_at != task_state.revision.created_at:
        begin(task_state)  # autosave has written into the draft since
        return
    if audit.state == PageAudit.State.FAILED:
        task_state.reject(user=None, comment=_("The draft was not audited: %s") % audit.error)
        return
    ruling = judge_draft(task_state.revision)
    if ruling.refuses:
        task_state.reject(user=None, comment=ruling.in_words())
    else:
        task_state.approve(user=None, comment=ruling.in_words())
