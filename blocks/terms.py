"""The terminology registry: what abbreviations and terms mean, said once."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.search import index

from .identifiers import one_line
from .reference_fields import validate_language
from .registries import RegistryEntry

if TYPE_CHECKING:
    from .base import Component
    from .facts import About


class Term(RegistryEntry):
    """An abbreviation or a technical term."""

    term = models.CharField(_("term"), max_length=80, help_text=_("Such as CNS."))
    expansion = models.CharField(
        _("in full"),
        max_length=200,
        blank=True,
        help_text=_("What an abbreviation stands for, written as within a sentence."),
    )
    definition = models.TextField(
        _("definition"), max_length=600, blank=True, help_text=_("Shown in glossaries.")
    )
    language = models.CharField(
        _("language of the term"),
        max_length=35,
        blank=True,
        validators=[validate_language],
        help_text=_("Where it differs from the text's, such as en in a French text."),
    )

    panels = [
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("term"), FieldPanel("expansion")]), FieldPanel("language")],
            heading=_("Term"),
        ),
        FieldPanel("definition"),
        FieldPanel("key"),
    ]

    search_fields = [
        *RegistryEntry.search_fields,
        index.SearchField("term", boost=2),
        index.AutocompleteField("term"),
        index.SearchField("expansion", boost=2),
        index.AutocompleteField("expansion"),
        index.SearchField("definition"),
    ]

    class Meta(RegistryEntry.Meta):
        verbose_name = _("term")
        verbose_name_plural = _("terms")

    def __str__(self) -> str:
        return self.term

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.term, self.expansion = one_line(self.term), one_line(self.expansion)
        super().save(*args, **kwargs)

    @property
    def spoken_language(self) -> str:
        """The language that the term itself is in."""
        return self.language or self.locale.language_code

    def preview(self, about: "About") -> "Component":
        from .glossary import Glossary

        return Glossary.of([self], about, id="preview", level=2)
