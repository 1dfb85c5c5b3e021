"""Product teasers, cards and safety information: what readers get and what stops an editor."""

from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.blocks import Block, StructBlockValidationError
from wagtail.models import Locale, Page

from blocks.cta_cards import CtaCardsBlock
from blocks.document import Document, resolve
from blocks.facts import About
from blocks.generic_texts import is_generic
from blocks.product_teaser import ProductTeaserBlock
from blocks.products import Product
from blocks.safety_info import SafetyInfoBlock
from blocks.safety_information import SafetyInformation
from blocks.terms import Term
from tdd_pages.pages.models import ComponentPage
from tests.blocks.conftest import translated
from tests.streams import block, item, prose, section

pytestmark = pytest.mark.django_db

BODY = ComponentPage._meta.get_field("body").stream_block
GET_HELP = {"text": "Get help", "url": "https://example.org/help"}


def document(*body: Any, language: str = "en") -> Document:
    return resolve(BODY, BODY.to_python(list(body)), About(title="Title", language=language))


def soup_of(document: Document) -> BeautifulSoup:
    return BeautifulSoup("".join(c.render() for c in document.components), "lxml")


def problems(block: Block, raw: Any, *, deferred: bool = False) -> dict[str, Any]:
    """The errors by field that saving (a draft, if deferred) reports."""
    try:
        (block.clean_deferred if deferred else block.clean)(block.to_python(raw))
    except StructBlockValidationError as error:
        return error.as_json_data()["blockErrors"]
    return {}


# --- Product teaser -----------------------------------------------------------------------------


def teaser(pump: Product, **value: Any) -> dict[str, Any]:
    return block("product_teaser", "t", product=pump.pk, **value)


def test_a_teaser_is_an_article_named_by_the_product_with_one_link(
    pump: Product, photo: Any
) -> None:
    pump.image, pump.image_alt = photo, "A round pump"
    pump.save()
    shown = document(section("s", teaser(pump)))
    article = soup_of(shown).article
    assert article.find(id=article["aria-labelledby"]).name == "h3"
    assert [link.get_text() for link in article.select("a")] == ["Examplar™"]
    assert article.img["alt"] == "A round pump"
    data = shown.to_json()[0]["body"][0]
    assert data["product"] == {
        "key": "examplar",
        "name": "Examplar",
        "mark": "™",
        "generic_name": "",
    }
    assert data["text"]["content"] == "<p>A pump for tests.</p>"
    assert data["link"]["page_id"] == pump.page_id


def test_a_product_renamed_in_the_registry_is_renamed_on_every_page(
    client: Client, make_page: Callable[..., ComponentPage], pump: Product
) -> None:
    page = make_page([teaser(pump)])
    pump.name = "Samplar"
    pump.save()
    html = client.get(page.url).content.decode()
    assert "Samplar™" in html
    assert "Examplar" not in html


def test_a_name_typed_with_its_mark_has_it_once() -> None:
    product = Product.objects.create(name=" Examplar™ ", mark="™")
    assert product.display_name == "Examplar™"


def test_a_teaser_has_no_link_while_the_products_page_is_not_live(
    pump: Product, home: Page
) -> None:
    pump.page = home.add_child(instance=ComponentPage(title="Draft", live=False))
    pump.save()
    shown = document(teaser(pump))
    assert shown.to_json()[0]["link"] is None
    assert soup_of(shown).h2.get_text(strip=True) == "Examplar™"


def test_an_image_without_text_is_decorative(pump: Product, photo: Any) -> None:
    pump.image = photo
    pump.save()
    assert soup_of(document(teaser(pump))).img["alt"] == ""


def test_the_pages_own_text_stands_instead_of_the_summary(pump: Product) -> None:
    shown = document(teaser(pump, text="<p>Ours <b>here</b>.</p>"))
    assert shown.to_json()[0]["text"]["content"] == "<p>Ours <b>here</b>.</p>"


def test_markup_in_a_products_summary_is_shown_as_text(pump: Product) -> None:
    pump.summary = "<script>alert(1)</script>"
    pump.save()
    assert not soup_of(document(teaser(pump))).select("script")


