"""Sites for other regions and languages, as editors list them."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import (
    DraftStateMixin,
    Locale,
    PreviewableMixin,
    RevisionMixin,
    WorkflowMixin,
)

from blocks.languages import locale_of
from blocks.reference_fields import validate_language
from tdd_pages.drafts import DraftWithGapsMixin

from .where import Where

FLAG = re.compile("[\U0001f1e6-\U0001f1ff]")


class Group(models.TextChoices):
    """The headings under which regions stand, in their order."""

    HERE = "here", _("This website")
    AMERICAS = "americas", _("Americas")
    ASIA_PACIFIC = "asia-pacific", _("Asia and Pacific")
    EUROPE = "europe", _("Europe")
    MIDDLE_EAST_AFRICA = "middle-east-africa", _("Middle East and Africa")


class RegionSite(
    DraftWithGapsMixin,
    WorkflowMixin,
    PreviewableMixin,
    DraftStateMixin,
    RevisionMixin,
    models.Model,
):
    """A website for a region, in a language: one of this website's own or one elsewhere."""

    name = models.CharField(
        _("name"),
        max_length=80,
        help_text=_("As the people there write it, and nothing else: Österreich."),
    )
    language = models.CharField(
        _("language"),
        max_length=35,
        validators=[validate_language],
        help_text=_("The language of the name and of the website, such as de."),
    )
    language_label = models.CharField(
        _("language in words"),
        max_length=40,
        blank=True,
        help_text=_("In that language, where a region has several: Français."),
    )
    territory = models.CharField(
        _("country or region"),
        max_length=3,
        blank=True,
        help_text=_("Its code, such as AT, or 419 for Latin America. It names it in any language."),
    )
    exonym = models.CharField(
        _("name for other readers"),
        max_length=80,
        blank=True,
        help_text=_("Only where no code names it, in this website's first language."),
    )
    hreflang = models.CharField(
        _("language tag"),
        max_length=35,
        blank=True,
        unique=True,
        validators=[validate_language],
        help_text=_("Such as de-AT. Left empty, it is made of language and country."),
    )
    locale = models.OneToOneField(
        Locale,
        verbose_name=_("language of this website"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    url = models.CharField(
        _("web address"),
        max_length=2000,
        blank=True,
        validators=[URLValidator(schemes=["http", "https"])],
    )
    group = models.CharField(_("group"), max_length=30, choices=Group.choices)
    sort_as = models.CharField(
        _("sort as"), max_length=80, blank=True, help_text=_("Where its name sorts wrongly.")
    )

    panels = [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("name"), FieldPanel("language")]),
                FieldRowPanel([FieldPanel("territory"), FieldPanel("exonym")]),
                FieldPanel("language_label"),
            ],
            _("Name"),
        ),
        MultiFieldPanel([FieldPanel("locale"), FieldPanel("url")], _("Where it leads")),
        FieldRowPanel([FieldPanel("group"), FieldPanel("hreflang"), FieldPanel("sort_as")]),
    ]

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ["hreflang"]

    def __str__(self) -> str:
        return " – ".join(filter(None, (self.name, self.language_label)))

    def save(self, *args: Any, **kwargs: Any) -> None:
        self._normalise()
        super().save(*args, **kwargs)

    @property
    def exonym_language(self) -> str:
        """The language of a typed name for other readers."""
        return settings.LANGUAGE_CODE

    def clean(self) -> None:
        super().clean()
        self._normalise()
        if not self.is_deferred_validation and (errors := dict(self._errors())):
            raise ValidationError(errors)

    def _normalise(self) -> None:
        self.territory = self.territory.strip().upper()
        tag = self.hreflang or (self.locale.language_code if self.locale else "")
        self.hreflang = _tag(tag or "-".join(filter(None, (self.language, self.territory))))

    def _errors(self) -> Iterator[tuple[str, ValidationError]]:
        if FLAG.search(self.name):
            yield "name", ValidationError(_("A flag is no name: many languages share one."))
        if "(" in self.name:
            yield "name", ValidationError(_("Only the name: its translation is added by itself."))
        if self.territory and self.territory not in locale_of("en").territories:
            yield "territory", ValidationError(_("No country or region has this code."))
        if not self.territory and not self.exonym and not _is_latin(self.name):
            message = _("Add a code or a name that readers of other scripts can read.")
            yield "exonym", ValidationError(message)
        if self.locale and self.url:
            yield "url", ValidationError(_("Choose one target only."))
        if not self.locale and not self.url:
            yield "url", ValidationError(_("Say where this leads."))
        if not self.locale and self._is_own_language():
            message = _("This website has this language itself: choose it instead of an address.")
            yield "hreflang", ValidationError(message)
        if self._is_taken():
            yield "hreflang", ValidationError(_("Another region has this language tag."))

    def _is_own_language(self) -> bool:
        return Locale.objects.filter(language_code__iexact=self.hreflang).exists()

    def _is_taken(self) -> bool:
        others = RegionSite.objects.exclude(pk=self.pk)
        return others.filter(hreflang__iexact=self.hreflang).exists()

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "tdd_pages/previews/regions.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        from .regions import resolve_regions

        context = super().get_preview_context(request, mode_name)
        where = Where.of_preview(request, Locale.get_default())
        return {**context, "regions": resolve_regions(where, draft=self)}


def _tag(text: str) -> str:
    """Return a language tag in its one form: zh-Hant-TW."""
    first, *rest = text.strip().replace("_", "-").split("-")
    forms = [part.title() if len(part) == 4 else part.upper() for part in rest]
    return "-".join([first.lower(), *forms])


def _is_latin(text: str) -> bool:
    letters = filter(str.isalpha, text)
    return all(unicodedata.name(letter, "").startswith("LATIN") for letter in letters)
