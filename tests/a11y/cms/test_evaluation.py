"""The evaluation of a scan: what people answer, and the reports made from it."""

from collections.abc import Callable
from typing import Any

import pytest
import yaml
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry, Site

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
from a11y.engine.reports.json import page_as_data
from a11y.engine.wcag import CRITERIA, criteria
from a11y.evaluation import openacr
from a11y.evaluation.judged import evaluate
from a11y.evaluation.looks import LOOK_AT
from a11y.models import Finding, PageAudit, Scan, Verdict
from a11y.pages import pages_of_site
from a11y.profiles import AuditProfile
from a11y.record import record
from a11y.scans.start import start_scan
from a11y.triage import decide

IMAGES = Rule("images", "Images have a text alternative", criteria("1.1.1"), Impact.CRITICAL)
HEADINGS = Rule("headings", "Headings say what follows", criteria("2.4.6"), Impact.MODERATE)
TITLES = Rule("titles", "Pages have a title", criteria("2.4.2"), Impact.SERIOUS)


@pytest.fixture
def database(db: None) -> None:
    """Nothing here has threads: what is written is rolled back."""


def found(rule: Rule, outcome: Outcome, message: str, fingerprint: str) -> Found:
    return Found(
        rule,
        outcome,
        rule.impact,
        ("img",),
        "<img>",
        (Occurrence(State(), message),),
        fingerprint=fingerprint,
    )


@pytest.fixture
def scan(home: Any, make_page: Callable[..., Any]) -> Scan:
    """A scan of two pages: on each an image without an alternative, on one an odd heading."""
    make_page("Second")
    scan = start_scan(
        "All", AuditProfile(driven=False), pages=pages_of_site(Site.objects.get()), root=home
    )
    for number, audit in enumerate(scan.audits.order_by("pk")):
        said = [found(IMAGES, Outcome.FAILED, "This image has no description.", f"image {number}")]
        if number:
            said.append(found(HEADINGS, Outcome.CANT_TELL, "Does “More” say enough?", "heading"))
        result = PageResult(
            audit.url,
            title=audit.title,
            findings=tuple(said),
            rules=(
                *(RuleResult(one.rule, one.outcome, 1) for one in said),
                RuleResult(TITLES, Outcome.PASSED, 1),
            ),
        )
        audit.result, audit.state = page_as_data(result), PageAudit.State.DONE
        audit.finished_at = timezone.now()
        audit.save()
        record(audit, result, audit.page.specific)
    return scan


def answer(client: Client, scan: Scan, num: str, term: str, evidence: str = "", **more: str) -> Any:
    given = {"term": term, "evidence": evidence, **more}
    return client.post(reverse("tdd_a11y:criterion", args=[scan.pk, num]), given)


def judged(scan: Scan, num: str) -> Any:
    return evaluate(scan, scan.audits.all()).of(num)


def test_every_criterion_says_what_a_person_looks_at() -> None:
    assert list(LOOK_AT) == list(CRITERIA)


# Answers


def test_what_nobody_has_answered_is_not_evaluated(scan: Scan) -> None:
    evaluation = evaluate(scan, scan.audits.all())
    assert {one.term for one in evaluation.judged} == {"not-evaluated"}
    assert len(evaluation.judged) == 55
    assert evaluation.conforms is None


def test_barriers_suggest_an_answer_and_do_not_give_it(scan: Scan) -> None:
    one = judged(scan, "1.1.1")
    assert (one.suggestion, one.term) == ("does-not-support", "not-evaluated")
    assert judged(scan, "2.4.6").suggestion is None
    assert judged(scan, "2.4.2").suggestion is None


def test_an_answer_is_kept_with_who_gave_it_and_logged(
    scan: Scan, as_admin: Client, admin: Any
) -> None:
    first = answer(as_admin, scan, "2.4.2", "supports", "Read both titles.", go_on="")
    assert first.url == reverse("tdd_a11y:criterion", args=[scan.pk, "2.4.3"])
    again = answer(as_admin, scan, "2.4.2", "partially-supports", "One is odd.")
    assert again.url == reverse("tdd_a11y:evaluation", args=[scan.pk])
    verdict = Verdict.objects.get()
    assert (verdict.criterion, verdict.term, verdict.made_by) == (
        "2.4.2",
        "partially-supports",
        admin,
    )
    logged = ModelLogEntry.objects.filter(action="tdd_a11y.answer")
    assert [one.data["term"] for one in logged.order_by("pk")] == [
        "supports",
        "partially supports",
    ]


