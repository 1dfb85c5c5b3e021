"""Citing references in the page editor, with a real browser and mostly without a mouse."""

import json
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.urls import reverse
from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

from blocks.models import Reference
from blocks.stored_citations import cited_pks
from tdd_pages.pages.models import ComponentPage

pytestmark = [
    pytest.mark.browser,
    # The live server has its own connection, so changes are committed; what migrations created,
    # the root page among it, is put back before each test.
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

CHROMIUM_OPTIONS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--window-size=1280,1000",
)
DIALOG = ".tdd-citation__chosen"
CONFIRM = "[data-multiple-choice-submit]"
BOX = "[data-multiple-choice-select]"


@pytest.fixture(scope="module")
def chromium() -> Iterator[webdriver.Chrome]:
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or ""
    for option in CHROMIUM_OPTIONS:
        options.add_argument(option)
    service = webdriver.ChromeService(shutil.which("chromedriver"))
    driver = webdriver.Chrome(options, service)
    yield driver
    driver.quit()


class Editor:
    """The page editor of one page with one text, as a person sees it."""

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
        # Draftail writes its state to the form a quarter of a second after the last change.
        field = self.find('input[name="body-0-value-text"]')[0]
        self.wait(lambda: self.text == "\n".join(_texts(field.get_attribute("value"))))
        self.see(".action-save").click()
        self.see(".messages .success")
        return self.stored

    @property
    def stored(self) -> str:
        page = ComponentPage.objects.get(pk=self.page.pk).get_latest_revision_as_object()
        return page.body[0].value["text"].source


def _texts(state: str | None) -> list[str]:
    return [block["text"] for block in json.loads(state or "{}").get("blocks", [])]


@pytest.fixture
def library(transactional_db: None) -> dict[str, Reference]:
    """Thirteen references: more than the dialog shows at once."""
    families = ["Gilmartin", "Ivanhoe", "Penn", *(f"Other{letter}" for letter in "abcdefghij")]
    return {
        family: Reference.objects.create(
            title=f"A study by {family}",
            year=2000,
            authors=[("person", {"family": family, "given": "A", "suffix": ""})],
        )
        for family in families
    }


@pytest.fixture
def edit(
    chromium: webdriver.Chrome,
    live_server: Any,
    library: dict[str, Reference],
    make_page: Callable[..., ComponentPage],
    admin_user: Any,
    settings: Any,
) -> Callable[[str], Editor]:
    """A function that opens the editor, logged in, on a page with the given text."""
    # Saving is what these tests do themselves.
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0

    def open_editor(text: str) -> Editor:
        page = make_page([{"type": "prose", "value": {"text": text}}])
        client = Client()
        client.force_login(admin_user)
        session = client.cookies[django_settings.SESSION_COOKIE_NAME].value
        chromium.get(f"{live_server.url}/admin/login/")
        chromium.add_cookie({"name": django_settings.SESSION_COOKIE_NAME, "value": session})
        chromium.get(live_server.url + reverse("wagtailadmin_pages:edit", args=[page.pk]))
        return Editor(chromium, page)

    return open_editor


@pytest.fixture
def cited(library: dict[str, Reference]) -> str:
    """Stored text that cites two references."""
    refs = f"{library['Ivanhoe'].pk} {library['Gilmartin'].pk}"
    label = "Ivanhoe 2000; Gilmartin 2000"
    return f'<p>Tone falls<a linktype="citation" refs="{refs}">{label}</a>.</p>'


def test_the_keyboard_alone_cites_two_references_found_by_two_searches(
    edit: Callable[[str], Editor], library: dict[str, Reference]
) -> None:
    editor = edit("<p>Tone falls</p>")
    editor.put_cursor_at_end()
    editor.open_dialog_at_cursor()
    assert not editor.see(CONFIRM).is_enabled()
    editor.choose("Penn")
    editor.choose("Gilmartin")
    assert editor.chosen == [
        "Penn 2000 – A study by Penn",
        "Gilmartin 2000 – A study by Gilmartin",
    ]
    editor.confirm()
    editor.press(" often.")
    stored = editor.save()
    assert cited_pks(stored) == [(library["Penn"].pk, library["Gilmartin"].pk)]
    assert "Tone falls<a " in stored
    assert ">Penn 2000; Gilmartin 2000</a> often.</p>" in stored


