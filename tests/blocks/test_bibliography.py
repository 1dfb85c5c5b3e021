"""What the bibliography promises: CSL-JSON in, AMA out, and never an exception."""

import re
from html import unescape
from typing import Any

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from blocks.bibliography import CSLItem, CSLName, format_ama, format_names, initials
from blocks.identifiers import (
    comparable_title,
    doi_url,
    is_doi,
    is_language_tag,
    is_pmid,
    normalise_doi,
    normalise_pages,
    normalise_pmid,
    web_url,
)


def people(*names: str) -> list[dict[str, str]]:
    """Names written as "Family Given"; with a hash in front, groups."""
    return [
        {"literal": name[1:]}
        if name.startswith("#")
        else dict(zip(("family", "given"), name.split(" ", 1), strict=False))
        for name in names
    ]


def item(type: str = "article-journal", **fields: Any) -> CSLItem:
    """An item from CSL-JSON's own names, with underscores for hyphens."""
    data = {name.replace("_", "-"): value for name, value in fields.items()}
    return CSLItem.model_validate({"id": "an-item", "type": type, **data})


def year(*parts: int) -> dict[str, list[list[int]]]:
    return {"date-parts": [list(parts)]}


ARTICLE: dict[str, Any] = {
    "author": people("Ivanhoe CB", "Francisco GE"),
    "title": "Intrathecal baclofen after stroke",
    "container_title": "Archives of Physical Medicine and Rehabilitation",
    "container_title_short": "Arch Phys Med Rehabil",
    "issued": year(2006),
    "volume": "87",
    "issue": "11",
    "page": "1509–1515",
}

