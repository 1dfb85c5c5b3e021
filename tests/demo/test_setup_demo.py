"""The command that makes the demo site."""

from typing import Any

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.core.management import CommandError
from wagtail.models import Page, Site

from blocks.models import Reference
from tdd_pages.demo import source
from tdd_pages.pages.models import ComponentPage, HomePage
from tests.demo.conftest import made, setup_demo


@pytest.fixture(autouse=True)
def _english_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Build without translations and regions: what is asked here does not depend on them."""
    monkeypatch.setattr(source, "TRANSLATIONS", ())
    monkeypatch.setattr(source, "regions", list)


@pytest.mark.django_db
def test_the_demo_replaces_the_welcome_page() -> None:
    printed = setup_demo()
    site = Site.objects.get()
    assert isinstance(site.root_page.specific, HomePage)
    assert (site.hostname, site.port, site.site_name) == ("localhost", 8000, "Wrenmoor Medical")
    assert not Page.objects.filter(title__startswith="Welcome").exists()
    assert "http://localhost:8000/severe-spasticity/" in printed


@pytest.mark.django_db
def test_a_site_with_content_of_its_own_is_left_alone() -> None:
    root = Site.objects.get().root_page
    root.add_child(instance=ComponentPage(title="Ours"))
    before = made()
    for reset in (False, True):
        with pytest.raises(CommandError, match="Nothing was changed"):
            setup_demo(reset=reset)
    assert made() == before


@pytest.mark.django_db
def test_reset_without_a_demo_site_deletes_nothing() -> None:
    home = Site.objects.get(is_default_site=True).root_page
    home.add_child(instance=ComponentPage(title="Of somebody else"))
    Reference.objects.create(key="penn-1992", title="A study of theirs", year=1992)
    with pytest.raises(CommandError, match="Nothing was changed"):
        setup_demo(reset=True)
    assert Reference.objects.filter(title="A study of theirs").exists()
    assert ComponentPage.objects.filter(title="Of somebody else").exists()


@pytest.mark.django_db
def test_a_second_site_is_left_alone() -> None:
    first = Site.objects.get(is_default_site=True)
    Site.objects.create(hostname="second.example", port=80, root_page=first.root_page)
    with pytest.raises(CommandError, match="Nothing was changed"):
        setup_demo()
    assert Site.objects.filter(hostname="second.example").exists()


@pytest.mark.django_db
def test_a_reference_the_library_already_has_is_used(settings: Any) -> None:
    own = Reference.objects.create(key="penn-1992", title="Seven years", year=1992)
    setup_demo()
    assert Reference.objects.get(key="penn-1992") == own
    assert Reference.objects.count() == 14


@pytest.mark.django_db
def test_accounts_with_public_passwords_are_made_under_debug_only(settings: Any) -> None:
    settings.DEBUG = False
    assert "No accounts" in setup_demo()
    assert not get_user_model().objects.exists()
    settings.DEBUG = True
    assert "demo (password demo)" in setup_demo()
    assert authenticate(username="demo", password="demo").is_superuser
    assert not authenticate(username="editor", password="editor").is_superuser
