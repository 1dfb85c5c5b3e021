"""What every page must bear: sizes, themes, larger text, wider spacing."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product

from a11y.engine.audit import audit_page
from a11y.engine.model import Layer, Outcome, Profile, Scheme, State, Target, Viewport
from tests.browser.conftest import Browser

WIDE, NARROW = Viewport(1280, 800), Viewport(320, 640)
STATES = [State(*circumstances) for circumstances in product((WIDE, NARROW), Scheme)]
EACH_ONCE = [State(WIDE, Scheme.LIGHT), State(NARROW, Scheme.DARK)]
"""Both sizes and both themes, where seeing each once is enough."""
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


def violations(browser: Browser, url: str, *states: State, layers: frozenset[Layer]) -> list[str]:
    """What the audit has against a page in these states, with every rule up to AAA."""
    profile = Profile(level="AAA", layers=layers)
    result = audit_page(browser, Target(url), states=states, profile=profile)
    assert not result.error, result.error
    assert not result.untested, result.untested
    return [
        f"{found.rule.id}: {found.message} {found.html} {' '.join(map(str, found.states))}"
        for found in result.findings
        if found.outcome is Outcome.FAILED
    ]


@contextmanager
def scripts_off(browser: Browser) -> Iterator[None]:
    """Pages opened get none of their scripts. The audit's own run: it could not tell, else."""
    browser.command("Network.setBlockedURLs", urls=["*.js", "*.mjs"])
    try:
        yield
    finally:
        browser.command("Network.setBlockedURLs", urls=[])
        browser.complaints()


def misfits(browser: Browser) -> list[str]:
    """How the page that is open overflows or is cut off, whatever readers do to its text."""
    found = []
    for viewport, styles in ((NARROW, ""), (NARROW, TEXT_SPACING), (WIDE, LARGE_TEXT)):
        browser.ask(ADOPT, styles)
        browser.apply(State(viewport))
        found += [f"{text!r} is cut off with {styles!r}" for text in browser.ask(CLIPPED)]
        if beyond := browser.ask(OVERFLOW):
            found.append(f"{beyond} pixels too wide with {styles!r}")
    browser.ask(ADOPT, "")
    return found
