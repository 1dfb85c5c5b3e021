"""What editors are told of their draft, and who is told."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.viewsets.pages import PageViewSet, page_viewset_registry
from wagtail.models import GroupPagePermission, Revision, Site

from a11y.editor import side_panel
from a11y.editor.side_panel import AccessibilityEditViewMixin, add_to_editors
from a11y.models import Finding, PageAudit
from a11y.profiles import AuditProfile, rule_set
from a11y.triage import decide
from tests.a11y.cms.gated import KEYED, form_of, set_gate
from tests.a11y.site.models import PlainPage

pytestmark = pytest.mark.django_db(transaction=True)

VIEWS = ("findings", "progress", "spoken")
State = PageAudit.State


def address(view: str, page: Any) -> str:
    return reverse(f"tdd_a11y:editor_{view}", args=[page.pk])


@pytest.fixture
def audited() -> Callable[..., PageAudit]:
    """A function that writes down an audit of the page: done, of its latest draft."""

    def make(page: Any, **said: Any) -> PageAudit:
        given: dict[str, Any] = {
            "page_id": page.pk,
            "state": State.DONE,
            "profile": AuditProfile().key,
            "rule_set": rule_set(),
            "finished_at": timezone.now(),
        }
        if "revision" not in said:
            given["revision"] = page.get_latest_revision()
        audit = PageAudit(**{**given, **said})
        audit.is_draft = audit.revision is not None
        if audit.revision and "revision_created_at" not in said:
            audit.revision_created_at = audit.revision.created_at
        audit.save()
        return audit

    return make


@pytest.fixture
def told(as_admin: Client) -> Callable[..., str]:
    """A function that returns what the side panel is told of the page."""

    def ask(page: Any, view: str = "findings", **query: str) -> str:
        answer = as_admin.get(address(view, page), query)
        assert answer.status_code == 200
        return " ".join(answer.content.decode().split())

    return ask


@pytest.fixture
def make_editor(home: PlainPage) -> Callable[..., Any]:
    """A function that makes somebody who may edit the pages under this one."""

    def make(name: str, page: Any) -> Any:
        group = Group.objects.create(name=name)
        group.permissions.add(Permission.objects.get(codename="access_admin"))
        change = Permission.objects.get(codename="change_page")
        GroupPagePermission.objects.create(group=group, page_id=page.pk, permission=change)
        user = get_user_model().objects.create_user(name, f"{name}@example.org", "password")
        user.groups.add(group)
        return user

    return make


def edit(page: Any) -> Revision:
    """Change the page's draft."""
    draft = page.get_latest_revision_as_object()
    draft.title += "!"
    return draft.save_revision()


# The editor


def test_the_toggle_counts_the_barriers_that_stand_on_the_draft(as_admin, make_page, make_finding):
    page = make_page()
    make_finding(page, draft=True)
    make_finding(page, draft=True, audience="developer")
    make_finding(page, draft=True, outcome="cantTell")
    make_finding(page, draft=True, triage="no_barrier")
    make_finding(page, draft=False, live=False)
    html = as_admin.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert 'aria-label="Toggle accessibility: 2 barriers"' in html
    assert 'data-side-panel="a11y-audit"' in html


def test_the_side_panel_adds_at_most_three_queries_to_the_editor(
    as_admin, make_page, make_finding, audited, monkeypatch
):
    page = make_page()
    edit(page)
    audited(page)
    make_finding(page, draft=True)
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])

    def queries() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert as_admin.get(url).status_code == 200
        return len(queries)

    as_admin.get(url)
    with_panel = queries()
    monkeypatch.setattr(
        AccessibilityEditViewMixin,
        "get_side_panels",
        lambda self: super(AccessibilityEditViewMixin, self).get_side_panels(),
    )
    assert 1 <= with_panel - queries() <= 3


def test_autosave_does_not_ask_for_the_panel(as_admin, make_page, monkeypatch):
    page = make_page()
    drawn = []
    monkeypatch.setattr(side_panel, "AccessibilitySidePanel", lambda *a, **k: drawn.append(a))
    as_admin.get(
        reverse("wagtailadmin_pages:edit", args=[page.pk]), {"_w_hydrate_create_view": "1"}
    )
    assert drawn == []


