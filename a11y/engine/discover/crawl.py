"""The pages of a site, found by following its links."""

import time
from collections import Counter, deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import lxml.html
from lxml import etree

from a11y.engine.discover.addresses import origin, web_address, without_query
from a11y.engine.discover.fetch import MEBIBYTE, USER_AGENT, Fetcher, FetchError, Response
from a11y.engine.discover.robots import Robots, robots_of
from a11y.engine.errors import DiscoveryError
from a11y.engine.model import Skipped, Target

HTML_TYPES = ("text/html", "application/xhtml+xml", "")
"""A browser shows what has no type as what it looks like."""


@dataclass(frozen=True, slots=True)
class CrawlLimits:
    """Where to stop.

    ``pages`` to yield; ``depth`` in links from the start; ``variants`` of a path that differ in
    their query, because calendars and filters have no end; ``max_bytes`` of a page that are
    searched for links; ``delay`` in seconds, however long the robots.txt asks to wait between
    pages; ``timeout`` in seconds for each answer.
    """

    pages: int = 100
    depth: int = 10
    variants: int = 20
    max_bytes: int = 5 * MEBIBYTE
    delay: float = 5
    timeout: float = 15


def crawl(
    start: str,
    *,
    headers: Mapping[str, str] | None = None,
    limits: CrawlLimits = CrawlLimits(),
) -> Iterator[Target | Skipped]:
    """Yield the HTML pages of the start's origin that links lead to, nearest first.

    A page is yielded as soon as it has been fetched. One that cannot be fetched is yielded too: a
    link leads to it, so the report must say that it cannot be audited. Yielded as skipped are:
    what robots.txt forbids, a redirect to elsewhere, a path with too many queries (once), and
    what waits when there are enough pages (its first address).

    Links are those of ``<a>`` and ``<area>``, nofollow or not, but not downloads. ``headers`` are
    sent with every request.

    :raises DiscoveryError: when the start is no web address, redirects to another origin, or
        robots.txt forbids it or cannot be read.
    """
    address = web_address(start)
    if address is None:
        raise DiscoveryError(f"A crawl starts at an http:// or https:// address, not at {start}")
    fetcher = Fetcher(address, headers or {}, timeout=limits.timeout)
    try:
        robots = robots_of(fetcher)
    except FetchError as error:
        raise DiscoveryError(f"Nothing may be crawled without its robots.txt: {error}.") from error
    if not robots.allow(address):
        raise DiscoveryError(
            f"The robots.txt of {fetcher.home} forbids {address}. Allow it there for {USER_AGENT}."
        )
    yield from _Crawl(address, fetcher, robots, limits).pages()


class _Crawl:
    """One crawl: what waits, what was met, what was said, when the site may be asked again."""

    def __init__(self, start: str, fetcher: Fetcher, robots: Robots, limits: CrawlLimits) -> None:
        self.start = start
        self.fetcher = fetcher
        self.robots = robots
        self.limits = limits
        self.waiting = deque([(start, 0)])
        self.met = {start}
        self.variants: Counter[str] = Counter()
        self.said: set[tuple[str, str]] = set()
        self.delay = min(robots.delay, limits.delay)
        self.not_before = 0.0

    def pages(self) -> Iterator[Target | Skipped]:
        count = 0
        while self.waiting:
            address, depth = self.waiting.popleft()
            if count == self.limits.pages:
                waiting = len(self.waiting) + 1
                yield Skipped(address, f"{count} pages were enough; {waiting} addresses were left")
                return
            for found in self._visit(address, depth):
                count += isinstance(found, Target)
                yield found

    def _visit(self, address: str, depth: int) -> Iterator[Target | Skipped]:
        """Fetch one address; yield it if it is a page, and remember its links."""
        if refused := self._refusal(address):
            yield from self._say(address, refused)
            return
        response = self._fetch(address)
        if response is None or response.status >= 400:
            yield Target(address)
        elif response.redirect:
            yield self._led_away(address, response.redirect)
        elif response.type in HTML_TYPES:
            yield from self._arrive(address, depth, response)

    def _fetch(self, address: str) -> Response | None:
        """Fetch when the site may be asked again; None where that fails."""
        time.sleep(max(0.0, self.not_before - time.monotonic()))
        try:
            return self.fetcher.get(
                address, max_bytes=self.limits.max_bytes, types=HTML_TYPES, follow=self._goes_to
            )
        except FetchError:
            return None
        finally:
            self.not_before = time.monotonic() + self.delay

    def _arrive(self, address: str, depth: int, response: Response) -> Iterator[Target | Skipped]:
        """Yield the page where it is, unless a redirect led to one that is met elsewhere."""
        if response.url != address:
            if response.url in self.met:
                return
            self.met.add(response.url)
            if refused := self._refusal(response.url):
                yield from self._say(response.url, refused)
                return
        yield Target(response.url)
        if depth < self.limits.depth:
            for link in links(response):
                if link not in self.met and origin(link) == self.fetcher.home:
                    self.met.add(link)
                    self.waiting.append((link, depth + 1))

    def _refusal(self, address: str) -> str:
        """Why not to fetch an address that is new; empty if nothing speaks against it."""
        if not self.robots.allow(address):
            return "robots.txt forbids it"
        path = without_query(address)
        self.variants[path] += 1
        if self.variants[path] > self.limits.variants:
            return f"more than {self.limits.variants} addresses differ from it in their query alone"
        return ""

    def _say(self, address: str, reason: str) -> Iterator[Skipped]:
        """Say it once of a path, whatever the query."""
        saying = (without_query(address), reason)
        if saying not in self.said:
            self.said.add(saying)
            yield Skipped(address, reason)

    def _goes_to(self, address: str) -> bool:
        return origin(address) == self.fetcher.home and self.robots.allow(address)

    def _led_away(self, address: str, redirect: str) -> Skipped:
        elsewhere = origin(redirect) != self.fetcher.home
        where = "which is another site" if elsewhere else "which robots.txt forbids"
        if address == self.start:
            hint = " Start there." if elsewhere else ""
            raise DiscoveryError(f"{address} redirects to {redirect}, {where}.{hint}")
        return Skipped(address, f"it redirects to {redirect}, {where}")


def links(response: Response) -> list[str]:
    """The addresses a page links to, in the order of its links; those of files to save left out."""
    try:
        parser = lxml.html.HTMLParser(encoding=response.charset, huge_tree=True)
    except LookupError:  # an encoding nobody knows
        parser = lxml.html.HTMLParser(huge_tree=True)
    try:
        document = lxml.html.document_fromstring(response.body, parser)
    except etree.LxmlError:  # an empty page
        return []
    bases = document.xpath("//base/@href")
    base = (web_address(bases[0], response.url) if bases else None) or response.url
    references = (
        element.get("href")
        for element in document.iter("a", "area")
        if "href" in element.attrib and "download" not in element.attrib
    )
    return [
        *filter(None, (web_address(reference, base) for reference in dict.fromkeys(references)))
    ]
