"""A web site in memory that a real web server serves."""

import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from a11y.engine.model import Skipped, Target

HANG, DRIP = b"hang", b"drip"
"""Bodies that are not sent: there is no answer, or one that comes by bytes and never ends."""
NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


class Site:
    """A web site in memory that remembers what it was asked for."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.answers: dict[str, tuple[int, dict[str, str], bytes]] = {}
        self.asked: list[str] = []
        self.times: list[float] = []
        self.headers: dict[str, dict[str, str]] = {}
        self.over = threading.Event()

    def put(self, path: str, body: str | bytes, *, status: int = 200, **headers: str) -> str:
        """Serve the body at the path and return its address."""
        content = body.encode() if isinstance(body, str) else body
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answers[path] = (status, {"Content-Type": "text/html; charset=utf-8"} | named, content)
        return self.address + path

    def page(self, path: str, *links: str, head: str = "") -> str:
        """Serve a page with these links and return its address."""
        anchors = "".join(f'<a href="{link}">A link</a>' for link in links)
        return self.put(path, f"<!doctype html><title>A page</title>{head}<p>{anchors}</p>")

    def redirect(self, path: str, to: str) -> str:
        return self.put(path, "", status=302, Location=to)

    def sitemap(self, path: str, *pages: str, head: str = "") -> str:
        urls = "".join(f"<url><loc>{page}</loc></url>" for page in pages)
        return self.put(path, f"{head}<urlset {NAMESPACE}>{urls}</urlset>")

    def index(self, path: str, *sitemaps: str) -> str:
        named = "".join(f"<sitemap><loc>{sitemap}</loc></sitemap>" for sitemap in sitemaps)
        return self.put(path, f"<sitemapindex {NAMESPACE}>{named}</sitemapindex>")


@contextmanager
def serving() -> Iterator[Site]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append(self.path)
            site.times.append(time.monotonic())
            site.headers[self.path] = dict(self.headers)
            status, headers, content = site.answers.get(self.path, (404, {}, b"Nothing"))
            if content == HANG:
                site.over.wait()
                return
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            while content == DRIP and not site.over.wait(0.02):
                self.wfile.write(b"<")
            self.wfile.write(content)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site = Site(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, args=[0.01], daemon=True)
    thread.start()
    yield site
    site.over.set()
    server.shutdown()
    server.server_close()
    thread.join()


def urls(found: Iterable[Target | Skipped]) -> list[str]:
    return [item.url for item in found if isinstance(item, Target)]


def skipped(found: Iterable[Target | Skipped]) -> dict[str, str]:
    return {item.url: item.reason for item in found if isinstance(item, Skipped)}
