"""Publishing a draft despite what was found on it."""

from typing import Any

import swapper
from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.pages.utils import get_breadcrumbs_items_for_page

from a11y.gate import judge_draft, log_override, overriding
from a11y.gating.messages import may_override, places, to_editor


class OverrideForm(forms.Form):
    """Why a draft is published despite its findings, and which draft was looked at."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        help_text=gettext_lazy("It is kept in the page's history, with your name."),
    )
    draft = forms.CharField(widget=forms.HiddenInput)


class OverrideView(WagtailAdminTemplateMixin, FormView):
    """Lists what was found on a page's draft, and publishes it if a reason is given."""

    form_class = OverrideForm
    template_name = "a11y/gating/override.html"
    page_title = gettext_lazy("Publish despite findings")
    header_icon = "warning"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        page_model = swapper.load_model("wagtailcore", "Page")
        self.page = get_object_or_404(page_model, pk=kwargs["page_id"]).specific
        if not may_override(request.user, self.page):
            raise PermissionDenied
        self.revision = self.page.get_latest_revision()
        lock = self.page.get_lock()
        if self.revision is None or (lock and lock.for_user(request.user)):
            messages.error(request, _("This page has no draft that you can publish now."))
            return to_editor(request, self.page)
        self.ruling = judge_draft(self.page, self.revision)
        if not self.ruling.refuses:
            messages.info(request, _("Nothing keeps this page from going live: publish it."))
            return to_editor(request, self.page)
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        return {"draft": self._draft()}

    def get_page_subtitle(self) -> str:
        return self.page.get_admin_display_title()

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        above = get_breadcrumbs_items_for_page(self.page, self.request.user)
        return [*above, {"url": "", "label": self.page_title, "sublabel": self.get_page_subtitle()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = list(places(self.revision.as_object(), self.ruling))
        said = {"page": self.page, "ruling": self.ruling, "places": found}
        return super().get_context_data(**said, **kwargs)

    def form_valid(self, form: OverrideForm) -> HttpResponse:
        if self.ruling.invalid or form.cleaned_data["draft"] != self._draft():
            messages.error(self.request, _("The draft has been changed: look at it once more."))
            return redirect(self.request.path)
        with transaction.atomic(), overriding():
            PublishPageRevisionAction(self.revision, user=self.request.user).execute()
            log_override(
                self.page,
                self.revision,
                self.ruling,
                self.request.user,
                form.cleaned_data["reason"],
            )
        title = self.page.get_admin_display_title()
        messages.success(self.request, _("Page “%s” has been published.") % title)
        return to_editor(self.request, self.page)

    def _draft(self) -> str:
        """The draft as it is now: autosave writes into the same revision."""
        return f"{self.revision.pk} {self.revision.created_at.isoformat()}"
