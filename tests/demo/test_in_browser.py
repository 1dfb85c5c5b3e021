"""Every page of the demo in a real browser, in every size and theme: no barrier up to AAA."""

from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.db import DEFAULT_DB_ALIAS, connections
from django.test.testcases import LiveServerThread

from a11y.engine.model import Layer, Scheme, State
from tdd_pages.demo import source
from tests.browser.bearing import (
    AT_REST,
    NARROW,
    STATES,
    WIDE,
    misfits,
    scripts_off,
    violations,
)
from tests.browser.conftest import Browser

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def address(language: str, key: str) -> str:
    """Where a page stands. Those that are translated stand right under the home page."""
    first = source.pages(source.FIRST)[key]
    fields = {**first, **source.pages(language)[key]}
    prefix = "/" if language == source.FIRST else f"/{language}/"
    if key == "home":
        return prefix
    above = address(language, first["parent"]) if "parent" in first else prefix
    return f"{above}{fields['slug']}/"


ADDRESSES = [
    address(language, key)
    for language in (source.FIRST, *source.TRANSLATIONS)
    for key in source.pages(language)
] + ["/search/?q=pump", "/ar/search/?q=zzzz"]
USED = ["/", "/severe-spasticity/", "/orrivane/care/", "/contact/", "/ar/"]


@pytest.fixture(scope="module")
def site(built: None, django_db_blocker: Any) -> Iterator[str]:
    """The address the demo is served at, from the transaction it was built in."""
    shared = connections[DEFAULT_DB_ALIAS]
    server = LiveServerThread(
        "localhost", StaticFilesHandler, connections_override={DEFAULT_DB_ALIAS: shared}
    )
    # The server closes its connections after each request; this one is not its own.
    with django_db_blocker.unblock(), patch.object(shared, "close"):
        shared.inc_thread_sharing()
        server.daemon = True
        server.start()
        server.is_ready.wait()
        if server.error:
            raise server.error
        yield f"http://localhost:{server.port}"
        server.terminate()
        shared.dec_thread_sharing()


@pytest.fixture(scope="module")
def browser(site: str) -> Iterator[Browser]:
    """A browser that stays open for this module, and is closed before what it shows is gone."""
    with Browser() as session:
        yield session


@pytest.mark.parametrize("path", ADDRESSES)
def test_a_page_has_no_barrier_in_any_size_and_theme(
    browser: Browser, site: str, path: str
) -> None:
    browser.complaints()
    assert violations(browser, site + path, *STATES, layers=AT_REST) == []
    assert browser.complaints() == []


@pytest.mark.parametrize("path", ADDRESSES)
def test_a_page_fits_whatever_readers_do_to_its_text(
    browser: Browser, site: str, path: str
) -> None:
    browser.open(site + path)
    assert misfits(browser) == []


@pytest.mark.parametrize("path", ADDRESSES)
def test_a_page_has_no_barrier_without_scripts(browser: Browser, site: str, path: str) -> None:
    with scripts_off(browser):
        state = State(NARROW, Scheme.DARK)
        assert violations(browser, site + path, state, layers=AT_REST) == []
        assert misfits(browser) == []


@pytest.mark.parametrize("path", USED)
def test_a_page_can_be_used_by_everybody(browser: Browser, site: str, path: str) -> None:
    layers = frozenset({Layer.DRIVEN})
    assert violations(browser, site + path, State(WIDE), layers=layers) == []