def test_a_page_shows_the_product_in_its_own_language(pump: Product, french: Locale) -> None:
    translated(pump, french, summary="Une pompe.")
    data = document(teaser(pump), language="fr").to_json()[0]
    assert (data["text"]["content"], data["language"]) == ("<p>Une pompe.</p>", None)


def test_a_product_that_is_not_translated_says_its_language(pump: Product) -> None:
    article = soup_of(document(teaser(pump), language="ar")).article
    assert (article["lang"], article["dir"]) == ("en", "ltr")


def test_an_unpublished_product_vanishes(pump: Product) -> None:
    pump.unpublish()
    assert document(teaser(pump)).components == []


def test_a_product_without_a_page_can_be_drafted_and_not_published(pump: Product) -> None:
    raw = {"product": pump.pk, "text": ""}
    assert problems(ProductTeaserBlock(), raw) == {}
    Product.objects.update(page=None)
    assert list(problems(ProductTeaserBlock(), raw)) == ["product"]
    assert problems(ProductTeaserBlock(), raw, deferred=True) == {}
    assert list(problems(ProductTeaserBlock(), {})) == ["product"]
    assert problems(ProductTeaserBlock(), {}, deferred=True) == {}


# --- Cards --------------------------------------------------------------------------------------


def card(nth: int, heading: str, link: dict[str, Any] | None = None) -> dict[str, Any]:
    return item(f"card-{nth}", {"heading": heading, "text": "", "link": link or {}})


def cards(*items: dict[str, Any], heading: str = "Next") -> dict[str, Any]:
    return {"heading": heading, "items": list(items)}


def test_each_card_has_one_link_and_a_heading_under_the_groups(home: Page) -> None:
    value = cards(
        card(1, "Ask", GET_HELP), card(2, "Read", {"text": "The front page", "page": home.pk})
    )
    soup = soup_of(document(block("cta_cards", "c", **value)))
    assert [h.name for h in soup.select("h2, h3")] == ["h2", "h3", "h3"]
    links = [[a.get_text() for a in li.select("a")] for li in soup.select("ul[role=list] > li")]
    assert links == [["Get help"], ["The front page"]]


def test_a_heading_that_says_the_same_as_the_link_is_the_link() -> None:
    value = cards(card(1, "Get help!", GET_HELP))
    shown = document(block("cta_cards", "c", **value))
    assert [a.parent.name for a in soup_of(shown).select("li a")] == ["h3"]
    assert shown.to_json()[0]["items"][0]["heading_is_link"] is True


def test_without_a_heading_of_the_group_the_cards_headings_take_its_level() -> None:
    shown = document(block("cta_cards", "c", **cards(card(1, "Ask", GET_HELP), heading="")))
    assert [h.name for h in soup_of(shown).select("h2, h3")] == ["h2"]


def test_a_link_to_nowhere_leaves_the_card_without_one(home: Page) -> None:
    draft = home.add_child(instance=ComponentPage(title="Draft", live=False))
    value = cards(card(1, "Draft", {"text": "Draft", "page": draft.pk}))
    shown = document(block("cta_cards", "c", **value))
    assert soup_of(shown).h3.get_text(strip=True) == "Draft"
    assert not soup_of(shown).select("a")


def link_errors(found: dict[str, Any], nth: str = "0") -> list[str]:
    items = found["items"]["blockErrors"]
    return list(items[nth if nth in items else int(nth)]["blockErrors"]["link"]["blockErrors"])


@pytest.mark.parametrize("text", ["Learn more", "CLICK HERE!", "En savoir plus", "もっと見る"])
def test_a_text_that_says_nothing_is_refused_on_publishing_only(text: str) -> None:
    raw = cards(card(1, "Ask", {**GET_HELP, "text": text}))
    assert link_errors(problems(CtaCardsBlock(), raw)) == ["text"]
    assert problems(CtaCardsBlock(), raw, deferred=True) == {}


@pytest.mark.parametrize("text", ["Learn more about refills", "Find a treatment centre", ""])
def test_a_text_that_names_its_target_is_not_generic(text: str) -> None:
    assert not is_generic(text)


