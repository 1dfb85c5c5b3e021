"""The header as readers use it: by keyboard, by pointer, on narrow screens, without scripts."""

import time
from collections.abc import Iterator

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test import override_settings
from django.test.testcases import LiveServerThread
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

from a11y.engine.model import Layer, State, Viewport
from tests.browser.bearing import (
    ADOPT,
    AT_REST,
    CLIPPED,
    LARGE_TEXT,
    OVERFLOW,
    STATES,
    TEXT_SPACING,
    WIDE,
    violations,
)
from tests.browser.conftest import Browser
from tests.browser.keys import Keyboard

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """The address of a page with a large header."""
    with override_settings(ROOT_URLCONF="tests.browser.header_site"):
        server = LiveServerThread("localhost", StaticFilesHandler)
        server.daemon = True
        server.start()
        server.is_ready.wait()
        if server.error:
            raise server.error
        yield f"http://localhost:{server.port}"
        server.terminate()


class Header(Keyboard):
    """The header of a page, and the keys pressed in it."""

    def __init__(self, browser: Browser, site: str) -> None:
        super().__init__(browser)
        self.site = site

    def open(self, path: str = "/", width: int = 1280) -> None:
        """Open a page in a window so wide."""
        self.browser.resize(Viewport(width, 900))
        self.browser.open(self.site + path)

    def see(self, selector: str) -> WebElement:
        """The first element that matches."""
        return self.browser.driver.find_element(By.CSS_SELECTOR, selector)

    def expanded(self, selector: str) -> str | None:
        """What a control says of its state."""
        return self.see(selector).get_attribute("aria-expanded")


@pytest.fixture
def header(browser: Browser, site: str) -> Iterator[Header]:
    """A page's header, not yet open."""
    browser.complaints()
    yield Header(browser, site)
    assert browser.complaints() == []


REGIONS = ".tdd-regions__toggle"
SECTION = ".tdd-menu__section > button"
FIRST = "More pages: Healthcare professionals"


@pytest.mark.parametrize("key", [Keys.ENTER, Keys.SPACE])
@pytest.mark.parametrize("width", [1280, 320])
def test_the_regions_open_by_key_and_escape_returns(header: Header, key: str, width: int) -> None:
    header.open(width=width)
    header.walk_to("Region and language: Österreich")
    header.press(key)
    assert header.expanded(REGIONS) == "true"
    assert header.see("#tdd-regions").is_displayed()
    assert header.press(Keys.TAB)["id"] == "tdd-filter"
    header.walk_to("Argentina")
    assert header.press(Keys.ESCAPE)["text"] == "Region and language: Österreich"
    assert header.expanded(REGIONS) == "false"
    assert not header.see("#tdd-regions").is_displayed()
    assert header.browser.ask(OVERFLOW) == 0


@pytest.mark.parametrize("key", [Keys.ENTER, Keys.SPACE])
def test_a_section_opens_by_key_and_escape_returns(header: Header, key: str) -> None:
    header.open()
    header.walk_to(FIRST)
    header.press(key)
    assert header.expanded(SECTION) == "true"
    assert header.press(Keys.TAB)["text"] == "Healthc topic 0"
    header.walk_to("Healthc 1.2 in detail")
    assert header.press(Keys.ESCAPE)["text"] == FIRST
    assert header.expanded(SECTION) == "false"


def test_leaving_a_section_closes_it(header: Header) -> None:
    header.open()
    header.walk_to(FIRST)
    header.press(Keys.ENTER)
    header.walk_to("Patients and families")
    assert header.expanded(SECTION) == "false"
    back = ActionChains(header.browser.driver).key_down(Keys.SHIFT).send_keys(Keys.TAB)
    back.key_up(Keys.SHIFT).perform()
    assert header.focus["text"] == FIRST


def test_on_a_narrow_screen_the_same_menu_opens_in_the_page(header: Header) -> None:
    header.open(width=320)
    assert not header.see("#tdd-menu").is_displayed()
    header.walk_to("Menu")
    header.press(Keys.ENTER)
    header.walk_to(FIRST)
    header.press(Keys.SPACE)
    header.walk_to("Healthc 0.1 in detail")
    assert header.browser.ask(OVERFLOW) == 0
    assert header.press(Keys.ESCAPE)["text"] == FIRST
    assert header.see("#tdd-menu").is_displayed()
    assert header.press(Keys.ESCAPE)["text"] == "Menu"
    assert not header.see("#tdd-menu").is_displayed()
    header.press(Keys.ENTER)
    header.walk_to(FIRST)
    header.press(Keys.ENTER)
    header.walk_to("Patients and families")
    assert header.expanded(SECTION) == "false"


def test_a_click_elsewhere_closes_what_is_open(header: Header) -> None:
    header.open()
    header.see(SECTION).click()
    assert header.expanded(SECTION) == "true"
    header.see(REGIONS).click()
    assert (header.expanded(SECTION), header.expanded(REGIONS)) == ("false", "true")
    header.see(".tdd-header__tagline").click()
    assert header.expanded(REGIONS) == "false"


