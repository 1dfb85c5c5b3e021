"""The pages of a report beside each other, as rules about several pages look at them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar
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


Variants = Mapping[tuple[str, ...], PageResult]
"""What something is like on pages, and the first page on which it is; in the pages' order."""
_Key = TypeVar("_Key", bound=Hashable)


def _variants(
    pages: Iterable[PageResult], key: Callable[[LinkFact], _Key], value: Callable[[LinkFact], str]
) -> dict[_Key, dict[tuple[str, ...], PageResult]]:
    found: dict[_Key, dict[tuple[str, ...], PageResult]] = {}
    for page in pages:
        here: dict[_Key, dict[str, None]] = {}
        for link in page.facts.links:
            here.setdefault(key(link), {})[value(link)] = None
        for name, values in here.items():
            found.setdefault(name, {}).setdefault(tuple(values), page)
    return found


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

    @cached_property
    def positions(self) -> Mapping[int, int]:
        """Where each page stands among those audited, by the page's ``id()``."""
        return {id(page): position for position, page in enumerate(self.audited)}

    @cached_property
    def names(self) -> Mapping[tuple[str, str], Variants]:
        """What links to an address in a landmark are called, page by page."""
        return _variants(
            self.audited, lambda link: (link.url, link.landmark), lambda link: link.name
        )

    @cached_property
    def landmarks(self) -> Mapping[str, Variants]:
        """In which landmarks links to an address stand, page by page."""
        return _variants(self.audited, lambda link: link.url, lambda link: link.landmark)

    @cached_property
    def orders(self) -> Mapping[str, Variants]:
        """Where the links of a landmark lead, in order, each once, page by page."""
        return _variants(self.audited, lambda link: link.landmark, lambda link: link.url)

    def before(
        self, page: PageResult, variants: Variants
    ) -> Iterator[tuple[tuple[str, ...], PageResult]]:
        """The variants that pages before this one have, with the first page of each."""
        position = self.positions[id(page)]
        for variant, first in variants.items():
            if self.positions[id(first)] >= position:
                return
            yield variant, first

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
