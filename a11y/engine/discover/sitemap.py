"""The pages a sitemap lists (https://www.sitemaps.org/protocol.html)."""

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree

from a11y.engine.discover.addresses import origin, web_address
from a11y.engine.discover.fetch import MEBIBYTE, Fetcher, FetchError
from a11y.engine.discover.robots import robots_of
from a11y.engine.errors import DiscoveryError
from a11y.engine.model import Skipped, Target


@dataclass(frozen=True, slots=True)
class SitemapLimits:
    """Where to stop. The protocol itself allows 50,000 addresses and 50 MiB in one sitemap.

    ``sitemaps`` counts the nested ones, ``depth`` how far they are nested, ``max_bytes`` is for
    each once decompressed, ``timeout`` in seconds for each answer.
    """

    pages: int = 50_000
    sitemaps: int = 500
    depth: int = 3
    max_bytes: int = 50 * MEBIBYTE
    timeout: float = 30


class _BrokenError(Exception):
    """A sitemap cannot be used. The message says why; its subject is the sitemap."""


@dataclass(frozen=True, slots=True)
class _Sitemap:
    """What one file lists: sitemaps if it is an index, else pages."""

    is_index: bool
    locations: tuple[str, ...]


def in_sitemap(
    url: str,
    *,
    headers: Mapping[str, str] | None = None,
    limits: SitemapLimits = SitemapLimits(),
) -> Iterator[Target | Skipped]:
    """Yield each page once that the sitemap lists, itself or by the sitemaps it names.

    For the address of a site, without a path, those are read that its robots.txt names, else its
    /sitemap.xml. Pages and nested sitemaps may be anywhere on the web; ``headers`` are sent to the
    origin of ``url`` alone. What is broken below the top, or beyond a limit, is yielded as
    skipped, and the rest goes on.

    :raises DiscoveryError: when the sitemap cannot be read, or nothing is listed in any.
    """
    address = web_address(url)
    if address is None:
        raise DiscoveryError(f"A sitemap's address starts with http:// or https://, not so: {url}")
    fetcher = Fetcher(address, headers or {}, timeout=limits.timeout)
    tops = _tops(address, fetcher)
    pages: set[str] = set()
    for found in _walk(tops, fetcher, limits):
        if isinstance(found, Target):
            if found.url in pages:
                continue
            if len(pages) == limits.pages:
                yield Skipped(found.url, f"the sitemaps list more than {limits.pages} pages")
                return
            pages.add(found.url)
        yield found
    if not pages:
        raise DiscoveryError(f"No page is listed in {', '.join(tops)}.")


def _tops(address: str, fetcher: Fetcher) -> tuple[str, ...]:
    """The sitemaps to begin with."""
    if address != f"{origin(address)}/":
        return (address,)
    try:
        named = robots_of(fetcher).sitemaps
    except FetchError as error:
        raise DiscoveryError(f"No sitemap found for {address}: {error}.") from error
    return named or (f"{address}sitemap.xml",)


def _walk(
    tops: tuple[str, ...], fetcher: Fetcher, limits: SitemapLimits
) -> Iterator[Target | Skipped]:
    """Read sitemap after sitemap in the order they are named, none twice."""
    waiting = deque((top, 0) for top in tops)
    met = set(tops)
    read = 0
    while waiting:
        address, depth = waiting.popleft()
        if read > limits.sitemaps:
            yield Skipped(address, f"there are more than {limits.sitemaps} nested sitemaps")
            return
        read += 1
        try:
            sitemap = _read(address, fetcher, limits)
        except _BrokenError as reason:
            if tops == (address,):
                raise DiscoveryError(f"The sitemap {address} {reason}.") from reason
            yield Skipped(address, f"this sitemap {reason}")
            continue
        for location in sitemap.locations:
            found = web_address(location)
            if found is None:
                yield Skipped(location, f"the sitemap {address} names it, but it is no web address")
            elif not sitemap.is_index:
                yield Target(found)
            elif depth == limits.depth:
                yield Skipped(found, f"this sitemap is nested more than {limits.depth} deep")
            elif found not in met:
                met.add(found)
                waiting.append((found, depth + 1))


def _read(address: str, fetcher: Fetcher, limits: SitemapLimits) -> _Sitemap:
    try:
        response = fetcher.get(address, max_bytes=limits.max_bytes)
    except FetchError as error:
        raise _BrokenError(str(error)) from error
    if response.status != 200:
        raise _BrokenError(f"answers with HTTP status {response.status}")
    if not response.complete:
        raise _BrokenError(f"is larger than {limits.max_bytes / MEBIBYTE:g} MiB when decompressed")
    return _parse(response.body, response.type)


def _parse(body: bytes, type_: str) -> _Sitemap:
    """Read the XML, in whatever namespace. A document that declares entities is not read."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True
    )
    try:
        root: Any = etree.fromstring(body.lstrip(), parser)
    except etree.XMLSyntaxError as error:
        raise _BrokenError(f"is not well-formed XML ({type_ or 'no type'}): {error.msg}") from error
    kind = etree.QName(root).localname
    entries = {"urlset": "url", "sitemapindex": "sitemap"}
    if kind not in entries:
        raise _BrokenError(f"is not a sitemap but a document of <{kind}>")
    if root.getroottree().docinfo.internalDTD is not None:
        raise _BrokenError("has a document type declaration, which no sitemap needs")
    locations = (entry.findtext("{*}loc") for entry in root.iterchildren(f"{{*}}{entries[kind]}"))
    return _Sitemap(kind == "sitemapindex", tuple(filter(None, map(_stripped, locations))))


def _stripped(text: str | None) -> str:
    return (text or "").strip()
