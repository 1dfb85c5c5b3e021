"""What people and machines read, whatever the format. No browser, no CMS."""

import pytest

from a11y.engine.model import Outcome, PageResult, Skipped
from a11y.engine.reports import FORMATS
from a11y.engine.wcag import CRITERIA
from tests.a11y.reporting import (
    BARRIER,
    EDIT_URL,
    QUESTION,
    full,
    hostile,
    replace,
    report,
    written,
)


@pytest.mark.parametrize(
    ("pages", "code"),
    [
        ([PageResult("u")], 0),
        ([PageResult("u", findings=(QUESTION,))], 0),
        ([PageResult("u", findings=(QUESTION, BARRIER))], 1),
        ([PageResult("u", findings=(BARRIER,)), PageResult("v", error="gone")], 2),
    ],
    ids=["nothing", "only a question", "a barrier", "a page that could not be audited"],
)
def test_the_exit_code_says_how_it_went(pages, code):
    assert report(*pages).exit_code == code


def test_wcag_2_2_has_86_success_criteria_55_of_them_up_to_aa():
    assert len(CRITERIA) == 86
    assert sum(criterion.level != "AAA" for criterion in CRITERIA.values()) == 55


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_names_every_page_whatever_became_of_it(format):
    text = written(format, full())
    for page in ("", "b/", "c/", "private/"):
        assert f"https://x.example/{page}" in text


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_tells_of_findings_of_every_outcome(format):
    findings = tuple(replace(BARRIER, outcome=outcome) for outcome in Outcome)
    assert "No alt" in written(format, report(PageResult("https://x.example/", findings=findings)))


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_can_be_written_whatever_a_page_says(format):
    written(format, hostile()).encode("utf-8")


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_can_be_written_without_a_page_and_a_date(format):
    assert written(format, report(finished=None))


def test_the_table_says_everything_an_auditor_asks_for(monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    page = PageResult(
        "https://x.example/", "Title", findings=(BARRIER, QUESTION), untested=("A frame",)
    )
    table = written("table", report(page))
    for said in (
        "https://x.example/",
        "Failed  image-alt  critical",
        "1.1.1 Non-text Content (A)",
        "axe:image-alt",
        "No alt",
        "Give it a text",
        "iframe » x-host » img",
        "Body › Card",
        "1280x800 light; 1280x800 dark",
        "Needs review  odd",
        "best practice",
        "opened “Menu”",
        "Not tested: A frame",
    ):
        assert said in table


def test_the_table_fits_80_columns_and_keeps_links_in_one_piece(monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    page = PageResult("https://x.example/", "Title", findings=(BARRIER,))
    lines = written("table", report(page)).splitlines()
    assert [line.split() for line in lines if len(line) > 80] == [["Edit", EDIT_URL]]


def test_a_page_does_not_steer_the_terminal():
    page = PageResult("https://x.example/", "\x1b]0;owned\x07[bold]Ti\u202etle\n2")
    table = written("table", report(page))
    assert "]0;owned[bold]Title 2" in table
    assert "\x1b" not in written("table", hostile())


def test_the_table_says_what_was_not_audited_and_why():
    pages = [PageResult("u", error="gone"), PageResult("v", redirected_to="w"), PageResult("x")]
    table = written("table", report(*pages, skipped=(Skipped("y", "private"),)))
    for said in ("Could not be audited: gone", "Redirected to w", "Nothing found.", "y: private"):
        assert said in table
