from django.apps import AppConfig


class SiteConfig(AppConfig):
    """A host project: it adds a component of its own, and blocks that know nothing of us."""

    name = "tests.site"
    label = "tests_site"
