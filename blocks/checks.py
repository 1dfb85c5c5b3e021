"""System checks: what a project must have installed."""

from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error, register

TABLES = "wagtail.contrib.typed_table_block"


@register
def tables_can_be_edited(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Without this app's scripts, no page with our components opens in the editor."""
    if apps.is_installed(TABLES):
        return []
    return [
        Error(
            f"{TABLES} is not installed.",
            hint=f'Add "{TABLES}" to INSTALLED_APPS: tables are edited with it.',
            id="tdd_blocks.E001",
        )
    ]
