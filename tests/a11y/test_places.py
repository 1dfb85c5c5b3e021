"""From a content path to the block's name and a link that opens the editor there."""

import pytest
from django.urls import clear_url_caches, path, set_urlconf

from a11y.places import place_of
from tests.a11y.site.models import PlainPage

CARD = {"source": "s.png", "text": "<p>Some text</p>"}
BODY = [
    {"type": "card", "id": "c1", "value": CARD},
    {
        "type": "gallery",
        "id": "g1",
        "value": {"cards": [{"type": "item", "id": id, "value": CARD} for id in ("i1", "i2")]},
    },
]
EDIT = "http://cms.example/admin/pages/4/edit/"

urlpatterns = [path("elsewhere/", lambda request: None)]


@pytest.fixture(autouse=True)
def base_url(settings):
    settings.WAGTAILADMIN_BASE_URL = "http://cms.example"


@pytest.fixture
def page(db):
    return PlainPage(pk=4, title="T", body=PlainPage.body.field.to_python(BODY))


@pytest.mark.parametrize(
    ("content_path", "label"),
    [
        ("body", "Body"),
        ("body.c1", "Body › Picture card"),
        ("body.c1.text", "Body › Picture card › Text"),
        ("body.g1.cards", "Body › Gallery › Cards"),
        ("body.g1.cards.i2", "Body › Gallery › Cards 2"),
        ("body.g1.cards.i2.source", "Body › Gallery › Cards 2 › Source"),
    ],
)
def test_every_step_of_a_path_has_a_name(page, content_path, label):
    place = place_of(page, content_path)
    assert place.label == label
    assert place.edit_url == f"{EDIT}#:w:contentpath={content_path}"


@pytest.mark.parametrize(
    ("content_path", "found"),
    [
        ("body.gone.text", "body"),
        ("body.c1.gone", "body.c1"),
        ("body.c1.text.gone", "body.c1.text"),
        ("body.g1.cards.gone.text", "body.g1.cards"),
    ],
)
def test_a_path_is_followed_as_far_as_it_leads(page, content_path, found):
    assert place_of(page, content_path).edit_url == f"{EDIT}#:w:contentpath={found}"


@pytest.mark.parametrize("content_path", ["", "gone", "title", "gone.c1"])
def test_what_no_block_rendered_leaves_the_page(page, content_path):
    place = place_of(page, content_path)
    assert (place.label, place.edit_url) == ("Outside the page's blocks", EDIT)


def test_a_site_without_an_admin_has_no_link(page, settings):
    settings.ROOT_URLCONF = __name__
    clear_url_caches()
    set_urlconf(None)
    assert place_of(page, "body").edit_url == ""


def test_an_empty_struct_leads_nowhere(page):
    page.body[0].value["text"] = None
    assert place_of(page, "body.c1.text.x").label == "Body › Picture card › Text"
