from django.apps import AppConfig
from django.db.models.signals import post_save, pre_delete


class A11yConfig(AppConfig):
    """The accessibility audit, for any Wagtail site."""

    name = "a11y"
    label = "tdd_a11y"
    verbose_name = "Accessibility"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from wagtail.signals import (
            page_published,
            page_slug_changed,
            page_unpublished,
            post_page_move,
        )

        from a11y import checks, gate, triggers, workflow  # noqa: F401 - checks register themselves
        from a11y.signals import audit_finished

        page_published.connect(triggers.page_was_published)
        page_unpublished.connect(triggers.page_was_unpublished)
        post_page_move.connect(triggers.page_was_moved)
        page_slug_changed.connect(triggers.page_has_another_slug)
        post_save.connect(triggers.something_changed)
        pre_delete.connect(triggers.something_changed)
        audit_finished.connect(workflow.conclude)
        gate.install()
