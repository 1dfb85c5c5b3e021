"""Web sites in memory, served by a real web server."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from tests.a11y.discover.site import Site, serving


@pytest.fixture
def sites() -> Iterator[Callable[[], Site]]:
    with ExitStack() as stack:
        yield lambda: stack.enter_context(serving())


@pytest.fixture
def site(sites: Callable[[], Site]) -> Site:
    return sites()
