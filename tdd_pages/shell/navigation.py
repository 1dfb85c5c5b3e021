"""What a page's place in the tree tells: breadcrumb, section menu, the page in other languages."""

from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any, Literal
from urllib.parse import urljoin

from django.conf import settings
from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from pydantic import Field
from wagtail.coreutils import get_supported_content_language_variant
from wagtail.models import Page, get_page_models

from blocks.elements import Element, Resolved
from tdd_pages.models import NavigationMixin

from .where import Where


class Crumb(Resolved):
    """A step of the breadcrumb."""

    text: str
    href: str | None = Field(description="Null for this page while it is not live.")
    current: bool = Field(description="Whether this is the page itself; it is the last step.")


class SectionItem(Resolved):
    """A page of the section, and those under it."""

    text: str
    href: str
    current: Literal["page", "ancestor"] | None = Field(
        description="Whether this is the page itself, or one that it stands under."
    )
    children: list["SectionItem"]


class SectionMenu(Element):
    """The pages of the section that a page belongs to."""

    template = "tdd_pages/shell/section_menu.html"

    label: str = Field(description="The section's name, which tells this navigation from others.")
    href: str
    current: bool = Field(description="Whether this page is the one that opens the section.")
    items: list[SectionItem]


class Alternate(Resolved):
    """The page in another language."""

    hreflang: str = Field(description="A language tag, or x-default for all other languages.")
    href: str = Field(description="An absolute address.")


class Position(Resolved):
    """What stands around one page only."""

    breadcrumb: list[Crumb] = Field(description="From the home page to this one; both included.")
    section: str = Field(
        description="The section's name, where this page does not open it; for the title."
    )
    section_menu: SectionMenu | None
    alternates: list[Alternate] = Field(
        description="This page in all languages it is to be read in; empty where it is but one."
    )

    def breadcrumb_json_ld(self, origin: str) -> dict[str, Any]:
        """Return the breadcrumb in the words of schema.org, which search engines read."""
        steps = [
            {"@type": "ListItem", "position": position, "name": crumb.text}
            | ({"item": urljoin(origin, crumb.href)} if crumb.href else {})
            for position, crumb in enumerate(self.breadcrumb, start=1)
        ]
        return {
            "@context": "https://schema.org",
            "@type": "BreadcrumbList",
            "itemListElement": steps,
        }


NOWHERE = Position(breadcrumb=[], section="", section_menu=None, alternates=[])
"""Where a view stands that is no page."""


def resolve_position(where: Where, page: Page | None) -> Position:
    """Return what a page's place in the tree tells: one query, and one for restrictions."""
    if page is None or not page.path or not page.locale_id:
        return NOWHERE
    return _Around.read(where, page).position()


@dataclass(frozen=True)
class _Around:
    """A page and the pages around it that the public may see."""

    where: Where
    page: Page
    home_depth: int
    known: list[Page]

    @classmethod
    def read(cls, where: Where, page: Page) -> "_Around":
        home_depth = where.site.root_page.depth
        above = _paths_above(page, home_depth)
        wanted = Q(path__in=above) | Q(path=page.path)
        wanted |= Q(translation_key=page.translation_key, alias_of=None)
        # The section opens somewhere below the home page: the children of all that lie between.
        parents = [path for path in (*above, page.path) if len(path) > home_depth * page.steplen]
        if parents:
            below = (Q(path__startswith=p, depth=len(p) // page.steplen + 1) for p in parents)
            wanted |= Q(show_in_menus=True) & reduce(or_, below)
        pages = _with_place(Page.objects.filter(wanted)).select_related("locale")
        known = [found for found in pages.order_by("path") if where.is_public(found)]
        return cls(where, page, home_depth, known)

    def position(self) -> Position:
        section = self.section()
        opens = section is not None and section.path == self.page.path
        return Position(
            breadcrumb=self.breadcrumb(),
            section=section.title if section and not opens else "",
            section_menu=self.section_menu(section) if section else None,
            alternates=self.alternates(),
        )

    def above(self) -> list[Page]:
        """The pages above this one, the home page first."""
        paths = _paths_above(self.page, self.home_depth)
        return [page for page in self.known if page.path in paths]

    def itself(self) -> Page | None:
        """The page as the public has it, or None where it has not."""
        return next((page for page in self.known if page.path == self.page.path), None)

    def breadcrumb(self) -> list[Crumb]:
        shown = [page for page in self.above() if not page.is_left_out]
        steps = [
            Crumb(text=page.short_title or page.title, href=href, current=False)
            for page in shown
            if (href := self.where.href(page))
        ]
        # What is being read may be a draft: its own words count, not those the public knows.
        own = getattr(self.page, "breadcrumb_title", "") or self.page.title
        return [*steps, Crumb(text=own, href=self.where.href(self.page), current=True)]

    def section(self) -> Page | None:
        """The page that opens the section: the nearest that says so, or the highest below home."""
        itself = self.itself()
        way = [page for page in (*self.above(), itself) if page and page.depth > self.home_depth]
        return next((page for page in reversed(way) if page.is_opening), way[0] if way else None)

    def section_menu(self, section: Page) -> SectionMenu | None:
        items, href = self.items(section), self.where.href(section)
        if not items or not href:
            return None
        current = section.path == self.page.path
        return SectionMenu(label=section.title, href=href, current=current, items=items)

    def items(self, parent: Page, levels: int = 2) -> list[SectionItem]:
        """The pages under a page. Those in turn under them are known along the way only."""
        children = [
            page
            for page in self.known
            if page.show_in_menus
            and page.depth == parent.depth + 1
            and page.path.startswith(parent.path)
        ]
        return [
            SectionItem(
                text=page.title,
                href=href,
                current=self.current(page),
                children=self.items(page, levels - 1) if levels > 1 else [],
            )
            for page in children
            if (href := self.where.href(page))
        ]

    def current(self, page: Page) -> Literal["page", "ancestor"] | None:
        if page.path == self.page.path:
            return "page"
        return "ancestor" if self.page.path.startswith(page.path) else None

    def alternates(self) -> list[Alternate]:
        key = self.page.translation_key
        translations = [
            page for page in self.known if page.translation_key == key and not page.alias_of_id
        ]
        found = {
            page.locale.language_code: href
            for page in translations
            if (href := page.get_full_url(self.where.request))
        }
        if len(found) < 2:
            return []
        default = get_supported_content_language_variant(settings.LANGUAGE_CODE)
        languages = sorted(found, key=lambda code: (code != default, code))
        alternates = [Alternate(hreflang=code, href=found[code]) for code in languages]
        if default in found:
            alternates.append(Alternate(hreflang="x-default", href=found[default]))
        return alternates


def _paths_above(page: Page, home_depth: int) -> list[str]:
    step = page.steplen
    return [page.path[: depth * step] for depth in range(home_depth, len(page.path) // step)]


def _with_place(pages: QuerySet[Page]) -> QuerySet[Page]:
    """Add what pages of any type say of their place, without a query for each type."""
    return pages.annotate(
        short_title=_told("breadcrumb_title", ""),
        is_left_out=_told("hide_in_breadcrumb", False),
        is_opening=_told("opens_section", False),
    )


def _told(field: str, otherwise: Any) -> Coalesce:
    told = (
        "__".join(step.join_field.name for step in model._meta.get_path_from_parent(Page))
        for model in get_page_models()
        if issubclass(model, NavigationMixin) and model._meta.get_field(field).model is model
    )
    return Coalesce(*(F(f"{path}__{field}") for path in told), Value(otherwise), Value(otherwise))
