"""How the site stands: what is open, where it is worst, what was looked at."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from a11y.findings import charts, figures
from a11y.permissions import SEE_REPORTS


class DashboardView(WagtailAdminTemplateMixin, TemplateView):
    """Figures over all findings that the user may see."""

    template_name = "a11y/findings/dashboard.html"
    page_title = _("Accessibility")
    header_icon = "glasses"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm(SEE_REPORTS):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, now = self.request.user, timezone.now()
        weeks = figures.open_over_time(user, now)
        coverage = figures.coverage(user, now)
        ages = {f"age-{number}": count for number, (_age, count) in enumerate(coverage.ages)}
        return {
            **super().get_context_data(**kwargs),
            "weeks": weeks,
            "first": weeks[0],
            "last": weeks[-1],
            "now": [
                {"key": key, "label": label, "count": weeks[-1].open[key]}
                for key, label in figures.SERIES.items()
            ],
            "columns": charts.columns(weeks),
            "baseline": charts.TOP + charts.HEIGHT,
            "pages": charts.with_bars(figures.worst_pages(user)),
            "blocks": charts.with_bars(figures.worst_blocks(user)),
            "coverage": coverage,
            "ages": [(key, *age) for key, age in zip(ages, coverage.ages, strict=True)],
            "coverage_bar": charts.bar(ages, coverage.total),
            "queue": figures.queue(user, now),
        }
