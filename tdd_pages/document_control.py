"""Document control: which version of a page this is, who approved what until when, for whom."""

import re
from datetime import date
from typing import Any, Literal

from babel.lists import format_list
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _
from pydantic import Field
from rest_framework.fields import Field as ApiField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel
from wagtail.api import APIField

from blocks.elements import Element, Resolved
from blocks.languages import locale_of, long_date

from .world import country_codes, country_name, is_country


class Audience(models.TextChoices):
    """Whom a page is written for."""

    PROFESSIONALS = "professionals", _("Healthcare professionals")
    PATIENTS = "patients", _("Patients and those who care for them")
    PUBLIC = "public", _("Everybody")


class Territory(Resolved):
    """Where a page is valid."""

    code: str = Field(description="ISO 3166 code.")
    name: str


class DocumentControl(Element):
    """What the end of a page says of the page as a document."""

    template = "tdd_pages/shell/document_control.html"

    language: str
    code: str
    supersedes: str = Field(description="The code of the version before; may be empty.")
    approved_on: date | None
    review_by: date | None
    audience: Literal["professionals", "patients", "public", ""]
    audience_text: str
    territories: list[Territory] = Field(description="Where it is valid; empty: not said.")

    @property
    def territories_text(self) -> str:
        """Their names, listed as this language lists."""
        return format_list([t.name for t in self.territories], locale=locale_of(self.language))

    @property
    def approved_text(self) -> str:
        """The day of approval as this language writes it."""
        return long_date(self.approved_on, self.language) if self.approved_on else ""

    @property
    def review_text(self) -> str:
        """The day by which it is to be reviewed as this language writes it."""
        return long_date(self.review_by, self.language) if self.review_by else ""


def code_pattern() -> re.Pattern[str]:
    """Return what a document code looks like: the setting ``TDD_DOCUMENT_CODE``.

    A group named ``year`` in it is compared with the year of approval.
    """
    return re.compile(getattr(settings, "TDD_DOCUMENT_CODE", r"\S+"))


def validate_code(code: str) -> None:
    """Raise ValidationError where a document code is none."""
    if not code_pattern().fullmatch(code):
        raise ValidationError(_("This is not how document codes are built here."))


def validate_territories(text: str) -> None:
    """Raise ValidationError where a list of countries names one that does not exist."""
    if unknown := [code for code in country_codes(text) if not is_country(code)]:
        raise ValidationError(
            _("No country has the code %(codes)s. Codes are those of ISO 3166: US, FR, JP."),
            params={"codes": ", ".join(unknown)},
        )


class DocumentControlField(ApiField):
    """The page's document control in the API."""

    def __init__(self) -> None:
        super().__init__(read_only=True, source="*")

    def to_representation(self, page: Any) -> DocumentControl | None:
        """Return it as data that version 2 can serialise too."""
        resolved = resolve_document_control(page)
        return resolved.model_dump(mode="json") if resolved else None  # type: ignore[return-value]


class DocumentControlMixin(models.Model):
    """A page that is a controlled document."""

    document_code = models.CharField(
        _("document code"), max_length=60, blank=True, validators=[validate_code]
    )
    supersedes = models.CharField(
        _("supersedes"), max_length=60, blank=True, help_text=_("The code of the version before.")
    )
    approved_on = models.DateField(_("approved on"), null=True, blank=True)
    review_by = models.DateField(_("review by"), null=True, blank=True)
    audience = models.CharField(_("audience"), max_length=20, choices=Audience.choices, blank=True)
    territories = models.CharField(
        _("valid in"),
        max_length=255,
        blank=True,
        validators=[validate_territories],
        help_text=_("Codes of countries, such as US, CA, FR."),
    )

    document_control_panels = [
        MultiFieldPanel(
            [
                HelpPanel(template="tdd_pages/admin/document_warnings.html"),
                FieldRowPanel([FieldPanel("document_code"), FieldPanel("supersedes")]),
                FieldRowPanel([FieldPanel("approved_on"), FieldPanel("review_by")]),
                FieldRowPanel([FieldPanel("audience"), FieldPanel("territories")]),
            ],
            _("Document control"),
        )
    ]
    document_control_api_fields = [
        APIField("document_control", serializer=DocumentControlField()),
    ]

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        if self.approved_on and self.review_by and self.review_by <= self.approved_on:
            raise ValidationError({"review_by": _("The review comes after the approval.")})

    @property
    def document_warnings(self) -> list[str]:
        """What an editor should know, though it keeps nothing from going live."""
        warnings = []
        if self.review_by and self.review_by < timezone.localdate():
            warnings.append(
                gettext("This page was to be reviewed by %(day)s.")
                % {"day": long_date(self.review_by, self.locale.language_code)}
            )
        found = code_pattern().fullmatch(self.document_code or "")
        year = found.groupdict().get("year") if found else None
        if year and self.approved_on and year != str(self.approved_on.year):
            warnings.append(
                gettext("The document code is of %(year)s, the approval of %(approved)s.")
                % {"year": year, "approved": self.approved_on.year}
            )
        return warnings


def resolve_document_control(page: Any) -> DocumentControl | None:
    """Return what the end of a page says of it, or None where there is nothing to be said."""
    if not isinstance(page, DocumentControlMixin):
        return None
    language = page.locale.language_code
    codes = [code for code in country_codes(page.territories) if is_country(code)]
    territories = [Territory(code=c, name=country_name(c, language)) for c in codes]
    said = (page.document_code, page.approved_on, page.review_by, page.audience, territories)
    if not any(said):
        return None
    with override(language):
        known = page.audience in Audience.values
        return DocumentControl(
            language=language,
            code=page.document_code,
            supersedes=page.supersedes,
            approved_on=page.approved_on,
            review_by=page.review_by,
            audience=page.audience if known else "",
            audience_text=str(Audience(page.audience).label) if known else "",
            territories=territories,
        )
