"""What Wagtail learns from this folder when it starts."""

from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from a11y.findings.deciding import DecideSelected
from a11y.menu import ITEMS_HOOK
from a11y.permissions import SEE_REPORTS, may_see_findings

hooks.register("register_bulk_action", DecideSelected)


class _Dashboard(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(SEE_REPORTS)


class _Findings(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_see_findings(request.user)


@hooks.register(ITEMS_HOOK)
def dashboard_menu_item() -> MenuItem:
    url = reverse_lazy("tdd_a11y:dashboard")
    return _Dashboard(_("Dashboard"), url, name="a11y-dashboard", icon_name="desktop", order=100)


@hooks.register(ITEMS_HOOK)
def findings_menu_item() -> MenuItem:
    url = reverse_lazy("tdd_a11y:findings")
    return _Findings(_("Findings"), url, name="a11y-findings", icon_name="list-ul", order=200)
