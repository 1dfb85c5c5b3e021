"""Publishing a page with a critical barrier is refused on every way that there is to publish."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import (
    APIToken,
    GroupApprovalTask,
    Page,
    Revision,
    TaskState,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from a11y.checks import uncovered_paths
from a11y.gate import HELD_BACK, GateError
from a11y.models import PageAudit
from tests.a11y.cms.gated import (
    KEYED,
    MESSAGE,
    audited,
    barrier,
    form_of,
    is_live,
    log_of,
    set_gate,
)
from tests.a11y.site.models import PlainPage

MakePage = Callable[..., PlainPage]


@pytest.fixture
def database(db: None) -> None:
    """No other thread looks on."""


@pytest.fixture
def draft(make_page: MakePage) -> PlainPage:
    """A draft with a critical barrier, audited; its site's gate blocks."""
    page = make_page("Barred", KEYED, live=False)
    set_gate("block")
    audited(page.get_latest_revision(), barrier(page))
    return page


@pytest.fixture
def api(admin: Any) -> Client:
    token = APIToken.create_token(user=admin, name="test")[1]
    return Client(headers={"Authorization": f"Bearer {token}"})


@pytest.fixture
def moderated(draft: PlainPage, admin: Any) -> TaskState:
    """The draft is in a workflow whose last task an editor approves."""
    workflow = Workflow.objects.create(name="Moderation")
    task = GroupApprovalTask.objects.create(name="Approval")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=1)
    WorkflowPage.objects.create(workflow=workflow, page=draft)
    return workflow.start(draft, admin).current_task_state


def said(response: Any) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def test_the_editor_refuses_keeps_the_draft_and_names_block_and_field(
    draft: PlainPage, as_admin: Client
) -> None:
    url = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    form = {**form_of(draft, title="Barred again"), "action-publish": "1"}
    audited(draft.get_latest_revision(), barrier(draft))
    response = as_admin.post(url, form)
    # The title was changed: this draft has not been audited yet.
    assert response.url == url
    assert "has not been audited as it is now" in said(response)
    draft = PlainPage.objects.get(pk=draft.pk)
    assert draft.get_latest_revision_as_object().title == "Barred again"
    audited(draft.get_latest_revision(), barrier(draft))
    response = as_admin.post(url, form)
    assert response.url == url
    assert not is_live(draft)
    assert MESSAGE in said(response)
    card = draft.body[0].id
    assert f'<a href="{url}?from=gate#:w:contentpath=body.{card}">Body › Picture card</a>' in said(
        response
    )


def test_publishing_a_new_page_from_the_editor_is_refused(
    draft: PlainPage, home: PlainPage, as_admin: Client
) -> None:
    url = reverse("wagtailadmin_pages:add", args=["tests_a11y_site", "plainpage", home.pk])
    form = form_of(draft, title="New", slug="new")
    response = as_admin.post(url, {**form, "action-publish": "1"})
    page = PlainPage.objects.get(slug="new")
    assert response.url == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert not page.live
    assert "Its audit has been ordered" in said(response)
    ordered = PageAudit.objects.get(page_id=page.pk)
    assert (ordered.state, ordered.reason) == ("due", "gate")


def test_approve_and_publish_is_refused_and_leaves_the_task_as_it_was(
    draft: PlainPage, as_admin: Client, moderated: TaskState
) -> None:
    url = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    form = {"action-workflow-action": "1", "workflow-action-name": "approve"}
    response = as_admin.post(url, {**form_of(draft), **form})
    assert response.url == url
    assert MESSAGE in said(response)
    assert not is_live(draft)
    moderated.refresh_from_db()
    assert moderated.status == TaskState.STATUS_IN_PROGRESS


@pytest.mark.parametrize("headers", [{}, {"x-requested-with": "XMLHttpRequest"}])
def test_approving_from_the_dashboard_is_refused(
    draft: PlainPage, as_admin: Client, moderated: TaskState, headers: dict[str, str]
) -> None:
    url = reverse("wagtailadmin_pages:workflow_action", args=[draft.pk, "approve", moderated.pk])
    response = as_admin.post(url, headers=headers)
    editor = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    assert (response.json()["redirect"] if headers else response.url) == editor
    assert MESSAGE in said(response)
    assert not is_live(draft)


def test_bulk_publishing_leaves_the_page_out_and_publishes_the_others(
    draft: PlainPage, make_page: MakePage, as_admin: Client
) -> None:
    fine = make_page("Fine", live=False)
    audited(fine.get_latest_revision())
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    response = as_admin.post(f"{url}?id={draft.pk}&id={fine.pk}")
    assert not is_live(draft)
    assert is_live(fine)
    assert MESSAGE in said(response)
    assert "1 page has been published" in said(response)


def test_bulk_publishing_leaves_out_a_page_with_such_a_page_below(
    draft: PlainPage, make_page: MakePage, as_admin: Client
) -> None:
    above = make_page("Above", live=False)
    draft.move(above, pos="last-child")
    audited(above.get_latest_revision())
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    as_admin.post(f"{url}?id={above.pk}", {"include_descendants": "on"})
    assert not is_live(draft)
    assert not is_live(above)
    as_admin.post(f"{url}?id={above.pk}")
    assert is_live(above)


