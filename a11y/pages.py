"""Which of the CMS's pages an audit looks at, and where it finds them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

import swapper
from django.conf import settings
from django.db.models import Model, Q, QuerySet
from django.urls import Resolver404, resolve
from django.utils import translation
from wagtail.coreutils import get_dummy_request
from wagtail.models import Site

from a11y.engine.model import Skipped

PRIVATE = "private"


@dataclass(frozen=True, slots=True)
class SitePage:
    """A live page, and its place on a site: the path after the site's root address."""

    page: Model
    site: Site
    path: str

    @property
    def url(self) -> str:
        return f"{self.site.root_url}{self.path}"


def pages_of_site(site: Site) -> QuerySet[Any]:
    """All pages that stand under the site, in all its languages."""
    roots = [site.root_page]
    if getattr(settings, "WAGTAIL_I18N_ENABLED", False):
        roots = list(site.root_page.get_translations(inclusive=True))
    below = Q()
    for root in roots:
        below |= Q(path__startswith=root.path)
    return swapper.load_model("wagtailcore", "Page").objects.filter(below)


def live_pages() -> Iterator[SitePage]:
    """Every live page that has an address, in the order of the page tree."""
    sites = {site.pk: site for site in Site.objects.all()}
    page_model = swapper.load_model("wagtailcore", "Page")
    for page in page_model.objects.live().order_by("path").specific(defer=True):
        parts = page.get_url_parts()
        if parts and parts[1] is not None:
            yield SitePage(page, sites[parts[0]], parts[2])


def pages_at(path: str) -> list[SitePage]:
    """The live page at this path, as it is typed or as it stands in an address, on each site."""
    path = f"{unquote(path).rstrip('/')}/"
    found = (_page_at(path, site) for site in Site.objects.select_related("root_page"))
    return [page for page in found if page]


def without_private(pages: Iterable[SitePage]) -> tuple[list[SitePage], list[Skipped]]:
    """The pages every visitor may see; and those left out, with the reason."""
    public: list[SitePage] = []
    skipped: list[Skipped] = []
    for page in pages:
        if page.page.get_view_restrictions().exists():
            skipped.append(Skipped(page.url, PRIVATE))
        else:
            public.append(page)
    return public, skipped


def _page_at(path: str, site: Site) -> SitePage | None:
    language = translation.get_language_from_path(path) or translation.get_language()
    with translation.override(language):
        try:
            match = resolve(path)
        except Resolver404:
            return None
        if match.view_name != "wagtail_serve":
            return None
        request = get_dummy_request(path=path, site=site)
        page_model = swapper.load_model("wagtailcore", "Page")
        page = page_model.find_for_request(request, match.args[0])
    return SitePage(page, site, path) if page else None
