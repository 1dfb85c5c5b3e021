"""What lies beneath a text, as a browser paints it."""

from collections.abc import Callable

import pytest

from a11y.engine.browser import snapshot
from a11y.engine.browser.probes.pixels import CONTRAST
from a11y.engine.browser.session import Session
from a11y.engine.check import Visit
from a11y.engine.contrast.reading import Doubt, Kind, Reading
from a11y.engine.contrast.texts import Reader
from a11y.engine.model import Scheme, State
from a11y.engine.source import Source
from tests.a11y.conftest import Web

pytestmark = pytest.mark.browser

STRIPED = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='4' height='4'%3E"
    "%3Crect width='4' height='4' fill='{}'/%3E%3C/svg%3E"
)

Read = Callable[..., dict[str, Reading]]


@pytest.fixture
def read(web: Web, browser: Session) -> Read:
    """The texts of a page's body by their words, read off its styles alone."""

    def run(body: str, *, head: str = "", scheme: Scheme = Scheme.LIGHT) -> dict[str, Reading]:
        browser.open(web.page(body, head=head))
        browser.apply(State(scheme=scheme))
        found = Reader(snapshot.take(browser).page()).readings
        return {reading.text.strip(): reading for reading in found}

    return run


@pytest.fixture
def measured(web: Web, browser: Session) -> Read:
    """The texts of a page's body by their words, with a picture taken where needed."""

    def run(body: str, *, head: str = "") -> dict[str, Reading]:
        browser.open(web.page(body, head=head))
        state = State()
        browser.apply(state)
        visit = Visit(browser, state, snapshot.take(browser).page(), Source(""))
        return {reading.text.strip(): reading for reading in CONTRAST.observe(visit).readings}

    return run


def _beneath(reading: Reading) -> str:
    """The one colour beneath a text."""
    [found] = reading.ranges
    assert found.lowest == found.highest
    return str(found.background)


BOX = "position:absolute;left:0;top:200px;width:300px;height:100px;"


@pytest.mark.parametrize(
    ("case", "body", "expected"),
    [
        ("the page's own white", "<p>Word</p>", "#ffffff"),
        ("an ancestor", '<div style="background:#123456"><p>Word</p></div>', "#123456"),
        (
            "an element laid over the one it stands in",
            f'<div style="{BOX}background:#111111"></div><p style="{BOX}">Word</p>',
            "#111111",
        ),
        (
            "not one that is laid over by a later one",
            f'<div style="{BOX}background:#111111"></div>'
            f'<div style="{BOX}background:#222222"></div><p style="{BOX}">Word</p>',
            "#222222",
        ),
        (
            "the higher z-index, whatever the order",
            f'<div style="{BOX}background:#111111;z-index:2"></div>'
            f'<div style="{BOX}background:#222222;z-index:1"></div>'
            f'<p style="{BOX}z-index:3">Word</p>',
            "#111111",
        ),
        (
            "an element with a negative z-index",
            f'<div style="position:relative;z-index:0;padding-top:200px"><div style="{BOX}'
            'background:#111111;z-index:-1"></div><p style="margin:0">Word</p></div>',
            "#111111",
        ),
        (
            "not what is pushed behind the page's own background",
            f'<div style="background:#eeeeee"><div style="{BOX}background:#111111;z-index:-1">'
            '</div><p style="margin-top:100px;height:300px">Word</p></div>',
            "#eeeeee",
        ),
        (
            "a float, which lies over the blocks around it",
            '<div style="float:left;width:300px;height:90px;background:#111111;'
            'margin-right:-300px"></div><p style="background:#eeeeee">Word</p>',
            "#111111",
        ),
        (
            "a block pulled over another by its margin",
            '<div style="height:90px;background:#111111"></div>'
            '<p style="margin-top:-60px;background:#222222">Word</p>',
            "#222222",
        ),
        (
            "not what overflow cuts off",
            '<div style="height:10px;overflow:hidden"><div style="height:300px;background:#111111">'
            "</div></div><p>Word</p>",
            "#ffffff",
        ),
        (
            "a flex item by its z-index alone",
            '<div style="display:flex"><div style="background:#111111;width:200px;height:80px;'
            'z-index:1"></div><p style="margin:0 0 0 -200px;z-index:2;height:80px">Word</p></div>',
            "#111111",
        ),
        (
            "colours half transparent",
            '<div style="background:#000000">'
            '<p style="background:rgba(255,255,255,.5)">Word</p></div>',
            "#808080",
        ),
        (
            "a group half transparent",
            '<div style="background:#000000">'
            '<p style="background:#ffffff;opacity:.5">Word</p></div>',
            "#808080",
        ),
        (
            "a table's row",
            '<table><tr style="background:#111111"><td>Word</td></tr></table>',
            "#111111",
        ),
    ],
)
def test_a_text_lies_on(read: Read, case: str, body: str, expected: str) -> None:
    assert _beneath(read(body)["Word"]) == expected


def test_the_bodys_background_is_that_of_the_whole_page(read: Read) -> None:
    found = read(
        '<p style="position:absolute;top:700px">Word</p>',
        head="<style>body { background: #111111; height: 50px }</style>",
    )

    assert _beneath(found["Word"]) == "#111111"


def test_in_the_dark_scheme_the_empty_page_is_dark(read: Read) -> None:
    head = '<meta name="color-scheme" content="light dark">'

    assert _beneath(read("<p>Word</p>", head=head, scheme=Scheme.DARK)["Word"]) == "#121212"
    assert _beneath(read("<p>Word</p>", head=head)["Word"]) == "#ffffff"


def test_half_transparent_text_takes_on_what_lies_beneath(read: Read) -> None:
    [found] = read('<p style="color:#000;opacity:.3">Word</p>')["Word"].ranges

    assert str(found.foreground) == "#b2b2b2"