CASES: list[tuple[str, CSLItem, str]] = [
    (
        "a journal article",
        item(**ARTICLE, DOI="10.1016/j.apmr.2006.08.323"),
        "Ivanhoe CB, Francisco GE. Intrathecal baclofen after stroke. Arch Phys Med Rehabil. "
        "2006;87(11):1509–1515. doi:10.1016/j.apmr.2006.08.323",
    ),
    (
        "an abbreviation typed with full stops loses them",
        item(**{**ARTICLE, "container_title_short": "Arch. Phys. Med. Rehabil."}),
        "Ivanhoe CB, Francisco GE. Intrathecal baclofen after stroke. Arch Phys Med Rehabil. "
        "2006;87(11):1509–1515.",
    ),
    (
        "without an abbreviation the journal's name stands in",
        item(title="T", container_title="The Lancet", issued=year(1999)),
        "T. The Lancet. 1999.",
    ),
    (
        "a range typed with a hyphen and spaces",
        item(title="T", container_title="J", issued=year(2016), volume="19", page="607- 615"),
        "T. J. 2016;19:607–615.",
    ),
    (
        "no issue",
        item(title="T", container_title="J", issued=year(2016), volume="19", page="e12"),
        "T. J. 2016;19:e12.",
    ),
    (
        "no volume",
        item(title="T", container_title="J", issued=year(2016), issue="4", page="1–9"),
        "T. J. 2016;(4):1–9.",
    ),
    (
        "no year",
        item(title="T", container_title="J", volume="19", issue="4", page="1–9"),
        "T. J. 19(4):1–9.",
    ),
    ("pages only", item(title="T", container_title="J", page="1–9"), "T. J. 1–9."),
    (
        "a year and pages",
        item(title="T", container_title="J", issued=year(2001), page="5"),
        "T. J. 2001:5.",
    ),
    (
        "a supplement instead of an issue",
        item(title="T", container_title="J", issued=year(2008), volume="33", issue="Suppl. 2"),
        "T. J. 2008;33(suppl 2).",
    ),
    (
        "a supplement to an issue",
        item(title="T", container_title="J", issued=year(2008), volume="33", issue="11 Suppl"),
        "T. J. 2008;33(11)(suppl).",
    ),
    (
        "a supplement written S1",
        item(title="T", container_title="J", issued=year(2008), volume="33", issue="S1"),
        "T. J. 2008;33(suppl 1).",
    ),
    (
        "an issue already in brackets",
        item(title="T", container_title="J", issued=year(2008), volume="33", issue="(8)"),
        "T. J. 2008;33(8).",
    ),
    (
        "an article ahead of print",
        item(title="T", container_title="J", issued=year(2020, 3, 5), DOI="10.1000/x"),
        "T. J. Published online March 5, 2020. doi:10.1000/x",
    ),
    (
        "a preprint",
        item("article", title="T", container_title="medRxiv", issued=year(2020, 8, 1)),
        "T. medRxiv. Preprint posted online August 1, 2020.",
    ),
    (
        "a title that is a question",
        item(title="Does tone matter?", container_title="J", issued=year(2001)),
        "Does tone matter? J. 2001.",
    ),
    (
        "a title that brings its own full stop",
        item(title="Tone matters.", issued=year(2001)),
        "Tone matters. 2001.",
    ),
    (
        "a web article without a DOI tells when it was read",
        item(title="T", URL="https://example.org/a", accessed=year(2024, 1, 31)),
        "T. Accessed January 31, 2024. https://example.org/a",
    ),
    (
        "a book",
        item(
            "book",
            author=people("Young RR"),
            title="Spasticity: disordered motor control",
            edition="2",
            publisher="Year Book",
            publisher_place="Chicago",
            issued=year(1980),
        ),
        "Young RR. Spasticity: disordered motor control. 2nd ed. Year Book; 1980.",
    ),
    (
        "an edited book",
        item("book", editor=people("Brashear A", "Elovic EP"), title="Spasticity", edition="1"),
        "Brashear A, Elovic EP, eds. Spasticity.",
    ),
    (
        "a volume of a book",
        item("book", title="Spasticity", volume="3", publisher="Year Book"),
        "Spasticity. Vol 3. Year Book.",
    ),
    (
        "a chapter",
        item(
            "chapter",
            author=people("Penn RD"),
            title="Pumps",
            editor=people("Brashear A"),
            container_title="Spasticity",
            edition="11th edition",
            publisher="Demos",
            issued=year(2016),
            page="21-31",
        ),
        "Penn RD. Pumps. In: Brashear A, ed. Spasticity. 11th ed. Demos; 2016:21–31.",
    ),
    (
        "a chapter of a book without editors",
        item("chapter", title="Pumps", container_title="Spasticity", edition="Revised"),
        "Pumps. In: Spasticity. Revised ed.",
    ),
    (
        "a report by an agency",
        item(
            "report",
            author=people("#National Institute for Health and Care Excellence"),
            title="Spasticity in under 19s",
            publisher="NICE",
            issued=year(2012),
            accessed=year(2024, 2),
            URL="https://example.org/cg145",
        ),
        "National Institute for Health and Care Excellence. Spasticity in under 19s. NICE; 2012. "
        "Accessed February 2024. https://example.org/cg145",
    ),
    (
        "a web page",
        item(
            "webpage",
            author=people("#World Health Organization"),
            title="Cerebral palsy",
            container_title="WHO",
            issued=year(2013, 5, 5),
            accessed=year(2014, 6, 1),
            URL="https://example.org/cp",
        ),
        "World Health Organization. Cerebral palsy. WHO. Published May 5, 2013. "
        "Accessed June 1, 2014. https://example.org/cp",
    ),
    (
        "a paper read at a meeting",
        item(
            "paper-conference",
            author=people("Penn RD"),
            title="Pumps",
            container_title="Spine Society",
            issued=year(2014, 6, 3),
            publisher_place="Rome",
        ),
        "Penn RD. Pumps. Presented at: Spine Society; June 3, 2014; Rome.",
    ),
    (
        "a paper in printed proceedings",
        item(
            "paper-conference",
            title="Pumps",
            container_title="Proceedings",
            publisher="IEEE",
            issued=year(2014),
            page="3-4",
        ),
        "Pumps. In: Proceedings. IEEE; 2014:3–4.",
    ),
    (
        "a thesis",
        item("thesis", author=people("Doe J"), title="Pumps", publisher="UCL", issued=year(2001)),
        "Doe J. Pumps. Thesis. UCL; 2001.",
    ),
    (
        "a type without a form of its own",
        item("dataset", title="Pumps", container_title="Zenodo", publisher="CERN"),
        "Pumps. Zenodo. CERN.",
    ),
    ("a title only", item(title="Pumps"), "Pumps."),
    ("authors only", item(author=people("Doe J")), "Doe J."),
    ("a DOI only", item(DOI="10.1000/x"), "doi:10.1000/x"),
    ("white space and nothing else", item(title=" \n", volume=" ", DOI="  "), ""),
    ("nothing", item(), ""),
]


