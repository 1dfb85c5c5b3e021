"""Contrast that is measured in pictures."""

from collections import Counter

import pytest
from PIL import Image, ImageDraw

from a11y.engine.contrast.colour import BLACK, WHITE, Colour
from a11y.engine.contrast.pixels import around_glyphs, contrast_range, focus_change
from a11y.engine.page.parts import Box


def _button(outline: str | None = None, width: int = 2) -> Image.Image:
    """A grey button of 40 by 20 in the middle of a white picture of 60 by 40."""
    image = Image.new("RGB", (60, 40), "white")
    draw = ImageDraw.Draw(image)
    draw.rectangle((10, 10, 49, 29), fill="#cccccc")
    if outline:
        draw.rectangle((8, 8, 51, 31), outline=outline, width=width)
    return image


def test_an_outline_is_measured_by_its_pixels_and_its_contrast_with_what_was_there() -> None:
    change = focus_change(_button(), _button(outline="black"))

    assert change.area == 44 * 24 - 40 * 20
    assert change.strong_area == change.area
    assert change.contrast == pytest.approx(21)
    assert change.bounds == Box(8, 8, 44, 24)
    assert change.perimeter == 136


def test_a_faint_outline_changes_pixels_but_none_strongly() -> None:
    change = focus_change(_button(), _button(outline="#dddddd"))

    assert change.area > 0
    assert change.strong_area == 0
    assert 1 < change.contrast < 1.5


def test_nothing_changed_is_no_area_and_no_contrast() -> None:
    change = focus_change(_button(), _button())

    assert (change.area, change.contrast, change.perimeter) == (0, 1.0, 0)


def test_rounding_of_colours_is_no_change() -> None:
    assert focus_change(_button(), _button(outline="#fdfdfd", width=1)).area == 0


def test_pictures_of_different_sizes_cannot_be_compared() -> None:
    with pytest.raises(ValueError, match="size"):
        focus_change(_button(), Image.new("RGB", (10, 10)))


def _shots(background: Image.Image) -> tuple[Image.Image, Image.Image]:
    """The background with a bar for a glyph, black in one picture and white in the other."""
    shots = []
    for fill in ("black", "white"):
        shot = background.copy()
        ImageDraw.Draw(shot).rectangle((5, 5, 7, 34), fill=fill)
        shots.append(shot)
    return shots[0], shots[1]


def test_only_what_touches_a_glyph_is_its_background() -> None:
    background = Image.new("RGB", (60, 40), "#336699")
    ImageDraw.Draw(background).rectangle((30, 0, 59, 39), fill="red")

    found = around_glyphs(*_shots(background), (0, 0, 60, 40))

    assert set(found) == {Colour(0x33, 0x66, 0x99)}


def test_a_glyph_is_found_on_a_background_of_its_own_colour() -> None:
    found = around_glyphs(*_shots(Image.new("RGB", (60, 40), "white")), (0, 0, 60, 40))

    assert set(found) == {WHITE}
    assert contrast_range(WHITE, found) is not None


def test_where_no_glyph_shows_there_is_nothing_to_judge() -> None:
    blank = Image.new("RGB", (60, 40), "white")

    assert contrast_range(BLACK, around_glyphs(blank, blank, (0, 0, 60, 40))) is None


def test_a_few_stray_pixels_do_not_widen_the_range() -> None:
    seen = contrast_range(BLACK, Counter({WHITE: 990, BLACK: 10}))

    assert seen is not None
    assert seen.lowest == seen.highest == pytest.approx(21)


def test_a_half_transparent_text_takes_on_what_lies_beneath() -> None:
    seen = contrast_range(Colour(0, 0, 0, 0.5), Counter({WHITE: 1}))

    assert seen is not None
    assert seen.foreground == Colour(127.5, 127.5, 127.5)
    assert seen.lowest < 4.5
