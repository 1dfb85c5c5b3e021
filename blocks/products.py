"""The product registry: names, marks and what is said of a product wherever it is named."""

from typing import TYPE_CHECKING, Any

import swapper
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, PageChooserPanel
from wagtail.images import get_image_model_string
from wagtail.search import index

from .identifiers import one_line
from .registries import RegistryEntry

if TYPE_CHECKING:
    from .base import Component
    from .facts import About


class Mark(models.TextChoices):
    """The signs of a trade mark; the values are what readers see."""

    TRADEMARK = "™", _("™ trade mark")
    REGISTERED = "®", _("® registered trade mark")


class Product(RegistryEntry):
    """A product. Its name is written here and nowhere else."""

    name = models.CharField(_("name"), max_length=80, help_text=_("Without ™ or ®."))
    mark = models.CharField(_("mark"), max_length=1, choices=Mark.choices, blank=True)
    generic_name = models.CharField(
        _("generic name"), max_length=120, blank=True, help_text=_("What kind of product it is.")
    )
    summary = models.TextField(
        _("summary"), max_length=400, help_text=_("Two or three sentences for teasers.")
    )
    regulatory_note = models.CharField(
        _("regulatory status"),
        max_length=200,
        blank=True,
        help_text=_("Where it may be used, such as “Not available in every country”."),
    )
    image = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("image"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    image_alt = models.CharField(
        _("text alternative"),
        max_length=200,
        blank=True,
        help_text=_("What the image shows. Left empty, the image is decorative."),
    )
    page = models.ForeignKey(
        swapper.get_model_name("wagtailcore", "Page"),
        verbose_name=_("page"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("The page about this product: where teasers lead."),
    )

    shown_with = ("image", "page")

    panels = [
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("name"), FieldPanel("mark")]), FieldPanel("generic_name")],
            heading=_("Name"),
        ),
        MultiFieldPanel(
            [FieldPanel("summary"), FieldPanel("regulatory_note"), PageChooserPanel("page")],
            heading=_("Teaser"),
        ),
        MultiFieldPanel([FieldPanel("image"), FieldPanel("image_alt")], heading=_("Image")),
        FieldPanel("key"),
    ]

    search_fields = [
        *RegistryEntry.search_fields,
        index.SearchField("name", boost=2),
        index.AutocompleteField("name"),
        index.SearchField("generic_name"),
        index.SearchField("summary"),
    ]

    class Meta(RegistryEntry.Meta):
        verbose_name = _("product")
        verbose_name_plural = _("products")

    def __str__(self) -> str:
        return self.display_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name = one_line(self.name).rstrip("™® ")
        super().save(*args, **kwargs)

    @property
    def display_name(self) -> str:
        """The name with its mark, as readers see it."""
        return f"{self.name}{self.mark}"

    def preview(self, about: "About") -> "Component":
        from .product_teaser import ProductTeaser

        return ProductTeaser.of(self, about, id="preview", level=2)
