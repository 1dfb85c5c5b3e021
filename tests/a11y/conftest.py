"""A web server with pages of the test's making, a warm browser, and a CMS site of plain blocks."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from wagtail.models import Locale, Page, Site

from a11y.engine.audit import audit_page
from a11y.engine.browser.session import Session
from a11y.engine.model import PageResult, Profile, State, Target
from tests.a11y.site.models import PlainPage

DOCUMENT = """<!doctype html>
<html lang="en"><head><title>A page</title>{head}</head>
<body><main><h1>A page</h1>{body}</main></body></html>"""


@dataclass
class Web:
    """A web site in memory: what is put at a path is served there."""

    address: str = ""
    answers: dict[str, tuple[int, str, bytes]] = field(default_factory=dict)
    hanging: threading.Event = field(default_factory=threading.Event)
    """Set when somebody waits for /hang, which answers when the test is over."""
    over: threading.Event = field(default_factory=threading.Event)

    def put(
        self, path: str, content: str, *, type: str = "text/html; charset=utf-8", status: int = 200
    ) -> str:
        """Serve the content at the path and return its address."""
        self.answers[path] = (status, type, content.encode())
        return self.address + path

    def page(self, body: str, *, head: str = "", path: str = "/page") -> str:
        """Serve a document without a barrier of its own around the body; return its address."""
        return self.put(path, DOCUMENT.format(head=head, body=body))


@pytest.fixture
def web() -> Iterator[Web]:
    site = Web()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path == "/hang":
                site.hanging.set()
                site.over.wait()
                return
            known = self.path if self.path in site.answers else self.path.partition("?")[0]
            status, type_, content = site.answers.get(known, (404, "text/html", b"Nothing"))
            self.send_response(status)
            self.send_header("Content-Type", type_)
            if status in (301, 302):
                self.send_header("Location", content.decode())
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    site.address = f"http://127.0.0.1:{server.server_port}"
    yield site
    site.over.set()
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="session")
def browser() -> Iterator[Session]:
    with Session(load_timeout=10) as session:
        yield session


@pytest.fixture
def audit(browser: Session) -> Callable[..., PageResult]:
    """Audit one address in the warm browser."""

    def run(
        url: str, *states: State, profile: Profile | None = None, screenshots: bool = False
    ) -> PageResult:
        return audit_page(
            browser,
            Target(url),
            states=states or (State(),),
            profile=profile,
            screenshots=screenshots,
        )

    return run


@pytest.fixture
def warm(browser: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let commands audit in the warm browser rather than start one each."""
    alone = threading.Lock()

    @contextmanager
    def shared(**options: Any) -> Iterator[Session]:
        with alone:
            yield browser

    monkeypatch.setattr("a11y.engine.command.Session", shared)


@pytest.fixture
def database(transactional_db: None) -> None:
    """A database in which the test's threads see what the others write.

    Tests that have no other thread are faster in a module with a fixture of this name that asks
    for ``db``: what they write is rolled back.
    """


@pytest.fixture
def home(database: None) -> PlainPage:
    """The front page of the only site, live and without content."""
    Locale.objects.get_or_create(language_code="en")
    root = Page.get_first_root_node() or Page.add_root(instance=Page(title="Root", slug="root"))
    home = root.add_child(instance=PlainPage(title="Plain home", slug="plain-home"))
    Site.objects.all().delete()
    Site.objects.create(hostname="localhost", port=8000, root_page=home, is_default_site=True)
    return home
