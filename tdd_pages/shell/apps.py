from django.apps import AppConfig


class ShellConfig(AppConfig):
    """What stands around every page: regions, menus, breadcrumb, footer."""

    name = "tdd_pages.shell"
    label = "tdd_shell"
    verbose_name = "Site shell"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from wagtail.api.v3.api import api

        from . import cache
        from .api import router

        cache.watch()
        api.add_router("/shell/", router)
