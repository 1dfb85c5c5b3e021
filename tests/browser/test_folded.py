"""What is folded away or scrolled: found by searching, printed, and reached by keyboard."""

from collections.abc import Iterator

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from a11y.engine.model import State, Viewport
from tests.browser.conftest import Browser
from tests.browser.keys import Keyboard
from tests.paper import on_paper

pytestmark = pytest.mark.browser

# What stands in closed parts, and how much room it takes.
FOLDED = """
return [...document.querySelectorAll("details:not([open])")].map(
  (part) => part.lastElementChild.checkVisibility({contentVisibilityAuto: true})
    ? part.lastElementChild.getBoundingClientRect().height : 0);
"""
PICTURED = """
const video = document.querySelector("video");
return [video.readyState > 0, video.textTracks[0].mode,
        video.querySelector("track").readyState === 2 && video.textTracks[0].cues.length];
"""


@pytest.fixture
def printed(browser: Browser) -> Iterator[None]:
    """Pages as they are printed."""
    with on_paper(browser):
        yield


@pytest.mark.parametrize(("type", "parts"), [("accordion", 3), ("video", 1)])
def test_closed_parts_are_printed_open(
    browser: Browser, gallery: str, printed: None, type: str, parts: int
) -> None:
    browser.open(f"{gallery}{type}/full/")
    heights = browser.ask(FOLDED)
    assert len(heights) == parts
    assert min(heights) > 20


def test_on_paper_the_poster_stands_for_the_video(
    browser: Browser, gallery: str, printed: None
) -> None:
    browser.open(f"{gallery}video/full/")
    shown = "return [...document.querySelectorAll('video, img')].map((e) => e.checkVisibility())"
    assert browser.ask(shown) == [False, True]


def test_closed_parts_are_closed_on_screen(browser: Browser, gallery: str) -> None:
    browser.open(f"{gallery}accordion/full/")
    assert browser.ask(FOLDED) == [0, 0, 0]


def test_parts_open_and_close_by_key_and_keep_the_focus(browser: Browser, gallery: str) -> None:
    browser.open(f"{gallery}accordion/full/")
    names = [part.text for part in browser.driver.find_elements(By.TAG_NAME, "summary")]
    keys = Keyboard(browser)
    for name, key in zip(names, (Keys.ENTER, Keys.SPACE, Keys.ENTER), strict=True):
        keys.walk_to(name)
        assert keys.press(key)["text"] == name
    assert browser.ask(FOLDED) == []
    keys.press(Keys.ENTER)
    assert len(browser.ask(FOLDED)) == 1


def test_searching_the_page_opens_the_part_that_has_the_word(
    browser: Browser, gallery: str
) -> None:
    # A search and a link to a text share how browsers reveal what they found.
    browser.open(gallery)
    browser.driver.get(f"{gallery}accordion/full/#:~:text=thin%20needle")
    opened = "return [...document.querySelectorAll('details')].map((part) => part.open)"
    WebDriverWait(browser.driver, 5).until(lambda _: any(browser.ask(opened)))
    assert browser.ask(opened) == [False, True, False]


def test_a_wide_table_is_scrolled_by_keyboard_under_a_caption_that_stays(
    browser: Browser, gallery: str
) -> None:
    browser.open(f"{gallery}data_table/wide/")
    browser.apply(State(Viewport(320, 640)))
    scrolled = browser.driver.find_element(By.CSS_SELECTOR, "[tabindex='0']")
    caption = browser.driver.find_element(By.CSS_SELECTOR, "caption span")
    place = caption.rect["x"], caption.rect["width"]
    scrolled.send_keys(Keys.ARROW_RIGHT)
    WebDriverWait(browser.driver, 5).until(
        lambda _: browser.ask("return document.activeElement.scrollLeft") > 0
    )
    assert (caption.rect["x"], caption.rect["width"]) == place
    assert place[0] + place[1] <= 320


def test_a_video_and_its_captions_load_under_the_strict_policy(
    browser: Browser, gallery: str
) -> None:
    browser.complaints()
    browser.open(f"{gallery}video/full/")
    WebDriverWait(browser.driver, 10).until(lambda _: browser.ask(PICTURED)[2])
    assert browser.ask(PICTURED) == [True, "showing", 2]
    assert browser.complaints() == []
