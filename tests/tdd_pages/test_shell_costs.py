"""What the shell costs the database: little when it is made, nothing until an editor changes it."""

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test import RequestFactory, override_settings
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, Page, PageViewRestriction, Site

from tdd_pages.pages.models import RegionsPage, SiteMapPage
from tdd_pages.shell.contact import ContactDetails
from tdd_pages.shell.footer import SiteFooter
from tdd_pages.shell.menus import MainMenu
from tdd_pages.shell.region_site import RegionSite
from tdd_pages.shell.settings import ShellSettings
from tdd_pages.shell.shell import Shell, resolve_shell
from tests.streams import block, item

from .big_shell import make_menu, make_regions

pytestmark = pytest.mark.django_db

MEMORY = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}


@pytest.fixture(autouse=True)
def kept() -> Iterator[None]:
    """A cache that keeps what it is given."""
    with override_settings(CACHES=MEMORY):
        cache.clear()
        yield
        cache.clear()


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A site with 62 regions, a menu of 175 entries and a home page in French."""
    with django_db_blocker.unblock(), transaction.atomic():
        home = Site.objects.get(is_default_site=True).root_page
        make_regions()
        make_menu(home)
        home.add_child(instance=RegionsPage(title="Region overview"))
        home.add_child(instance=SiteMapPage(title="Site map"))
        make_footer(home)
        home.copy_for_translation(Locale.objects.create(language_code="fr"))
        Page.objects.filter(locale__language_code="fr").update(live=True)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def deep(built: None, db: None) -> Page:
    """A page at the third level of the menu."""
    return Page.objects.filter(depth=5).first()


def make_footer(home: Page) -> None:
    """Show a footer with two groups of links to pages, a legal link and contact details."""
    links = [{"text": page.title, "page": page.pk} for page in home.get_children()]
    groups = [
        block("group", name, heading=name, links=[item(f"{name}{nth}", links[nth]) for nth in at])
        for name, at in (("Support", (0, 1)), ("Company", (2, 3)))
    ]
    footer = SiteFooter.objects.create(
        name="Footer",
        locale=home.locale,
        groups=groups,
        legal=[block("link", "legal", **links[4])],
        contact=ContactDetails.objects.create(
            name="Customer care", email="care@example.org", locale=home.locale, page=home
        ),
    )
    ShellSettings.objects.update(footer=footer)


def queries(page: Page) -> list[str]:
    """What resolving the shell asks the database, the page and its site being known."""
    request = RequestFactory().get("/")
    page = Page.objects.select_related("locale").get(pk=page.pk)
    site = Site.find_for_request(request)
    with CaptureQueriesContext(connection) as captured:
        resolve_shell(site, page, request)
    return [query["sql"] for query in captured]


def shell_of(page: Page) -> Shell:
    """The shell around a page, as a fresh request meets it."""
    request = RequestFactory().get("/")
    page = Page.objects.select_related("locale").get(pk=page.pk)
    return resolve_shell(Site.find_for_request(request), page, request)


def test_a_big_shell_takes_at_most_ten_queries(deep: Page) -> None:
    asked = queries(deep)
    assert shell_of(deep).footer
    assert len(asked) <= 10, "\n\n".join(asked)


def test_a_shell_that_is_kept_takes_none(deep: Page) -> None:
    queries(deep)
    assert queries(deep) == []


def test_another_page_takes_only_what_is_its_own(deep: Page) -> None:
    queries(deep)
    assert len(queries(deep.get_parent())) <= 2


def test_a_view_that_is_no_page_takes_none_either(deep: Page) -> None:
    request = RequestFactory().get("/")
    site = Site.find_for_request(request)
    resolve_shell(site, None, request)
    with CaptureQueriesContext(connection) as captured:
        resolve_shell(site, None, request)
    assert len(captured) == 0


def test_what_another_release_has_kept_is_not_read(
    deep: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    queries(deep)
    monkeypatch.setattr("tdd_pages.shell.cache.RELEASE", "next")
    assert queries(deep) != []


def test_what_no_signal_tells_of_shows_within_minutes(
    deep: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell_of(deep)
    Site.objects.update(site_name="Renamed")
    now = time.time() + 5 * 60 + 1
    monkeypatch.setattr("time.time", lambda: now)
    assert shell_of(deep).site_name == "Renamed"


def test_a_page_read_before_it_was_published_anew_is_not_kept(deep: Page) -> None:
    before = Page.objects.select_related("locale").get(pk=deep.pk)
    page = deep.specific
    page.title = "Renamed"
    page.save_revision().publish()
    request = RequestFactory().get("/")
    resolve_shell(Site.find_for_request(request), before, request)
    assert shell_of(deep).breadcrumb[-1].text == "Renamed"


def home() -> Page:
    """The home page, afresh."""
    return Site.objects.get(is_default_site=True).root_page


def rename_region() -> None:
    region = RegionSite.objects.get(hreflang="de-AT")
    region.name = "Republik Österreich"
    region.save()


def delete_region() -> None:
    RegionSite.objects.get(hreflang="de-AT").delete()


def shorten_menu() -> None:
    menu = MainMenu.objects.get()
    menu.sections.pop()
    menu.save_revision().publish()


def unpublish_page() -> None:
    home().get_children().first().unpublish()


def restrict_page() -> None:
    PageViewRestriction.objects.create(
        page=home().get_children().first(), restriction_type=PageViewRestriction.LOGIN
    )


def rename_page() -> None:
    page = home().get_children().first()
    page.title = "Renamed"
    page.save_revision().publish()


def change_slug() -> None:
    page = home().get_children().first()
    page.slug = "elsewhere"
    page.save()


def move_page() -> None:
    first, second = home().get_children()[:2]
    second.move(first, pos="last-child")


def delete_page() -> None:
    home().get_children().first().delete()


def choose_no_menu() -> None:
    settings = ShellSettings.objects.get()
    settings.menu = None
    settings.save()


def add_region() -> None:
    RegionSite.objects.create(
        name="Ísland",
        language="is",
        territory="IS",
        hreflang="is-IS",
        url="https://is.example.org/",
        group="europe",
    )


def take_region_down() -> None:
    RegionSite.objects.get(hreflang="de-AT").unpublish()


def shorten_footer() -> None:
    footer = SiteFooter.objects.get()
    footer.groups.pop()
    footer.save_revision().publish()


def change_contact() -> None:
    contact = ContactDetails.objects.get()
    contact.email = "help@example.org"
    contact.save_revision().publish()


def delete_contact() -> None:
    ContactDetails.objects.get().delete()


def publish_in_another_language() -> None:
    arabic = Locale.objects.create(language_code="ar")
    home().copy_for_translation(arabic).save_revision().publish()


def take_down_another_language() -> None:
    Page.objects.get(locale__language_code="fr", depth=2).unpublish()


def rename_site() -> None:
    site = Site.objects.get(is_default_site=True)
    site.site_name = "Renamed"
    site.save()


@pytest.mark.parametrize(
    "edit",
    [
        rename_region,
        delete_region,
        shorten_menu,
        unpublish_page,
        restrict_page,
        rename_page,
        change_slug,
        move_page,
        delete_page,
        choose_no_menu,
        add_region,
        take_region_down,
        shorten_footer,
        change_contact,
        delete_contact,
        publish_in_another_language,
        take_down_another_language,
        rename_site,
    ],
)
def test_the_next_shell_shows_what_an_editor_changed(
    deep: Page, edit: Callable[[], None], django_capture_on_commit_callbacks: Any
) -> None:
    # A page that none of the edits touches.
    page = Page.objects.get(title="Region overview")
    before = shell_of(page)
    with django_capture_on_commit_callbacks(execute=True):
        edit()
    after = shell_of(page)
    assert after.model_dump() != before.model_dump()
    cache.clear()
    assert shell_of(page).model_dump() == after.model_dump()


def test_what_an_editor_saves_as_a_draft_changes_nothing_and_costs_nothing(deep: Page) -> None:
    queries(deep)
    page = home().get_children().first()
    page.title = "Not yet"
    page.save_revision()
    region = RegionSite.objects.get(hreflang="de-AT")
    region.name = "Noch nicht"
    region.save_revision()
    assert queries(deep) == []
