"""The main menu: what an editor may write, and what visitors get of it."""

from collections.abc import Iterator
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from wagtail.blocks import StreamBlockValidationError
from wagtail.models import Locale, Page, PageViewRestriction, Site
from wagtail.test.utils.form_data import nested_form_data, streamfield

from tdd_pages.pages.models import ComponentPage, SiteMapPage
from tdd_pages.shell.menu_blocks import SectionsBlock, UtilityBlock
from tdd_pages.shell.menus import MainMenu, Menu, resolve_header
from tdd_pages.shell.region_site import RegionSite
from tdd_pages.shell.settings import ShellSettings
from tdd_pages.shell.where import Where
from tests.streams import block, item

from .big_shell import make_menu

pytestmark = pytest.mark.django_db


def entry(
    page: Page | None = None, *children: Any, text: str = "", url: str = ""
) -> dict[str, Any]:
    """An entry as it is stored."""
    below = [item(f"{text}{nth}", child) for nth, child in enumerate(children)]
    return {"text": text, "page": page and page.pk, "url": url, "children": below}


def show(*sections: dict[str, Any], utility: Any = (), locale: Locale | None = None) -> MainMenu:
    """Make a live menu and let the default site show it."""
    menu = MainMenu(
        name="Main",
        locale=locale or Locale.get_default(),
        sections=[block("section", f"s{nth}", **value) for nth, value in enumerate(sections)],
        utility=[block("link", f"u{nth}", **value) for nth, value in enumerate(utility)],
    )
    menu.save()
    settings, _ = ShellSettings.objects.get_or_create(site=Site.objects.get(is_default_site=True))
    settings.menu = menu
    settings.save()
    return menu


def shown(language: str = "en") -> Menu:
    """The menu on pages in this language."""
    locale, _ = Locale.objects.get_or_create(language_code=language)
    menu = resolve_header(Where(Site.objects.get(is_default_site=True), locale)).menu
    assert menu
    return menu


def texts(entries: Any) -> Any:
    """What entries say, and those under them."""
    return [
        (entry.text, texts(entry.children)) if getattr(entry, "children", None) else entry.text
        for entry in entries
    ]


@pytest.fixture
def pages(home: Page) -> list[Page]:
    """A page, one below it, and one below that; and a page beside the first."""
    top = home.add_child(instance=ComponentPage(title="Therapies"))
    middle = top.add_child(instance=ComponentPage(title="Pumps"))
    low = middle.add_child(instance=ComponentPage(title="Refilling"))
    other = home.add_child(instance=ComponentPage(title="About us"))
    return [top, middle, low, other]


# ---------------------------------------------------------------------- what visitors get


def test_a_menu_has_three_levels_and_pages_bring_their_titles(pages: list[Page]) -> None:
    top, middle, low, other = pages
    show(entry(top, entry(middle, entry(low, text="How to refill"))), entry(other))
    assert texts(shown().items) == [("Therapies", [("Pumps", ["How to refill"])]), "About us"]
    assert shown().items[0].children[0].href == "/therapies/pumps/"


def test_what_visitors_cannot_open_vanishes_with_all_that_stands_under_it(
    pages: list[Page],
) -> None:
    top, middle, low, other = pages
    show(entry(top, entry(middle, entry(low))), entry(other))
    middle.unpublish()
    assert texts(shown().items) == ["Therapies", "About us"]
    PageViewRestriction.objects.create(page=top, restriction_type=PageViewRestriction.LOGIN)
    assert texts(shown().items) == ["About us"]
    other.delete()
    assert shown().items == []


def test_the_page_shown_and_the_entries_above_it_are_marked(pages: list[Page]) -> None:
    top, middle, low, other = pages
    show(entry(top, entry(middle, entry(low))), entry(other))
    marked = shown().marking(low)
    assert marked.items[0].current == "ancestor"
    assert marked.items[0].children[0].current == "ancestor"
    assert marked.items[0].children[0].children[0].current == "page"
    assert marked.items[1].current is None
    elsewhere = middle.add_child(instance=ComponentPage(title="In no menu"))
    marked = shown().marking(elsewhere)
    assert marked.items[0].children[0].current == "ancestor"
    assert marked.items[0].children[0].children[0].current is None


