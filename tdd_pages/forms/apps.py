from django.apps import AppConfig


class FormsConfig(AppConfig):
    """Contact forms: pages of questions, answered step by step."""

    name = "tdd_pages.forms"
    label = "tdd_forms"
    verbose_name = "Forms"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Serve forms beside Wagtail's API v3, wherever a project mounts that."""
        from wagtail.api.v3.api import api

        from .api import router

        api.add_router("/forms/", router)
