"""How many barriers stand on each page of a listing."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from wagtail.admin.ui.components import Component

from a11y.editor.drafts import barriers_on_drafts
from a11y.editor.side_panel import FRAGMENT
from a11y.engine.model import Outcome
from a11y.models import Finding
from a11y.permissions import editable_pages, visible_findings


class BarrierCount(Component):
    """The number on one page; for who may edit that, with a way to its editor's side panel."""

    template_name = "a11y/editor/listing_count.html"
    show = True

    def __init__(self, page: Any, count: int, can_edit: bool) -> None:
        self.page = page
        self.count = count
        self.url = ""
        if can_edit:
            self.url = f"{reverse('wagtailadmin_pages:edit', args=[page.pk])}#{FRAGMENT}"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {"page": self.page, "count": self.count, "url": self.url}


def add_count(buttons: list[Any], page: Any, user: Any, context: Any) -> None:
    """Put the number before the page's buttons in a listing, where there is one to tell.

    All of Wagtail's listings of pages draw their buttons through one hook, whatever view or view
    set they come from; a column would have to be added to each.
    """
    count = _counts(page, user, context).get(page.pk, 0)
    if count:
        may = context.get("page_perms") or page.permissions_for_user(user)
        buttons.insert(0, BarrierCount(page, count, may.can_edit()))


def count_by_page(pages: Iterable[Any], user: Any) -> dict[int, int]:
    """The barriers on each page that has any: one query for all.

    Who may edit a page reads what the side panel counts; others what stands on the live page, and
    nothing of its draft.
    """
    editable = Q(page__in=editable_pages(user).values("pk"))
    public = Q(live=True, outcome=Outcome.FAILED.value) & Finding.not_set_aside() & ~editable
    on_drafts = editable & Q(pk__in=barriers_on_drafts().values("pk"))
    seen = visible_findings(user).filter(on_drafts | public, page__in=[page.pk for page in pages])
    return dict(seen.order_by().values_list("page_id").annotate(Count("pk")))


def _counts(page: Any, user: Any, context: Any) -> dict[int, int]:
    """The counts of the listing in which the page stands, kept with its table."""
    table = context.get("table")
    if table is None:
        return count_by_page([page], user)
    if not hasattr(table, "tdd_a11y_counts"):
        table.tdd_a11y_counts = count_by_page(table.data, user)
    return table.tdd_a11y_counts
