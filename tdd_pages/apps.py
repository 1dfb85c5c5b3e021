from django.apps import AppConfig


class TddPagesConfig(AppConfig):
    """Page mixins, template tags and the headless API."""

    name = "tdd_pages"
    label = "tdd_pages"
    verbose_name = "TDD Pages"
    default_auto_field = "django.db.models.BigAutoField"
