"""A headless Chromium, driven by Selenium, that shows one page at a time.

Pages are not trusted to behave: they open dialogs, send the browser elsewhere, never end, crash.
We wait for them ourselves, by DevTools, because the driver's own waiting breaks at such pages.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, NoReturn, Self, cast
from urllib.parse import urldefrag

from selenium.common.exceptions import (
    InvalidArgumentException,
    TimeoutException,
    WebDriverException,
)
from selenium.webdriver.remote.remote_connection import RemoteConnection
from selenium.webdriver.remote.webdriver import WebDriver
from urllib3.exceptions import HTTPError

from a11y.engine.browser import launch
from a11y.engine.browser.access import Access
from a11y.engine.errors import PageError
from a11y.engine.model import State, Viewport

HTML_TYPES = ("text/html", "application/xhtml+xml")
MAX_BYTES = 20_000_000
MOST_MOVES = 5
"""How often a page may send the browser on, by script or meta element, before it stays."""

_PASSING = frozenset(
    f"net::ERR_{fault}"
    for fault in (
        "CONNECTION_CLOSED",
        "CONNECTION_RESET",
        "CONNECTION_TIMED_OUT",
        "EMPTY_RESPONSE",
        "NETWORK_CHANGED",
        "TIMED_OUT",
    )
)
"""Faults of the network that may be gone a moment later."""

_GRACE = 2.0  # seconds: the driver's answer may come this much after the page's
_WORLD = "a11y"
_HERE = Path(__file__).parent
_QUIET = (_HERE / "quiet.js").read_text(encoding="utf-8")
_LOADED = (_HERE / "loaded.js").read_text(encoding="utf-8")
_SETTLED = (_HERE / "settled.js").read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Landing:
    """Where a navigation ended: the document's title, and its address if it was redirected."""

    title: str
    redirected_to: str