def test_a_home_page_in_the_menu_is_above_nothing(home: Page, pages: list[Page]) -> None:
    show(entry(home), entry(pages[0]))
    assert shown().marking(pages[0]).items[0].current is None
    assert shown().marking(home).items[0].current == "page"


def test_a_page_in_french_shows_the_french_menu_with_french_pages(
    home: Page, pages: list[Page]
) -> None:
    french = Locale.objects.create(language_code="fr")
    home.copy_for_translation(french).save_revision().publish()
    translated = pages[0].copy_for_translation(french)
    translated.title = "Thérapies"
    translated.save_revision().publish()
    menu = show(entry(pages[0]), entry(pages[3]))
    assert texts(shown("fr").items) == ["Therapies", "About us"]
    assert shown("fr").language == "en"
    copy = menu.copy_for_translation(french)
    copy.save()
    copy.save_revision().publish()
    assert texts(shown("fr").items) == ["Thérapies", "About us"]
    assert shown("fr").language == "fr"
    assert texts(shown("en").items) == ["Therapies", "About us"]


def test_a_draft_of_a_menu_is_not_shown(pages: list[Page]) -> None:
    menu = show(entry(pages[0]))
    menu.sections.append(("section", {"text": "Soon", "url": "https://soon.example.org"}))
    menu.save_revision()
    assert texts(shown().items) == ["Therapies"]
    menu.unpublish()
    assert resolve_header(Where(Site.objects.get(is_default_site=True), menu.locale)).menu is None


@pytest.mark.parametrize(
    "stored",
    [
        [{"type": "section", "value": {"text": 3, "page": "x", "url": [], "children": 7}}],
        [{"type": "section", "value": {"text": "A", "page": [1], "url": "javascript:alert(1)"}}],
        [{"type": "section", "value": {"text": "B", "page": 999_999, "url": "https://b.org"}}],
        [{"type": "section", "value": {"text": "C", "url": None, "children": [None, 1, {}]}}],
    ],
)
def test_whatever_is_stored_the_menu_is_shown(home: Page, stored: Any) -> None:
    menu = show()
    MainMenu.objects.filter(pk=menu.pk).update(sections=stored)
    assert shown().items == []


# ---------------------------------------------------------------------- what the form refuses


def errors(value: Any, stream: Any = None) -> dict[str, str]:
    """What the form says is wrong, by where it says so."""
    stream = stream or SectionsBlock()
    try:
        stream.clean(stream.to_python(value))
    except StreamBlockValidationError as refused:
        return dict(_flat(refused))
    return {}


def _flat(error: ValidationError, path: str = "") -> Iterator[tuple[str, str]]:
    for name, inner in (getattr(error, "block_errors", None) or {}).items():
        yield from _flat(inner, f"{path}.{name}" if path else str(name))
    if not hasattr(error, "block_errors"):
        yield path, " ".join(error.messages)


def sections(*values: dict[str, Any]) -> list[dict[str, Any]]:
    return [block("section", f"s{nth}", **value) for nth, value in enumerate(values)]


def test_a_menu_without_mistakes_is_accepted(pages: list[Page]) -> None:
    top, middle, low, other = pages
    assert errors(sections(entry(top, entry(middle, entry(low))), entry(other))) == {}


