"""What the project should know of the gate before it relies on it."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Info, Tags, register
from django.db import DatabaseError

from a11y.models import AuditSettings


@register(Tags.database)
def uncovered_paths(
    app_configs: Any, databases: Sequence[str] | None = None, **_kwargs: Any
) -> list[CheckMessage]:
    """Where a site's gate blocks, say what goes live past it. Asks the database: see the tag."""
    try:
        blocking = AuditSettings.objects.filter(gate=AuditSettings.Gate.BLOCK)
        if not databases or not blocking.exists():
            return []
    except DatabaseError:  # the tables have yet to be made
        return []
    return [
        Info(
            "Not all that goes live passes the accessibility gate: copies that are kept live, new"
            " aliases, and pages that code saves as live with save() or add_child() do not.",
            hint="Audits after publishing find what is wrong with them. See"
            " docs/explanation/what-the-gate-covers.md.",
            id="tdd_a11y.I001",
        )
    ]
