"""What a page can do to a browser, and what the audit says of it. Real servers, real browser."""

import os
import signal
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from a11y.engine.browser.access import Access, basic_auth, origin_of
from a11y.engine.browser.session import Session
from a11y.engine.errors import BrowserError, PageError
from a11y.engine.model import State
from tests.a11y.grid import grid, unused_port

pytestmark = pytest.mark.browser

Answer = Callable[[BaseHTTPRequestHandler], None]


@contextmanager
def serving(answer: Answer, certificate: str = "") -> Iterator[str]:
    """The address of a server that answers like this."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer(self)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: Any, client_address: Any) -> None:
            pass  # the browser has hung up

    server = Server(("127.0.0.1", 0), Handler)
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"{'https' if certificate else 'http'}://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def html(request: BaseHTTPRequestHandler, body: str, **headers: str) -> None:
    request.send_response(200)
    for name, value in {"Content-Type": "text/html; charset=utf-8", **headers}.items():
        request.send_header(name.replace("_", "-"), value)
    request.end_headers()
    request.wfile.write(f"<!doctype html><title>A page</title>{body}".encode())


def refused(browser: Session, url: str) -> str:
    """Why the page cannot be audited; and the browser is good for the next one."""
    with pytest.raises(PageError) as refusal:
        browser.open(url)
    assert browser.open("data:text/html,<title>Next</title>").title == "Next"
    return str(refusal.value)


def test_a_host_that_does_not_exist_is_said_to_be_unreachable(browser):
    assert refused(browser, "http://nobody.invalid/") == "cannot be reached: name not resolved"


def test_a_server_that_is_not_there_is_said_to_refuse(browser):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}/"
    assert refused(browser, address) == "cannot be reached: connection refused"


def test_what_is_no_address_is_said_to_be_none(browser):
    assert refused(browser, "http://[::1") == "not a web address"


def test_a_certificate_that_nobody_vouches_for_is_said(browser, tmp_path):
    file = tmp_path / "certificate.pem"
    public = tmp_path / "public.pem"
    subject = ["-subj", "/CN=127.0.0.1", "-days", "1", "-nodes"]
    subprocess.run(
        [  # noqa: S607
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            *subject,
            "-keyout",
            file,
            "-out",
            public,
        ],
        check=True,
        capture_output=True,
    )
    with file.open("a") as whole:
        whole.write(public.read_text())
    with serving(lambda request: html(request, ""), str(file)) as address:
        said = refused(browser, address)
    assert said == "cannot be reached: cert authority invalid"


def test_redirects_that_never_end_are_said(browser, web):
    assert refused(browser, web.put("/loop", "/loop", status=302)) == (
        "cannot be reached: too many redirects"
    )


def test_a_download_is_no_page_even_if_it_is_html(browser):
    def save(request):
        html(request, "", Content_Disposition="attachment; filename=page.html")

    with serving(save) as address:
        assert refused(browser, address) == "not a page but a download"


def test_a_page_without_an_end_is_stopped_at_the_limit():
    sent = 0

    def endless(request):
        nonlocal sent
        request.send_response(200)
        request.send_header("Content-Type", "text/html")
        request.end_headers()
        for _ in range(200_000):
            request.wfile.write(b"<p>" + b"x" * 1000 + b"</p>\n")
            sent += 1

    with serving(endless) as address, Session(max_bytes=1_000_000) as session:
        with pytest.raises(PageError, match="larger than 1 MB"):
            session.open(address)
        assert session.refusal == "larger than 1 MB", "another browser would fare no better"
    assert sent < 200_000


def test_a_script_without_an_end_costs_the_browser_and_no_more(web):
    page = web.page("<script>while (true);</script>")
    with Session(load_timeout=2) as session:
        with pytest.raises(PageError, match="did not finish loading within 2 seconds"):
            session.open(page)
        assert not session.answers()
        assert session.refusal == "", "another browser may fare better"


def test_dialogs_and_windows_are_passed_over(browser, web):
    page = web.page(
        """<script>
        alert(1); alert(2); window.told = [confirm("?"), prompt("?"), window.open("/") === null];
        addEventListener("load", () => { alert(3); setTimeout(() => alert(4), 10); });
        addEventListener("unload", () => alert(5));
        window.onbeforeunload = (event) => { event.preventDefault(); return "Stay!"; };
        </script>"""
    )
    browser.open(page)
    time.sleep(0.1)
    assert browser.ask("return window.told") == [False, None, True]
    browser.apply(State())
    assert len(browser.driver.window_handles) == 1
    assert browser.open(web.page("", path="/next")).title == "A page"


@pytest.mark.parametrize(
    "head",
    [
        "<script>location = '/there'</script>",
        "<script>onload = () => { location.href = '/there' }</script>",
        "<meta http-equiv='refresh' content='0; url=/there'>",
    ],
)
def test_a_page_that_sends_the_browser_on_is_audited_where_it_leads(browser, web, head):
    there = web.page("There", path="/there")
    assert browser.open(web.page("Here", head=head)).redirected_to == there


def test_a_page_that_is_open_is_loaded_anew_for_another_fragment(browser, web):
    page = web.page("<p id='part'>Part</p>")
    browser.open(page)
    browser.ask("document.title = 'Changed'")

    assert browser.open(f"{page}#part").title == "A page"


def test_a_page_that_never_stops_sending_the_browser_on_is_said_so(browser, web):
    script = "<script>location = '/page?' + Math.random()</script>"
    with serving(lambda request: html(request, script)) as address:
        assert "keeps sending the browser on" in refused(browser, address)


def test_a_page_that_leaves_during_the_audit_is_said_so_with_the_address(browser, web):
    there = web.page("There", path="/there")
    browser.open(web.page("<script>setTimeout(() => { location = '/there' }, 400)</script>"))
    time.sleep(0.8)
    with pytest.raises(PageError, match=f"did not stay: .* went on to {there}"):
        browser.apply(State())


@pytest.mark.parametrize(
    ("type", "said"),
    [
        ("application/xml", "not an HTML document but application/xml"),
        ("image/svg+xml", "not an HTML document but image/svg+xml"),
        ("text/plain", "not an HTML document but text/plain"),
    ],
)
def test_what_is_no_html_is_said_to_be_what_it_is(browser, web, type, said):
    page = web.put("/other", '<svg xmlns="http://www.w3.org/2000/svg"/>', type=type)
    assert refused(browser, page) == said


def test_xhtml_is_a_page(browser, web):
    document = '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>X</title></head></html>'
    page = web.put("/x", document, type="application/xhtml+xml")
    assert browser.open(page).title == "X"


def test_a_page_in_an_encoding_other_than_it_says_is_a_page(browser, web):
    page = web.put("/latin", "<title>Caf\u00e9 \u20ac</title>", type="text/html; charset=utf-16")
    assert browser.open(page).redirected_to == ""


def test_a_page_that_overwrites_what_scripts_rely_on_does_not_deceive_us(browser, web):
    page = web.page(
        """<script>
        JSON.stringify = Array.prototype.map = document.querySelector = () => { throw "mine"; };
        performance.getEntriesByType = () => [{name: "https://elsewhere.example/"}];
        Object.prototype.toJSON = () => "mine";
        window.Promise = window.setTimeout = undefined;
        </script>"""
    )
    landing = browser.open(page)
    browser.apply(State())
    assert (landing.title, landing.redirected_to) == ("A page", "")
    said = browser.ask_apart("return [document.querySelector('h1').innerText, arguments[0]]", 5)
    assert said == ["A page", 5]


def test_a_frame_of_another_site_is_reached_like_the_pages_own(browser, web):
    web.page("Inside", path="/inner")
    inner = web.address.replace("127.0.0.1", "localhost") + "/inner"
    browser.open(web.page(f'<iframe title="Inner" src="{inner}"></iframe>'))
    [frame] = browser.cdp("Page.getFrameTree", {})["frameTree"]["childFrames"]
    text = browser.ask_apart("return document.body.innerText", frame=frame["frame"]["id"])
    assert text.endswith("Inside")


def test_an_animation_that_stands_still_is_not_waited_for_for_ever(web):
    script = "<script>document.body.animate({opacity: [0, 1]}, 500).playbackRate = 0</script>"
    with Session(script_timeout=5) as session:
        session.open(web.page(script))
        session.apply(State())


def test_a_crashed_tab_is_an_error_and_is_noticed(web):
    with Session() as session:
        session.open(web.page(""))
        with pytest.raises(PageError):
            session.cdp("Page.crash", {})
        with pytest.raises(PageError):
            session.apply(State())
        assert not session.answers()


def test_a_killed_browser_is_an_error_and_is_noticed(web):
    with Session() as session:
        session.open(web.page(""))
        os.killpg(session.driver.service.process.pid, signal.SIGKILL)
        with pytest.raises(PageError, match="stopped answering"):
            session.open(web.page(""))
        assert not session.answers()


@pytest.fixture
def temporary(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder for temporary files, empty; its path is short."""
    with TemporaryDirectory() as folder:
        monkeypatch.setattr("tempfile.tempdir", folder)
        monkeypatch.setenv("TMPDIR", folder)
        yield Path(folder)


