"""The findings report stays fast and asks the database as often, however much there is."""

import time
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission, Page, PageViewRestriction

from a11y.engine.model import Impact
from a11y.models import Finding, PageAudit

pytestmark = [pytest.mark.alone, pytest.mark.slow]
SECONDS = 0.3
SCREENS = ("findings", "findings_all", "dashboard")


@pytest.fixture
def database(db):
    """Rolled back: no test here has another thread."""


def fill(home, pages, findings):
    """Put so many findings on so many pages below the front page, without asking one by one."""
    home.refresh_from_db()
    content_type = ContentType.objects.get_for_model(Page)
    start = home.get_children().count()
    added = Page.objects.bulk_create(
        Page(
            title=f"Page {number}",
            draft_title=f"Page {number}",
            slug=f"page-{number}",
            path=Page._get_path(home.path, home.depth + 1, number + 1),
            depth=home.depth + 1,
            url_path=f"{home.url_path}page-{number}/",
            content_type=content_type,
            locale=home.locale,
            live=True,
        )
        for number in range(start, start + pages)
    )
    Page.objects.filter(pk=home.pk).update(numchild=start + pages)
    now = timezone.now()
    before = Finding.objects.count()
    Finding.objects.bulk_create(
        (_finding(number, added[number % pages], now) for number in range(before, findings)),
        batch_size=1000,
    )
    PageAudit.objects.bulk_create(
        PageAudit(page=page, profile="", state="done", finished_at=now) for page in added[::2]
    )
    return added


def _finding(number, page, now):
    impact = tuple(Impact)[number % 4]
    return Finding(
        page=page,
        fingerprint=f"{number:016x}",
        cause=f"{number % 400:016x}",
        rule=f"rule-{number % 60}",
        title=f"The demand of rule {number % 60}",
        outcome="cantTell" if number % 9 == 0 else "failed",
        impact=impact,
        severity=number % 4,
        audience="editor" if number % 2 else "developer",
        criteria=" 1.1.1 2.4.4 ",
        message=f"What rule {number % 60} found wrong with an element",
        html="<a href='/'>here</a>" * 5,
        target=["main > a"],
        states=["1280x800 light"],
        elements=1 + number % 3,
        block=f"section.block{number % 40}",
        place="Body › Section › Text",
        live=number % 11 != 0,
        draft=number % 7 == 0,
        first_seen=now - timedelta(days=number % 90),
        last_seen=now,
        gone_at=now - timedelta(days=number % 30) if number % 11 == 0 else None,
    )


def queries(client, url):
    """How many queries a request makes that is not the first."""
    client.get(url)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return len(asked)


def seconds(client, url):
    """How long the quickest of four requests keeps the processor busy, SQLite's work included; and
    how long it takes by the clock, which also tells what else the machine has to do.
    """
    took = []
    for _ in range(4):
        start, began = time.thread_time(), time.perf_counter()
        client.get(url)
        took.append((time.thread_time() - start, time.perf_counter() - began))
    return min(took)


def people(home):
    """A superuser, an auditor who edits no page, and an editor of a section who audits, too."""
    users = get_user_model().objects
    audits = Group.objects.create(name="Audit")
    names = ("access_admin", "change_finding", "view_finding")
    audits.permissions.set(Permission.objects.filter(codename__in=names))
    edits = Group.objects.create(name="Edit")
    change = Permission.objects.get(codename="change_page")
    GroupPagePermission.objects.create(group=edits, page=home, permission=change)
    auditor, editor = users.create_user("auditing"), users.create_user("editing")
    auditor.groups.add(audits)
    editor.groups.add(audits, edits)
    return {"super": users.create_superuser("super"), "auditor": auditor, "editor": editor}


def test_the_report_and_the_dashboard_are_fast_with_10_000_findings(client, home):
    users = people(home)
    [_first, second, *_others] = fill(home, 10, 100)
    PageViewRestriction.objects.create(page=second)
    visits = [(name, screen) for name in users for screen in SCREENS]

    def visit(measure):
        told = {}
        for name, screen in visits:
            client.force_login(users[name])
            told[name, screen] = measure(client, reverse(f"tdd_a11y:{screen}"))
        return told

    few = visit(queries)
    fill(home, 990, 10_000)
    assert Finding.objects.count() == 10_000
    assert Page.objects.child_of(home).count() == 1_000
    assert visit(queries) == few
    took = visit(seconds)
    for visited in visits:
        busy, clock = (each * 1000 for each in took[visited])
        print(*visited, f"{few[visited]} queries, {busy:.0f} ms busy, {clock:.0f} ms in all")
    assert {visited: each for visited, each in took.items() if each[0] >= SECONDS} == {}
