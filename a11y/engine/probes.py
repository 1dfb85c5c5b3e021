"""The ways of looking at a page that need no driving: its source, and its tree as shown."""

from a11y.engine.check import Probe, Visit
from a11y.engine.page.tree import Page
from a11y.engine.source import Source


def _source(visit: Visit) -> Source:
    return visit.source


def _page(visit: Visit) -> Page:
    return visit.page


SOURCE: Probe[Source] = Probe("source", "The HTML as it was delivered", _source)
PAGE: Probe[Page] = Probe("page", "The page as it is shown", _page)
