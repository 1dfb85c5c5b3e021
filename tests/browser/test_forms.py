"""A contact form in a real browser: for everybody, by keyboard alone, and without scripts."""

import time
from itertools import product
from typing import Any

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.expected_conditions import staleness_of
from selenium.webdriver.support.ui import WebDriverWait
from wagtail.models import Page

from a11y.engine.model import Layer, Scheme, State
from tdd_pages.forms.models import FormPage, Submission
from tests.browser.bearing import (
    ADOPT,
    AT_REST,
    CLIPPED,
    LARGE_TEXT,
    NARROW,
    OVERFLOW,
    TEXT_SPACING,
    WIDE,
    violations,
)
from tests.browser.conftest import Browser
from tests.forms import add_form, add_notice, add_product, branching_steps
from tests.paper import on_paper

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.urls("tests.browser.form_site"),
]

STATES = [
    "about-you",
    "about-you/?wrong",
    "your-work",
    "your-care/?wrong",
    "your-message",
    "your-message/?wrong",
    "done",
]
# What a closed list offers is meant not to be seen.
CUT = CLIPPED.replace(".tdd-skip-link", ".tdd-skip-link, option")
FOCUS = """
const element = document.activeElement;
const style = getComputedStyle(element);
const box = element.getBoundingClientRect();
const seen = box.bottom > 0 && box.top < innerHeight && box.width > 0;
return [element.id || element.textContent.trim(), seen && style.outlineStyle !== "none"];
"""


@pytest.fixture
def page(settings: Any, live_server: Any) -> FormPage:
    settings.TDD_FORMS = {"SECONDS_AT_LEAST": 0}
    add_product()
    home = Page.objects.get(depth=2)
    return add_form(home, branching_steps(add_notice()), end_text="<p>We answer soon.</p>")


class Visitor:
    """Somebody at a form who has a keyboard and no mouse."""

    def __init__(self, browser: Browser, origin: str) -> None:
        self.browser = browser
        self.driver = browser.driver
        self.origin = origin
        browser.resize(WIDE)
        # A page that still glides has not brought into sight yet what has the focus.
        browser.prefer({"prefers-reduced-motion": "reduce"})
        browser.complaints()

    def open(self, address: str) -> None:
        self.browser.open(f"{self.origin}{address}")

    def press(self, *keys: str) -> None:
        ActionChains(self.driver).send_keys(*keys).perform()

    def send(self) -> None:
        """Press Enter, and wait for the page that comes."""
        before = self.driver.find_element(By.TAG_NAME, "html")
        self.press(Keys.ENTER)
        WebDriverWait(self.driver, 10).until(staleness_of(before))
        self.browser.arrive()

    @property
    def focus(self) -> str:
        """What has the focus, which must be in sight."""
        name, is_seen = self.browser.ask(FOCUS)
        assert is_seen, f"{name} has the focus, and that is not to be seen"
        return name

    def tab_to(self, name: str) -> None:
        """Press Tab until the control has the focus."""
        for _ in range(60):
            self.press(Keys.TAB)
            if self.focus == name:
                return
        raise AssertionError(f"Tab does not lead to {name}")

    @property
    def path(self) -> str:
        return self.driver.current_url.removeprefix(self.origin)


@pytest.fixture
def visitor(browser: Browser, page: FormPage, live_server: Any) -> Visitor:
    browser.driver.delete_all_cookies()
    return Visitor(browser, live_server.url)


@pytest.mark.parametrize("state", STATES)
def test_no_state_of_a_form_has_a_barrier(
    browser: Browser, page: FormPage, live_server: Any, state: str
) -> None:
    url = f"{live_server.url}/state/{state}"
    url = url if "?" in url else f"{url}/"
    browser.complaints()
    states = [State(*circumstances) for circumstances in product((WIDE, NARROW), Scheme)]
    assert violations(browser, url, *states, layers=AT_REST) == []
    for viewport, styles, direction in product(
        (NARROW, WIDE), ("", TEXT_SPACING, LARGE_TEXT), ("ltr", "rtl")
    ):
        if viewport == NARROW and styles == LARGE_TEXT:
            continue
        browser.ask(ADOPT, styles)
        browser.ask("document.documentElement.dir = arguments[0]", direction)
        browser.apply(State(viewport))
        assert (browser.ask(OVERFLOW), browser.ask(CUT)) == (0, []), (styles, direction)
    assert browser.complaints() == []


