"""The task *Accessibility audit*: it waits for the audit, and approves or rejects by itself."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import (
    GroupApprovalTask,
    Revision,
    TaskState,
    Workflow,
    WorkflowPage,
    WorkflowState,
    WorkflowTask,
)

from a11y import orders
from a11y.engine.model import Outcome
from a11y.models import AuditTask, PageAudit
from a11y.workflow import conclude, resume_waiting
from tests.a11y.cms.conftest import NO_ALTERNATIVE
from tests.a11y.cms.gated import MESSAGE, audited, barrier, is_live, set_gate
from tests.a11y.site.models import PlainPage

MakePage = Callable[..., PlainPage]


@pytest.fixture
def database(db: None) -> None:
    """No other thread looks on."""


@pytest.fixture
def workflow(home: PlainPage) -> Workflow:
    """All pages' workflow: its only task audits."""
    workflow = Workflow.objects.create(name="Audited publishing")
    task = AuditTask.objects.create(name="Audit")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=1)
    WorkflowPage.objects.create(workflow=workflow, page=home)
    return workflow


@pytest.fixture
def draft(make_page: MakePage) -> PlainPage:
    return make_page("Submitted", NO_ALTERNATIVE, live=False)


def start(workflow: Workflow, page: PlainPage, user: Any) -> TaskState:
    return workflow.start(page, user).current_task_state


def test_a_draft_that_is_submitted_is_audited(
    draft: PlainPage, workflow: Workflow, as_admin: Client, admin: Any
) -> None:
    state = start(workflow, draft, admin)
    ordered = PageAudit.objects.get()
    assert (ordered.revision_id, ordered.reason) == (state.revision_id, "workflow")
    assert draft.current_workflow_task.get_actions(draft, admin) == []


def test_without_barriers_the_task_approves_and_the_page_goes_live(
    draft: PlainPage, workflow: Workflow, admin: Any
) -> None:
    set_gate("block")
    state = start(workflow, draft, admin)
    conclude(audited(draft.get_latest_revision()))
    state.refresh_from_db()
    assert (state.status, state.finished_by) == ("approved", None)
    assert is_live(draft)


def test_with_barriers_that_count_the_draft_goes_back_with_what_was_found(
    draft: PlainPage, workflow: Workflow, admin: Any
) -> None:
    set_gate("block")
    state = start(workflow, draft, admin)
    conclude(audited(draft.get_latest_revision(), barrier(draft)))
    state.refresh_from_db()
    assert state.status == "rejected"
    assert state.comment == f"Body › Picture card: {MESSAGE}"
    assert state.workflow_state.status == WorkflowState.STATUS_NEEDS_CHANGES
    assert not is_live(draft)


@pytest.mark.parametrize("gate", ["off", "warn"])
def test_where_the_gate_does_not_block_the_draft_goes_on_with_what_was_found(
    draft: PlainPage, workflow: Workflow, admin: Any, gate: str
) -> None:
    set_gate(gate)
    state = start(workflow, draft, admin)
    conclude(audited(draft.get_latest_revision(), barrier(draft)))
    state.refresh_from_db()
    assert (state.status, state.comment) == ("approved", f"Body › Picture card: {MESSAGE}")
    assert is_live(draft)


def test_a_draft_that_could_not_be_audited_goes_back_where_the_gate_blocks(
    draft: PlainPage, workflow: Workflow, admin: Any
) -> None:
    set_gate("block")
    state = start(workflow, draft, admin)
    PageAudit.objects.all().delete()
    conclude(audited(draft.get_latest_revision(), error="The browser was gone."))
    state.refresh_from_db()
    assert state.status == "rejected"
    assert "The browser was gone." in state.comment


@pytest.mark.parametrize("killed", [False, True])
def test_an_audit_that_fails_ends_the_task_with_the_reason(
    draft: PlainPage,
    workflow: Workflow,
    admin: Any,
    killed: bool,
    django_capture_on_commit_callbacks: Any,
) -> None:
    set_gate("block")
    state = start(workflow, draft, admin)
    with django_capture_on_commit_callbacks(execute=True):
        if killed:
            PageAudit.objects.update(tries=orders.TRIES)
            assert orders.take("worker") is None
        else:
            orders.fail(orders.take("worker"), "The page hangs.")
    state.refresh_from_db()
    assert state.status == "rejected"
    assert PageAudit.objects.get().error in state.comment


