"""The report as one file to hand on: in a real browser, and audited by the engine itself."""

import re
from base64 import b64encode
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from a11y.engine.model import Audience, Impact, PageResult, Profile, Scheme, State, Viewport
from tests.a11y.reporting import (
    ALT,
    BARRIER,
    CONTRAST,
    EDIT_URL,
    PNG,
    QUESTION,
    RAN,
    full,
    hostile,
    replace,
    report,
    written,
)
from tests.paper import on_paper

NARROW = State(Viewport(320, 640))
DARK = State(scheme=Scheme.DARK)
THEIRS = replace(
    BARRIER,
    rule=replace(CONTRAST, audience=Audience.DEVELOPER),
    html='<p class="pale">',
    impact=Impact.SERIOUS,
    fingerprint="f3",
)


def document(report):
    return BeautifulSoup(written("html", report), "lxml")


def words(element):
    return " ".join(element.get_text(" ").split())


def section(page, name):
    return page.select_one(f'section[aria-labelledby="{name}"]')


def test_it_says_what_was_audited_how_when_and_with_what():
    scope = words(document(full()).select_one("header"))
    for said in (
        "x.example",
        "WCAG 2.2, level AAA (86 success criteria)",
        "1 March 2026, 12:30 UTC",
        "3 pages, 1 left out",
        "1280 × 800 CSS pixels, light scheme; 1280 × 800 CSS pixels, dark scheme",
        "TDD Pages 0.1, axe-core 4.0",
    ):
        assert said in scope


def test_it_is_named_after_the_page_or_the_hosts_it_tells_of():
    def title(*urls):
        return document(report(*(PageResult(url, "Home") for url in urls))).title.string

    assert title("https://a.example/") == "Accessibility audit: Home"
    hosts = [f"https://{name}.example/{path}" for name in "abcde" for path in "12"]
    assert title(*hosts[:3]) == "Accessibility audit: a.example, b.example"
    assert title(*hosts) == "Accessibility audit: a.example, b.example, c.example and 2 more"


def test_it_sums_up():
    summary = section(document(full()), "summary")
    assert "1 of 86 success criteria are not met" in words(summary)
    assert "1 page could not be audited" in words(summary)
    assert [words(figure) for figure in summary.select(".figures li")] == [
        "2 failed",
        "1 to review",
        "2 causes",
        "3 pages",
    ]
    rows = [words(row) for row in summary.select("tbody tr")]
    assert "Critical 2 of 2" in rows
    assert "No barrier found 2 of 86" in rows


def test_it_never_says_that_nothing_is_wrong():
    page = PageResult("https://x.example/", rules=RAN[1:3])
    text = words(section(document(report(page)), "summary"))
    assert "No barrier was found by machine." in text
    assert "a person has to judge the rest" in text


def test_a_cause_says_why_it_matters_how_to_mend_it_and_which_pages_it_is_on():
    [cause, _] = document(full()).select(".cause")
    text = words(cause)
    for said in (
        "1. Images have a text",
        "Failed Critical For editors 2 elements on 2 pages",
        "No alt",
        f"Why it matters {ALT.why}",
        "How to fix it Give it a text",
        "1.1.1 Non-text Content (A)",
        "image-alt , axe:image-alt",
        "iframe » x-host » img",
        "Edit Body › Card 1",
    ):
        assert said in text
    links = [link["href"] for link in cause.select("a")]
    assert links == [
        "https://www.w3.org/WAI/WCAG22/Understanding/non-text-content.html",
        ALT.help_url,
        EDIT_URL,
        "#page-1",
        "#page-2",
    ]
    assert cause.img["src"] == "data:image/png;base64," + b64encode(PNG).decode()
    assert cause.img["alt"] == "The element as it looked: Nothing"


def test_every_finding_on_a_page_leads_to_its_cause():
    page = document(full())
    first = page.select_one("#page-1")
    assert [link["href"] for link in first.select("th a")] == ["#cause-1", "#cause-2"]
    assert "Needs review: Is it? (1280x800 light, opened “Menu”)" in words(first)
    assert "redirected to https://x.example/home/" in words(first)
    ids = {element["id"] for element in page.select("[id]")}
    assert {link["href"][1:] for link in page.select('a[href^="#"]')} <= ids


def test_every_criterion_has_a_result_and_says_how_much_was_looked_at():
    rows = section(document(full()), "criteria").select("tbody tr")
    told = {words(row.th): [words(cell) for cell in row.select("td")] for row in rows}
    assert len(told) == 86
    assert told["1.1.1 Non-text Content (A)"] == [
        "Not met 2 failed",
        "In part; the rest is for a person",
    ]
    assert told["1.4.3 Contrast (Minimum) (AA)"][0] == "No barrier found"
    assert told["3.1.1 Language of Page (A)"] == ["Met", "Completely, by machine"]
    assert told["2.4.6 Headings and Labels (AA)"] == ["Not tested", "For a person"]