def test_an_entry_that_leads_nowhere_is_an_error_at_its_field(pages: list[Page]) -> None:
    top, middle, low, other = pages
    middle.unpublish()
    other.delete()
    PageViewRestriction.objects.create(page=low, restriction_type=PageViewRestriction.LOGIN)
    for page in pages[:3]:
        page.refresh_from_db()
    assert errors(sections(entry(top, entry(middle)))) == {
        "0.children.0.page": "This page is not published."
    }
    assert errors(sections(entry(low))) == {
        "0.page": "This page is not public: visitors cannot open it."
    }
    assert errors(sections({**entry(text="Gone"), "page": 999_999})) == {
        "0.page": "Choose where this entry leads."
    }
    assert errors(sections(entry(text="Files", url="ftp://example.org/"))) == {
        "0.url": "A web address begins with https:// or http://."
    }
    assert errors(sections(entry(url="https://example.org/"))) == {
        "0.text": "Say where this entry leads."
    }
    assert errors(sections(entry(top, url="https://example.org/"))) == {
        "0.url": "Choose one target only."
    }


def test_an_entry_that_repeats_another_is_an_error_at_its_field(pages: list[Page]) -> None:
    top, middle, low, other = pages
    assert errors(sections(entry(top), entry(other, text="THERAPIES "))) == {
        "1.text": "Another entry beside this one has this text."
    }
    assert errors(sections(entry(top), entry(top, text="Something else"))) == {
        "1.page": "Another entry beside this one leads here already."
    }
    assert errors(sections(entry(top, entry(middle, entry(low), entry(low, text="Again"))))) == {
        "0.children.0.children.1.page": "Another entry beside this one leads here already."
    }
    away = [entry(text="A", url="https://a.org"), entry(text="B", url="https://a.org/")]
    utility = [block("link", f"u{nth}", **value) for nth, value in enumerate(away)]
    assert errors(utility, UtilityBlock()) == {
        "1.url": "Another entry beside this one leads here already."
    }


def test_an_overview_is_refused_since_its_section_is_a_link_itself(pages: list[Page]) -> None:
    top = pages[0]
    assert errors(sections(entry(top, entry(top, text="Overview")))) == {
        "0.children.0.page": "The entry above leads here already."
    }


def test_a_draft_may_have_gaps(pages: list[Page]) -> None:
    stream = SectionsBlock()
    stream.clean_deferred(stream.to_python(sections(entry(), entry(pages[0]), entry(pages[0]))))


def test_the_editor_is_told_when_a_menu_is_published_and_may_save_a_draft(
    admin_client: Client, pages: list[Page]
) -> None:
    pages[3].unpublish()
    sent = nested_form_data(
        {
            "name": "Main",
            "tagline": "",
            "sections": streamfield(
                [("section", {"text": "", "page": pages[3].pk, "url": "", "children": COUNT})]
            ),
            "utility": streamfield([]),
        }
    )
    add = reverse("wagtailsnippets_tdd_shell_mainmenu:add")
    refused = admin_client.post(add, {**sent, "action-publish": "1"})
    assert refused.status_code == 200
    assert "This page is not published." in refused.content.decode()
    assert MainMenu.objects.count() == 0
    saved = admin_client.post(add, sent)
    assert saved.status_code == 302
    assert not MainMenu.objects.get().live


COUNT = {"count": "0"}


# ---------------------------------------------------------------------- HTML


def page_of(client: Client, page: Page) -> BeautifulSoup:
    return BeautifulSoup(client.get(page.url).content, "lxml")


def test_sections_are_links_with_a_button_each_for_what_is_under_them(
    home: Page, client: Client
) -> None:
    make_menu(home)
    site_map = home.add_child(instance=SiteMapPage(title="Site map"))
    seen = page_of(client, site_map)
    menu = seen.select_one("nav.tdd-menu")
    assert menu["aria-label"] == "Main"
    assert not menu.select("[role=menu], [role=menubar], [aria-haspopup]")
    sections = menu.select(".tdd-menu__section:not([data-tdd-without-script])")
    assert len(sections) == 4
    for section in sections:
        assert section.find("a", recursive=False)["href"]
        button = section.find("button", recursive=False)
        assert button.has_attr("hidden")
        assert section.find(id=button["data-tdd-discloses"]).has_attr("hidden")
    assert len(menu.select("a")) == 4 + 37 + 134 + 1
    assert seen.select_one("[data-tdd-without-script] a")["href"] == site_map.url


