"""What Wagtail learns from this folder when it starts."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogFormatter

ANSWER = "tdd_a11y.answer"


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    @actions.register_action(ANSWER)
    class Answered(LogFormatter):
        label = _("Answer a success criterion")

        def format_message(self, entry: Any) -> str:
            return f"{entry.data.get('criterion', '')}: {entry.data.get('term', '')}"
