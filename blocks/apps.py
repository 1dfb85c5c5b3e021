from django.apps import AppConfig


class BlocksConfig(AppConfig):
    """The components editors compose pages from, and the reference library they cite."""

    name = "blocks"
    label = "tdd_blocks"
    verbose_name = "Components"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register checks; complete the components that hold others: every app is loaded now."""
        from . import checks  # noqa: F401 - registers them
        from .base import components

        components.complete()
