"""The barriers on pages, where pages are listed."""

import re
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission, PageViewRestriction

from a11y.editor.drafts import count_barriers
from a11y.editor.home import MOST_PAGES, my_pages
from a11y.editor.listings import count_by_page
from a11y.models import PageAudit
from tests.a11y.site.models import PlainPage

pytestmark = pytest.mark.django_db(transaction=True)


def audit_draft(page: Any) -> PageAudit:
    """The page has a draft that was audited."""
    revision = page.save_revision(changed=True)
    return PageAudit.objects.create(
        page_id=page.pk,
        revision=revision,
        revision_created_at=revision.created_at,
        is_draft=True,
        state=PageAudit.State.DONE,
        finished_at=timezone.now(),
    )


def listing(client: Any, home: Any) -> str:
    html = client.get(reverse("wagtailadmin_explore", args=[home.pk])).content.decode()
    return " ".join(html.split())


def test_a_listing_counts_the_barriers_on_each_page(as_admin, home, make_page, make_finding):
    page, clean = make_page("With barriers"), make_page("Clean")
    make_finding(page)
    make_finding(page)
    make_finding(page, outcome="cantTell")
    make_finding(clean, triage="no_barrier")
    make_finding(clean, live=False)
    html = listing(as_admin, home)
    assert f'href="/admin/pages/{page.pk}/edit/#accessibility-panel">2 barriers' in html
    assert f"/admin/pages/{clean.pk}/edit/#accessibility-panel" not in html


def test_the_listing_and_the_home_page_count_what_the_side_panel_counts(
    as_admin, admin, home, make_page, make_finding
):
    page = make_page("Mended")
    page.owner = admin
    page.save(update_fields=["owner"])
    make_finding(page)
    worse = make_finding(page, draft=True, outcome="cantTell", impact="minor")

    def counts() -> tuple[int, int, int]:
        shown = PlainPage.objects.get(pk=page.pk)
        mine = sum(row["count"] for row in my_pages(admin))
        return count_by_page([shown], admin).get(page.pk, 0), mine, count_barriers(shown)

    page.save_revision(changed=True)
    assert counts() == (1, 1, 1)
    audit = audit_draft(page)
    assert counts() == (0, 0, 0)
    said = {"outcome": "failed", "impact": "critical", "message": "It is worse."}
    audit.occurrences.create(finding=worse, change="same", mark="other", **said)
    assert counts() == (1, 1, 1)
    assert my_pages(admin)[0]["impact"] == "Critical"


def test_every_listing_counts_with_one_query(as_admin, home, make_page, make_finding):
    for number in range(5):
        make_finding(make_page(f"Page {number}"))
    for url in (
        reverse("wagtailadmin_explore", args=[home.pk]),
        reverse("wagtailadmin_pages:search"),
        reverse("wagtailadmin_pages:type_use", args=["tests_a11y_site", "plainpage"]),
    ):
        with CaptureQueriesContext(connection) as queries:
            html = as_admin.get(url).content.decode()
        assert html.count("1 barrier") == 5
        assert len([one for one in queries if "tdd_a11y_finding" in one["sql"]]) == 1


def test_a_listing_tells_nothing_of_drafts_and_private_pages_that_one_may_not_edit(
    client, home, make_page, make_finding
):
    group = Group.objects.create(name="Readers of reports")
    group.permissions.set(Permission.objects.filter(codename__in=("access_admin", "view_finding")))
    mine, draft, private, public = (make_page(title) for title in ("M", "D", "P", "L"))
    lock = Permission.objects.get(codename="lock_page")
    change = Permission.objects.get(codename="change_page")
    GroupPagePermission.objects.create(group=group, page_id=home.pk, permission=lock)
    GroupPagePermission.objects.create(group=group, page_id=mine.pk, permission=change)
    PageViewRestriction.objects.create(
        page_id=private.pk, restriction_type=PageViewRestriction.LOGIN
    )
    audit_draft(mine)
    make_finding(mine, live=False, draft=True)
    make_finding(draft, live=False, draft=True)
    audit_draft(public)  # where all is mended
    make_finding(private)
    for _number in range(3):
        make_finding(public)
    user = get_user_model().objects.create_user("reader", "r@example.org", "password")
    user.groups.add(group)
    client.force_login(user)
    html = listing(client, home)
    assert sorted(re.findall(r"\d+ barriers?", html)) == ["1 barrier", "3 barriers"]
    assert f"/admin/pages/{mine.pk}/edit/#accessibility-panel" in html
    assert '<span class="w-status">3 barriers</span>' in html


def test_the_home_page_lists_my_pages_the_worst_first(as_admin, admin, make_page, make_finding):
    owned, edited, foreign = make_page("Owned"), make_page("Edited <b>"), make_page("Foreign")
    owned.owner = admin
    owned.save(update_fields=["owner"])
    audit_draft(edited)
    edited.save_revision(user=admin)
    make_finding(owned, severity=1, impact="serious")
    make_finding(edited, live=False, draft=True)
    make_finding(foreign)
    rows = my_pages(admin)
    assert [(row["page_title"], row["count"], str(row["impact"])) for row in rows] == [
        ("Edited <b>", 1, "Critical"),
        ("Owned", 1, "Serious"),
    ]
    html = as_admin.get(reverse("wagtailadmin_home")).content.decode()
    assert "Barriers on your pages" in html
    assert "Edited &lt;b&gt;" in html


def test_the_home_page_says_nothing_where_nothing_is_open(as_admin, admin, make_page):
    make_page()
    assert "Barriers on your" not in as_admin.get(reverse("wagtailadmin_home")).content.decode()


def test_my_pages_are_only_those_that_i_may_still_edit(auditor, make_page, make_finding):
    page = make_page()
    page.owner = auditor
    page.save(update_fields=["owner"])
    make_finding(page)
    assert my_pages(auditor) == []


def test_the_home_page_asks_once_and_lists_a_few(
    admin, make_page, make_finding, django_assert_num_queries
):
    for number in range(MOST_PAGES + 1):
        page = make_page(f"Page {number}")
        page.owner = admin
        page.save(update_fields=["owner"])
        make_finding(page)
    with django_assert_num_queries(1):
        assert len(my_pages(admin)) == MOST_PAGES
