"""What the reference library promises to those who keep it."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from wagtail.models import ReferenceIndex
from wagtail.test.utils.form_data import nested_form_data, streamfield

from blocks.models import Reference

pytestmark = pytest.mark.django_db


def person(family: str, given: str = "", suffix: str = "") -> tuple[str, dict[str, str]]:
    return ("person", {"family": family, "given": given, "suffix": suffix})


def draft(**fields: Any) -> Reference:
    """A valid reference that has not been saved."""
    return Reference(
        **{
            "title": "Intrathecal baclofen after stroke",
            "authors": [person("Ivanhoe", "Cindy B.")],
            "year": 2006,
            **fields,
        }
    )


def kept(**fields: Any) -> Reference:
    """A reference put into the library the way the form does it."""
    reference = draft(**fields)
    reference.full_clean()
    reference.save()
    return Reference.objects.get(pk=reference.pk)


def errors(**fields: Any) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as caught:
        draft(**fields).full_clean()
    return caught.value.message_dict


class TestKey:
    def test_is_made_from_the_first_author_and_the_year(self) -> None:
        assert kept().key == "ivanhoe-2006"

    def test_of_the_second_paper_of_that_author_and_year_gets_a_letter(self) -> None:
        keys = [kept(title=f"Paper {number}").key for number in range(3)]
        assert keys == ["ivanhoe-2006", "ivanhoe-2006b", "ivanhoe-2006c"]

    def test_of_the_thirtieth_gets_a_number(self) -> None:
        keys = [kept(title=f"Paper {number}").key for number in range(30)]
        assert len(set(keys)) == 30

    def test_never_changes_when_the_author_or_the_year_does(self) -> None:
        reference = kept()
        reference.year = 2007
        reference.authors = [person("Gilmartin")]
        reference.full_clean()
        reference.save()
        assert reference.key == "ivanhoe-2006"

    def test_that_an_editor_empties_stays_as_it_was(self) -> None:
        reference = kept()
        reference.key = ""
        reference.full_clean()
        assert reference.key == "ivanhoe-2006"

    def test_can_be_chosen(self) -> None:
        assert kept(key="the-stroke-paper").key == "the-stroke-paper"

    def test_must_be_unique(self) -> None:
        kept(key="one")
        assert list(errors(key="one", title="Another")) == ["key"]

    @pytest.mark.parametrize(
        ("fields", "key"),
        [
            (
                {"authors": [("group", "World Health Organization")]},
                "world-health-organization-2006",
            ),
            ({"authors": [], "editors": [person("Brashear")]}, "brashear-2006"),
            ({"authors": []}, "intrathecal-baclofen-after-stroke-2006"),
            ({"year": None}, "ivanhoe"),
            ({"authors": [person("花子")]}, "reference-2006"),
        ],
    )
    def test_is_made_from_what_there_is(self, fields: dict[str, Any], key: str) -> None:
        assert kept(**fields).key == key


class TestNormalising:
    def test_brings_identifiers_and_pages_to_one_form(self) -> None:
        reference = kept(
            doi="https://doi.org/10.1016/J.APMR.2006.08.323",
            pmid="PMID: 17084126",
            pages="1509-1515",
            title="  Intrathecal\nbaclofen ",
        )
        assert reference.doi == "10.1016/j.apmr.2006.08.323"
        assert reference.pmid == "17084126"
        assert reference.pages == "1509–1515"
        assert reference.title == "Intrathecal baclofen"

    def test_happens_also_to_what_scripts_save(self) -> None:
        reference = Reference.objects.create(title="T", doi="doi:10.1000/X", pmid="", year=2001)
        assert (reference.doi, reference.pmid, reference.key) == ("10.1000/x", None, "t-2001")

    def test_lets_many_references_go_without_identifiers(self) -> None:
        kept(title="One", doi="", pmid="")
        kept(title="Two", doi="", pmid="")
        assert Reference.objects.filter(doi=None, pmid=None).count() == 2


class TestErrors:
    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("doi", "10.1016"),
            ("doi", "not a doi"),
            ("pmid", "12a"),
            ("url", "javascript:alert(1)"),
            ("url", "ftp://example.org/"),
            ("url", "example.org"),
            ("language", "German, I think"),
            ("year", 1066),
            ("year", date.today().year + 2),
            ("month", 13),
            ("title", ""),
            ("type", "song"),
            ("evidence_type", "hearsay"),
        ],
    )
    def test_are_on_the_field_that_causes_them(self, field: str, value: Any) -> None:
        assert list(errors(**{field: value})) == [field]

    @pytest.mark.parametrize(
        ("fields", "field"),
        [
            ({"year": None, "month": 2}, "month"),
            ({"day": 2}, "day"),
            ({"month": 2, "day": 30}, "day"),
        ],
    )
    def test_in_a_date_are_on_the_part_that_cannot_be(
        self, fields: dict[str, Any], field: str
    ) -> None:
        assert list(errors(**fields)) == [field]

    @pytest.mark.parametrize(
        ("field", "first", "second"),
        [
            ("doi", "10.1000/x", "https://doi.org/10.1000/X"),
            ("pmid", "17084126", "PMID 17084126"),
        ],
    )
    def test_an_identifier_belongs_to_one_reference(
        self, field: str, first: str, second: str
    ) -> None:
        kept(**{field: first})
        assert list(errors(title="Another", **{field: second})) == [field]

    def test_the_same_title_in_the_same_year_names_the_reference_that_has_it(self) -> None:
        kept(title="Best practices: patient selection")
        found = errors(title="Best Practices – Patient Selection.", authors=[person("Saulino")])
        assert list(found) == ["title"]
        assert "ivanhoe-2006" in found["title"][0]
        assert "Best practices: patient selection" in found["title"][0]

    def test_the_same_title_in_another_year_is_another_publication(self) -> None:
        kept(title="Annual report")
        assert kept(title="Annual report", year=2007).key == "ivanhoe-2007"

    def test_a_reference_is_no_duplicate_of_itself(self) -> None:
        kept().full_clean()


class TestCSL:
    def test_carries_every_field_under_its_standard_name(self) -> None:
        reference = kept(
            type="article-journal",
            authors=[person("Ivanhoe", "Cindy B.", "Jr"), ("group", "Study Group")],
            editors=[person("Brashear", "A")],
            container_title="Archives",
            container_title_short="Arch",
            month=11,
            day=3,
            volume="87",
            issue="11",
            pages="1509-1515",
            edition="2",
            publisher="P",
            publisher_place="L",
            doi="10.1000/x",
            pmid="12",
            url="https://example.org/",
            accessed=date(2024, 1, 31),
            language="en",
        )
        assert reference.to_csl().csl_json() == {
            "id": "ivanhoe-2006",
            "type": "article-journal",
            "title": "Intrathecal baclofen after stroke",
            "author": [
                {"family": "Ivanhoe", "given": "Cindy B.", "suffix": "Jr"},
                {"literal": "Study Group"},
            ],
            "editor": [{"family": "Brashear", "given": "A"}],
            "container-title": "Archives",
            "container-title-short": "Arch",
            "issued": {"date-parts": [[2006, 11, 3]]},
            "accessed": {"date-parts": [[2024, 1, 31]]},
            "volume": "87",
            "issue": "11",
            "page": "1509–1515",
            "edition": "2",
            "publisher": "P",
            "publisher-place": "L",
            "DOI": "10.1000/x",
            "PMID": "12",
            "URL": "https://example.org/",
            "language": "en",
        }

    def test_of_an_empty_draft_is_an_item_all_the_same(self) -> None:
        empty = Reference(authors=[person(""), ("group", "")])
        assert empty.to_csl().author == []
        assert empty.formatted.text == ""
        assert str(empty) == "Untitled reference"

    def test_costs_no_query_once_the_reference_is_loaded(
        self, django_assert_num_queries: Any
    ) -> None:
        for number in range(5):
            kept(title=f"Paper {number}")
        with django_assert_num_queries(1):
            texts = [reference.formatted.text for reference in Reference.objects.all()]
        assert len(texts) == 5

    def test_a_deferred_day_without_a_month_is_left_out(self) -> None:
        csl = draft(day=3).to_csl()
        assert csl.issued is not None
        assert csl.issued.date_parts == [[2006]]


def form_data(**fields: Any) -> dict[str, Any]:
    """What the form of a journal article posts."""
    empty = dict.fromkeys(
        [
            *("evidence_type", "container_title", "container_title_short", "year", "month", "day"),
            *("volume", "issue", "pages", "edition", "publisher", "publisher_place", "doi"),
            *("pmid", "url", "accessed", "language", "key"),
        ],
        "",
    )
    author = {"family": "Ivanhoe", "given": "CB", "suffix": ""}
    values = {
        **empty,
        "type": "article-journal",
        "title": "Intrathecal baclofen after stroke",
        "authors": streamfield([("person", author), ("group", "Study Group")]),
        "editors": streamfield([]),
        **fields,
    }
    return nested_form_data(values)


class TestAdmin:
    def test_a_reference_is_created_published_and_found(self, admin_client: Client) -> None:
        url = reverse("wagtailsnippets_tdd_blocks_reference:add")
        data = form_data(year="2006", doi="https://doi.org/10.1000/X")
        admin_client.post(url, {**data, "action-publish": "1"})
        reference = Reference.objects.get()
        assert reference.live
        assert reference.key == "ivanhoe-2006"
        assert reference.formatted.text == (
            "Ivanhoe CB; Study Group. Intrathecal baclofen after stroke. 2006. doi:10.1000/x"
        )
        listing = reverse("wagtailsnippets_tdd_blocks_reference:list")
        for query in ("stroke", "ivanh", "Study", "10.1000/x", "2006"):
            assert b"Intrathecal" in admin_client.get(listing, {"q": query}).content, query
        assert b"Intrathecal" not in admin_client.get(listing, {"q": "absent"}).content

    def test_a_draft_may_have_gaps_and_is_not_live(self, admin_client: Client) -> None:
        url = reverse("wagtailsnippets_tdd_blocks_reference:add")
        admin_client.post(url, form_data(authors=streamfield([("group", "")])))
        reference = Reference.objects.get()
        assert not reference.live
        assert reference.key == "intrathecal-baclofen-after-stroke"

    def test_an_error_stands_at_its_field(self, admin_client: Client) -> None:
        url = reverse("wagtailsnippets_tdd_blocks_reference:add")
        response = admin_client.post(url, {**form_data(doi="10"), "action-publish": "1"})
        assert list(response.context["form"].errors) == ["doi"]
        assert not Reference.objects.exists()

    def test_the_menu_has_an_entry_for_references(self, admin_client: Client) -> None:
        home = admin_client.get(reverse("wagtailadmin_home")).content.decode()
        assert reverse("wagtailsnippets_tdd_blocks_reference:list") in home

    def test_the_preview_shows_the_formatted_reference(self, admin_client: Client) -> None:
        reference = kept(language="en", doi="10.1000/x")
        url = reverse("wagtailsnippets_tdd_blocks_reference:preview_on_edit", args=[reference.pk])
        data = form_data(title="Another <title>", year="2006", language="en", doi="10.1000/x")
        assert admin_client.post(url, data).json()["is_valid"]
        html = admin_client.get(url).content.decode()
        assert '<li>Ivanhoe CB; Study Group. <a href="https://doi.org/10.1000/x">' in html
        assert '<cite lang="en">Another &lt;title&gt;</cite></a>. 2006.' in html

    def test_unpublishing_leaves_the_reference_in_the_library_but_not_live(self) -> None:
        reference = kept()
        reference.unpublish()
        assert not Reference.objects.get().live

    def test_an_old_revision_reads_as_the_same_reference(self) -> None:
        reference = kept(doi="10.1000/x")
        revision = reference.save_revision()
        assert revision.as_object().formatted == reference.formatted


def test_where_a_reference_is_used_is_known(make_page: Any) -> None:
    reference = kept()
    label = f'<a linktype="citation" refs="{reference.pk}">Ivanhoe 2006</a>'
    page = make_page([{"type": "prose", "value": {"text": f"<p>Tone falls{label}.</p>"}}])
    usage = ReferenceIndex.get_references_to(reference)
    assert [int(entry.object_id) for entry in usage] == [page.pk]
