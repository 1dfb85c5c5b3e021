"""What a scan is called, and how what it looks for is told."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from a11y.engine.model import Scheme
from a11y.profiles import AuditProfile
from a11y.scans.start import is_for_everybody


def of_site(site: Any) -> str:
    return _("Whole site: %s") % (site.site_name or site.hostname)


def of_section(page: Any) -> str:
    """The section's name, where everybody may know it: whoever sees scans reads their names."""
    if not is_for_everybody(page):
        return _("A section that is not public")
    return _("Section: %s") % page.title


def of_pages(number: int) -> str:
    return ngettext("%d page that was selected", "%d pages that were selected", number) % number


def of_addresses(number: int) -> str:
    return ngettext("%d address", "%d addresses", number) % number


def profile_in_words(profile: AuditProfile) -> str:
    """What is looked for, and in which states of a page."""
    schemes = {Scheme.LIGHT: _("light"), Scheme.DARK: _("dark")}
    level = _("WCAG 2.2 %s") % profile.level
    parts = [
        _("%s and best practices") % level if profile.best_practices else level,
        ", ".join(f"{one.width} × {one.height}" for one in profile.viewports),
        ", ".join(schemes[one] for one in profile.schemes),
        pgettext("a page", "in use") if profile.driven else pgettext("a page", "at rest"),
    ]
    return "; ".join(parts)


def state_of(progress: dict[str, int]) -> str:
    """How far a scan is, in a few words."""
    if progress["due"] or progress["running"]:
        return _("under way")
    if progress["stopped"]:
        return _("stopped")
    return _("done")
