"""Which addresses may be scanned: those on hosts that the project allows, and none within.

A scan makes this machine's browser fetch whatever it is told to, and shows what was there. So only
the hosts of the CMS's own sites and those that the project names may be scanned, and addresses of
the own network (RFC 1918, RFC 4193, the machine itself, cloud metadata at 169.254.169.254) only
where the project says so. The same is asked of every address that a redirect leads to, before the
browser follows it. What a page on an allowed host embeds is not asked about.
"""

import ipaddress
import re
import socket
from http.client import HTTPMessage
from typing import IO
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.utils.translation import gettext as _
from wagtail.models import Site

from a11y.conf import conf

_TIMEOUT = 10.0
_READ_DIFFERENTLY = re.compile(r"[\\\s\x00-\x20\x7f]")
"""What browsers read otherwise than Python: to them a backslash ends the host."""
_ENTRY = re.compile(r"(?P<host>\[[^]]*\]|[^:]*)(?::(?P<port>\d+|\*))?")
"""One of the allowed hosts: ``example.org``, ``.example.org:8443``, ``[::1]:*``."""
_USUAL = frozenset((80, 443))
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
"""IPv4 addresses as networks that translate write them (RFC 6052)."""


class AddressError(Exception):
    """The address may not be scanned; the message says why."""


def check_address(url: str) -> None:
    """Nothing, where the address may be scanned.

    :raises AddressError: where it may not.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise AddressError(_("%s is not an address.") % url) from error
    if parts.scheme not in ("http", "https") or not host:
        raise AddressError(_("%s does not start with http:// or https://.") % url)
    if _READ_DIFFERENTLY.search(url) or "@" in parts.netloc:
        raise AddressError(_("%s has a backslash, a blank or a password in it.") % url)
    port = port or (443 if parts.scheme == "https" else 80)
    if not _is_allowed(host, port):
        raise AddressError(
            _("%s is on a host that may not be scanned. The setting TDD_A11Y names those that may.")
            % url
        )
    if not conf().private_addresses:
        _refuse_private(url, host, port)


def check_redirects(url: str) -> None:
    """Nothing, where the address may be scanned, and those it leads to by redirects, too.

    A server that does not answer is left to the browser, which says why.

    :raises AddressError: where one of them may not.
    """
    check_address(url)
    request = Request(url, headers={"User-Agent": "tdd-pages-audit"})  # noqa: S310 - checked
    try:
        with build_opener(_Checking).open(request, timeout=_TIMEOUT):
            pass
    except (HTTPError, OSError, ValueError):
        return


class _Checking(HTTPRedirectHandler):
    """Follows redirects to addresses that may be scanned."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        check_address(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _is_allowed(host: str, port: int) -> bool:
    """Whether the project names the host and the port, or serves a site there."""
    for entry in conf().allowed_hosts:
        named = _ENTRY.fullmatch(entry.lower())
        if named and _stands_for(named, host, port):
            return True
    sites = Site.objects.filter(hostname=host).values_list("port", flat=True)
    return any(port in (known, *_USUAL) for known in sites)


def _stands_for(entry: re.Match[str], host: str, port: int) -> bool:
    name = entry["host"].strip("[]")
    if host != name and not (name.startswith(".") and host.endswith(name)):
        return False
    return entry["port"] == "*" or (str(port) == entry["port"] if entry["port"] else port in _USUAL)


def _refuse_private(url: str, host: str, port: int) -> None:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise AddressError(_("%s is on a host that is not known.") % url) from error
    for *_rest, address in found:
        if not _is_public(ipaddress.ip_address(str(address[0]).partition("%")[0])):
            raise AddressError(_("%s leads into the own network.") % url)


def _is_public(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    """Whether the address is one of the internet's, and none of the own network in disguise."""
    if address.is_multicast or not address.is_global:
        return False
    if isinstance(address, ipaddress.IPv4Address):
        return True
    if address in _TRANSLATED or address.sixtofour or address.teredo:
        return False
    return address.ipv4_mapped is None or _is_public(address.ipv4_mapped)
