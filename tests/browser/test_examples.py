"""Every example of every component, in a real browser: what no reader may come up against."""

from itertools import product

import pytest

from a11y.engine.audit import audit_page
from a11y.engine.model import Layer, Outcome, Profile, Scheme, State, Target, Viewport
from blocks.base import components
from tests.browser.conftest import Browser

pytestmark = pytest.mark.browser

WIDE, NARROW = Viewport(1280, 800), Viewport(320, 640)
STATES = [State(*circumstances) for circumstances in product((WIDE, NARROW), Scheme)]
EXAMPLES = [f"{cls.type_name()}/{name}/" for cls in components for name in cls.examples]
AT_REST = frozenset(Layer) - {Layer.DRIVEN, Layer.SITE}

# WCAG 2.2, 1.4.12: none of these may cost content or function.
TEXT_SPACING = """
* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-block-end: 2em !important }
"""
LARGE_TEXT = "html { font-size: 200% !important }"

# What fades from one theme to the other would be waited for, hundreds of times.
ADOPT = """
const sheet = new CSSStyleSheet();
sheet.replaceSync("* { transition: none !important }" + arguments[0]);
document.adoptedStyleSheets = [sheet];
"""
OVERFLOW = """
const root = document.documentElement;
return Math.max(root.scrollWidth - root.clientWidth, 0);
"""
# Text beyond the window, or beyond a box that hides what does not fit. Hidden text is meant to be,
# and a table may be scrolled sideways (WCAG 1.4.10), if it can be by keyboard.
CLIPPED = """
const beyond = (inner, outer) =>
  inner.left < outer.left - 1 || inner.right > outer.right + 1 ||
  inner.top < outer.top - 1 || inner.bottom > outer.bottom + 1;
const hides = (element) => ["hidden", "clip"].includes(getComputedStyle(element).overflow);
const width = document.documentElement.clientWidth;
const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
const cut = [];
while (texts.nextNode()) {
  const text = texts.currentNode;
  const meant = text.parentElement.closest(
    ".tdd-visually-hidden, .tdd-skip-link, [tabindex='0'] > table :is(th, td)");
  if (meant || !text.data.trim()) continue;
  const range = document.createRange();
  range.selectNodeContents(text);
  const box = range.getBoundingClientRect();
  let fits = box.left >= -1 && box.right <= width + 1;
  for (let around = text.parentElement; around !== document.body; around = around.parentElement) {
    fits &&= !hides(around) || !beyond(box, around.getBoundingClientRect());
  }
  if (!fits) cut.push(text.data.trim());
}
return cut;
"""


@pytest.fixture(params=EXAMPLES, scope="module")
def example(request: pytest.FixtureRequest, browser: Browser, gallery: str) -> str:
    """An example, open in the browser for all tests of it; its address."""
    browser.complaints()
    browser.open(gallery + request.param)
    browser.ask(ADOPT, "")
    return gallery + request.param


def violations(browser: Browser, url: str, *states: State, layers: frozenset[Layer]) -> list[str]:
    """What the audit has against a page in these states, with every rule up to AAA."""
    profile = Profile(level="AAA", layers=layers)
    result = audit_page(browser, Target(url), states=states, profile=profile)
    assert (result.error, result.untested) == ("", ())
    return [
        f"{found.rule.id}: {found.message} {found.html} {' '.join(map(str, found.states))}"
        for found in result.findings
        if found.outcome is Outcome.FAILED
    ]


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
    for viewport, styles in ((NARROW, ""), (NARROW, TEXT_SPACING), (WIDE, LARGE_TEXT)):
        browser.ask(ADOPT, styles)
        browser.apply(State(viewport))
        assert (browser.ask(OVERFLOW), browser.ask(CLIPPED)) == (0, []), styles
    browser.ask(ADOPT, "")


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
