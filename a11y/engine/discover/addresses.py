"""Addresses of the web in one spelling each, so that no page is met twice."""

import re
import unicodedata
from urllib.parse import SplitResult, quote, urljoin, urlsplit

DEFAULT_PORTS = {"http": 80, "https": 443}

# What browsers leave as it is in a path and in a query (https://url.spec.whatwg.org/, 1.3).
_PATH = "!$%&'()*+,/:;=@[\\]^|"
_QUERY = "!$%&()*+,/:;=?@[\\]^`{|}"
# What no host contains (the same, 3.1); the colon is left to IPv6.
_FORBIDDEN = frozenset(" #%/<>?@[\\]^|")
_ESCAPE = re.compile("%([0-9A-Fa-f]{2})")
_SPACE_AROUND = "".join(map(chr, range(0x21)))


def web_address(reference: str, base: str = "") -> str | None:
    """Where a reference on the page at ``base`` leads, in normal form and without its fragment.

    Equivalent addresses have one normal form (RFC 3986, 6.2.2 and 6.2.3): case of scheme, host
    and escapes, needless escapes, dot segments, default port, empty path. Names and characters
    beyond ASCII are encoded as browsers do. A name and password before the host are dropped.

    :returns: None where this is not an address of http or https.
    """
    try:
        parts = urlsplit(urljoin(base, reference.strip(_SPACE_AROUND)))
        if parts.scheme not in DEFAULT_PORTS or not parts.hostname:
            return None
        query = f"?{_escaped(parts.query, _QUERY)}" if parts.query else ""
        return f"{parts.scheme}://{_authority(parts)}{_path(parts.path)}{query}"
    except ValueError:  # a port or an IPv6 address that is none, a name that cannot be encoded
        return None


def origin(address: str) -> str:
    """Scheme, host and port of an address in normal form (RFC 6454)."""
    scheme, _, rest = address.partition("://")
    return f"{scheme}://{rest.partition('/')[0]}"


def without_query(address: str) -> str:
    """An address in normal form up to its query."""
    return address.partition("?")[0]


def normal_escapes(target: str) -> str:
    """A path, perhaps with a query, whose escapes are in normal form."""
    path, mark, query = target.partition("?")
    return f"{_escaped(path, _PATH)}{mark}{_escaped(query, _QUERY)}"


def _authority(parts: SplitResult) -> str:
    host = _ascii(parts.hostname or "")
    bracketed = f"[{host}]" if ":" in host else host
    if parts.port in (None, DEFAULT_PORTS[parts.scheme]):
        return bracketed
    return f"{bracketed}:{parts.port}"


def _ascii(host: str) -> str:
    """Encode a host as UTS #46 does without transition: straße.example keeps its ß."""
    host = unicodedata.normalize("NFKC", host).lower()
    if not _FORBIDDEN.isdisjoint(host):
        raise ValueError(f"not the name of a host: {host}")
    labels = host.split(".")
    return ".".join(
        label if label.isascii() else f"xn--{label.encode('punycode').decode()}" for label in labels
    )


def _path(path: str) -> str:
    """The path without dot segments (RFC 3986, 5.2.4)."""
    kept: list[str] = []
    segments = _escaped(path, _PATH).split("/")[1:] or [""]
    for segment in segments:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in (".", ".."):
        kept.append("")
    return f"/{'/'.join(kept)}"


def _escaped(text: str, safe: str) -> str:
    return quote(_ESCAPE.sub(_needed, text), safe=safe)


def _needed(escape: re.Match[str]) -> str:
    """An escape in upper case, or the character where that needs none (RFC 3986, 2.3)."""
    character = chr(int(escape[1], 16))
    unreserved = character.isascii() and (character.isalnum() or character in "-._~")
    return character if unreserved else escape[0].upper()
