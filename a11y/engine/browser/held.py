"""Keeps a page in its place while it is driven: nothing is sent, nothing is left, nothing stays.

Two things work together. The browser is offline, so that no request reaches a server, whoever
makes it. And a guard inside the page stops what would lead away from it or block it before it
happens, and notes it. (It works in the page's own world, unlike our other scripts: it stands in
for functions that the page calls.) Cookies and storage are put back at the end. What scripts did
to the document itself is not undone.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from typing import Any

from selenium.common.exceptions import WebDriverException
from urllib3.exceptions import HTTPError

from a11y.engine.browser.session import Session, page_errors

GUARD = f"a11y_{token_hex(8)}"
"""Where the page keeps the guard: a property no page can have guessed."""

_HELD = Path(__file__).with_name("held.js").read_text(encoding="utf-8")
_FRAMES = Path(__file__).with_name("frames.js").read_text(encoding="utf-8")
_ATTEMPTS = "return window[arguments[0]]?.attempts.splice(0) ?? []"
_LIFT = "window[arguments[0]]?.lift()"
_FAULTS = (WebDriverException, HTTPError, OSError)
_OFFLINE = {"latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}


@dataclass(frozen=True, slots=True)
class Attempt:
    """What the page would have done.

    ``kind`` is "navigate", "submit", "window", "dialog" or "request"; ``detail`` the address, or
    what the dialog says.
    """

    kind: str
    detail: str


@dataclass(frozen=True, slots=True)
class Hold:
    """A page that is held."""

    session: Session

    def attempts(self) -> list[Attempt]:
        """What the page has tried since this was asked last."""
        with page_errors("the page does not say what it has tried"):
            tried = self.session.driver.execute_script(_ATTEMPTS, GUARD)
        return [Attempt(*attempt) for attempt in tried]


@contextmanager
def held(session: Session) -> Iterator[Hold]:
    """Hold the open page, its frames included, until the end of the ``with`` statement.

    :raises PageError: when the page does not answer.
    """
    with page_errors("the page could not be held"):
        cookies = _cookies(session)
        _everywhere(session, _HELD)
        _set_offline(session, True)
    try:
        yield Hold(session)
    finally:
        # A page that is gone, or stuck, needs no lifting; the network is given back in any case.
        with suppress(*_FAULTS):
            _restore(session, cookies)
            _everywhere(session, _LIFT)
        with suppress(*_FAULTS):
            _set_offline(session, False)


def _set_offline(session: Session, offline: bool) -> None:
    session.driver.execute_cdp_cmd(
        "Network.emulateNetworkConditions", {"offline": offline, **_OFFLINE}
    )


def _everywhere(session: Session, script: str) -> None:
    """Run a script in the document and in its frames at any depth."""
    session.driver.execute_script(script, GUARD)
    for frame in session.driver.execute_script(_FRAMES, GUARD)["frames"]:
        with suppress(WebDriverException):
            session.driver.switch_to.frame(frame)
            try:
                _everywhere(session, script)
            finally:
                session.driver.switch_to.parent_frame()


def _cookies(session: Session) -> list[dict[str, Any]]:
    found = session.driver.execute_cdp_cmd("Network.getCookies", {})["cookies"]
    return sorted(found, key=_place)


def _place(cookie: dict[str, Any]) -> tuple[str, ...]:
    return tuple(cookie[part] for part in ("name", "domain", "path"))


def _restore(session: Session, cookies: list[dict[str, Any]]) -> None:
    """Put the page's cookies back as they were."""
    now = _cookies(session)
    if now == cookies:
        return
    for cookie in now:
        place = dict(zip(("name", "domain", "path"), _place(cookie), strict=True))
        session.driver.execute_cdp_cmd("Network.deleteCookies", place)
    if cookies:
        session.driver.execute_cdp_cmd("Network.setCookies", {"cookies": cookies})
