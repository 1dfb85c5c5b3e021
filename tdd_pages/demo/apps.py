from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The demo site's content."""

    name = "tdd_pages.demo"
    label = "tdd_demo"
    verbose_name = "Demo"
