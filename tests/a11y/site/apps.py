from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "tests.a11y.site"
    label = "tests_a11y_site"
    default_auto_field = "django.db.models.BigAutoField"
