from django.apps import AppConfig


class FormsConfig(AppConfig):
    """Contact forms: pages of questions, answered step by step."""

    name = "tdd_pages.forms"
    label = "tdd_forms"
    verbose_name = "Forms"
    default_auto_field = "django.db.models.BigAutoField"
