"""A browser in which the text of a page is edited, and what can be cited there."""

import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.urls import reverse
from selenium import webdriver

from blocks.models import Reference
from tdd_pages.pages.models import ComponentPage
from tests.browser.rich_text.editor import Edit, Editor

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
) -> Edit:
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
