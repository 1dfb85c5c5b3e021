"""What a page's place in the tree puts around it: breadcrumb, section menu, other languages."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.test import Client, RequestFactory
from wagtail.models import Locale, Page, PageViewRestriction, Site

from tdd_pages.pages.models import ComponentPage
from tdd_pages.shell.navigation import resolve_position
from tdd_pages.shell.shell import Shell, resolve_shell
from tdd_pages.shell.where import Where

Make = Callable[..., ComponentPage]


@pytest.fixture
def add(home: Page) -> Make:
    """A function that adds a live page that shows in menus."""

    def add(title: str, under: Page | None = None, **fields: Any) -> ComponentPage:
        page = ComponentPage(title=title, **{"show_in_menus": True, **fields})
        Page.objects.get(pk=(under or home).pk).add_child(instance=page)
        return ComponentPage.objects.get(pk=page.pk)

    return add


@pytest.fixture
def way(add: Make) -> list[ComponentPage]:
    """Four pages, one under the other: a section, a structural page, a therapy, a condition."""
    section = add("Specialties")
    structural = add("Conditions", section, hide_in_breadcrumb=True)
    therapy = add("Targeted delivery of baclofen", structural, breadcrumb_title="Targeted delivery")
    return [section, structural, therapy, add("Severe spasticity", therapy)]


def shell_of(page: Page) -> Shell:
    site = Site.objects.get(is_default_site=True)
    return resolve_shell(site, page)


def served(client: Client, page: Page) -> BeautifulSoup:
    return BeautifulSoup(client.get(page.url).content, "lxml")


def words(soup: Any) -> str:
    return " ".join(soup.get_text(" ").split())


def test_the_breadcrumb_leads_from_home_to_the_page(way: list[ComponentPage], home: Page) -> None:
    crumbs = shell_of(way[-1]).breadcrumb
    assert [(crumb.text, crumb.href, crumb.current) for crumb in crumbs] == [
        (home.title, "/", False),
        ("Specialties", way[0].url, False),
        ("Targeted delivery", way[2].url, False),
        ("Severe spasticity", way[3].url, True),
    ]


def test_a_page_that_is_left_out_still_shows_where_it_is(way: list[ComponentPage]) -> None:
    assert [crumb.text for crumb in shell_of(way[1]).breadcrumb][-1] == "Conditions"


def test_ancestors_that_the_public_cannot_see_are_no_step(
    way: list[ComponentPage], add: Make
) -> None:
    way[2].unpublish()
    assert "Targeted delivery" not in [crumb.text for crumb in shell_of(way[3]).breadcrumb]
    PageViewRestriction.objects.create(page=way[0], restriction_type="login")
    assert [crumb.text for crumb in shell_of(way[3]).breadcrumb][1:] == ["Severe spasticity"]


def test_a_draft_is_called_what_the_draft_says(way: list[ComponentPage]) -> None:
    draft = way[3]
    draft.title = "Spasticity"
    assert shell_of(draft).breadcrumb[-1].text == "Spasticity"
    assert shell_of(ComponentPage.objects.get(pk=draft.pk)).breadcrumb[-1].text != "Spasticity"


def test_the_breadcrumb_is_a_named_list_whose_last_step_is_the_current_page(
    client: Client, way: list[ComponentPage]
) -> None:
    nav = served(client, way[3]).select_one("nav.tdd-breadcrumb")
    assert nav
    assert nav["aria-label"] == "Breadcrumb"
    assert len(nav.select("ol > li")) == 4
    current = nav.select('[aria-current="page"]')
    assert [element.get_text() for element in current] == ["Severe spasticity"]
    assert not current[0].find_parent("a")
    assert current[0].name != "a"


def test_search_engines_get_the_breadcrumb_in_a_block_that_cannot_be_left(
    client: Client, add: Make
) -> None:
    section = add("</script><!-- & Care")
    page = add("Pain", section)
    soup = served(client, page)
    block = soup.select_one('script[type="application/ld+json"]')
    data = json.loads(block.string)
    names = [step["name"] for step in data["itemListElement"]]
    assert names[1:] == ["</script><!-- & Care", "Pain"]
    assert data["itemListElement"][-1]["item"] == page.full_url


def test_the_home_page_has_no_breadcrumb(client: Client, add: Make, home: Page) -> None:
    top = add("Start")
    Site.objects.filter(is_default_site=True).update(root_page=top)
    Site.clear_site_root_paths_cache()
    assert served(client, top).select("nav.tdd-breadcrumb") == []


def test_a_section_begins_below_the_home_page(way: list[ComponentPage], add: Make) -> None:
    add("Products", way[0])
    add("Not in menus", way[0], show_in_menus=False)
    menu = shell_of(way[3]).section_menu
    assert menu
    assert (menu.label, menu.href, menu.current) == ("Specialties", way[0].url, False)
    assert [item.text for item in menu.items] == ["Conditions", "Products"]
    assert [child.text for child in menu.items[0].children] == ["Targeted delivery of baclofen"]
    assert (menu.items[0].current, menu.items[0].children[0].current) == ("ancestor", "ancestor")
    assert shell_of(way[0]).section_menu.current


def test_a_page_can_open_a_section_of_its_own(way: list[ComponentPage], add: Make) -> None:
    ComponentPage.objects.filter(pk=way[2].pk).update(opens_section=True)
    add("Chronic pain", way[2])
    menu = shell_of(way[3]).section_menu
    assert menu
    assert menu.label == "Targeted delivery of baclofen"
    assert [(item.text, item.current) for item in menu.items] == [
        ("Severe spasticity", "page"),
        ("Chronic pain", None),
    ]


def test_a_section_lists_nothing_the_public_cannot_see(way: list[ComponentPage], add: Make) -> None:
    hidden, private = add("Draft", way[0], live=False), add("Private", way[0])
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    assert hidden.title not in str(shell_of(way[3]).section_menu)
    assert private.title not in str(shell_of(way[3]).section_menu)


def test_a_page_alone_in_its_section_has_no_menu(add: Make) -> None:
    assert shell_of(add("Alone")).section_menu is None


def test_the_section_menu_stands_in_the_page_once(client: Client, way: list[ComponentPage]) -> None:
    navs = served(client, way[3]).select("nav.tdd-section-menu")
    assert [nav["aria-label"] for nav in navs] == ["Specialties"]
    assert words(navs[0]).count("Targeted delivery of baclofen") == 1
    assert navs[0].select_one("details > summary").get_text() == "In this section"


def test_a_title_names_page_section_and_site(client: Client, way: list[ComponentPage]) -> None:
    Site.objects.filter(is_default_site=True).update(site_name="Aurelis")
    assert served(client, way[3]).title.string == "Severe spasticity – Specialties – Aurelis"
    assert served(client, way[0]).title.string == "Specialties – Aurelis"


def test_a_page_names_its_live_translations(client: Client, add: Make) -> None:
    home = Page.objects.get(pk=add("Start").get_parent().pk)
    french = Locale.objects.create(language_code="fr")
    home.copy_for_translation(french).save_revision().publish()
    page = add("Pain")
    assert shell_of(page).alternates == []
    translated = page.copy_for_translation(french)
    translated.title = "Douleur"
    translated.slug = "douleur"
    assert shell_of(page).alternates == []
    translated.save_revision().publish()
    links = served(client, page).select('link[rel="alternate"][hreflang]')
    assert [(link["hreflang"], link["href"]) for link in links] == [
        ("en", "http://localhost/pain/"),
        ("fr", "http://localhost/fr/douleur/"),
        ("x-default", "http://localhost/pain/"),
    ]


def test_a_page_tells_those_who_share_it_what_it_is(client: Client, add: Make) -> None:
    page = add("Pain", search_description="What helps.")
    told = {
        meta["property"]: meta["content"] for meta in served(client, page).select("meta[property]")
    }
    assert told["og:title"] == "Pain"
    assert told["og:description"] == "What helps."
    assert told["og:url"] == page.full_url


def test_what_the_tree_tells_costs_two_queries(
    way: list[ComponentPage], rf: RequestFactory, django_assert_num_queries: Any
) -> None:
    page = ComponentPage.objects.select_related("locale").get(pk=way[3].pk)
    request = rf.get(page.url)
    site = Site.find_for_request(request)
    page.get_url(request)
    with django_assert_num_queries(2):
        resolve_position(Where(site, page.locale, request), page)


def test_a_preview_leaves_visitors_nothing_of_the_draft(
    way: list[ComponentPage], rf: RequestFactory, settings: Any
) -> None:
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    page, request = way[3], rf.get("/")
    site, request.is_preview = Site.find_for_request(request), True
    page.title = "A secret"
    assert resolve_shell(site, page, request).breadcrumb[-1].text == "A secret"
    page.refresh_from_db()
    assert resolve_shell(site, page, rf.get("/")).breadcrumb[-1].text == page.title
    page.title = "Changed"
    page.save()
    assert resolve_shell(site, page, rf.get("/")).breadcrumb[-1].text == "Changed"
    cache.clear()
