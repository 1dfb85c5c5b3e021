"""Accordions, downloads and notices: what they promise beyond what every component does."""

from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from wagtail.blocks import StructBlockValidationError
from wagtail.documents import get_document_model

from blocks.base import components
from blocks.document import Document, resolve
from blocks.facts import About
from blocks.models import Reference
from tdd_pages.pages.models import ComponentPage
from tests.streams import accordion, block, cite, item, section

BODY = ComponentPage._meta.get_field("body").stream_block


def document(*stream: dict[str, Any], language: str = "en") -> Document:
    about = About(title="Title", language=language)
    return resolve(BODY, BODY.to_python(list(stream)), about)


def soup_of(html: str) -> Tag:
    soup = BeautifulSoup(html, "lxml").body
    assert soup is not None
    return soup


def example(type: str, name: str) -> Tag:
    return soup_of(components[type].examples[name].render())


def errors(name: str, value: dict[str, Any]) -> dict[str, Any]:
    """What an editor who publishes is told, by field; a draft of the same saves."""
    form = BODY.child_blocks[name]
    form.defer_required_validation()
    try:
        assert form.clean(form.to_python(value))
    finally:
        form.restore_deferred_validation()
    try:
        form.clean(form.to_python(value))
    except StructBlockValidationError as refused:
        return refused.as_json_data()["blockErrors"]
    return {}


# --- Accordion ----------------------------------------------------------------------------------


def test_the_parts_of_an_accordion_are_headings_one_level_below_its_own() -> None:
    parts = accordion("a", "<p>A</p>", "<p>B</p>", heading="Questions")
    bare = accordion("b", "<p>A</p>", "<p>B</p>")
    found = document(section("s", parts, bare), parts)
    html = "".join(component.render() for component in found.components)
    headings = [(h.name, h.get_text()) for h in soup_of(html).select("h2, h3, h4")]
    assert headings == [
        *(("h2", "s"), ("h3", "Questions"), ("h4", "Part 0"), ("h4", "Part 1")),
        *(("h3", "Part 0"), ("h3", "Part 1")),
        *(("h2", "Questions"), ("h3", "Part 0"), ("h3", "Part 1")),
    ]


def test_a_part_is_opened_by_the_browser_itself() -> None:
    parts = example("accordion", "full").select("details")
    assert len(parts) == 3
    assert not [part for part in parts if part.has_attr("open")]
    assert all(part.select_one("summary:first-child > h3") for part in parts)


@pytest.mark.django_db
def test_folded_citations_are_numbered_like_all_others(references: list[Reference]) -> None:
    a, b, c = references[:3]
    found = document(accordion("a", f"<p>{cite(b)}</p>", f"<p>{cite(a)}{cite(c, b)}</p>"))
    folded = found.components[0]
    texts = [part["text"]["content"] for part in folded.model_dump()["items"]]
    assert ["".join(soup_of(text).get_text().split()) for text in texts] == [
        "\u2060Reference1",
        "\u2060Reference2\u2060Reference1,Reference3",
    ]


@pytest.mark.parametrize("count", [0, 1])
def test_an_accordion_of_fewer_than_two_parts_is_not_published(count: int) -> None:
    found = errors("accordion", accordion("a", *["<p>A</p>"] * count)["value"])
    assert list(found) == ["items"]


def test_a_part_without_heading_or_text_is_an_error_at_its_field() -> None:
    parts = [item("1", {"heading": "", "text": "<p>A</p>"}), item("2", {"heading": "B"})]
    found = errors("accordion", {"items": parts})["items"]["blockErrors"]
    assert [list(found[index]["blockErrors"]) for index in found] == [["heading"], ["text"]]


# --- Downloads ----------------------------------------------------------------------------------


@pytest.fixture
def files(db: None) -> list[Any]:
    """Three documents."""
    create = get_document_model().objects.create
    return [
        create(title=title, file=f"{title}.pdf", file_size=182_044)
        for title in ("Leaflet", "Diary", "Card")
    ]


def listed(*items: dict[str, Any]) -> dict[str, Any]:
    return block("download_list", "d", items=[item(str(n), i) for n, i in enumerate(items)])


def texts(found: Document) -> list[str]:
    html = "".join(component.render() for component in found.components)
    return [" ".join(link.get_text().split()) for link in soup_of(html).select("a")]


