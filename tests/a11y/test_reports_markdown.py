"""The report for a comment on a change."""

import re

from markdown_it import MarkdownIt

from a11y.engine.model import Finding, Occurrence, Outcome, PageResult
from a11y.engine.reports.markdown import LENGTH
from tests.a11y.reporting import ALT, LIGHT, full, hostile, report, written


def rendered(report):
    """As HTML, with GitHub's tables; raw HTML stays, as it does there before it is cleaned."""
    return MarkdownIt("commonmark").enable("table").render(written("markdown", report))


def test_it_says_how_it_went_and_each_cause_once():
    text = rendered(full())
    assert "<h2>Accessibility: 2 barriers</h2>" in text
    assert '<td>Criteria not met, of 86</td>\n<td style="text-align:right">1</td>' in text
    assert re.findall("<h3>(.*)</h3>", text) == [
        "❌ Failed: Images have a text",
        "❔ Needs review: Odd",
    ]
    assert "2 elements on 2 pages" in text
    assert "<strong>Fix:</strong> Give it a text" in text


def test_it_says_what_was_not_tested():
    text = rendered(full())
    assert "HTTP status 500" in text
    assert "skipped: private" in text
    assert "a frame that did not load" in text


def test_its_details_are_folded():
    text = written("markdown", full())
    assert text.count("<details>") == text.count("</details>") == 3


def test_nothing_a_page_says_is_markup_a_link_or_a_mention():
    text = rendered(hostile())
    assert "<script" not in text
    assert 'href="javascript' not in text
    assert "\u202e" not in text
    prose = re.sub("<code>.*?</code>", "", text)
    assert "@team" not in prose
    assert "#1" not in prose


def test_it_fits_into_a_comment_and_says_what_it_left_out():
    findings = tuple(
        Finding(ALT, Outcome.FAILED, None, ("p",), f"<p-{n}>", (Occurrence(LIGHT, "x" * 500),))
        for n in range(300)
    )
    pages = [PageResult(f"u{n}", error="e" * 500) for n in range(100)]
    text = written("markdown", report(PageResult("u", findings=findings), *pages))
    assert LENGTH - 2000 < len(text) < 65_536
    assert len(re.findall("… and [0-9]+ more: see the full report", text)) == 2
