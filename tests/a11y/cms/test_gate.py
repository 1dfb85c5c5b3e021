"""What the gate lets pass, what it says, and who may override it."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.contrib.messages import get_messages
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import APIToken, GroupPagePermission, Revision, Site

from a11y import gate
from a11y.engine.errors import AxeMissingError
from a11y.engine.model import Impact, Outcome
from a11y.gate import HELD_BACK, OVERRIDE, GateError, judge_draft, overriding
from a11y.invalid import invalid_values
from a11y.models import AuditSettings, Finding, Occurrence, PageAudit
from a11y.triage import decide
from tests.a11y.cms.conftest import NO_ALTERNATIVE
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
WITHOUT_SOURCE = {"type": "card", "value": {"source": "", "text": ""}}
"""A block that the editor saves as a draft, and does not publish: its source is required."""


@pytest.fixture
def database(db: None) -> None:
    """No other thread looks on."""


@pytest.fixture
def draft(make_page: MakePage) -> PlainPage:
    """A draft with one block."""
    return make_page("Barred", NO_ALTERNATIVE, live=False)


@pytest.fixture
def publisher(home: PlainPage) -> Any:
    """Somebody who may edit and publish all pages, and override nothing."""
    group = Group.objects.create(name="Publishers")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for codename in ("change_page", "publish_page"):
        permission = Permission.objects.get(codename=codename)
        GroupPagePermission.objects.create(group=group, page=home, permission=permission)
    user = get_user_model().objects.create_user("publisher", "publisher@example.org", "password")
    user.groups.add(group)
    return user


def publish_in_the_editor(client: Client, page: PlainPage) -> Any:
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return client.post(url, {**form_of(page), "action-publish": "1"})


def said(response: Any) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def refuses(page: PlainPage) -> bool:
    return judge_draft(page, page.get_latest_revision()).refuses


def test_a_gate_that_is_off_costs_one_query(draft: PlainPage) -> None:
    revision = draft.get_latest_revision()
    # Where sites begin is asked of the cache, which tests do without.
    with CaptureQueriesContext(connection) as cached:
        Site.get_site_root_paths()
    with CaptureQueriesContext(connection) as queries:
        assert not judge_draft(draft, revision).objects
    own = [one for one in queries if "auditsettings" in one["sql"]]
    assert (len(own), len(queries)) == (1, len(cached) + 1)
    assert not AuditSettings.objects.exists()


def test_what_counts_is_asked_of_the_site(draft: PlainPage) -> None:
    set_gate("block", gate_impact="critical")
    serious = barrier(draft, impact=Impact.SERIOUS)
    question = barrier(draft, outcome=Outcome.CANT_TELL)
    audited(draft.get_latest_revision(), serious, question)
    assert not refuses(draft)
    set_gate("block", gate_impact="serious")
    assert refuses(draft)
    set_gate("block", gate_impact="critical", gate_questions=True)
    assert refuses(draft)


def test_a_barrier_without_impact_counts_where_all_do(draft: PlainPage) -> None:
    set_gate("block", gate_impact="moderate")
    audited(draft.get_latest_revision(), barrier(draft))
    Occurrence.objects.update(impact="")
    assert not refuses(draft)
    set_gate("block", gate_impact="minor")
    assert refuses(draft)


def test_what_a_person_has_set_aside_does_not_count(draft: PlainPage, admin: Any) -> None:
    set_gate("block")
    audited(draft.get_latest_revision(), barrier(draft))
    decide(Finding.objects.all(), admin, triage="no_barrier")
    draft.get_latest_revision().publish()
    assert is_live(draft)


def test_what_was_judged_on_the_live_page_is_no_word_on_a_draft_that_is_worse(
    make_page: MakePage, admin: Any
) -> None:
    page = make_page("Live", NO_ALTERNATIVE)
    set_gate("block")
    asked = barrier(page, outcome=Outcome.CANT_TELL, message="Does it say it?", fingerprint="one")
    audited(page, asked)
    decide(Finding.objects.all(), admin, triage="no_barrier")
    revision = page.save_revision()
    audited(revision, asked)
    assert not refuses(page)
    audited(revision, barrier(page, fingerprint="one"))
    assert Finding.objects.get().outcome == "cantTell"
    with pytest.raises(GateError, match=MESSAGE):
        revision.publish()


def test_saving_the_same_once_more_does_not_call_for_another_audit(draft: PlainPage) -> None:
    set_gate("block")
    audited(draft.get_latest_revision())
    assert not refuses(draft)
    draft.save_revision()
    assert not refuses(draft)
    draft.title = "Another"
    draft.save_revision()
    assert refuses(draft)


def test_the_order_of_keys_in_a_stream_is_no_other_content(draft: PlainPage) -> None:
    set_gate("block")
    audited(draft.get_latest_revision())
    revision = draft.save_revision()
    (block,) = json.loads(revision.content["body"])
    revision.content["body"] = json.dumps([dict(reversed(block.items()))])
    revision.save()
    assert not refuses(draft)


def test_what_autosave_writes_over_an_audited_draft_is_not_audited(draft: PlainPage) -> None:
    set_gate("block")
    revision = draft.get_latest_revision()
    audited(revision)
    draft.title = "Another"
    draft.save_revision(overwrite_revision=revision)
    assert refuses(draft)


@pytest.mark.parametrize("stale", [{"rule_set": "old"}, {"profile": "A 1280x800 light rest"}])
def test_an_audit_by_other_rules_does_not_count(draft: PlainPage, stale: dict[str, str]) -> None:
    set_gate("block")
    audited(draft.get_latest_revision())
    PageAudit.objects.update(**stale)
    assert refuses(draft)


def test_a_draft_that_could_not_be_audited_is_refused_and_audited_again(draft: PlainPage) -> None:
    set_gate("block")
    audited(draft.get_latest_revision(), error="The browser was gone.")
    with pytest.raises(GateError, match="could not be audited: The browser was gone"):
        draft.get_latest_revision().publish()
    assert PageAudit.objects.filter(state="due").count() == 1


def test_without_axe_core_no_draft_counts_as_audited_and_nothing_breaks(
    make_page: MakePage, as_admin: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing() -> str:
        raise AxeMissingError("axe-core is missing")

    draft = make_page("Barred", KEYED, live=False)
    set_gate("block")
    audited(draft.get_latest_revision())
    monkeypatch.setattr(gate, "rule_set", missing)
    assert "has not been audited as it is now" in said(publish_in_the_editor(as_admin, draft))
    panel = as_admin.get(reverse("tdd_a11y:editor_findings", args=[draft.pk]))
    assert "The rules, or what this site asks" in panel.content.decode()
    assert not is_live(draft)


def test_a_page_without_a_site_is_not_held_up(draft: PlainPage) -> None:
    set_gate("block")
    Site.objects.all().delete()
    draft.get_latest_revision().publish()
    assert is_live(draft)


def test_the_message_names_five_barriers_and_counts_the_others(draft: PlainPage) -> None:
    set_gate("block")
    revision = draft.get_latest_revision()
    audit = audited(revision, barrier(draft))
    one = Finding.objects.get()
    for number in range(6):
        one.pk, one.fingerprint = None, f"{number}"
        one.save()
        audit.occurrences.create(
            finding=one, change="new", outcome="failed", impact="critical", message=MESSAGE
        )
    words = judge_draft(draft, revision).in_words()
    assert words.count(MESSAGE) == 5
    assert words.endswith("And 2 more barriers.")


# Blocks that are not valid


@pytest.fixture
def incomplete(make_page: MakePage) -> PlainPage:
    """A draft that lacks what its block requires, and is without a barrier."""
    page = make_page("Incomplete", WITHOUT_SOURCE, live=False)
    set_gate("block")
    audited(page.get_latest_revision())
    return page


NOT_VALID = "Body › Picture card › Source: This field is required."


def test_code_does_not_publish_blocks_that_are_not_valid(incomplete: PlainPage) -> None:
    with pytest.raises(GateError, match=NOT_VALID):
        incomplete.get_latest_revision().publish()


def test_the_api_does_not_publish_blocks_that_are_not_valid(
    incomplete: PlainPage, admin: Any, client: Client
) -> None:
    token = APIToken.create_token(user=admin, name="test")[1]
    url = reverse("wagtailapi_v3:pages_actions_publish", args=[incomplete.pk])
    response = client.post(url, headers={"Authorization": f"Bearer {token}"})
    assert (response.status_code, response.json()["detail"]) == (403, NOT_VALID)


def test_bulk_publishing_does_not_publish_blocks_that_are_not_valid(
    incomplete: PlainPage, as_admin: Client
) -> None:
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    response = as_admin.post(f"{url}?id={incomplete.pk}")
    path = f"body.{incomplete.body[0].id}.source"
    assert f'?from=gate#:w:contentpath={path}">Body › Picture card › Source</a>' in said(response)
    assert not is_live(incomplete)


def test_items_of_lists_are_named_by_their_position(make_page: MakePage) -> None:
    cards = [{"type": "item", "id": name, "value": {"source": name, "text": ""}} for name in "ab"]
    cards[1]["value"] = WITHOUT_SOURCE["value"]
    page = make_page("List", {"type": "gallery", "value": {"cards": cards}}, live=False)
    set_gate("block")
    words = judge_draft(page, page.get_latest_revision()).in_words()
    assert "Body › Gallery › Cards 2 › Source: This field is required." in words


def test_a_block_whose_check_breaks_is_named_as_not_valid(
    draft: PlainPage, as_admin: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_self: Any, _value: Any) -> Any:
        raise RuntimeError

    set_gate("block")
    audited(draft.get_latest_revision())
    monkeypatch.setattr(type(draft.body[0].block), "clean", broken)
    place, message = next(invalid_values(draft))
    assert (place.label, message[-12:]) == ("Body", "RuntimeError")
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    assert "RuntimeError" in said(as_admin.post(f"{url}?id={draft.pk}"))
    assert not is_live(draft)


def test_what_is_not_valid_cannot_be_overridden(incomplete: PlainPage, as_admin: Client) -> None:
    response = as_admin.get(reverse("tdd_a11y:override_gate", args=[incomplete.pk]))
    assert "have to be mended first" in response.content.decode()
    assert b'name="reason"' not in response.content
    with overriding(), pytest.raises(GateError, match="Source: This field is required"):
        incomplete.get_latest_revision().publish()


# Warning


def test_a_gate_that_warns_publishes_and_says_what_was_found(
    draft: PlainPage, as_admin: Client
) -> None:
    set_gate("warn")
    response = publish_in_the_editor(as_admin, draft)
    assert is_live(draft)
    assert "has not been audited as it is now" in said(response)
    draft = PlainPage.objects.get(pk=draft.pk)
    audited(draft.get_latest_revision(), barrier(draft))
    response = publish_in_the_editor(as_admin, draft)
    assert MESSAGE in said(response)
    assert "has been published" in said(response)


def test_a_gate_that_warns_says_so_after_bulk_publishing(
    draft: PlainPage, as_admin: Client
) -> None:
    set_gate("warn")
    audited(draft.get_latest_revision(), barrier(draft))
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    response = as_admin.post(f"{url}?id={draft.pk}")
    assert is_live(draft)
    assert MESSAGE in said(response)


def test_a_gate_that_warns_has_nothing_to_say_of_a_page_without_barriers(
    draft: PlainPage, as_admin: Client
) -> None:
    set_gate("warn")
    audited(draft.get_latest_revision())
    draft = draft.get_latest_revision_as_object()
    draft.save_revision()
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    assert "barriers" not in said(as_admin.post(f"{url}?id={draft.pk}"))


# Overriding


def override_url(page: PlainPage) -> str:
    return reverse("tdd_a11y:override_gate", args=[page.pk])


def form_to_override(client: Client, page: PlainPage) -> dict[str, str]:
    draft = client.get(override_url(page)).context["form"]["draft"].value()
    return {"draft": draft, "reason": "It must be out today."}


@pytest.fixture
def barred(draft: PlainPage) -> PlainPage:
    """A draft that the gate refuses."""
    set_gate("block")
    audited(draft.get_latest_revision(), barrier(draft))
    return draft


def test_who_may_override_publishes_with_a_reason_that_is_kept(
    barred: PlainPage, publisher: Any, client: Client
) -> None:
    group = publisher.groups.get()
    group.permissions.add(Permission.objects.get(codename="override_gate"))
    client.force_login(publisher)
    url = override_url(barred)
    refused = client.post(
        reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"]) + f"?id={barred.pk}"
    )
    assert f'href="{url}"' in said(refused)
    assert MESSAGE in client.get(url).content.decode()
    form = form_to_override(client, barred)
    missing = client.post(url, {**form, "reason": ""})
    assert missing.status_code == 200
    assert not is_live(barred)
    client.post(url, form)
    assert is_live(barred)
    (entry,) = log_of(barred, OVERRIDE)
    assert (entry.user, entry.data["reason"]) == (publisher, "It must be out today.")
    history = client.get(reverse("wagtailadmin_pages:history", args=[barred.pk]))
    assert "It must be out today." in history.content.decode()


def test_who_may_not_override_is_not_offered_it_and_is_turned_away(
    barred: PlainPage, publisher: Any, client: Client
) -> None:
    client.force_login(publisher)
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    assert override_url(barred) not in said(client.post(f"{bulk}?id={barred.pk}"))
    for response in (client.get(override_url(barred)), client.post(override_url(barred), {})):
        assert response.url == reverse("wagtailadmin_home")
    assert not is_live(barred)


def test_the_permission_to_override_is_none_to_publish(
    barred: PlainPage, auditor: Any, client: Client
) -> None:
    auditor.groups.get().permissions.add(Permission.objects.get(codename="override_gate"))
    client.force_login(auditor)
    response = client.get(override_url(barred))
    assert response.url == reverse("wagtailadmin_home")


def test_a_draft_that_was_changed_meanwhile_is_looked_at_once_more(
    barred: PlainPage, as_admin: Client
) -> None:
    form = form_to_override(as_admin, barred)
    barred.title = "Another"
    barred.save_revision(overwrite_revision=barred.get_latest_revision())
    response = as_admin.post(override_url(barred), form)
    assert response.url == override_url(barred)
    assert not is_live(barred)


def test_a_page_that_is_locked_is_not_published(barred: PlainPage, as_admin: Client) -> None:
    PlainPage.objects.filter(pk=barred.pk).update(locked=True)
    response = as_admin.get(override_url(barred))
    assert response.url == reverse("wagtailadmin_pages:edit", args=[barred.pk])


def test_there_is_nothing_to_override_where_nothing_is_refused(
    draft: PlainPage, as_admin: Client
) -> None:
    assert as_admin.get(override_url(draft)).status_code == 302
    assert as_admin.get(reverse("tdd_a11y:override_gate", args=[0])).status_code == 404


def test_what_was_overridden_and_scheduled_goes_live_in_time(
    barred: PlainPage, as_admin: Client
) -> None:
    barred.go_live_at = timezone.now() + timedelta(days=1)
    revision = barred.save_revision()
    as_admin.post(override_url(barred), form_to_override(as_admin, barred))
    assert not is_live(barred)
    past = timezone.now() - timedelta(minutes=1)
    content = {**revision.content, "go_live_at": past.isoformat()}
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=past, content=content)
    call_command("publish_scheduled")
    assert is_live(barred)
    assert not log_of(barred, HELD_BACK)
