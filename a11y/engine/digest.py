"""Whether a page is still the one that was audited, found out without a browser.

A page's digest is made of what its server delivers: the document, and the style sheets, scripts
and images of its own origin that the document names. What differs from one request to the next
and shows nowhere is left out: nonces, and the values of hidden fields (tokens against forgery).
"""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from threading import Lock
from urllib.error import HTTPError
from urllib.parse import urljoin, urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, Request, build_opener

from lxml import html
from lxml.etree import LxmlError

from a11y.engine.browser.access import Access, origin_of
from a11y.engine.model import Target

TIMEOUT = 10.0
MOST_BYTES = 20_000_000
AT_ONCE = 8
"""How many pages are fetched side by side."""

_ASSETS = (
    "//link[@rel and @href]/@href | //script/@src | //img/@src | //source/@src | //iframe/@src"
)
_CHANGING = re.compile(
    rb"""\snonce\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+)|<input\b[^>]*\btype\s*=\s*["']?hidden\b[^>]*>""",
    re.IGNORECASE,
)


class Digests:
    """Makes digests; what several pages share is fetched once."""

    def __init__(self, access: Access) -> None:
        self._access = access
        self._opener: OpenerDirector = build_opener(_Stay)
        self._assets: dict[str, str] = {}
        self._lock = Lock()

    def of(self, target: Target) -> str:
        """The page's digest; "" where it cannot be had: then nothing can be said."""
        try:
            body, type_ = self._get(target.fetch_url)
        except (OSError, ValueError):
            return ""
        parts = [_steady(body)]
        if "html" in type_:
            for address in _assets(body, target.fetch_url):
                parts.append(self._asset(address).encode())
        return hashlib.sha256(b"\0".join(parts)).hexdigest()

    def of_all(self, targets: Sequence[Target]) -> list[str]:
        """The pages' digests, in their order."""
        with ThreadPoolExecutor(AT_ONCE) as pool:
            return [*pool.map(self.of, targets)]

    def _asset(self, address: str) -> str:
        """What tells this version of an asset from another."""
        with self._lock:
            known = self._assets.get(address)
        if known is None:
            try:
                known = self._version(address)
            except (OSError, ValueError) as error:
                known = type(error).__name__
            with self._lock:
                self._assets[address] = known
        return known

    def _version(self, address: str) -> str:
        """The version its server gives it (RFC 9110, 8.8), or else a hash of it."""
        if urlsplit(address).scheme != "file":
            with (
                suppress(HTTPError),  # some servers refuse to be asked for the head alone
                self._opener.open(self._request(address, "HEAD"), timeout=TIMEOUT) as answer,
            ):
                if tag := answer.headers.get("ETag"):
                    return f"{tag} {answer.headers.get('Content-Length')}"
        return hashlib.sha256(self._get(address)[0]).hexdigest()

    def _get(self, address: str) -> tuple[bytes, str]:
        with self._opener.open(self._request(address, "GET"), timeout=TIMEOUT) as answer:
            body = answer.read(MOST_BYTES + 1)
            if len(body) > MOST_BYTES:
                raise ValueError(f"larger than {MOST_BYTES} bytes")
            return body, answer.headers.get("Content-Type", "")

    def _request(self, address: str, method: str) -> Request:
        if urlsplit(address).scheme not in ("http", "https", "file"):
            raise ValueError("not an address to fetch")
        return Request(address, headers=self._headers(address), method=method)  # noqa: S310

    def _headers(self, address: str) -> Mapping[str, str]:
        headers = {"User-Agent": "tdd-pages-audit", "Accept-Encoding": "identity"}
        if origin_of(address) in self._access.origins:
            headers |= dict(self._access.headers)
            if self._access.cookies:
                headers["Cookie"] = "; ".join(map("=".join, self._access.cookies))
        return headers


class _Stay(HTTPRedirectHandler):
    """Follows no redirect: one is an answer that leads to another page, and headers stay home."""

    def redirect_request(self, *_: object) -> None:
        return None


def _steady(body: bytes) -> bytes:
    """The document without what is another at each request."""
    return _CHANGING.sub(b"", body)


def _assets(body: bytes, address: str) -> Iterator[str]:
    """The addresses of what the document takes from its own origin, in order, each once."""
    try:
        document = html.document_fromstring(body)
    except (LxmlError, ValueError):
        return
    base = urljoin(address, next(iter(document.xpath("//base/@href")), ""))
    found = map(partial(urljoin, base), dict.fromkeys(document.xpath(_ASSETS)))
    own = origin_of(address)
    yield from (asset for asset in found if origin_of(asset) == own)
