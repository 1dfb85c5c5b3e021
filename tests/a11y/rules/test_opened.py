"""A page is left open for others to look at, and closed again."""

from dataclasses import replace

import pytest

from a11y.engine.browser import snapshot
from a11y.engine.browser.probes.opened import OPENINGS, openers
from a11y.engine.browser.session import Session
from a11y.engine.check import Visit
from a11y.engine.model import State
from a11y.engine.source import Source
from tests.a11y.conftest import Web

pytestmark = pytest.mark.browser

MENU = """<button aria-expanded="false" aria-controls="menu" onclick="
  menu.hidden = !menu.hidden; this.setAttribute('aria-expanded', !menu.hidden)">Menu</button>
<ul id="menu" hidden><li>Cut</li></ul>"""
DETAILS = "<details><summary>More</summary><p>More of it</p></details>"
STAYS = """<button aria-haspopup="dialog" onclick="
  document.getElementById('box').hidden = false">Ask</button>
<p id="box" hidden>What is it?</p>"""


def visited(browser: Session, url: str) -> tuple[Visit, list[tuple[str, str]]]:
    """A visit, and what is shown each time the page is looked at, with what was done to it."""
    seen: list[tuple[str, str]] = []
    browser.open(url)
    browser.apply(State())
    page = snapshot.take(browser).page()
    look = lambda step: seen.append((step, shown(browser)))  # noqa: E731
    return Visit(browser, State(), page, Source("", "text/html"), look=look), seen


def shown(browser: Session) -> str:
    return str(browser.ask("return document.querySelector('main').innerText"))


def test_each_thing_is_open_while_it_is_looked_at(web: Web, browser: Session) -> None:
    visit, seen = visited(browser, web.page(MENU + DETAILS))

    OPENINGS.observe(visit)

    assert [step for step, _ in seen] == ["opened “Menu”", "opened “More”"]
    assert ["Cut" in text for _, text in seen] == [True, False]
    assert ["of it" in text for _, text in seen] == [False, True]
    assert "Cut" not in shown(browser)
    assert "of it" not in shown(browser)


def test_a_page_that_does_not_close_is_loaded_anew(web: Web, browser: Session) -> None:
    visit, seen = visited(browser, web.page(STAYS + MENU))

    OPENINGS.observe(visit)

    assert [step for step, _ in seen] == ["opened “Ask”", "opened “Menu”"]
    assert ["What" in text for _, text in seen] == [True, False]


def test_what_has_closed_by_itself_says_nothing_of_its_state(web: Web, browser: Session) -> None:
    """Menus that open under a pointer close when it rests elsewhere, at a time of their own."""
    visit, _ = visited(browser, web.page(MENU))
    by_itself = "document.querySelector('[aria-expanded]').click()"

    [opening] = OPENINGS.observe(replace(visit, look=lambda step: browser.ask(by_itself))).found

    assert opening.controlled
    assert opening.after == ""


def test_a_button_that_leads_away_opens_nothing(web: Web, browser: Session) -> None:
    web.put("/other", "<title>Other</title>")
    body = "<button aria-haspopup='true' onclick=\"location.href = '/other'\">Other</button>"
    visit, seen = visited(browser, web.page(body))

    OPENINGS.observe(visit)

    assert seen == []
    assert browser.ask("return location.pathname") == "/page"


def test_of_many_alike_two_are_opened(web: Web, browser: Session) -> None:
    visit, _ = visited(browser, web.page(DETAILS * 5))

    assert len(openers(visit.page)[0]) == 2


def test_what_was_opened_at_one_width_is_not_opened_again_at_another(
    web: Web, browser: Session
) -> None:
    visit, seen = visited(browser, web.page(MENU))

    OPENINGS.observe(visit)
    OPENINGS.observe(visit)

    assert len(seen) == 1
