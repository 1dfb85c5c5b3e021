"""Starts and ends the browser: one of this machine, or one that a WebDriver server has."""

import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from selenium.common.exceptions import NoSuchDriverException, WebDriverException
from selenium.webdriver import Chrome, ChromeOptions, ChromeService, Remote
from selenium.webdriver.remote.webdriver import WebDriver
from urllib3.exceptions import HTTPError

from a11y.engine.browser.access import Access
from a11y.engine.errors import BrowserError

BROWSER_VARIABLE = "A11Y_BROWSER"
DRIVER_VARIABLE = "A11Y_CHROMEDRIVER"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
DRIVERS = ("chromedriver",)

FLAGS = (
    "--headless=new",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--hide-scrollbars",  # so that a width of 320 leaves 320 to the page
    "--no-first-run",
    # Frames of other sites in the page's own process: DevTools reaches them like all others.
    "--disable-site-isolation-trials",
    "--disable-features=IsolateOrigins,site-per-process",
)

_SOCKET = len("/org.chromium.Chromium.XXXXXX/SingletonSocket")
_LONGEST_SOCKET = 103  # bytes, on macOS; Linux has room for four more


@contextmanager
def started(remote: str, access: Access) -> Iterator[WebDriver]:
    """A browser, until the end of the ``with`` statement. ``remote`` is a WebDriver server's
    address, or "" for a browser of this machine.

    :raises BrowserError: when there is none or it does not start.
    """
    with _remote(remote, access) if remote else _local(access) as driver:
        yield driver


def end(driver: WebDriver) -> None:
    """End the browser from any thread, also when it is stuck in a page and listens to nobody."""
    service = getattr(driver, "service", None)
    if service is None or not hasattr(os, "killpg"):
        with suppress(WebDriverException, HTTPError, OSError):
            driver.quit()
        return
    with suppress(ProcessLookupError):
        os.killpg(service.process.pid, signal.SIGKILL)  # the browser is in the driver's group
    service.process.wait()


def reason(error: WebDriverException) -> str:
    """The first line of what Selenium says."""
    message = (error.msg or type(error).__name__).strip()
    return message.splitlines()[0] if message else type(error).__name__


@contextmanager
def _local(access: Access) -> Iterator[WebDriver]:
    with tempfile.TemporaryDirectory(prefix="a11y-browser-", ignore_cleanup_errors=True) as profile:
        driver = _start(profile, access)
        try:
            yield driver
        finally:
            end(driver)


@contextmanager
def _remote(address: str, access: Access) -> Iterator[WebDriver]:
    try:
        driver = Remote(command_executor=address, options=_options(access))
    except (WebDriverException, HTTPError, OSError, ValueError) as error:
        said = reason(error) if isinstance(error, WebDriverException) else type(error).__name__
        raise BrowserError(f"No browser to be had from {_public(address)}: {said}") from error
    try:
        yield driver
    finally:
        end(driver)


def _public(address: str) -> str:
    """The address without a password that may stand in it."""
    scheme, mark, rest = address.partition("://")
    return f"{scheme}{mark}{rest.rpartition('@')[2]}"


def _options(access: Access) -> ChromeOptions:
    options = ChromeOptions()
    for flag in FLAGS:
        options.add_argument(flag)
    # We wait for pages ourselves: see Session.open.
    options.page_load_strategy = "none"
    options.unhandled_prompt_behavior = "dismiss"
    if extension := access.extension():
        options.add_encoded_extension(extension)
    return options


def _start(profile: str, access: Access) -> Chrome:
    options = _options(access)
    options.add_argument(f"--user-data-dir={profile}")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        options.add_argument("--no-sandbox")  # Chromium refuses to run as root with it
    if browser := _find(BROWSER_VARIABLE, BROWSERS):
        options.binary_location = browser
    # A process group of its own, so that Ctrl-C reaches us alone and closing reaches all of it.
    service = ChromeService(
        executable_path=_find(DRIVER_VARIABLE, DRIVERS),
        env=_environment(profile),
        popen_kw={"start_new_session": True},
    )
    try:
        return Chrome(options=options, service=service)
    except NoSuchDriverException as error:
        raise BrowserError(
            "No browser found. Install Chromium and its chromedriver, or name them in the "
            f"environment variables {BROWSER_VARIABLE} and {DRIVER_VARIABLE}."
        ) from error
    except (WebDriverException, HTTPError) as error:
        said = reason(error) if isinstance(error, WebDriverException) else "no answer"
        raise BrowserError(f"The browser does not start: {said}") from error


def _environment(profile: str) -> dict[str, str]:
    """The driver's environment: what it and the browser leave lying about goes with the profile.

    Unless the path of the socket the browser puts there grew too long: then it would not start.
    """
    room = len(os.fsencode(profile)) + _SOCKET <= _LONGEST_SOCKET
    return {**os.environ, "TMPDIR": profile} if room else {**os.environ}


def _find(variable: str, names: tuple[str, ...]) -> str | None:
    """The program the environment variable names, else the first of ``names`` on the PATH."""
    named = os.environ.get(variable)
    if named:
        if not os.access(named, os.X_OK):
            raise BrowserError(f"No browser found: {variable} names {named}, which cannot be run.")
        return named
    return next(filter(None, map(shutil.which, names)), None)
