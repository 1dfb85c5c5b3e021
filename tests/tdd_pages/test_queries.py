"""What a page costs the database does not grow with its length."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from blocks.models import Reference
from tdd_pages.pages.models import ComponentPage
from tests.streams import block, cite, criteria, item, prose, section, stats

pytestmark = pytest.mark.django_db


@pytest.fixture
def component_of(
    home: Page, references: list[Reference], photo: Any, pdf: Any
) -> dict[str, Callable[[int], dict[str, Any]]]:
    """A function for each kind of component that makes the nth one, with all it can point to."""
    link = f'<a linktype="page" id="{home.pk}">page</a> <a linktype="document" id="{pdf.pk}">f</a>'

    def html(n: int) -> str:
        return f"<p>Text {n} {link}{cite(references[n % 5], references[(n + 1) % 5])}</p>"

    def figures(n: int) -> dict[str, Any]:
        sources = [item(f"source-{n}", references[n % 5].pk)]
        return {"label": "of patients", "value": "97", "citations": sources}

    def picture(n: int) -> dict[str, Any]:
        return {"image": photo.pk, "alt_text": f"Pump {n}", "decorative": False}

    def inner(n: int) -> list[dict[str, Any]]:
        return [
            prose(f"p{n}", html(n)),
            stats(f"s{n}", figures(n)),
            criteria(f"c{n}", [html(n)], source=[item(f"cs{n}", references[n % 5].pk)]),
            block("figure", f"f{n}", image=picture(n)),
            section(f"inner{n}", prose(f"ip{n}", html(n))),
        ]

    return {
        "prose": lambda n: prose(f"prose{n}", html(n)),
        "stat_cards": lambda n: stats(f"stats{n}", figures(n), lead_in=html(n)),
        "criteria_list": lambda n: criteria(
            f"criteria{n}", [html(n)] * 3, source=[item(f"from{n}", references[n % 5].pk)]
        ),
        "figure": lambda n: block("figure", f"figure{n}", image=picture(n), caption=html(n)),
        "section": lambda n: section(f"section{n}", *inner(n)),
    }


@pytest.mark.parametrize("kind", ["prose", "stat_cards", "criteria_list", "figure", "section"])
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


def queries(client: Client, page: ComponentPage) -> int:
    """The number of queries of a page that has been served before."""
    url = page.url
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)
