"""The task that audits a draft, and lets it go on or sends it back.

What it decides is what the gate would: where that blocks, a draft it refuses goes back; elsewhere
every draft goes on, with what was found as the task's comment. What is judged is the draft as it
is when the audit is finished: that is what the workflow's end publishes.
"""

import logging
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from wagtail.models import TaskState, WorkflowState, get_default_page_content_type

from a11y.gate import GateError, Ruling, judge, settings_for
from a11y.models import AuditSettings, AuditTask, PageAudit
from a11y.orders import order

State = PageAudit.State
logger = logging.getLogger(__name__)


def begin(task_state: TaskState) -> None:
    """The task has come to a draft: order its audit."""
    page = task_state.workflow_state.content_object
    order(page, PageAudit.Reason.WORKFLOW, revision=task_state.revision)


def conclude(audit: PageAudit, **_kwargs: Any) -> None:
    """An audit is finished: approve or reject where a workflow waits for it."""
    if audit.is_draft:
        for pk in _waiting().filter(revision__object_id=str(audit.page_id)).values_list("pk"):
            _conclude(*pk)


def resume_waiting() -> None:
    """Decide, or order what it takes, where a workflow waits and no audit is to come.

    A process that is killed between an audit's end and the task's leaves a workflow like that.
    """
    coming = PageAudit.objects.filter(is_draft=True, state__in=(State.DUE, State.RUNNING))
    audited = {str(key) for key in coming.values_list("page_id", flat=True)}
    for pk, page_id in _waiting().values_list("pk", "revision__object_id"):
        if page_id in audited:
            continue
        try:
            _conclude(pk)
        except Exception:  # of what the project does when it publishes: other workflows go on
            logger.exception("The accessibility audit's task %s could not be ended.", pk)


def _waiting() -> QuerySet[TaskState]:
    """The tasks that wait for an audit."""
    return TaskState.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS,
        workflow_state__status=WorkflowState.STATUS_IN_PROGRESS,
        task__in=AuditTask.objects.all(),
        revision__base_content_type=get_default_page_content_type(),
    )


@transaction.atomic
def _conclude(pk: Any) -> None:
    """Decide where the draft's audit is finished; order it where there is none of it."""
    task_state = _waiting().select_for_update(of=("self",)).filter(pk=pk).first()
    if task_state is None:  # another process was faster
        return
    page = task_state.workflow_state.content_object.specific
    revision = page.get_latest_revision()
    draft = revision.as_object()
    settings = settings_for(draft) or AuditSettings()
    ruling = judge(draft, revision, settings)
    task_state.revision = revision
    if ruling.audit is None:  # something was written into the draft meanwhile
        task_state.save(update_fields=["revision"])
        begin(task_state)
    elif not ruling.pending:
        _decide(task_state, ruling)


def _decide(task_state: TaskState, ruling: Ruling) -> None:
    if ruling.refuses:
        task_state.reject(user=None, comment=ruling.in_words())
        return
    try:
        words = ruling.in_words() or _("No barrier was found that keeps the page from going live.")
        task_state.approve(user=None, comment=words)
    except GateError as error:  # the site's gate was changed in this moment
        task_state.refresh_from_db()
        task_state.reject(user=None, comment=str(error))
