"""Every example of every component, in a real browser: what no reader may come up against."""

import pytest
from django.test import Client

from a11y.engine.model import Layer, State
from blocks.base import components
from tests.browser.bearing import (
    ADOPT,
    AT_REST,
    CLIPPED,
    EACH_ONCE,
    NARROW,
    OVERFLOW,
    STATES,
    WIDE,
    misfits,
    scripts_off,
    violations,
)
from tests.browser.conftest import Browser

pytestmark = pytest.mark.browser

EXAMPLES = [f"{cls.type_name()}/{name}/" for cls in components for name in cls.examples]
SCRIPTED = [
    f"{cls.type_name()}/{name}/" for cls in components if cls.scripts for name in cls.examples
]
USABLE = """
return Boolean(document.querySelector("main :is(a, button, summary, video, [tabindex])"));
"""


@pytest.fixture(params=EXAMPLES, scope="module")
def example(request: pytest.FixtureRequest, warm_browser: Browser, gallery: str) -> str:
    """An example, open in the browser for all tests of it; its address."""
    warm_browser.complaints()
    warm_browser.open(gallery + request.param)
    warm_browser.ask(ADOPT, "")
    return gallery + request.param


def test_an_example_has_no_barrier_in_any_size_and_theme(browser: Browser, example: str) -> None:
    assert violations(browser, example, *STATES, layers=AT_REST) == []
    assert browser.complaints() == []


def test_an_example_can_be_used_by_everybody(browser: Browser, example: str) -> None:
    """By keyboard, in a narrow window, with larger text and wider spacing, without motion.

    Where nothing can be used, whether it fits is all there is to it: see below.
    """
    if not browser.ask(USABLE):
        return
    found = violations(browser, example, State(WIDE), layers=frozenset({Layer.DRIVEN}))
    browser.open(example)
    browser.complaints()
    assert found == []


def test_an_example_fits_whatever_readers_do_to_its_text(browser: Browser, example: str) -> None:
    assert misfits(browser) == []


def test_an_example_has_no_barrier_from_right_to_left(browser: Browser, example: str) -> None:
    mirrored = f"{example}?dir=rtl"
    assert violations(browser, mirrored, *STATES, layers=AT_REST) == []
    browser.ask(ADOPT, "")
    for viewport in (NARROW, WIDE):
        browser.apply(State(viewport))
        assert (browser.ask(OVERFLOW), browser.ask(CLIPPED)) == (0, [])


@pytest.mark.parametrize("path", SCRIPTED)
def test_an_example_has_no_barrier_without_its_scripts(
    browser: Browser, gallery: str, path: str
) -> None:
    with scripts_off(browser):
        assert violations(browser, gallery + path, *EACH_ONCE, layers=AT_REST) == []
        assert misfits(browser) == []


def test_no_example_needs_scripts_that_its_component_does_not_name(client: Client) -> None:
    for path in EXAMPLES:
        page = client.get(f"/components/{path}").content
        assert (b"<script" in page) == (path in SCRIPTED), path


def test_the_gallerys_index_has_no_barrier_itself(browser: Browser, gallery: str) -> None:
    browser.complaints()
    assert violations(browser, gallery, *EACH_ONCE, layers=AT_REST) == []
    assert browser.ask(OVERFLOW) == 0
    assert browser.complaints() == []
