"""A page as it is used by keyboard alone: the focus always shows, and is never lost."""

from typing import Any

from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from tests.browser.conftest import Browser

FOCUS = """
const focused = document.activeElement;
const box = focused.getBoundingClientRect();
const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
const style = getComputedStyle(focused);
return {
  text: focused.textContent.replace(/\\s+/g, ' ').trim(),
  id: focused.id,
  onTop: focused.contains(top) || top?.contains(focused) || false,
  outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
};
"""


class Keyboard:
    """Somebody who presses keys in the page that is open."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser

    def press(self, *keys: str) -> dict[str, Any]:
        """Press keys one after the other, and say where the focus is then."""
        ActionChains(self.browser.driver).send_keys(*keys).perform()
        return self.focus

    @property
    def focus(self) -> dict[str, Any]:
        """What has the focus, and whether it shows."""
        return self.browser.ask(FOCUS)

    def walk_to(self, text: str, key: str = Keys.TAB) -> None:
        """Press a key until the element with this text has the focus; it shows all the way."""
        for _ in range(200):
            seen = self.press(key)
            assert seen["text"] or seen["id"], "the focus is lost"
            # The page scrolls smoothly to what is focused.
            WebDriverWait(self.browser.driver, 3).until(lambda _: self.focus["onTop"], seen)
            assert seen["outlined"], seen
            if seen["text"] == text:
                return
        raise AssertionError(f"{text} cannot be reached")
