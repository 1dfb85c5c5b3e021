"""The dashboard counts what is open, where it is worst, and what was looked at."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse
from wagtail.models import Locale, PageViewRestriction

from a11y.findings import charts, figures
from a11y.models import PageAudit
from tests.a11y.site.models import PlainPage

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
DASHBOARD = reverse("tdd_a11y:dashboard")


@pytest.fixture
def database(db):
    """Rolled back: no test here has another thread."""


@pytest.fixture
def page(make_page):
    return make_page("Tides")


def days_ago(days):
    return NOW - timedelta(days=days)


def test_what_is_open_is_counted_from_first_seen_until_gone(admin, page, make_finding):
    make_finding(page, first_seen=days_ago(20), last_seen=NOW)
    make_finding(page, first_seen=days_ago(20), live=False, gone_at=days_ago(10), impact="minor")
    weeks = figures.open_over_time(admin, NOW)
    assert [week.total for week in weeks] == [0] * 9 + [2, 1, 1]
    assert weeks[9].open == {
        "critical": 1,
        "serious": 0,
        "moderate": 0,
        "minor": 1,
        "unrated": 0,
        "question": 0,
    }
    assert weeks[-1].day == NOW


def test_a_draft_and_what_is_set_aside_do_not_count_and_questions_count_apart(
    admin, page, make_finding
):
    make_finding(page, live=False, draft=True, first_seen=days_ago(20))
    make_finding(page, triage="no_barrier", first_seen=days_ago(20))
    make_finding(page, outcome="cantTell", first_seen=days_ago(1))
    last = figures.open_over_time(admin, NOW)[-1]
    assert last.open == {
        "critical": 0,
        "serious": 0,
        "moderate": 0,
        "minor": 0,
        "unrated": 0,
        "question": 1,
    }


def test_the_worst_pages_and_blocks_come_first(admin, make_page, make_finding):
    many, bad = make_page("Many minor"), make_page("One critical")
    for _ in range(3):
        make_finding(many, impact="minor", block="section.text")
    make_finding(bad)
    make_finding(bad, impact="critical", outcome="cantTell", block="asked")
    pages = figures.worst_pages(admin)
    assert [(row["page__title"], row["barriers"]) for row in pages] == [
        ("One critical", 1),
        ("Many minor", 3),
    ]
    blocks = figures.worst_blocks(admin)
    assert [(row["block"], row["pages"]) for row in blocks] == [("card", 1), ("section.text", 1)]


def test_what_nobody_rated_is_counted_and_listed_as_such(as_admin, page, make_finding):
    for impact in ("moderate", "minor", "", ""):
        make_finding(page, impact=impact, message=f"It is {impact or 'unrated'}.")
    response = as_admin.get(DASHBOARD)
    open_now = {one["key"]: one["count"] for one in response.context["now"]}
    assert (open_now["moderate"], open_now["minor"], open_now["unrated"]) == (1, 1, 2)
    for row in (*response.context["pages"], *response.context["blocks"]):
        assert [part.key for part in row["bar"]] == ["moderate", "minor", "unrated"]
    assert "outcome=failed&amp;impact=unrated" in response.content.decode()
    listing = reverse("tdd_a11y:findings_all")
    listed = as_admin.get(f"{listing}?version=live&outcome=failed&impact=unrated")
    assert {one.message for one in listed.context["object_list"]} == {"It is unrated."}
    assert listed.context["object_list"].count() == 2
    assert "not rated" in listed.content.decode()


def test_every_kind_has_a_pattern_of_its_own(as_admin, db):
    style = Path(finders.find("tdd_a11y/findings.css")).read_text()
    drawn = [
        re.search(rf"--{kind}\b[^{{]*{{ fill: ([^;]+);", style.partition("/* The dashboard */")[2])
        for kind in figures.SERIES
    ]
    patterns = [found[1] for found in drawn if found]
    assert len(set(patterns)) == len(figures.SERIES)
    swatches = as_admin.get(DASHBOARD).content.decode()
    for pattern in re.findall(r"#[\w-]+", " ".join(patterns)):
        assert f'id="{pattern[1:]}"' in swatches


def test_pages_of_a_translated_tree_are_looked_at_too(admin, home, settings):
    settings.WAGTAIL_I18N_ENABLED = True
    french = home.copy_for_translation(Locale.objects.create(language_code="fr"))
    french.save_revision().publish()
    home.get_parent().add_child(instance=PlainPage(title="On no site", slug="elsewhere"))
    coverage = figures.coverage(admin, NOW)
    assert {page.pk for page in coverage.never} == {home.pk, french.pk}


def audited(page, at, **said):
    return PageAudit.objects.create(
        page=page, profile="", finished_at=at, **{"state": "done", **said}
    )


def test_coverage_tells_when_live_pages_were_last_audited(admin, home, make_page):
    for days, title in ((0, "Today"), (3, "Week"), (20, "Month"), (90, "Ages")):
        audited(make_page(title), days_ago(days))
    failed = make_page("Failed")
    audited(failed, NOW, state="failed", error="It hangs.")
    draft = make_page("Looked at in a draft")
    audited(draft, NOW, revision=draft.latest_revision, is_draft=True)
    make_page("Not live", live=False)
    coverage = figures.coverage(admin, NOW)
    assert [count for _age, count in coverage.ages] == [1, 1, 1, 1, 3]
    assert [page.title for page in coverage.never] == [home.title, failed.title, draft.title]


def test_the_queue_tells_what_is_due_under_way_and_failed(as_admin, admin, page):
    audited(page, None, state="due", due_at=days_ago(1))
    audited(page, None, state="running")
    audited(page, days_ago(2), state="failed", error="The page hangs.")
    audited(page, days_ago(20), state="failed", error="Long ago.")
    queue = figures.queue(admin, NOW)
    assert (queue.due, queue.running, queue.failed) == (1, 1, 1)
    assert [audit.error for audit in queue.failures] == ["The page hangs."]


def test_an_auditor_is_told_of_no_page_they_may_not_see(client, auditor, make_page, make_finding):
    private = make_page("Secret")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    hidden = make_page("Hidden draft", live=False)
    for page in (private, hidden):
        make_finding(page)
        audited(page, datetime.now(UTC), state="failed", error="No", title=page.title)
    client.force_login(auditor)
    content = client.get(DASHBOARD).content.decode()
    assert "Secret" not in content
    assert "Hidden draft" not in content
    assert figures.open_over_time(auditor, NOW)[-1].total == 0


def test_the_dashboard_is_for_those_who_see_reports(client, auditor, page):
    client.force_login(auditor)
    assert client.get(DASHBOARD).status_code == 200
    auditor.groups.get().permissions.set(
        auditor.groups.get().permissions.exclude(codename="view_finding")
    )
    assert client.get(DASHBOARD).status_code == 302


def test_an_empty_site_has_a_dashboard(as_admin, db):
    assert PlainPage.objects.count() == 0
    assert as_admin.get(DASHBOARD).status_code == 200


def test_the_menu_leads_to_what_the_user_may_see(client, auditor, page):
    client.force_login(auditor)
    links = {DASHBOARD, reverse("tdd_a11y:findings")}
    content = client.get(reverse("wagtailadmin_home")).content.decode()
    assert all(link in content for link in links)
    auditor.groups.get().permissions.set(
        auditor.groups.get().permissions.filter(codename="access_admin")
    )
    content = client.get(reverse("wagtailadmin_home")).content.decode()
    assert not any(link in content for link in links)


def week(**counts):
    return figures.Week(NOW, {**dict.fromkeys(figures.SERIES, 0), **counts})


def test_the_highest_column_is_as_high_as_there_is_room_and_its_parts_stand_on_each_other():
    half, whole = charts.columns([week(minor=2), week(critical=1, minor=3)])
    foot = charts.TOP + charts.HEIGHT
    assert [(part.key, float(part.y), float(part.height)) for part in whole.parts] == [
        ("critical", foot - 40, 40),
        ("minor", charts.TOP, 120),
    ]
    assert [(float(part.y), float(part.height)) for part in half.parts] == [(foot - 80, 80)]


def test_a_chart_of_nothing_is_empty():
    assert [column.parts for column in charts.columns([week()])] == [[]]
    assert charts.bar({"a": 0}, 0) == []