def test_the_comment_says_what_the_audit_said_of_the_draft(
    make_page: MakePage, workflow: Workflow, admin: Any
) -> None:
    page = make_page("Live", NO_ALTERNATIVE)
    set_gate("block")
    asked = {"outcome": Outcome.CANT_TELL, "message": "Does it say it?"}
    audited(page, barrier(page, fingerprint="one", **asked))
    page.save_revision()
    state = start(workflow, page, admin)
    conclude(audited(page.get_latest_revision(), barrier(page, fingerprint="one")))
    state.refresh_from_db()
    assert (state.status, state.comment) == ("rejected", f"Body › Picture card: {MESSAGE}")


def test_a_workflow_that_missed_its_audits_end_is_resumed(
    draft: PlainPage, workflow: Workflow, admin: Any
) -> None:
    set_gate("block")
    state = start(workflow, draft, admin)
    resume_waiting()
    state.refresh_from_db()
    assert state.status == "in_progress"
    PageAudit.objects.all().delete()
    resume_waiting()
    assert PageAudit.objects.get().reason == "workflow"
    PageAudit.objects.all().delete()
    audited(draft.get_latest_revision())
    resume_waiting()
    state.refresh_from_db()
    assert state.status == "approved"
    assert is_live(draft)


def test_one_workflow_that_cannot_be_resumed_keeps_no_other_waiting(
    make_page: MakePage,
    workflow: Workflow,
    admin: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pages = [make_page(title, live=False) for title in ("One", "Two")]
    for page in pages:
        start(workflow, page, admin)
    PageAudit.objects.all().delete()
    for page in pages:
        audited(page.get_latest_revision())
    publish = Revision.publish

    def broken(self: Revision, *args: Any, **kwargs: Any) -> None:
        if self.object_id == str(pages[0].pk):
            raise RuntimeError
        publish(self, *args, **kwargs)

    monkeypatch.setattr(Revision, "publish", broken)
    resume_waiting()
    assert [is_live(page) for page in pages] == [False, True]


def test_what_was_written_meanwhile_is_audited_before_anything_is_decided(
    draft: PlainPage, workflow: Workflow, admin: Any
) -> None:
    set_gate("block")
    state = start(workflow, draft, admin)
    first = audited(draft.get_latest_revision())
    draft.title = "Written meanwhile"
    draft.save_revision(overwrite_revision=draft.get_latest_revision())
    PageAudit.objects.exclude(pk=first.pk).delete()
    conclude(first)
    state.refresh_from_db()
    assert state.status == "in_progress"
    assert PageAudit.objects.filter(state="due", reason="workflow").count() == 1
    conclude(audited(draft.get_latest_revision()))
    state.refresh_from_db()
    assert state.status == "approved"
    assert PlainPage.objects.get(pk=draft.pk).title == "Written meanwhile"


def test_a_draft_saved_anew_is_what_the_task_has_approved(
    draft: PlainPage, workflow: Workflow, admin: Any
) -> None:
    state = start(workflow, draft, admin)
    draft.title = "Saved anew"
    revision = draft.save_revision()
    conclude(audited(revision))
    state.refresh_from_db()
    assert (state.status, state.revision) == ("approved", revision)


def test_a_workflow_that_was_cancelled_is_left_alone(
    draft: PlainPage, workflow: Workflow, admin: Any
) -> None:
    state = start(workflow, draft, admin)
    state.workflow_state.cancel(user=admin)
    conclude(audited(draft.get_latest_revision()))
    state.refresh_from_db()
    assert state.status == "cancelled"
    assert not is_live(draft)


def test_a_task_of_people_is_left_to_them(draft: PlainPage, workflow: Workflow, admin: Any) -> None:
    task = GroupApprovalTask.objects.create(name="Approval")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=2)
    start(workflow, draft, admin)
    for _ in range(2):
        conclude(audited(draft.get_latest_revision()))
    draft = PlainPage.objects.get(pk=draft.pk)
    assert draft.current_workflow_task == task
    assert not draft.live


def test_the_task_is_made_in_the_admin(as_admin: Client) -> None:
    types = as_admin.get(reverse("wagtailadmin_workflows:select_task_type")).content.decode()
    assert "Accessibility audit" in types
    assert "Audits the draft, and decides by itself" in types
    url = reverse("wagtailadmin_workflows:add_task", args=["tdd_a11y", "audittask"])
    as_admin.post(url, {"name": "Audit"})
    assert AuditTask.objects.get().name == "Audit"
