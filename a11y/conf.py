"""The project's settings of the audit: the dict ``TDD_A11Y``, and what holds where it is silent."""

from dataclasses import dataclass, fields

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


@dataclass(frozen=True, slots=True)
class Conf:
    """Every setting with its default. In ``TDD_A11Y`` the names are written in capitals."""

    remote: str = ""
    """A WebDriver server (Selenium Grid) whose browsers workers use; "" for their own browsers."""
    listen_on: str = "127.0.0.1"
    """The address a worker serves the CMS's pages on, for its browser."""
    reach_at: str = ""
    """The host name under which a browser elsewhere reaches the worker; "" for ``listen_on``."""
    draft_seconds: int = 600
    """How long the address of a draft leads to it."""
    lease_seconds: int = 60
    """So long after its last sign of life a worker's page is taken up by another."""
    page_seconds: int = 300
    """The longest that the audit of one page may take."""
    automatic: bool = True
    """Whether pages are audited when they are published, moved, or what they show is changed."""
    allowed_hosts: tuple[str, ...] = ()
    """Hosts whose pages may be scanned by address; ".example.org" stands for all below it, too, and
    "example.org:8443" or "example.org:*" for ports other than 80 and 443."""
    private_addresses: bool = False
    """Whether addresses of the own network may be scanned (on hosts that are allowed)."""


def conf() -> Conf:
    """The settings as they are now.

    :raises ImproperlyConfigured: when there is a name among them that is none.
    """
    given = {name.lower(): value for name, value in getattr(settings, "TDD_A11Y", {}).items()}
    unknown = given.keys() - {known.name for known in fields(Conf)}
    if unknown:
        raise ImproperlyConfigured(f"TDD_A11Y has no setting {', '.join(sorted(unknown)).upper()}.")
    return Conf(**given)
