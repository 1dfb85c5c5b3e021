"""Where links to pages lead on a site of several languages."""

from typing import Any

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, Page

from tdd_pages.pages.models import ComponentPage
from tests.streams import block, prose

pytestmark = pytest.mark.django_db


@pytest.fixture
def french(home: Page) -> Locale:
    """A second language, into which the home page is translated."""
    locale = Locale.objects.create(language_code="fr")
    home.copy_for_translation(locale).save_revision().publish()
    return locale


def add(home: Page, title: str, body: Any = ()) -> ComponentPage:
    page = ComponentPage(title=title, body=list(body))
    home.add_child(instance=page)
    return page


def translate(page: Page, locale: Locale, *, live: bool = True) -> Page:
    copy = page.copy_for_translation(locale)
    if live:
        copy.save_revision().publish()
    return ComponentPage.objects.get(pk=copy.pk)


def links_to(page: Page) -> list[dict[str, Any]]:
    link = {"text": "Read on", "page": page.pk, "document": None, "url": ""}
    return [
        block("hero", "hero", action=link),
        prose("text", f'<p><a linktype="page" id="{page.pk}">Read on</a></p>'),
    ]


def hrefs(page: Page) -> list[str]:
    hero, text = page.resolve().to_json()
    return [hero["action"]["href"], text["text"]["content"].split('"')[1]]


def test_a_link_leads_to_the_translation_in_the_pages_own_language(
    home: Page, french: Locale
) -> None:
    target = add(home, "Target")
    source = add(home, "Source", links_to(target))
    translate(target, french)
    assert hrefs(source) == ["/target/", "/target/"]
    assert hrefs(translate(source, french)) == ["/fr/target/", "/fr/target/"]


def test_a_link_to_what_is_not_translated_leads_to_the_page_itself(
    home: Page, french: Locale
) -> None:
    target = add(home, "Target")
    source = translate(add(home, "Source", links_to(target)), french)
    assert hrefs(source) == ["/target/", "/target/"]
    translate(target, french, live=False)
    assert hrefs(source) == ["/target/", "/target/"]


def test_links_to_many_translated_pages_cost_as_much_as_to_one(
    home: Page, french: Locale, rf: RequestFactory
) -> None:
    def cost(count: int) -> int:
        targets = [add(home, f"Target {count}-{n}") for n in range(count)]
        for target in targets:
            translate(target, french)
        texts = "".join(f'<a linktype="page" id="{target.pk}">x</a>' for target in targets)
        page = translate(add(home, f"Source {count}", [prose("p", f"<p>{texts}</p>")]), french)
        request = rf.get("/")
        with CaptureQueriesContext(connection) as captured:
            text = page.resolve(request).to_json()[0]["text"]["content"]
        assert text.count("/fr/target-") == count
        return len(captured)

    assert cost(20) == cost(1)