def test_a_page_type_with_an_editor_of_its_own_has_the_panel_too(make_page, monkeypatch):
    class OwnView(PageViewSet.edit_view_class):
        pass

    own = PageViewSet()
    own.edit_view_class = OwnView
    monkeypatch.setitem(page_viewset_registry.values_by_class, PlainPage, own)
    add_to_editors()
    view = own.edit_view_class
    assert issubclass(view, OwnView)
    assert issubclass(view, AccessibilityEditViewMixin)
    add_to_editors()
    assert own.edit_view_class is view


def test_an_older_version_in_the_editor_is_never_taken_for_what_was_audited(as_admin, make_page):
    page = make_page()
    first = page.get_latest_revision()
    edit(page)
    url = reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, first.pk])
    html = as_admin.get(url).content.decode()
    assert 'data-tdd-a11y-editor-reverting-value="true"' in html


# The findings


def test_what_the_editor_can_mend_comes_first(told, make_page, make_finding, audited):
    page = make_page()
    audited(page)
    make_finding(page, draft=True, message="For developers only.", audience="developer")
    make_finding(page, draft=True, message="Is it clear?", outcome="cantTell", severity=5)
    make_finding(page, draft=True, message="A barrier.", severity=2)
    said = told(page)
    order = ["For you to fix", "A barrier.", "For you to check", "Is it clear?", "For developers"]
    positions = [said.index(words) for words in [*order, "For developers only."]]
    assert positions == sorted(positions)


def test_findings_are_grouped_by_block_the_worst_first(told, make_page, make_finding, audited):
    page = make_page()
    audited(page)
    first, second = {"place": "Body › Card"}, {"place": "Body › Text"}
    make_finding(page, draft=True, content_path="body.1", impact="serious", **first)
    make_finding(page, draft=True, content_path="body.2", impact="critical", **second)
    make_finding(page, draft=True, content_path="body.1", impact="moderate", **first)
    said = told(page)
    assert said.count("Body › Card") == 1
    assert said.index("Body › Text") < said.index("Body › Card")


def test_what_was_set_aside_is_folded_away_with_the_reason(
    told, admin, make_page, make_finding, audited
):
    page = make_page()
    audited(page)
    finding = make_finding(page, draft=True)
    decide([finding], admin, triage=Finding.Triage.NO_BARRIER, comment="It is a logo.")
    said = told(page)
    assert "For you to fix" not in said
    folded = said.partition("<details")[2]
    assert "Set aside" in folded
    assert "It is a logo." in folded
    assert "(admin)" in folded


def test_words_from_the_page_are_never_read_as_html(told, make_page, make_finding, audited):
    page = make_page()
    audited(page)
    bad = "<script>alert(1)</script>"
    make_finding(page, draft=True, message=bad, html=bad, target=[bad], place=bad, how_to_fix=bad)
    assert "<script>" not in told(page)


def test_of_a_draft_its_own_audit_is_told_and_not_what_is_live(
    told, admin, make_page, make_finding, audited
):
    page = make_page()
    finding = make_finding(page, draft=True, outcome="cantTell", message="Is it clear?")
    decide([finding], admin, triage=Finding.Triage.NO_BARRIER)
    audit = audited(page, revision=edit(page))
    said = audit.occurrences.create(
        finding=finding, change="same", outcome="cantTell", message="Is it clear?"
    )
    said.mark = finding.judged
    said.save()
    assert "Set aside" in told(page)
    said.outcome, said.impact, said.message, said.mark = "failed", "serious", "It is not.", "other"
    said.save()
    html = told(page)
    assert "Set aside" not in html
    assert "Is it clear?" not in html
    assert html.index("For you to fix") < html.index("Serious") < html.index("It is not.")
    assert 'data-count="1"' in html


# What they are about


def stands(said: str) -> str:
    """Which of the sentences on what the findings are about is not hidden."""
    if "<p data-current >" in said:
        return "current"
    if "<p data-stale >" in said:
        return "stale"
    for words in ("has not been audited yet.", "The rules, or what this site asks"):
        if words in said:
            return words
    return said


def test_an_audit_of_the_draft_as_it_is_saved_is_current(told, make_page, audited):
    page = make_page()
    audited(page, revision=edit(page))
    assert stands(told(page)) == "current"


def test_an_audit_is_out_of_date_once_the_draft_was_changed(told, make_page, audited):
    page = make_page()
    audited(page)
    edit(page)
    assert stands(told(page)) == "stale"


def test_an_audit_is_out_of_date_once_autosave_wrote_over_the_draft(told, make_page, audited):
    page = make_page()
    revision = edit(page)
    audited(page, revision=revision)
    draft = page.get_latest_revision_as_object()
    draft.title += "?"
    draft.save_revision(overwrite_revision=revision)
    assert stands(told(page)) == "stale"


