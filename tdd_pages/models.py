"""What a page is made of. Mix it into a page model of your own, or use `tdd_pages.pages`."""

from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.api import APIField
from wagtail.fields import StreamField

from blocks.document import Document
from blocks.facts import About
from blocks.stream import PageBody

from .api_fields import ComponentsField, OutlineField


class ComponentPageMixin(models.Model):
    """A page whose body is a stream of components.

    ``body`` in the API is what an editor typed and can be written; ``components`` is the same,
    resolved, and typed in the OpenAPI schema.
    """

    body = StreamField(PageBody(), blank=True, verbose_name=_("Content"))

    content_panels = [TitleFieldPanel("title"), FieldPanel("body")]
    api_fields = [
        APIField("body", writable=True),
        APIField("components", serializer=ComponentsField()),
        APIField("outline", serializer=OutlineField()),
    ]

    class Meta:
        abstract = True

    def resolve(self, request: HttpRequest | None = None) -> Document:
        """Return this page's content, resolved: citations numbered, links and images fetched."""
        return self.body.stream_block.resolve(self.body, About.of_page(self, request), path="body")

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer in the page's language, whichever one the visitor's browser prefers."""
        with override(self.locale.language_code):
            response = super().serve(request, *args, **kwargs)
            # A template's own words are translated when it is rendered, so that is done here.
            return response.render() if hasattr(response, "render") else response

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the resolved ``document`` to the template's context."""
        context = super().get_context(request, *args, **kwargs)
        return {**context, "document": self.resolve(request)}


class NavigationMixin(models.Model):
    """A page that says how breadcrumb and section menu show it."""

    breadcrumb_title = models.CharField(
        _("title in the breadcrumb"),
        max_length=60,
        blank=True,
        help_text=_("A short form of the title. Empty: the title itself."),
    )
    hide_in_breadcrumb = models.BooleanField(
        _("left out of the breadcrumb"),
        default=False,
        help_text=_("For pages that only sort others. The page itself still shows where it is."),
    )
    opens_section = models.BooleanField(
        _("opens a section"),
        default=False,
        help_text=_(
            "The pages below share a menu of those among them that show in menus. Without any such "
            "page above, the section is the one that begins below the home page."
        ),
    )

    navigation_panels = [
        MultiFieldPanel(
            [
                FieldPanel("breadcrumb_title"),
                FieldPanel("hide_in_breadcrumb"),
                FieldPanel("opens_section"),
            ],
            _("Navigation"),
        )
    ]

    class Meta:
        abstract = True
