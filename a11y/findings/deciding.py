"""Where people decide about findings: one, those of a cause, or those they selected."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.views.bulk_action import BulkAction
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.widgets import AdminDateInput

from a11y.models import Finding
from a11y.permissions import TRIAGE, visible_findings
from a11y.triage import decide

Triage = Finding.Triage


class _Person(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return get_user_display_name(obj)


def people() -> QuerySet[Any]:
    """Those who may enter the admin."""
    users = get_user_model()
    access = {"codename": "access_admin", "content_type__app_label": "wagtailadmin"}
    by_group = {f"groups__permissions__{key}": value for key, value in access.items()}
    of_own = {f"user_permissions__{key}": value for key, value in access.items()}
    may_enter = Q(is_superuser=True) | Q(**by_group) | Q(**of_own)
    active = users._default_manager.filter(may_enter, is_active=True)
    return active.distinct().order_by(users.USERNAME_FIELD)


class DecisionForm(forms.Form):
    """A person's decision about findings. What is left empty stays as it is."""

    triage = forms.ChoiceField(
        label=_("Decision"),
        required=False,
        widget=forms.RadioSelect,
        choices=[
            ("", _("Leave as it is")),
            (Triage.CONFIRMED, _("It is a barrier")),
            (Triage.NO_BARRIER, _("It is no barrier")),
            (Triage.ACCEPTED, _("Accept it until a date")),
            (Triage.NEW, _("Reopen: it is to be judged again")),
        ],
    )
    until = forms.DateField(
        label=_("Accepted until"),
        required=False,
        widget=AdminDateInput,
        help_text=_("The last day on which it is accepted."),
    )
    assignee = _Person(
        label=_("Assign to"),
        required=False,
        queryset=None,
        empty_label=_("Leave as it is"),
    )
    unassign = forms.BooleanField(label=_("Take the assignment back"), required=False)
    comment = forms.CharField(
        label=_("Reason or comment"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("A reason has to be given for what is not mended."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assignee"].queryset = people()

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        triage, until = said.get("triage"), said.get("until")
        if triage == Triage.ACCEPTED and "until" not in self.errors:
            if until is None:
                self.add_error("until", _("Say until when it is accepted."))
            elif until < timezone.localdate():
                self.add_error("until", _("This date is in the past."))
        elif until and triage != Triage.ACCEPTED:
            self.add_error("until", _("A date belongs to “Accept it until a date” only."))
        if triage in (Triage.NO_BARRIER, Triage.ACCEPTED) and not said.get("comment"):
            self.add_error("comment", _("Say why: others will want to know."))
        if said.get("assignee") and said.get("unassign"):
            self.add_error("unassign", _("Assign somebody, or take the assignment back."))
        if not self.errors and not any(said.values()):
            raise forms.ValidationError(_("Decide something, assign somebody, or write a comment."))
        return said


def save_decision(findings: Any, form: DecisionForm, request: HttpRequest) -> int:
    """Carry out what the form says; return for how many findings."""
    said, judged = form.cleaned_data, list(findings)
    decide(
        judged,
        request.user,
        triage=said["triage"],
        until=said["until"],
        assignee=said["assignee"],
        unassign=said["unassign"],
        comment=said["comment"],
    )
    return len(judged)


def saved_words(count: int) -> str:
    """What people are told when it is done."""
    return ngettext(
        "Decision saved for %(count)d finding.",
        "Decision saved for %(count)d findings.",
        count,
    ) % {"count": count}


class DecideCauseView(WagtailAdminTemplateMixin, FormView):
    """One decision about all findings of a cause that the user may see and that stand somewhere."""

    form_class = DecisionForm
    template_name = "a11y/findings/decide.html"
    page_title = _("Judge all findings of a cause")
    header_icon = "glasses"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm(TRIAGE):
            raise PermissionDenied
        self.findings = list(
            visible_findings(request.user)
            .filter(Q(live=True) | Q(draft=True), cause=kwargs["cause"])
            .select_related("page")
        )
        if not self.findings:
            raise Http404(_("There is no such cause."))
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: DecisionForm) -> HttpResponse:
        messages.success(
            self.request, saved_words(save_decision(self.findings, form, self.request))
        )
        return redirect("tdd_a11y:findings_cause", cause=self.kwargs["cause"])

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        listing = reverse("tdd_a11y:findings")
        cause = reverse("tdd_a11y:findings_cause", args=[self.kwargs["cause"]])
        return [
            *self.breadcrumbs_items,
            {"url": listing, "label": _("Accessibility findings")},
            {"url": cause, "label": _("One cause")},
            {"url": "", "label": _("Judge all of them")},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        pages = {finding.page_id or finding.url for finding in self.findings}
        context["media"] = context["form"].media
        return {**context, "findings": self.findings, "pages": len(pages)}


class DecideSelected(BulkAction):
    """One decision about the findings that were selected in a list."""

    display_name = _("Judge")
    action_type = "decide"
    aria_label = _("Judge the selected findings")
    template_name = "a11y/findings/decide_selected.html"
    form_class = DecisionForm
    models = [Finding]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm(TRIAGE):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def selected(self) -> list[Finding]:
        """Those of the findings in the address that the user may see."""
        numbers = [int(pk) for pk in self.request.GET.getlist("id") if _is_key(pk)]
        visible = visible_findings(self.request.user)
        return list(visible.filter(pk__in=numbers).select_related("page"))

    def get_actionable_objects(self) -> tuple[list[Finding], dict[str, Any]]:
        return self.selected, {"items_with_no_access": []}

    def get_execution_context(self) -> dict[str, Any]:
        return {"form": self.cleaned_form, "request": self.request}

    @classmethod
    def execute_action(cls, objects: Any, **kwargs: Any) -> tuple[int, int]:
        return save_decision(objects, kwargs["form"], kwargs["request"]), 0

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        return saved_words(num_parent_objects)


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 19