def test_an_audit_is_current_when_the_same_is_saved_once_more(
    told, make_page, make_finding, audited, as_admin
):
    page = make_page("Refused", KEYED, live=False)
    set_gate("block")
    audited(page)
    finding = make_finding(page, live=False, draft=True)
    PageAudit.objects.get().occurrences.create(
        finding=finding, change="new", outcome="failed", impact="critical", message="A barrier."
    )
    before = page.latest_revision_id
    editor = reverse("wagtailadmin_pages:edit", args=[page.pk])
    as_admin.post(editor, {**form_of(page), "action-publish": "1"})
    page.refresh_from_db()
    assert not page.live
    assert page.latest_revision_id != before
    shown = page.latest_revision.created_at.isoformat()
    assert stands(told(page, shown=shown)) == "current"


def test_an_audit_of_a_draft_that_is_kept_no_longer_is_out_of_date(told, make_page, audited):
    page = make_page()
    first = edit(page)
    audited(page, revision=first)
    edit(page)
    page.refresh_from_db()
    first.delete()
    assert stands(told(page)) == "stale"


def test_an_audit_is_out_of_date_for_who_has_another_version_on_the_screen(
    told, make_page, audited
):
    page = make_page()
    audited(page)
    latest = page.get_latest_revision().created_at
    assert stands(told(page, shown=latest.isoformat())) == "current"
    before = (latest - timedelta(minutes=1)).isoformat()
    assert stands(told(page, shown=before)) == "stale"
    assert stands(told(page, shown="yesterday")) == "stale"


def test_an_audit_of_the_live_page_is_current_while_nothing_is_unpublished(
    told, make_page, audited
):
    page = make_page()
    page.get_latest_revision().publish()
    audited(page, revision=None)
    assert stands(told(page)) == "current"


def test_an_audit_from_before_publishing_is_out_of_date(told, make_page, audited):
    page = make_page()
    audited(page, revision=None, finished_at=timezone.now() - timedelta(minutes=1))
    page.get_latest_revision().publish()
    assert stands(told(page)) == "stale"


def test_an_audit_by_other_rules_is_out_of_date(told, make_page, audited):
    page = make_page()
    audited(page, rule_set="older")
    assert stands(told(page)) == "The rules, or what this site asks"
    audited(page, profile=AuditProfile(level="A").key)
    assert stands(told(page)) == "The rules, or what this site asks"


def test_a_draft_that_was_never_audited_is_said_to_be_so(told, make_page):
    page = make_page(live=False)
    said = told(page)
    assert stands(said) == "has not been audited yet."
    assert "Nothing was found" not in said


def test_without_an_audit_of_the_draft_the_live_findings_are_shown_and_named_so(
    told, make_page, make_finding, audited
):
    page = make_page()
    audited(page, revision=None)
    edit(page)
    make_finding(page, live=True, draft=False, message="On the live page.")
    said = told(page)
    assert "This is about the live page. The draft has not been audited yet." in said
    assert "On the live page." in said
    audited(page)
    said = told(page)
    assert "On the live page." not in said
    assert "Nothing was found." in said


# Audits on demand


def test_who_asks_gets_an_audit_of_the_latest_draft(as_admin, make_page):
    page = make_page()
    revision = edit(page)
    answer = as_admin.post(address("audit", page), headers={"X-Requested-With": "XMLHttpRequest"})
    assert "waits for a worker" in answer.content.decode()
    ordered = PageAudit.objects.get()
    assert (ordered.page_id, ordered.revision_id, ordered.reason) == (
        page.pk,
        revision.pk,
        PageAudit.Reason.ASKED,
    )


def test_asking_without_a_script_leads_back_to_the_editor(as_admin, make_page):
    page = make_page()
    answer = as_admin.post(address("audit", page))
    assert answer.url == f"/admin/pages/{page.pk}/edit/#accessibility-panel"


def test_a_live_page_without_versions_is_audited_as_it_is(as_admin, home):
    as_admin.post(address("audit", home))
    assert PageAudit.objects.get().revision is None


def test_a_page_that_was_never_saved_is_not_audited(as_admin, home):
    home.live = False
    home.save()
    answer = as_admin.post(address("audit", home), headers={"X-Requested-With": "XMLHttpRequest"})
    assert "save the page first" in answer.content.decode()
    assert not PageAudit.objects.exists()