def test_the_api_refuses_to_publish_and_gives_the_reason(draft: PlainPage, api: Client) -> None:
    url = reverse("wagtailapi_v3:pages_actions_publish", args=[draft.pk])
    response = api.post(url)
    assert response.status_code == 403
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["detail"] == f"Body › Picture card: {MESSAGE}"
    assert not is_live(draft)


def test_the_api_refuses_to_create_a_live_page_and_says_how_to_go_on(
    draft: PlainPage, home: PlainPage, api: Client
) -> None:
    meta = {"type": "tests_a11y_site.PlainPage", "parent_id": home.pk, "action": "publish"}
    data = {"title": "By the API", "slug": "by-the-api", "meta": meta}
    response = api.post("/api/v3-preview/pages/", data, content_type="application/json")
    assert response.status_code == 403
    assert "Save it as a draft" in response.json()["detail"]
    assert not Page.objects.filter(slug="by-the-api").exists()


def test_the_api_refuses_to_update_and_publish_and_says_how_to_go_on(
    draft: PlainPage, api: Client
) -> None:
    meta = {"type": "tests_a11y_site.PlainPage", "action": "publish"}
    data = {"title": "By the API", "meta": meta}
    url = f"/api/v3-preview/pages/{draft.pk}/"
    response = api.patch(url, data, content_type="application/json")
    assert response.status_code == 403
    assert "Save it as a draft" in response.json()["detail"]
    assert not is_live(draft)
    assert PlainPage.objects.get(pk=draft.pk).get_latest_revision_as_object().title == "Barred"


def test_the_admins_own_api_refuses(draft: PlainPage, as_admin: Client) -> None:
    url = reverse("wagtailadmin_api:pages:action", args=[draft.pk, "publish"])
    response = as_admin.post(url)
    assert response.status_code == 403
    assert MESSAGE in response.json()["detail"]
    assert not is_live(draft)


def test_a_scheduled_page_waits_and_others_go_live(draft: PlainPage, make_page: MakePage) -> None:
    fine = make_page("Fine", live=False)
    audited(fine.get_latest_revision())
    for minutes, page in ((2, draft), (1, fine)):
        Revision.objects.filter(pk=page.latest_revision_id).update(
            approved_go_live_at=timezone.now() - timedelta(minutes=minutes)
        )
    call_command("publish_scheduled")
    call_command("publish_scheduled")
    assert not is_live(draft)
    assert is_live(fine)
    assert Revision.objects.get(pk=draft.latest_revision_id).approved_go_live_at
    (entry,) = log_of(draft, HELD_BACK)
    assert entry.message == "Not published when it was time: 1 barrier"


def schedule(page: PlainPage) -> None:
    """It is time for the page's draft to go live."""
    past = timezone.now() - timedelta(minutes=1)
    Revision.objects.filter(pk=page.latest_revision_id).update(approved_go_live_at=past)


def test_a_scheduled_page_that_fails_each_time_is_audited_again_once_an_hour(
    draft: PlainPage,
) -> None:
    PageAudit.objects.all().delete()
    failed = audited(draft.get_latest_revision(), error="The page hangs.")
    schedule(draft)
    for _ in range(2):
        call_command("publish_scheduled")
    assert not PageAudit.objects.filter(state="due").exists()
    (entry,) = log_of(draft, HELD_BACK)
    assert entry.message == "Not published when it was time: not audited as it is"
    failed.finished_at -= timedelta(minutes=61)
    failed.save()
    for _ in range(2):
        call_command("publish_scheduled")
    assert PageAudit.objects.filter(state="due").count() == 1


def test_what_breaks_on_one_scheduled_page_keeps_no_other_from_going_live(
    draft: PlainPage, make_page: MakePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_self: Any, _value: Any) -> Any:
        raise RuntimeError

    fine = make_page("Fine", live=False)
    audited(fine.get_latest_revision())
    monkeypatch.setattr(type(draft.body[0].block), "clean", broken)
    for page in (draft, fine):
        schedule(page)
    call_command("publish_scheduled")
    assert not is_live(draft)
    assert is_live(fine)
    (entry,) = log_of(draft, HELD_BACK)
    assert "1 value not valid" in entry.message


def test_code_that_publishes_a_revision_gets_an_error(draft: PlainPage) -> None:
    with pytest.raises(GateError, match=MESSAGE):
        draft.get_latest_revision().publish()
    assert not is_live(draft)


def test_what_the_gate_does_not_cover_is_named(draft: PlainPage, home: PlainPage) -> None:
    Page.objects.filter(pk=draft.pk).update(live=True)  # what it was before there was a gate
    draft = PlainPage.objects.get(pk=draft.pk)
    copy = draft.copy(update_attrs={"slug": "copy"}, keep_live=True)
    alias = draft.create_alias(update_slug="alias")
    saved = home.add_child(instance=PlainPage(title="Saved", live=True))
    assert all(is_live(page) for page in (copy, alias, saved))
    (info,) = uncovered_paths(None, databases=["default"])
    assert all(way in info.msg for way in ("copies", "aliases", "save()"))
    set_gate("warn")
    assert uncovered_paths(None, databases=["default"]) == []
