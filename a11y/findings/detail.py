"""All that is known of one finding."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from a11y.engine.rules import all_checks
from a11y.engine.wcag import CRITERIA
from a11y.findings.deciding import DecisionForm, save_decision, saved_words
from a11y.findings.words import AUDIENCES, IMPACTS, OUTCOMES
from a11y.models import Finding, Occurrence, Portrait
from a11y.permissions import TRIAGE, visible_findings
from a11y.places import place_of

_TITLE = 80


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a finding."""

    at: datetime
    what: str
    who: str = ""
    comment: str = ""


def history_of(finding: Finding) -> list[Event]:
    """What audits and people said of the finding, the newest first."""
    changes = (
        finding.occurrences.exclude(change=Occurrence.Change.SAME)
        .filter(audit__finished_at__isnull=False)
        .select_related("audit")
        .defer("audit__result", "audit__spoken")
    )
    events = [
        Event(
            at=one.audit.finished_at,
            what=_("%(change)s in the draft") % {"change": one.get_change_display()}
            if one.audit.is_draft
            else _("%(change)s on the live page") % {"change": one.get_change_display()},
            who=_("the audit"),
        )
        for one in changes
    ]
    for decision in finding.decisions.select_related("assignee", "made_by"):
        said = [str(decision.get_triage_display())] if decision.triage else []
        if decision.until:
            said.append(
                _("until %(date)s") % {"date": date_format(decision.until, "SHORT_DATE_FORMAT")}
            )
        if decision.assignee:
            person = get_user_display_name(decision.assignee)
            said.append(_("assigned to %(person)s") % {"person": person})
        who = get_user_display_name(decision.made_by) or _("somebody who is no more")
        what = ", ".join(said) or (_("comment") if decision.comment else _("assigned to nobody"))
        events.append(Event(decision.made_at, what, who, decision.comment))
    return sorted(events, key=lambda event: event.at, reverse=True)


class FindingView(WagtailAdminTemplateMixin, FormView):
    """A finding, and the form to judge it for those who may."""

    form_class = DecisionForm
    template_name = "a11y/findings/finding.html"
    header_icon = "glasses"

    @cached_property
    def finding(self) -> Finding:
        visible = visible_findings(self.request.user)
        return get_object_or_404(visible.select_related("page", "assignee"), pk=self.kwargs["pk"])

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm(TRIAGE):
            raise PermissionDenied
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: DecisionForm) -> HttpResponse:
        count = save_decision([self.finding], form, self.request)
        messages.success(self.request, saved_words(count))
        return redirect("tdd_a11y:finding", pk=self.finding.pk)

    def get_page_title(self) -> str:
        return Truncator(self.finding.message).chars(_TITLE)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        listing = reverse("tdd_a11y:findings")
        cause = reverse("tdd_a11y:findings_cause", args=[self.finding.cause])
        return [
            *self.breadcrumbs_items,
            {"url": listing, "label": gettext_lazy("Accessibility findings")},
            {"url": cause, "label": gettext_lazy("One cause")},
            {"url": "", "label": gettext_lazy("One finding")},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        finding = self.finding
        context = super().get_context_data(**kwargs)
        rules = {check.rule.id: check.rule for check in all_checks()}
        rule = rules.get(finding.rule)
        others = visible_findings(self.request.user).filter(cause=finding.cause)
        return {
            **context,
            "media": context["form"].media,
            "may_triage": self.request.user.has_perm(TRIAGE),
            "finding": finding,
            "impact": IMPACTS.get(finding.impact, ""),
            "outcome": OUTCOMES.get(finding.outcome, finding.outcome),
            "audience": AUDIENCES.get(finding.audience, finding.audience),
            "why": rule.why if rule else "",
            "criteria": [CRITERIA[one] for one in finding.criteria.split() if one in CRITERIA],
            "others": others.exclude(pk=finding.pk).count(),
            "has_portrait": Portrait.objects.filter(finding=finding).exists(),
            "history": history_of(finding),
            **self._places(),
        }

    def _places(self) -> dict[str, str]:
        """Where visitors find the page, and where the user edits the cause."""
        page = self.finding.page
        if page is None:
            return {"page_url": self.finding.url, "edit_url": ""}
        page_url = page.get_full_url(self.request) or "" if page.live else ""
        if not page.permissions_for_user(self.request.user).can_edit():
            return {"page_url": page_url, "edit_url": ""}
        # What the editor opens is the latest revision, which may be newer than the live page.
        place = place_of(page.get_latest_revision_as_object(), self.finding.content_path)
        return {"page_url": page_url, "edit_url": _local(place.edit_url)}


def _local(url: str) -> str:
    """The address without its host: people are on the right one already."""
    return urlunsplit(("", "", *urlsplit(url)[2:]))


def portrait(request: HttpRequest, pk: int) -> HttpResponse:
    """The picture of the finding's element, for those who may see the finding."""
    finding = get_object_or_404(visible_findings(request.user), pk=pk)
    picture = get_object_or_404(Portrait, finding=finding)
    response = HttpResponse(bytes(picture.png), content_type="image/png")
    response["Cache-Control"] = "private, max-age=60"
    return response
