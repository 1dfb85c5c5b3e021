from django.apps import AppConfig


class BlocksConfig(AppConfig):
    """The components editors compose pages from, and the reference library they cite."""

    name = "blocks"
    label = "tdd_blocks"
    verbose_name = "Components"
    default_auto_field = "django.db.models.BigAutoField"
