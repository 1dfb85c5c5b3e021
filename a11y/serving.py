"""Serves the CMS's own pages to the audit's browser, from within the process that audits.

No server has to be running. Each Wagtail site gets a port on the loopback interface, and requests
to it look to Django as if they had come in for the site's own host, port and scheme: site routing,
ALLOWED_HOSTS and SECURE_SSL_REDIRECT work as they do for visitors.
"""

import threading
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from typing import Any, Self
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.db import connections
from django.http import Http404, HttpRequest, HttpResponseNotFound
from django.http.response import HttpResponseBase
from django.views.static import serve
from wagtail.models import Site

from a11y.content_paths import audit_mode, remember
from a11y.drafts import PARAMETER, page_of
from a11y.marks import tidy

LOOPBACK = "127.0.0.1"
Environ = dict[str, Any]


class SiteServers:
    """The servers of this process, one for each site asked for. Use it in a ``with`` statement.

    They listen on the address ``listen_on``; ``reach_at`` is the host by which browsers reach
    them, where that is another name.
    """

    def __init__(self, listen_on: str = LOOPBACK, reach_at: str = "") -> None:
        self._listen_on = listen_on
        self._reach_at = reach_at or listen_on
        self._addresses: dict[tuple[int, str, int], str] = {}
        self._resources = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._resources.close()

    def address_of(self, site: Site) -> str:
        """Where the site is served, such as ``http://127.0.0.1:40123``, without a last slash."""
        known = (site.pk, site.hostname, site.port)
        if known not in self._addresses:
            self._addresses[known] = self._start(site)
        return self._addresses[known]

    def _start(self, site: Site) -> str:
        shared = {
            connection.alias: connection
            for connection in connections.all()
            if connection.vendor == "sqlite" and connection.is_in_memory_db()
        }
        for connection in shared.values():
            connection.inc_thread_sharing()
            self._resources.callback(connection.dec_thread_sharing)
        server = _Server((self._listen_on, 0), _QuietRequestHandler, connections_override=shared)
        server.set_app(_as_site(site, _application()))
        thread = threading.Thread(target=server.serve_forever, name=f"a11y {site}", daemon=True)
        thread.start()
        self._resources.callback(thread.join)
        self._resources.callback(server.server_close)
        self._resources.callback(server.shutdown)
        return f"http://{self._reach_at}:{server.server_port}"


class _Server(ThreadedWSGIServer):
    """Closes the database connections of its threads, not those they share with the audit."""

    def _close_connections(self) -> None:
        for connection in connections.all(initialized_only=True):
            if connection.alias not in self.connections_override:
                connection.close()


class _QuietRequestHandler(WSGIRequestHandler):
    """Leaves the terminal to the audit; errors in views are logged by Django as ever."""

    def log_message(self, format: str, *args: Any) -> None:
        pass


class _AuditedPages(WSGIHandler):
    """Django itself, rendering in audit mode: live pages, and drafts for those with a token."""

    def get_response(self, request: HttpRequest) -> HttpResponseBase:
        with audit_mode():
            if token := request.GET.get(PARAMETER):
                response = _draft(token)
            else:
                response = super().get_response(request)
        is_html = response.get("Content-Type", "").startswith("text/html")
        if is_html and not response.streaming:
            response.content = tidy(response.content.decode(response.charset))
            if response.has_header("Content-Length"):
                response["Content-Length"] = len(response.content)
        return response


def _draft(token: str) -> HttpResponseBase:
    """The page that the token names, as nobody in particular sees it."""
    try:
        page = page_of(token)
    except Http404 as error:
        return HttpResponseNotFound(str(error), content_type="text/plain")
    remember(page)
    response: HttpResponseBase = page.make_preview_request()
    if hasattr(response, "render"):
        response.render()
    return response


class _StaticFiles(StaticFilesHandler):
    """Static files as the finders find them, else as ``collectstatic`` has left them."""

    def serve(self, request: HttpRequest) -> HttpResponseBase:
        try:
            return super().serve(request)
        except Http404:
            if not settings.STATIC_ROOT:
                raise
            return _file(self, request, settings.STATIC_ROOT)


class _MediaFiles(StaticFilesHandler):
    """Uploaded files, where the site keeps them in a folder."""

    def get_base_url(self) -> str:
        return settings.MEDIA_URL

    def serve(self, request: HttpRequest) -> HttpResponseBase:
        return _file(self, request, settings.MEDIA_ROOT)


def _file(handler: StaticFilesHandler, request: HttpRequest, root: str) -> HttpResponseBase:
    return serve(request, handler.file_path(request.path), document_root=root)


def _application() -> Callable[..., Iterable[bytes]]:
    application: Any = _AuditedPages()
    if settings.MEDIA_ROOT and urlsplit(settings.MEDIA_URL).path.strip("/"):
        application = _MediaFiles(application)
    return _StaticFiles(application)


def _as_site(
    site: Site, application: Callable[..., Iterable[bytes]]
) -> Callable[..., Iterable[bytes]]:
    """The application as seen through the site's own address."""
    origin = urlsplit(site.root_url)
    address = {
        "HTTP_HOST": origin.netloc,
        "SERVER_NAME": site.hostname,
        "SERVER_PORT": str(site.port),
        "wsgi.url_scheme": origin.scheme,
    }

    def respond(environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        if environ["PATH_INFO"] == "/favicon.ico":  # browsers ask for it, nobody looks at it
            start_response("204 No Content", [])
            return []
        environ.pop("HTTP_ACCEPT_ENCODING", None)  # the marks are tidied in plain text

        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            local = [
                (name, value.removeprefix(site.root_url) or "/")
                if name.lower() == "location" and urlsplit(value).netloc == origin.netloc
                else (name, value)
                for name, value in headers
            ]
            return start_response(status, local, *rest)

        return application({**environ, **address}, start)

    return respond
