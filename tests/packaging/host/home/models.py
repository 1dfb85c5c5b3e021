from wagtail.models import Page

from tdd_pages.models import ComponentPageMixin


class HomePage(Page):
    pass


class ArticlePage(ComponentPageMixin, Page):
    content_panels = [*Page.content_panels, *ComponentPageMixin.content_panels]
