"""The demo site once it is built: setting it up again, editing it, visiting it."""

import re
from typing import Any

import pytest
from bs4 import BeautifulSoup
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
    assert HomePage.objects.get(pk=home.pk).title == "A title of my own"


def test_reset_builds_the_site_anew(demo: list[Page], therapy: Page) -> None:
    before = made()
    therapy.delete()
    setup_demo(reset=True)
    after = made()
    assert [path for _, path in after["pages"]] == [path for _, path in before["pages"]]
    assert [key for _, key in after["references"]] == [key for _, key in before["references"]]
    for kind in ("images", "documents", "shared"):
        assert [name for _, name in after[kind]] == [name for _, name in before[kind]]
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


@pytest.mark.parametrize("prefers", ["ar", "de"])
def test_a_page_answers_in_its_own_language_whatever_the_browser_prefers(
    everywhere: list[Page], client: Client, prefers: str
) -> None:
    for page in everywhere:
        response = client.get(page.url, headers={"accept-language": prefers})
        html = BeautifulSoup(response.content, "lxml").html
        assert (response.status_code, response.resolver_match.url_name) == (200, "wagtail_serve")
        language = page.locale.language_code
        assert html is not None
        assert html["lang"] == language
        assert html["dir"] == ("rtl" if language == "ar" else "ltr")


def test_visitors_see_no_placeholder_and_no_key(everywhere: list[Page], client: Client) -> None:
    for page in everywhere:
        text = BeautifulSoup(client.get(page.url).content, "lxml").get_text(" ")
        found = re.findall(r"[{}]|%[(s]|\[\[|\(\(|\]\(|\*\*|None\b", text)
        assert found == [], page.url


def test_every_link_within_the_site_leads_somewhere(everywhere: list[Page], client: Client) -> None:
    found: dict[str, str] = {}
    seen: dict[str, set[str]] = {}
    waiting = [page.url for page in everywhere]
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        response = client.get(address)
        assert response.status_code == 200, f"{found.get(address)} leads to {address}"
        if "html" not in response["content-type"]:
            seen[address] = set()
            continue
        soup = BeautifulSoup(response.content, "lxml")
        seen[address] = {str(element["id"]) for element in soup.select("[id]")}
        for link in soup.select("a[href]"):
            target, _, fragment = str(link["href"]).partition("#")
            target = target.removeprefix("http://localhost:8000") or address
            if target.startswith("/"):
                found[f"{target}#{fragment}"] = address
                waiting.append(target)
    for target, source in found.items():
        page, _, fragment = target.partition("#")
        assert fragment in ("", *seen[page]), f"{source} leads to {target}"


def test_translations_name_one_another(demo: list[Page], therapy: Page, client: Client) -> None:
    for page in therapy.get_translations(inclusive=True):
        soup = BeautifulSoup(client.get(page.url).content, "lxml")
        links = soup.select('link[rel="alternate"][hreflang]')
        assert {link["hreflang"] for link in links} >= {"en", "fr", "ar", "ja"}


def test_html_and_json_agree(everywhere: list[Page], client: Client) -> None:
    for page in everywhere:
        html = client.get(page.url).content.decode()
        api = client.get(f"/api/v2/pages/{page.pk}/").json()
        assert [part["id"] for part in api["components"]] == [
            c.id for c in page.resolve().components
        ]
        for entry in api["outline"]:
            assert f'id="{entry["href"][1:]}"' in html


def test_a_translation_has_the_blocks_of_its_page(demo: list[Page]) -> None:
    for page in demo:
        ids = [child.id for child in page.body]
        for translation in page.get_translations():
            assert [child.id for child in translation.specific.body] == ids
