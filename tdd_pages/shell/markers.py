"""Page types the shell links to. It finds such pages by itself: no setting names them."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from wagtail.models import Site


class RegionsPageMixin(models.Model):
    """A page with the full list of regions, to which the selector leads without JavaScript."""

    class Meta:
        abstract = True


class SiteMapPageMixin(models.Model):
    """A page that lists the site's pages, to which the menu leads without JavaScript."""

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the ``site_map`` of the page's language to the template's context."""
        # What resolves the shell asks for this class.
        from .site_map import resolve_site_map
        from .where import Where

        context = super().get_context(request, *args, **kwargs)
        site = Site.find_for_request(request) or self.get_site()
        site_map = resolve_site_map(Where(site, self.locale, request)) if site else None
        return {**context, "site_map": site_map}