class Session:
    """One browser with one page open. Use it in a ``with`` statement; it closes the browser.

    Chromium and its driver are those the environment variables ``A11Y_BROWSER`` and
    ``A11Y_CHROMEDRIVER`` name, else those on the PATH, else what Selenium's own manager finds.
    Where ``remote`` is the address of a WebDriver server (Selenium Grid, or a chromedriver), the
    browser is one of its. ``ways`` lead into the states whose steps they are named by.

    :raises BrowserError: on entering, when there is no browser or it does not start.
    """

    driver: WebDriver
    refusal: str
    """Why the page last opened cannot be audited, where asking once more would not change that;
    "" where it might."""
    frame: dict[str, Any]
    """What DevTools says of the page's own frame: ``id``, ``loaderId``, ``url``, ``mimeType``."""

    def __init__(
        self,
        *,
        load_timeout: float = 30,
        script_timeout: float = 60,
        max_bytes: int = MAX_BYTES,
        remote: str = "",
        access: Access | None = None,
        ways: Mapping[tuple[str, ...], Callable[["Session"], None]] = MappingProxyType({}),
    ) -> None:
        self.load_timeout = load_timeout
        self.script_timeout = script_timeout
        self.max_bytes = max_bytes
        self.remote = remote
        self.access = access or Access()
        self.ways = ways
        self._gone_into: tuple[str, ...] = ()
        self.refusal = ""
        self._asked = ""
        self.frame = {}
        self._viewport: Viewport | None = None
        self._preferred: dict[str, str] = {}
        self._restless = False
        self._scripts: list[dict[str, str]] = [{"source": _QUIET}]
        self._worlds: dict[str, int] = {}
        self._resources = ExitStack()

    def __enter__(self) -> Self:
        with ExitStack() as resources:
            self.driver = resources.enter_context(launch.started(self.remote, self.access))
            with page_errors("the browser does not answer"):
                self._prepare()
            self._resources = resources.pop_all()
        return self

    def __exit__(self, *error: Any) -> None:
        self._resources.__exit__(*error)

    def kill(self) -> None:
        """End the browser at once; can be called from another thread. What waits for it fails."""
        launch.end(self.driver)

    def open(self, url: str) -> Landing:
        """Load the page and wait for its load event, and for where its scripts send it then.

        :raises PageError: when it cannot be reached in time, answers with an HTTP error, is not
            an HTML document or too large a one, or does not stay.
        """
        self.refusal = ""
        self._gone_into = ()
        document = self._load(lambda: self._navigate(url))
        asked, landed = (urldefrag(document[key])[0] for key in ("asked", "landed"))
        return Landing(document["title"], redirected_to="" if landed == asked else landed)

    def arrive(self) -> None:
        """Wait for where what was done in the page has led to: it is the page from now on.

        :raises PageError: as :meth:`open` does.
        """
        self._load(lambda: None)

    def apply(self, state: State) -> None:
        """Show the open page in this state, and wait until it has settled there.

        A page that has been brought into another state by steps is loaded anew first.

        :raises PageError: when it does not, or has gone to another address meanwhile.
        """
        self.resize(state.viewport)
        self.prefer({"prefers-color-scheme": state.scheme.value})
        self._go_into(state.steps)
        try:
            self.ask_apart(f"await new Promise((done) => (function () {{ {_SETTLED} }})(done));")
        except PageError:
            self._check_stayed()
            raise

    def resize(self, viewport: Viewport) -> None:
        """Give pages this much room, from now on."""
        if viewport != self._viewport:
            size = {"width": viewport.width, "height": viewport.height}
            scale = {"deviceScaleFactor": 1, "mobile": False}
            self.cdp("Emulation.setDeviceMetricsOverride", size | scale)
            self._viewport = viewport

    def prefer(self, features: Mapping[str, str]) -> None:
        """Tell pages of these preferences, and no others, from now on: media features of CSS."""
        if features != self._preferred:
            media = [{"name": name, "value": value} for name, value in features.items()]
            self.cdp("Emulation.setEmulatedMedia", {"features": media})
            self._preferred = dict(features)

    def _check_stayed(self) -> None:
        """Say it where the page audited is no longer the one that was opened."""
        frame = self.cdp("Page.getFrameTree", {})["frameTree"]["frame"]
        if self.frame and frame["loaderId"] != self.frame["loaderId"]:
            self._restless = True
            raise PageError(f"did not stay: while it was audited it went on to {frame['url']}")

    def ask(self, script: str, *arguments: Any) -> Any:
        """Run JavaScript in the page and return its answer, as Selenium does.

        :raises PageError: when it fails or does not finish in time.
        """
        with page_errors("a script did not finish in time"):
            return self.driver.execute_script(script, *arguments)

    def ask_apart(self, script: str, *arguments: Any, frame: str = "") -> Any:
        """Run JavaScript in a world apart from the page's; return its answer as plain data.

        It sees the page's document, and none of its variables: a page that has overwritten
        ``JSON`` or ``Array.prototype`` does not deceive it. ``script`` is the body of an async
        function that reads ``arguments``. What it leaves on ``window`` is there for the next one.
        ``frame`` is DevTools' id of a frame other than the page's own.

        :raises PageError: when it fails or does not finish in time.
        """
        with page_errors("a script did not finish in time"), self._patience(self.script_timeout):
            return self._evaluate(self._world(frame), script, *arguments)

    def cdp(self, command: str, params: dict[str, Any]) -> dict[str, Any]:
        """Send one command of the DevTools protocol and return its answer.

        :raises PageError: when it fails or does not finish in time.
        """
        with page_errors(f"the browser did not answer to {command} in time"):
            return self._cdp(command, params)

    def on_new_document(self, script: str, *, apart: bool = False) -> None:
        """Run JavaScript before the scripts of every document to come, in every frame: in the
        page's world, or in that of :meth:`ask_apart`."""
        world = {"worldName": _WORLD} if apart else {}
        self._scripts.append({"source": script, **world})
        self.cdp("Page.addScriptToEvaluateOnNewDocument", self._scripts[-1])

    def answers(self) -> bool:
        """Whether browser and page still react: a page may have crashed or blocked them."""
        try:
            with page_errors(""), self._patience(_GRACE):
                self._cdp("Runtime.evaluate", {"expression": "1", "returnByValue": True})
        except PageError:
            return False
        return True

    def _prepare(self) -> None:
        self.driver.set_page_load_timeout(self.load_timeout)
        self.driver.set_script_timeout(self.script_timeout)
        self._set_patience(self.script_timeout)
        # From now on the browser keeps what servers answer: see delivered.py.
        self._cdp("Network.enable", {})
        self._cdp("Page.enable", {})
        self._cdp("Browser.setDownloadBehavior", {"behavior": "deny"})
        # A window beside others may not have the focus, and then nothing in it has.
        self._cdp("Emulation.setFocusEmulationEnabled", {"enabled": True})
        for script in self._scripts:
            self._cdp("Page.addScriptToEvaluateOnNewDocument", script)
        if cookies := self.access.cookie_settings():
            self._cdp("Network.setCookies", {"cookies": cookies})

    def _go_into(self, steps: tuple[str, ...]) -> None:
        """Take the way into the state that has these steps, from the page at rest."""
        wanted = steps if steps in self.ways else ()
        if wanted == self._gone_into:
            return
        if self._gone_into:
            self.open(self._asked)
        if wanted:
            asked = self._asked
            self.ways[wanted](self)
            self._asked, self._gone_into = asked, wanted

    def _load(self, begin: Callable[[], None]) -> dict[str, Any]:
        """Begin a navigation and wait for its end."""
        late = f"did not finish loading within {self.load_timeout:g} seconds"
        with page_errors(late), self._patience(self.load_timeout):
            begin()
            document = self._wait_until_loaded()
        if document.get("late"):
            raise PageError(late)
        self._check(document)
        return document

    def _navigate(self, url: str) -> None:
        if self._restless:
            self._start_anew()
        try:
            answer = self._cdp("Page.navigate", {"url": url})
        except InvalidArgumentException:
            self._refuse("not a web address")
        if answer.get("isDownload"):
            self._refuse("not a page but a download")
        if fault := answer.get("errorText"):
            self._refuse(f"cannot be reached: {_in_words(fault)}", once_more=fault in _PASSING)
        self._asked = url
        if "loaderId" not in answer:  # only the fragment is another: nothing was loaded
            self._cdp("Page.reload", {})
        self.frame = {"id": answer["frameId"], "loaderId": answer.get("loaderId", "")}

    def _start_anew(self) -> None:
        """Be rid of a page whose scripts overtake every navigation with one of their own: the
        driver would wait for an answer to ours for ever."""
        self._resources.close()
        self._viewport, self._preferred = None, {}
        self.__enter__()
        self._restless = False

    def _wait_until_loaded(self) -> dict[str, Any]:
        """What there is to know of the document that has come to stay."""
        patience = int(self.load_timeout * 1000)
        for _ in range(MOST_MOVES):
            self._worlds.clear()
            document: dict[str, Any] | None = None
            with _unless_gone():
                world = self._world("")
                document = self._evaluate(world, _LOADED, self._asked, patience, self.max_bytes)
            shown = self._cdp("Page.getFrameTree", {})["frameTree"]["frame"]
            stayed = shown["loaderId"] == self.frame["loaderId"]
            self.frame = shown
            if document and stayed:
                return document
        self._restless = True
        raise PageError(f"does not stay: it keeps sending the browser on, last to {shown['url']}")

    def _evaluate(self, world: int, script: str, *arguments: Any) -> Any:
        """What the body of an async function answers in this world."""
        answer = self._cdp(
            "Runtime.evaluate",
            {
                "expression": f"(async function () {{ {script}\n}})(...{json.dumps(arguments)})",
                "contextId": world,
                "awaitPromise": True,
                "returnByValue": True,
            },
        )
        if failure := answer.get("exceptionDetails"):
            said = failure.get("exception", {}).get("description") or failure["text"]
            raise PageError(f"a script failed: {said.splitlines()[0]}")
        return answer["result"].get("value")

    def _check(self, document: dict[str, Any]) -> None:
        if document.get("large"):
            self._refuse(f"larger than {self.max_bytes / 1_000_000:g} MB")
        if not document["shown"]:
            raise PageError("cannot be reached")
        if document["status"] >= 400:
            self._refuse(f"the server answered with HTTP status {document['status']}")
        if document["type"] not in HTML_TYPES:
            self._refuse(f"not an HTML document but {document['type']}")

    def _refuse(self, why: str, *, once_more: bool = False) -> NoReturn:
        if not once_more:
            self.refusal = why
        raise PageError(why)

    def _world(self, frame: str) -> int:
        """The id of our world in the frame's document; "" is the page's own frame."""
        if frame not in self._worlds:
            if not self.frame:
                raise PageError("no page is open")
            target = {"frameId": frame or self.frame["id"], "worldName": _WORLD}
            world = self._cdp("Page.createIsolatedWorld", target)
            self._worlds[frame] = world["executionContextId"]
        return self._worlds[frame]

    def _cdp(self, command: str, params: dict[str, Any]) -> dict[str, Any]:
        answer: dict[str, Any] = self.driver.execute(
            "executeCdpCommand", {"cmd": command, "params": params}
        )["value"]
        return answer

    @contextmanager
    def _patience(self, seconds: float) -> Iterator[None]:
        """Wait this long, and a little more, for each answer of the driver."""
        self._set_patience(seconds)
        try:
            yield
        finally:
            self._set_patience(self.script_timeout)

    def _set_patience(self, seconds: float) -> None:
        connection = cast(RemoteConnection, self.driver.command_executor)
        connection.client_config.timeout = seconds + _GRACE


@contextmanager
def page_errors(on_timeout: str) -> Iterator[None]:
    """Turn what Selenium raises into a :class:`PageError` that says what happened."""
    try:
        yield
    except WebDriverException as error:
        if _gone(error):
            raise PageError("did not stay: it went on to another address") from error
        if isinstance(error, TimeoutException):
            raise PageError(on_timeout) from error
        raise PageError(launch.reason(error)) from error
    except (HTTPError, OSError) as error:
        if "timed out" in str(error):
            raise PageError(on_timeout) from error
        raise PageError("the browser stopped answering") from error


def _in_words(fault: str) -> str:
    return re.sub(r"^net::ERR_", "", fault).replace("_", " ").lower()


@contextmanager
def _unless_gone() -> Iterator[None]:
    """Pass over that a document has been left while it was asked."""
    try:
        yield
    except WebDriverException as error:
        if not _gone(error):
            raise


def _gone(error: WebDriverException) -> bool:
    """Whether what was asked of a document failed because the document has been left."""
    message = error.msg or ""
    return any(
        sign in message
        for sign in (
            "Cannot find context",
            "no such execution context",
            "Execution context was destroyed",
            "Inspected target navigated or closed",
            "No frame for given id",
        )
    )
