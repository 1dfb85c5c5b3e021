"""What visitors load with the therapy page."""

import re

from bs4 import BeautifulSoup
from django.contrib.staticfiles import finders
from django.test import Client
from wagtail.models import Page

LIMIT = 60_000
"""Bytes of styles and scripts, uncompressed."""


def loaded(page: Page, client: Client) -> list[str]:
    """The addresses of everything that browsers fetch by themselves."""
    soup = BeautifulSoup(client.get(page.url).content, "lxml")
    links = soup.select('link:not([rel="canonical"], [rel="alternate"])')
    named = [str(element.get("href") or element.get("src")) for element in links]
    named += [str(element["src"]) for element in soup.select("[src]")]
    sets = [str(element["srcset"]) for element in soup.select("[srcset]")]
    return named + [candidate.split()[0] for found in sets for candidate in found.split(",")]


def styles_and_scripts(page: Page, client: Client) -> list[str]:
    """The static files that make its looks and behaviour, those that modules import among them."""
    waiting = [
        address.removeprefix("/static/")
        for address in loaded(page, client)
        if address.endswith((".css", ".js"))
    ]
    files: list[str] = []
    while waiting:
        name = waiting.pop()
        if name in files:
            continue
        files.append(name)
        folder = name.rpartition("/")[0]
        waiting += [f"{folder}/{other}" for other in re.findall(r'from "\./([^"]+)"', read(name))]
    return files


def read(name: str) -> str:
    path = finders.find(name)
    assert path, name
    with open(path, encoding="utf-8") as file:
        return file.read()


def test_styles_and_scripts_of_the_therapy_page_are_light(therapy: Page, client: Client) -> None:
    files = styles_and_scripts(therapy, client)
    sizes = {name: len(read(name).encode()) for name in files}
    assert any(name.endswith(".js") for name in files)
    assert sum(sizes.values()) <= LIMIT, sizes


def test_no_page_asks_another_host_for_anything(everywhere: list[Page], client: Client) -> None:
    for page in everywhere:
        elsewhere = [a for a in loaded(page, client) if not re.match(r"/(?!/)", a)]
        assert elsewhere == [], page.url
        for name in styles_and_scripts(page, client):
            assert not re.search(r"url\(['\"]?(https?:)?//|import\s+['\"]https?:", read(name)), name
