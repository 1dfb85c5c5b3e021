"""Template tags of the site."""

import json
from typing import TYPE_CHECKING, Any

from django import template
from django.apps import apps
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Site

if TYPE_CHECKING:
    from tdd_pages.shell.shell import Shell

register = template.Library()


@register.simple_tag(takes_context=True)
def shell(context: template.Context) -> "Shell | None":
    """Return what stands around this page: ``{% shell as shell %}``.

    A view may bring a shell of its own, as previews of the shell's parts do. None where the view
    brings a ``site_name``, as the gallery does, where the request belongs to no site, and in a
    project without the app ``tdd_pages.shell``.
    """
    if "shell" in context:
        return context["shell"]
    if "site_name" in context or "request" not in context:
        return None
    if not apps.is_installed("tdd_pages.shell"):
        return None
    # Its models may be imported where the app is installed only.
    from tdd_pages.shell.shell import resolve_shell

    request: Any = context["request"]
    site = Site.find_for_request(request)
    return resolve_shell(site, context.get("page"), request) if site else None


@register.simple_tag
def breadcrumb_json_ld(shell: "Shell") -> SafeString:
    """Return the breadcrumb as a data block. A policy without inline scripts lets it pass."""
    text = json.dumps(shell.breadcrumb_json_ld(shell.origin), ensure_ascii=False)
    # What could end the element or open a comment in it, in JSON's own escapes.
    text = text.translate({ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&"})
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308