def test_it_says_what_was_not_tested():
    text = words(section(document(full()), "untested"))
    for said in (
        "https://x.example/c/ could not be audited: HTTP status 500",
        "https://x.example/private/ was left out: private",
        "Home : a frame that did not load",
        "Switched off: rules that look at the page in use",
        "Rules switched off: x",
        "Best practices",
        "82 of 86 success criteria, which no rule looks at: 1.2.1",
    ):
        assert said in text
    assert "axe-core" not in text


def test_nothing_a_page_says_becomes_markup_or_an_address_to_follow():
    page = document(hostile())
    assert len(page.select("script")) == 1
    assert {link["href"].split(":")[0] for link in page.select("a[href]:not([href^='#'])")} == {
        "https"
    }
    text = written("html", hostile())
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x08\x1b]", text)
    assert "‹U+202E›gnp.exe" in text


def test_headings_go_down_by_one_level_at_most():
    for made in (full(), hostile(), report()):
        levels = [int(heading.name[1]) for heading in document(made).select("h1, h2, h3, h4")]
        assert levels[0] == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))


def test_every_header_cell_says_what_it_is_the_header_of():
    page = document(full())
    assert all(cell.get("scope") in ("col", "row") for cell in page.select("th"))
    assert all(table.caption for table in page.select("table"))


@pytest.mark.browser
@pytest.mark.parametrize("made", [full(), hostile(), report()], ids=["full", "hostile", "empty"])
def test_the_engine_finds_nothing_in_its_own_report(web, audit, made):
    address = web.put("/report", written("html", made))
    result = audit(address, State(), DARK, NARROW, profile=Profile("AAA"))
    assert not result.error
    # axe asks of each text of one character whether it is one.
    told = [(one.rule.id, one.message, one.html) for one in result.findings]
    assert [one for one in told if "too short" not in one[1]] == []


def of_three_causes():
    findings = (BARRIER, THEIRS, QUESTION)
    return written("html", report(PageResult("https://x.example/", "Home", findings=findings)))


@pytest.fixture
def shown(web, browser):
    """The report of three causes, open in the browser."""
    browser.open(web.put("/report", of_three_causes()))
    return browser.driver


def causes(driver):
    shown = [one for one in driver.find_elements(By.CLASS_NAME, "cause") if one.is_displayed()]
    return [one.find_element(By.TAG_NAME, "h3").text[:2] for one in shown]


def choose(driver, name, value):
    driver.find_element(By.CSS_SELECTOR, f'[name="{name}"][value="{value}"]').click()


@pytest.mark.browser
def test_causes_can_be_filtered(shown):
    assert causes(shown) == ["1.", "2.", "3."]
    choose(shown, "outcome", "failed")
    assert causes(shown) == ["1.", "2."]
    choose(shown, "audience", "developer")
    assert causes(shown) == ["2."]
    status = shown.find_element(By.CSS_SELECTOR, ".filter [role=status]")
    assert status.text == "1 of 3 causes shown"
    choose(shown, "outcome", "")
    choose(shown, "audience", "")
    shown.find_element(By.CSS_SELECTOR, "[type=search]").send_keys("card" + Keys.SPACE + "alt")
    assert causes(shown) == ["1.", "2."]


@pytest.mark.browser
def test_the_filter_needs_no_script(web, browser):
    without = re.sub("<script>.*</script>", "", of_three_causes(), flags=re.DOTALL)
    browser.open(web.put("/report", without))
    assert not browser.driver.find_element(By.CSS_SELECTOR, "[type=search]").is_displayed()
    choose(browser.driver, "outcome", "cantTell")
    assert causes(browser.driver) == ["3."]


@pytest.mark.browser
def test_a_link_to_a_cause_that_is_filtered_away_shows_it(shown):
    choose(shown, "outcome", "cantTell")
    shown.find_element(By.CSS_SELECTOR, "#page-1 summary").click()
    shown.find_element(By.CSS_SELECTOR, '#page-1 a[href="#cause-1"]').click()
    assert "1." in causes(shown)


@pytest.mark.browser
def test_no_script_but_its_own_runs_in_it(web, browser):
    """Whatever would get past the escaping is stopped by the policy."""
    text = written("html", full()).replace("<main", "<script>window.evil = 1</script><main")
    text = text.replace("<h1", '<h1 onclick="window.evil = 1"')
    browser.open(web.put("/report", text))
    browser.driver.find_element(By.TAG_NAME, "h1").click()
    assert browser.driver.execute_script("return [window.evil, typeof causes]") == [None, "object"]
    searched = browser.driver.find_element(By.CSS_SELECTOR, "[type=search]")
    assert searched.is_displayed(), "its own script and style are let in"


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 1280])
def test_it_never_scrolls_sideways(web, browser, width):
    browser.open(web.put("/report", written("html", hostile())))
    browser.apply(State(Viewport(width, 640)))
    wide = "return document.documentElement.scrollWidth > innerWidth"
    assert browser.driver.execute_script(wide) is False
    browser.apply(State())


@pytest.mark.browser
def test_on_paper_everything_is_unfolded(shown, browser):
    with on_paper(browser):
        table = shown.find_element(By.CSS_SELECTOR, "#page-1 details table")
        assert table.size["height"] > 0
        assert not shown.find_element(By.CLASS_NAME, "filter").is_displayed()
