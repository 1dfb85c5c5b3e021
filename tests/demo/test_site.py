"""The demo site once it is built: setting it up again, editing it, visiting it."""

from typing import Any

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.test import Client
from wagtail.models import Page

from blocks.models import Reference
from tdd_pages.demo.build import demo_home
from tdd_pages.pages.models import HomePage
from tests.demo.conftest import made, setup_demo


def test_pages_and_references_are_published_with_a_revision(demo: list[Page]) -> None:
    for item in (*demo, *Reference.objects.all()):
        assert item.live
        assert not item.has_unpublished_changes
        assert item.latest_revision is not None


def test_run_twice_it_changes_nothing(demo: list[Page]) -> None:
    before = made()
    assert "Nothing was changed" in setup_demo()
    assert made() == before


def test_run_twice_it_keeps_what_an_editor_wrote(demo: list[Page]) -> None:
    home = demo[0]
    home.title = "A title of my own"
    home.save_revision().publish()
    setup_demo()
    assert demo_home() == home
    assert HomePage.objects.get().title == "A title of my own"


def test_reset_builds_the_site_anew(demo: list[Page], therapy: Page) -> None:
    before = made()
    therapy.delete()
    setup_demo(reset=True)
    after = made()
    assert [path for _, path in after["pages"]] == [path for _, path in before["pages"]]
    assert [key for _, key in after["references"]] == [key for _, key in before["references"]]
    assert len(after["images"]) == len(before["images"])
    assert after["sites"] == before["sites"]


def test_a_password_that_was_changed_stays(demo: list[Page], settings: Any) -> None:
    settings.DEBUG = True
    setup_demo()
    user = get_user_model().objects.get(username="demo")
    user.set_password("something else")
    user.save()
    setup_demo()
    assert authenticate(username="demo", password="something else")


def test_the_editor_may_edit_pages_and_references(
    demo: list[Page], therapy: Page, settings: Any, client: Client
) -> None:
    settings.DEBUG = True
    setup_demo()
    editor = get_user_model().objects.get(username="editor")
    client.force_login(editor)
    assert client.get(f"/admin/pages/{therapy.pk}/edit/").status_code == 200
    reference = Reference.objects.first()
    assert reference is not None
    edit = f"/admin/snippets/tdd_blocks/reference/edit/{reference.pk}/"
    assert client.get(edit).status_code == 200


@pytest.mark.parametrize("path", ["/", "/severe-spasticity/", "/orrivane/", "/contact/"])
def test_visitors_are_served_the_pages(demo: list[Page], client: Client, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 200
    assert "<h1" in response.content.decode()
