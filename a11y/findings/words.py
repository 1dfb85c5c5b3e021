"""What these screens call the engine's terms."""

from typing import Any

from django.utils.translation import gettext_lazy as _

IMPACTS: dict[str, Any] = {
    "critical": _("critical"),
    "serious": _("serious"),
    "moderate": _("moderate"),
    "minor": _("minor"),
}
UNRATED, NOT_RATED = "unrated", _("not rated")
"""For barriers whose impact nobody has said: as it stands in addresses, and in words."""
OUTCOMES: dict[str, Any] = {
    "failed": _("barrier"),
    "cantTell": _("question for a person"),
}
AUDIENCES: dict[str, Any] = {
    "editor": _("editors"),
    "developer": _("developers"),
}
