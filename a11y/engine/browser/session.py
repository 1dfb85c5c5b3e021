"""A headless Chromium, driven by Selenium, that shows one page at a time."""

import os
import re
import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from selenium.common.exceptions import (
    NoSuchDriverException,
    TimeoutException,
    WebDriverException,
)
from selenium.webdriver import Chrome, ChromeOptions, ChromeService
from urllib3.exceptions import HTTPError

from a11y.engine.errors import BrowserError, PageError
from a11y.engine.model import State

BROWSER_VARIABLE = "A11Y_BROWSER"
DRIVER_VARIABLE = "A11Y_CHROMEDRIVER"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
DRIVERS = ("chromedriver",)
HTML_TYPES = ("text/html", "application/xhtml+xml")

FLAGS = (
    "--headless=new",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--hide-scrollbars",  # so that a width of 320 leaves 320 to the page
    "--no-first-run",
)

_SETTLED = Path(__file__).with_name("settled.js").read_text(encoding="utf-8")
_RESPONSE = """
const navigation = performance.getEntriesByType("navigation")[0];
return {shown: !["chrome-error:", "about:"].includes(location.protocol),
        status: navigation?.responseStatus ?? 0,
        type: document.contentType, title: document.title,
        asked: new URL(arguments[0]).href, landed: navigation?.name ?? ""};
"""


@dataclass(frozen=True, slots=True)
class Landing:
    """Where a navigation ended: the document's title, and its address if it was redirected."""

    title: str
    redirected_to: str


class Session:
    """One browser with one page open. Use it in a ``with`` statement; it closes the browser.

    Chromium and its driver are those the environment variables ``A11Y_BROWSER`` and
    ``A11Y_CHROMEDRIVER`` name, else those on the PATH, else what Selenium's own manager finds.

    :raises BrowserError: on entering, when there is no browser or it does not start.
    """

    def __init__(self, *, load_timeout: float = 30, script_timeout: float = 60) -> None:
        self.load_timeout = load_timeout
        self.script_timeout = script_timeout
        self._resources = ExitStack()

    def __enter__(self) -> Self:
        with ExitStack() as resources:
            profile = resources.enter_context(
                tempfile.TemporaryDirectory(prefix="a11y-browser-", ignore_cleanup_errors=True)
            )
            self.driver = _start(profile)
            resources.callback(_stop, self.driver)
            self.driver.set_page_load_timeout(self.load_timeout)
            self.driver.set_script_timeout(self.script_timeout)
            # From now on the browser keeps what servers answer: see delivered.py.
            self.driver.execute_cdp_cmd("Network.enable", {})
            self._resources = resources.pop_all()
        return self

    def __exit__(self, *error: Any) -> None:
        self._resources.__exit__(*error)

    def open(self, url: str) -> Landing:
        """Load the page and wait for its load event.

        :raises PageError: when it cannot be reached in time, answers with an HTTP error, or is
            not an HTML document.
        """
        with page_errors(f"did not finish loading within {self.load_timeout:g} seconds"):
            # A download leaves the page before it on show, which must not be taken for it.
            self.driver.get("about:blank")
            self.driver.get(url)
            response = self.driver.execute_script(_RESPONSE, url)
        if not response["shown"]:
            raise PageError("cannot be reached")
        if response["status"] >= 400:
            raise PageError(f"the server answered with HTTP status {response['status']}")
        if response["type"] not in HTML_TYPES:
            raise PageError(f"not an HTML document but {response['type']}")
        asked, landed = (response[key].partition("#")[0] for key in ("asked", "landed"))
        return Landing(response["title"], redirected_to="" if landed == asked else landed)

    def apply(self, state: State) -> None:
        """Show the open page in this state, and wait until it has settled there."""
        metrics = {
            "width": state.viewport.width,
            "height": state.viewport.height,
            "deviceScaleFactor": 1,
            "mobile": False,
        }
        scheme = {"name": "prefers-color-scheme", "value": state.scheme.value}
        with page_errors("did not settle after a change of window or colour scheme"):
            self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
            self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})
            self.driver.execute_async_script(_SETTLED)

    def ask(self, script: str, *arguments: Any) -> Any:
        """Run JavaScript in the page and return its answer."""
        with page_errors("a script did not finish in time"):
            return self.driver.execute_script(script, *arguments)


@contextmanager
def page_errors(on_timeout: str) -> Iterator[None]:
    """Turn what Selenium raises into a :class:`PageError` that says what happened."""
    try:
        yield
    except TimeoutException as error:
        raise PageError(on_timeout) from error
    except WebDriverException as error:
        raise PageError(_reason(error)) from error
    except HTTPError as error:
        raise PageError("the browser stopped answering") from error


def _reason(error: WebDriverException) -> str:
    message = error.msg or type(error).__name__
    network = re.search(r"net::ERR_([A-Z_]+)", message)
    if network:
        return f"cannot be reached: {network[1].replace('_', ' ').lower()}"
    return message.strip().splitlines()[0]


def _start(profile: str) -> Chrome:
    options = ChromeOptions()
    for flag in (*FLAGS, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        options.add_argument("--no-sandbox")  # Chromium refuses to run as root with it
    options.unhandled_prompt_behavior = "dismiss"
    if browser := _find(BROWSER_VARIABLE, BROWSERS):
        options.binary_location = browser
    # A process group of its own, so that Ctrl-C reaches us alone and closing reaches all of it.
    service = ChromeService(
        executable_path=_find(DRIVER_VARIABLE, DRIVERS), popen_kw={"start_new_session": True}
    )
    try:
        return Chrome(options=options, service=service)
    except NoSuchDriverException as error:
        raise BrowserError(
            "No browser found. Install Chromium and its chromedriver, or name them in the "
            f"environment variables {BROWSER_VARIABLE} and {DRIVER_VARIABLE}."
        ) from error
    except WebDriverException as error:
        raise BrowserError(f"The browser does not start: {_reason(error)}") from error


def _find(variable: str, names: tuple[str, ...]) -> str | None:
    """The program the environment variable names, else the first of ``names`` on the PATH."""
    named = os.environ.get(variable)
    if named:
        if not os.access(named, os.X_OK):
            raise BrowserError(f"No browser found: {variable} names {named}, which cannot be run.")
        return named
    return next(filter(None, map(shutil.which, names)), None)


def _stop(driver: Chrome) -> None:
    """End driver and browser. Not by asking: one that is stuck in a page does not listen."""
    process = driver.service.process
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)  # the browser is in the driver's group
        process.wait()
    else:
        driver.quit()
