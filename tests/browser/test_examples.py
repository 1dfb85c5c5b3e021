"""Every example of every component, in a real browser: what no reader may come up against."""

from collections.abc import Iterator
from itertools import product

import pytest

from a11y.engine.browser.axe import SCRIPT, run_axe
from a11y.engine.model import Outcome, Scheme, State, Viewport
from blocks.base import components
from tests.browser.conftest import Browser

pytestmark = pytest.mark.browser

WIDE, NARROW = Viewport(1280, 800), Viewport(320, 640)
STATES = [State(*circumstances) for circumstances in product((WIDE, NARROW), Scheme)]
EXAMPLES = [f"{cls.type_name()}/{name}/" for cls in components for name in cls.examples]
GALLERY = ["", "section/"]

SWITCHED_OFF: dict[str, str] = {}
"""axe rules whose findings do not count, each with the reason."""

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
# Text beyond the window, or beyond a box that hides what does not fit. Hidden text is meant to be.
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
  const meant = text.parentElement.closest(".tdd-visually-hidden, .tdd-skip-link");
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
# Each is audited alone; here it would count its landmarks among those of the page around it.
WITHOUT_EXAMPLES = "for (const frame of document.querySelectorAll('iframe')) frame.remove();"


@pytest.fixture(scope="module", autouse=True)
def axe_in_every_page(browser: Browser) -> Iterator[None]:
    """Let the browser put axe into each page: to send it there takes longer than to run it."""
    source = SCRIPT.read_text(encoding="utf-8")
    added = browser.command("Page.addScriptToEvaluateOnNewDocument", source=source)
    yield
    browser.command("Page.removeScriptToEvaluateOnNewDocument", **added)


@pytest.fixture(params=EXAMPLES, scope="module")
def example(request: pytest.FixtureRequest, browser: Browser, gallery: str) -> str:
    """An example, open in the browser for all tests of it; its address."""
    browser.complaints()
    browser.open(gallery + request.param)
    browser.ask(ADOPT, "")
    return gallery + request.param


def violations(browser: Browser, state: State) -> list[str]:
    """What axe has against the open page in this state, with all its rules for WCAG and more."""
    browser.apply(state)
    return [
        f"{state}: {found.rule.id}: {found.message} {found.html}"
        for found in run_axe(browser, state, "AAA")
        if found.outcome is Outcome.FAILED and found.rule.id not in SWITCHED_OFF
    ]


def test_an_example_has_no_barrier_in_any_size_and_theme(browser: Browser, example: str) -> None:
    found = [violation for state in STATES for violation in violations(browser, state)]
    assert found == []
    assert browser.complaints() == []


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


@pytest.mark.parametrize("page", GALLERY)
def test_a_page_of_the_gallery_has_no_barrier_itself(
    browser: Browser, gallery: str, page: str
) -> None:
    browser.complaints()
    browser.open(gallery + page)
    browser.ask(WITHOUT_EXAMPLES + ADOPT, "")
    assert violations(browser, State(WIDE, Scheme.LIGHT)) == []
    assert violations(browser, State(NARROW, Scheme.DARK)) == []
    assert browser.ask(OVERFLOW) == 0
    assert browser.complaints() == []
