"""Findings that are known, told from new ones by what they are."""

import datetime
from dataclasses import replace

import pytest

from a11y.engine.baseline import Known, compare, read_baseline, updated, write_baseline
from a11y.engine.errors import ConfigError
from a11y.engine.model import (
    Finding,
    Impact,
    Occurrence,
    Outcome,
    PageResult,
    Profile,
    Report,
    Rule,
    RuleResult,
    State,
)

RULE = Rule(id="image-alt", title="Images have alternative text")
TODAY = datetime.date(2027, 1, 1)
FAILED = (Outcome.FAILED,)


def finding(fingerprint, outcome=Outcome.FAILED):
    return Finding(
        rule=RULE,
        outcome=outcome,
        impact=Impact.CRITICAL,
        target=("img",),
        html="<img>",
        occurrences=(Occurrence(State(), 'No "alt"\x7f\n there'),),
        fingerprint=fingerprint,
    )


def page(*fingerprints, url="https://example.org/about?x=1", **fields):
    findings = tuple(map(finding, fingerprints))
    rules = (RuleResult(RULE, Outcome.FAILED, 1),)
    return PageResult(url, "A page", findings=findings, rules=rules, **fields)


def report(*pages):
    return Report(pages, (State(),), Profile(), "4")


def known(fingerprint, **fields):
    return Known("/about?x=1", "image-alt", fingerprint, **fields)


def new(comparison):
    return [found.fingerprint for one in comparison.new.pages for found in one.findings]


def test_a_known_finding_is_left_out_and_a_new_one_of_the_same_rule_is_not():
    comparison = compare(report(page("a", "b")), [known("a")], TODAY)
    assert new(comparison) == ["b"]
    assert comparison.known == 1


def test_one_more_of_the_same_is_new():
    comparison = compare(report(page("a", "a", "a")), [known("a", count=2)], TODAY)
    assert new(comparison) == ["a"]
    assert comparison.known == 2


def test_what_is_known_of_one_page_is_new_on_another():
    elsewhere = page("a", url="https://example.org/")
    assert new(compare(report(elsewhere), [known("a")], TODAY)) == ["a"]


def test_a_baseline_fits_the_site_wherever_it_runs():
    local = page("a", url="http://localhost:8000/about?x=1")
    assert new(compare(report(local), [known("a")], TODAY)) == []


def test_the_same_path_on_two_sites_is_two_pages():
    pages = report(page("a"), page("a", url="https://other.example/about?x=1"))
    entries = updated(pages, (), FAILED)
    assert [entry.page for entry in entries] == [one.url for one in pages.pages]
    assert new(compare(pages, entries[:1], TODAY)) == ["a"]


def test_an_entry_that_is_no_longer_needed_is_named():
    entries = [known("a"), known("b", count=2), Known("/other", "image-alt", "c")]
    comparison = compare(report(page("b")), entries, TODAY)
    assert comparison.settled == (entries[0], entries[1])


def test_nothing_is_called_settled_that_was_not_looked_at():
    unread = page(error="cannot be reached")
    assert compare(report(unread), [known("a")], TODAY).settled == ()
    other_rule = replace(page(), rules=())
    assert compare(report(other_rule), [known("a")], TODAY).settled == ()


def test_an_expired_entry_counts_again_and_is_named():
    entry = known("a", expires=TODAY)
    comparison = compare(report(page("a")), [entry], TODAY)
    assert new(comparison) == ["a"]
    assert comparison.expired == (entry,)
    the_day_before = TODAY - datetime.timedelta(days=1)
    assert new(compare(report(page("a")), [entry], the_day_before)) == []


def test_an_update_keeps_reasons_dates_and_pages_that_were_not_audited():
    reasoned = known("a", reason="Texts come in May", expires=TODAY)
    elsewhere = Known("/other", "image-alt", "c")
    settled = known("gone")
    entries = updated(report(page("a", "a")), [reasoned, elsewhere, settled], FAILED)
    assert [(entry.fingerprint, entry.count, entry.reason) for entry in entries] == [
        ("a", 2, "Texts come in May"),
        ("c", 1, ""),
    ]


def test_an_update_takes_in_what_counts_and_no_more():
    asked = replace(page(), findings=(finding("a", Outcome.CANT_TELL),))
    assert updated(report(asked), (), FAILED) == ()
    assert len(updated(report(asked), (), (*FAILED, Outcome.CANT_TELL))) == 1


def test_a_baseline_is_read_as_it_was_written_and_sorted(tmp_path):
    file = tmp_path / "baseline.toml"
    entries = updated(report(page("b", "a")), [known("a", reason="R", expires=TODAY)], FAILED)
    write_baseline(file, entries)
    assert read_baseline(file) == entries
    assert [entry.fingerprint for entry in entries] == ["a", "b"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[known]\n", "cannot be read"),
        ('[[known]]\npage = "/"\n', "missing"),
        ('[[known]]\npage = "/"\nrule = "r"\nfingerprint = "f"\nlater = 1\n', "later"),
        ('[[known]]\npage = "/"\nrule = "r"\nfingerprint = "f"\nexpires = "May"\n', "a date"),
        ('[[known]]\npage = "/"\nrule = "r"\nfingerprint = "f"\ncount = 0\n', "from 1"),
        ('[[known]]\npage = 1\nrule = "r"\nfingerprint = "f"\n', "page is a text"),
    ],
)
def test_what_is_no_baseline_is_refused_with_the_reason(tmp_path, text, said):
    file = tmp_path / "baseline.toml"
    file.write_text(text)
    with pytest.raises(ConfigError, match=said):
        read_baseline(file)
