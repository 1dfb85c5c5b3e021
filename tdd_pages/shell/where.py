"""Where a shell stands: what each of its parts is resolved for."""

from dataclasses import dataclass
from functools import cached_property

from django.http import HttpRequest
from wagtail.models import Locale, Page, PageViewRestriction, Site


@dataclass(frozen=True)
class Where:
    """A site in a language. Everything that all its pages share follows from these."""

    site: Site
    locale: Locale
    request: HttpRequest | None = None

    @property
    def language(self) -> str:
        """The language tag, such as ``fr-CA``."""
        return self.locale.language_code

    @cached_property
    def restricted(self) -> tuple[str, ...]:
        """The paths in the tree below which the public may not look; one query for a shell."""
        return tuple(PageViewRestriction.objects.values_list("page__path", flat=True))

    def is_public(self, page: Page) -> bool:
        """Return whether everybody may see this page."""
        return page.live and not page.path.startswith(self.restricted)

    def href(self, page: Page) -> str | None:
        """Return a page's address, or None where the public cannot open it by one."""
        if not self.is_public(page):
            return None
        return page.get_url(self.request, current_site=self.site)
