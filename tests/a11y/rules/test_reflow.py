"""What is measured when a page gets less room, and that it is put back."""

from collections.abc import Callable, Iterator

import pytest

from a11y.engine.browser import snapshot
from a11y.engine.browser.delivered import delivered
from a11y.engine.browser.probes.reflow import FONT, NARROW, REFLOW, SPACING, ZOOM, Reflow
from a11y.engine.browser.session import Session
from a11y.engine.check import Visit
from a11y.engine.model import State, Viewport
from tests.a11y.conftest import Web

pytestmark = pytest.mark.browser
SENTENCE = "Once upon a midnight dreary, while I pondered, weak and weary. "


@pytest.fixture(scope="module")
def session() -> Iterator[Session]:
    with Session() as session:
        yield session


@pytest.fixture
def look(session: Session, web: Web) -> Callable[..., Reflow]:
    def look(body: str, *, head: str = "", state: State | None = None) -> Reflow:
        state = state or State()
        session.open(web.page(body, head=head))
        session.apply(state)
        return REFLOW.observe(
            Visit(session, state, snapshot.take(session).page(), delivered(session))
        )

    return look


def test_a_page_is_as_it_was_afterwards(look: Callable[..., Reflow], session: Session) -> None:
    look(f"<p>{SENTENCE * 50}</p>")

    shown = session.ask(
        "const style = getComputedStyle(document.querySelector('p'));"
        "return [innerWidth, innerHeight, scrollY, document.adoptedStyleSheets.length, "
        "style.fontSize, style.letterSpacing, style.lineHeight, style.transitionDuration]"
    )
    assert shown == [1280, 800, 0, 0, "16px", "normal", "normal", "0s"]


def test_a_window_that_is_narrow_already_is_not_zoomed(look: Callable[..., Reflow]) -> None:
    seen = look("<p>Words</p>", state=State(viewport=Viewport(320, 256)))

    assert set(seen.looks) == {SPACING, FONT}


def test_a_page_is_turned_only_where_its_styles_ask_how_it_is_held(
    look: Callable[..., Reflow],
) -> None:
    asks = "<style>@media (orientation: portrait) { h1 { color: navy } }</style>"

    assert not look("<p>Words</p>").turns
    assert set(look("<p>Words</p>", head=asks).turns) == {"portrait", "landscape"}


@pytest.mark.parametrize(
    "around",
    [
        '<div style="height: 1em; overflow: auto">{}</div>',
        '<div style="height: 1em; overflow: hidden"><p style="height: 1em; overflow: auto; '
        'margin: 0">{}</p></div>',
        '<div style="height: 1em; overflow: hidden; display: inline">{}</div>',
        '<div style="position: absolute; clip: rect(0 0 0 0); overflow: hidden">{}</div>',
    ],
)
def test_what_can_be_scrolled_to_or_was_never_seen_is_not_lost(
    look: Callable[..., Reflow], around: str
) -> None:
    seen = look(around.format(SENTENCE * 4))

    assert not seen.looks[ZOOM].cut


def test_letters_that_reach_a_little_out_of_their_line_are_not_cut(
    look: Callable[..., Reflow],
) -> None:
    seen = look('<p style="overflow: hidden; line-height: 1; height: 1em">Quality by George</p>')

    assert not seen.looks[ZOOM].cut


def test_a_wide_table_of_data_is_measured_but_text_beside_it_fits(
    look: Callable[..., Reflow],
) -> None:
    cells = "".join(f'<th style="min-width: 200px">Year {year}</th>' for year in range(4))
    seen = look(f"<table><tr>{cells}</tr></table><p>{SENTENCE * 3}</p>")

    assert {text.node.tag for text in seen.looks[NARROW].beyond} == {"th"}
