"""Every example of every component, in a real browser: what no reader may come up against."""

import pytest

from a11y.engine.model import Layer, Scheme, State
from blocks.base import components
from tests.browser.bearing import (
    ADOPT,
    AT_REST,
    CLIPPED,
    NARROW,
    OVERFLOW,
    STATES,
    WIDE,
    misfits,
    violations,
)
from tests.browser.conftest import Browser

pytestmark = pytest.mark.browser

EXAMPLES = [f"{cls.type_name()}/{name}/" for cls in components for name in cls.examples]


@pytest.fixture(params=EXAMPLES, scope="module")
def example(request: pytest.FixtureRequest, browser: Browser, gallery: str) -> str:
    """An example, open in the browser for all tests of it; its address."""
    browser.complaints()
    browser.open(gallery + request.param)
    browser.ask(ADOPT, "")
    return gallery + request.param


def test_an_example_has_no_barrier_in_any_size_and_theme(browser: Browser, example: str) -> None:
    assert violations(browser, example, *STATES, layers=AT_REST) == []
    assert browser.complaints() == []


def test_an_example_can_be_used_by_everybody(browser: Browser, example: str) -> None:
    """By keyboard, in a narrow window, with larger text and wider spacing, without motion."""
    found = violations(browser, example, State(WIDE), layers=frozenset({Layer.DRIVEN}))
    browser.open(example)
    browser.complaints()
    assert found == []


def test_an_example_fits_whatever_readers_do_to_its_text(browser: Browser, example: str) -> None:
    assert misfits(browser) == []


def test_an_example_can_be_read_from_right_to_left(browser: Browser, example: str) -> None:
    browser.ask("document.documentElement.dir = 'rtl'")
    for viewport in (NARROW, WIDE):
        browser.apply(State(viewport))
        assert (browser.ask(OVERFLOW), browser.ask(CLIPPED)) == (0, [])


def test_the_gallerys_index_has_no_barrier_itself(browser: Browser, gallery: str) -> None:
    browser.complaints()
    states = (State(WIDE, Scheme.LIGHT), State(NARROW, Scheme.DARK))
    assert violations(browser, gallery, *states, layers=AT_REST) == []
    assert browser.ask(OVERFLOW) == 0
    assert browser.complaints() == []
