"""Template tags of the site."""

from typing import Any

from django import template
from wagtail.models import Site

from tdd_pages.shell.shell import Shell, resolve_shell

register = template.Library()


@register.simple_tag(takes_context=True)
def shell(context: template.Context) -> Shell | None:
    """Return what stands around this page: ``{% shell as shell %}``.

    None where the view brings a ``site_name`` of its own, as the gallery does, and where the
    request belongs to no site.
    """
    if "site_name" in context or "request" not in context:
        return None
    request: Any = context["request"]
    site = Site.find_for_request(request)
    return resolve_shell(site, context.get("page"), request) if site else None
