"""The home page's panel: what stands open on my pages."""

from typing import Any

from django.db.models import Case, Count, F, Min, Q, When
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component

from a11y.editor.drafts import barriers_on_drafts
from a11y.editor.sections import IMPACTS
from a11y.editor.side_panel import FRAGMENT
from a11y.permissions import editable_pages

MOST_PAGES = 10


class MyFindingsPanel(Component):
    """The pages with barriers that I own, or edited last: those with the worst first."""

    name = "accessibility"
    template_name = "a11y/editor/home_panel.html"
    order = 240

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        user = parent_context["request"].user
        return {"pages": my_pages(user), "fragment": FRAGMENT}


def my_pages(user: Any) -> list[dict[str, Any]]:
    """My pages with barriers: ``page_id``, ``page_title``, ``count``, and the worst ``impact``."""
    mine = Q(page__owner=user) | Q(page__latest_revision__user=user)
    ranks = [When(said_impact=impact, then=rank) for rank, impact in enumerate(IMPACTS)]
    pages = (
        barriers_on_drafts()
        .filter(mine, page__in=editable_pages(user).values("pk"))
        .order_by()
        .values("page_id", page_title=F("page__draft_title"))
        .annotate(count=Count("pk"), worst=Min(Case(*ranks, default=len(ranks))))
        .order_by("worst", "-count", "page_title")[:MOST_PAGES]
    )
    impacts = dict(enumerate(IMPACTS.values()))
    return [{**page, "impact": impacts.get(page["worst"], _("Barrier"))} for page in pages]
