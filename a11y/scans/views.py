"""The screens of scans."""

from io import StringIO
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView, View
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn, UserColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton
from wagtail.models import Site

from a11y.engine.model import Outcome
from a11y.engine.reports import FORMATS
from a11y.findings.words import IMPACTS, NOT_RATED
from a11y.models import Occurrence, PageAudit, Scan
from a11y.orders import wake_workers
from a11y.pages import pages_of_site
from a11y.permissions import RUN_SCANS
from a11y.scans import titles
from a11y.scans.forms import StartForm, initial_profile
from a11y.scans.report import report_of
from a11y.scans.start import NothingToAuditError, pages_of_section, start_scan
from a11y.scans.visible import may_see_scans, visible_audits, with_counts
from a11y.tasks import runs_in_the_request

PAGES_AT_ONCE = 50
DOWNLOADS = {
    "html": ("HTML", "html", "text/html"),
    "json": ("JSON", "json", "application/json"),
    "earl": ("EARL", "jsonld", "application/ld+json"),
    "sarif": ("SARIF", "sarif", "application/sarif+json"),
    "csv": ("CSV", "csv", "text/csv"),
}
"""The engine's formats that are handed out: their names, file endings and media types."""

Change = Occurrence.Change
State = PageAudit.State


class AllowedMixin(View):
    """Lets in who may see scans; with ``to_run``, who may run them."""

    to_run = False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        allowed = request.user.has_perm(RUN_SCANS) if self.to_run else may_see_scans(request.user)
        if not allowed:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class OfScanMixin(AllowedMixin):
    """A view of one scan."""

    @cached_property
    def scan(self) -> Scan:
        return get_object_or_404(Scan.objects.select_related("created_by"), pk=self.kwargs["pk"])

    @cached_property
    def audits(self) -> QuerySet[PageAudit]:
        """Those of its audits that the user may see."""
        return visible_audits(self.scan, self.request.user)

    @cached_property
    def breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *WagtailAdminTemplateMixin.breadcrumbs_items,
            {"url": reverse("tdd_a11y:scans"), "label": _("Scans")},
            {"url": reverse("tdd_a11y:scan", args=[self.scan.pk]), "label": self.scan.title},
        ]


class ScansView(AllowedMixin, IndexView):
    """All scans, the newest first."""

    model = Scan
    page_title = gettext_lazy("Scans")
    header_icon = "crosshairs"
    index_url_name = "tdd_a11y:scans"
    index_results_url_name = "tdd_a11y:scans_results"
    template_name = "a11y/scans/scans.html"
    results_template_name = "a11y/scans/scans_results.html"
    any_permission_required = None
    search_fields = ["title"]
    paginate_by = 20
    default_ordering = "-created_at"
    columns = [
        TitleColumn("title", label=gettext_lazy("Scan"), url_name="tdd_a11y:scan"),
        Column("state", label=gettext_lazy("State"), accessor=lambda scan: scan.state_in_words),
        Column("done", label=gettext_lazy("Pages"), accessor=lambda scan: scan.pages_in_words),
        Column("profile", label=gettext_lazy("Looked for"), accessor=lambda scan: scan.looked_for),
        DateColumn("created_at", label=gettext_lazy("Started"), sort_key="created_at"),
        UserColumn("created_by", blank_display_name=gettext_lazy("by command")),
    ]

    def get_base_queryset(self) -> QuerySet[Scan]:
        numbers = {f"n_{one}": Count("audits", filter=Q(audits__state=one)) for one in State.values}
        return Scan.objects.select_related("created_by").annotate(**numbers)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        for scan in context["object_list"]:
            numbers = {one: getattr(scan, f"n_{one}") for one in State.values}
            scan.state_in_words = titles.state_of(numbers)
            scan.pages_in_words = _("%(done)d of %(total)d") % {
                "done": numbers["done"],
                "total": sum(numbers.values()),
            }
            scan.looked_for = titles.profile_in_words(scan.audit_profile)
        return context

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        if not self.request.user.has_perm(RUN_SCANS):
            return []
        return [HeaderButton(_("Start a scan"), reverse("tdd_a11y:start_scan"), icon_name="plus")]


class StartView(AllowedMixin, WagtailAdminTemplateMixin, FormView):
    """Start a scan."""

    to_run = True
    form_class = StartForm
    template_name = "a11y/scans/start.html"
    page_title = gettext_lazy("Start a scan")
    header_icon = "crosshairs"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        scans = {"url": reverse("tdd_a11y:scans"), "label": _("Scans")}
        return [*self.breadcrumbs_items, scans, {"url": "", "label": self.page_title}]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.request.user}

    def get_initial(self) -> dict[str, Any]:
        site = Site.find_for_request(self.request)
        return {"what": StartForm.SITE, "site": site, **initial_profile(site)}

    def form_valid(self, form: StartForm) -> HttpResponse:
        try:
            scan = _start(form, self.request.user)
        except NothingToAuditError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("The scan has been ordered."))
        return redirect("tdd_a11y:scan", scan.pk)


