"""What stands around a page's content, in a real browser: navigation, footer, search, 404."""

from datetime import date, time
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.expected_conditions import presence_of_element_located
from selenium.webdriver.support.wait import WebDriverWait
from wagtail.models import Locale, Page, Site

from a11y.engine.model import Layer, State
from tdd_pages.pages.models import ComponentPage, SearchPage
from tdd_pages.shell.contact import ContactDetails
from tdd_pages.shell.footer import SiteFooter
from tdd_pages.shell.settings import ShellSettings
from tdd_pages.urls import urlpatterns as site_urls
from tests.browser.bearing import (
    ADOPT,
    AT_REST,
    CLIPPED,
    LARGE_TEXT,
    NARROW,
    OVERFLOW,
    STATES,
    TEXT_SPACING,
    WIDE,
    scripts_off,
    violations,
)
from tests.browser.conftest import Browser
from tests.browser.keys import Keyboard
from tests.streams import prose, section

pytestmark = pytest.mark.browser

THERAPY = "/therapies/targeted-delivery/severe-spasticity/"
ADDRESSES = [THERAPY, "/search/?q=spasticity", "/search/?q=nothing", "/missing/"]
LONG = "Rechtsschutzversicherungsgesellschaftsbevollmächtigte"


def missing(request: HttpRequest) -> HttpResponse:
    """What a page that is not there shows. The audit opens no page that says it failed."""
    return render(request, "tdd_pages/errors/404.html")


urlpatterns = [path("missing/", missing), *site_urls]

IN_SIGHT = """
const {top, bottom} = arguments[0].getBoundingClientRect();
return top >= 0 && bottom <= innerHeight;
"""
ROWS = """
return [...document.querySelectorAll(arguments[0])]
  .filter((element) => element.checkVisibility({visibilityProperty: true}))
  .map((element) => element.textContent.trim());
"""


def add(title: str, above: Page, **fields: Any) -> Page:
    page = ComponentPage(**{"title": title, "show_in_menus": True, **fields})
    return Page.objects.get(pk=above.pk).add_child(instance=page)


def make_pages(home: Page) -> None:
    top = add("Therapies", home)
    delivery = add("Targeted delivery", top, opens_section=True)
    body = [section(name, prose(name, "<p>About spasticity.</p>")) for name in ("A", "B", "C")]
    add(
        "Severe spasticity",
        delivery,
        body=body,
        search_description="When muscles stay tense: who may benefit from targeted delivery.",
        document_code="AC2024-00123-EN",
        approved_on=date(2024, 9, 5),
        review_by=date(2099, 9, 1),
        audience="professionals",
        territories="US, CA",
    )
    for title in ("Cancer pain", "Chronic pain", "Living with a pump", f"About {LONG}"):
        add(title, delivery)
    home.add_child(instance=SearchPage(title="Search"))


def make_footer(home: Page) -> None:
    locale = Locale.get_default()
    contact = ContactDetails.objects.create(
        locale=locale,
        name="Customer care team",
        address="12 Harbour Street\nSpringfield, MN 55000",
        country="US",
        phones=[("phone", {"label": "Toll-free", "number": "800-555-0100"})],
        email="care@example.com",
        hours=[
            (
                "hours",
                {
                    "first_day": "monday",
                    "last_day": "friday",
                    "opens": time(8),
                    "closes": time(20),
                },
            )
        ],
        time_zone="America/Chicago",
    )
    links = [
        {"text": "Careers", "page": None, "url": "https://example.com/careers"},
        {
            "text": "Order products",
            "page": None,
            "url": "https://example.com/orders",
            "new_window": True,
        },
        {"text": LONG, "page": None, "url": "https://example.com/long"},
    ]
    networks = ("facebook", "instagram", "linkedin", "mastodon", "tiktok", "x", "youtube")
    footer = SiteFooter.objects.create(
        locale=locale,
        name="Main",
        groups=[("group", {"heading": name, "links": links}) for name in ("Support", "Products")],
        follow=[("network", {"network": n, "url": f"https://example.com/{n}"}) for n in networks],
        legal=[
            ("link", {"text": name, "page": None, "url": f"https://example.com/{name[:2]}"})
            for name in ("Privacy notice", "Terms of use", "Accessibility statement")
        ],
        contact=contact,
        copyright_holder="Aurelis",
    )
    site = Site.objects.get(is_default_site=True)
    ShellSettings.objects.update_or_create(site=site, defaults={"footer": footer})