def test_each_list_is_in_the_page_once(header: Header) -> None:
    header.open(width=320)
    count = "return [...document.querySelectorAll(arguments[0])].length"
    assert header.browser.ask(count, ".tdd-menu a") == 4 + 37 + 134 + 1
    assert header.browser.ask(count, ".tdd-regions__list a") == 62


# ---------------------------------------------------------------------- the filter


def shown(header: Header) -> list[str]:
    """The entries that show."""
    links = header.browser.driver.find_elements(By.CSS_SELECTOR, ".tdd-regions__list a")
    return [link.text for link in links if link.is_displayed()]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("osterr", ["Österreich"]),
        ("ČESKÁ", ["Česká republika"]),
        ("fran", ["Canada – Français", "Belgique – Français", "France", "Suisse – Français"]),
        ("in english", ["Ελλάδα (In English)"]),
        ("ελλα", ["Ελλάδα (In English)"]),
        ("xyz", []),
    ],
)
def test_the_filter_finds_names_in_any_spelling_and_says_how_many(
    header: Header, typed: str, found: list[str]
) -> None:
    header.open()
    header.see(REGIONS).click()
    field = header.see("#tdd-filter")
    field.send_keys(typed)
    assert shown(header) == found
    status = header.see(".tdd-filter [role=status]")
    WebDriverWait(header.browser.driver, 5).until(
        lambda _: status.text == f"Entries found: {len(found)}"
    )
    groups = header.browser.driver.find_elements(By.CSS_SELECTOR, ".tdd-regions__heading")
    assert sum(group.is_displayed() for group in groups) <= len(found)
    field.send_keys(Keys.BACKSPACE * len(typed))
    assert len(shown(header)) == 62
    WebDriverWait(header.browser.driver, 5).until(lambda _: status.text == "")


# ---------------------------------------------------------------------- without scripts


@pytest.fixture
def without_scripts(browser: Browser) -> Iterator[None]:
    """Pages opened run no script."""
    browser.command("Emulation.setScriptExecutionDisabled", value=True)
    yield
    browser.command("Emulation.setScriptExecutionDisabled", value=False)


def visit(header: Header, path: str) -> None:
    """Open a page that runs no script, and wait for it: the session would do so by a script."""
    header.browser.command("Page.navigate", url=header.site + path)
    for _ in range(100):
        here = header.browser.driver.current_url == header.site + path
        if here and header.browser.driver.find_elements(By.CSS_SELECTOR, ".tdd-footer"):
            return
        time.sleep(0.05)


def test_without_scripts_there_are_links_only_and_they_lead_on(
    header: Header, without_scripts: None
) -> None:
    visit(header, "/severe/")
    buttons = header.browser.driver.find_elements(By.CSS_SELECTOR, "header button")
    assert not any(button.is_displayed() for button in buttons)
    links = header.browser.driver.find_elements(By.CSS_SELECTOR, "#tdd-menu > li > a")
    assert [link.text for link in links] == [
        "Healthcare professionals",
        "Patients and families",
        "About the company",
        "Our impact",
        "Site map",
    ]
    assert not header.see("#tdd-regions").is_displayed()
    assert header.see(REGIONS).get_attribute("href") == f"{header.site}/regions/"
    visit(header, "/regions/")
    assert len(shown(header)) == 62
    assert not header.see("#tdd-filter").is_displayed()


def test_without_scripts_and_a_page_of_regions_the_list_opens_itself(
    header: Header, without_scripts: None
) -> None:
    visit(header, "/?no-page#tdd-regions")
    assert header.see("#tdd-regions").is_displayed()


# ---------------------------------------------------------------------- the audit


@pytest.mark.slow
@pytest.mark.parametrize("path", ["/severe/", "/severe/?language=ar", "/regions/"])
def test_the_header_has_no_barrier_in_any_size_and_theme(
    browser: Browser, site: str, path: str
) -> None:
    found = violations(browser, site + path, *STATES, layers=AT_REST)
    found += violations(browser, site + path, State(WIDE), layers=frozenset({Layer.DRIVEN}))
    browser.open(site + path)
    browser.complaints()
    assert found == []


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_header_fits_whatever_readers_do_to_its_text(
    header: Header, width: int, language: str
) -> None:
    header.open(f"/severe/?language={language}", width)
    header.browser.ask("document.querySelector('.tdd-menu__toggle').click()")
    header.browser.ask("document.querySelector('.tdd-menu__section > button').click()")
    for styles in ("", TEXT_SPACING, LARGE_TEXT):
        header.browser.ask(ADOPT, styles)
        assert (header.browser.ask(OVERFLOW), header.browser.ask(CLIPPED)) == (0, []), styles
    header.browser.ask("document.querySelector('.tdd-regions__toggle').click()")
    for styles in ("", TEXT_SPACING, LARGE_TEXT):
        header.browser.ask(ADOPT, styles)
        assert (header.browser.ask(OVERFLOW), header.browser.ask(CLIPPED)) == (0, []), styles