def test_the_toolbar_cites_after_the_selected_words_and_keeps_them(
    edit: Callable[[str], Editor], library: dict[str, Reference]
) -> None:
    editor = edit("<p>Tone falls</p>")
    editor.put_cursor_at_end()
    editor.select_line()
    editor.see('button[name="CITATION"]').click()
    editor.see(DIALOG)
    editor.choose("Ivanhoe")
    editor.confirm()
    stored = editor.save()
    assert cited_pks(stored) == [(library["Ivanhoe"].pk,)]
    assert "Tone falls<a " in stored


def test_a_choice_outlives_the_pages_of_results(
    edit: Callable[[str], Editor], library: dict[str, Reference]
) -> None:
    editor = edit("<p>Tone falls</p>")
    editor.put_cursor_at_end()
    editor.open_dialog_at_cursor()
    first = editor.see(BOX)
    first.send_keys(Keys.SPACE)
    key = first.get_attribute("value")
    editor.driver.execute_script("arguments[0].click()", editor.see('.pagination a[href*="p=2"]'))
    editor.wait(lambda: key not in [box.get_attribute("value") for box in editor.find(BOX)])
    editor.see(BOX).send_keys(Keys.SPACE)
    assert len(editor.chosen) == 2
    editor.driver.execute_script("arguments[0].click()", editor.see('.pagination a[href*="p=1"]'))
    editor.wait(lambda: key in [box.get_attribute("value") for box in editor.find(BOX)])
    ticked = [box.get_attribute("value") for box in editor.find(BOX) if box.is_selected()]
    assert ticked == [key]


def test_a_citation_shows_in_brackets_and_is_edited_from_its_tooltip(
    edit: Callable[[str], Editor], cited: str, library: dict[str, Reference]
) -> None:
    editor = edit(cited)
    citation = editor.see(".tdd-citation__label")
    assert citation.text == "Ivanhoe 2000; Gilmartin 2000"
    brackets = [
        editor.driver.execute_script(
            "return getComputedStyle(arguments[0], arguments[1]).content", citation, side
        )
        for side in ("::before", "::after")
    ]
    assert brackets == ['"["', '"]"']
    citation.click()
    editor.see(".Tooltip__button:not(.no)").click()
    editor.see(DIALOG)
    assert len(editor.chosen) == 2
    editor.see(f"{DIALOG} li button").send_keys(Keys.ENTER)
    assert editor.focused.accessible_name.startswith("Remove Gilmartin")
    editor.choose("Penn")
    editor.confirm()
    stored = editor.save()
    assert cited_pks(stored) == [(library["Gilmartin"].pk, library["Penn"].pk)]
    assert ">Gilmartin 2000; Penn 2000</a>.</p>" in stored


def test_removing_a_citation_takes_its_label_with_it(
    edit: Callable[[str], Editor], cited: str
) -> None:
    editor = edit(cited)
    editor.see(".tdd-citation__label").click()
    editor.see(".Tooltip__button.no").click()
    editor.wait(lambda: not editor.find(".tdd-citation__label"))
    assert editor.text == "Tone falls."
    assert "<a " not in editor.save()


def test_a_citation_is_emptied_from_the_keyboard(edit: Callable[[str], Editor], cited: str) -> None:
    editor = edit(cited)
    editor.put_cursor_at_end()
    editor.press(Keys.ARROW_LEFT)
    editor.open_dialog_at_cursor()
    for _ in range(2):
        editor.see(f"{DIALOG} li button").send_keys(Keys.ENTER)
    editor.confirm()
    assert editor.text == "Tone falls."


def test_leaving_the_dialog_changes_nothing(edit: Callable[[str], Editor], cited: str) -> None:
    editor = edit(cited)
    editor.see(".tdd-citation__label").click()
    editor.see(".Tooltip__button:not(.no)").click()
    editor.see(f"{DIALOG} li button").send_keys(Keys.ENTER)
    editor.press(Keys.ESCAPE)
    editor.wait(lambda: not editor.find(".modal"))
    assert editor.see(".tdd-citation__label").text == "Ivanhoe 2000; Gilmartin 2000"


def test_pages_without_the_feature_do_not_load_it(
    edit: Callable[[str], Editor], live_server: Any
) -> None:
    editor = edit("<p>Tone falls</p>")
    editor.see(".public-DraftEditor-content")
    scripts = 'script[src*="tdd_blocks/admin/citation.js"]'
    assert len(editor.find(scripts)) == 1
    editor.driver.get(live_server.url + reverse("wagtailsnippets_tdd_blocks_reference:add"))
    editor.see("[name=title]")
    assert editor.find(scripts) == []
