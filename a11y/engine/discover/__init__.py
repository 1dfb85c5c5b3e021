"""Where pages come from: a list, a folder, a sitemap, the links of a site.

Each function is a generator of :class:`~a11y.engine.model.Target`, lazy where the source allows
it; it raises :class:`~a11y.engine.errors.DiscoveryError` when it is asked for its first page and
the source cannot be read. What was left out on purpose comes as
:class:`~a11y.engine.model.Skipped`, so that the report can say so.
"""

from a11y.engine.discover.crawl import CrawlLimits, crawl
from a11y.engine.discover.local import listed, local_pages
from a11y.engine.discover.sitemap import SitemapLimits, in_sitemap

__all__ = ["CrawlLimits", "SitemapLimits", "crawl", "in_sitemap", "listed", "local_pages"]
