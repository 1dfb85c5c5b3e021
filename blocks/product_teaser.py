"""Product teaser: a product of the registry, with the way to its page."""

import copy
from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from django.core.exceptions import ValidationError
from django.template.defaultfilters import linebreaks
from django.utils.translation import gettext_lazy as _
from pydantic import Field
from wagtail.blocks import RichTextBlock, StructBlockValidationError, StructValue
from wagtail.snippets.blocks import SnippetChooserBlock

from .base import Component, ComponentBlock
from .elements import Heading, Image, Link, Resolved, Rich
from .examples import Examples, citation, heading, image, rich
from .facts import About
from .images import resolve_image
from .languages import foreign
from .links import resolve_link
from .live_pages import LivePage
from .products import Product
from .rich_text import LINKLESS_FEATURES

if TYPE_CHECKING:
    from .document import Place


class ProductName(Resolved):
    """What a product is called, in its parts."""

    key: str = Field(description="Its lasting name in the registry.")
    name: str
    mark: str = Field(description="™, ® or empty.")
    generic_name: str = ""


class ProductTeaser(Component):
    """A product, and the link to its page."""

    type: Literal["product_teaser"] = "product_teaser"
    template = "tdd_pages/components/product_teaser.html"
    stylesheets = ("tdd_blocks/css/card.css",)
    in_outline = False

    product: ProductName
    heading: Heading = Field(description="The product's name with its mark.")
    text: Rich | None = None
    regulatory_note: str = ""
    image: Image | None = None
    link: Link | None = Field(default=None, description="The product's page, if it is live.")
    language: str | None = Field(
        default=None, description="The language of the texts, where it is not the page's."
    )
    direction: str | None = None

    @classmethod
    def of(
        cls,
        product: Product,
        about: About,
        *,
        id: str,
        level: int,
        text: Rich | None = None,
        pages: Mapping[int, LivePage] | None = None,
    ) -> "ProductTeaser":
        """Return the teaser of a product; without ``text`` it has the registry's summary."""
        language, direction = foreign(product.locale.language_code, about.language)
        target = {"text": product.display_name, "page": product.page}
        summary = linebreaks(product.summary.strip(), autoescape=True)
        return cls(
            id=id,
            product=ProductName(
                key=product.key,
                name=product.name,
                mark=product.mark,
                generic_name=product.generic_name,
            ),
            heading=Heading(text=product.display_name, level=level, id=f"h-{id}"),
            text=text or (Rich(content=summary) if summary else None),
            regulatory_note=product.regulatory_note,
            image=resolve_image(_with_alternative(product)),
            link=resolve_link(target, about, pages),
            language=language,
            direction=direction,
        )


def _with_alternative(product: Product) -> object:
    """Return the product's image as an image block has it, with the product's text for it."""
    image = copy.copy(product.image)
    if image is not None:
        image.contextual_alt_text = product.image_alt
        image.decorative = not product.image_alt.strip()
    return image


class ProductTeaserBlock(ComponentBlock):
    """The form for a product teaser: names and marks come from the registry."""

    product = SnippetChooserBlock(Product, label=_("Product"))
    text = RichTextBlock(
        required=False,
        features=[*LINKLESS_FEATURES, "citation"],
        label=_("Text"),
        help_text=_("Instead of the product's own summary."),
    )

    def clean(self, value: StructValue) -> StructValue:
        cleaned = super().clean(value)
        product = cleaned.get("product")
        if product and not product.page_id and not self.is_deferred_validation:
            error = ValidationError(
                _("This product has no page to lead to: choose one in the registry of products.")
            )
            raise StructBlockValidationError(block_errors={"product": error})
        return cleaned

    def resolve(self, at: "Place") -> ProductTeaser | None:
        product = at.entry("product")
        if not isinstance(product, Product):
            return None
        return ProductTeaser.of(
            product,
            at.about,
            id=at.id,
            level=at.level,
            text=at.rich("text"),
            pages=at.facts.pages,
        )

    class Meta:
        component = ProductTeaser
        icon = "tag"
        label = _("Product teaser")
        label_format = "{product}"
        group = _("Links")
        description = _("A product of the registry: its name, what it is, and its page.")


def _examples() -> dict[str, Component]:
    pump = ProductTeaser(
        id="example",
        product=ProductName(
            key="examplar", name="Examplar", mark="™", generic_name="Implantable infusion pump"
        ),
        heading=heading("Examplar™"),
        text=rich(
            "<p>A pump the size of a jam jar's lid, filled through the skin every few months. It "
            "gives small doses where they are needed.{}</p>",
            citation(1, 1),
        ),
        regulatory_note="Not available in every country.",
        image=image("pump", "A round pump and the thin tube that leads from it.", height=1000),
        link=Link(text="Examplar™", href="/", kind="page"),
    )
    bare = {"image": None, "regulatory_note": "", "text": rich("<p>A pump for tests.</p>")}
    long = "Medikamentenpumpenimplantationssprechstunde"
    return {
        "full": pump,
        "without-picture": pump.model_copy(update={"image": None}),
        "without-page": pump.model_copy(update={**bare, "link": None}),
        "another-language": pump.model_copy(
            update={
                **bare,
                "text": rich("<p>مضخة صغيرة تحت الجلد تعطي جرعات صغيرة من الدواء.</p>"),
                "language": "ar",
                "direction": "rtl",
            }
        ),
        "long-words": pump.model_copy(
            update={
                **bare,
                "product": ProductName(key="long", name=long, mark="®", generic_name=long),
                "heading": heading(f"{long}®"),
                "link": Link(text=f"{long}®", href="/", kind="page"),
            }
        ),
    }


ProductTeaser.examples = Examples(_examples)
