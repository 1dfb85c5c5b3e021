"""A page is left open for others to look at, and closed again."""

import pytest

from a11y.engine.browser import snapshot
from a11y.engine.browser.probes.opened import opened_states, openers
from a11y.engine.browser.session import Session
from a11y.engine.check import Visit
from a11y.engine.model import State
from a11y.engine.source import Source
from tests.a11y.conftest import Web

pytestmark = pytest.mark.browser

MENU = """<button aria-expanded="false" onclick="
  menu.hidden = !menu.hidden; this.setAttribute('aria-expanded', !menu.hidden)">Menu</button>
<ul id="menu" hidden><li>Cut</li></ul>"""
DETAILS = "<details><summary>More</summary><p>More of it</p></details>"
STAYS = """<button aria-haspopup="dialog" onclick="
  document.getElementById('box').hidden = false">Ask</button>
<p id="box" hidden>What is it?</p>"""


def visited(browser: Session, url: str) -> Visit:
    browser.open(url)
    browser.apply(State())
    return Visit(browser, State(), snapshot.take(browser).page(), Source("", "text/html"))


def shown(browser: Session) -> str:
    return str(browser.ask("return document.querySelector('main').innerText"))


def test_each_thing_is_open_while_it_is_looked_at(web: Web, browser: Session) -> None:
    visit = visited(browser, web.page(MENU + DETAILS))

    seen = [(step, "Cut" in shown(browser), "of it" in shown(browser))
            for step in opened_states(visit)]  # fmt: skip

    assert seen == [("opened “Menu”", True, False), ("opened “More”", False, True)]
    assert "Cut" not in shown(browser)
    assert "of it" not in shown(browser)


def test_a_page_that_does_not_close_is_loaded_anew(web: Web, browser: Session) -> None:
    visit = visited(browser, web.page(STAYS + MENU))

    seen = [(step, "What" in shown(browser)) for step in opened_states(visit)]

    assert seen == [("opened “Ask”", True), ("opened “Menu”", False)]


def test_a_button_that_leads_away_opens_nothing(web: Web, browser: Session) -> None:
    web.put("/other", "<title>Other</title>")
    body = "<button aria-haspopup='true' onclick=\"location.href = '/other'\">Other</button>"
    visit = visited(browser, web.page(body))

    assert list(opened_states(visit)) == []
    assert browser.ask("return location.pathname") == "/page"


def test_of_many_alike_two_are_opened(web: Web, browser: Session) -> None:
    visit = visited(browser, web.page(DETAILS * 5))

    assert len(openers(visit.page)[0]) == 2
