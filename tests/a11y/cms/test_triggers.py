"""When pages are audited by themselves."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Page

from a11y.models import AuditSettings, PageAudit


@pytest.fixture
def database(db):
    """Nothing here has another thread."""


def due() -> list[str]:
    audits = PageAudit.objects.filter(state=PageAudit.State.DUE).order_by("pk")
    return [f"{audit.page.title}: {audit.reason}" for audit in audits]


def test_a_page_that_is_published_is_due(make_page):
    page = make_page(live=False)

    page.latest_revision.publish()

    assert due() == ["A page: published"]


def test_a_page_that_is_to_go_live_later_is_not(make_page):
    page = make_page(live=False)
    page.go_live_at = timezone.now() + timedelta(days=1)

    page.save_revision().publish()

    assert due() == []


def test_a_page_that_is_taken_down_is_no_longer_due(make_page):
    page = make_page(live=False)
    page.latest_revision.publish()
    page.refresh_from_db()

    page.unpublish()

    assert due() == []


def test_pages_that_are_moved_are_due_with_all_below_them(make_page, home):
    moved, child = make_page("Moved"), make_page("Child")
    child.move(moved, pos="last-child")
    PageAudit.objects.all().delete()
    other = make_page("Other")

    Page.objects.get(pk=moved.pk).move(other, pos="last-child")

    assert due() == ["Moved: changed", "Child: changed"]


def test_pages_that_show_a_snippet_are_due_when_it_changes(make_page, notice):
    make_page("Without")
    make_page("With", {"type": "notice", "value": notice.pk})
    PageAudit.objects.all().delete()

    notice.text = "Changed"
    notice.save()

    assert due() == ["With: changed"]


def test_all_pages_of_a_site_are_due_when_its_settings_change(make_page, footer):
    make_page("One")
    make_page("A draft", live=False)

    footer.save()

    assert due() == ["Plain home: changed", "One: changed"]


def test_what_the_audit_itself_keeps_makes_nothing_due(make_page, home):
    make_page()
    AuditSettings.for_site(home.get_site()).save()

    assert due() == []


def test_a_project_can_do_without(make_page, settings):
    settings.TDD_A11Y = {"AUTOMATIC": False}
    make_page(live=False).latest_revision.publish()

    assert due() == []
