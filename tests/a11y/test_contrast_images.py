"""Text on images: where it stands out from all their colours, no picture need be taken."""

import base64
import io

import pytest
from PIL import Image

from a11y.engine.browser import snapshot
from a11y.engine.browser.probes.pixels import CONTRAST
from a11y.engine.browser.session import Session
from a11y.engine.check import Visit
from a11y.engine.contrast.reading import Doubt, Reading
from a11y.engine.model import State
from a11y.engine.source import Source
from tests.a11y.conftest import Web

pytestmark = pytest.mark.browser

BLACK, WHITE = (0, 0, 0, 255), (255, 255, 255, 255)
DARK, PALE = (20, 30, 40, 255), (230, 240, 250, 255)
VEIL = (0, 0, 0, 40)


def image(*colours: tuple[int, int, int, int]) -> str:
    """The address of an image with these pixels, one beside the other."""
    drawn = Image.new("RGBA", (len(colours), 1))
    drawn.putdata(colours)
    file = io.BytesIO()
    drawn.save(file, "PNG")
    return f"data:image/png;base64,{base64.b64encode(file.getvalue()).decode()}"


class Reader:
    """Reads the one text of a page."""

    def __init__(self, web: Web, browser: Session) -> None:
        self.web = web
        self.browser = browser

    def read(self, style: str, around: str = "") -> Reading:
        """The text of an element with this style, in one with that style."""
        body = f'<div style="{around}"><p style="{style}">Word</p></div>'
        self.browser.open(self.web.page(body, head="<style>h1 { display: none }</style>"))
        self.browser.apply(State())
        visit = Visit(self.browser, State(), snapshot.take(self.browser).page(), Source(""))
        [reading] = CONTRAST.observe(visit).readings
        return reading


@pytest.fixture
def page(web: Web, browser: Session) -> Reader:
    return Reader(web, browser)


def test_text_that_stands_out_from_each_of_an_images_colours_passes_without_a_picture(
    page: Reader,
) -> None:
    found = page.read(f"color:#000;background:url({image(PALE, WHITE)})")

    assert found.passes(4.5)
    assert found.doubt == Doubt.ESTIMATE  # a picture would have made it certain


def test_text_that_does_not_is_measured_where_it_stands(page: Reader) -> None:
    found = page.read(f"color:#000;background:url({image(DARK, DARK)})")

    assert found.fails(4.5)
    assert found.doubt == Doubt.NONE


def test_text_whose_colour_lies_between_those_of_the_image_is_measured(page: Reader) -> None:
    stripes = f"background:url({image(BLACK, WHITE)}) 0 0 / 400px 100% no-repeat"

    assert page.read(f"color:#777;{stripes}").doubt == Doubt.NONE


def test_what_lies_beneath_an_image_that_lets_it_through_counts(page: Reader) -> None:
    veil = f"color:#000;background-image:url({image(VEIL, (0, 0, 0, 0))})"

    assert page.read(veil, "background:#fff").passes(4.5)
    assert page.read(veil, "background:#333").fails(4.5)


def test_so_does_what_an_image_leaves_uncovered(page: Reader) -> None:
    small = f"color:#000;background:url({image(WHITE)}) no-repeat"

    assert page.read(small, "background:#222").fails(4.5)
    assert page.read(f"color:#000;background:url({image(WHITE)})", "background:#222").passes(4.5)


def test_an_image_that_is_blended_with_the_colour_beneath_is_measured(page: Reader) -> None:
    blended = f"background:#222 url({image(WHITE)});background-blend-mode:multiply"

    assert page.read(f"color:#000;{blended}").fails(4.5)
