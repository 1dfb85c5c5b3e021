"""What people decide about findings, and how long it stands."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import registry
from wagtail.models import PageLogEntry

from a11y.engine.model import Finding as Found
from a11y.engine.model import (
    Impact,
    Occurrence,
    Outcome,
    PageResult,
    Rule,
    RuleResult,
    State,
)
from a11y.engine.wcag import criteria
from a11y.models import Decision, Finding, PageAudit
from a11y.profiles import AuditProfile
from a11y.record import record

NEXT_YEAR = timezone.localdate() + timedelta(days=365)
PROFILE = AuditProfile(viewports=AuditProfile().viewports[:1])
RULE = Rule("link-name", "Links have a name", criteria("2.4.4"), Impact.SERIOUS)
SEEN = Found(
    rule=RULE,
    outcome=Outcome.FAILED,
    impact=Impact.SERIOUS,
    target=("a",),
    html='<a href="/"></a>',
    occurrences=(Occurrence(State(), "This link has no name."),),
    text="",
    fingerprint="f" * 16,
)


@pytest.fixture
def database(db):
    """Rolled back: no test here has another thread."""


@pytest.fixture
def page(make_page):
    return make_page("Tides")


@pytest.fixture
def as_auditor(client, auditor):
    client.force_login(auditor)
    return client


def judge(client, finding, **said):
    """Judge it on its page; the errors by field, {} where there are none."""
    response = client.post(reverse("tdd_a11y:finding", args=[finding.pk]), said)
    finding.refresh_from_db()
    return {} if response.status_code == 302 else response.context["form"].errors


def test_a_finding_is_confirmed(as_auditor, auditor, page, make_finding):
    finding = make_finding(page)
    assert judge(as_auditor, finding, triage="confirmed") == {}
    assert finding.triage == "confirmed"
    assert Decision.objects.get().made_by == auditor


def test_dates_are_told_as_people_write_them(as_auditor, page, make_finding):
    finding = make_finding(page)
    judge(as_auditor, finding, triage="accepted", comment="Later", until="2999-01-31")
    content = as_auditor.get(reverse("tdd_a11y:finding", args=[finding.pk])).content.decode()
    assert "until 01/31/2999</strong>" in content


@pytest.mark.parametrize("triage", ["no_barrier", "accepted"])
def test_what_is_not_mended_needs_a_reason(as_auditor, page, make_finding, triage):
    finding = make_finding(page)
    until = {"until": NEXT_YEAR.isoformat()} if triage == "accepted" else {}
    assert list(judge(as_auditor, finding, triage=triage, **until)) == ["comment"]
    assert finding.triage == "new"
    assert judge(as_auditor, finding, triage=triage, comment="A logo", **until) == {}
    assert finding.triage == triage
    assert finding.is_set_aside


@pytest.mark.parametrize("until", ["", "2020-01-01", "soon", "2026-13-45"])
def test_what_is_accepted_is_accepted_until_a_day_to_come(as_auditor, page, make_finding, until):
    finding = make_finding(page)
    errors = judge(as_auditor, finding, triage="accepted", comment="Later", until=until)
    assert list(errors) == ["until"]
    assert finding.triage == "new"


def test_today_is_a_day_to_come(as_auditor, page, make_finding):
    finding = make_finding(page)
    today = timezone.localdate().isoformat()
    assert judge(as_auditor, finding, triage="accepted", comment="Later", until=today) == {}
    assert finding.is_set_aside


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({}, "__all__"),
        ({"triage": "nonsense"}, "triage"),
        ({"assignee": "0"}, "assignee"),
        ({"comment": "x", "until": "2999-01-01"}, "until"),
    ],
    ids=["nothing", "triage", "assignee", "until"],
)
def test_nonsense_is_refused_with_a_message(as_auditor, page, make_finding, said, field):
    finding = make_finding(page)
    assert list(judge(as_auditor, finding, **said)) == [field]
    assert not Decision.objects.exists()


def test_a_finding_is_assigned_and_commented_without_being_judged(
    as_auditor, auditor, page, make_finding
):
    finding = make_finding(page)
    assert judge(as_auditor, finding, assignee=auditor.pk, comment="Please look") == {}
    assert (finding.triage, finding.assignee) == ("new", auditor)
    content = as_auditor.get(reverse("tdd_a11y:finding", args=[finding.pk])).content.decode()
    assert "Please look" in content
    assert "assigned to auditor" in content


def test_only_who_may_enter_the_admin_can_be_assigned(
    as_auditor, django_user_model, page, make_finding
):
    visitor = django_user_model.objects.create_user("visitor")
    assert list(judge(as_auditor, make_finding(page), assignee=visitor.pk)) == ["assignee"]


def test_a_question_is_decided_by_a_person_and_reopened(as_auditor, page, make_finding):
    finding = make_finding(page, outcome="cantTell")
    judge(as_auditor, finding, triage="no_barrier", comment="It is decoration.")
    assert finding.is_set_aside
    judge(as_auditor, finding, triage="new")
    assert not finding.is_set_aside
    assert [one.triage for one in Decision.objects.all()] == ["new", "no_barrier"]


def test_who_may_not_triage_sees_no_form_and_cannot_send_one(
    as_auditor, auditor, page, make_finding
):
    finding = make_finding(page)
    group = auditor.groups.get()
    group.permissions.remove(group.permissions.get(codename="change_finding"))
    url = reverse("tdd_a11y:finding", args=[finding.pk])
    assert 'name="triage"' not in as_auditor.get(url).content.decode()
    as_auditor.post(url, {"triage": "confirmed"})
    as_auditor.post(reverse("tdd_a11y:findings_cause_decide", args=[finding.cause]), {})
    as_auditor.post(selected(finding), {"triage": "confirmed"})
    assert not Decision.objects.exists()


def test_what_somebody_may_not_see_they_cannot_judge(as_auditor, page, make_finding):
    hidden = make_finding(page, live=False, draft=True)
    url = reverse("tdd_a11y:finding", args=[hidden.pk])
    assert as_auditor.post(url, {"triage": "confirmed"}).status_code == 404
    cause = reverse("tdd_a11y:findings_cause_decide", args=[hidden.cause])
    assert as_auditor.post(cause, {"triage": "confirmed"}).status_code == 404
    as_auditor.post(selected(hidden), {"triage": "confirmed"})
    assert not Decision.objects.exists()


def test_a_whole_cause_is_judged_at_once(as_auditor, make_page, make_finding):
    for number in range(3):
        make_finding(make_page(f"Page {number}"), cause="a" * 16)
    other = make_finding(make_page("Other"), cause="b" * 16)
    gone = make_finding(other.page, cause="a" * 16, live=False, gone_at="2026-01-01T00:00Z")
    url = reverse("tdd_a11y:findings_cause_decide", args=["a" * 16])
    assert "You judge 3 findings" in as_auditor.get(url).content.decode()
    response = as_auditor.post(url, {"triage": "no_barrier"})
    assert list(response.context["form"].errors) == ["comment"]
    as_auditor.post(url, {"triage": "no_barrier", "comment": "The same logo"})
    judged = Finding.objects.filter(triage="no_barrier")
    assert judged.count() == 3
    assert not judged.filter(pk__in=[other.pk, gone.pk]).exists()


def selected(*findings):
    """The address at which selected findings are judged."""
    url = reverse("wagtail_bulk_action", args=["tdd_a11y", "finding", "decide"])
    back = reverse("tdd_a11y:findings_all")
    return f"{url}?next={back}&" + "&".join(f"id={finding.pk}" for finding in findings)


def test_selected_findings_are_judged_at_once(as_auditor, page, make_finding):
    chosen, other = [make_finding(page), make_finding(page)], make_finding(page)
    assert "You judge 2 findings" in as_auditor.get(selected(*chosen)).content.decode()
    response = as_auditor.post(selected(*chosen), {"triage": "confirmed"})
    assert response.url == reverse("tdd_a11y:findings_all")
    assert Finding.objects.filter(triage="confirmed").count() == 2
    other.refresh_from_db()
    assert other.triage == "new"


@pytest.mark.parametrize("query", ["", "id=all", "id=x", f"id={'9' * 40}"])
def test_where_nothing_is_selected_nothing_is_judged(as_auditor, page, make_finding, query):
    make_finding(page)
    url = selected() + query
    assert "Nothing is selected" in as_auditor.get(url).content.decode()
    as_auditor.post(url, {"triage": "confirmed"})
    assert not Decision.objects.exists()


def test_a_link_back_does_not_lead_to_another_site(as_auditor, page, make_finding):
    finding = make_finding(page)
    url = selected(finding).replace("next=/", "next=https://evil.example/")
    response = as_auditor.post(url, {"triage": "confirmed"})
    assert "evil" not in response.url


def test_a_decision_is_in_the_pages_history_and_in_the_sites(as_admin, page, make_finding):
    finding = make_finding(page)
    judge(as_admin, finding, triage="no_barrier", comment="A logo")
    entry = PageLogEntry.objects.get(action="tdd_a11y.decide")
    assert entry.content_type.model_class() is type(page)
    message = "1 finding (image-has-alternative): not a barrier"
    assert registry.get_action_label(entry.action) == "Judge an accessibility finding"
    for url in (
        reverse("wagtailadmin_pages:history", args=[page.pk]),
        reverse("wagtailadmin_reports:site_history"),
    ):
        content = as_admin.get(url).content.decode()
        assert message in content
        # More people see histories than the draft that the finding may be of.
        assert finding.message not in content
        assert "A logo" not in content


def test_a_decision_about_an_address_is_in_the_sites_history(as_admin, page, make_finding):
    finding = make_finding(page)
    Finding.objects.filter(pk=finding.pk).update(page=None, url="https://front.example/")
    judge(as_admin, finding, triage="confirmed")
    content = as_admin.get(reverse("wagtailadmin_reports:site_history")).content.decode()
    assert "1 finding (image-has-alternative): confirmed" in content


def test_the_history_has_one_entry_for_all_findings_of_a_page(
    as_admin, make_page, make_finding, django_assert_max_num_queries
):
    tides, other = make_page("Tides"), make_page("Other")
    for number in range(100):
        make_finding(tides, message=f"Link {number % 2} has no name.")
    make_finding(other)
    url = reverse("tdd_a11y:findings_cause_decide", args=["c" * 16])
    with django_assert_max_num_queries(40):
        as_admin.post(url, {"triage": "accepted", "comment": "Soon", "until": "2999-01-31"})
    assert Finding.objects.filter(triage="accepted", accepted_until="2999-01-31").count() == 101
    assert Decision.objects.count() == 101
    assert PageLogEntry.objects.filter(action="tdd_a11y.decide").count() == 2
    content = as_admin.get(reverse("wagtailadmin_pages:history", args=[tides.pk])).content.decode()
    told = "100 findings (image-has-alternative): accepted until a date, 01/31/2999"
    assert told in content


def test_an_assignment_is_taken_back(as_auditor, auditor, page, make_finding):
    finding = make_finding(page, assignee=auditor)
    both = {"assignee": auditor.pk, "unassign": "on"}
    assert list(judge(as_auditor, finding, **both)) == ["unassign"]
    assert judge(as_auditor, finding, unassign="on", triage="confirmed", comment="Mine") == {}
    assert (finding.assignee, finding.triage) == (None, "confirmed")
    content = as_auditor.get(reverse("tdd_a11y:finding", args=[finding.pk])).content.decode()
    assert "<strong>assigned to nobody</strong>" in content
    assert "<strong>confirmed</strong>" in content


def audited(page, *findings):
    """Write down an audit of the live page that saw these."""
    audit = PageAudit.objects.create(
        page=page, profile=PROFILE.key, state="done", finished_at="2026-03-01T12:00Z"
    )
    result = PageResult("/", findings=findings, rules=(RuleResult(RULE, Outcome.FAILED),))
    record(audit, result, page)
    return Finding.objects.get()


def test_a_decision_follows_the_finding_across_edits(as_auditor, page):
    judge(as_auditor, audited(page, SEEN), triage="no_barrier", comment="It has one.")
    moved = replace(SEEN, target=("main > a",), html='<a class="x" href="/"></a>')
    assert audited(page, moved).is_set_aside


@pytest.mark.parametrize(
    "changed",
    [
        {"occurrences": (Occurrence(State(), "This link is called “here”."),)},
        {"text": "here"},
        {"outcome": Outcome.CANT_TELL},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_a_decision_is_taken_back_when_what_it_judged_has_changed(as_auditor, page, changed):
    judge(as_auditor, audited(page, SEEN), triage="no_barrier", comment="It has one.")
    finding = audited(page, replace(SEEN, **changed))
    assert finding.triage == "new"
    assert finding.decisions.count() == 1


def test_the_history_tells_when_it_came_went_and_came_back(as_auditor, page):
    for seen in ([SEEN], [SEEN], [], [SEEN]):
        finding = audited(page, *seen)
    content = as_auditor.get(reverse("tdd_a11y:finding", args=[finding.pk])).content.decode()
    told = [content.count(f"<strong>{what} on the live page") for what in ("new", "gone", "back")]
    assert told == [1, 1, 1]
