"""When pages are audited by themselves: what was published, moved, or shows what was changed."""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import swapper
from django.db.models import Model, QuerySet
from wagtail.contrib.settings.models import BaseGenericSetting, BaseSiteSetting
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import ReferenceIndex
from wagtail.snippets.models import get_snippet_models

from a11y.conf import conf
from a11y.models import AuditSettings, PageAudit
from a11y.orders import order, order_all
from a11y.pages import pages_of_site
from a11y.record import clear

_DEEPEST = 3
"""So many references lead from a page to what is followed: a page, its snippet, that one's."""


def page_was_published(instance: Any, **_: object) -> None:
    """For ``page_published``, which is also sent where a page is only scheduled to go live."""
    if conf().automatic and instance.live:
        order(instance, PageAudit.Reason.PUBLISHED)


def page_was_unpublished(instance: Any, **_: object) -> None:
    """For ``page_unpublished``."""
    clear(instance)
    PageAudit.objects.filter(
        page_id=instance.pk, is_draft=False, state=PageAudit.State.DUE, scan=None
    ).delete()


def page_was_moved(instance: Any, **_: object) -> None:
    """For ``post_page_move``: the addresses of the pages below have changed, too."""
    if conf().automatic:
        below = instance.get_descendants(inclusive=True).live()
        order_all(below, PageAudit.Reason.CHANGED)


def page_has_another_slug(instance: Any, instance_before: Any, **_: object) -> None:
    """For ``page_slug_changed``."""
    page_was_moved(instance)


def something_changed(instance: Model, raw: bool = False, **_: object) -> None:
    """For ``post_save`` and ``pre_delete`` of everything: what shows on pages is among it.

    Pages they do not show on after all are found to be unchanged, and cost no browser.
    """
    if raw or not conf().automatic:
        return
    if isinstance(instance, AuditSettings) or not _shows_on_pages(instance):
        return
    order_all(_pages_that_show(instance), PageAudit.Reason.CHANGED)


def _shows_on_pages(instance: Model) -> bool:
    """Settings show anywhere; what else shows, pages refer to: snippets, images, documents."""
    if isinstance(instance, BaseSiteSetting | BaseGenericSetting):
        return True
    return isinstance(instance, _kinds_shown()) and not isinstance(instance, _page_model())


@cache
def _kinds_shown() -> tuple[type[Model], ...]:
    return (*get_snippet_models(), get_image_model(), get_document_model())


def _pages_that_show(instance: Model) -> QuerySet[Any]:
    live = _page_model().objects.live()
    if isinstance(instance, BaseGenericSetting):
        return live
    if isinstance(instance, BaseSiteSetting):
        return pages_of_site(instance.site).live()
    return live.filter(pk__in=set(_referring_pages([instance])))


def _page_model() -> type[Any]:
    return swapper.load_model("wagtailcore", "Page")


def _referring_pages(instances: Iterable[Model]) -> Iterator[Any]:
    """The keys of pages that refer to the instances, also by way of others."""
    page_model = _page_model()
    level, known = list(instances), set()
    for _ in range(_DEEPEST):
        following = []
        for instance in level:
            for source, _references in ReferenceIndex.get_grouped_references_to(instance):
                if (type(source), source.pk) in known:
                    continue
                known.add((type(source), source.pk))
                if isinstance(source, page_model):
                    yield source.pk
                else:
                    following.append(source)
        level = following
