"""What people and machines read. No browser, no CMS."""

import io
import json

import pytest

from a11y.engine.model import (
    Finding,
    Impact,
    Occurrence,
    Outcome,
    PageResult,
    Place,
    Report,
    Rule,
    Scheme,
    Skipped,
    State,
    Viewport,
)
from a11y.engine.reports import FORMATS
from a11y.engine.wcag import CRITERIA

LIGHT, DARK = (State(Viewport(1280, 800), scheme) for scheme in Scheme)
EDIT_URL = f"https://cms.example/admin/pages/4/edit/#:w:contentpath=body.{'1234567-' * 9}.image"

BARRIER = Finding(
    rule=Rule("image-alt", "Images must have a text", (CRITERIA["1.1.1"],), "https://help.example"),
    outcome=Outcome.FAILED,
    impact=Impact.CRITICAL,
    target=("iframe", "x-host", "img"),
    html="<img>",
    occurrences=(Occurrence(LIGHT, "No alt"), Occurrence(DARK, "No alt either")),
    how_to_fix="Give it a text",
    text="Nothing",
    content_path="body.1",
    place=Place("Body › Card", EDIT_URL),
)
QUESTION = Finding(
    Rule("odd", "Odd"), Outcome.CANT_TELL, None, ("p",), "<p>", (Occurrence(LIGHT, "?"),)
)


def report(*pages, skipped=()):
    return Report(pages, states=(LIGHT, DARK), level="AA", axe_version="4.0", skipped=skipped)


def written(format, report):
    stream = io.StringIO()
    FORMATS[format](report, stream)
    return stream.getvalue()


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


def test_json_has_the_documented_shape():
    page = PageResult("https://x.example/", "Title", findings=(BARRIER,))
    data = json.loads(
        written("json", report(page, PageResult("v", error="gone"), skipped=[Skipped("w", "why")]))
    )
    assert data["schema"] == "1.0"
    assert data["summary"] == {"pages": 2, "errors": 1, "skipped": 1, "failed": 1, "cantTell": 0}
    assert data["skipped"] == [{"url": "w", "reason": "why"}]
    assert data["pages"][1] == {
        "url": "v",
        "title": "",
        "redirectedTo": None,
        "error": "gone",
        "findings": [],
    }
    assert data["pages"][0]["findings"] == [
        {
            "rule": "image-alt",
            "title": "Images must have a text",
            "outcome": "failed",
            "impact": "critical",
            "criteria": [
                {
                    "num": "1.1.1",
                    "name": "Non-text Content",
                    "level": "A",
                    "url": "https://www.w3.org/WAI/WCAG22/Understanding/non-text-content.html",
                }
            ],
            "message": "No alt",
            "howToFix": "Give it a text",
            "helpUrl": "https://help.example",
            "target": ["iframe", "x-host", "img"],
            "html": "<img>",
            "text": "Nothing",
            "contentPath": "body.1",
            "place": {"label": "Body › Card", "editUrl": EDIT_URL},
            "occurrences": [
                {"viewport": "1280x800", "scheme": "light", "message": "No alt"},
                {"viewport": "1280x800", "scheme": "dark", "message": "No alt either"},
            ],
        }
    ]


def test_the_table_says_everything_an_auditor_asks_for(monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    page = PageResult("https://x.example/", "Title", findings=(BARRIER, QUESTION))
    table = written("table", report(page))
    for said in (
        "https://x.example/",
        "Failed  image-alt  critical",
        "1.1.1 Non-text Content (A)",
        "No alt",
        "Give it a text",
        "iframe » x-host » img",
        "Body › Card",
        "1280x800 light, 1280x800 dark",
        "Needs review  odd",
        "best practice",
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


def test_wcag_2_2_has_86_success_criteria_55_of_them_up_to_aa():
    assert len(CRITERIA) == 86
    assert sum(criterion.level != "AAA" for criterion in CRITERIA.values()) == 55


def test_the_table_says_what_was_not_audited_and_why():
    pages = [PageResult("u", error="gone"), PageResult("v", redirected_to="w"), PageResult("x")]
    table = written("table", report(*pages, skipped=[Skipped("y", "private")]))
    for said in ("Could not be audited: gone", "Redirected to w", "Nothing found.", "y: private"):
        assert said in table
