"""The shell: what stands around a page's own content, resolved once for HTML and JSON."""

from django.http import HttpRequest
from django.utils.translation import get_language, override
from pydantic import Field
from wagtail.models import Locale, Page, Site

from blocks.elements import Link, Resolved
from blocks.languages import text_direction
from tdd_pages.document_control import DocumentControl, resolve_document_control
from tdd_pages.search import SearchPageMixin

from .cache import kept
from .footer import Footer, resolve_footer
from .markers import SiteMapPageMixin
from .menus import Menu, resolve_header
from .navigation import Position, resolve_position
from .regions import Regions, resolve_regions
from .where import Where


class SiteShell(Resolved):
    """What all pages of a site in one language share."""

    language: str = Field(description="The language tag (BCP 47) of the shell's own words.")
    direction: str = Field(description="ltr or rtl.")
    site_name: str
    tagline: str = Field(description="A few words beside the site's name, in the menu's language.")
    home: str = Field(description="Where the site's name leads.")
    origin: str = Field(description="The site's own address, which relative ones are relative to.")
    regions: Regions | None
    menu: Menu | None
    utility: list[Link] = Field(description="Links that stand beside the menu, same everywhere.")
    site_map: Link | None = Field(description="The page that lists the site's pages.")
    search: Link | None = Field(description="The page that searches the site.")
    footer: Footer | None


class Shell(SiteShell, Position):
    """A site's shell as it stands around one page."""

    document_control: DocumentControl | None


def resolve_shell(site: Site, page: Page | None, request: HttpRequest | None = None) -> Shell:
    """Return the shell around a page, or around a view that is no page (None)."""
    locale = page.locale if page else kept(f"locale.{get_language()}", Locale.get_active)
    where = Where(site, locale, request)
    shared = kept(f"site.{site.pk}.{locale.pk}", lambda: resolve_site_shell(where))
    own = _position(where, page)
    parts = {name: getattr(shared, name) for name in SiteShell.model_fields}
    if shared.menu and page:
        parts["menu"] = shared.menu.marking(page)
    if shared.regions:
        here = {one.hreflang: one.href.removeprefix(shared.origin) for one in own.alternates}
        parts["regions"] = shared.regions.leading_to(here)
    return Shell(**parts, **dict(own), document_control=resolve_document_control(page))


def resolve_site_shell(where: Where) -> SiteShell:
    """Return what all pages of a site in one language share, read from the database."""
    with override(where.language):
        header = resolve_header(where)
        return SiteShell(
            language=where.language,
            direction=text_direction(where.language),
            site_name=where.site.site_name or where.site.hostname,
            tagline=header.tagline,
            home=where.href(where.home) or "/",
            origin=where.site.root_url,
            regions=resolve_regions(where),
            menu=header.menu,
            utility=header.utility,
            site_map=where.page_of(SiteMapPageMixin),
            search=where.page_of(SearchPageMixin),
            footer=resolve_footer(where),
        )


def _position(where: Where, page: Page | None) -> Position:
    # What a preview shows of a draft must not be kept: visitors would get to see it.
    if page is None or not page.pk or getattr(where.request, "is_preview", False):
        return resolve_position(where, page)
    # A page that was read before it was published anew must not be kept as what it is now.
    name = f"page.{where.site.pk}.{page.pk}.{page.live_revision_id}"
    return kept(name, lambda: resolve_position(where, page))
