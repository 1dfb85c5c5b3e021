"""What a browser shows at the door of a site: headers, passwords, cookies.

Headers are set by Chromium itself, by rules of a tiny extension that it is started with
(https://developer.chrome.com/docs/extensions/reference/api/declarativeNetRequest). A rule names
one origin, so that a secret goes there and nowhere else: not to the fonts, scripts and frames a
page takes from others, nor along with a redirect to them. DevTools' own extra headers go to all.
"""

import base64
import io
import json
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

_DEFAULT_PORTS = {"http": 80, "https": 443}
_KINDS_OF_REQUEST = (
    "main_frame",
    "sub_frame",
    "stylesheet",
    "script",
    "image",
    "font",
    "object",
    "xmlhttprequest",
    "ping",
    "media",
    "websocket",
    "other",
)
_MANIFEST = {
    "manifest_version": 3,
    "name": "Headers",
    "version": "1",
    "permissions": ["declarativeNetRequest"],
    "host_permissions": ["<all_urls>"],
    "declarative_net_request": {
        "rule_resources": [{"id": "headers", "enabled": True, "path": "rules.json"}]
    },
}


@dataclass(frozen=True, slots=True)
class Access:
    """What is sent to the ``origins`` (``https://example.org``), and to no other.

    The values are secrets: they stand in no report, no message and no representation.
    """

    origins: tuple[str, ...] = ()
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    cookies: tuple[tuple[str, str], ...] = field(default=(), repr=False)

    def extension(self) -> str:
        """The extension that sets the headers, as base64 of its archive; "" without headers."""
        rules = [
            _rule(number, origin, self.headers)
            for number, origin in enumerate(self.origins, 1)
            if self.headers
        ]
        if not rules:
            return ""
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w") as files:
            files.writestr("manifest.json", json.dumps(_MANIFEST))
            files.writestr("rules.json", json.dumps(rules))
        return base64.b64encode(archive.getvalue()).decode()

    def cookie_settings(self) -> list[dict[str, str]]:
        """The cookies as DevTools' ``Network.setCookies`` takes them."""
        return [
            {"name": name, "value": value, "url": origin}
            for origin in self.origins
            for name, value in self.cookies
        ]


def origin_of(url: str) -> str:
    """The origin of a web address as browsers write it: without a default port; "" for files."""
    parts = urlsplit(url)
    if not parts.hostname:
        return ""
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    usual = parts.port in (None, _DEFAULT_PORTS.get(parts.scheme))
    return f"{parts.scheme}://{host}" if usual else f"{parts.scheme}://{host}:{parts.port}"


def basic_auth(user: str, password: str) -> tuple[str, str]:
    """The header of HTTP's Basic authentication (RFC 7617)."""
    credentials = base64.b64encode(f"{user}:{password}".encode()).decode()
    return ("Authorization", f"Basic {credentials}")


def _rule(number: int, origin: str, headers: Iterable[tuple[str, str]]) -> dict[str, Any]:
    return {
        "id": number,
        "action": {
            "type": "modifyHeaders",
            "requestHeaders": [
                {"header": name, "operation": "set", "value": value} for name, value in headers
            ],
        },
        "condition": {
            "regexFilter": f"^{re.escape(origin)}/",
            "resourceTypes": list(_KINDS_OF_REQUEST),
        },
    }
