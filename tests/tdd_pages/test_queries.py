"""What a page costs the database does not grow with its length."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.documents import get_document_model
from wagtail.models import Locale, Page

from blocks.models import Reference
from blocks.products import Product
from blocks.registries import RegistryEntry
from blocks.safety_information import SafetyInformation
from blocks.terms import Term
from tdd_pages.pages.models import ComponentPage
from tests.streams import (
    accordion,
    block,
    cite,
    criteria,
    item,
    prose,
    section,
    stats,
    table,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def component_of(
    home: Page, references: list[Reference], photo: Any, pdf: Any
) -> dict[str, Callable[[int], dict[str, Any]]]:
    """A function for each kind of component that makes the nth one, with all it can point to."""
    film = get_document_model().objects.create(title="Film", file="film.mp4", file_size=1)
    link = f'<a linktype="page" id="{home.pk}">page</a> <a linktype="document" id="{pdf.pk}">f</a>'

    def html(n: int) -> str:
        return f"<p>Text {n} {link}{cite(references[n % 5], references[(n + 1) % 5])}</p>"

    def figures(n: int) -> dict[str, Any]:
        sources = [item(f"source-{n}", references[n % 5].pk)]
        return {"label": "of patients", "value": "97", "citations": sources}

    def picture(n: int) -> dict[str, Any]:
        return {"image": photo.pk, "alt_text": f"Pump {n}", "decorative": False}

    def downloads(name: str) -> dict[str, Any]:
        return block("download_list", name, items=[item(f"{name}-1", {"document": pdf.pk})])

    def video(n: int) -> dict[str, Any]:
        captions = item(f"captions{n}", {"file": pdf.pk, "language": "en"})
        return block(
            "video",
            f"video{n}",
            heading=f"Film {n}",
            file=film.pk,
            poster=photo.pk,
            captions=[captions],
            transcript=html(n),
            described=film.pk,
        )

    def inner(n: int) -> list[dict[str, Any]]:
        return [
            prose(f"p{n}", html(n)),
            stats(f"s{n}", figures(n)),
            criteria(f"c{n}", [html(n)], source=[item(f"cs{n}", references[n % 5].pk)]),
            block("figure", f"f{n}", image=picture(n)),
            table(f"t{n}", [[html(n)]]),
            downloads(f"d{n}"),
            section(f"inner{n}", prose(f"ip{n}", html(n))),
        ]

    return {
        "prose": lambda n: prose(f"prose{n}", html(n)),
        "stat_cards": lambda n: stats(f"stats{n}", figures(n), lead_in=html(n)),
        "criteria_list": lambda n: criteria(
            f"criteria{n}", [html(n)] * 3, source=[item(f"from{n}", references[n % 5].pk)]
        ),
        "figure": lambda n: block("figure", f"figure{n}", image=picture(n), caption=html(n)),
        "video": video,
        "data_table": lambda n: table(
            f"table{n}", [[html(n), "Text"]] * 3, source=[item(f"of{n}", references[n % 5].pk)]
        ),
        "accordion": lambda n: accordion(f"accordion{n}", html(n), html(n + 1)),
        "download_list": lambda n: downloads(f"downloads{n}"),
        "notice": lambda n: block("notice", f"notice{n}", kind="warning", text=html(n)),
        "section": lambda n: section(f"section{n}", *inner(n)),
    }


KINDS = [
    *("prose", "stat_cards", "criteria_list", "figure", "section"),
    *("video", "data_table", "accordion", "download_list", "notice"),
]


@pytest.mark.parametrize("kind", KINDS)
def test_a_hundred_components_cost_as_many_queries_as_five(
    client: Client,
    make_page: Callable[..., ComponentPage],
    component_of: dict[str, Callable[[int], dict[str, Any]]],
    kind: str,
) -> None:
    make = component_of[kind]
    few = make_page([make(n) for n in range(5)], title="Few")
    many = make_page([make(n) for n in range(100)], title="Many")
    assert queries(client, few) == queries(client, many)


@pytest.fixture
def registered(home: Page, photo: Any) -> dict[str, Callable[[int], dict[str, Any]]]:
    """A function for each kind that shows registry entries; each nth shows an entry of its own."""
    english = Locale.get_default()

    def entries(model: type[RegistryEntry], **facts: Any) -> list[Any]:
        numbered = (model(key=f"k{n}", locale=english, **facts) for n in range(100))
        return model.objects.bulk_create(numbered)

    products = entries(Product, name="Product", image=photo, page=home)
    terms = entries(Term, term="T", expansion="term")
    body = f'<p><a linktype="abbr" id="{terms[0].pk}">T</a></p>'
    wordings = entries(SafetyInformation, heading="Safety", body=body, effective=date(2026, 9, 1))

    def used(n: int) -> str:
        return f'<p>A <a linktype="abbr" id="{terms[n].pk}">T{n}</a></p>'

    def card(n: int) -> dict[str, Any]:
        return {"heading": f"Card {n}", "link": {"text": f"Card {n}", "page": home.pk}}

    return {
        "product_teaser": lambda n: block("product_teaser", f"t{n}", product=products[n].pk),
        "cta_cards": lambda n: block("cta_cards", f"c{n}", items=[item(f"i{n}", card(n))]),
        "safety_info": lambda n: block("safety_info", f"s{n}", information=wordings[n].pk),
        "terms": lambda n: prose(f"p{n}", used(n)),
        "glossary": lambda n: block("glossary", f"g{n}") if n == 0 else prose(f"p{n}", used(n)),
    }


@pytest.mark.parametrize(
    "kind", ["product_teaser", "cta_cards", "safety_info", "terms", "glossary"]
)
def test_a_hundred_registry_entries_cost_as_many_queries_as_five(
    client: Client,
    make_page: Callable[..., ComponentPage],
    registered: dict[str, Callable[[int], dict[str, Any]]],
    kind: str,
) -> None:
    make = registered[kind]
    few = make_page([make(n) for n in range(5)], title="Few")
    many = make_page([make(n) for n in range(100)], title="Many")
    assert queries(client, few) == queries(client, many)


def queries(client: Client, page: ComponentPage) -> int:
    """The number of queries of a page that has been served before."""
    url = page.url
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)
