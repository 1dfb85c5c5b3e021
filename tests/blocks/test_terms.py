"""Terms, glossaries and words in another language, from storage to page."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.admin.rich_text.converters.db_html import DbHTMLConverter
from wagtail.models import Locale, ReferenceIndex
from wagtail.rich_text import expand_db_html

from blocks.document import Document, resolve
from blocks.facts import About
from blocks.stored_terms import StoredTerm, stored_terms, with_languages
from blocks.terms import Term
from tdd_pages.pages.models import ComponentPage
from tests.blocks.conftest import translated
from tests.streams import block, criteria, item, prose, stats

FEATURES = ["bold", "link", "abbr", "lang"]
BODY = ComponentPage._meta.get_field("body").stream_block


def use(term: Term | int, label: str = "CNS") -> str:
    return f'<a linktype="abbr" id="{getattr(term, "pk", term)}">{label}</a>'


def said(language: str, words: str) -> str:
    return f'<a linktype="lang" lang="{language}">{words}</a>'


def document(*body: Any, language: str = "en") -> Document:
    about = About(title="Title", language=language)
    return resolve(BODY, BODY.to_python(list(body)), about)


def html(*body: Any, language: str = "en") -> str:
    parts = document(*body, language=language).components
    return "".join(component.render() for component in parts)


def paragraphs(*body: Any, language: str = "en") -> list[str]:
    """The paragraphs' HTML, as readers get it."""
    soup = BeautifulSoup(html(*body, language=language), "lxml")
    return [p.decode_contents() for p in soup.select(".tdd-prose p, .tdd-criteria p")]


class TestStoredText:
    @pytest.mark.parametrize(
        ("source", "uses"),
        [
            ("", []),
            (f"<p>The {use(7)}.</p>", [StoredTerm(7, "CNS")]),
            (use(7, "<b>C&amp;S</b>"), [StoredTerm(7, "C&S")]),
            (use(0), [StoredTerm(None, "CNS")]),
            ('<a linktype="abbr">CNS</a>', [StoredTerm(None, "CNS")]),
            ('<a linktype="page" id="7">CNS</a>', []),
        ],
    )
    def test_gives_the_uses_of_terms(self, source: str, uses: list[StoredTerm]) -> None:
        assert stored_terms(source) == uses

    @pytest.mark.parametrize(
        ("source", "result"),
        [
            (said("fr", "en <b>suite</b>"), '<span lang="fr" dir="ltr">en <b>suite</b></span>'),
            (said("ar", "شلل"), '<span lang="ar" dir="rtl">شلل</span>'),
            (said("not a tag", "x"), "x"),
            (said("", "x"), "x"),
            ('<a linktype="lang">x</a>', "x"),
        ],
    )
    def test_gives_passages_their_language_and_direction(self, source: str, result: str) -> None:
        assert with_languages(source) == result

    def test_outside_our_pages_is_a_link_to_nowhere(self) -> None:
        stored = f"<p>{use(7)} {said('fr', 'en suite')}</p>"
        assert expand_db_html(stored) == '<p><a>CNS</a> <a lang="fr">en suite</a></p>'