@pytest.mark.parametrize(
    "body",
    [
        '<p style="color:#fff;background:#fff">Word</p>',
        '<p style="opacity:0">Word</p>',
        '<p style="position:absolute;left:-999em">Word</p>',
        '<p style="visibility:hidden">Word</p>',
        '<div style="height:10px;overflow:hidden"><p style="margin-top:50px">Word</p></div>',
        '<p style="position:absolute;clip:rect(0,0,0,0)">Word</p>',
        f'<p style="{BOX}">Word</p><div style="{BOX}background:#000"></div>',
        '<p><span style="font-family:Some Icons">Word</span></p>',
    ],
)
def test_a_text_that_nobody_sees_is_not_read(read: Read, body: str) -> None:
    assert "Word" not in read(body)


def test_text_that_can_be_scrolled_to_is_read(read: Read) -> None:
    body = (
        '<div style="height:50px;overflow:auto;background:#111111">'
        '<p style="margin-top:500px">Word</p></div>'
    )

    assert _beneath(read(body)["Word"]) == "#111111"


def test_a_bar_that_stays_while_the_page_scrolls_hides_no_text(read: Read) -> None:
    body = '<p>Word</p><div style="position:fixed;inset:0;background:#000"></div>'

    assert _beneath(read(body)["Word"]) == "#ffffff"


def test_what_is_entered_and_what_is_to_be_entered_are_read(read: Read) -> None:
    found = read('<input value="Full" style="background:#eeeeee"><input placeholder="Empty">')

    assert found["Full"].kind == Kind.VALUE
    assert _beneath(found["Full"]) == "#eeeeee"
    assert found["Empty"].kind == Kind.PLACEHOLDER


def test_text_slotted_and_in_a_shadow_tree_is_read(read: Read) -> None:
    body = (
        '<div id="host" style="background:#111111">Slotted</div><script>'
        'document.getElementById("host").attachShadow({mode: "open"}).innerHTML ='
        " \"<p style='background:#222222'>Shadow</p><slot></slot>\"</script>"
    )

    found = read(body)

    assert _beneath(found["Shadow"]) == "#222222"
    assert _beneath(found["Slotted"]) == "#111111"


def test_a_frame_that_is_not_shown_has_no_texts(read: Read) -> None:
    found = read('<iframe style="display:none" srcdoc="<p>Hidden</p>"></iframe><p>Word</p>')

    assert "Hidden" not in found
    assert "Word" in found


def test_a_filter_and_a_blend_leave_the_contrast_unknown(read: Read) -> None:
    found = read(
        '<p style="filter:invert(1)">One</p><p style="mix-blend-mode:multiply">Two</p>'
        '<p style="filter:drop-shadow(0 0 2px red)">Three</p>'
    )

    assert found["One"].doubt == Doubt.FILTER
    assert found["Two"].doubt == Doubt.BLEND
    assert found["Three"].doubt == Doubt.NONE


def test_a_picture_beneath_a_text_is_looked_at(measured: Read) -> None:
    def word(fill: str) -> Reading:
        image = STRIPED.format(fill)
        return measured(f'<p style="color:#000;background:url(&quot;{image}&quot;)">Word</p>')[
            "Word"
        ]

    assert word("white").passes(4.5)
    assert word("%23333").fails(4.5)


def test_an_image_that_another_element_shows_is_looked_at(measured: Read) -> None:
    image = STRIPED.format("%23222")
    found = measured(f'<img src="{image}" alt="" style="{BOX}"><p style="{BOX}">Word</p>')

    assert found["Word"].fails(4.5)


def test_looking_needs_no_leave_of_a_strict_policy_and_leaves_no_trace(
    measured: Read, browser: Session
) -> None:
    policy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
    head = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    image = STRIPED.format("white")
    body = f'<p id="p" style="color:#123456;background:url(&quot;{image}&quot;)">Word</p>'

    assert measured(body, head=head)["Word"].passes(4.5)
    fill = "return getComputedStyle(document.getElementById('p')).webkitTextFillColor"
    assert browser.ask(fill) == "rgb(18, 52, 86)"
    assert browser.ask("return document.adoptedStyleSheets.length") == 0


def test_a_picture_that_did_not_load_settles_nothing(measured: Read) -> None:
    found = measured('<p style="color:#fff;background:url(/missing.png)">Word</p>')

    assert found["Word"].doubt == Doubt.PICTURE


def test_a_pseudo_element_laid_between_counts(measured: Read) -> None:
    head = (
        "<style>.hero { position: relative } .hero p { position: relative; color: #fff }"
        '.hero::before { content: ""; position: absolute; inset: 0; background: #000 }</style>'
    )

    assert measured('<div class="hero"><p>Word</p></div>', head=head)["Word"].passes(4.5)


def test_far_below_the_window_pictures_are_taken_as_well(measured: Read) -> None:
    image = STRIPED.format("%23222")
    body = (
        f'<p style="margin-top:3000px;color:#000;background:url(&quot;{image}&quot;)">Word</p>'
        '<p style="color:#aaa">Pale</p>'
    )

    found = measured(body)

    assert found["Word"].fails(4.5)
    assert found["Pale"].fails(4.5)


@pytest.mark.parametrize("left", [0, 60])
def test_what_stays_in_place_over_a_picture_is_not_taken_for_it(measured: Read, left: int) -> None:
    image = STRIPED.format("white")
    found = measured(
        f'<p style="background-image:url(&quot;{image}&quot;)">A word over a picture</p>'
        f'<div style="position:fixed;inset:0 0 auto {left}px;height:300px;background:#222222">'
        "</div>"
    )
    assert "A word over a picture" not in found