@pytest.mark.parametrize(("csl", "expected"), [pytest.param(*c[1:], id=c[0]) for c in CASES])
def test_formats_in_ama_style(csl: CSLItem, expected: str) -> None:
    assert format_ama(csl).text == expected


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["Doe J"], "Doe J"),
        (["Doe J", "Roe R"], "Doe J, Roe R"),
        (["A A", "B B", "C C", "D D", "E E", "F F"], "A A, B B, C C, D D, E E, F F"),
        (["A A", "B B", "C C", "D D", "E E", "F F", "G G"], "A A, B B, C C, et al"),
        (["A A", "#Study Group"], "A A; Study Group"),
        (["#Study Group"], "Study Group"),
        (["#One", "#Two", "A A"], "One; Two; A A"),
        (["A A", "B B", "C C", "D D", "E E", "F F", "#SG"], "A A, B B, C C, D D, E E, F F; SG"),
        (
            ["A A", "B B", "C C", "D D", "E E", "F F", "G G", "#Study Group"],
            "A A, B B, C C, et al; Study Group",
        ),
        (["", "Doe J"], "Doe J"),
        ([], ""),
    ],
)
def test_names_six_authors_and_of_seven_three_with_groups_set_apart(
    names: list[str], expected: str
) -> None:
    assert format_names([CSLName.model_validate(name) for name in people(*names)]) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("Cindy B.", "CB"),
        ("C.B.", "CB"),
        ("C B", "CB"),
        ("CB", "CB"),
        ("Jean-Paul R", "JPR"),
        ("JOHN", "J"),
        ("élodie", "É"),
        ("花子", "花"),
        (" . ", ""),
        ("", ""),
    ],
)
def test_given_names_become_initials_without_stops(given: str, expected: str) -> None:
    assert initials(given) == expected


def test_a_suffix_follows_the_initials_without_a_stop() -> None:
    assert format_names([CSLName(family="King", given="Martin L", suffix="Jr.")]) == "King ML Jr"


class TestHTML:
    def test_the_title_links_to_the_doi_and_the_journal_is_italic(self) -> None:
        html = format_ama(item(**ARTICLE, DOI="https://doi.org/10.1016/J.APMR.2006")).html
        assert html == (
            "Ivanhoe CB, Francisco GE. "
            '<a href="https://doi.org/10.1016/j.apmr.2006">'
            "<cite>Intrathecal baclofen after stroke</cite></a>. "
            "<i>Arch Phys Med Rehabil</i>. 2006;87(11):1509–1515. "
            "<bdi>doi:10.1016/j.apmr.2006</bdi>"
        )

    @pytest.mark.parametrize(
        ("fields", "href"),
        [
            (
                {"DOI": "10.1000/x", "PMID": "12", "URL": "https://a.b/"},
                "https://doi.org/10.1000/x",
            ),
            ({"PMID": "12", "URL": "https://a.b/"}, "https://pubmed.ncbi.nlm.nih.gov/12/"),
            ({"URL": "https://a.b/"}, "https://a.b/"),
            ({"DOI": "nonsense", "PMID": "x", "URL": "https://a.b/"}, "https://a.b/"),
            ({"URL": "javascript:alert(1)"}, None),
            ({"URL": "https://[a"}, None),
            ({}, None),
        ],
    )
    def test_the_title_links_to_the_best_identifier(
        self, fields: dict[str, str], href: str | None
    ) -> None:
        soup = BeautifulSoup(format_ama(item(title="T", **fields)).html, "lxml")
        links = [link["href"] for link in soup.find_all("a")]
        assert links == ([href] if href else [])
        assert [cite.get_text() for cite in soup.find_all("cite")] == ["T"]

    def test_a_doi_with_reserved_characters_still_resolves(self) -> None:
        html = format_ama(
            item(title="T", DOI="10.1002/(sici)1097-4598(1997)6<1::aid>3.0.co;2-#")
        ).html
        assert "<1" not in html
        assert doi_url("10.1000/a#b?c%d") == "https://doi.org/10.1000/a%23b%3Fc%25d"

    def test_what_was_typed_is_never_markup(self) -> None:
        nasty = "<script>alert(\"1\")</script> & 'more'"
        reference = format_ama(
            item(
                title=nasty,
                author=[{"literal": nasty}],
                container_title=nasty,
                URL="https://a.b/\"'<",
            )
        )
        soup = BeautifulSoup(reference.html, "lxml")
        assert soup.find("script") is None
        assert [cite.get_text() for cite in soup.find_all("cite")] == [nasty]


