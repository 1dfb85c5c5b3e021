"""A citation stays the same through every door by which rich text enters and leaves."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from wagtail.admin.rich_text import DraftailRichTextArea
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.admin.rich_text.converters.db_html import DbHTMLConverter
from wagtail.admin.rich_text.converters.editor_html import EditorHTMLConverter
from wagtail.api.rich_text import APIRichText
from wagtail.models import APIToken, ReferenceIndex
from wagtail.rich_text import expand_db_html, extract_references_from_rich_text, features

from blocks.models import Reference
from blocks.stored_citations import CITATION_PATTERN, cited_pks, pks_of_match

FEATURES = ["bold", "link", "citation"]


def cite(refs: str, label: str = "Ivanhoe 2006") -> str:
    return f'<a linktype="citation" refs="{refs}">{label}</a>'


class TestReadingStoredText:
    @pytest.mark.parametrize(
        ("source", "groups"),
        [
            ("", []),
            ("<p>No citation.</p>", []),
            (f"<p>One{cite('3')}.</p>", [(3,)]),
            (f"<p>One{cite('3 7')} and two{cite('7')}.</p>", [(3, 7), (7,)]),
            (cite("7 3 7"), [(7, 3)]),
            (cite("  3\n 7 "), [(3, 7)]),
            (cite("3&#32;7"), [(3, 7)]),
            (cite("007"), [(7,)]),
            (cite("x 5 -2 0 1.5 ٣"), [(5,)]),
            (cite("x 99999999999999999999"), []),
            (cite(f"{2**63 - 1} {2**63}"), [(2**63 - 1,)]),
            (cite("9" * 5000), []),
            (cite(""), []),
            ('<a refs="3" linktype="citation">x</a>', [(3,)]),
            ('<a class="c" linktype="citation" id="1" refs="3">x</a>', [(3,)]),
            ('<a linktype="citation">x</a>', []),
            ('<a linktype="page" id="3">x</a>' + cite("4"), [(4,)]),
            ('<a data-linktype="citation" data-refs="3">x</a>', []),
            ('<a linktype="citations" refs="3">x</a>', []),
            ('<abbr linktype="citation" refs="3">x</abbr>', []),
            (cite("3", "<b>bold</b>\nand more"), [(3,)]),
            (cite("3", ""), [(3,)]),
            ('<a linktype="citation" refs="3">never closed', []),
        ],
    )
    def test_gives_the_groups_in_order_and_no_junk(
        self, source: str, groups: list[tuple[int, ...]]
    ) -> None:
        assert cited_pks(source) == groups

    def test_finds_whole_citations_and_nothing_between_them(self) -> None:
        source = f'<p><a href="https://a.b/">A link</a>{cite("3")} text {cite("7", "B")}.</p>'
        found = list(CITATION_PATTERN.finditer(source))
        assert [match[0] for match in found] == [cite("3"), cite("7", "B")]
        assert [match["label"] for match in found] == ["Ivanhoe 2006", "B"]
        assert [pks_of_match(match) for match in found] == [(3,), (7,)]

    @given(
        st.text(alphabet=st.sampled_from('<a linktype="citation" refs="12 ">/&;x\n'), max_size=200)
    )
    def test_never_raises(self, source: str) -> None:
        assert all(0 < pk < 2**63 for group in cited_pks(source) for pk in group)


@pytest.fixture
def pair(references: list[Reference]) -> str:
    """The keys of two references, as stored."""
    return f"{references[1].pk} {references[0].pk}"


class TestReferenceIndex:
    def test_gets_every_reference_of_a_citation(self, references: list[Reference]) -> None:
        first, second = references[:2]
        source = f"<p>{cite(f'{first.pk} {second.pk} x')}</p>"
        assert list(extract_references_from_rich_text(source)) == [
            (Reference, str(first.pk), "", ""),
            (Reference, str(second.pk), "", ""),
        ]

    def test_tells_the_delete_view_how_often_a_reference_is_cited(
        self,
        admin_client: Client,
        make_page: Callable[..., Any],
        references: list[Reference],
        pair: str,
    ) -> None:
        text = f"<p>Tone falls{cite(pair)}.</p>"
        make_page([{"type": "prose", "value": {"text": text}}])
        for reference in references[:2]:
            url = reverse("wagtailsnippets_tdd_blocks_reference:delete", args=[reference.pk])
            assert "referenced 1 time" in admin_client.get(url).content.decode()
        assert not ReferenceIndex.get_references_to(references[2]).exists()


class TestEditor:
    def test_gets_an_immutable_entity_and_gives_back_what_was_stored(self) -> None:
        converter = ContentstateConverter(FEATURES)
        source = f"<p>Tone <b>falls</b>{cite('3 7', 'A 2000; B 2001')}.</p>"
        state = json.loads(converter.from_database_format(source))
        assert state["entityMap"] == {
            "0": {"type": "CITATION", "mutability": "IMMUTABLE", "data": {"refs": "3 7"}}
        }
        assert state["blocks"][0]["text"] == "Tone fallsA 2000; B 2001."
        written = converter.to_database_format(json.dumps(state))
        assert re.sub(r' data-block-key="\w+"', "", written) == source

    def test_drops_junk_and_keeps_the_label_of_a_citation_without_references(self) -> None:
        converter = ContentstateConverter(FEATURES)
        state = converter.from_database_format(f"<p>Tone{cite('x')} and {cite('3 y')}</p>")
        written = converter.to_database_format(state)
        assert cited_pks(written) == [(3,)]
        assert BeautifulSoup(written, "lxml").get_text() == "ToneIvanhoe 2006 and Ivanhoe 2006"
        assert written.count("<a ") == 1

    @pytest.mark.django_db
    def test_shows_a_citation_that_was_stored_without_a_label(
        self, references: list[Reference]
    ) -> None:
        first, second = references[:2]
        source = f"<p>Tone{cite(f'{first.pk} {second.pk}', '')}.{cite('987654', '')}</p>"
        state = json.loads(ContentstateConverter(FEATURES).from_database_format(source))
        label = f"{first.citation_label}; {second.citation_label}"
        assert state["blocks"][0]["text"] == f"Tone{label}.Missing reference"
        assert [r["length"] for r in state["blocks"][0]["entityRanges"]] == [len(label), 17]

    def test_loads_the_plugin_only_where_the_feature_is_on(self) -> None:
        script = "tdd_blocks/admin/citation.js"
        assert script in str(DraftailRichTextArea(features=FEATURES).media)
        assert script not in str(DraftailRichTextArea(features=["bold", "link"]).media)
        assert "citation" not in features.get_default_features()


@pytest.mark.django_db
class TestAPI:
    def test_writes_keep_citations(self, pair: str) -> None:
        source = f"<p>Tone <b>falls</b>{cite(pair, 'A &amp; B 2000')}.</p>"
        cleaned, removals = DbHTMLConverter(FEATURES).clean(source)
        assert removals == []
        assert cited_pks(cleaned) == cited_pks(source)
        assert BeautifulSoup(cleaned, "lxml") == BeautifulSoup(source, "lxml")

    def test_writes_keep_nothing_of_a_citation_but_its_keys(self) -> None:
        source = (
            '<p><a linktype="citation" refs=" 3  7 3" onclick="x()" href="/y">A<i>b</i></a></p>'
        )
        cleaned, _ = DbHTMLConverter(FEATURES).clean(source)
        link = BeautifulSoup(cleaned, "lxml").a
        assert link is not None
        assert link.attrs == {"linktype": "citation", "refs": "3 7"}
        assert link.decode_contents() == "Ab"

    @pytest.mark.parametrize(
        "refs", ["", "x", "3 x", "3,7", "-3", "0", "99999999999999999999", "9" * 5000, '3"><b>']
    )
    def test_writes_refuse_keys_that_are_none_and_say_so(self, refs: str) -> None:
        source = f"<p>{cite(refs.replace(chr(34), '&quot;').replace('>', '&gt;'))}</p>"
        cleaned, removals = DbHTMLConverter(FEATURES).clean(source)
        assert cleaned == "<p>Ivanhoe 2006</p>"
        assert [(removal.tag, removal.action) for removal in removals] == [("a", "unwrapped")]

    def test_writes_without_keys_are_unwrapped(self) -> None:
        cleaned, removals = DbHTMLConverter(FEATURES).clean('<p><a linktype="citation">x</a></p>')
        assert cleaned == "<p>x</p>"
        assert len(removals) == 1

    def test_writes_without_a_label_get_one(self, references: list[Reference]) -> None:
        cleaned, _ = DbHTMLConverter(FEATURES).clean(f"<p>{cite(str(references[0].pk), ' ')}</p>")
        assert references[0].citation_label in cleaned

    def test_writes_to_a_field_without_the_feature_lose_citations_and_say_so(self) -> None:
        cleaned, removals = DbHTMLConverter(["bold"]).clean(f"<p>{cite('3')}</p>")
        assert cleaned == "<p>Ivanhoe 2006</p>"
        assert len(removals) == 1

    def test_an_editor_of_plain_html_gets_citations_and_gives_them_back(self) -> None:
        converter = EditorHTMLConverter(FEATURES)
        source = f"<p>{cite('3 7')}</p>"
        html = converter.from_database_format(source)
        assert html == '<p><a data-linktype="citation" data-refs="3 7">Ivanhoe 2006</a></p>'
        assert cited_pks(converter.to_database_format(html)) == [(3, 7)]

    @pytest.mark.parametrize(
        ("rich_text_format", "expected"),
        [
            ("db_html", f"<p>Tone{cite('3 x')}.</p>"),
            ("html", "<p>Tone<a>Ivanhoe 2006</a>.</p>"),
            ("markdown", "ToneIvanhoe 2006.\n\n"),
            ("db_markdown", "ToneIvanhoe 2006.\n\n"),
        ],
    )
    def test_reads_in_every_format_without_raising(
        self, rich_text_format: Any, expected: str
    ) -> None:
        source = f"<p>Tone{cite('3 x')}.</p>"
        read = APIRichText.serialize(source, format=rich_text_format, features=FEATURES)
        assert read == expected
        APIRichText.serialize(source, format=rich_text_format)

    def test_a_page_read_and_written_back_through_v3_cites_the_same(
        self, client: Client, make_page: Callable[..., Any], admin_user: Any, pair: str
    ) -> None:
        page = make_page([{"type": "prose", "value": {"text": f"<p>Tone{cite(pair)}.</p>"}}])
        _, token = APIToken.create_token(user=admin_user, name="test")
        headers = {"Authorization": f"Bearer {token}"}
        url = f"/api/v3-preview/pages/{page.pk}/"
        body = client.get(url, headers=headers).json()["body"]
        data = {"meta": {"type": page._meta.label, "action": "publish"}, "body": body}
        response = client.patch(url, json.dumps(data), "application/json", headers=headers)
        assert response.status_code == 200, response.content
        page.refresh_from_db()
        assert cited_pks(page.body[0].value["text"].source) == cited_pks(cite(pair))


def test_outside_our_pages_a_citation_is_its_label_in_a_link_to_nowhere() -> None:
    assert expand_db_html(f"<p>Tone{cite('3 x')}.</p>") == "<p>Tone<a>Ivanhoe 2006</a>.</p>"


@pytest.mark.django_db
class TestDialog:
    url = "/admin/tdd-citations/chooser/"

    def test_finds_references_and_says_which_are_drafts(
        self, admin_client: Client, references: list[Reference]
    ) -> None:
        references[0].unpublish()
        html = admin_client.get(self.url + "results/", {"multiple": 1}).content.decode()
        rows = BeautifulSoup(html, "lxml").select("tbody tr")
        assert len(rows) == 5
        assert ["draft" in row.get_text().lower() for row in rows] == [True, *[False] * 4]

    def test_knows_what_the_edited_citation_has(
        self, admin_client: Client, references: list[Reference], pair: str
    ) -> None:
        query = {"multiple": 1, "refs": f"{pair} x 987654"}
        cited = admin_client.get(self.url, query).json()["cited"]
        assert [entry["id"] for entry in cited] == pair.split()
        assert cited[0]["title"] == str(references[1])

    def test_answers_in_the_order_of_choosing_and_skips_what_is_gone(
        self, admin_client: Client, references: list[Reference], pair: str
    ) -> None:
        query = {"multiple": 1, "id": [*pair.split(), "987654", "x", "9" * 30]}
        answer = admin_client.get(self.url + "chosen-multiple/", query).json()
        assert answer["step"] == "chosen"
        assert [entry["id"] for entry in answer["result"]] == pair.split()
        assert answer["result"][0]["label"] == references[1].citation_label

    def test_is_for_people_with_access_to_the_admin(self, client: Client) -> None:
        assert client.get(self.url, {"multiple": 1}).status_code == 302
