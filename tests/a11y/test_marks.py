"""The comments that carry content paths in HTML."""

import json
import re

import pytest
from bs4 import BeautifulSoup, Comment
from django.utils.html import escape, json_script
from django.utils.safestring import SafeString
from hypothesis import given
from hypothesis import strategies as st

from a11y.engine.page.markup import page_of
from a11y.marks import tidy, wrap

MARKED = wrap("body.1-2", SafeString("x"))


def test_html_is_wrapped_in_comments_with_its_path():
    assert MARKED == "<!--a11y:body.1-2-->x<!--/a11y-->"


@pytest.mark.parametrize("html", ["", "  \n"])
def test_what_renders_nothing_stays_nothing(html):
    assert wrap("body", html) == html


def test_text_is_escaped_as_a_template_would_have_done():
    assert wrap("body", "<b>") == "<!--a11y:body-->&lt;b&gt;<!--/a11y-->"


@given(st.text(min_size=1))
def test_no_path_breaks_out_of_its_comment(path):
    parsed = BeautifulSoup(wrap(path, SafeString("<i></i>")), "lxml")
    _, last = parsed.find_all(string=lambda text: isinstance(text, Comment))
    assert last == "/a11y"
    [element] = page_of(f"<p>{wrap(path, SafeString('<i></i>'))}</p>").tagged("i")
    assert element.content_path == path


def test_comments_hold_no_two_hyphens_in_a_row():
    """XML forbids them (https://www.w3.org/TR/xml/#sec-comments)."""
    first, _ = re.findall("<!--(.*?)-->", wrap("body.a---b", "x"))
    assert "--" not in first


def test_an_id_that_ends_the_comment_is_harmless():
    assert "<script>" not in wrap("body.--><script>alert(1)</script>", "x")


@pytest.mark.parametrize(
    ("marked", "visitors"),
    [
        (f'<img alt="{MARKED}">', '<img alt="x">'),
        (f"<img alt='{MARKED}' src=y>", "<img alt='x' src=y>"),
        (f"<p id={MARKED}>", "<p id=x>"),
        (f"<title>{MARKED}</title>", "<title>x</title>"),
        (f"<SCRIPT type=a>{MARKED}</SCRIPT>", "<SCRIPT type=a>x</SCRIPT>"),
        (f"<style>{MARKED}</style>", "<style>x</style>"),
        (f"<textarea>{MARKED}</textarea>", "<textarea>x</textarea>"),
        (f"<p>{escape(MARKED)}</p>", "<p>x</p>"),
        (json_script(MARKED, "id"), '<script id="id" type="application/json">"x"</script>'),
        (f'<p data-x="{escape(json.dumps(MARKED))}">', '<p data-x="&quot;x&quot;">'),
    ],
)
def test_marks_go_where_they_would_be_text(marked, visitors):
    assert tidy(marked) == visitors


@pytest.mark.parametrize(
    "html",
    [
        f"<!doctype html><p class='a'>{MARKED}</p>",
        f"<!-- <title> --><p>{MARKED}</p>",
        f"<p title='&lt;'>1 < 2 \"quoted {MARKED}</p>",
        f"<table><tr>{MARKED}</tr></table>",
        "<p title='unclosed",
    ],
)
def test_marks_stay_where_they_are_comments(html):
    assert tidy(html) == html
