"""An editor at work in the page editor, with a real browser."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.urls import reverse
from selenium.common.exceptions import (
    ElementClickInterceptedException,
    StaleElementReferenceException,
)
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait
from wagtail.models import Site

from a11y.engine.browser.session import Session
from tdd_pages.pages.models import ComponentPage
from tests.streams import block, prose, section, stats, uid

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


@pytest.fixture(scope="module")
def driver() -> Iterator[WebDriver]:
    with Session() as session:
        session.driver.set_window_size(1280, 1000)
        yield session.driver


class Editor:
    """The page editor as a person sees it."""

    def __init__(self, driver: WebDriver) -> None:
        self.driver = driver

    def see(self, selector: str) -> WebElement:
        """The first displayed element that matches, waiting for it."""
        shown: Callable[[Any], Any] = lambda driver: next(  # noqa: E731 - reads as a condition
            (e for e in driver.find_elements(By.CSS_SELECTOR, selector) if e.is_displayed()), None
        )
        return WebDriverWait(self.driver, 20).until(shown)

    def click(self, selector: str) -> None:
        """Click the element as soon as nothing that still moves lies over it."""

        def clicked(_: WebDriver) -> bool:
            element = self.see(selector)
            self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", element)
            element.click()
            return True

        moving = (ElementClickInterceptedException, StaleElementReferenceException)
        WebDriverWait(self.driver, 20, ignored_exceptions=moving).until(clicked)

    def errors(self) -> dict[str, str]:
        """What is said to be wrong, by the content path of the field it is said at."""
        self.see(".error-message, .help-critical")
        return self.driver.execute_script(
            """
            const messages = document.querySelectorAll('.error-message, .help-critical');
            return Object.fromEntries([...messages]
              .filter((message) => message.offsetParent)
              .map((message) => {
                const path = [];
                for (let e = message.closest('[data-contentpath]'); e;
                     e = e.parentElement.closest('[data-contentpath]'))
                  path.unshift(e.dataset.contentpath);
                return [path.join('.'), message.textContent.trim()];
              }));
            """
        )


@pytest.fixture
def draft(db: None) -> ComponentPage:
    """A draft whose figure has no source."""
    page = ComponentPage(
        title="Therapy",
        live=False,
        body=[
            block("hero", "hero", eyebrow="Therapy"),
            section("outcomes", stats("s", {"label": "of patients", "value": "97"})),
            prose("p", "<p>Results vary.</p>"),
        ],
    )
    return Site.objects.get().root_page.add_child(instance=page)


@pytest.fixture
def editor(
    driver: WebDriver, live_server: Any, admin_client: Client, draft: ComponentPage
) -> Editor:
    """The editor, logged in, with the draft open."""
    driver.get(f"{live_server.url}{reverse('wagtailadmin_login')}")
    session = admin_client.cookies[django_settings.SESSION_COOKIE_NAME].value
    driver.add_cookie({"name": django_settings.SESSION_COOKIE_NAME, "value": session})
    driver.get(f"{live_server.url}{reverse('wagtailadmin_pages:edit', args=[draft.pk])}")
    return Editor(driver)


def test_publishing_a_figure_without_a_source_marks_that_field_and_keeps_the_draft(
    editor: Editor, draft: ComponentPage
) -> None:
    editor.click(".footer .w-dropdown__toggle")
    editor.click("button[name='action-publish']")
    (path,) = (path for path in editor.errors() if path)
    assert path.startswith(f"body.{uid('outcomes')}.body.{uid('s')}.items.{uid('s-0')}.citations")
    draft.refresh_from_db()
    assert not draft.live


def test_the_block_chooser_shows_what_a_component_looks_like(editor: Editor) -> None:
    editor.click("[data-contentpath='body'] .c-sf-add-button")
    option = editor.see("[role='option'][id$='item-1']")
    assert option.text == "Section"
    editor.click("[role='option'][id$='item-1'] ~ .w-combobox__option-preview")
    editor.driver.switch_to.frame(editor.see("iframe.w-combobox-preview__iframe"))
    assert editor.see(".tdd-section").text
    editor.driver.switch_to.default_content()
