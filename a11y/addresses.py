"""Which addresses may be scanned: those on hosts that the project allows, and none within.

A scan makes this machine's browser fetch whatever it is told to, and shows what was there. So by
default no address may be scanned at all, and those of the own network (RFC 1918, RFC 4193, the
machine itself, cloud metadata at 169.254.169.254) only where the project says so.
"""

import ipaddress
import socket
from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from wagtail.models import Site

from a11y.conf import conf


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
    if not _is_allowed(host):
        raise AddressError(
            _("%s is on a host that may not be scanned. The setting TDD_A11Y names those that may.")
            % url
        )
    if not conf().private_addresses:
        _refuse_private(url, host, port or (443 if parts.scheme == "https" else 80))


def _is_allowed(host: str) -> bool:
    """Whether the project names the host, or serves a site there."""
    allowed = {name.lower() for name in conf().allowed_hosts}
    if host in allowed or any(host.endswith(name) for name in allowed if name.startswith(".")):
        return True
    return Site.objects.filter(hostname=host).exists()


def _refuse_private(url: str, host: str, port: int) -> None:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise AddressError(_("%s is on a host that is not known.") % url) from error
    for *_rest, address in found:
        if not ipaddress.ip_address(str(address[0]).partition("%")[0]).is_global:
            raise AddressError(_("%s leads into the own network.") % url)