def test_a_page_of_no_site_is_audited_without_an_error(as_admin, make_page):
    page = make_page()
    Site.objects.all().delete()
    assert as_admin.post(address("audit", page)).status_code == 302
    assert as_admin.get(address("findings", page)).status_code == 200


def test_it_is_told_how_far_the_audit_is(told, make_page, audited):
    page = make_page()
    audited(page, state=State.RUNNING)
    assert "The page is being audited." in told(page, "progress")
    audited(page)
    assert "The audit is done." in told(page, "progress")
    audited(page, state=State.FAILED, error="it hangs <b>")
    assert "could not be audited: it hangs &lt;b" in told(page, "progress")


def test_where_no_worker_seems_to_run_that_is_said(told, make_page, audited):
    page = make_page()
    due = audited(page, state=State.DUE, finished_at=None)
    assert "waits for a worker" in told(page, "progress")
    PageAudit.objects.filter(pk=due.pk).update(due_at=timezone.now() - timedelta(seconds=31))
    assert "no worker seems to run" in told(page, "progress")
    soon = timezone.now() + timedelta(minutes=1)
    other = audited(make_page("Another"), state=State.RUNNING, leased_until=soon, finished_at=None)
    assert "waits for a worker" in told(page, "progress")
    PageAudit.objects.filter(pk=other.pk).update(leased_until=timezone.now())
    assert "no worker seems to run" in told(page, "progress")


# As it is spoken


def test_the_page_can_be_read_as_it_is_spoken(told, make_page, audited):
    page = make_page()
    line = {"depth": 0, "role": "main", "name": "", "level": 0, "states": [], "kind": "landmark"}
    audited(
        page,
        spoken=[
            line,
            {**line, "depth": 1, "role": "heading", "name": "A <b>", "level": 2, "kind": "heading"},
            {**line, "depth": 40, "role": "image", "kind": ""},
            {**line, "role": "button", "name": "Menu", "states": ["collapsed"], "kind": ""},
        ],
    )
    said = told(page, "spoken")
    assert "main content" in said
    assert "heading level 2</span> A &lt;b&gt;" in said
    assert "image</span> <em>without a name</em>" in said
    assert "Menu <span" in said
    assert "collapsed" in said
    assert "Headings (1)" in said
    assert "Landmarks (1)" in said


def test_what_was_heard_by_the_audit_that_was_taken_over_is_read(told, make_page, audited):
    page = make_page()
    line = {"depth": 0, "role": "main", "name": "", "level": 0, "states": [], "kind": "landmark"}
    first = audited(page, spoken=[line])
    audited(page, same_as=first)
    assert "main content" in told(page, "spoken")


def test_nothing_heard_is_said_plainly(told, make_page, audited):
    page = make_page()
    assert "has not been audited yet" in told(page, "spoken")
    audited(page)
    assert "could not listen" in told(page, "spoken")
    audited(page, spoken=[])
    assert "the page is silent" in told(page, "spoken")


# Who may see it


def test_only_who_may_edit_the_page_is_told(client, make_page, make_editor):
    mine, other = make_page("Mine"), make_page("Other")

    def answers(page: Any) -> set[int]:
        header = {"X-Requested-With": "XMLHttpRequest"}
        asked = [client.get(address(view, page), headers=header) for view in VIEWS]
        asked.append(client.post(address("audit", page), headers=header))
        return {answer.status_code for answer in asked}

    client.force_login(make_editor("editor", mine))
    assert answers(mine) == {200}
    assert answers(other) == {403}
    assert not PageAudit.objects.filter(page_id=other.pk).exists()
    client.logout()
    assert answers(mine) == {403}


def test_auditors_who_edit_nothing_see_no_drafts(client, auditor, make_page):
    client.force_login(auditor)
    for view in VIEWS:
        answer = client.get(address(view, make_page(view)))
        assert answer.url == reverse("wagtailadmin_home")


def test_an_audit_is_ordered_by_posting_with_the_token_only(admin, make_page):
    page = make_page()
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(admin)
    assert strict.post(address("audit", page)).status_code == 403
    assert strict.get(address("audit", page)).status_code == 405
    assert not PageAudit.objects.exists()


def test_a_page_that_is_gone_is_not_found(as_admin, home):
    for view in VIEWS:
        url = reverse(f"tdd_a11y:editor_{view}", args=[99999])
        assert as_admin.get(url).status_code == 404
    assert as_admin.post(reverse("tdd_a11y:editor_audit", args=[99999])).status_code == 404
