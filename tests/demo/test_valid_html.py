"""Every page and every example is valid HTML, as the Nu checker judges it."""

from pathlib import Path

import pytest
from django.test import Client
from wagtail.models import Page

from blocks.base import components
from tdd_pages.forms.models import FormPage
from tests.demo.nu import errors

pytestmark = pytest.mark.slow


def test_every_page_of_the_demo_is_valid(
    everywhere: list[Page], client: Client, tmp_path: Path
) -> None:
    addresses = [page.url for page in everywhere]
    addresses += ["/search/?q=pump", "/search/?q=nothing", "/nowhere/", "/ar/nowhere/"]
    pages = {address: client.get(address).content for address in addresses}
    forms = [page.url for page in everywhere if isinstance(page, FormPage)]
    assert len(forms) == 3
    for address in forms:
        pages[f"{address} with a mistake"] = client.post(address).content
        assert b"tdd-faults" in pages[f"{address} with a mistake"]
    assert errors(pages, tmp_path) == []


def test_every_example_is_valid(client: Client, tmp_path: Path) -> None:
    addresses = [
        f"/components/{cls.type_name()}/{name}/" for cls in components for name in cls.examples
    ]
    pages = {address: client.get(address).content for address in addresses}
    assert errors(pages, tmp_path) == []


def test_an_error_is_found(tmp_path: Path) -> None:
    page = b"<!DOCTYPE html><html lang=en><title>x</title><p id=a><p id=a>"
    (found,) = errors({"/page/": page}, tmp_path)
    assert found.startswith("/page/ line 1: Duplicate ID")
