"""HTML and JSON are read from one document: for any page they carry the same citation numbers."""

from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.documents import get_document_model

from blocks.document import resolve
from blocks.facts import About
from blocks.models import Reference
from tdd_pages.pages.models import ComponentPage
from tests.streams import accordion, block, cite, criteria, item, prose, section, stats, table

BODY = ComponentPage._meta.get_field("body").stream_block
SIZE = 6
"""How many references there are; one more number stands for a reference that is gone."""

FILM = 4711
"""The key of a video."""


@pytest.fixture
def library(db: None) -> list[Reference]:
    get_document_model().objects.create(pk=FILM, title="Film", file="film.mp4", file_size=1)
    return [Reference.objects.create(key=f"key-{n}", title=f"Study {n}") for n in range(SIZE)]


GROUPS = st.lists(st.integers(0, SIZE), max_size=4)
KINDS = ["prose", "stats", "criteria", "table", "accordion", "notice", "video"]
LEAVES = st.tuples(st.sampled_from(KINDS), st.lists(GROUPS, max_size=3))
SECTIONS = st.tuples(st.just("section"), st.lists(LEAVES, max_size=3))
STREAMS = st.lists(LEAVES | SECTIONS | st.just(("references", [])), max_size=5)


def stream_data(shape: list[Any], pks: list[int], name: str = "b") -> list[dict[str, Any]]:
    """Write the drawn shape as stream data."""

    def html(group: list[int]) -> str:
        return f"<p>Text{cite(*(pks[n] for n in group))} text.</p>"

    def sources(group: list[int], at: str) -> list[dict[str, Any]]:
        return [item(f"{at}-{i}", pks[n]) for i, n in enumerate(group)]

    blocks = []
    for index, (kind, content) in enumerate(shape):
        at = f"{name}-{index}"
        if kind == "section":
            blocks.append(section(at, *stream_data(content, pks, at)))
        elif kind == "prose":
            blocks.append(prose(at, "".join(map(html, content))))
        elif kind == "stats":
            # A figure without a label is a draft's: it is left out, and so is what it cites.
            figures = (
                {
                    "label": "of patients" if len(group) != 1 else "",
                    "value": "9",
                    "citations": sources(group, f"{at}-{i}"),
                }
                for i, group in enumerate(content)
            )
            blocks.append(stats(at, *figures))
        elif kind == "criteria":
            last = content[-1] if content else []
            blocks.append(criteria(at, map(html, content), source=sources(last, at)))
        elif kind == "table":
            last = content[-1] if content else []
            rows = [map(html, content), map(html, reversed(content))]
            blocks.append(table(at, rows, source=sources(last, at)))
        elif kind == "accordion":
            blocks.append(accordion(at, *map(html, content), heading=at))
        elif kind == "notice":
            blocks.append(block("notice", at, text="".join(map(html, content))))
        elif kind == "video":
            blocks.append(block("video", at, file=FILM, transcript="".join(map(html, content))))
        else:
            blocks.append(block("references", at))
    return blocks


def in_html(soup: BeautifulSoup) -> list[tuple[str, list[str]]]:
    """Each marker's id, and what its links say and lead to, in document order."""
    for hidden in soup.select(".tdd-visually-hidden"):
        hidden.decompose()
    return [
        (sup["id"], [f"{a.get_text(strip=True)} {a['href']}" for a in sup.find_all("a")])
        for sup in soup.select("sup[id^=cite-]")
    ]


def in_json(data: Any) -> list[tuple[str, list[str]]]:
    """The same, from the citations in JSON."""
    if isinstance(data, list):
        return [found for child in data for found in in_json(child)]
    if not isinstance(data, dict):
        return []
    if "anchor" in data and "links" in data:
        return [(data["anchor"], [f"{link['text']} {link['href']}" for link in data["links"]])]
    return [found for child in data.values() for found in in_json(child)]


@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(shape=STREAMS)
def test_html_and_json_carry_the_same_citation_numbers(
    library: list[Reference], shape: list[Any]
) -> None:
    pks = [*(reference.pk for reference in library), 10**6]
    document = resolve(BODY, BODY.to_python(stream_data(shape, pks)), About(title="Title"))
    html = "".join(component.render() for component in document.components)
    soup = BeautifulSoup(html, "lxml")
    data = document.to_json()
    listed_in_json = [
        (entry["number"], entry["id"])
        for component in data
        if component["type"] == "references"
        for entry in component["items"]
    ]
    listed_in_html = [
        (position, entry["id"])
        for position, entry in enumerate(soup.select("[role=doc-bibliography] ol > li"), 1)
        if isinstance(entry, Tag)
    ]
    assert listed_in_html == listed_in_json
    ids = {element["id"] for element in soup.select("[id]")}
    assert {a["href"].removeprefix("#") for a in soup.select("a[href^='#']")} <= ids
    markers = in_html(soup)
    assert markers == in_json(data)
    assert [anchor for anchor, _ in markers] == [f"cite-{n + 1}" for n in range(len(markers))]