@pytest.mark.parametrize("killed", [False, True])
def test_a_browser_leaves_no_files_behind(web, temporary, killed):
    with Session() as session:
        session.open(web.page(""))
        if killed:
            session.kill()
    assert list(temporary.iterdir()) == []


def test_a_browser_starts_where_the_path_of_temporary_files_is_long(web, temporary, monkeypatch):
    """A socket's path has a limit, and Chromium ends where it is passed."""
    folder = temporary / ("long" * 10)
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    monkeypatch.setenv("TMPDIR", str(folder))
    with Session() as session:
        assert session.open(web.page("")).title == "A page"


def test_headers_and_cookies_go_to_the_pages_site_and_to_no_other():
    received: dict[str, list[tuple[str, Any, Any, Any]]] = {"own": [], "other": []}

    def note(whose, body=""):
        def answer(request):
            names = ("X-Key", "Authorization", "Cookie")
            told = tuple(request.headers.get(name) for name in names)
            received[whose].append((request.path, *told))
            if request.path == "/redirected.png":
                request.send_response(302)
                request.send_header("Location", f"{other}/after")
                request.end_headers()
            else:
                html(request, body and body.format(other))

        return answer

    body = "<img src='{}/image.png'><img src='/own.png'><img src='/redirected.png'>"
    with serving(note("other")) as other:
        other = other.replace("127.0.0.1", "localhost")
        with serving(note("own", body)) as own:
            access = Access(
                origins=(origin_of(own),),
                headers=(("X-Key", "k1"), basic_auth("anna", "pässword")),
                cookies=(("session", "s1"),),
            )
            with Session(access=access) as session:
                session.open(own)
    secrets = ("k1", "Basic YW5uYTpww6Rzc3dvcmQ=", "session=s1")
    asked = {path: told for path, *told in received["own"]}
    assert {"/", "/own.png", "/redirected.png"} <= asked.keys()
    assert {tuple(told) for told in asked.values()} == {secrets}
    asked = {path: told for path, *told in received["other"]}
    assert {"/image.png", "/after"} <= asked.keys()
    assert all(told == [None, None, None] for told in asked.values())
    assert "k1" not in repr(access)


def test_a_browser_elsewhere_does_what_one_here_does(web):
    access = Access((origin_of(web.address),), headers=(("X-Key", "k1"),))
    with grid() as address, Session(remote=address, access=access) as session:
        assert session.open(web.page("<p>Far away</p>")).title == "A page"
        session.apply(State())
        assert "Far away" in session.ask("return document.body.innerText")
        assert "Far away" in session.ask_apart("return document.body.innerText")
        assert "404" in refused(session, web.address + "/missing")


def test_a_remote_server_that_is_not_there_is_said_without_its_password():
    with (
        pytest.raises(BrowserError, match="No browser to be had from") as error,
        Session(remote=f"http://user:secret@127.0.0.1:{unused_port()}"),
    ):
        pass
    assert "secret" not in str(error.value)
