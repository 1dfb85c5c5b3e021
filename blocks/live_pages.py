"""The pages that links lead to: live ones, in the reader's language where they are translated."""

from collections.abc import Collection
from typing import Any, NamedTuple

import swapper
from django.conf import settings
from django.http import HttpRequest
from wagtail.models import Locale


class LivePage(NamedTuple):
    """Where a link to a page leads."""

    pk: int
    href: str


def live_pages(pks: Collection[Any], request: HttpRequest | None = None) -> dict[int, LivePage]:
    """Return where links to these pages lead in the active language, by the pages' keys.

    A page leads to its translation into that language if one is live, else to itself. Those that
    are not live, or outside every site, are left out. However many there are, it takes a fixed
    number of queries, and one for each of their types.
    """
    if not pks:
        return {}
    live = swapper.load_model("wagtailcore", "Page")._default_manager.filter(live=True)
    pages = {page.pk: page for page in live.filter(pk__in=pks).defer_streamfields().specific()}
    if getattr(settings, "WAGTAIL_I18N_ENABLED", False):
        locale = Locale.get_active()
        keys = [page.translation_key for page in pages.values() if page.locale_id != locale.pk]
        translated = live.filter(translation_key__in=keys, locale=locale) if keys else live.none()
        by_key = {page.translation_key: page for page in translated.defer_streamfields().specific()}
        pages = {pk: by_key.get(page.translation_key, page) for pk, page in pages.items()}
    found = {pk: (page, page.get_url(request)) for pk, page in pages.items()}
    return {pk: LivePage(page.pk, href) for pk, (page, href) in found.items() if href}
