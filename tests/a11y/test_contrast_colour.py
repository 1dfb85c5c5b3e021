"""Colours as browsers compute them."""

import pytest

from a11y.engine.contrast.colour import BLACK, TRANSPARENT, WHITE, Colour, over, parse, ratio, told
from a11y.engine.contrast.gradients import gradient_colours

RED = (255, 0, 0)
GREEN = (0, 128, 0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("rgb(255, 0, 0)", RED),
        ("rgba(255, 0, 0, 1)", RED),
        ("rgb(0 128 0 / 100%)", GREEN),
        ("color(srgb 1 0 0)", RED),
        ("color(srgb-linear 1 0 0)", RED),
        ("color(display-p3 0.917488 0.200287 0.138561)", RED),
        ("color(rec2020 0.792009 0.230991 0.0737724)", RED),
        ("color(a98-rgb 0.858592 0 0)", RED),
        ("color(prophoto-rgb 0.702220 0.275701 0.103548)", RED),
        ("color(xyz 0.412391 0.212639 0.0193308)", RED),
        ("color(xyz-d50 0.436066 0.222493 0.0139239)", RED),
        ("lab(46.2775 -47.5621 48.5837)", GREEN),
        ("lch(46.2775 67.9892 134.391)", GREEN),
        ("oklab(0.51975 -0.140302 0.107676)", GREEN),
        ("oklch(0.51975 0.176858 142.495)", GREEN),
        ("oklch(51.975% 0.176858 142.495deg)", GREEN),
    ],
)
def test_every_notation_of_a_colour_means_that_colour(
    text: str, expected: tuple[int, int, int]
) -> None:
    colour = parse(text)

    assert colour is not None
    assert tuple(map(round, colour[:3])) == expected
    assert colour.alpha == 1


def test_alpha_none_and_what_lies_beyond_the_screens_colours_are_read() -> None:
    assert parse("rgba(10, 20, 30, 0.4)") == Colour(10, 20, 30, 0.4)
    assert parse("color(srgb none 1 0 / 50%)") == Colour(0, 255, 0, 0.5)
    greenest = parse("color(display-p3 0 1 0)")
    assert greenest is not None
    assert (greenest.red, greenest.green) == (0, 255)
    assert parse("transparent") == TRANSPARENT


@pytest.mark.parametrize("text", ["", "none", "red", "url(#a)", "rgb(1, 2)", "color(new 1 1 1)"])
def test_what_is_no_computed_colour_is_none(text: str) -> None:
    assert parse(text) is None


def test_half_transparent_colours_lie_over_each_other_as_browsers_lay_them() -> None:
    assert over(Colour(0, 0, 0, 0.5), WHITE) == Colour(127.5, 127.5, 127.5)
    veils = over(Colour(255, 0, 0, 0.5), Colour(0, 0, 255, 0.5))
    assert veils.alpha == pytest.approx(0.75)
    assert veils.red == pytest.approx(170)


def test_ratios_are_those_of_wcag() -> None:
    assert ratio(BLACK, WHITE) == ratio(WHITE, BLACK) == pytest.approx(21)
    assert ratio(Colour(119, 119, 119), WHITE) == pytest.approx(4.478, abs=0.001)
    assert ratio(Colour(118, 118, 118), WHITE) == pytest.approx(4.542, abs=0.001)


def test_a_ratio_is_never_told_higher_than_it_is() -> None:
    assert told(4.4999) == "4.49"
    assert told(3.0) == "3"
    assert told(12.5) == "12.5"


def test_a_gradient_shows_its_stops_and_what_lies_between() -> None:
    colours = gradient_colours(
        "linear-gradient(90deg, rgb(0, 0, 0), rgb(0, 0, 0) 5px, rgb(80, 0, 0))"
    )

    assert colours is not None
    assert BLACK in colours
    assert Colour(80, 0, 0) in colours
    assert Colour(40, 0, 0) in colours


@pytest.mark.parametrize(
    "image",
    [
        'url("a.png")',
        'linear-gradient(rgb(0, 0, 0), rgb(1, 1, 1)), url("a.png")',
        "linear-gradient(in oklch, rgb(0, 0, 0), rgb(1, 1, 1))",
        "linear-gradient(rgb(0, 0, 0), rgb(1, 1, 1)), radial-gradient(rgb(0, 0, 0), rgb(1, 1, 1))",
        "none",
    ],
)
def test_what_is_more_or_less_than_a_gradient_is_left_to_a_picture(image: str) -> None:
    assert gradient_colours(image) is None
