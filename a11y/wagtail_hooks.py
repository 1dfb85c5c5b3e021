"""What Wagtail learns from this app when it starts."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin.menu import MenuItem, SubmenuMenuItem
from wagtail.log_actions import LogFormatter

import a11y.editor.hooks
import a11y.evaluation.hooks
import a11y.findings.hooks
import a11y.gating.hooks
import a11y.scans.hooks  # noqa: F401 - importing them is what registers their hooks
from a11y.content_paths import mark, remember
from a11y.editor.urls import urlpatterns as editor_urls
from a11y.evaluation.urls import urlpatterns as evaluation_urls
from a11y.findings.urls import urlpatterns as findings_urls
from a11y.gating.urls import urlpatterns as gating_urls
from a11y.menu import accessibility_menu
from a11y.scans.urls import urlpatterns as scans_urls

hooks.register("mark_content_path", mark)


@hooks.register("before_serve_page")
def remember_content_paths(page: Model, request: HttpRequest, args: Any, kwargs: Any) -> None:
    remember(page)


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    @actions.register_action("tdd_a11y.decide")
    class Decided(LogFormatter):
        label = _("Judge an accessibility finding")

        def format_message(self, entry: Any) -> str:
            data = entry.data
            until = parse_date(data.get("until") or "")
            said = [
                data.get("triage"),
                date_format(until, "SHORT_DATE_FORMAT") if until else "",
                _("assigned to nobody") if data.get("unassigned") else data.get("assignee"),
            ]
            count = data.get("count", 1)
            counted = ngettext("%(count)d finding", "%(count)d findings", count)
            about = f"{counted % {'count': count}} ({', '.join(data.get('rules', ()))})"
            return ": ".join(filter(None, (about, ", ".join(str(one) for one in said if one))))

    @actions.register_action("tdd_a11y.held_back")
    class HeldBack(LogFormatter):
        label = _("Not published: accessibility")

        def format_message(self, entry: Any) -> str:
            why = entry.data.get("why", "")
            return _("Not published when it was time: %s") % why

    @actions.register_action("tdd_a11y.override")
    class Overridden(LogFormatter):
        label = _("Publish despite accessibility findings")

        def format_message(self, entry: Any) -> str:
            reason = entry.data.get("reason", "")
            return _("Published despite accessibility findings: %s") % reason


@hooks.register("register_admin_urls")
def register_admin_urls() -> list[URLPattern | URLResolver]:
    own = [*findings_urls, *scans_urls, *evaluation_urls, *editor_urls, *gating_urls]
    return [path("accessibility/", include((own, "tdd_a11y"), namespace="tdd_a11y"))]


@hooks.register("register_admin_menu_item")
def register_menu_item() -> MenuItem:
    return SubmenuMenuItem(
        _("Accessibility"), accessibility_menu, icon_name="glasses", order=850, name="accessibility"
    )


@hooks.register("register_permissions")
def register_permissions() -> QuerySet[Permission]:
    own = Q(codename__in=("add_scan", "change_finding", "view_finding", "override_gate"))
    return Permission.objects.filter(own, content_type__app_label="tdd_a11y")
