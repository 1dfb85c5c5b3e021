"""The page editor of one page with one text, as a person sees it."""

from collections.abc import Callable
from typing import Any

from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

from tdd_pages.pages.models import ComponentPage

DIALOG = ".tdd-citation__chosen"
CONFIRM = "[data-multiple-choice-submit]"
BOX = "[data-multiple-choice-select]"


class Editor:
    """One page in the editor, and what can be done there."""

    def __init__(self, driver: webdriver.Chrome, page: ComponentPage) -> None:
        self.driver = driver
        self.page = page

    def wait(self, condition: Callable[[], Any]) -> Any:
        # Results, dialogs and the editor replace their elements at any time.
        waiting = WebDriverWait(
            self.driver, 20, ignored_exceptions=[StaleElementReferenceException]
        )
        return waiting.until(lambda _: condition())

    def find(self, selector: str) -> list[WebElement]:
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def see(self, selector: str) -> WebElement:
        displayed = self.wait(lambda: [e for e in self.find(selector) if e.is_displayed()])
        return displayed[0]

    def press(self, *keys: str) -> None:
        ActionChains(self.driver).send_keys(*keys).perform()

    @property
    def focused(self) -> WebElement:
        return self.driver.switch_to.active_element

    def put_cursor_at_end(self) -> None:
        self.see(".public-DraftEditor-content").click()
        self.press(Keys.END)

    def select_line(self) -> None:
        keys = ActionChains(self.driver).key_down(Keys.SHIFT).send_keys(Keys.HOME)
        keys.key_up(Keys.SHIFT).perform()

    def open_dialog_at_cursor(self) -> None:
        self.press("/cite")
        self.wait(lambda: self.find('[role="option"][aria-selected="true"]'))
        self.press(Keys.ENTER)
        self.see(DIALOG)

    def choose(self, title: str) -> None:
        search = self.see("#id_q")
        search.clear()
        search.send_keys(title)
        self.wait(lambda: [box for box in self.find(BOX) if title in box.accessible_name])
        self.wait(lambda: len(self.find(BOX)) == 1)
        self.see(BOX).send_keys(Keys.SPACE)

    @property
    def chosen(self) -> list[str]:
        return [entry.text for entry in self.find(f"{DIALOG} li span")]

    def confirm(self) -> None:
        self.see(CONFIRM).send_keys(Keys.ENTER)
        self.wait(lambda: not self.find(".modal"))
        self.wait(lambda: "DraftEditor" in str(self.focused.get_attribute("class")))

    @property
    def text(self) -> str:
        return self.see(".public-DraftEditor-content").text

    def save(self) -> str:
        """Save a draft; gives the stored text."""
        # Draftail writes its state to the form a quarter of a second after the last change: by a
        # timer, and one that is set later for longer cannot go off before it.
        self.driver.execute_async_script("setTimeout(arguments[0], 300)")
        self.see(".action-save").click()
        self.see(".messages .success")
        return self.stored

    @property
    def stored(self) -> str:
        page = ComponentPage.objects.get(pk=self.page.pk).get_latest_revision_as_object()
        return page.body[0].value["text"].source


Edit = Callable[[str], Editor]
"""Opens the editor on a page with this text."""
