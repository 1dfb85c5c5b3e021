"""Where a shell stands: what each of its parts is resolved for."""

from dataclasses import dataclass

from django.http import HttpRequest
from wagtail.models import Locale, Page, Site


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

    def href(self, page: Page) -> str | None:
        """Return a live page's address, or None where the public cannot open it by one."""
        return page.get_url(self.request, current_site=self.site) if page.live else None