def test_an_answer_against_barriers_needs_evidence_and_is_named(
    scan: Scan, as_admin: Client
) -> None:
    without = answer(as_admin, scan, "1.1.1", "supports")
    assert "say why it holds nevertheless" in without.content.decode()
    assert not Verdict.objects.exists()
    answer(as_admin, scan, "1.1.1", "supports", "They are decorative.")
    assert judged(scan, "1.1.1").is_contradicted
    for name in ("evaluation", "evaluation_report"):
        text = as_admin.get(reverse(f"tdd_a11y:{name}", args=[scan.pk])).content.decode()
        assert "stand open" in text


@pytest.mark.parametrize("term", ["perfect", ""])
def test_another_answer_is_refused_with_a_message(scan: Scan, as_admin: Client, term: str) -> None:
    assert answer(as_admin, scan, "1.1.1", term).context["form"].errors["term"]
    assert not Verdict.objects.exists()


@pytest.mark.parametrize("num", ["1.4.6", "4.1.1", "x"])
def test_a_criterion_of_another_level_is_not_found(scan: Scan, as_admin: Client, num: str) -> None:
    assert answer(as_admin, scan, num, "supports").status_code == 404


def test_what_a_person_says_is_no_barrier_counts_for_nothing(scan: Scan) -> None:
    decide(Finding.objects.filter(rule="images"), None, triage="no_barrier")
    one = judged(scan, "1.1.1")
    assert (one.barriers, one.suggestion, one.status.outcome) == ((), None, "passed")


def test_a_decision_about_something_else_than_the_scan_saw_does_not_count(scan: Scan) -> None:
    decide(Finding.objects.filter(rule="images"), None, triage="no_barrier")
    Finding.objects.update(judged="something else")
    assert judged(scan, "1.1.1").barriers


def test_a_question_that_a_person_confirms_is_a_barrier(scan: Scan) -> None:
    assert not judged(scan, "2.4.6").barriers
    decide(Finding.objects.filter(rule="headings"), None, triage="confirmed")
    one = judged(scan, "2.4.6")
    assert (len(one.barriers), one.questions, one.suggestion) == (1, (), "does-not-support")


def test_a_barrier_that_is_accepted_for_a_time_is_still_one(scan: Scan) -> None:
    decide(Finding.objects.filter(rule="images"), None, triage="accepted")
    assert judged(scan, "1.1.1").barriers


def test_a_sample_conforms_when_every_criterion_is_answered_so(scan: Scan, admin: Any) -> None:
    decide(Finding.objects.all(), None, triage="no_barrier")
    Verdict.objects.bulk_create(
        Verdict(scan=scan, criterion=num, term="supports", made_by=admin)
        for num, criterion in CRITERIA.items()
        if criterion.level != "AAA"
    )
    assert evaluate(scan, scan.audits.all()).conforms is True
    scan.verdicts.filter(criterion="1.1.1").update(term="not-evaluated")
    assert evaluate(scan, scan.audits.all()).conforms is None
    scan.verdicts.filter(criterion="1.1.1").update(term="does-not-support")
    assert evaluate(scan, scan.audits.all()).conforms is False


# Who may


@pytest.mark.parametrize(
    "name", ["evaluation", "evaluation_report", "evaluation_download", "evaluation_openacr"]
)
def test_evaluations_are_for_those_who_see_reports(scan: Scan, client: Client, name: str) -> None:
    for permission, expected in [("view_finding", 200), ("add_scan", 302)]:
        user = get_user_model().objects.create_user(permission, "one@example.org", "password")
        codes = ("access_admin", permission)
        user.user_permissions.set(Permission.objects.filter(codename__in=codes))
        client.force_login(user)
        assert client.get(reverse(f"tdd_a11y:{name}", args=[scan.pk])).status_code == expected


