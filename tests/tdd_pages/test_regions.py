"""The regions and languages a reader can choose from."""

from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail.models import Locale, Page, PageViewRestriction, Site

from blocks.collation import sort_key
from tdd_pages.pages.models import ComponentPage, RegionsPage
from tdd_pages.shell.region_site import RegionSite
from tdd_pages.shell.regions import Region, Regions, Text, resolve_regions
from tdd_pages.shell.where import Where

from .big_shell import make_regions

pytestmark = pytest.mark.django_db


def site(name: str, language: str, territory: str = "", **more: Any) -> RegionSite:
    """A region as an editor fills in its form."""
    given = {"group": "europe", "url": "https://example.org/", "territory": territory, **more}
    return RegionSite(name=name, language=language, **given)


def publish(*regions: RegionSite) -> None:
    """Save what the form accepts."""
    for region in regions:
        region.full_clean()
        region.save()


def resolved(language: str = "en") -> Regions | None:
    """The regions as readers of a language get them."""
    locale, _ = Locale.objects.get_or_create(language_code=language)
    return resolve_regions(Where(Site.objects.get(is_default_site=True), locale))


def names(regions: Regions | None) -> list[str]:
    assert regions
    return [item.name.text for item in regions.items]


@pytest.fixture
def french(home: Page) -> Page:
    """The home page in French."""
    page = home.copy_for_translation(Locale.objects.create(language_code="fr"))
    page.save_revision().publish()
    return Page.objects.get(pk=page.pk)


# ---------------------------------------------------------------------- order


def test_names_are_sorted_as_readers_look_for_them_not_by_code_points() -> None:
    ordered = ["Česká republika", "Cuba", "España", "Oman", "Österreich", "Vietnam", "Ελλάδα"]
    assert sorted(sorted(ordered), key=lambda word: sort_key(word, "en")) == ordered


@pytest.mark.parametrize(
    ("language", "ordered"),
    [
        ("en", ["Nada", "Ñandú", "Nube", "Oca"]),
        ("es", ["Nada", "Nube", "Ñandú", "Oca"]),
        ("en", ["Åland", "Öland", "Zypern"]),
        ("sv", ["Zypern", "Åland", "Öland"]),
    ],
)
def test_a_letter_stands_where_the_readers_alphabet_has_it(
    language: str, ordered: list[str]
) -> None:
    shuffled = ordered[::-1]
    assert sorted(shuffled, key=lambda word: sort_key(word, language)) == ordered


def test_regions_are_sorted_by_what_the_reader_calls_them(home: Page) -> None:
    publish(
        site("Vlaanderen", "nl", hreflang="nl-x-fl", exonym="Flanders"),
        site("Österreich", "de", "AT"),
        site("Česká republika", "cs", "CZ"),
        site("España", "es", "ES"),
        site("Ελλάδα", "el", "GR"),
    )
    assert names(resolved("en")) == [
        "English",  # this website itself
        "Österreich",  # Austria
        "Česká republika",  # Czechia
        "Vlaanderen",
        "Ελλάδα",  # Greece
        "España",  # Spain
    ]
    # Autriche, Espagne, Flanders, Grèce, Tchéquie
    assert names(resolved("fr"))[2:4] == ["España", "Vlaanderen"]


# ---------------------------------------------------------------------- what an entry says


def item(name: str, language: str = "en") -> Region:
    regions = resolved(language)
    assert regions
    return next(item for item in regions.items if item.name.text == name)


def test_an_entry_has_the_name_of_the_people_there_and_of_the_reader(home: Page) -> None:
    publish(
        site("ישראל", "he", "IL"),
        site("Belgique", "fr", "BE", language_label="Français"),
        site("Latinoamérica", "es", "419"),
    )
    israel = item("ישראל")
    assert (israel.name.lang, israel.name.dir) == ("he", "rtl")
    assert israel.exonym == Text.of("Israel", "en")
    assert israel.hreflang == "he-IL"
    assert israel.code == "he-il"
    belgium = item("Belgique", "fr")
    assert belgium.exonym is None
    assert belgium.language == Text.of("Français", "fr")
    assert item("Latinoamérica").exonym == Text.of("Latin America", "en")


def test_languages_of_this_website_have_entries_of_their_own(home: Page, french: Page) -> None:
    regions = resolved("en")
    assert regions
    assert [(group.heading, [i.name.text for i in group.items]) for group in regions.groups] == [
        ("This website", ["English", "Français"])
    ]
    assert regions.current == "en"
    assert item("Français").href == "/fr/"
    assert item("English", "fr").exonym == Text.of("anglais", "fr")


