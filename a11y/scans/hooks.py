"""What Wagtail learns from this folder when it starts."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from a11y.menu import ITEMS_HOOK
from a11y.scans.bulk import ScanPages
from a11y.scans.visible import may_see_scans


class ScansMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_see_scans(request.user)


@hooks.register(ITEMS_HOOK)
def register_scans_menu_item() -> MenuItem:
    return ScansMenuItem(
        _("Scans"), reverse("tdd_a11y:scans"), name="scans", icon_name="crosshairs", order=300
    )


hooks.register("register_bulk_action", ScanPages)
