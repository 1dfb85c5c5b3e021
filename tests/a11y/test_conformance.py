"""What the findings mean: criteria and causes. No browser."""

from dataclasses import replace
from itertools import permutations

import pytest

from a11y.engine.conformance import Coverage, causes, of_page, of_report
from a11y.engine.model import (
    Finding,
    Impact,
    Occurrence,
    Outcome,
    PageResult,
    Place,
    Profile,
    RuleResult,
)
from tests.a11y.reporting import ALT, BARRIER, CONTRAST, LANGUAGE, LIGHT, ODD, QUESTION, report

UUIDS = ("1c9a4f6e-0b7d-4d0e-8f5a-2f1f6f3a9b01", "7d2b8c1a-5e4f-4a3b-9c2d-1e0f9a8b7c02")


def status(number, *pages):
    [found] = [one for one in of_report(report(*pages)) if one.criterion.num == number]
    return found


def ran(*results):
    return PageResult("u", rules=tuple(RuleResult(rule, outcome) for rule, outcome in results))


def found(html, message="No alt", rule=ALT, **others):
    return Finding(
        rule,
        Outcome.FAILED,
        Impact.SERIOUS,
        ("img",),
        html,
        (Occurrence(LIGHT, message),),
        **others,
    )


def groups(*findings):
    """How many findings each cause has, where every finding is on a page of its own."""
    pages = [PageResult(f"u{n}", findings=(one,)) for n, one in enumerate(findings)]
    return [len(cause.sightings) for cause in causes(report(*pages))]


@pytest.mark.parametrize(("level", "number"), [("A", 31), ("AA", 55), ("AAA", 86)])
def test_every_criterion_of_the_levels_asked_for_has_a_status(level, number):
    assert len(of_page(PageResult("u"), Profile(level=level))) == number


@pytest.mark.parametrize(
    ("outcomes", "worst"),
    [
        ((Outcome.PASSED, Outcome.FAILED, Outcome.CANT_TELL), Outcome.FAILED),
        ((Outcome.PASSED, Outcome.CANT_TELL, Outcome.INAPPLICABLE), Outcome.CANT_TELL),
        ((Outcome.INAPPLICABLE, Outcome.PASSED), Outcome.PASSED),
        ((Outcome.INAPPLICABLE, Outcome.UNTESTED), Outcome.INAPPLICABLE),
        ((Outcome.UNTESTED,), Outcome.UNTESTED),
        ((), Outcome.UNTESTED),
    ],
)
def test_the_worst_that_came_out_on_any_page_is_the_criterions_outcome(outcomes, worst):
    assert status("1.1.1", *(ran((ALT, outcome)) for outcome in outcomes)).outcome == worst


def test_findings_are_counted_by_outcome_for_each_criterion_they_concern():
    asked = replace(BARRIER, outcome=Outcome.CANT_TELL)
    page = PageResult("u", findings=(BARRIER, asked, BARRIER, QUESTION))
    image = status("1.1.1", page)
    assert (image.failed, image.asked, image.outcome) == (2, 1, Outcome.FAILED)
    assert [rule.id for rule in image.rules] == ["image-alt"]


def test_a_criterion_no_rule_looked_at_is_for_a_person():
    assert status("1.4.1", ran((ALT, Outcome.PASSED))).coverage == Coverage.PERSON
    assert status("1.1.1", ran((ALT, Outcome.UNTESTED))).coverage == Coverage.PERSON


def test_a_pass_of_most_rules_is_only_a_part_of_their_criterion():
    passed = status("1.4.3", ran((CONTRAST, Outcome.PASSED)))
    assert (passed.outcome, passed.coverage) == (Outcome.PASSED, Coverage.PARTLY)


@pytest.mark.parametrize(
    ("outcomes", "coverage"),
    [
        ([Outcome.PASSED], Coverage.TESTED),
        ([Outcome.PASSED, Outcome.FAILED], Coverage.TESTED),
        ([Outcome.PASSED, Outcome.INAPPLICABLE], Coverage.PARTLY),
        ([Outcome.CANT_TELL], Coverage.PARTLY),
    ],
)
def test_a_criterion_is_tested_where_a_deciding_rule_decided_on_every_page(outcomes, coverage):
    pages = [ran((LANGUAGE, outcome)) for outcome in outcomes]
    assert status("3.1.1", *pages, PageResult("v", error="gone")).coverage == coverage


def test_a_best_practice_concerns_no_criterion():
    page = PageResult("u", findings=(QUESTION,), rules=(RuleResult(ODD, Outcome.CANT_TELL),))
    assert {one.outcome for one in of_page(page, Profile())} == {Outcome.UNTESTED}


def test_one_component_on_many_pages_is_one_cause():
    cards = [
        found(
            f'<img src="{n}.jpg" class="photo card">',
            f"“{n}.jpg” has no text; {n} pixels wide",
            content_path=f"body.{uuid}.image",
            fingerprint=uuid,
        )
        for n, uuid in enumerate(UUIDS)
    ]
    assert groups(*cards) == [2]


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_one_barrier_is_one_cause_though_a_page_dresses_it_differently(order):
    """A menu's link is marked on the page it leads to: the fingerprint says it is the same."""
    links = (
        found("<a href>", fingerprint="f"),
        found('<a class="here" href>', fingerprint="f"),
        found('<a class="here" href>', fingerprint="g"),
    )
    assert groups(*(links[place] for place in order)) == [3]


@pytest.mark.parametrize(
    "other",
    [
        found('<img class="logo">'),
        found('<svg class="photo">'),
        found('<img class="photo" role="img">'),
        found('<img class="photo">', "Another thing is wrong"),
        found('<img class="photo">', rule=CONTRAST),
        found('<img class="photo">', content_path=f"body.{UUIDS[0]}.image"),
        found('<img class="photo">', place=Place("Body › Card 1")),
        replace(found('<img class="photo">'), outcome=Outcome.CANT_TELL),
    ],
)
def test_what_is_mended_elsewhere_is_another_cause(other):
    assert groups(found('<img class="photo">'), other) == [1, 1]


def test_different_colours_are_different_causes_though_figures_are_not():
    message = "The contrast is {} (#{} on #fff)"
    same = [found("<p>", message.format(ratio, "777")) for ratio in ("3.1:1", "3.2:1")]
    assert groups(*same, found("<p>", message.format("3.1:1", "888"))) == [2, 1]


def test_findings_without_an_element_share_a_cause():
    assert groups(found("", "No main"), found("", "No main")) == [2]


def test_causes_come_failures_first_then_the_worst_then_the_most_widespread():
    minor = replace(found("<i>"), impact=Impact.MINOR)
    rare, common = found("<a>"), found("<b>")
    pages = [PageResult("u", findings=(QUESTION, minor, rare)), PageResult("v", findings=(common,))]
    pages.append(PageResult("w", findings=(common,)))
    order = [cause.first.html for cause in causes(report(*pages))]
    assert order == ["<b>", "<a>", "<i>", "<p>"]


def test_a_cause_has_the_worst_impact_of_its_findings_and_each_page_once():
    page = PageResult("u", findings=(replace(BARRIER, impact=None), BARRIER))
    [cause] = causes(report(page))
    assert cause.impact == Impact.CRITICAL
    assert cause.pages == (page,)
