"""Searching a site: a form, results in words and in pages, and ways on where there are none."""

import re
from typing import Any

from django.core.paginator import Page as Results
from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from wagtail.models import Page, Site

LONGEST = 200
"""Characters of a query that are looked at."""
PER_PAGE = 10


class SearchPageMixin(models.Model):
    """A page that searches the pages of its site in its own language."""

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the query and its results to the template's context."""
        context = super().get_context(request, *args, **kwargs)
        query = " ".join(request.GET.get("q", "").replace("\0", "").split())[:LONGEST]
        results = self.results(request, query) if query else None
        return {**context, "query": query, "results": results}

    def results(self, request: HttpRequest, query: str) -> Results:
        """Return one page of what the public can read about this, the best first."""
        site = Site.find_for_request(request)
        found = Page.objects.live().public().filter(locale=self.locale).exclude(pk=self.pk)
        if site:
            home = site.root_page.get_translation_or_none(self.locale) or site.root_page
            found = found.descendant_of(home, inclusive=True)
        # Signs mean something to a search engine's own language, and not every engine minds them.
        words = " ".join(re.findall(r"\w+", query))
        found = found.search(words) if words else found.none()
        return Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
