"""The site map: the pages of a site in one language, as they stand in the tree."""

from wagtail.models import Page

from blocks.elements import Element, Resolved

from .cache import kept
from .where import Where

MOST = 2000
"""Pages a map lists. A longer list would help nobody, and take a while to load."""


class SiteMapEntry(Resolved):
    """A page, and those under it."""

    text: str
    href: str
    children: list["SiteMapEntry"]


class SiteMap(Element):
    """The pages of a site, the home page first."""

    template = "tdd_pages/shell/site_map.html"

    entries: list[SiteMapEntry]


def resolve_site_map(where: Where) -> SiteMap:
    """Return the map of what the public can open below this language's home page."""
    place = f"site_map.{where.site.pk}.{where.locale.pk}"
    return kept(place, lambda: SiteMap(entries=_entries(where)))


def _entries(where: Where) -> list[SiteMapEntry]:
    roots: list[SiteMapEntry] = []
    above: list[tuple[str, SiteMapEntry]] = []
    pages = Page.objects.live().descendant_of(where.home, inclusive=True).order_by("path")
    for page in pages[:MOST]:
        if not (href := where.href(page)):
            continue
        # What stands under an unpublished page is public: it moves up to the next one that is.
        while above and not page.path.startswith(above[-1][0]):
            above.pop()
        entry = SiteMapEntry(text=page.title, href=href, children=[])
        (above[-1][1].children if above else roots).append(entry)
        # The home page is the first of the list, not a level of its own.
        if page.path != where.home.path:
            above.append((page.path, entry))
    return roots
