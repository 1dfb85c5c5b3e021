"""Safety information: one approved wording that pages show and never copy."""

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import WorkflowMixin
from wagtail.search import index

from .registries import RegistryEntry
from .rich_text import STANDING_FEATURES, resolve_rich

if TYPE_CHECKING:
    from .base import Component
    from .facts import About


class SafetyInformation(WorkflowMixin, RegistryEntry):
    """A version of the safety information, as it was approved."""

    name = models.CharField(
        _("name"), max_length=120, help_text=_("For editors. Readers do not see it.")
    )
    heading = models.CharField(_("heading"), max_length=120)
    body = RichTextField(_("text"), features=STANDING_FEATURES)
    version = models.CharField(_("version"), max_length=20, help_text=_("Such as 3 or 3.1."))
    effective = models.DateField(_("in force since"))

    panels = [
        FieldPanel("name"),
        MultiFieldPanel([FieldPanel("heading"), FieldPanel("body")], heading=_("Wording")),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("version"), FieldPanel("effective")])],
            heading=_("Version"),
        ),
        FieldPanel("key"),
    ]

    search_fields = [
        *RegistryEntry.search_fields,
        index.SearchField("name", boost=2),
        index.AutocompleteField("name"),
        index.SearchField("heading"),
        index.SearchField("body"),
    ]

    class Meta(RegistryEntry.Meta):
        verbose_name = _("safety information")
        verbose_name_plural = _("safety information")

    def __str__(self) -> str:
        return self.name

    def preview(self, about: "About") -> "Component":
        from .safety_info import SafetyInfo

        return SafetyInfo.of(self, resolve_rich(self.body), about, id="preview", level=2)
