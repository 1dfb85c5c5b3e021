"""What tests of every room share."""

import os
from collections.abc import Callable, Iterator
from typing import Any

import hypothesis
import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.utils.translation import deactivate
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import GroupApprovalTask, Page, Site

from blocks.models import Reference
from tdd_pages.pages.models import ComponentPage

# Continuous integration draws the same examples each time, so that a red run can be repeated;
# elsewhere each run looks for new ones. How long one takes says more of the machine than of us.
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True)
hypothesis.settings.register_profile("new", deadline=None)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "new")


@pytest.fixture(autouse=True)
def _what_migrations_made(
    request: pytest.FixtureRequest, django_db_serialized_rollback: None
) -> Iterator[None]:
    """Put the root page and the site back for tests that commit."""
    yield
    marker = request.node.get_closest_marker("django_db")
    commits = {"transactional_db", "live_server"}.intersection(request.fixturenames)
    if commits or (marker and marker.kwargs.get("transaction")):
        # When the task is put back, it asks for its content type, which is not back yet; where
        # that is not known, another one is made, and stands in the way of the first.
        ContentType.objects.get_for_model(GroupApprovalTask)


@pytest.fixture(autouse=True)
def _language_of_its_own() -> Iterator[None]:
    """Leave the language that a page was answered in: in a test no other request ends it."""
    yield
    deactivate()


@pytest.fixture
def home(db: None) -> Page:
    """The root page of the default site."""
    return Site.objects.get(is_default_site=True).root_page


@pytest.fixture
def references(db: None) -> list[Reference]:
    """Five references in the library."""
    return [
        Reference.objects.create(key=f"author-{year}", title=f"A study of {year}", year=year)
        for year in range(2001, 2006)
    ]


@pytest.fixture
def make_page(home: Page) -> Callable[..., ComponentPage]:
    """A function that saves a live page with the given stream data and loads it afresh."""

    def make(body: Any, title: str = "Severe spasticity") -> ComponentPage:
        page = ComponentPage(title=title, body=body)
        home.add_child(instance=page)
        return ComponentPage.objects.get(pk=page.pk)

    return make


@pytest.fixture
def photo(db: None) -> Any:
    """An image in the CMS, 1200 × 800 pixels."""
    return get_image_model().objects.create(
        title="Photo", file=get_test_image_file(size=(1200, 800))
    )


@pytest.fixture
def pdf(db: None) -> Any:
    """A document in the CMS, 2 KB of PDF."""
    file = ContentFile(b"%PDF-1.7" + b" " * 2040, name="leaflet.pdf")
    return get_document_model().objects.create(title="Leaflet", file=file, file_size=2048)