@pytest.mark.parametrize("state", ["about-you/", "your-message/?wrong"])
def test_a_form_can_be_used_by_everybody(
    browser: Browser, page: FormPage, live_server: Any, state: str
) -> None:
    url = f"{live_server.url}/state/{state}"
    layers = frozenset({Layer.DRIVEN})
    assert violations(browser, url, State(WIDE), layers=layers) == []


def test_a_form_is_filled_in_by_keyboard_and_its_mistakes_are_mended(visitor: Visitor) -> None:
    visitor.open("/contact/")
    visitor.tab_to("field-role")
    visitor.press(Keys.ARROW_DOWN)
    visitor.tab_to("Continue")
    visitor.send()
    assert visitor.path == "/contact/your-care/"
    visitor.tab_to("field-product")
    visitor.press("Calmo")
    visitor.tab_to("Continue")
    visitor.send()
    visitor.tab_to("field-message")
    visitor.press("Hello")
    visitor.tab_to("Send")
    visitor.send()

    # The summary has the focus, and each of its links leads to a field.
    assert "There is a problem" in visitor.focus
    assert visitor.driver.title.startswith("Error: ")
    visitor.press(Keys.TAB)
    assert visitor.focus == "Fill in “Your name”."
    visitor.press(Keys.ENTER)
    assert visitor.focus == "field-name"
    label = visitor.driver.find_element(By.CSS_SELECTOR, "label[for=field-name]")
    assert label.rect["y"] >= visitor.browser.ask("return scrollY")
    visitor.press("Ada", Keys.TAB, "ada@example.org")
    assert visitor.focus == "field-email"
    visitor.send()
    assert visitor.path == "/contact/done/"
    assert visitor.driver.find_element(By.TAG_NAME, "h1").text == "Thank you"
    assert Submission.objects.get().form_data["product"] == "calmo"
    assert visitor.browser.complaints() == []


def test_without_scripts_mistakes_stand_first_and_the_form_works(visitor: Visitor) -> None:
    visitor.browser.command("Emulation.setScriptExecutionDisabled", value=True)
    try:
        # The session waits for pages by a script of its own, which does not run either.
        visitor.browser.command("Page.navigate", url=f"{visitor.origin}/contact/")
        wait_for(visitor, "About you")
        visitor.driver.find_element(By.CSS_SELECTOR, "main button").click()
        wait_for(visitor, "Error: ")
        first = visitor.driver.find_element(By.CSS_SELECTOR, "main > *")
        assert first.text.startswith("There is a problem")
        first.find_element(By.TAG_NAME, "a").click()
        assert visitor.driver.switch_to.active_element.get_attribute("id") == "field-role"
        visitor.driver.find_element(By.ID, "field-role-2").click()
        visitor.driver.find_element(By.CSS_SELECTOR, "main button").click()
        wait_for(visitor, "Your care")
        assert visitor.path == "/contact/your-care/"
    finally:
        visitor.browser.command("Emulation.setScriptExecutionDisabled", value=False)


def wait_for(visitor: Visitor, title: str) -> None:
    """Wait for the page whose title begins so, to its end."""
    for _ in range(100):
        page = visitor.browser.ask("return [document.title, document.readyState]")
        if page[0].startswith(title) and page[1] == "complete":
            return
        time.sleep(0.05)
    raise AssertionError(f"{visitor.driver.title!r} does not begin with {title!r}")


def test_paper_shows_lines_to_write_on_and_no_buttons(visitor: Visitor) -> None:
    visitor.open("/state/your-message/")
    with on_paper(visitor.browser):
        shown = {
            selector: visitor.driver.find_element(By.CSS_SELECTOR, selector).is_displayed()
            for selector in ("#field-name", ".tdd-form__actions", ".tdd-consent__version")
        }
    assert shown == {
        "#field-name": True,
        ".tdd-form__actions": False,
        ".tdd-consent__version": True,
    }