# ------------------------------------------------------------------------- properties

_text = st.text(max_size=40)
_numbers = st.lists(st.integers(-5, 3000), max_size=4)
_TEXT_FIELDS = (
    *("title", "container-title", "container-title-short", "volume", "issue", "page"),
    *("edition", "publisher", "publisher-place", "language", "PMID"),
)
_TYPES = (
    *("article-journal", "article", "book", "chapter", "paper-conference"),
    *("report", "thesis", "webpage", "dataset", ""),
)
_names = st.lists(
    st.dictionaries(st.sampled_from(["family", "given", "literal", "suffix"]), _text), max_size=9
)
_dates = st.fixed_dictionaries({"date-parts": st.lists(_numbers, max_size=2)})
_items = st.fixed_dictionaries(
    {"id": _text, "type": st.sampled_from(_TYPES)},
    optional={
        **dict.fromkeys(_TEXT_FIELDS, _text),
        "DOI": _text | st.from_regex(r"10\.[0-9]{4}/\S{1,20}", fullmatch=True),
        "URL": _text | _text.map("https://example.org/{}".format),
        "author": _names,
        "editor": _names,
        "issued": _dates,
        "accessed": _dates,
    },
)
_TAG = re.compile(r'</?(?:cite|i|bdi|a)>|<a href="[^"<>]*">|<cite lang="[^"<>]*">')


@given(_items)
def test_any_item_formats_and_its_html_says_what_its_text_says(data: dict[str, Any]) -> None:
    reference = format_ama(CSLItem.model_validate(data))
    without_tags = _TAG.sub("", reference.html)
    assert "<" not in without_tags
    assert ">" not in without_tags
    assert unescape(without_tags) == reference.text
    assert reference.text == " ".join(reference.text.split())


@given(_items)
def test_any_item_survives_csl_json_and_leaves_out_what_is_empty(data: dict[str, Any]) -> None:
    csl = CSLItem.model_validate(data)
    written = csl.csl_json()
    assert format_ama(CSLItem.model_validate(written)) == format_ama(csl)
    optional = {name: value for name, value in written.items() if name not in ("id", "type")}
    assert all(optional.values())


@given(_text)
def test_normalising_twice_changes_nothing(text: str) -> None:
    for normalise in (normalise_doi, normalise_pages, normalise_pmid, comparable_title):
        assert normalise(normalise(text)) == normalise(text)


# ------------------------------------------------------------------------- CSL-JSON


