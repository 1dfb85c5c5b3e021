"""What a developer gets for a block of the project's own."""

from typing import Any, Literal

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from blocks.base import Component, ComponentRegistry
from blocks.models import Reference
from blocks.prose import Prose
from tests.site.models import HostPage, IncludingPage
from tests.streams import block, cite, item, prose, section, uid

pytestmark = pytest.mark.django_db


@pytest.fixture
def body(references: list[Reference]) -> list[dict[str, Any]]:
    return [
        section(
            "s",
            block("quote", "q", text="<p>It helps.</p>", source=[item("x", references[1].pk)]),
            block("card", "nested card", title="Nested", points=["one"]),
        ),
        block("card", "card", title="A card", points=["one", "two"]),
        prose("p", f"<p>So it is.{cite(references[0])}</p>"),
    ]


@pytest.fixture
def page(home: Page, body: list[dict[str, Any]]) -> HostPage:
    return home.add_child(instance=HostPage(title="Host", body=body))


def test_its_component_is_in_the_json_and_in_the_published_schema(
    client: Client, page: HostPage
) -> None:
    data = client.get(f"/api/v3-preview/pages/{page.pk}/").json()["components"]
    quote = data[0]["body"][0]
    assert quote["type"] == "quote"
    assert quote["source"]["label"] == "1"
    schemas = client.get("/api/v3-preview/openapi.json").json()["components"]["schemas"]
    assert "quote" in schemas["AnyComponent"]["discriminator"]["mapping"]


def test_its_component_has_a_preview_in_the_block_chooser(
    admin_client: Client, page: HostPage
) -> None:
    quote = page.body.stream_block.child_blocks["quote"]
    response = admin_client.get(
        reverse("wagtailadmin_block_preview"), {"id": quote.definition_prefix}
    )
    assert "<blockquote>" in response.content.decode()


def test_a_block_that_is_no_component_renders_by_its_own_template(
    client: Client, page: HostPage
) -> None:
    soup = BeautifulSoup(client.get(page.url).content, "lxml")
    assert [div.p.get_text() for div in soup.select("[id^=card-]")] == ["Nested", "A card"]


def test_a_block_that_is_no_component_appears_in_json_as_its_own_api_says(page: HostPage) -> None:
    data = page.resolve().to_json()
    assert data[1] == {
        "id": uid("card"),
        "type": "plain",
        "block": "card",
        "value": {"title": "A card", "points": ["one", "two"]},
    }


def test_each_plain_block_is_given_its_own_id(client: Client, page: HostPage) -> None:
    soup = BeautifulSoup(client.get(page.url).content, "lxml")
    ids = [div["id"] for div in soup.select("[id^=card-]")]
    assert ids == [f"card-{uid('nested card')}", f"card-{uid('card')}"]


def test_a_page_without_our_mixin_just_includes_the_stream(
    client: Client, home: Page, body: list[dict[str, Any]]
) -> None:
    page = home.add_child(
        instance=IncludingPage(title="Including", body=[block("hero", "h"), *body])
    )
    soup = BeautifulSoup(client.get(page.url).content, "lxml")
    assert soup.h1.get_text(strip=True) == "Including"
    numbers = [sup.a.bdi.get_text() for sup in soup.select("sup[id^=cite-]")]
    assert numbers == ["1", "2"]
    assert len(soup.select("[role=doc-bibliography] li")) == 2


def test_two_components_of_one_type_are_an_error_that_names_both() -> None:
    registry = ComponentRegistry()
    registry.add(Prose)
    with pytest.raises(TypeError, match="both of type 'prose': rename one"):
        registry.add(Prose)


def test_a_component_defined_after_the_schema_was_published_is_an_error_that_says_so() -> None:
    with pytest.raises(TypeError, match="import its module from your app's models module"):

        class Late(Component):
            type: Literal["late"] = "late"
            template = "late.html"