def test_an_editor_can_name_a_language_of_this_website(home: Page, french: Page) -> None:
    fr = Locale.objects.get(language_code="fr")
    publish(site("France", "fr", "FR", locale=fr, url=""), site("Österreich", "de", "AT"))
    france = item("France", "fr")
    assert france.current
    assert france.href == "/fr/"
    assert "Français" not in names(resolved("fr"))


def test_a_language_whose_home_page_is_not_public_has_no_entry(home: Page, french: Page) -> None:
    publish(site("Österreich", "de", "AT"))
    PageViewRestriction.objects.create(page=french, restriction_type=PageViewRestriction.LOGIN)
    assert names(resolved()) == ["English", "Österreich"]
    french.get_view_restrictions().delete()
    french.unpublish()
    assert names(resolved()) == ["English", "Österreich"]


def test_with_nothing_to_choose_from_there_is_no_selector(home: Page) -> None:
    assert resolved() is None


def test_a_region_that_is_not_live_is_left_out(home: Page) -> None:
    publish(site("Österreich", "de", "AT"), site("España", "es", "ES"))
    RegionSite.objects.get(hreflang="es-ES").unpublish()
    assert names(resolved()) == ["English", "Österreich"]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "//evil.example"])
def test_a_region_stored_with_what_is_no_web_address_is_left_out(home: Page, address: str) -> None:
    publish(site("Österreich", "de", "AT"), site("España", "es", "ES"))
    RegionSite.objects.filter(hreflang="es-ES").update(url=address)
    assert names(resolved()) == ["English", "Österreich"]


# ---------------------------------------------------------------------- what the form refuses


@pytest.mark.parametrize(
    ("region", "field"),
    [
        (lambda: site("Austria again", "de", "AT"), "hreflang"),
        (lambda: site("Austria again", "de", hreflang="DE-at"), "hreflang"),
        (lambda: site("English", "en"), "hreflang"),
        (lambda: site("日本", "ja", hreflang="ja-JP"), "exonym"),
        (lambda: site("🇫🇷 France", "fr", "FR"), "name"),
        (lambda: site("France (France)", "fr", "FR"), "name"),
        (lambda: site("Nowhere", "en", "ZZX"), "territory"),
        (lambda: site("France", "", "FR"), "language"),
        (lambda: site("France", "not a tag", "FR"), "language"),
        (lambda: site("France", "fr", "FR", url=""), "url"),
        (lambda: site("France", "fr", "FR", url="javascript:alert(1)"), "url"),
        (lambda: site("France", "fr", "FR", locale=Locale.objects.get()), "url"),
    ],
)
def test_a_mistake_is_named_at_its_field(
    home: Page, region: Callable[[], RegionSite], field: str
) -> None:
    publish(site("Österreich", "de", "AT"))
    with pytest.raises(ValidationError) as refused:
        region().full_clean()
    assert list(refused.value.message_dict) == [field]


# ---------------------------------------------------------------------- HTML


def header_of(client: Client, url: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(url).content, "lxml")


def test_without_a_script_the_selector_is_a_link_to_the_full_list(
    home: Page, client: Client
) -> None:
    make_regions()
    home.add_child(instance=RegionsPage(title="Regions", slug="regions"))
    page = home.add_child(instance=ComponentPage(title="Page"))
    seen = header_of(client, page.url)
    toggle = seen.select_one(".tdd-regions > a")
    assert toggle["href"] == "/regions/"
    assert len(seen.select(".tdd-regions__list")) == 5
    assert len(seen.select(".tdd-regions__list a")) == 63
    greek = seen.find("bdi", string="Ελλάδα")
    assert greek["lang"] == "el"
    assert greek.parent["hreflang"] == "el-GR"
    full = header_of(client, "/regions/")
    assert len(full.select("main .tdd-regions__list a")) == 63
    assert len(full.select("header .tdd-regions__list a")) == 0
    assert full.select_one(".tdd-regions > a")["aria-current"] == "page"


def test_on_a_page_with_a_translation_a_language_leads_there(
    home: Page, french: Page, client: Client
) -> None:
    page = home.add_child(instance=ComponentPage(title="Page"))
    translated = page.copy_for_translation(Locale.objects.get(language_code="fr"))
    translated.save_revision().publish()
    links = header_of(client, page.url).select(".tdd-regions__list a")
    assert [link["href"] for link in links] == [page.url, translated.url]