def test_csl_json_uses_the_names_of_the_standard() -> None:
    csl = item(
        **{**ARTICLE, "author": people("Ivanhoe CB", "#Study Group")},
        DOI="10.1000/x",
        PMID=12,
        URL="https://a.b/",
        publisher_place="Rome",
    )
    assert csl.csl_json() == {
        "id": "an-item",
        "type": "article-journal",
        "title": "Intrathecal baclofen after stroke",
        "author": [{"family": "Ivanhoe", "given": "CB"}, {"literal": "Study Group"}],
        "container-title": "Archives of Physical Medicine and Rehabilitation",
        "container-title-short": "Arch Phys Med Rehabil",
        "issued": {"date-parts": [[2006]]},
        "volume": "87",
        "issue": "11",
        "page": "1509–1515",
        "publisher-place": "Rome",
        "DOI": "10.1000/x",
        "PMID": "12",
        "URL": "https://a.b/",
    }


def test_the_schema_of_an_item_names_every_field_and_asks_for_id_and_type_only() -> None:
    schema = TypeAdapter(CSLItem).json_schema(mode="serialization", by_alias=True)
    assert {"DOI", "PMID", "URL", "container-title", "issued"} <= set(schema["properties"])
    assert schema["required"] == ["id", "type"]


# ------------------------------------------------------------------------- identifiers


@pytest.mark.parametrize(
    "written",
    [
        "10.1016/j.apmr.2006.08.323",
        "https://doi.org/10.1016/j.apmr.2006.08.323",
        "http://dx.doi.org/10.1016/J.APMR.2006.08.323",
        "doi.org/10.1016/j.apmr.2006.08.323",
        "doi:10.1016/j.apmr.2006.08.323.",
        "DOI: 10.1016/j.apmr.2006.08.323",
        "doi: https://doi.org/10.1016%2Fj.apmr.2006.08.323",
        " info:doi/10.1016/j.apmr.2006.08.323 ",
    ],
)
def test_a_doi_has_one_form_however_it_was_copied(written: str) -> None:
    assert normalise_doi(written) == "10.1016/j.apmr.2006.08.323"
    assert is_doi(normalise_doi(written))


@pytest.mark.parametrize("text", ["", "10.1016", "10.1016/", "11.1016/x", "10.12/x", "10.1016/a b"])
def test_what_is_no_doi_is_told_apart(text: str) -> None:
    assert not is_doi(normalise_doi(text))
    assert doi_url(text) == ""


@pytest.mark.parametrize(
    ("written", "pmid"),
    [
        ("17084126", "17084126"),
        ("PMID: 17084126", "17084126"),
        ("https://pubmed.ncbi.nlm.nih.gov/17084126/", "17084126"),
        ("https://www.ncbi.nlm.nih.gov/pubmed/17084126", "17084126"),
    ],
)
def test_a_pubmed_id_has_one_form(written: str, pmid: str) -> None:
    assert normalise_pmid(written) == pmid
    assert is_pmid(pmid)


@pytest.mark.parametrize("text", ["", "0123", "12a", "1234567890", "١٢٣"])
def test_what_is_no_pubmed_id_is_told_apart(text: str) -> None:
    assert not is_pmid(text)


@pytest.mark.parametrize(
    ("written", "pages"),
    [
        ("1509-1515", "1509–1515"),
        ("607- 615", "607–615"),
        ("S1—S10", "S1–S10"),
        ("e12--e15", "e12–e15"),
        ("xi-xv", "xi–xv"),
        ("1-3; 7", "1–3, 7"),
        ("2099 2109", "2099 2109"),
        ("2019-0412-b", "2019-0412-b"),
        ("", ""),
    ],
)
def test_page_ranges_get_an_en_dash_and_nothing_else_is_touched(written: str, pages: str) -> None:
    assert normalise_pages(written) == pages


def test_titles_compare_without_case_accents_and_punctuation() -> None:
    assert comparable_title("Séance: the “best” practice–guide.") == comparable_title(
        "Seance the best practice guide"
    )
    assert comparable_title("痙縮の管理") != comparable_title("痙縮の評価")


@pytest.mark.parametrize("url", ["ftp://a.b/", "javascript:x", "//a.b", "https:", "https://a.b/ c"])
def test_only_absolute_web_addresses_are_web_addresses(url: str) -> None:
    assert web_url(url) == ""


def test_language_tags_are_told_from_names_of_languages() -> None:
    assert is_language_tag("pt-BR")
    assert not is_language_tag("German, English")
