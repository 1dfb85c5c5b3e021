"""A page that is driven while it is held reaches no server and stays where it is."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from a11y.engine.browser.held import held
from a11y.engine.browser.session import Session

pytestmark = pytest.mark.browser

PAGE = """<!doctype html><html lang="en"><title>A page</title><link rel="icon" href="data:,">
<a id="link" href="/away">Away</a> <a id="new" href="/away" target="_blank">New</a>
<form id="form" action="/sent" method="post"><input name="a"><button id="send">Send</button></form>
<form id="window" action="/sent" method="post" target="_blank"><button>Send</button></form>
<iframe id="frame"
  srcdoc="<form action='/sent' method='post'><button>Send</button></form>"></iframe>
<output></output>
<script>addEventListener("offline", () => document.body.append("You are offline"))</script>"""


@dataclass
class Server:
    """A server that answers everything with the page, and remembers what it was asked."""

    address: str = ""
    asked: list[str] = field(default_factory=list)


@pytest.fixture
def server() -> Iterator[Server]:
    kept = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            kept.asked.append(f"{self.command} {self.path}")
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(PAGE.encode())

        def do_POST(self) -> None:
            self.do_GET()

        def log_message(self, format: str, *args: Any) -> None:
            pass

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=http.serve_forever, daemon=True).start()
    kept.address = f"http://127.0.0.1:{http.server_port}"
    yield kept
    http.shutdown()
    http.server_close()


def ready(browser: Session, server: Server) -> None:
    browser.open(f"{server.address}/page")
    server.asked.clear()


def by_the_page(browser: Session, script: str) -> Any:
    """What the page's own scripts get when they run this."""
    return browser.driver.execute_script(script)


DEEDS = {
    "a link": "document.getElementById('link').click()",
    "a link to a new window": "document.getElementById('new').click()",
    "a link that is not in the page":
        "Object.assign(document.createElement('a'), {href: '/away', target: '_blank'}).click()",
    "a script that changes the address": "location.href = '/away'",
    "a script that goes back": "history.back()",
    "a script that opens a window": "window.open('/away')",
    "a button that sends a form": "document.getElementById('send').click()",
    "a script that sends a form": "document.getElementById('form').submit()",
    "a form that answers in a new window": "document.getElementById('window').requestSubmit()",
    "a form in a frame":
        "document.getElementById('frame').contentDocument.forms[0].requestSubmit()",
    "a fetch": "fetch('/sent', {method: 'POST', body: 'a'})",
    "a fetch that reads": "fetch('/read').catch(() => {})",
    "a beacon": "navigator.sendBeacon('/sent', 'a')",
    "an XMLHttpRequest":
        "const request = new XMLHttpRequest(); request.open('POST', '/sent'); request.send('a')",
    "an image that counts visits": "new Image().src = '/count'",
}  # fmt: skip


@pytest.mark.parametrize("deed", DEEDS.values(), ids=DEEDS.keys())
def test_a_held_page_sends_nothing_and_stays(browser: Session, server: Server, deed: str) -> None:
    ready(browser, server)
    windows = browser.driver.window_handles

    with held(browser):
        by_the_page(browser, deed)
        browser.driver.execute_async_script("setTimeout(arguments[0], 50)")

    assert server.asked == []
    assert by_the_page(browser, "return location.pathname") == "/page"
    assert browser.driver.window_handles == windows


def test_what_a_held_page_tried_is_told_once(browser: Session, server: Server) -> None:
    ready(browser, server)

    with held(browser) as hold:
        by_the_page(browser, "document.getElementById('link').click(); alert('Sure?')")
        tried = hold.attempts()
        again = hold.attempts()

    assert [(attempt.kind, attempt.detail) for attempt in tried] == [
        ("navigate", f"{server.address}/away"),
        ("dialog", "Sure?"),
    ]
    assert again == []


def test_a_page_is_not_told_that_it_is_held(browser: Session, server: Server) -> None:
    ready(browser, server)

    with held(browser):
        online = by_the_page(browser, "return navigator.onLine")
    text = by_the_page(browser, "return document.body.innerText")

    assert online
    assert "offline" not in text


def test_a_page_works_as_before_when_it_is_let_go(browser: Session, server: Server) -> None:
    ready(browser, server)

    with held(browser):
        pass
    browser.driver.execute_async_script(
        "fetch('/sent', {method: 'POST'}).then(arguments[arguments.length - 1])"
    )

    assert server.asked == ["POST /sent"]


def test_cookies_and_storage_are_put_back(browser: Session, server: Server) -> None:
    ready(browser, server)
    by_the_page(browser, "document.cookie = 'kept=1'; localStorage.setItem('kept', '1')")

    with held(browser):
        by_the_page(browser, "document.cookie = 'new=1'; document.cookie = 'kept=2'")
        by_the_page(browser, "localStorage.clear(); sessionStorage.setItem('new', '1')")

    assert by_the_page(browser, "return document.cookie") == "kept=1"
    assert by_the_page(
        browser, "return [localStorage.length, localStorage.kept, sessionStorage.length]"
    ) == [
        1,
        "1",
        0,
    ]