def test_downloads_keep_their_order_and_say_type_and_size(files: list[Any]) -> None:
    leaflet, _diary, card = files
    found = document(
        listed({"document": card.pk, "title": "Card for your wallet"}, {"document": leaflet.pk})
    )
    assert texts(found) == ["Card for your wallet (PDF, 182 kB)", "Leaflet (PDF, 182 kB)"]


def test_a_document_that_is_gone_is_listed_no_more(files: list[Any]) -> None:
    leaflet, diary, _card = files
    stream = listed({"document": leaflet.pk}, {"document": diary.pk}, {"document": None})
    leaflet.delete()
    assert texts(document(stream)) == ["Diary (PDF, 182 kB)"]
    diary.delete()
    assert document(stream).components == []


def test_the_language_of_a_file_is_told_where_it_is_another(files: list[Any]) -> None:
    file = {"document": files[0].pk, "language": "de"}
    assert texts(document(listed(file))) == ["Leaflet (PDF, 182 kB, German)"]
    assert texts(document(listed(file), language="de")) == ["Leaflet (PDF, 182 kB)"]
    assert "Deutsch" not in texts(document(listed(file), language="fr"))[0]


def test_a_title_in_another_language_is_marked_as_such(files: list[Any]) -> None:
    file = {"document": files[0].pk, "title": "كتيب", "language": "ar", "title_in_language": True}
    link = soup_of(document(listed(file)).components[0].render()).a
    assert link is not None
    assert link["hreflang"] == "ar"
    assert link.select_one("bdi[lang=ar]")


@pytest.mark.django_db
def test_two_files_of_one_title_are_an_error_at_the_second_title(files: list[Any]) -> None:
    leaflet, diary, _card = files
    twice = listed({"document": leaflet.pk}, {"document": diary.pk, "title": " leaflet"})
    found = errors("download_list", twice["value"])
    assert list(found["items"]["blockErrors"]) == [1]
    assert list(found["items"]["blockErrors"][1]["blockErrors"]) == ["title"]
    apart = listed({"document": leaflet.pk}, {"document": diary.pk})
    assert errors("download_list", apart["value"]) == {}


@pytest.mark.django_db
def test_an_empty_list_or_a_language_that_is_none_is_not_published(files: list[Any]) -> None:
    assert list(errors("download_list", {"items": []})) == ["items"]
    form = BODY.child_blocks["download_list"]
    odd = listed({"document": files[0].pk, "language": "German!"})["value"]
    with pytest.raises(StructBlockValidationError):
        form.clean(form.to_python(odd))
    assert texts(document(block("download_list", "d", **odd))) == ["Leaflet (PDF, 182 kB)"]


# --- Notice -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "word"),
    [("full", "Warning"), ("important", "Important"), ("information", "Information")],
)
def test_a_notice_says_its_kind_in_a_word_beside_the_icon(name: str, word: str) -> None:
    notice = example("notice", name).div
    assert notice is not None
    assert notice["role"] == "note"
    label = notice.find(id=str(notice["aria-labelledby"]).split()[0])
    assert isinstance(label, Tag)
    assert label.get_text(strip=True) == word
    assert label.select_one("svg[aria-hidden=true]")


def test_kinds_differ_in_the_shape_of_their_icon() -> None:
    shapes = [
        str(example("notice", name).find("path")) for name in ("full", "important", "information")
    ]
    assert len(set(shapes)) == 3


def test_a_notice_is_no_part_of_the_page_to_jump_to() -> None:
    found = document(block("notice", "n", heading="Mind", text="<p>Ask.</p>"), section("s"))
    assert [entry.text for entry in found.outline] == ["s"]
    assert "<h2" in found.components[0].render()


def test_a_notice_without_text_is_not_published_and_not_shown() -> None:
    assert list(errors("notice", {"kind": "warning", "heading": "Mind", "text": ""})) == ["text"]
    assert document(block("notice", "n", heading="Mind", text="")).components == []


def test_a_kind_nobody_knows_is_information() -> None:
    found = document(block("notice", "n", kind="panic", text="<p>Ask.</p>"))
    assert found.components[0].model_dump()["kind_label"] == "Information"
