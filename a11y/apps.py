from django.apps import AppConfig


class A11yConfig(AppConfig):
    """The accessibility audit, for any Wagtail site."""

    name = "a11y"
    label = "tdd_a11y"
    verbose_name = "Accessibility"
    default_auto_field = "django.db.models.BigAutoField"
