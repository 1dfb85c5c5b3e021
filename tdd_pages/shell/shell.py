"""The shell: what stands around a page's own content, resolved once for HTML and JSON."""

from django.http import HttpRequest
from pydantic import BaseModel, ConfigDict, Field
from wagtail.models import Locale, Page, Site

from blocks.document import text_direction
from blocks.elements import Link

from .cache import kept
from .footer import Footer, resolve_footer
from .menus import Menu, resolve_menu, resolve_utility
from .navigation import (
    Alternate,
    Crumb,
    SectionMenu,
    resolve_alternates,
    resolve_breadcrumb,
    resolve_section_menu,
)
from .regions import Regions, resolve_regions
from .where import Where


class SiteShell(BaseModel):
    """What all pages of a site in one language share."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    language: str = Field(description="The language tag (BCP 47) of the shell's own words.")
    direction: str = Field(description="ltr or rtl.")
    site_name: str
    home: str = Field(description="Where the site's name leads.")
    regions: Regions | None
    menu: Menu | None
    utility: list[Link] = Field(description="Links that stand beside the menu, same everywhere.")
    footer: Footer | None


class Shell(SiteShell):
    """A site's shell as it stands around one page."""

    breadcrumb: list[Crumb] = Field(description="From the home page to this one; both included.")
    section_menu: SectionMenu | None
    alternates: list[Alternate] = Field(description="This page in other languages.")


def resolve_shell(site: Site, page: Page | None, request: HttpRequest | None = None) -> Shell:
    """Return the shell around a page, or around a view that is no page (None)."""
    locale = page.locale if page else Locale.get_active()
    where = Where(site, locale, request)
    shared = kept(f"site.{site.pk}.{locale.pk}", lambda: resolve_site_shell(where))
    place = f"page.{site.pk}.{page.pk}" if page and page.pk else ""
    own = kept(place, lambda: _own(where, page)) if place and page else _own(where, page)
    parts = {name: getattr(shared, name) for name in SiteShell.model_fields}
    if shared.menu and page:
        parts["menu"] = shared.menu.marking(page)
    return Shell(**{**parts, **own})


def resolve_site_shell(where: Where) -> SiteShell:
    """Return what all pages of a site in one language share, read from the database."""
    root = where.site.root_page
    home = root.get_translation_or_none(where.locale) or root
    return SiteShell(
        language=where.language,
        direction=text_direction(where.language),
        site_name=where.site.site_name or where.site.hostname,
        home=where.href(home) or "/",
        regions=resolve_regions(where),
        menu=resolve_menu(where),
        utility=resolve_utility(where),
        footer=resolve_footer(where),
    )


def _own(where: Where, page: Page | None) -> dict[str, object]:
    return {
        "breadcrumb": resolve_breadcrumb(where, page),
        "section_menu": resolve_section_menu(where, page),
        "alternates": resolve_alternates(where, page),
    }