@pytest.mark.django_db
class TestOnAPage:
    def test_the_first_use_says_a_term_in_full_and_later_ones_are_marked(self, cns: Term) -> None:
        text = f"<p>It acts on the {use(cns)}.</p><p>The {use(cns)} again.</p>"
        assert paragraphs(prose("a", text)) == [
            "It acts on the central nervous system (<abbr>CNS</abbr>).",
            'The <abbr title="central nervous system">CNS</abbr> again.',
        ]

    def test_the_first_use_is_the_first_in_reading_order_of_the_whole_page(self, cns: Term) -> None:
        shown = paragraphs(
            criteria("c", [f"<p>See the {use(cns)}.</p>"]), prose("a", f"<p>The {use(cns)}.</p>")
        )
        assert ["central nervous system (" in text for text in shown] == [True, False]

    def test_a_text_that_no_component_shows_has_no_first_use(self, cns: Term) -> None:
        # The second share bar of a page, or a list without anything in it, is left out.
        hidden = block("glossary", "g", terms=[item("t", 10**6)])
        assert paragraphs(hidden, prose("a", f"<p>The {use(cns)}.</p>")) == [
            "The central nervous system (<abbr>CNS</abbr>)."
        ]

    def test_words_that_are_in_full_already_are_followed_by_the_abbreviation(
        self, cns: Term
    ) -> None:
        full = use(cns, "Central nervous system")
        assert paragraphs(prose("a", f"<p>{full}.</p><p>{full}. The {use(cns)}.</p>")) == [
            "Central nervous system (<abbr>CNS</abbr>).",
            'Central nervous system. The <abbr title="central nervous system">CNS</abbr>.',
        ]

    @pytest.mark.parametrize(
        ("before", "opens"),
        [
            ("<p>", True),
            ("<p><b>Bold.</b> ", False),
            ("<p>It helps. ", True),
            ("<p>See e.g. ", False),
            ("<p>Why? ", True),
            ("<p>In the ", False),
            ("<ul><li>", True),
        ],
    )
    def test_the_first_word_of_a_sentence_has_a_capital(
        self, cns: Term, before: str, opens: bool
    ) -> None:
        text = html(prose("a", f"{before}{use(cns)} it is."))
        assert ("Central nervous system (" in text) is opens
        assert ("central nervous system (" in text) is not opens

    def test_a_term_without_more_to_say_is_plain_text(self) -> None:
        spasm = Term.objects.create(term="spasm")
        assert paragraphs(prose("a", f"<p>A {use(spasm, 'spasms')}.</p>")) == ["A spasms."]

    def test_a_term_that_is_gone_or_unpublished_leaves_the_words(self, cns: Term) -> None:
        text = f"<p>{use(cns, 'C&amp;S')} and {use(10**6)} and {use(2**70)}.</p>"
        cns.unpublish()
        assert paragraphs(prose("a", text)) == ["C&amp;S and CNS and CNS."]

    def test_a_page_in_another_language_has_the_term_of_that_language(
        self, cns: Term, french: Locale
    ) -> None:
        translated(cns, french, term="SNC", expansion="système nerveux central")
        text = f"<p>Le {use(cns, 'SNC')}.</p>"
        assert paragraphs(prose("a", text), language="fr") == [
            "Le système nerveux central (<abbr>SNC</abbr>)."
        ]

    def test_a_term_in_another_language_says_so(self, cns: Term) -> None:
        assert paragraphs(prose("a", f"<p>Das {use(cns)}.</p>"), language="de") == [
            'Das <span dir="ltr" lang="en">central nervous system (<abbr>CNS</abbr>)</span>.'
        ]

    def test_markup_in_the_registry_is_shown_as_text(self) -> None:
        evil = Term.objects.create(term="X", expansion='"><script>alert(1)</script>')
        text = html(prose("a", f"<p>An {use(evil, 'X')} and {use(evil, 'X')}.</p>"))
        assert "<script" not in text

    def test_the_json_says_what_the_page_says(self, cns: Term) -> None:
        data = document(prose("a", f"<p>The {use(cns)}.</p>")).to_json()
        assert data[0]["text"]["content"] == (
            "<p>The central nervous system (<abbr>CNS</abbr>).</p>"
        )


@pytest.mark.django_db
class TestGlossary:
    def test_lists_the_terms_in_use_by_the_alphabet(self, cns: Term) -> None:
        atrophy = Term.objects.create(term="âtrophie", definition="A loss of tissue.")
        body = (prose("a", f"<p>The {use(cns)} and {use(atrophy, 'atrophy')}.</p>"),)
        glossary = document(*body, block("glossary", "g")).to_json()[1]
        assert [entry["term"] for entry in glossary["items"]] == ["âtrophie", "CNS"]
        assert glossary["items"][1]["expansion"] == "central nervous system"
        assert glossary["items"][1]["definition"] == "Brain and spinal cord."

    def test_lists_the_chosen_terms_where_some_are_chosen(self, cns: Term) -> None:
        other = Term.objects.create(term="MRI")
        chosen = block("glossary", "g", terms=[item("t", other.pk)])
        glossary = document(prose("a", f"<p>{use(cns)}</p>"), chosen).to_json()[1]
        assert [entry["term"] for entry in glossary["items"]] == ["MRI"]

    @pytest.mark.parametrize("order", [1, -1])
    def test_the_first_use_leads_to_its_entry_wherever_the_glossary_stands(
        self, cns: Term, order: int
    ) -> None:
        text = prose("a", f"<p>The {use(cns)}.</p><p>The {use(cns)}.</p>")
        soup = BeautifulSoup(html(*[text, block("glossary", "g")][::order]), "lxml")
        links = soup.select(".tdd-prose a")
        assert [link["href"] for link in links] == ["#term-cns"]
        assert soup.select_one("dl > #term-cns dt").get_text() == "CNS"

    def test_a_term_it_does_not_list_leads_nowhere(self, cns: Term) -> None:
        other = Term.objects.create(term="MRI")
        chosen = block("glossary", "g", terms=[item("t", other.pk)])
        soup = BeautifulSoup(html(prose("a", f"<p>{use(cns)}</p>"), chosen), "lxml")
        assert not soup.select(".tdd-prose a")

    def test_is_left_out_where_nothing_is_to_be_explained(self) -> None:
        assert document(prose("a", "<p>A</p>"), block("glossary", "g")).components[1:] == []


