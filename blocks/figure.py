"""Figure: an image in the text, with caption and credit."""

from typing import TYPE_CHECKING, Literal

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, RichTextBlock

from .base import Component, ComponentBlock
from .elements import Image, Rich
from .images import ImageBlock
from .rich_text import INLINE_FEATURES

if TYPE_CHECKING:
    from .document import Place


class Figure(Component):
    """An image with what is said of it."""

    type: Literal["figure"] = "figure"
    template = "tdd_pages/components/figure.html"
    stylesheets = ("tdd_blocks/css/figure.css",)

    image: Image
    caption: Rich | None = None
    credit: str = ""


class FigureBlock(ComponentBlock):
    """The form for a figure."""

    image = ImageBlock(label=_("Image"))
    caption = RichTextBlock(required=False, features=INLINE_FEATURES, label=_("Caption"))
    credit = CharBlock(required=False, max_length=120, label=_("Credit"))

    def resolve(self, at: "Place") -> Figure | None:
        image = at.image("image")
        if image is None:
            return None
        return Figure(id=at.id, image=image, caption=at.rich("caption"), credit=at.text("credit"))

    class Meta:
        component = Figure
        icon = "image"
        label = _("Figure")
        label_format = "{credit}"
        group = _("Text")
        description = _("An image in the text, with caption and credit.")
