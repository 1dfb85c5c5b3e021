"""Starting a scan: which pages it audits, and which it leaves out."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import swapper
from django.db import transaction
from django.db.models import QuerySet
from django.utils.encoding import iri_to_uri, punycode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from a11y.addresses import AddressError, check_address
from a11y.models import PageAudit, Scan
from a11y.orders import PRIORITIES, wake_workers
from a11y.permissions import editable_pages
from a11y.profiles import AuditProfile

MOST_ADDRESSES = 500
LONGEST_ADDRESS = 2000
_AT_ONCE = 500

Reason = PageAudit.Reason


class NothingToAuditError(Exception):
    """Nothing of what was asked for can be audited; the message says why."""


def pages_of_section(page: Any) -> QuerySet[Any]:
    """The page and all below it."""
    return _page_model().objects.descendant_of(page, inclusive=True)


def is_for_everybody(page: Any) -> bool:
    """Whether every visitor may see the page."""
    return bool(page.live) and not page.get_view_restrictions().exists()


def as_ascii(url: str) -> str:
    """The address as it is sent to servers, and as it is kept: in ASCII (RFC 3987, 3.1)."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        netloc = parts.netloc.replace(host, punycode(host)) if not host.isascii() else parts.netloc
        return iri_to_uri(urlunsplit(parts._replace(netloc=netloc)))
    except ValueError:
        return iri_to_uri(url)  # no address: whoever checks it says so


def refused(urls: Iterable[str]) -> list[str]:
    """Why each of the addresses that may not be scanned may not."""
    reasons = []
    for url in map(as_ascii, urls):
        if len(url) > LONGEST_ADDRESS:
            reasons.append(_("%s… is too long.") % url[:100])
            continue
        try:
            check_address(url)
        except AddressError as error:
            reasons.append(str(error))
    return reasons


def start_scan(
    title: str,
    profile: AuditProfile,
    *,
    user: Any = None,
    pages: QuerySet[Any] | None = None,
    urls: Iterable[str] = (),
    root: Any = None,
) -> Scan:
    """Order audits of live pages and of addresses; the addresses have been checked before.

    Private pages are audited for a user who may edit them, and left out otherwise.

    :raises NothingToAuditError: when there is nothing left to audit.
    """
    left_out: Counter[tuple[str, str]] = Counter()
    audits = [PageAudit(url=url, title="") for url in dict.fromkeys(map(as_ascii, urls))]
    if pages is not None:
        audits += _audits_of(pages, user, left_out)
    reasons = [[address, _counted(number, why)] for (address, why), number in left_out.items()]
    if not audits:
        said = " ".join(f"{address} {reason}".strip() for address, reason in reasons)
        raise NothingToAuditError(f"{_('There is no page to audit.')} {said}".strip())
    with transaction.atomic():
        scan = Scan.objects.create(
            title=title[:255], profile=profile.key, root=root, created_by=user, left_out=reasons
        )
        for audit in audits:
            audit.scan, audit.profile = scan, scan.profile
            audit.reason, audit.priority = Reason.SCAN, PRIORITIES[Reason.SCAN]
        PageAudit.objects.bulk_create(audits, batch_size=_AT_ONCE)
        transaction.on_commit(wake_workers)
    return scan


def _audits_of(
    pages: QuerySet[Any], user: Any, left_out: Counter[tuple[str, str]]
) -> Iterator[PageAudit]:
    """An audit of each page that can be looked at; the others are counted by address and reason.

    They are counted and not named: whoever sees the scan need not know of a private page.
    """
    public = set(pages.public().values_list("pk", flat=True))
    editable = set(editable_pages(user).values_list("pk", flat=True)) if user else set()
    for page in pages.order_by("path").specific(defer=True).iterator(chunk_size=_AT_ONCE):
        parts = page.get_url_parts()
        if page.depth == 1:
            continue
        if not parts or parts[1] is None:
            left_out["", _("without an address: under no site")] += 1
        elif not page.live:
            left_out[parts[1], _("not live")] += 1
        elif page.pk not in public and page.pk not in editable:
            left_out[parts[1], _("private")] += 1
        else:
            address = as_ascii(f"{parts[1]}{parts[2]}")
            if len(address) > LONGEST_ADDRESS:
                left_out[parts[1], _("with an address that is too long")] += 1
                continue
            yield PageAudit(page_id=page.pk, title=page.title[:255], url=address)


def _counted(number: int, why: str) -> str:
    return ngettext("%(number)d page: %(why)s", "%(number)d pages: %(why)s", number) % {
        "number": number,
        "why": why,
    }


def _page_model() -> Any:
    return swapper.load_model("wagtailcore", "Page")
