"""The loopback server that shows the audit what visitors see."""

from urllib.request import urlopen

import pytest
from wagtail.models import Site

from a11y.serving import SiteServers


@pytest.fixture
def address(home):
    with SiteServers() as servers:
        site = Site.objects.get()
        assert servers.address_of(site) == servers.address_of(site), "one server for each site"
        yield servers.address_of(site)


def read(url):
    with urlopen(url) as response:  # noqa: S310 - the address of our own server
        return response.read()


@pytest.fixture
def folders(settings, tmp_path):
    """Uploaded and collected files, with settings like a production site's."""
    settings.DEBUG = False
    settings.MEDIA_ROOT, settings.STATIC_ROOT = tmp_path / "media", tmp_path / "static"
    for folder in (settings.MEDIA_ROOT, settings.STATIC_ROOT):
        folder.mkdir()
        folder.joinpath("name.1a2b.txt").write_text(f"from {folder.name}")


def test_uploads_and_collected_static_files_are_served(folders, address):
    assert read(f"{address}/media/name.1a2b.txt") == b"from media"
    assert read(f"{address}/static/name.1a2b.txt") == b"from static"


def test_static_files_need_not_be_collected(address):
    assert b"contrast" in read(f"{address}/static/tests_a11y_site/plain.css")


def test_it_listens_on_the_loopback_interface_alone(address):
    assert address.startswith("http://127.0.0.1:")


def test_marks_are_taken_out_of_attributes_before_the_page_is_delivered(address, monkeypatch):
    monkeypatch.setattr(
        "tests.a11y.site.models.PlainPage.template", "tests_a11y_site/in_attribute.html"
    )
    page = Site.objects.get().root_page.specific
    page.body = [("heading", "Hello")]
    page.save()
    assert b'content="Hello"' in read(f"{address}/")
