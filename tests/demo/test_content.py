"""What the demo's pages say, and how they say it."""

import re
from html import unescape
from typing import Any

import pytest
from django.utils.html import strip_tags
from wagtail.models import Page

from blocks.document import Document
from blocks.identifiers import comparable_title
from tdd_pages.demo.references import WORKS
from tests.demo.conftest import elements


def citations(document: Document) -> list[dict[str, Any]]:
    """The markers of a page, in reading order."""
    return [found for found in elements(document.to_json()) if "anchor" in found]


def listed(document: Document) -> list[dict[str, Any]]:
    """The entries of a page's reference list."""
    found = [part for part in document.to_json() if part["type"] == "references"]
    return found[0]["items"] if found else []


def texts(page: Page) -> list[str]:
    """Every text of a page as visitors read it, without markers, addresses and references."""
    document = page.resolve()
    parts = [part for part in document.to_json() if part["type"] != "references"]
    found = [page.title, page.search_description]
    for element in elements(parts, without=("citation", "citations", "source")):
        found += [
            unescape(strip_tags(re.sub(r"<sup.*?</sup>", "", value, flags=re.DOTALL)))
            for name, value in element.items()
            if isinstance(value, str) and name not in ("href", "url", "id", "anchor", "title")
        ]
    return found


def test_every_page_can_be_published_as_it_is(demo: list[Page]) -> None:
    for page in demo:
        page.body.stream_block.clean(page.body)


def test_an_editor_who_saves_a_page_changes_nothing(demo: list[Page]) -> None:
    """The editor's own converter keeps every tag and attribute of the rich text."""
    from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

    from blocks.rich_text import PROSE_FEATURES

    converter = ContentstateConverter(features=PROSE_FEATURES)
    for page in demo:
        for element in elements(page.body.get_prep_value()):
            for value in element.values():
                if isinstance(value, str) and value.startswith("<"):
                    saved = converter.to_database_format(converter.from_database_format(value))
                    assert plain(saved) == plain(value)


def plain(html: str) -> str:
    """Rich text without the block keys that the editor adds; attributes in one order."""
    html = re.sub(r' data-block-key="\w+"', "", html)
    html = re.sub(r'<a (\w+="[^"]*") (\w+="[^"]*")>', _sorted_attributes, html)
    return unescape(html)


def _sorted_attributes(match: re.Match[str]) -> str:
    return f"<a {' '.join(sorted(match.groups()))}>"


def test_the_therapy_page_shows_the_three_figures(therapy: Page) -> None:
    stats = [found for found in elements(therapy.resolve().to_json()) if "display" in found]
    assert [(stat["display"], stat["citation"]["references"]) for stat in stats] == [
        ("97%", ["penn-1992"]),
        ("94%", ["gilmartin-2000"]),
        ("99.1%", ["schiess-2020"]),
    ]


def test_each_figure_comes_from_a_source_with_data(therapy: Page) -> None:
    evidence = {work.key: work.evidence for work in WORKS}
    for stat in elements(therapy.resolve().to_json()):
        if "display" in stat:
            kinds = {evidence[key] for key in stat["citation"]["references"]}
            assert kinds <= {"rct", "cohort", "registry", "meta-analysis"}
            assert stat["population"]


def test_the_lists_of_the_therapy_page_are_complete(therapy: Page) -> None:
    parts = elements(therapy.resolve().to_json())
    lists = [part for part in parts if part.get("type") == "criteria_list"]
    assert [(found["kind"], len(found["items"])) for found in lists] == [
        ("criteria", 4),
        ("considerations", 6),
        ("do", 3),
        ("contraindication", 4),
    ]
    assert all(found["source"]["references"] == ["saulino-2016"] for found in lists)


def test_citations_are_numbered_in_reading_order(demo: list[Page]) -> None:
    for page in demo:
        numbers = [number for found in citations(page.resolve()) for number in found["numbers"]]
        first_seen = list(dict.fromkeys(numbers))
        assert first_seen == list(range(1, len(first_seen) + 1))


def test_the_references_are_what_is_cited_and_no_more(demo: list[Page]) -> None:
    for page in demo:
        document = page.resolve()
        cited = {key for found in citations(document) for key in found["references"]}
        assert {entry["key"] for entry in listed(document)} == cited


def test_the_therapy_page_cites_groups_and_ranges(therapy: Page) -> None:
    labels = [found["label"] for found in citations(therapy.resolve())]
    assert labels[:4] == ["1–3", "2,4–6", "4,7–9", "4,7–9"]
    assert len(listed(therapy.resolve())) == 13


def test_no_work_stands_in_the_library_twice() -> None:
    assert len(WORKS) == 14
    assert len({work.key for work in WORKS}) == 14
    assert len({(comparable_title(work.title), work.year) for work in WORKS}) == 14


def test_references_are_printed_in_ama_style(demo: list[Page], therapy: Page) -> None:
    entries = {entry["key"]: entry["text"] for entry in listed(therapy.resolve())}
    assert entries["penn-1992"].startswith(
        "Penn RD. Intrathecal baclofen for spasticity of spinal origin: seven years of "
        "experience. J Neurosurg. 1992;77(2):236–240."
    )
    assert entries["meythaler-2001"].startswith(
        "Meythaler JM, Guin-Renfroe S, Brunner RC, Hadley MN. Intrathecal baclofen for spastic "
        "hypertonia from stroke. Stroke. 2001;32(9):2099–2109."
    )


def test_no_text_doubles_a_word(demo: list[Page]) -> None:
    for page in demo:
        for text in texts(page):
            assert not re.search(r"\b(\w+)\s+\1\b", text, re.IGNORECASE), text


def test_no_citation_is_typed_by_hand(demo: list[Page]) -> None:
    for page in demo:
        for text in texts(page):
            assert not re.search(r"[¹²³⁰⁴-⁹]|[a-z][.,)]?\d", text), text
        assert "<sup" not in str(page.body.get_prep_value())


@pytest.mark.parametrize(
    "word", ["medtronic", "synchromed", "ascenda", "lioresal", "lorem", "new window", "{{", "todo"]
)
def test_nothing_of_another_company_and_no_filler_remains(demo: list[Page], word: str) -> None:
    for page in demo:
        assert word not in " ".join(texts(page)).casefold()


def test_every_page_says_that_it_is_a_demonstration(demo: list[Page]) -> None:
    for page in demo:
        assert "The company and the device are invented." in " ".join(texts(page))


def test_headings_are_short_and_unlike_one_another(demo: list[Page]) -> None:
    for page in demo:
        headings = [page.title, *(entry.text for entry in page.resolve().outline)]
        assert len(set(headings)) == len(headings)
        assert all(len(heading) <= 70 for heading in headings)


def test_pictures_are_described_or_decorative(demo: list[Page]) -> None:
    images = [
        found
        for page in demo
        for found in elements(page.resolve().to_json())
        if "renditions" in found
    ]
    assert images
    for image in images:
        assert image["decorative"] == (image["alt"] == "")
        assert len(image["alt"]) <= 150
        assert all(size["type"] == "image/svg+xml" for size in image["renditions"])
        assert len(image["renditions"]) == 3