@pytest.fixture
def address(home: Page, live_server: Any, browser: Browser, settings: Any) -> str:
    """The address of a site with a section, a footer and a search page."""
    settings.ROOT_URLCONF = __name__
    Site.objects.filter(is_default_site=True).update(site_name="Aurelis")
    make_pages(home)
    make_footer(home)
    return live_server.url


def test_what_stands_around_a_page_has_no_barrier(browser: Browser, address: str) -> None:
    browser.complaints()
    for where in ADDRESSES:
        found = violations(browser, address + where, *STATES, layers=AT_REST)
        assert "\n".join(found) == "", where
    assert browser.complaints() == []


def test_without_scripts_it_has_no_barrier_either(browser: Browser, address: str) -> None:
    with scripts_off(browser):
        for where in ADDRESSES:
            found = violations(browser, address + where, State(NARROW), layers=AT_REST)
            assert "\n".join(found) == "", where


def test_what_stands_around_a_page_can_be_used_by_everybody(browser: Browser, address: str) -> None:
    driven = frozenset({Layer.DRIVEN})
    assert violations(browser, address + THERAPY, State(WIDE), layers=driven) == []
    assert violations(browser, address + THERAPY, State(NARROW), layers=driven) == []


def test_it_fits_whatever_readers_do_to_its_text(browser: Browser, address: str) -> None:
    for where in ADDRESSES:
        browser.open(address + where)
        for direction in ("ltr", "rtl"):
            browser.ask("document.documentElement.dir = arguments[0]", direction)
            for viewport, styles in ((NARROW, ""), (NARROW, TEXT_SPACING), (WIDE, LARGE_TEXT)):
                browser.ask(ADOPT, styles)
                browser.apply(State(viewport))
                assert (browser.ask(OVERFLOW), browser.ask(CLIPPED)) == (0, []), (where, styles)


def test_the_section_menu_is_one_list_that_stands_open_where_there_is_room(
    browser: Browser, address: str
) -> None:
    browser.open(address + THERAPY)
    pages, summary = ".tdd-section-menu a", ".tdd-section-menu summary"
    browser.apply(State(WIDE))
    assert "Cancer pain" in browser.ask(ROWS, pages)
    assert browser.ask(ROWS, summary) == []
    browser.apply(State(NARROW))
    assert browser.ask(ROWS, pages) == []
    assert browser.ask(ROWS, summary) == ["In this section"]
    browser.driver.find_element("css selector", summary).send_keys("\n")
    assert "Cancer pain" in browser.ask(ROWS, pages)


def test_by_keyboard_the_section_menu_opens_and_closes_and_the_contents_lead_on(
    browser: Browser, address: str
) -> None:
    browser.resize(NARROW)
    browser.open(address + THERAPY)
    keys = Keyboard(browser)
    keys.walk_to("In this section")
    for opening, closing in ((Keys.ENTER, Keys.SPACE), (Keys.SPACE, Keys.ENTER)):
        keys.press(opening)
        assert "Cancer pain" in browser.ask(ROWS, ".tdd-section-menu a")
        assert keys.press(closing)["text"] == "In this section"
        assert browser.ask(ROWS, ".tdd-section-menu a") == []
    keys.press(Keys.ENTER)
    keys.walk_to("Chronic pain")
    keys.walk_to("B")
    keys.press(Keys.ENTER)
    heading = browser.driver.find_element("css selector", ".tdd-page :target")
    assert heading.text == "B"
    WebDriverWait(browser.driver, 3).until(lambda _: browser.ask(IN_SIGHT, heading))
    # From there on, not from the top of the page.
    keys.walk_to("Back to top")
    keys.press(Keys.ENTER)
    assert keys.press(Keys.TAB)["text"] == "Skip to main content"


def test_without_scripts_the_search_answers(browser: Browser, address: str) -> None:
    browser.command("Emulation.setScriptExecutionDisabled", value=True)
    try:
        browser.open(f"{address}/search/")
        browser.driver.find_element("name", "q").send_keys("spasticity\n")
        arrived = presence_of_element_located(("css selector", ".tdd-results__list a"))
        found = WebDriverWait(browser.driver, 10).until(arrived)
        assert found.get_attribute("href") == address + THERAPY
    finally:
        browser.command("Emulation.setScriptExecutionDisabled", value=False)
