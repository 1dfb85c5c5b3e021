"""Pages that are selected in the explorer, and scanned."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import PageBulkAction
from wagtail.models import Site

from a11y.permissions import RUN_SCANS, editable_pages
from a11y.scans.forms import ProfileForm, initial_profile
from a11y.scans.start import NothingToAuditError, is_for_everybody, pages_of_section, start_scan
from a11y.scans.titles import of_pages


class ScanPagesForm(ProfileForm):
    """What the selected pages are audited for."""

    include_descendants = forms.BooleanField(label=_("And all pages below them"), required=False)


class ScanPages(PageBulkAction):
    """Audit the selected pages."""

    display_name = _("Scan")
    aria_label = _("Scan selected pages for accessibility barriers")
    action_type = "tdd_a11y_scan"
    template_name = "a11y/scans/scan_pages.html"
    action_priority = 90
    form_class = ScanPagesForm

    def get_initial(self) -> dict[str, Any]:
        return initial_profile(Site.find_for_request(self.request))

    def check_perm(self, page: Any) -> bool:
        if not self.request.user.has_perm(RUN_SCANS):
            return False
        return page.pk in self._editable or is_for_everybody(page)

    @cached_property
    def _editable(self) -> set[int]:
        ids = [one for one in self.request.GET.getlist("id") if one.isdecimal()]
        pages = editable_pages(self.request.user)
        if len(ids) == len(self.request.GET.getlist("id")):
            pages = pages.filter(pk__in=ids)
        return set(pages.values_list("pk", flat=True))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        # Whoever may not edit a page that is not for everybody need not learn its name.
        return {**context, "items_with_no_access": len(context["items_with_no_access"])}

    def get_execution_context(self) -> dict[str, Any]:
        return {**super().get_execution_context(), "action": self}

    @classmethod
    def execute_action(
        cls, objects: list[Any], *, user: Any = None, action: Any = None, **kwargs: Any
    ) -> tuple[int, int]:
        form = action.cleaned_form
        pages = action.model.objects.filter(pk__in=[page.pk for page in objects])
        if form.cleaned_data["include_descendants"]:
            for page in objects:
                pages |= pages_of_section(page)
        try:
            title = of_pages(len(objects))
            scan = start_scan(title, form.profile, user=user, pages=pages.distinct())
        except NothingToAuditError as error:
            messages.error(action.request, str(error))
            return 0, 0
        action.next_url = reverse("tdd_a11y:scan", args=[scan.pk])
        return len(objects), 0

    def prepare_action(self, objects: list[Any], objects_without_access: Any) -> Any:
        if not objects:
            return HttpResponse(status=403)
        return None

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str | None:
        return str(_("The scan has been ordered.")) if num_parent_objects else None
