"""Whatever is stored, the page renders and its JSON is valid."""

import json
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.contrib.typed_table_block.blocks import BaseTypedTableBlock
from wagtail.models import Page

from blocks.base import components
from blocks.document import resolve
from blocks.facts import About
from blocks.models import Reference
from blocks.stream import PageBody
from tdd_pages.pages.models import ComponentPage
from tests.streams import block, cite, prose, stats

BODY = ComponentPage._meta.get_field("body").stream_block

JUNK = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats()
    | st.text(max_size=12)
    | st.sampled_from(
        [
            '<p>Text<a linktype="citation" refs="1 2 999999999999999999999">x</a></p>',
            '<p><a linktype="citation" refs="">x</a><a linktype="document" id="7">y</a></p>',
            '<p><a linktype="page" id="99999999999999999999">z</a><a href="javascript:1">w</a>',
            "\ud800",
            "\x00",
            '"><script>alert(1)</script>',
            "--><script>alert(1)</script>",
        ]
    ),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3)
    ),
    max_leaves=6,
)


IDS = ["same", "same", "a b", '"><i>', "7", "references", "title", "main", "at-1", "heading"]


def values_of(block: Any, depth: int = 3) -> st.SearchStrategy[Any]:
    """Values that have, now and then, the shape the block expects."""
    children = getattr(block, "child_blocks", None)
    if depth == 0:
        return JUNK
    if isinstance(block, BaseTypedTableBlock):
        return tables_of(block, depth) | JUNK
    if hasattr(block, "child_block"):
        inner = values_of(block.child_block, depth - 1)
        wrapped = st.fixed_dictionaries({"type": st.just("item"), "value": inner, "id": JUNK})
        return st.lists(inner | wrapped, max_size=3) | JUNK
    if children and type(block).__name__.endswith("Body"):
        return streams_of(block, depth) | JUNK
    if children:
        fields = {name: values_of(child, depth - 1) for name, child in children.items()}
        return st.fixed_dictionaries({}, optional=fields) | JUNK
    return JUNK


def tables_of(block: Any, depth: int) -> st.SearchStrategy[Any]:
    """Tables whose rows have now and then as many cells as there are columns."""
    kind = st.sampled_from([*block.child_blocks, "gone"])
    column = st.fixed_dictionaries({}, optional={"type": kind | JUNK, "heading": JUNK})
    cell = st.one_of(*(values_of(child, depth - 1) for child in block.child_blocks.values()))
    row = st.fixed_dictionaries({}, optional={"values": st.lists(cell, max_size=3) | JUNK})
    fields = {
        "columns": st.lists(column | JUNK, max_size=3) | JUNK,
        "rows": st.lists(row | JUNK, max_size=3) | JUNK,
        "caption": JUNK,
    }
    return st.fixed_dictionaries({}, optional=fields)


def streams_of(block: Any, depth: int = 3) -> st.SearchStrategy[Any]:
    kinds = [
        st.fixed_dictionaries(
            {"type": st.just(name), "value": values_of(child, depth - 1)},
            optional={"id": st.sampled_from(IDS) | JUNK},
        )
        for name, child in block.child_blocks.items()
    ]
    return st.lists(st.one_of(*kinds) | JUNK, max_size=4)


class Strict(HTMLParser):
    """Collects ids and complains of script that nobody wrote into a template."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.fragments: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag != "script"
        self.ids += [value or "" for name, value in attrs if name == "id"]
        hrefs = [value or "" for name, value in attrs if name == "href"]
        ours = ("#cite-", "#ref-", "#h-")
        self.fragments += [href.removeprefix("#") for href in hrefs if href.startswith(ours)]


@pytest.fixture
def library(db: None) -> list[Reference]:
    return [Reference.objects.create(key=f"key-{n}", title=f"Study {n}", year=n) for n in (1, 2)]


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(raw=streams_of(BODY) | JUNK)
def test_any_stored_json_renders_and_is_valid_json(library: list[Reference], raw: Any) -> None:
    value = BODY.to_python(json.loads(json.dumps(raw)))
    document = resolve(BODY, value, About(title="Title", url="https://example.org/"))
    html = "".join(component.render() for component in document.components)
    html.encode()
    parser = Strict()
    parser.feed(html)
    assert len(parser.ids) == len(set(parser.ids))
    data = json.loads(json.dumps(document.to_json()))
    assert components.adapter().validate_python(data) or not data
    ids = set(parser.ids)
    assert all(entry.href.removeprefix("#") in ids for entry in document.outline)
    assert all(fragment in ids for fragment in parser.fragments)


@given(raw=st.text() | JUNK.map(lambda data: json.dumps(data)))
def test_any_stored_text_loads(raw: str) -> None:
    assert len(BODY.to_python(raw)) >= 0


def test_a_page_of_nothing_but_empty_blocks_renders(
    client: Client, make_page: Callable[..., ComponentPage]
) -> None:
    page = make_page([block(name, name) for name in PageBody.base_blocks])
    response = client.get(page.url)
    assert response.status_code == 200
    assert BeautifulSoup(response.content, "lxml").h1.get_text(strip=True) == "Severe spasticity"


def test_what_a_page_points_to_may_be_gone(
    client: Client,
    make_page: Callable[..., ComponentPage],
    home: Page,
    references: list[Reference],
    photo: Any,
    pdf: Any,
) -> None:
    target = make_page([], title="Target")
    html = (
        f'<p><a linktype="page" id="{target.pk}">Page</a> '
        f'<a linktype="document" id="{pdf.pk}">File</a>{cite(references[0])}</p>'
    )
    page = make_page(
        [
            block(
                "hero",
                "h",
                image={"image": photo.pk, "alt_text": "A pump"},
                action={"text": "Go", "page": target.pk},
            ),
            prose("p", html),
            stats("s", {"label": "of patients", "value": "97", "citations": [references[0].pk]}),
            block("figure", "f", image={"image": photo.pk, "alt_text": "A pump"}),
        ],
        title="Pointing",
    )
    assert client.get(page.url).status_code == 200
    target.delete()
    pdf.delete()
    photo.delete()
    references[0].delete()
    assert client.get(page.url).status_code == 200
    data = client.get(f"/api/v2/pages/{page.pk}/").json()["components"]
    assert [component["type"] for component in data] == ["hero", "prose", "stat_cards"]
    assert data[0]["image"] is None
    assert data[0]["action"] is None
    assert data[1]["text"]["content"] == "<p>Page File</p>"
    assert data[2]["items"][0]["citation"] is None


def test_an_image_whose_file_is_lost_is_left_out(
    client: Client, make_page: Callable[..., ComponentPage], photo: Any
) -> None:
    page = make_page([block("figure", "f", image={"image": photo.pk, "alt_text": "A pump"})])
    photo.file.storage.delete(photo.file.name)
    assert client.get(page.url).status_code == 200
    assert page.resolve().components == []
