"""Where a shell stands: what each of its parts is resolved for."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Self, TypeVar

from django.db.models import Model, Q
from django.http import HttpRequest
from wagtail.models import Locale, Page, PageViewRestriction, Site, TranslatableMixin
from wagtail.models import get_page_models as page_models

from blocks.elements import Link
from tdd_pages.search import SearchPageMixin

from .markers import RegionsPageMixin, SiteMapPageMixin

Snippet = TypeVar("Snippet", bound=TranslatableMixin)


@dataclass(frozen=True)
class Where:
    """A site in a language. Everything that all its pages share follows from these.

    What several parts need is read from the database once, when the first of them asks for it.
    """

    site: Site
    locale: Locale
    request: HttpRequest | None = None

    @property
    def language(self) -> str:
        """The language tag, such as ``fr-CA``."""
        return self.locale.language_code

    @classmethod
    def of_preview(cls, request: HttpRequest, locale: Locale) -> Self:
        """Return where a draft in this language is shown to its editor."""
        site = Site.find_for_request(request) or Site.objects.get(is_default_site=True)
        return cls(site, locale, request)

    def chosen(self, model: type[Snippet], *related: str) -> Snippet | None:
        """Return the snippet of a kind that the site's settings name, if it is live.

        In this language where it has been translated, else in the language it was chosen in.
        """
        snippets = model._default_manager
        chosen = snippets.filter(shellsettings__site=self.site)
        found = snippets.filter(
            Q(locale=self.locale) | Q(pk__in=chosen.values("pk")),
            translation_key__in=chosen.values("translation_key"),
            live=True,
        ).select_related("locale", *related)
        return min(found, key=lambda one: one.locale_id != self.locale.pk, default=None)

    @cached_property
    def restricted(self) -> tuple[str, ...]:
        """The paths in the tree below which the public may not look; one query for a shell."""
        return restricted_paths()

    def is_public(self, page: Page) -> bool:
        """Return whether everybody may see this page."""
        return page.live and not page.path.startswith(self.restricted)

    def href(self, page: Page) -> str | None:
        """Return a page's address, or None where the public cannot open it by one."""
        if not self.is_public(page):
            return None
        return page.get_url(self.request, current_site=self.site)

    def link(self, page: Page) -> Link | None:
        """Return a link to a page by its title, or None where the public cannot open it."""
        href = self.href(page)
        return Link(text=page.title, href=href, kind="page", page_id=page.pk) if href else None

    def targets(self, pks: Iterable[int], locale_id: int) -> dict[int, Page]:
        """Return pages by key, each in the given language where it has a public translation."""
        wanted = set(pks)
        if not wanted:
            return {}
        keys = Page.objects.filter(pk__in=wanted).values("translation_key")
        own = Q(locale_id=locale_id, translation_key__in=keys)
        found = list(Page.objects.filter(Q(pk__in=wanted) | own).order_by())
        translated = {
            page.translation_key: page
            for page in found
            if page.locale_id == locale_id and self.is_public(page)
        }
        return {
            page.pk: translated.get(page.translation_key, page)
            for page in found
            if page.pk in wanted
        }

    @cached_property
    def homes(self) -> dict[int, Page]:
        """The site's home page in each language, by the language's key."""
        key = self.site.root_page.translation_key
        return {page.locale_id: page for page in self._marked if page.translation_key == key}

    @property
    def home(self) -> Page:
        """The home page in this language, else the site's."""
        return self.homes.get(self.locale.pk) or self.site.root_page

    def page_of(self, kind: type[Model]) -> Link | None:
        """Return a link to the site's page of a kind: in this language, else in the site's."""
        for home in (self.home, self.site.root_page):
            for page in self._marked:
                is_kind = issubclass(page.content_type.model_class() or Page, kind)
                if is_kind and page.is_descendant_of(home) and (link := self.link(page)):
                    return link
        return None

    @cached_property
    def _marked(self) -> list[Page]:
        """Home pages and those of the kinds that the shell links to, in one query."""
        kinds = (RegionsPageMixin, SearchPageMixin, SiteMapPageMixin)
        wanted = Q(translation_key=self.site.root_page.translation_key)
        # By name: asking for the types' keys first would be another query.
        for meta in (model._meta for model in page_models() if issubclass(model, kinds)):
            wanted |= Q(content_type__app_label=meta.app_label, content_type__model=meta.model_name)
        pages = Page.objects.filter(wanted)
        return list(pages.select_related("locale", "content_type").order_by("path"))


def restricted_paths() -> tuple[str, ...]:
    """Return the paths in the tree below which the public may not look."""
    return tuple(PageViewRestriction.objects.values_list("page__path", flat=True))