class TestEditor:
    def test_gets_entities_and_gives_back_what_was_stored(self) -> None:
        converter = ContentstateConverter(FEATURES)
        source = f"<p>The <b>{use(7)}</b> is {said('pt-BR', 'assim')}.</p>"
        state = json.loads(converter.from_database_format(source))
        assert [(e["type"], e["data"]) for e in state["entityMap"].values()] == [
            ("TERM", {"id": 7}),
            ("LANGUAGE", {"lang": "pt-BR"}),
        ]
        written = converter.to_database_format(json.dumps(state))
        written = re.sub(r' data-block-key="\w+"', "", written)
        assert stored_terms(written) == [(7, "CNS")]
        assert said("pt-BR", "assim") in written

    def test_drops_marks_that_say_nothing_and_keeps_their_words(self) -> None:
        converter = ContentstateConverter(FEATURES)
        state = converter.from_database_format(f"<p>{use(0)} {said('', 'x')}</p>")
        assert "<a" not in converter.to_database_format(state)

    @pytest.mark.django_db
    def test_api_writes_keep_terms_and_languages_and_nothing_else_of_them(self) -> None:
        source = f'<p>{use(7)} {said("fr", "en suite")}<a linktype="abbr" id="x">y</a></p>'
        cleaned, removals = DbHTMLConverter(FEATURES).clean(source)
        assert stored_terms(cleaned) == [(7, "CNS")]
        assert with_languages(cleaned).count('<span lang="fr" dir="ltr">en suite</span>') == 1
        assert [(removal.tag, removal.action) for removal in removals] == [("a", "unwrapped")]

    @pytest.mark.django_db
    def test_the_reference_index_knows_where_a_term_is_used(
        self, make_page: Callable[..., Any], cns: Term
    ) -> None:
        make_page([prose("a", f"<p>{use(cns)}</p>")])
        assert ReferenceIndex.get_references_to(cns).count() == 1


@pytest.mark.django_db
class TestDialogs:
    def test_the_list_of_terms_tells_abbreviations_apart(
        self, admin_client: Client, cns: Term
    ) -> None:
        url = reverse(Term.snippet_viewset.chooser_viewset.get_url_name("choose"))
        assert "central nervous system" in admin_client.get(url).json()["html"]

    def test_the_languages_are_named_in_words_and_the_set_one_is_chosen(
        self, admin_client: Client
    ) -> None:
        url = reverse("tdd_choose_language")
        answer = admin_client.get(url, {"words": "1", "lang": "pt-PT"}).json()
        options = BeautifulSoup(answer["html"], "lxml").select("option")
        names = {option["value"]: option.get_text() for option in options}
        assert answer["step"] == "choose"
        assert names["el"] == "Greek"
        assert [o["value"] for o in options if o.has_attr("selected")] == ["pt-PT"]

    def test_a_language_is_answered_and_anything_else_is_asked_again(
        self, admin_client: Client
    ) -> None:
        url = reverse("tdd_choose_language")
        chosen = admin_client.post(url, {"lang": "el"}).json()
        assert chosen == {"step": "chosen", "result": {"lang": "el"}}
        for junk in ("", "x y", '"><script>'):
            answer = admin_client.post(f"{url}?lang=%22%3E", {"lang": junk}).json()
            assert answer["step"] == "choose"
            assert "<script>" not in answer["html"]

    def test_without_a_selection_editors_are_told_to_select(self, admin_client: Client) -> None:
        html = admin_client.get(reverse("tdd_choose_language")).json()["html"]
        assert "select the words" in html
        assert "<form" not in html

    def test_are_for_people_with_access_to_the_admin(self, client: Client) -> None:
        assert client.get(reverse("tdd_choose_language")).status_code == 302


def test_a_figure_that_is_left_out_hides_no_first_use(db: None, cns: Term) -> None:
    empty = stats("s", {"label": "", "value": ""}, lead_in="")
    assert "(<abbr>CNS</abbr>)" in html(empty, prose("a", f"<p>{use(cns)}</p>"))