def test_answers_are_given_by_those_who_triage(scan: Scan, client: Client) -> None:
    user = get_user_model().objects.create_user("reader", "one@example.org", "password")
    codes = ("access_admin", "view_finding")
    user.user_permissions.set(Permission.objects.filter(codename__in=codes))
    client.force_login(user)
    url = reverse("tdd_a11y:criterion", args=[scan.pk, "1.1.1"])
    assert "<textarea" not in client.get(url).content.decode()
    answer(client, scan, "1.1.1", "supports", "I say so.")
    assert not Verdict.objects.exists()


# Reports


def test_the_report_has_the_parts_of_wcag_em(scan: Scan, as_admin: Client) -> None:
    answer(as_admin, scan, "1.1.1", "does-not-support", "Looked at both pages.\nNo alternative.")
    text = as_admin.get(reverse("tdd_a11y:evaluation_report", args=[scan.pk])).content.decode()
    soup = BeautifulSoup(text, "lxml")
    parts = [
        "Executive summary",
        "Scope of the evaluation",
        "Sample of pages",
        "Results by success criterion",
        "Approach and tools",
    ]
    assert [one.get_text() for one in soup.find_all("h2")] == parts
    assert "do not conform to WCAG 2.2 at level AA" in text
    result = soup.find(id="c-non-text-content").parent
    assert result.find(class_="answer").get_text() == "Does not support"
    assert "Looked at both pages.<br>No alternative." in str(result).replace("<br/>", "<br>")
    pages = [link["href"] for link in result.select("li a")]
    assert pages == ["#page-1", "#page-2"]
    assert all(soup.select_one(page) for page in pages)
    assert len(soup.find_all("article")) == 55
    assert "admin" in soup.find("header").get_text()


def test_the_downloaded_report_needs_nothing_else(scan: Scan, as_admin: Client) -> None:
    got = as_admin.get(reverse("tdd_a11y:evaluation_download", args=[scan.pk]))
    assert f'filename="evaluation-{scan.pk}.html"' in got["Content-Disposition"]
    soup = BeautifulSoup(got.content, "lxml")
    assert not soup.find_all(["script", "link", "img"])
    assert "@media print" in soup.style.get_text()
    assert not [one for one in soup.find_all("a") if "/admin/" in one["href"]]


def test_openacr_has_the_published_shape(scan: Scan, as_admin: Client) -> None:
    """The shape is that of openacr-0.1.0.json and the catalogue's terms, chapters, components."""
    answer(as_admin, scan, "1.1.1", "does-not-support", "No: alternatives # are missing.")
    got = as_admin.get(reverse("tdd_a11y:evaluation_openacr", args=[scan.pk]))
    data = yaml.safe_load(got.content)
    assert data["catalog"] == "2.5-edition-wcag-2.2-en"
    assert data["title"].endswith("Accessibility Conformance Report")
    assert data["product"]["name"] == "localhost"
    assert data["author"]["email"] == "admin@example.org"
    assert isinstance(data["version"], int)
    assert isinstance(data["report_date"], str)
    assert list(data["chapters"]) == list(openacr.CHAPTERS.values())
    for level, chapter in openacr.CHAPTERS.items():
        if level == "AAA":
            assert data["chapters"][chapter]["disabled"] is True
            continue
        told = data["chapters"][chapter]["criteria"]
        assert [one["num"] for one in told] == [
            num for num, one in CRITERIA.items() if one.level == level
        ]
        for one in told:
            (web,) = one["components"]
            assert web["name"] == "web"
            assert web["adherence"]["level"] in Verdict.Term.values
    first = data["chapters"]["success_criteria_level_a"]["criteria"][0]
    adherence = first["components"][0]["adherence"]
    assert adherence["level"] == "does-not-support"
    assert adherence["notes"].startswith("No: alternatives # are missing.\nBy machine: 2 barriers.")


def test_what_pages_say_stays_text(scan: Scan, as_admin: Client) -> None:
    hostile = "<script>alert(1)</script>"
    audit = scan.audits.order_by("pk")[0]
    audit.result["page"]["title"] = hostile
    audit.save()
    answer(as_admin, scan, "1.1.1", "does-not-support", hostile)
    for name in ("evaluation", "evaluation_report", "evaluation_download"):
        text = as_admin.get(reverse(f"tdd_a11y:{name}", args=[scan.pk])).content.decode()
        assert hostile not in text
