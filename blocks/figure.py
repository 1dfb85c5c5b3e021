"""Figure: an image in the text, with caption and credit."""

from typing import TYPE_CHECKING, Literal

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, RichTextBlock

from .base import Component, ComponentBlock
from .elements import Image, Rich
from .examples import Examples, citation, image, rich
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


def _examples() -> dict[str, Component]:
    pump = image(
        "pump",
        "Outline of a seated person: a round pump under the skin of the belly, and a thin tube "
        "from it around the waist to the spine.",
        height=1000,
    )
    return {
        "full": Figure(
            id="example",
            image=pump,
            caption=rich(
                "<p>The pump lies under the skin. A thin tube leads the medicine to the fluid "
                "around the spinal cord.{}</p>",
                citation(1, 1),
            ),
            credit="Drawing: TDD Pages",
        ),
        "credit-alone": Figure(id="example", image=pump, credit="Drawing: TDD Pages"),
        "decorative": Figure(id="example", image=image("calm")),
        "long-words": Figure(
            id="example",
            image=pump,
            caption=rich(
                '<p lang="de">Medikamentenpumpenimplantationssprechstundenvereinbarungsformular</p>'
            ),
        ),
    }


Figure.examples = Examples(_examples)
