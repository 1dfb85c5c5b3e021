"""Pictures of what findings are on, where they are asked for."""

import io

import pytest
from PIL import Image

from a11y.engine.model import Layer, Profile
from tests.a11y.test_audit_page import found

pytestmark = pytest.mark.browser

RENDERED = Profile(layers=frozenset((Layer.RENDERED,)))
RED = '<img src="data:," width="40" height="30" style="background: #f00">'


def picture(finding):
    return Image.open(io.BytesIO(finding.screenshot)).convert("RGB")


def is_red_in(shown):
    return (255, 0, 0) in [colour for _, colour in shown.getcolors(shown.width * shown.height)]


def test_a_finding_has_no_picture_unless_one_is_asked_for(web, audit):
    [barrier] = found(audit(web.page(RED), profile=RENDERED), "image-has-alternative")
    assert barrier.screenshot == b""


def test_a_picture_shows_the_element_and_what_is_close_around_it(web, audit):
    result = audit(web.page(RED), profile=RENDERED, screenshots=True)
    shown = picture(found(result, "image-has-alternative")[0])
    assert 40 < shown.width < 100
    assert 30 < shown.height < 80
    assert is_red_in(shown)


def test_what_lies_far_below_and_in_a_frame_or_a_shadow_tree_has_a_picture_too(web, audit):
    web.put("/inner", f"<!doctype html><html lang=en><title>Inner</title><body>{RED}")
    page = web.page(
        '<div style="height: 3000px"></div><iframe src="/inner" title="Inner"></iframe>'
        f"<div id=host><template shadowrootmode=open>{RED}</template></div>"
    )
    result = audit(page, profile=RENDERED, screenshots=True)
    pictures = [picture(barrier) for barrier in found(result, "image-has-alternative")]
    assert len(pictures) == 2
    assert all(is_red_in(shown) for shown in pictures)


def test_what_is_found_when_something_is_opened_is_shown_as_it_is_then(web, audit):
    page = web.page(f"<details><summary>More</summary>{RED}</details>")
    profile = Profile(layers=frozenset((Layer.RENDERED, Layer.DRIVEN)))
    result = audit(page, profile=profile, screenshots=True)
    [barrier] = found(result, "image-has-alternative")
    assert barrier.states[0].steps
    assert is_red_in(picture(barrier))


def test_what_driving_finds_is_shown_too(web, audit):
    page = web.page('<a href="/page" style="outline: none">Where the focus cannot be seen</a>')
    profile = Profile(layers=frozenset((Layer.DRIVEN,)))
    result = audit(page, profile=profile, screenshots=True)
    [barrier] = found(result, "focus-visible")
    assert picture(barrier).width > 40
