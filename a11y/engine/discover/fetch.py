"""GET for the audit's own needs: limited in time and size, careful with what it is entrusted."""

import gzip
import io
import time
import zlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse
from urllib.request import (
    HTTPHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
    UnknownHandler,
)

from a11y.engine.discover.addresses import origin, web_address

USER_AGENT = "tdd-pages-audit"
REDIRECTS = (301, 302, 303, 307, 308)
MAX_REDIRECTS = 10
MEBIBYTE = 1024 * 1024
_CHUNK = 64 * 1024
_GZIP = b"\x1f\x8b"  # RFC 1952, 2.3.1


class FetchError(Exception):
    """An address cannot be fetched. The message says why; its subject is the address."""


@dataclass(frozen=True, slots=True)
class Response:
    """What a server answered: ``url`` is where redirects ended, ``type`` a media type or empty.

    ``body`` is empty where the type was not wanted; it is not ``complete`` where it is longer
    than asked for. ``redirect`` is where a redirect leads that was not to be followed.
    """

    url: str
    status: int
    type: str = ""
    charset: str | None = None
    body: bytes = b""
    complete: bool = True
    redirect: str = ""


class Fetcher:
    """Fetches addresses in normal form.

    ``headers`` (a cookie, a password) go to the origin of ``home`` and nowhere else, wherever a
    redirect or a sitemap leads. ``timeout`` is for each wait on the server, and for a whole body.
    """

    def __init__(self, home: str, headers: Mapping[str, str], *, timeout: float) -> None:
        self.home = origin(home)
        self.headers = headers
        self.timeout = timeout
        # Without handlers of redirects and errors: both are answers here. Nor of file: and ftp:.
        self._opener = OpenerDirector()
        for handler in (ProxyHandler(), HTTPHandler(), HTTPSHandler(), UnknownHandler()):
            self._opener.add_handler(handler)

    def get(
        self,
        url: str,
        *,
        max_bytes: int,
        types: Collection[str] = (),
        follow: Callable[[str], bool] = lambda to: True,
    ) -> Response:
        """Fetch an address and follow redirects as far as ``follow`` agrees.

        A body is read if its type is among ``types``, or whatever its type where they are empty.
        It is decompressed where its first bytes say gzip, whatever it is called.

        :raises FetchError: when there is no answer, or none that makes sense.
        """
        for _ in range(MAX_REDIRECTS + 1):
            response = self._get(url, max_bytes, types)
            if not response.redirect or not follow(response.redirect):
                return response
            url = response.redirect
        raise FetchError(f"redirects more than {MAX_REDIRECTS} times")

    def _get(self, url: str, max_bytes: int, types: Collection[str]) -> Response:
        own = self.headers if origin(url) == self.home else {}
        headers = {"User-Agent": USER_AGENT, "Accept": "*/*", **own}
        try:
            request = Request(url, headers=headers)  # noqa: S310 - http and https alone have handlers
            with self._opener.open(request, timeout=self.timeout) as answer:
                return self._response(url, answer, max_bytes, types)
        except TimeoutError as error:
            raise FetchError(f"does not answer within {self.timeout:g} seconds") from error
        except (OSError, HTTPException, ValueError) as error:
            raise FetchError(f"cannot be fetched: {_reason(error)}") from error

    def _response(
        self, url: str, answer: HTTPResponse, max_bytes: int, types: Collection[str]
    ) -> Response:
        location = answer.headers.get("Location")
        if answer.status in REDIRECTS and location is not None:
            redirect = web_address(location, url)
            if redirect is None:
                raise FetchError(f"redirects to what is no web address: {location}")
            return Response(url, answer.status, redirect=redirect)
        type_ = answer.headers.get_content_type() if "Content-Type" in answer.headers else ""
        charset = answer.headers.get_content_charset()
        if types and type_ not in types:
            return Response(url, answer.status, type_, charset)
        body, complete = _decompressed(*self._read(answer, max_bytes), max_bytes)
        return Response(url, answer.status, type_, charset, body, complete)

    def _read(self, answer: HTTPResponse, max_bytes: int) -> tuple[bytes, bool]:
        """The body's first bytes, and whether they are all."""
        end = time.monotonic() + self.timeout
        body = bytearray()
        while len(body) <= max_bytes and (part := answer.read1(_CHUNK)):
            body += part
            if time.monotonic() > end:
                raise TimeoutError
        return bytes(body[:max_bytes]), len(body) <= max_bytes


def _decompressed(body: bytes, complete: bool, max_bytes: int) -> tuple[bytes, bool]:
    """The body unzipped, twice if need be: a zipped file may be zipped again on its way."""
    for _ in range(2):
        if not complete or not body.startswith(_GZIP):
            break
        try:
            with gzip.open(io.BytesIO(body)) as file:
                body = file.read(max_bytes + 1)
        except (EOFError, OSError, zlib.error) as error:
            raise FetchError("has broken gzip data") from error
        body, complete = body[:max_bytes], len(body) <= max_bytes
    return body, complete


def _reason(error: Exception) -> str:
    """What went wrong, without the wrapping of urllib's errors."""
    reason = getattr(error, "reason", None) or error
    return str(getattr(reason, "strerror", None) or reason) or type(error).__name__
