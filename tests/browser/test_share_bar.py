"""The share bar as readers use it: what each button does, what is said, and what never happens."""

import time
from collections.abc import Iterator

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

from tests.browser.conftest import Browser

pytestmark = pytest.mark.browser

# Stands in for what a test cannot answer: the system's sheet, the printer's dialog, the clipboard.
STAND_INS = """
window.heard = [];
window.shared = [];
addEventListener("tdd-share", (event) => heard.push(event.detail.channel));
window.print = () => (window.printed = true);
navigator.canShare = () => true;
navigator.share = async (data) => {
  shared.push(data);
  if (window.shareFails) throw new DOMException("", window.shareFails);
};
Object.defineProperty(navigator, "clipboard", {
  value: {
    writeText: async (text) => {
      if (window.copyFails) throw new DOMException("", "NotAllowedError");
      window.copied = text;
    },
  },
});
"""
NO_SHEET = "navigator.canShare = undefined; navigator.share = undefined;"
LISTEN = """
window.said = [];
const status = document.querySelector(".tdd-share [role=status]");
new MutationObserver(() => said.push(status.textContent))
  .observe(status, {childList: true, characterData: true, subtree: true});
"""
NARROWED = """
const [selector, done] = arguments;
const root = document.querySelector("[data-tdd-share]").cloneNode(true);
root.querySelector(selector).remove();
import("/static/tdd_blocks/js/share_bar.js").then(({ ShareBar }) => {
  try { new ShareBar(root); } catch (error) { done([error.name, error.selector]); }
});
"""


class Page:
    """A page with a share bar."""

    def __init__(self, browser: Browser, gallery: str) -> None:
        self.browser = browser
        self.gallery = gallery

    def open(self, example: str = "full", before: str = "") -> None:
        """Open an example, with stand-ins and what else must be in place before the page is."""
        added = self.browser.command(
            "Page.addScriptToEvaluateOnNewDocument", source=STAND_INS + before
        )
        self.browser.open(f"{self.gallery}share_bar/{example}/")
        self.browser.ask(LISTEN)
        self.browser.command("Page.removeScriptToEvaluateOnNewDocument", **added)

    @property
    def names(self) -> list[str]:
        """What readers see to press, in order."""
        shown = self.browser.driver.find_elements(By.CSS_SELECTOR, ".tdd-share li > *")
        return [element.text for element in shown if element.is_displayed()]

    def press(self, channel: str) -> None:
        """Press the button or link of a channel."""
        selector = f".tdd-share [data-channel={channel}]"
        self.browser.driver.find_element(By.CSS_SELECTOR, selector).click()

    @property
    def status(self) -> WebElement:
        """The place where the bar says what it has done."""
        return self.browser.driver.find_element(By.CSS_SELECTOR, ".tdd-share [role=status]")

    def hear(self, words: str, times: int = 1) -> None:
        """Wait until this has been said so many times."""
        said = "return said.filter((text) => text.includes(arguments[0])).length"
        waiting = WebDriverWait(self.browser.driver, 5)
        waiting.until(lambda _: self.browser.ask(said, words) == times)


@pytest.fixture
def page(browser: Browser, gallery: str) -> Iterator[Page]:
    """A page with a share bar, not yet open."""
    browser.complaints()
    yield Page(browser, gallery)
    assert browser.complaints() == []


def test_every_way_to_share_has_its_name_in_words(page: Page) -> None:
    page.open()
    assert page.names == [
        "Share this page",
        "Copy link to this page",
        "Email this page",
        "Print this page",
    ]


def test_a_browser_that_cannot_share_does_not_offer_to(page: Page) -> None:
    page.open(before=NO_SHEET)
    assert page.names == ["Copy link to this page", "Email this page", "Print this page"]


def test_without_scripts_the_links_work_and_no_button_shows(page: Page) -> None:
    address = f"{page.gallery}share_bar/networks/"
    page.browser.command("Emulation.setScriptExecutionDisabled", value=True)
    try:
        # The session waits for pages by a script of its own, which does not run either.
        page.browser.command("Page.navigate", url=address)
        for _ in range(100):
            state = page.browser.ask("return [location.href, document.readyState]")
            if state == [address, "complete"]:
                break
            time.sleep(0.1)
    finally:
        page.browser.command("Emulation.setScriptExecutionDisabled", value=False)
    assert page.names == [
        "Link to this page",
        "Email this page",
        "Share on Facebook",
        "Share on LinkedIn",
    ]


def test_copying_takes_the_public_address_and_says_so_twice_if_done_twice(page: Page) -> None:
    page.open()
    assert page.status.text == ""
    for times in (1, 2):
        page.press("copy")
        page.hear("Link copied", times)
    # Words that replace the same words are not announced: they must be gone in between.
    assert page.browser.ask("return said") == ["Link copied", "", "Link copied"]
    assert page.browser.ask("return copied") == "https://www.example.com/therapies/pump/"


def test_where_copying_fails_the_address_is_shown_selected_and_explained(page: Page) -> None:
    page.open(before="window.copyFails = true;")
    page.press("copy")
    page.hear("copy it from the field")
    field = page.browser.driver.switch_to.active_element
    assert field.accessible_name == "Link to this page"
    assert field.get_attribute("readonly")
    assert page.browser.ask("return getSelection().toString()") == field.get_attribute("value")


def test_sharing_passes_on_title_and_address_and_nothing_else(page: Page) -> None:
    page.open()
    page.press("native")
    assert page.browser.ask("return shared") == [
        {"title": "Treating severe spasticity", "url": "https://www.example.com/therapies/pump/"}
    ]


def test_a_reader_who_changes_their_mind_hears_nothing(page: Page) -> None:
    page.open(before="window.shareFails = 'AbortError';")
    page.press("native")
    page.press("print")
    assert page.status.text == ""
    assert page.browser.ask("return window.copied") is None


def test_where_sharing_is_not_allowed_the_link_is_copied_instead(page: Page) -> None:
    page.open(before="window.shareFails = 'NotAllowedError';")
    page.press("native")
    page.hear("Link copied")


def test_printing_opens_the_printers_dialog(page: Page) -> None:
    page.open()
    page.press("print")
    assert page.browser.ask("return window.printed")


def test_the_page_is_told_which_channel_was_used(page: Page) -> None:
    page.open("networks", before="addEventListener('click', (e) => e.preventDefault());")
    for channel in ("native", "copy", "email", "print", "facebook", "linkedin"):
        page.press(channel)
    assert page.browser.ask("return heard") == [
        "native",
        "copy",
        "email",
        "print",
        "facebook",
        "linkedin",
    ]


def test_nothing_is_loaded_from_another_site(page: Page) -> None:
    page.open("networks")
    foreign = """
    return performance.getEntriesByType("resource").map((entry) => new URL(entry.name).origin)
      .filter((origin) => origin !== location.origin);
    """
    assert page.browser.ask(foreign) == []


@pytest.mark.parametrize("selector", ['[role="status"]', "input[readonly]"])
def test_markup_that_lacks_an_element_is_told_which(page: Page, selector: str) -> None:
    page.open()
    answer = page.browser.driver.execute_async_script(NARROWED, selector)
    assert answer == ["MissingElementError", selector]


def test_every_target_is_at_least_44_pixels_high(page: Page) -> None:
    page.open("networks")
    heights = """
    return [...document.querySelectorAll(".tdd-share li > :not([hidden])")]
      .map((element) => element.getBoundingClientRect().height);
    """
    assert min(page.browser.ask(heights)) >= 44
