"""The gate with real workers and a real browser, and what stays ordered when it refuses."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from wagtail.models import Workflow, WorkflowPage, WorkflowTask

from a11y.engine.browser.session import Session
from a11y.engine.model import State
from a11y.gate import GateError
from a11y.models import AuditTask, PageAudit
from a11y.orders import order
from a11y.worker import Worker
from tests.a11y.cms.gated import KEYED, audited, barrier, form_of, is_live, set_gate
from tests.a11y.site.models import PlainPage

MakePage = Callable[..., PlainPage]


@pytest.fixture
def draft(make_page: MakePage) -> PlainPage:
    """A draft with a critical barrier; its site's gate blocks, and asks for quick audits."""
    set_gate("block", narrow=False, driven=False)
    return make_page("Barred", KEYED, live=False)


@pytest.fixture
def barred(draft: PlainPage) -> PlainPage:
    """The draft, audited without a browser."""
    audited(draft.get_latest_revision(), barrier(draft))
    return draft


def override_url(page: PlainPage) -> str:
    return reverse("tdd_a11y:override_gate", args=[page.pk])


def said(response: Any) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def test_a_draft_that_waits_for_its_audit_has_one_ordered_and_no_second(draft: PlainPage) -> None:
    for _ in range(2):
        draft.save_revision()
        with pytest.raises(GateError, match="Its audit has been ordered"):
            draft.get_latest_revision().publish()
    ordered = PageAudit.objects.get()
    assert (ordered.state, ordered.reason, ordered.priority) == ("due", "gate", 30)


@pytest.mark.browser
def test_the_screen_to_override_has_no_barrier_of_its_own(
    barred: PlainPage, admin: Any, audit_admin: Callable[..., Any]
) -> None:
    assert audit_admin(admin, override_url(barred)) == []


@pytest.mark.browser
def test_a_link_in_the_message_leads_to_the_field_in_the_editor_that_is_open(
    barred: PlainPage,
    admin: Any,
    audit_admin: Callable[..., Any],
    browser: Session,
    live_server: Any,
    client: Client,
    settings: Any,
) -> None:
    settings.MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
    editor = reverse("wagtailadmin_pages:edit", args=[barred.pk])
    client.force_login(admin)
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    client.post(f"{bulk}?id={barred.pk}")
    assert audit_admin(admin, editor, states=(State(),)) == []
    client.post(f"{bulk}?id={barred.pk}")  # once more: the audit has seen the message
    browser.open(f"{live_server.url}{editor}")
    browser.driver.execute_script("document.querySelector('.tdd-a11y-gate a').click()")
    focused = "return document.activeElement.closest('[data-contentpath]').dataset.contentpath"
    assert browser.driver.execute_script(focused) == "source"
    assert "from=gate" not in browser.driver.current_url


@pytest.mark.browser
def test_an_audit_that_was_taken_over_counts(draft: PlainPage) -> None:
    draft.body = [("heading", "No image")]
    draft.save_revision()
    order(draft, PageAudit.Reason.GATE, revision=draft.latest_revision)
    with Worker() as worker:
        worker.work_off()
        draft.show_in_menus = True  # nothing of it is seen
        draft.save_revision()
        with pytest.raises(GateError, match="has not been audited as it is now"):
            draft.latest_revision.publish()
        worker.work_off()
    assert PageAudit.objects.get(revision=draft.latest_revision).same_as
    draft.latest_revision.publish()
    assert is_live(draft)


@pytest.mark.browser
def test_from_publish_to_live_with_a_real_audit(draft: PlainPage, as_admin: Client) -> None:
    url = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    refused = as_admin.post(url, {**form_of(draft), "action-publish": "1"})
    assert "Its audit has been ordered" in said(refused)
    with Worker() as worker:
        assert worker.work_off() == 1
        refused = as_admin.post(url, {**form_of(draft), "action-publish": "1"})
        assert "Body › Picture card" in said(refused)
        assert not is_live(draft)
        page = PlainPage.objects.get(pk=draft.pk).get_latest_revision_as_object()
        page.body = [("heading", "No image any longer")]
        page.save_revision()
        with pytest.raises(GateError, match="ordered"):
            page.get_latest_revision().publish()
        worker.work_off()
    page.get_latest_revision().publish()
    assert is_live(draft)


@pytest.mark.browser
def test_a_worker_lets_a_workflow_end_and_the_page_go_live(
    draft: PlainPage, admin: Any, as_admin: Client
) -> None:
    workflow = Workflow.objects.create(name="Audited publishing")
    task = AuditTask.objects.create(name="Audit")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=1)
    WorkflowPage.objects.create(workflow=workflow, page=draft)
    draft.body = [("heading", "No image")]
    draft.save_revision()
    state = workflow.start(draft, admin).current_task_state
    with Worker() as worker:
        worker.work_off()
    assert is_live(draft)
    state.refresh_from_db()
    args = [draft.pk, state.workflow_state_id]
    history = reverse("wagtailadmin_pages:workflow_history_detail", args=args)
    assert state.comment in as_admin.get(history).content.decode()
