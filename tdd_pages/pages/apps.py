from django.apps import AppConfig


class PageTypesConfig(AppConfig):
    """Ready-made page types. Opt in: leave this app out to build your own from the mixins."""

    name = "tdd_pages.pages"
    label = "tdd_page_types"
    verbose_name = "Page types"
    default_auto_field = "django.db.models.BigAutoField"
