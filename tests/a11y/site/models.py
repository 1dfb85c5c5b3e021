"""A page type of plain Wagtail blocks. Every image on it lacks a text alternative."""

from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.html import format_html
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.snippets.blocks import SnippetChooserBlock
from wagtail.snippets.models import register_snippet


@register_snippet
class Notice(models.Model):
    """What several pages show."""

    text = models.CharField(max_length=100)

    def __str__(self) -> str:
        return self.text


@register_setting
class Footer(BaseSiteSetting):
    """What every page of a site shows."""

    text = models.CharField(max_length=100, blank=True)


class CardBlock(blocks.StructBlock):
    """Draws its image by a template, its text by the value's own HTML."""

    source = blocks.CharBlock()
    text = blocks.RichTextBlock(required=False)

    class Meta:
        template = "tests_a11y_site/card.html"
        # The editor folds the text away until it is asked for.
        form_layout = blocks.BlockGroup(children=["source"], settings=["text"])


class OwnRenderBlock(blocks.StructBlock):
    """Renders without a template, as third-party blocks do."""

    source = blocks.CharBlock()

    def render(self, value: Any, context: Any = None) -> str:
        return format_html('<img src="{}">', value["source"])


class GalleryBlock(blocks.StructBlock):
    """Holds a list of structs, one level further down."""

    cards = blocks.ListBlock(CardBlock(), label="Cards")

    class Meta:
        template = "tests_a11y_site/gallery.html"


class PlainBody(blocks.StreamBlock):
    card = CardBlock(label="Picture card")
    own = OwnRenderBlock()
    gallery = GalleryBlock()
    plain_list = blocks.ListBlock(CardBlock())
    text = blocks.RichTextBlock()
    heading = blocks.CharBlock()
    html = blocks.RawHTMLBlock()
    notice = SnippetChooserBlock(Notice)


class PlainPage(Page):
    body = StreamField(PlainBody(), blank=True)

    template = "tests_a11y_site/plain_page.html"
    content_panels = [*Page.content_panels, FieldPanel("body")]


class MovedPage(Page):
    """Shows another page when it is visited."""

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return HttpResponseRedirect(self.get_parent().get_full_url())
