"""What Wagtail learns from this app when it starts."""

from typing import Any

from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogFormatter

from a11y.content_paths import mark, remember

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
            said = [
                data.get("triage"),
                data.get("until"),
                data.get("assignee"),
                data.get("comment"),
            ]
            return f"{data.get('message', '')} – {', '.join(filter(None, said))}"

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
