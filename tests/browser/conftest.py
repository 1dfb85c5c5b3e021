"""One warm browser for the visitors' side, and a server of examples that needs no database."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test.testcases import LiveServerThread

from a11y.engine.browser.session import Session
from a11y.engine.model import State

FAILURES = ("SEVERE", "WARNING")


class Browser(Session):
    """A session that also tells what the page complained of on its console."""

    def complaints(self) -> list[str]:
        """What the console has said since it was last asked, policy violations among it."""
        log = self.driver.get_log("browser")
        return [entry["message"] for entry in log if entry["level"] in FAILURES]

    def command(self, name: str, **parameters: Any) -> Any:
        """Send a command of the Chrome DevTools Protocol."""
        return self.driver.execute_cdp_cmd(name, parameters)


@pytest.fixture(scope="session")
def warm_browser() -> Iterator[Browser]:
    """A browser that stays open for the whole run."""
    with Browser() as session:
        yield session


@pytest.fixture
def browser(warm_browser: Browser) -> Browser:
    """The warm browser as at its start, whatever window and preferences a test before had."""
    warm_browser.resize(State().viewport)
    warm_browser.prefer({})
    return warm_browser


@pytest.fixture(scope="session")
def gallery() -> Iterator[str]:
    """The address of the component gallery, served with its static files."""
    server = LiveServerThread("localhost", StaticFilesHandler)
    server.daemon = True
    server.start()
    server.is_ready.wait()
    if server.error:
        raise server.error
    yield f"http://localhost:{server.port}/components/"
    server.terminate()
