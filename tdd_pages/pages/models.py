"""Ready-made page types: thin, all they do comes from the mixins."""

from wagtail.models import Page

from tdd_pages.models import ComponentPageMixin


class HomePage(ComponentPageMixin, Page):
    """The entrance of a site."""

    template = "tdd_pages/pages/home_page.html"


class ComponentPage(ComponentPageMixin, Page):
    """A page composed of components."""

    template = "tdd_pages/pages/component_page.html"
