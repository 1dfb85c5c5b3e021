"""The findings report: by cause, one cause, or finding by finding."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Count, F, Min, Q, QuerySet, Sum
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn
from wagtail.admin.views.reports import ReportView
from wagtail.admin.widgets.button import Button, HeaderButton

from a11y.findings.columns import cause_columns, finding_columns
from a11y.findings.export import (
    HEADINGS,
    MACHINE_FORMATS,
    Addresses,
    cell,
    machine_response,
    row_of,
)
from a11y.findings.filters import FindingFilterSet
from a11y.models import Finding
from a11y.permissions import TRIAGE, may_see_findings, visible_findings


class FindingsView(ReportView):
    """What the lists have in common: who may see them, what narrows them down, the exports."""

    model = Finding
    page_title = _("Accessibility findings")
    header_icon = "glasses"
    template_name = "a11y/findings/listing.html"
    results_template_name = "a11y/findings/listing_results.html"
    filterset_class = FindingFilterSet
    verbose_name_plural = _("findings")
    is_searchable = True
    search_backend_name = ""
    search_fields = ["message", "title", "rule", "place", "text", "page__title"]
    export_filename = "accessibility-findings"
    list_export = list(HEADINGS)
    export_headings = HEADINGS

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_see_findings(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        name = request.GET.get("export", "")
        if name in MACHINE_FORMATS:
            return machine_response(name, self.get_findings(), request)
        if self.is_export:
            return self.as_spreadsheet(self.get_findings(), name)
        return super().get(request, *args, **kwargs)

    def get_base_queryset(self) -> QuerySet[Finding]:
        return visible_findings(self.request.user)

    def get_filtered_queryset(self) -> Any:
        return self.get_queryset()  # which has been narrowed down; Wagtail's would be so twice

    def get_findings(self) -> QuerySet[Finding]:
        """All that the filters leave, with what is said of them."""
        findings = self.filter_queryset(self.search_queryset(self.get_base_queryset()))
        return findings.select_related("page__locale", "assignee").order_by("severity", "pk")

    @cached_property
    def _addresses(self) -> Addresses:
        return Addresses(self.request)

    def to_row_dict(self, item: Finding) -> dict[str, Any]:
        return row_of(item, self._addresses)

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        return cell(super().preprocess_field_value(field, value, export_format))

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        return [
            *super().header_more_buttons,
            *(
                Button(
                    _("Download %(format)s") % {"format": name.upper()},
                    url=self.get_export_url(name),
                    icon_name="download",
                    priority=110,
                )
                for name in MACHINE_FORMATS
            ),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "ways": self.get_ways()}

    def get_ways(self) -> list[dict[str, Any]]:
        """The ways to look at the findings: each with its address, and whether it is this one."""
        kept = self.request.GET.copy()
        for name in ("p", "ordering", "export", "_w_filter_fragment"):
            kept.pop(name, None)
        query = f"?{kept.urlencode()}" if kept else ""
        ways = (("findings", _("By cause")), ("findings_all", _("One by one")))
        return [
            {
                "label": label,
                "url": reverse(f"tdd_a11y:{name}") + query,
                "is_current": self.index_url_name == f"tdd_a11y:{name}",
            }
            for name, label in ways
        ]


class CausesPaginator(WagtailPaginator):
    """Says of what there are so many."""

    verbose_name = _("cause")
    verbose_name_plural = _("causes")


class CausesView(FindingsView):
    """One row for what is mended in one place, on however many pages it is."""

    paginator_class = CausesPaginator

    index_url_name = "tdd_a11y:findings"
    index_results_url_name = "tdd_a11y:findings_results"
    default_ordering = "worst"
    verbose_name_plural = _("causes")

    @cached_property
    def columns(self) -> list[Any]:
        query = self.request.GET.copy()
        for name in ("p", "ordering", "_w_filter_fragment"):
            query.pop(name, None)
        kept = f"?{query.urlencode()}" if query else ""
        return cause_columns(
            lambda one: reverse("tdd_a11y:findings_cause", args=[one.cause]) + kept
        )

    def order_queryset(self, queryset: QuerySet[Finding]) -> QuerySet[Finding]:
        return queryset.order_by()

    def get_filtered_queryset(self) -> Any:
        causes = by_cause(super().get_filtered_queryset())
        return causes.order_by(self.ordering, "worst", "-pages", "-count", "cause")

    def get_table(self, object_list: Any) -> Any:
        return super().get_table(with_examples(object_list))


def by_cause(findings: QuerySet[Finding]) -> Any:
    """For each cause one of its findings, how bad it is, on how much, and since when."""
    addresses = Count("url", filter=Q(page=None), distinct=True)
    grouped = findings.order_by().values("cause")
    return grouped.annotate(
        example=Min("pk"),
        worst=Min("severity"),
        pages=Count("page", distinct=True) + addresses,
        count=Sum("elements"),
        first=Min("first_seen"),
    )


def with_examples(causes: Any) -> list[Finding]:
    """The findings that stand for the causes, with what is said of these."""
    rows = list(causes)
    examples = Finding.objects.in_bulk([row["example"] for row in rows])
    for row in rows:
        vars(examples[row["example"]]).update(row)
    return [examples[row["example"]] for row in rows]


class AllView(FindingsView):
    """Every finding by itself."""

    index_url_name = "tdd_a11y:findings_all"
    index_results_url_name = "tdd_a11y:findings_all_results"
    default_ordering = "severity"

    @cached_property
    def columns(self) -> list[Any]:
        columns = finding_columns(lambda one: reverse("tdd_a11y:finding", args=[one.pk]))
        if self.may_triage:
            checkbox = BulkActionsCheckboxColumn("bulk_actions", obj_type="finding")
            return [checkbox, *columns]
        return columns

    @property
    def may_triage(self) -> bool:
        return self.request.user.has_perm(TRIAGE)

    def order_queryset(self, queryset: QuerySet[Finding]) -> QuerySet[Finding]:
        return queryset.order_by(self.ordering, F("pk"))

    def get_filtered_queryset(self) -> QuerySet[Finding]:
        return super().get_filtered_queryset().select_related("page", "assignee")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "may_triage": self.may_triage}


class CauseView(AllView):
    """The findings of one cause."""

    index_url_name = "tdd_a11y:findings_cause"
    index_results_url_name = "tdd_a11y:findings_cause_results"

    def get_base_queryset(self) -> QuerySet[Finding]:
        return super().get_base_queryset().filter(cause=self.kwargs["cause"])

    @cached_property
    def example(self) -> Finding:
        """One of its findings.

        :raises Http404: when there is none that the user may see.
        """
        first = self.get_base_queryset().order_by("severity", "pk").first()
        if first is None:
            raise Http404(_("There is no such cause."))
        return first

    def get_index_url(self) -> str:
        return reverse(self.index_url_name, args=[self.kwargs["cause"]])

    def get_index_results_url(self) -> str:
        return reverse(self.index_results_url_name, args=[self.kwargs["cause"]])

    def get_page_title(self) -> str:
        return self.example.message

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        above = {"url": reverse("tdd_a11y:findings"), "label": _("Accessibility findings")}
        return [*self.breadcrumbs_items, above, {"url": "", "label": _("One cause")}]

    @cached_property
    def header_buttons(self) -> list[Any]:
        if not self.may_triage:
            return []
        url = reverse("tdd_a11y:findings_cause_decide", args=[self.kwargs["cause"]])
        return [HeaderButton(_("Judge all of them"), url=url, icon_name="check")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "cause": self.example}
