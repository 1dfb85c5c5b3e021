"""Resolving a stream: what depends on the whole page."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.test import RequestFactory
from django.utils.translation import override
from wagtail.models import Page, PageViewRestriction

from blocks.base import components
from blocks.document import Place, descendants
from blocks.elements import Heading
from blocks.facts import About, collect
from blocks.models import Reference
from tdd_pages.pages.models import ComponentPage
from tests.streams import block, cite, criteria, item, prose, section, stats, uid

pytestmark = pytest.mark.django_db
MakePage = Callable[..., ComponentPage]


def soup_of(page: ComponentPage) -> BeautifulSoup:
    html = "".join(component.render() for component in page.resolve().components)
    return BeautifulSoup(html, "lxml")


def markers_of(page: ComponentPage) -> list[str]:
    """What readers see of each marker, in order."""
    hidden = ".tdd-visually-hidden"
    soup = soup_of(page)
    for element in soup.select(hidden):
        element.decompose()
    return ["".join(sup.get_text().split()) for sup in soup.select("sup[id^=cite-]")]


def test_numbers_follow_reading_order_through_every_kind_of_block(
    make_page: MakePage, references: list[Reference]
) -> None:
    first, second, third, fourth, fifth = references
    page = make_page(
        [
            block("hero", "hero", summary=f"<p>Spasms fall.{cite(fourth)}</p>"),
            section(
                "evidence",
                prose("p", f"<p>Much less.{cite(second, fourth)}</p>"),
                stats(
                    "s",
                    {"label": "of patients", "value": "97", "citations": [item("x", first.pk)]},
                    lead_in=f"<p>It works{cite(third)}</p>",
                ),
                section("inner", criteria("c", ["<p>One</p>"], source=[item("y", fifth.pk)])),
            ),
            prose("last", f"<p>All of it.{cite(*references)}</p>"),
        ]
    )
    assert markers_of(page) == ["1", "1,2", "3", "4", "5", "1–5"]
    listed = page.resolve().components[-1].items
    assert [entry.key for entry in listed] == [r.key for r in (fourth, second, third, first, fifth)]


def test_a_page_that_cites_always_has_a_list_and_one_that_does_not_has_none(
    make_page: MakePage, references: list[Reference]
) -> None:
    cites = make_page([prose("p", f"<p>So it is.{cite(references[0])}</p>")])
    plain = make_page([prose("p", "<p>So it is.</p>"), block("references", "r")], title="Plain")
    assert [c.type for c in cites.resolve().components] == ["prose", "references"]
    assert [c.type for c in plain.resolve().components] == ["prose"]


def test_the_list_stands_where_the_editor_put_it(
    make_page: MakePage, references: list[Reference]
) -> None:
    page = make_page(
        [
            block("references", "r", heading="Sources"),
            prose("p", f"<p>So it is.{cite(references[0])}</p>"),
        ]
    )
    resolved = page.resolve().components
    assert [c.type for c in resolved] == ["references", "prose"]
    assert resolved[0].heading.text == "Sources"
    assert len(resolved[0].items) == 1


def test_every_link_between_markers_and_references_has_its_target(
    make_page: MakePage, references: list[Reference]
) -> None:
    page = make_page(
        [
            prose(f"p{i}", f"<p>Text{cite(*references[i:])}, text{cite(*references[:i])}</p>")
            for i in range(5)
        ]
    )
    soup = soup_of(page)
    ids = [element["id"] for element in soup.select("[id]")]
    assert len(ids) == len(set(ids))
    fragments = [a["href"] for a in soup.select("a[href^='#']")]
    assert fragments
    assert {fragment.removeprefix("#") for fragment in fragments} <= set(ids)


def test_a_deleted_or_unpublished_reference_takes_its_number_with_it(
    make_page: MakePage, references: list[Reference]
) -> None:
    page = make_page(
        [
            prose("a", f"<p>One{cite(references[0])}</p>"),
            prose("b", f"<p>Two{cite(references[1], references[2])}</p>"),
            prose("c", f"<p>Three{cite(references[3])}</p>"),
        ]
    )
    references[0].delete()
    references[1].unpublish()
    page = ComponentPage.objects.get(pk=page.pk)
    assert markers_of(page) == ["1", "2"]
    assert [e.key for e in page.resolve().components[-1].items] == ["author-2003", "author-2004"]


def test_heading_levels_follow_nesting(make_page: MakePage) -> None:
    page = make_page(
        [
            block("hero", "hero"),
            section(
                "one",
                criteria("in-one", ["<p>a</p>"], heading="Listed"),
                section("two", criteria("in-two", ["<p>a</p>"], heading="Deeper")),
            ),
            criteria("top", ["<p>a</p>"], heading="At the top"),
        ]
    )
    headings = soup_of(page).select("h1,h2,h3,h4,h5,h6")
    assert [(h.name, h.get_text(strip=True)) for h in headings] == [
        ("h1", "Severe spasticity"),
        ("h2", "one"),
        ("h3", "Listed"),
        ("h3", "two"),
        ("h4", "Deeper"),
        ("h2", "At the top"),
    ]


def test_a_heading_in_any_script_has_an_id_and_the_outline_leads_there(
    make_page: MakePage,
) -> None:
    page = make_page([section("jp", prose("p", "<p>本文</p>"), heading="患者の選択")])
    (entry,) = page.resolve().outline
    heading = soup_of(page).find(id=entry.href.removeprefix("#"))
    assert heading is not None
    assert heading.get_text(strip=True) == entry.text == "患者の選択"


def test_the_same_image_can_have_another_text_in_each_place(
    make_page: MakePage, photo: Any
) -> None:
    images = [
        block("figure", name, image={"image": photo.pk, "alt_text": alt, "decorative": False})
        for name, alt in (("a", "A pump"), ("b", "A pump, opened"))
    ]
    resolved = make_page(images).resolve().components
    assert [figure.image.alt for figure in resolved] == ["A pump", "A pump, opened"]


def test_a_decorative_image_has_an_empty_alternative_whatever_was_typed(
    make_page: MakePage, photo: Any
) -> None:
    value = {"image": photo.pk, "alt_text": "Dots", "decorative": True}
    (figure,) = make_page([block("figure", "f", image=value)]).resolve().components
    assert figure.image.alt == ""
    assert soup_of_component(figure).img["alt"] == ""


def soup_of_component(component: Any) -> BeautifulSoup:
    return BeautifulSoup(component.render(), "lxml")


def test_links_lead_to_pages_that_are_live_and_to_nothing_else(
    make_page: MakePage, home: Page
) -> None:
    draft = make_page([], title="Draft")
    draft.unpublish()
    html = f'<p><a linktype="page" id="{home.pk}">Home</a> <a linktype="page" id="999">Gone</a></p>'
    action = {"text": "Read the draft", "page": draft.pk}
    page = make_page([block("hero", "h", action=action), prose("p", html)], title="Linking")
    hero, text = page.resolve().components
    assert hero.action is None
    assert text.text.content == '<p><a href="/">Home</a> Gone</p>'


def test_a_link_to_a_file_says_its_type_and_size(make_page: MakePage, pdf: Any) -> None:
    html = f'<p>Read <a id="{pdf.pk}" linktype="document">the leaflet</a>.</p>'
    (text,) = make_page([prose("p", html)]).resolve().components
    link = BeautifulSoup(text.text.content, "lxml").a
    assert link is not None
    assert " ".join(link.get_text().split()) == "the leaflet (PDF, 2 kB)"


@pytest.mark.parametrize(
    ("language", "display"),
    [("en", "99.1%"), ("fr", "99,1\xa0%"), ("ar-EG", "99.1%"), ("not-a-language", "99.1%")],
)
def test_figures_are_written_as_the_page_s_language_writes_them(
    make_page: MakePage, language: str, display: str
) -> None:
    page = make_page([stats("s", {"label": "keep it", "value": "99.1", "unit": "percent"})])
    page.locale.language_code = language
    (cards,) = page.resolve().components
    assert cards.items[0].display == display
    assert cards.items[0].value == 99.1


def test_a_draft_cannot_be_shared(make_page: MakePage) -> None:
    page = make_page([block("share_bar", "s")])
    assert [c.type for c in page.resolve().components] == ["share_bar"]
    page.unpublish()
    assert page.resolve().components == []


def test_a_private_page_cannot_be_shared(make_page: MakePage) -> None:
    page = make_page([block("share_bar", "s")])
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert page.resolve().components == []


def test_a_share_bar_names_networks_only_where_an_editor_chose_them(make_page: MakePage) -> None:
    page = make_page([block("share_bar", "s")])
    chosen = make_page([block("share_bar", "s", linkedin=True)], title="Chosen")
    plain, with_network = page.resolve().components[0], chosen.resolve().components[0]
    assert [c.id for c in plain.channels] == ["native", "copy", "email", "print"]
    assert with_network.channels[-1].label == "Share on LinkedIn"
    assert "+" not in with_network.channels[2].href


def test_a_component_that_a_page_has_once_is_shown_once(make_page: MakePage) -> None:
    page = make_page([block("hero", "a"), block("hero", "b")])
    assert [c.id for c in page.resolve().components] == [uid("a")]
    assert len(soup_of(page).select("h1")) == 1


def test_html_rendered_by_the_stream_is_that_of_the_document(
    make_page: MakePage, references: list[Reference]
) -> None:
    page = make_page([section("s", prose("p", f"<p>Text{cite(references[0])}</p>"))])
    request = RequestFactory().get("/")
    stream = page.body.stream_block.render(page.body, {"page": page, "request": request})
    document = "\n".join(component.render() for component in page.resolve().components)
    assert stream == document


def test_a_component_alone_names_its_sources_in_words(
    make_page: MakePage, references: list[Reference]
) -> None:
    page = make_page(
        [
            criteria("a", [f"<p>One{cite(references[1])}</p>"], heading="A"),
            criteria("b", [f"<p>Two{cite(references[0])}</p>"], heading="B"),
        ]
    )
    soup = BeautifulSoup("".join(child.render() for child in page.body), "lxml")
    assert f"One ({references[1].citation_label})" in soup.get_text()
    assert not soup.select("sup, a[href^='#']")
    ids = [element["id"] for element in soup.select("[id]")]
    assert len(ids) == len(set(ids))


def test_the_json_of_every_component_can_be_read_back(
    make_page: MakePage, references: list[Reference], photo: Any
) -> None:
    page = make_page(
        [
            block("hero", "h", image={"image": photo.pk, "decorative": True}),
            section("s", prose("p", f"<p>Text{cite(*references)}</p>")),
            stats("st", {"label": "of patients", "value": "94"}),
            criteria("c", ["<p>One</p>"], kind="dont"),
            block("share_bar", "sh"),
        ]
    )
    data = json.loads(json.dumps(page.resolve().to_json()))
    parsed = components.adapter().validate_python(data)
    assert [c.type for c in parsed] == [c.type for c in page.resolve().components]
    assert {c.id for c in descendants(parsed)} == {
        c.id for c in descendants(page.resolve().components)
    }


def test_words_and_numbers_we_add_are_in_the_language_of_the_page(
    make_page: MakePage, pdf: Any
) -> None:
    html = f'<p><a id="{pdf.pk}" linktype="document">Merkblatt</a></p>'
    page = make_page([prose("p", html)])
    page.locale.language_code = "de"
    with override("en"):
        (text,) = page.resolve().components
    assert "(PDF, 2\xa0kB)" in text.text.content


def test_a_citation_that_nobody_sees_takes_no_number(
    make_page: MakePage, references: list[Reference]
) -> None:
    hidden, lost, shown = references[:3]
    page = make_page(
        [
            stats("draft", {"label": "", "value": "9", "citations": [item("x", hidden.pk)]}),
            block("figure", "f", image={"image": None}, caption=f"<p>{cite(lost)}</p>"),
            prose("p", f"<p>So it is.{cite(shown)}</p>"),
        ]
    )
    assert markers_of(page) == ["1"]
    assert [entry.key for entry in page.resolve().components[-1].items] == [shown.key]


def test_what_is_cleaned_away_takes_no_other_citation_with_it(
    make_page: MakePage, references: list[Reference]
) -> None:
    html = f"<p>A<script>{cite(references[0])}</script> says{cite(references[1])}</p>"
    page = make_page([prose("p", html)])
    assert markers_of(page) == ["1"]
    assert [e.key for e in page.resolve().components[-1].items] == [references[1].key]


def test_links_of_other_packages_reach_their_own_handlers(make_page: MakePage) -> None:
    html = '<p><a linktype="glossary" term="itb">ITB</a> <a href="javascript:alert(1)">x</a></p>'
    (text,) = make_page([prose("p", html)]).resolve().components
    # No package here handles glossary links, so Wagtail undoes them; the text stays.
    assert "ITB" in text.text.content
    assert "javascript" not in text.text.content


def test_a_stored_id_cannot_take_the_place_of_one_we_make(make_page: MakePage) -> None:
    page = make_page(
        [
            {**criteria("a", ["<p>One</p>"], heading="A"), "id": "at-1"},
            {**criteria("b", ["<p>Two</p>"], heading="B"), "id": None},
            {**criteria("c", ["<p>Three</p>"], heading="C"), "id": "references"},
        ]
    )
    soup = soup_of(page)
    assert [h.get_text(strip=True) for h in soup.select("h2")] == ["A", "B", "C"]
    ids = [element["id"] for element in soup.select("[id]")]
    assert len(ids) == len(set(ids))


def test_ids_stay_short_on_long_pages(make_page: MakePage) -> None:
    page = make_page([{**prose("p", "<p>Text</p>"), "id": "same"} for _ in range(200)])
    assert max(len(component.id) for component in page.resolve().components) < 20


def test_an_image_without_a_text_is_a_barrier_and_not_decorative(
    make_page: MakePage, photo: Any
) -> None:
    value = {"image": photo.pk, "alt_text": "", "decorative": False}
    (figure,) = make_page([block("figure", "f", image=value)]).resolve().components
    assert figure.image.alt is None
    assert not soup_of_component(figure).img.has_attr("alt")


def test_elements_are_equal_if_readers_get_the_same(make_page: MakePage) -> None:
    first = make_page([section("s", heading="Same")]).resolve().components[0].heading
    assert first == Heading(**first.model_dump())
    assert first.content_path


def test_text_links_to_pages_that_the_public_cannot_open_become_text(
    make_page: MakePage, home: Page
) -> None:
    draft = make_page([], title="Draft")
    draft.unpublish()
    root = home.get_parent()
    html = (
        f'<p><a linktype="page" id="{draft.pk}">Draft</a> '
        f'<a linktype="page" id="{root.pk}">Root</a></p>'
    )
    (text,) = make_page([prose("p", html)], title="Linking").resolve().components
    assert text.text.content == "<p>Draft Root</p>"


@pytest.mark.parametrize("damage", [b"<svg", b"", b'<svg width="0" height="0"/>'])
def test_a_damaged_image_is_left_out(make_page: MakePage, photo: Any, damage: bytes) -> None:
    page = make_page([block("figure", "f", image={"image": photo.pk, "alt_text": "A pump"})])
    stored = photo.file.storage.save("original_images/damaged.svg", ContentFile(damage))
    type(photo).objects.filter(pk=photo.pk).update(file=stored)
    assert ComponentPage.objects.get(pk=page.pk).resolve().components == []


def test_an_embed_that_names_nothing_is_left_out(make_page: MakePage) -> None:
    html = '<p>Before</p><embed embedtype="image" id="abc" alt="" format="left"/><p>After</p>'
    (text,) = make_page([prose("p", html)]).resolve().components
    assert text.text.content == "<p>Before</p><p>After</p>"


def test_a_component_reads_the_structs_within_it(make_page: MakePage) -> None:
    page = make_page([block("hero", "h", action={"text": " Read on "})])
    facts = collect(page.body.stream_block, page.body, About(), "body")
    hero = page.body[0]
    place = Place(facts, hero.block, hero.value, f"body.{uid('h')}", 2)
    action = place.struct("action")
    assert action.text("text") == "Read on"
    assert (action.path, action.id) == (f"{place.path}.action", place.id)