def test_two_links_with_one_text_are_an_error_on_the_second() -> None:
    raw = cards(card(1, "Ask", GET_HELP), card(2, "Ask again", {**GET_HELP, "text": "get  help"}))
    assert link_errors(problems(CtaCardsBlock(), raw), "1") == ["text"]
    assert problems(CtaCardsBlock(), raw, deferred=True) == {}


def test_a_card_without_a_link_cannot_be_published() -> None:
    raw = cards(card(1, "Ask"))
    assert set(link_errors(problems(CtaCardsBlock(), raw))) == {"text", "page"}
    assert problems(CtaCardsBlock(), raw, deferred=True) == {}


@pytest.mark.parametrize("number", [0, 5])
def test_a_group_has_one_to_four_cards(number: int) -> None:
    raw = cards(*(card(n, f"{n}", {**GET_HELP, "text": f"Topic {n}"}) for n in range(number)))
    assert list(problems(CtaCardsBlock(), raw)) == ["items"]


# --- Safety information -------------------------------------------------------------------------


def safety_block(safety: SafetyInformation) -> dict[str, Any]:
    return block("safety_info", "s", information=safety.pk)


def test_safety_information_is_a_section_under_its_heading_with_its_version(
    safety: SafetyInformation,
) -> None:
    shown = document(safety_block(safety))
    part = soup_of(shown).section
    assert part.find(id=part["aria-labelledby"]).get_text(strip=True) == safety.heading
    assert not part.has_attr("role")
    assert "Version 3, in force since September 1, 2026" in part.get_text()
    data = shown.to_json()[0]
    assert (data["version"], data["effective"]) == ("3", "2026-09-01")
    assert data["body"]["content"] == "<p>Do not stop at once.</p>"


def test_a_new_version_is_on_every_page_as_soon_as_it_is_published_and_not_before(
    client: Client, make_page: Callable[..., ComponentPage], safety: SafetyInformation
) -> None:
    page = make_page([safety_block(safety)])
    safety.version, safety.body = "4", "<p>New wording.</p>"
    revision = safety.save_revision()
    assert "New wording" not in client.get(page.url).content.decode()
    revision.publish()
    html = client.get(page.url).content.decode()
    assert "New wording" in html
    assert "Version 4" in html


def test_safety_information_comes_in_the_language_of_the_page(
    safety: SafetyInformation, french: Locale
) -> None:
    translated(safety, french, body="<p>Ne pas arrêter.</p>")
    data = document(safety_block(safety), language="fr").to_json()[0]
    assert data["body"]["content"] == "<p>Ne pas arrêter.</p>"
    assert data["effective_text"] == "1 septembre 2026"


def test_wording_that_is_not_translated_says_its_language_and_the_version_line_the_pages(
    safety: SafetyInformation,
) -> None:
    part = soup_of(document(safety_block(safety), language="ar")).section
    assert (part["lang"], part["dir"]) == ("en", "ltr")


def test_links_and_terms_within_safety_information_work(
    safety: SafetyInformation, cns: Term, pdf: Any
) -> None:
    safety.body = (
        f'<p>The <a linktype="abbr" id="{cns.pk}">CNS</a>. '
        f'<a linktype="document" id="{pdf.pk}">Read</a></p>'
    )
    safety.save()
    again = f'<p>The <a linktype="abbr" id="{cns.pk}">CNS</a>.</p>'
    soup = soup_of(document(safety_block(safety), prose("a", again)))
    assert "central nervous system (CNS)" in soup.section.get_text()
    assert "PDF" in soup.section.a.get_text()
    assert soup.select(".tdd-prose abbr")[-1]["title"] == "central nervous system"


def test_safety_information_must_be_chosen_before_publishing() -> None:
    assert list(problems(SafetyInfoBlock(), {})) == ["information"]
    assert problems(SafetyInfoBlock(), {}, deferred=True) == {}


def test_unpublished_safety_information_vanishes(safety: SafetyInformation) -> None:
    safety.unpublish()
    assert document(safety_block(safety)).components == []
