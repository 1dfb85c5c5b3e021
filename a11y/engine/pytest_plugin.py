"""A pytest plugin: audit a page or a piece of HTML in a test.

It comes with the package. A test asks for the fixture ``a11y_audit``::

    def test_the_login_page_has_no_barrier(a11y_audit, live_server):
        assert a11y_audit(live_server.url + "/login/").barriers == []


    def test_the_card_is_sound(a11y_audit):
        assert a11y_audit("<article><h2>Trial</h2>…</article>").barriers == []

A comparison that fails lists each barrier with its element and how to fix it. ``barriers`` may also
be compared with the ids of rules that are known to fail: ``== ["link-name"]``.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from a11y.engine.browser.session import Session
    from a11y.engine.model import Finding, PageResult, State

_DOCUMENT = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Test</title></head>
<body><main><h1>Test</h1>{html}</main></body></html>"""


class Findings(list["Finding"]):
    """Findings that compare with the ids of their rules, in any order."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, list) and self.rules == sorted(map(_rule_id, other))

    __hash__ = None

    @property
    def rules(self) -> list[str]:
        """The ids of the rules, one for each finding, sorted."""
        return sorted(map(_rule_id, self))


@dataclass(frozen=True)
class Audit:
    """What an audit of one page found."""

    result: PageResult

    @property
    def barriers(self) -> Findings:
        """What failed."""
        return self._with("failed")

    @property
    def questions(self) -> Findings:
        """What a person has to decide."""
        return self._with("cantTell")

    def _with(self, outcome: str) -> Findings:
        return Findings(found for found in self.result.findings if found.outcome == outcome)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.getgroup("a11y").addoption(
        "--a11y-remote",
        default="",
        metavar="URL",
        help="audit in a browser of this WebDriver server (Selenium Grid) rather than a local one",
    )


@pytest.fixture(scope="session")
def a11y_browser(request: pytest.FixtureRequest) -> Iterator[Session]:
    """The browser that the audits of a test run share."""
    from a11y.engine.browser.session import Session

    with Session(remote=request.config.getoption("--a11y-remote")) as session:
        yield session


@pytest.fixture
def a11y_audit(a11y_browser: Session) -> Callable[..., Audit]:
    """Audit a page by its address, or HTML: a document, or what is to stand in the body of one.

    Takes the rules' ``level`` ("A", "AA", "AAA"), the ``states`` to look at it in, the ids of
    rules to ``skip``, and whether to use it (``driven``). Raises an AssertionError when the page
    cannot be audited.
    """

    def audit(
        page: str,
        *,
        level: Any = "AA",
        states: Sequence[State] = (),
        skip: Sequence[str] = (),
        driven: bool = True,
    ) -> Audit:
        from a11y.engine.audit import audit_page
        from a11y.engine.model import Layer, Profile, State, Target

        layers = frozenset(Layer) if driven else frozenset(Layer) - {Layer.DRIVEN}
        profile = Profile(level=level, skip=frozenset(skip), layers=layers)
        with _address_of(page) as url:
            result = audit_page(
                a11y_browser, Target(url), states=states or (State(),), profile=profile
            )
        assert not result.error, f"{page[:100]} cannot be audited: {result.error}"  # noqa: S101
        return Audit(result)

    return audit


def pytest_assertrepr_compare(op: str, left: object, right: object) -> list[str] | None:
    """Say what was found and not expected, and what was expected and not found."""
    if op != "==" or not isinstance(left, Findings) or not isinstance(right, list):
        return None
    expected = sorted(map(_rule_id, right))
    lines = [f"{len(left)} found, {len(expected)} expected"]
    missing = list(expected)
    for found in left:
        if found.rule.id in missing:
            missing.remove(found.rule.id)
        else:
            lines.extend(_described(found))
    return lines + [f"- {rule}: expected, and not found" for rule in missing]


def _described(found: Finding) -> list[str]:
    criteria = ", ".join(map(str, found.rule.criteria)) or "best practice"
    return [
        f"+ {found.rule.id} ({criteria})",
        f"    {found.message}",
        f"    {' » '.join(found.target)}: {found.html}",
        f"    Fix: {found.how_to_fix}",
    ]


def _rule_id(expected: object) -> str:
    return expected if isinstance(expected, str) else expected.rule.id  # type: ignore[attr-defined]


@contextmanager
def _address_of(page: str) -> Iterator[str]:
    """The address of a page, or of a server that serves this HTML at every path."""
    if "<" not in page:
        yield page
        return
    whole = page.lstrip().lower().startswith(("<!doctype", "<html"))
    body = (page if whole else _DOCUMENT.format(html=page)).encode()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
