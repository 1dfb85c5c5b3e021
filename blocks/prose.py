"""Prose: running text with lists, links and citations."""

from typing import TYPE_CHECKING, Literal

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import RichTextBlock

from .base import Component, ComponentBlock
from .elements import Rich
from .rich_text import PROSE_FEATURES

if TYPE_CHECKING:
    from .document import Place


class Prose(Component):
    """Running text."""

    type: Literal["prose"] = "prose"
    template = "tdd_pages/components/prose.html"
    stylesheets = ("tdd_blocks/css/prose.css",)

    text: Rich


class ProseBlock(ComponentBlock):
    """Running text."""

    text = RichTextBlock(features=PROSE_FEATURES, label=_("Text"))

    def resolve(self, at: "Place") -> Prose | None:
        text = at.rich("text")
        return Prose(id=at.id, text=text) if text else None

    class Meta:
        component = Prose
        icon = "pilcrow"
        label = _("Text")
        label_format = "{text}"
        group = _("Text")
        description = _("Paragraphs and lists, with links and citations.")
