"""The pages of a report beside each other, as rules about several pages look at them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urldefrag

from a11y.engine.check import Probe, Visit
from a11y.engine.model import LinkFact, PageResult


@dataclass(frozen=True)
class Spot:
    """A place on one of the pages."""

    page: PageResult
    site: Site
    target: tuple[str, ...] = ("html",)
    excerpt: str = ""
    link: LinkFact | None = None
    html: str = ""
    content_path: str = ""

    @property
    def node(self) -> Spot:
        return self

    @property
    def signature(self) -> str:
        return f"{self.excerpt}|{self.link.url if self.link else ''}"


@dataclass(frozen=True)
class Site:
    """The pages of one report that could be audited, and those that could not."""

    pages: tuple[PageResult, ...]

    @cached_property
    def audited(self) -> tuple[PageResult, ...]:
        return tuple(page for page in self.pages if not page.error)

    @cached_property
    def broken(self) -> frozenset[str]:
        """Addresses at which the server has no page (HTTP 404 or 410)."""
        return frozenset(
            urldefrag(page.url)[0]
            for page in self.pages
            if page.error.endswith(("HTTP status 404", "HTTP status 410"))
        )

    @cached_property
    def titles(self) -> Counter[str]:
        return Counter(page.title.strip().casefold() for page in self.audited if page.title.strip())

    def spots(self) -> Iterator[Spot]:
        """Every page as a whole."""
        return (Spot(page, self, excerpt=page.title) for page in self.audited)

    def links(self) -> Iterator[Spot]:
        """Every link on every page."""
        for page in self.audited:
            for link in page.facts.links:
                yield Spot(page, self, link.target, link.name, link, f"<a>{link.name}</a>")


def _nothing(visit: Visit) -> Site:
    raise NotImplementedError("The site is looked at when its pages are done, not in a browser.")


SITE: Probe[Site] = Probe("site", "All pages of a report", _nothing)
