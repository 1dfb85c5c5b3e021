"""What a developer writes to extend the components, and what stands beside them already."""

from typing import Any, Literal

from wagtail.admin.panels import FieldPanel
from wagtail.blocks import CharBlock, ListBlock, RichTextBlock, StructBlock
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageChooserBlock
from wagtail.models import Page

from blocks.components import (
    INLINE_FEATURES,
    Citation,
    Component,
    ComponentBlock,
    PageBody,
    Place,
    Rich,
    SectionBlock,
    SectionBody,
    citations_block,
)
from tdd_pages.models import ComponentPageMixin


class Quote(Component):
    """A component of the host's own."""

    type: Literal["quote"] = "quote"
    template = "tests_site/quote.html"

    text: Rich
    source: Citation | None = None


Quote.examples = {"plain": Quote(id="quote", text=Rich(content="<p>It helps.</p>"))}


class QuoteBlock(ComponentBlock):
    text = RichTextBlock(features=INLINE_FEATURES)
    source = citations_block()

    def resolve(self, at: Place) -> Quote | None:
        text = at.rich("text")
        return Quote(id=at.id, text=text, source=at.citation("source")) if text else None

    class Meta:
        component = Quote
        description = "What somebody said."


class CardBlock(StructBlock):
    """A block that is no component. Its picture lacks a text alternative."""

    title = CharBlock()
    picture = ImageChooserBlock(required=False)
    points = ListBlock(CharBlock(), default=[])

    def get_api_representation(self, value: Any, context: Any = None) -> dict[str, Any]:
        return {"title": value.get("title"), "points": list(value.get("points") or [])}

    class Meta:
        template = "tests_site/card.html"


class HostSectionBody(SectionBody):
    quote = QuoteBlock()
    card = CardBlock()


class HostSectionBlock(SectionBlock):
    body = HostSectionBody()


class HostBody(PageBody):
    section = HostSectionBlock()
    quote = QuoteBlock()
    card = CardBlock()


class HostPage(ComponentPageMixin, Page):
    """A page with a body of the host's own."""

    body = StreamField(HostBody(), blank=True)

    template = "tdd_pages/pages/component_page.html"


class IncludingPage(Page):
    """A page that does without our mixin: its template includes the stream as any other."""

    body = StreamField(HostBody(), blank=True)

    template = "tests_site/including_page.html"
    content_panels = [*Page.content_panels, FieldPanel("body")]
