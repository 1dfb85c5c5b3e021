"""Styles that few pages use are read only where something sets them, whatever does."""

import pytest

from a11y.engine.browser import snapshot
from a11y.engine.browser.session import Session
from a11y.engine.model import State
from a11y.engine.page.tree import Node
from tests.a11y.conftest import Web

pytestmark = pytest.mark.browser

SHEET = "<style>.sepia { filter: sepia(1) }</style>"


@pytest.mark.parametrize(
    ("case", "head", "body"),
    [
        ("a sheet", SHEET, '<p id="it" class="sepia">'),
        (
            "a rule in a rule",
            "<style>main { @media screen { p { filter: sepia(1) } } }</style>",
            '<p id="it">',
        ),
        ("an attribute", "", '<p id="it" style="filter: sepia(1)">'),
        (
            "an animation of a sheet",
            "<style>@keyframes age { to { filter: sepia(1) } } p { animation: age 1ms forwards }"
            "</style>",
            '<p id="it">',
        ),
        (
            "an animation of a script",
            "",
            '<p id="it"><script>it.animate({filter: "sepia(1)"}, {fill: "both"})</script>',
        ),
        (
            "a sheet made by a script",
            "",
            '<p id="it"><script>const sheet = new CSSStyleSheet(); sheet.replaceSync("p { filter: '
            'sepia(1) }"); document.adoptedStyleSheets = [sheet]</script>',
        ),
        ("a presentation attribute", "", '<svg><g id="it" filter="sepia(1)"></g></svg>'),
    ],
)
def test_a_style_is_read_that_is_set_by(
    web: Web, browser: Session, case: str, head: str, body: str
) -> None:
    assert _style(web, browser, body, head)["filter"] == "sepia(1)"


def test_a_style_that_nothing_sets_is_the_usual_one(web: Web, browser: Session) -> None:
    style = _style(web, browser, '<p id="it" style="color: red">Text', "")

    assert style["filter"] == "none"
    assert style["letter-spacing"] == "normal"


def test_styles_in_a_shadow_tree_are_read(web: Web, browser: Session) -> None:
    body = (
        '<div id="host"></div><script>host.attachShadow({mode: "open"}).innerHTML = '
        "`<style>p { filter: sepia(1) }</style><p id='it'>Text</p>`</script>"
    )

    assert _style(web, browser, body, "")["filter"] == "sepia(1)"


def _style(web: Web, browser: Session, body: str, head: str) -> dict[str, str]:
    browser.open(web.page(body, head=head))
    browser.apply(State())
    page = snapshot.take(browser).page()
    it: Node = next(node for node in page.nodes if node.get("id") == "it")
    return dict(it.style)
