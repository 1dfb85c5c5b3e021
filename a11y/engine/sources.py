"""Which pages a command audits: those named, and those that sitemaps, lists and links name."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from a11y.engine.browser.access import Access
from a11y.engine.model import Skipped, Target
from a11y.engine.options import Options


def collected(named: Iterable[Target], options: Options) -> tuple[list[Target], list[Skipped]]:
    """Each page once, those named first; and what was left out, with the reason.

    :raises DiscoveryError: when a source cannot be read.
    """
    pages: dict[str, Target] = {}
    skipped: list[Skipped] = []
    for found in chain(named, discovered(options)):
        if isinstance(found, Skipped):
            skipped.append(found)
        elif found.url in pages:
            continue
        elif options.max_pages and len(pages) == options.max_pages:
            skipped.append(Skipped(found.url, f"{options.max_pages} pages were enough"))
            break
        else:
            pages[found.url] = found
    return [*pages.values()], skipped


def discovered(options: Options) -> Iterator[Target | Skipped]:
    """The pages of the options' lists, sitemaps and crawls, as they are found."""
    if not (options.lists or options.sitemaps or options.crawls):
        return
    # Late, since it takes time and most audits name their pages.
    from a11y.engine.discover import CrawlLimits, SitemapLimits, crawl, in_sitemap, listed

    for file in options.lists:
        yield from listed(file)
    for url in options.sitemaps:
        limits = SitemapLimits(pages=options.max_pages or SitemapLimits().pages)
        yield from in_sitemap(url, headers=_headers(options.access), limits=limits)
    for url in options.crawls:
        reach = CrawlLimits(pages=options.max_pages or CrawlLimits().pages)
        yield from crawl(url, headers=_headers(options.access), limits=reach)


def _headers(access: Access) -> Mapping[str, str]:
    """What is sent to the site; a fetcher keeps it from others."""
    return dict(access.headers) | (
        {"Cookie": "; ".join(map("=".join, access.cookies))} if access.cookies else {}
    )
