"""What the templates promise: markup that says what it means, nothing a strict policy forbids."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from django.contrib.staticfiles import finders
from django.template.loader import get_template, render_to_string
from django.test import Client

from blocks.base import Component, components
from blocks.elements import File, Heading, Image, Link, Rendition
from blocks.examples import citation
from blocks.hero import HeroBlock
from blocks.models import Reference
from blocks.section import Section
from blocks.share import ShareBar
from tdd_pages.gallery import Entry
from tdd_pages.pages.models import ComponentPage
from tests.streams import block, cite, prose, section

MakePage = Callable[..., ComponentPage]

TEMPLATES = [
    path
    for path in (Path(__file__).parents[2] / "templates/tdd_pages").rglob("*.html")
    if "admin" not in path.parts
]
SHOWN = [cls for cls in components if cls.type_name() != "plain"]
EXAMPLES = [
    pytest.param(example.component, id=f"{entry.type}-{example.name}")
    for entry in map(Entry, SHOWN)
    for example in entry.examples
]


def soup_of(html: str) -> BeautifulSoup:
    return BeautifulSoup(html, "lxml")


def name_of(element: Tag) -> str:
    return " ".join(element.get_text().split())


# --- All templates ------------------------------------------------------------------------------


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_a_template_has_no_inline_style_script_or_handler(path: Path) -> None:
    assert (
        re.findall(r"<style|\sstyle=|\son\w+=|<script(?![^>]*src=)|javascript:", path.read_text())
        == []
    )


@pytest.mark.parametrize(
    "path", [p for p in TEMPLATES if "gallery" not in p.parts], ids=lambda path: path.stem
)
def test_every_word_of_a_template_can_be_translated(path: Path) -> None:
    text = re.sub(
        r"{% comment %}.*?{% endcomment %}|{#.*?#}", "", path.read_text(), flags=re.DOTALL
    )
    translated = r"{% blocktranslate.*?{% endblocktranslate %}"
    text = re.sub(translated, "", text, flags=re.DOTALL)
    markup = re.sub(r"{%.*?%}|{{.*?}}", "", text, flags=re.DOTALL)
    text = re.sub(r"<[^>]*>|&\w+;", "", markup)
    # What is left of a template that is attributes alone.
    words = re.findall(r"[A-Za-z]{2,}", re.sub(r'[\w-]+="[^"]*"', "", text))
    assert words == []
    assert re.findall(r'aria-label="[A-Za-z]', markup) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_drawings_in_templates_are_hidden_from_assistive_technology(path: Path) -> None:
    assert re.findall(r"<svg(?![^>]*aria-hidden)", path.read_text()) == []


@pytest.mark.parametrize("cls", SHOWN, ids=Component.type_name.__func__)
def test_a_component_names_files_that_exist_and_has_examples(cls: type[Component]) -> None:
    get_template(cls.template)
    assert [file for file in (*cls.stylesheets, *cls.scripts) if not finders.find(file)] == []
    assert cls.examples


# --- All examples -------------------------------------------------------------------------------


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_is_valid_json_of_its_schema(example: Component) -> None:
    data = [example.model_dump(mode="json")]
    assert components.adapter().validate_python(data) == [example]


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_has_no_id_twice_and_labels_that_exist(example: Component) -> None:
    soup = soup_of(example.render())
    ids = [element["id"] for element in soup.select("[id]")]
    assert sorted(set(ids)) == sorted(ids)
    labels = [id for e in soup.select("[aria-labelledby]") for id in e["aria-labelledby"].split()]
    assert set(labels) <= set(ids)


@pytest.mark.parametrize("example", EXAMPLES)
def test_lists_without_bullets_still_say_that_they_are_lists(example: Component) -> None:
    # VoiceOver with Safari takes list-style: none for "no list": https://bugs.webkit.org/170179
    for listing in soup_of(example.render()).select("ul[class], ol[class]"):
        if "tdd-references__list" not in listing["class"]:
            assert listing["role"] == "list"


def test_the_block_chooser_previews_the_first_example() -> None:
    context = HeroBlock().get_preview_context(None)
    html = render_to_string("tdd_pages/previews/component.html", {**context, "page_title": "Hero"})
    soup = soup_of(html)
    assert soup.title.string == "Hero"
    assert soup.select_one("main h1")
    assert [link["href"] for link in soup.select("link[rel=stylesheet]")][-1].endswith("hero.css")


# --- Elements -----------------------------------------------------------------------------------


@pytest.mark.parametrize("level", range(1, 7))
def test_a_heading_has_the_level_it_was_given(level: int) -> None:
    html = Heading(text="A & B", level=level, id="h-1").render()
    assert html.strip() == f'<h{level} class="tdd-heading" id="h-1">A &amp; B</h{level}>'


def test_a_citation_is_one_superscript_whose_links_say_that_they_are_references() -> None:
    html = citation(2, 1, 3, 4, 5).render().strip()
    sup = soup_of(html).sup
    assert html.startswith("&#8288;<sup")
    assert html.endswith("</sup>")
    assert sup["id"] == "cite-2"
    assert [name_of(link) for link in sup.select("a")] == ["Reference 1", "References 3–5"]
    assert {link["role"] for link in sup.select("a")} == {"doc-biblioref"}
    assert [bdi.string for bdi in sup.select("bdi[dir=ltr]")] == ["1", "3–5"]


def test_a_citation_adds_no_white_space_to_its_sentence() -> None:
    visible = soup_of(citation(1, 1, 3).render().strip())
    for hidden in visible.select(".tdd-visually-hidden"):
        hidden.decompose()
    assert visible.get_text() == "\u20601,3"


def test_a_link_to_a_file_says_its_type_and_size() -> None:
    file = File(type="application/pdf", label="PDF", bytes=182_044)
    link = Link(text="Leaflet", href="/leaflet.pdf", kind="document", file=file)
    assert name_of(soup_of(link.render()).a) == "Leaflet (PDF, 182\xa0kB)".replace("\xa0", " ")


def test_a_decorative_image_has_an_empty_alternative_and_every_image_its_size() -> None:
    sizes = [
        Rendition(url=f"/{w}.webp", width=w, height=w // 2, type="image/webp") for w in (480, 960)
    ]
    image = Image(id=1, alt="", decorative=True, renditions=sizes)
    img = soup_of(image.render()).img
    assert img["alt"] == ""
    assert (img["src"], img["width"], img["height"]) == ("/960.webp", "960", "480")
    assert img["srcset"] == "/480.webp 480w, /960.webp 960w"


# --- Components ---------------------------------------------------------------------------------


def test_a_figure_follows_its_label_in_the_markup() -> None:
    stat = soup_of(components["stat_cards"].examples["full"].render()).select_one("dl > div")
    assert [child.name for child in stat.find_all(recursive=False)] == ["dt", "dd", "dd"]
    assert stat.dt.get_text().startswith("of participants needed")
    assert name_of(stat.dd) == "62%"


def test_a_figure_keeps_the_words_around_it_in_order() -> None:
    stats = soup_of(components["stat_cards"].examples["full"].render()).select("dl > div")
    assert [name_of(stat.dd) for stat in stats] == ["62%", "more than 87.5%", "about 100 times"]


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("full", "Patient selection"),
        ("do", "Do On the day"),
        ("do-not", "Do not Between visits"),
        ("contraindication", "Contraindications When not to use it"),
    ],
)
def test_a_list_of_criteria_is_named_by_its_heading_and_by_what_its_kind_means(
    name: str, label: str
) -> None:
    soup = soup_of(components["criteria_list"].examples[name].render())
    ids = soup.ul["aria-labelledby"].split()
    assert " ".join(name_of(soup.find(id=id)) for id in ids) == label


def test_links_back_from_the_references_have_names_of_their_own() -> None:
    soup = soup_of(components["references"].examples["full"].render())
    names = [name_of(link) for link in soup.select("[role=doc-backlink]")]
    assert names[0] == "a: back to the text that cites reference 1"
    assert len(set(names)) == len(names)
    assert soup.select_one("section[role=doc-bibliography] > div > ol")


def test_a_reference_in_another_language_says_so() -> None:
    soup = soup_of(components["references"].examples["full"].render())
    assert [bdi["lang"] for bdi in soup.select("li > bdi cite[lang]")] == ["de", "ar"]


def test_without_a_script_the_share_bar_shows_links_only() -> None:
    soup = soup_of(components["share_bar"].examples["networks"].render())
    for button in soup.select("button"):
        assert button.has_attr("hidden") or button.find_parent("li").has_attr("hidden")
    links = [name_of(link) for link in soup.select("a")]
    assert links == [
        "Link to this page",
        "Email this page",
        "Share on Facebook",
        "Share on LinkedIn",
    ]


def test_the_share_bar_leads_to_no_network_unless_one_is_chosen() -> None:
    bar = components["share_bar"].examples["full"]
    assert isinstance(bar, ShareBar)
    links = [link["href"] for link in soup_of(bar.render()).select("a")]
    assert [href for href in links if not href.startswith((bar.url, "mailto:"))] == []


def test_nested_headings_step_down_one_level_at_a_time() -> None:
    full = components["section"].examples["full"]
    assert isinstance(full, Section)
    assert [h.name for h in soup_of(full.render()).select("h1,h2,h3,h4")] == ["h2", "h3"]


# --- Pages --------------------------------------------------------------------------------------


@pytest.fixture
def page_soup(client: Client, make_page: MakePage) -> Callable[..., BeautifulSoup]:
    """A function that saves a page with the given stream data and returns what visitors get."""

    def get(*body: object, **fields: str) -> BeautifulSoup:
        page = make_page(list(body))
        for name, value in fields.items():
            setattr(page, name, value)
        page.save_revision().publish()
        response = client.get(page.get_url())
        assert response.status_code == 200
        return soup_of(response.content.decode())

    return get


GetPage = Callable[..., BeautifulSoup]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "body",
    [
        [],
        [block("hero", "hero")],
        [section("one"), block("hero", "hero")],
        [prose("a", "<p>A</p>")],
    ],
    ids=["empty", "hero", "late-hero", "text"],
)
def test_a_page_has_its_title_as_the_only_heading_of_level_1(
    page_soup: GetPage, body: list
) -> None:
    assert [name_of(h1) for h1 in page_soup(*body).select("h1")] == ["Severe spasticity"]


@pytest.mark.django_db
def test_a_page_says_its_title_its_language_and_its_address(page_soup: GetPage) -> None:
    soup = page_soup(prose("a", "<p>A</p>"), search_description="What it is.")
    assert soup.title.string == "Severe spasticity – localhost"
    assert (soup.html["lang"], soup.html["dir"]) == ("en", "ltr")
    assert soup.select_one("meta[name=description]")["content"] == "What it is."
    assert soup.select_one("link[rel=canonical]")["href"] == "http://localhost/severe-spasticity/"


@pytest.mark.django_db
def test_the_first_link_of_a_page_skips_to_its_main_content(page_soup: GetPage) -> None:
    soup = page_soup()
    assert soup.a["href"] == "#main"
    assert soup.select_one("main#main")["tabindex"] == "-1"


@pytest.mark.django_db
def test_a_page_loads_the_styles_of_its_components_and_of_no_others(page_soup: GetPage) -> None:
    sheets = [
        link["href"] for link in page_soup(prose("a", "<p>A</p>")).select("link[rel=stylesheet]")
    ]
    assert sheets[0] == "/static/tdd_blocks/css/tokens.css"
    assert "/static/tdd_blocks/css/prose.css" in sheets
    assert "/static/tdd_blocks/css/hero.css" not in sheets


@pytest.mark.django_db
def test_a_page_of_three_parts_lists_them_and_a_shorter_one_does_not(page_soup: GetPage) -> None:
    parts = [section(name, heading=name.title()) for name in ("one", "two", "three")]
    soup = page_soup(*parts)
    nav = soup.select_one("main nav")
    assert name_of(soup.find(id=nav["aria-labelledby"])) == "On this page"
    assert [name_of(link) for link in nav.select("a")] == ["One", "Two", "Three"]
    assert all(soup.find(id=link["href"].removeprefix("#")) for link in nav.select("a"))


@pytest.mark.django_db
def test_a_short_page_lists_no_contents(page_soup: GetPage) -> None:
    assert not page_soup(section("one"), section("two")).select("main nav")


@pytest.mark.django_db
def test_links_between_citations_and_references_lead_somewhere(
    page_soup: GetPage, references: list[Reference]
) -> None:
    soup = page_soup(prose("a", f"<p>A{cite(*references[:3])} B{cite(references[0])}</p>"))
    links = soup.select("[role=doc-biblioref], [role=doc-backlink]")
    assert len(links) == 6
    assert all(soup.find(id=link["href"].removeprefix("#")) for link in links)


# --- The gallery --------------------------------------------------------------------------------


def test_the_gallery_needs_no_database(client: Client) -> None:
    for address in ("/components/", "/components/hero/", "/components/hero/full/"):
        assert client.get(address).status_code == 200


@pytest.mark.django_db  # a site looks for redirects before it says "not found"
@pytest.mark.parametrize("address", ["nothing/", "hero/nothing/", "nothing/full/"])
def test_the_gallery_has_no_page_for_what_does_not_exist(client: Client, address: str) -> None:
    assert client.get(f"/components/{address}").status_code == 404


def test_the_gallery_shows_examples_in_another_theme_and_direction(client: Client) -> None:
    html = soup_of(client.get("/components/hero/full/?theme=dark&dir=rtl").content.decode()).html
    assert (html["data-theme"], html["dir"]) == ("dark", "rtl")


def test_the_gallery_ignores_themes_and_directions_it_does_not_know(client: Client) -> None:
    html = soup_of(client.get("/components/hero/full/?theme=%22x&dir=up").content.decode()).html
    assert (html.get("data-theme"), html["dir"]) == (None, "ltr")


def test_citations_of_an_example_lead_to_its_references(client: Client) -> None:
    soup = soup_of(client.get("/components/prose/full/").content.decode())
    links = soup.select("[role=doc-biblioref], [role=doc-backlink]")
    assert links
    assert all(soup.find(id=link["href"].removeprefix("#")) for link in links)


def test_the_gallery_describes_every_field(client: Client) -> None:
    soup = soup_of(client.get("/components/section/").content.decode())
    rows = {name_of(row.th): name_of(row.td) for row in soup.select("tbody tr")}
    assert rows["heading"] == "Heading or null"
    assert rows["body"] == "list of any component"
    assert rows["tone"] == '"plain" or "tinted"'
