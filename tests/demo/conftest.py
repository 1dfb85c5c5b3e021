"""The demo site, built once for each module that asks for it: its tests share it."""

from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, Site

from blocks.models import Reference
from tdd_pages.demo.build import demo_home
from tdd_pages.demo.writing import KINDS
from tdd_pages.shell.region_site import RegionSite


@pytest.fixture(scope="module", autouse=True)
def media(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Files go to a folder of their own, and what is cached is forgotten with them."""
    folder = tmp_path_factory.mktemp("media")
    memory = "django.core.cache.backends.locmem.LocMemCache"
    caches = {"default": {"BACKEND": memory, "LOCATION": folder.name}}
    with override_settings(MEDIA_ROOT=folder, CACHES=caches):
        yield


@pytest.fixture(scope="module")
def built(media: None, django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The demo site in the database, until the module's end."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("setup_demo", verbosity=0)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demo(built: None, db: None) -> list[Page]:
    """The pages of the demo site in its own language, the home page first."""
    home = demo_home()
    assert home is not None
    return [page.specific for page in home.get_descendants(inclusive=True)]


@pytest.fixture
def everywhere(demo: list[Page]) -> list[Page]:
    """The pages of the demo site in all languages."""
    homes = demo[0].get_translations(inclusive=True)
    return [page.specific for home in homes for page in home.get_descendants(inclusive=True)]


@pytest.fixture
def therapy(demo: list[Page]) -> Page:
    """The page about severe spasticity."""
    return next(page for page in demo if page.slug == "severe-spasticity")


def elements(data: Any, without: tuple[str, ...] = ()) -> Iterator[dict[str, Any]]:
    """Yield every object of a document's JSON in reading order, leaving out fields by name."""
    if isinstance(data, dict):
        yield data
        data = [value for name, value in data.items() if name not in without]
    if isinstance(data, list):
        for child in data:
            yield from elements(child, without)


def setup_demo(**options: Any) -> str:
    """Run the command and return what it prints."""
    out = StringIO()
    call_command("setup_demo", stdout=out, **options)
    return out.getvalue()


def all_of(model: Any) -> Any:
    """Everything there is of a kind, in the order it was made in."""
    return model.objects.order_by("pk")


def made() -> dict[str, Any]:
    """Everything the command makes, by primary key."""
    return {
        "pages": list(Page.objects.order_by("pk").values_list("pk", "url_path")),
        "references": list(Reference.objects.order_by("pk").values_list("pk", "key")),
        "images": list(get_image_model().objects.order_by("pk").values_list("pk", "title")),
        "documents": list(get_document_model().objects.order_by("pk").values_list("pk", "title")),
        "shared": [
            (item.pk, str(item))
            for model in (*KINDS.values(), RegionSite)
            for item in all_of(model)
        ],
        "sites": list(Site.objects.values_list("hostname", "port", "site_name")),
        "users": list(get_user_model().objects.values_list("username", flat=True)),
    }