def _start(form: StartForm, user: Any) -> Scan:
    chosen = form.cleaned_data
    if chosen["what"] == StartForm.ADDRESSES:
        title = chosen["title"] or titles.of_addresses(len(chosen["addresses"]))
        return start_scan(title, form.profile, user=user, urls=chosen["addresses"])
    if chosen["what"] == StartForm.SECTION:
        root, pages = chosen["section"], pages_of_section(chosen["section"])
        title = titles.of_section(root)
    else:
        root, pages = chosen["site"].root_page, pages_of_site(chosen["site"])
        title = titles.of_site(chosen["site"])
    return start_scan(chosen["title"] or title, form.profile, user=user, pages=pages, root=root)


class ScanView(OfScanMixin, WagtailAdminTemplateMixin, TemplateView):
    """One scan: how far it is, what came out. ``live`` is the part that changes, by itself."""

    live = False
    header_icon = "crosshairs"

    def get_template_names(self) -> list[str]:
        return ["a11y/scans/live.html" if self.live else "a11y/scans/scan.html"]

    def get_page_title(self) -> str:
        return self.scan.title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items[:-1], {"url": "", "label": self.scan.title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        progress = self.scan.progress()
        closed = progress["done"] + progress["failed"] + progress["stopped"]
        rows = with_counts(self.audits)
        page = Paginator(rows, PAGES_AT_ONCE).get_page(self.request.GET.get("p"))
        return {
            **super().get_context_data(**kwargs),
            "scan": self.scan,
            "looked_for": titles.profile_in_words(self.scan.audit_profile),
            "state": titles.state_of(progress),
            "progress": progress,
            "closed": closed,
            "is_open": closed < progress["total"],
            "may_run": self.request.user.has_perm(RUN_SCANS),
            "waits_for_worker": runs_in_the_request() and not progress["running"],
            "rows": page,
            "hidden_pages": progress["total"] - page.paginator.count,
            "changes": changes_of(self.audits),
            "impacts": impacts_of(self.audits),
            "downloads": [(key, name) for key, (name, _end, _type) in DOWNLOADS.items()],
        }


def changes_of(audits: QuerySet[PageAudit]) -> list[tuple[str, int]]:
    """How many findings are new, back, gone and still there, in words."""
    said = Occurrence.objects.filter(audit__in=audits.values("pk"))
    numbers = dict(said.order_by().values_list("change").annotate(Count("pk")))
    words = {"new": _("new"), "back": _("back"), "gone": _("fixed"), "same": _("still there")}
    return [(word, numbers.get(change, 0)) for change, word in words.items()]


def impacts_of(audits: QuerySet[PageAudit]) -> list[tuple[str, Any, int]]:
    """How many barriers there are of each impact, and how many questions."""
    said = Occurrence.objects.filter(audit__in=audits.values("pk")).exclude(change=Change.GONE)
    failed = said.filter(outcome=Outcome.FAILED.value)
    numbers = dict(failed.order_by().values_list("impact").annotate(Count("pk")))
    told = [(impact, word, numbers.get(impact, 0)) for impact, word in IMPACTS.items()]
    if numbers.get(""):
        told.append(("", NOT_RATED, numbers[""]))
    return [*told, ("question", _("to review"), said.count() - failed.count())]


class PageView(OfScanMixin, WagtailAdminTemplateMixin, TemplateView):
    """What a scan says of one page."""

    template_name = "a11y/scans/page.html"
    header_icon = "crosshairs"

    @cached_property
    def audit(self) -> PageAudit:
        return get_object_or_404(with_counts(self.audits), pk=self.kwargs["audit"])

    def get_page_title(self) -> str:
        return self.audit.title or self.audit.url

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        said = self.audit.occurrences.select_related("finding").order_by("finding__severity", "pk")
        return {
            **super().get_context_data(**kwargs),
            "scan": self.scan,
            "audit": self.audit,
            "there": [_told(one) for one in said if one.change != Change.GONE],
            "gone": [_told(one) for one in said if one.change == Change.GONE],
        }


def _told(said: Occurrence) -> dict[str, Any]:
    """What the audit said of a finding; of one that is gone it said nothing, the finding does."""
    source: Any = said if said.outcome else said.finding
    failed = source.outcome == Outcome.FAILED
    kind = IMPACTS.get(source.impact, NOT_RATED) if failed else _("to review")
    return {"said": said, "kind": kind, "message": source.message}


class StopView(OfScanMixin):
    """Give up what has not begun."""

    to_run = True
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        self.scan.stop()
        messages.success(request, _("The scan has been stopped."))
        return redirect("tdd_a11y:scan", pk)


class ResumeView(OfScanMixin):
    """Go on with what was stopped, and try again what could not be audited."""

    to_run = True
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if self.scan.resume():
            wake_workers()
        messages.success(request, _("The scan goes on."))
        return redirect("tdd_a11y:scan", pk)


class ReportView(OfScanMixin):
    """The scan's report as a file, of the pages that the user may see."""

    def get(self, request: HttpRequest, pk: int, format: str) -> HttpResponse:
        if format not in DOWNLOADS:
            raise Http404
        _name, ending, media_type = DOWNLOADS[format]
        text = StringIO()
        report = report_of(self.scan, self.audits, pictures=format == "html")
        FORMATS[format](report, text)
        return download(text.getvalue(), f"scan-{pk}.{ending}", media_type)


def download(text: str, name: str, media_type: str) -> HttpResponse:
    """The text as a file to keep."""
    return HttpResponse(
        text.encode(),
        content_type=f"{media_type}; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
