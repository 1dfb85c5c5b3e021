"""What a headless client reads and writes."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from wagtail.models import APIToken

from blocks.base import components
from blocks.models import Reference
from tdd_pages.pages.models import ComponentPage
from tests.streams import block, cite, criteria, item, prose, section, stats

pytestmark = pytest.mark.django_db
MakePage = Callable[..., ComponentPage]


@pytest.fixture
def therapy_page(
    make_page: MakePage, references: list[Reference], photo: Any, pdf: Any
) -> ComponentPage:
    """A page with every component."""
    return make_page(
        [
            block(
                "hero",
                "hero",
                eyebrow="Therapy",
                summary=f"<p>Less spasticity{cite(references[1])}</p>",
                image={"image": photo.pk, "alt_text": "", "decorative": True},
                tone="light",
                action={"text": "Read the leaflet", "document": pdf.pk},
            ),
            section(
                "evidence",
                prose("p", f"<p>Far less drug<b>.</b>{cite(references[0], references[1])}</p>"),
                stats(
                    "s",
                    {
                        "label": "of patients",
                        "value": "99.1",
                        "unit": "percent",
                        "citations": [item("x", references[2].pk)],
                    },
                ),
                section("inner", criteria("c", ["<p>One</p>", "<p>Two</p>"], kind="do")),
            ),
            block("figure", "f", image={"image": photo.pk, "alt_text": "A pump"}),
            block("references", "r"),
            block("share_bar", "sh", linkedin=True),
        ]
    )


@pytest.fixture
def token(db: None) -> str:
    user = get_user_model().objects.create_superuser("editor", "editor@example.org", "secret")
    return APIToken.create_token(user=user, name="test")[1]


def get(client: Client, url: str) -> Any:
    response = client.get(url)
    assert response.status_code == 200, response.content
    return response.json()


@pytest.mark.parametrize("api", ["v2", "v3-preview"])
def test_both_apis_serve_the_resolved_components(
    client: Client, therapy_page: ComponentPage, api: str
) -> None:
    data = get(client, f"/api/{api}/pages/{therapy_page.pk}/")
    assert data["components"] == json.loads(json.dumps(therapy_page.resolve().to_json()))
    assert [c["type"] for c in data["components"]] == [
        "hero",
        "section",
        "figure",
        "references",
        "share_bar",
    ]
    assert data["components"][0]["image"]["renditions"][0]["url"].startswith("/media/")
    assert data["components"][3]["items"][0]["csl"]["id"] == "author-2002"
    assert [entry["text"] for entry in data["outline"]] == ["evidence", "inner", "References"]


def test_version_3_describes_the_union_of_our_components(client: Client) -> None:
    schemas = get(client, "/api/v3-preview/openapi.json")["components"]["schemas"]
    union = schemas["AnyComponent"]
    assert union["discriminator"]["propertyName"] == "type"
    assert set(union["discriminator"]["mapping"]) == {cls.type_name() for cls in components}
    assert len(union["oneOf"]) == len(union["discriminator"]["mapping"])
    field = schemas["ComponentPageSchema"]["properties"]["components"]
    assert {"$ref": "#/components/schemas/AnyComponent"} in [
        option.get("items") for option in field["anyOf"]
    ]


def publish(client: Client, page: ComponentPage, token: str, body: Any) -> None:
    """Write ``body`` through version 3 and publish the page."""
    response = client.patch(
        f"/api/v3-preview/pages/{page.pk}/",
        json.dumps({"meta": {"type": page._meta.label, "action": "publish"}, "body": body}),
        content_type="application/json",
        headers={"Authorization": f"Bearer {token}"},
    )
    assert response.status_code == 200, response.content


def test_what_version_3_reads_it_can_write_back_unchanged(
    client: Client, therapy_page: ComponentPage, token: str
) -> None:
    url = f"/api/v3-preview/pages/{therapy_page.pk}/"
    imported = get(client, url)
    # The first write adds the fields that the import above left out.
    publish(client, therapy_page, token, imported["body"])
    before = get(client, url)
    publish(client, therapy_page, token, before["body"])
    after = get(client, url)
    assert without_list_ids(after["body"]) == without_list_ids(before["body"])
    for written in (before, after):
        assert without_list_ids(written["components"]) == without_list_ids(imported["components"])


def without_list_ids(data: Any) -> Any:
    """Leave out what each write makes anew: ids of list items and the editor's block keys."""
    text = re.sub(r' data-block-key=\\"\w+\\"', "", json.dumps(data))
    for stat in find_stats(data):
        text = text.replace(stat["id"], "stat")
    return json.loads(text)


def find_stats(data: Any) -> list[dict[str, Any]]:
    if isinstance(data, list):
        return [stat for child in data for stat in find_stats(child)]
    if not isinstance(data, dict):
        return []
    own = [data] if "display" in data else []
    return own + [stat for child in data.values() for stat in find_stats(child)]


def test_a_write_cannot_smuggle_markup_past_the_editor_s_features(
    client: Client, make_page: MakePage, token: str, references: list[Reference]
) -> None:
    page = make_page([prose("p", "<p>Text</p>")])
    smuggled = f"<p>Text<script>alert(1)</script><sup>2</sup>{cite(references[0])}</p>"
    text = {"format": "db_html", "content": smuggled}
    publish(client, page, token, [{"type": "prose", "value": {"text": text}}])
    url = f"/api/v3-preview/pages/{page.pk}/"
    content = get(client, url)["components"][0]["text"]["content"]
    assert "<script" not in content
    assert "<sup>2" not in content
    assert 'href="#ref-author-2001"' in content


def test_an_anonymous_client_reads_no_draft(client: Client, make_page: MakePage) -> None:
    page = make_page([prose("p", "<p>Secret</p>")])
    page.unpublish()
    for api in ("v2", "v3-preview"):
        assert client.get(f"/api/{api}/pages/{page.pk}/").status_code == 404