def test_the_current_page_is_said_in_the_markup(client: Client, pages: list[Page]) -> None:
    top, middle, low, other = pages
    show(entry(top, entry(middle, entry(low))), entry(other), utility=[entry(other)])
    current = {
        link.get_text(strip=True): link["aria-current"]
        for link in page_of(client, low).select("header a[aria-current]")
    }
    assert current == {"Therapies": "true", "Pumps": "true", "Refilling": "page"}
    assert len(page_of(client, other).select(".tdd-header__utility [aria-current=page]")) == 1


def test_a_menu_in_another_language_says_so(home: Page, client: Client, pages: list[Page]) -> None:
    french = Locale.objects.create(language_code="fr")
    home.copy_for_translation(french).save_revision().publish()
    pages[0].copy_for_translation(french).save_revision().publish()
    show(entry(pages[0]), utility=[entry(pages[3])])
    seen = page_of(client, pages[0].get_translation(french))
    assert seen.html["lang"] == "fr"
    assert seen.select_one("#tdd-menu")["lang"] == "en"
    assert seen.select_one(".tdd-header__utility")["lang"] == "en"
    assert not page_of(client, pages[0]).select_one("#tdd-menu").has_attr("lang")


def test_an_editor_sees_the_draft_in_the_header_of_a_page(
    admin_client: Client, pages: list[Page]
) -> None:
    menu = show(entry(pages[0]))
    response = menu.make_preview_request()
    header = BeautifulSoup(response.content, "lxml").select_one("header.tdd-header")
    assert "Therapies" in header.get_text()


@pytest.mark.parametrize(
    "address",
    [
        "wagtailsnippets_tdd_shell_mainmenu:list",
        "wagtailsnippets_tdd_shell_mainmenu:add",
        "wagtailsnippets_tdd_shell_regionsite:list",
        "wagtailsnippets_tdd_shell_regionsite:add",
        "wagtailsettings:edit",
    ],
)
def test_the_admins_forms_are_for_those_with_the_permission(
    admin_client: Client, client: Client, home: Page, address: str
) -> None:
    args = ("tdd_shell", "shellsettings") if address == "wagtailsettings:edit" else ()
    url = reverse(address, args=args)
    assert admin_client.get(url, follow=True).status_code == 200
    editor = get_user_model().objects.create_user("editor", password="editor")
    editor.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(editor)
    refused = client.get(url)
    assert (refused.status_code, refused.headers.get("Location")) == (302, "/admin/")


def test_a_region_is_previewed_among_the_others(home: Page) -> None:
    region = RegionSite(name="España", language="es", hreflang="es-ES", url="https://example.org/")
    seen = BeautifulSoup(region.make_preview_request().content, "lxml")
    assert "España" in seen.main.get_text()


# ---------------------------------------------------------------------- site map


def test_the_site_map_lists_what_is_public_as_the_tree_has_it(
    home: Page, client: Client, pages: list[Page]
) -> None:
    _, middle, low, _ = pages
    site_map = home.add_child(instance=SiteMapPage(title="Site map"))
    secret = home.add_child(instance=ComponentPage(title="Secret"))
    secret.add_child(instance=ComponentPage(title="Below"))
    PageViewRestriction.objects.create(page=secret, restriction_type=PageViewRestriction.LOGIN)
    middle.unpublish()
    seen = page_of(client, site_map).select_one(".tdd-site-map")
    names = [link.get_text() for link in seen.select("a")]
    assert names == [home.title, "Therapies", "Refilling", "About us", "Site map"]
    below = seen.find("a", string="Therapies").parent.ul.select("a")
    assert [link["href"] for link in below] == [low.url]
    assert seen.select_one("[aria-current=page]").get_text() == "Site map"
