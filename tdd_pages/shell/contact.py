"""How to reach whoever is behind the site: address, telephone, hours, each as data."""

from datetime import time
from typing import Any, Literal

import phonenumbers
import swapper
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _
from pydantic import Field
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.blocks import (
    CharBlock,
    ChoiceBlock,
    StructBlock,
    StructBlockValidationError,
    StructValue,
    TimeBlock,
)
from wagtail.fields import StreamField

from blocks.elements import Element, Link, Resolved
from tdd_pages.world import (
    WEEK,
    countries,
    country_name,
    day_name,
    time_text,
    time_zones,
    zone_name,
)

from .part import ShellPart
from .where import Where

Day = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

DAYS = [
    ("monday", _("Monday")),
    ("tuesday", _("Tuesday")),
    ("wednesday", _("Wednesday")),
    ("thursday", _("Thursday")),
    ("friday", _("Friday")),
    ("saturday", _("Saturday")),
    ("sunday", _("Sunday")),
]


class Phone(Resolved):
    """A telephone number."""

    label: str = Field(description="What it is for, such as Toll-free; may be empty.")
    e164: str = Field(description="For a link: +18005550100.")
    display: str = Field(description="As it is written in the contact's own country.")


class Hours(Resolved):
    """Days of the week, and when the contact is open on them."""

    first_day: Day
    last_day: Day
    opens: str = Field(description="Such as 08:00.")
    closes: str = Field(description="Such as 20:00.")
    days_text: str = Field(description="The days in words.")
    opens_text: str = Field(description="The time as this language writes it.")
    closes_text: str = Field(description="The time as this language writes it.")


class Zone(Resolved):
    """A time zone."""

    id: str = Field(description="Its IANA name, such as America/Chicago.")
    label: str = Field(description="What it is called in summer and in winter: Central Time.")


class Contact(Element):
    """Contact details, in one language."""

    template = "tdd_pages/shell/contact.html"

    name: str
    territory: str = Field(description="Whom it is for: an ISO 3166 code; empty for everybody.")
    address: list[str] = Field(description="Lines of the postal address, the country last.")
    country: str = Field(description="Where that is: an ISO 3166 code; may be empty.")
    phones: list[Phone]
    email: str
    page: Link | None = Field(description="A page to write from, such as a contact form.")
    hours: list[Hours]
    time_zone: Zone | None = Field(description="The zone that the hours are told in.")


def national(number: str, country: str) -> phonenumbers.PhoneNumber | None:
    """Return a telephone number that exists, as read in a country; None for any other text."""
    try:
        parsed = phonenumbers.parse(number, country or None)
    except phonenumbers.NumberParseException:
        return None
    return parsed if phonenumbers.is_possible_number(parsed) else None


class PhoneBlock(StructBlock):
    """A telephone number and what it is for."""

    label = CharBlock(required=False, max_length=60, label=_("What for"))
    number = CharBlock(max_length=40, label=_("Number"))

    class Meta:
        icon = "mobile-alt"
        label = _("Telephone")


class HoursBlock(StructBlock):
    """A span of days with the same hours."""

    first_day = ChoiceBlock(choices=DAYS, default="monday", label=_("From"))
    last_day = ChoiceBlock(choices=DAYS, default="friday", label=_("To"))
    opens = TimeBlock(label=_("Opens"))
    closes = TimeBlock(label=_("Closes"))

    def clean(self, value: StructValue) -> StructValue:
        cleaned = super().clean(value)
        opens, closes = cleaned.get("opens"), cleaned.get("closes")
        if opens and closes and opens >= closes and not self.is_deferred_validation:
            error = ValidationError(_("Closes before it opens. Night hours are two entries."))
            raise StructBlockValidationError(block_errors={"closes": error})
        return cleaned

    class Meta:
        icon = "time"
        label = _("Hours")


class ContactDetails(ShellPart):
    """Whom to reach and how, for one territory or for everybody."""

    name = models.CharField(_("name"), max_length=120, help_text=_("Such as Customer care team."))
    territory = models.CharField(
        _("for visitors from"),
        max_length=2,
        choices=countries,
        blank=True,
        help_text=_("Leave empty for visitors from everywhere."),
    )
    address = models.TextField(
        _("address"), blank=True, help_text=_("Line by line, without the country.")
    )
    country = models.CharField(
        _("country"),
        max_length=2,
        choices=countries,
        blank=True,
        help_text=_("Of the address. Telephone numbers without +… are read as this country's."),
    )
    phones = StreamField([("phone", PhoneBlock())], blank=True, verbose_name=_("telephones"))
    email = models.EmailField(_("e-mail"), blank=True)
    page = models.ForeignKey(
        swapper.get_model_name("wagtailcore", "Page"),
        verbose_name=_("contact page"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("A page with a form to write from."),
    )
    hours = StreamField([("hours", HoursBlock())], blank=True, verbose_name=_("hours"))
    time_zone = models.CharField(_("time zone"), max_length=64, choices=time_zones, blank=True)

    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("territory")]),
        MultiFieldPanel([FieldPanel("address"), FieldPanel("country")], _("Address")),
        MultiFieldPanel([FieldPanel("email"), FieldPanel("page")], _("In writing")),
        FieldPanel("phones"),
        FieldPanel("time_zone"),
        FieldPanel("hours"),
    ]

    class Meta(ShellPart.Meta):
        verbose_name = _("contact details")
        verbose_name_plural = _("contact details")

    def __str__(self) -> str:
        return f"{self.name} ({country_name(self.territory)})" if self.territory else self.name

    def clean(self) -> None:
        super().clean()
        if self.is_deferred_validation:
            return
        errors: dict[str, Any] = {}
        unknown = [n for n in self._numbers() if national(n, self.country) is None]
        if unknown:
            errors["phones"] = _("No telephone number: %s. Begin it with + and the country.") % (
                ", ".join(unknown)
            )
        elif self.phones and not (self.email or self.page_id):
            errors["email"] = _("Offer a way in writing too: not everybody can use a telephone.")
        if self.hours and not self.time_zone:
            errors["time_zone"] = _("Say in which time zone these hours are.")
        if errors:
            raise ValidationError(errors)

    def _numbers(self) -> list[str]:
        values = (child.value for child in self.phones)
        return [number for value in values if (number := value.get("number"))]

    def resolve(self, where: Where) -> Contact:
        """Return the details as they are shown in this place, in their own language."""
        language = self.locale.language_code
        with override(language):
            return Contact(
                name=self.name,
                territory=self.territory,
                address=self._lines(language),
                country=self.country,
                phones=self._phones(),
                email=self.email,
                page=where.link(self.page) if self.page else None,
                hours=[hours for child in self.hours if (hours := _hours(child.value, language))],
                time_zone=self._zone(language),
            )

    def _lines(self, language: str) -> list[str]:
        lines = [line.strip() for line in self.address.splitlines() if line.strip()]
        return [*lines, country_name(self.country, language)] if lines and self.country else lines

    def _phones(self) -> list[Phone]:
        values = (child.value for child in self.phones)
        return [phone for value in values if (phone := _phone(value, self.country))]

    def _zone(self, language: str) -> Zone | None:
        known = self.time_zone in dict(time_zones())
        return Zone(id=self.time_zone, label=zone_name(self.time_zone, language)) if known else None


def _phone(value: StructValue, country: str) -> Phone | None:
    number = national(value.get("number") or "", country)
    if number is None:
        return None
    at_home = country in phonenumbers.region_codes_for_country_code(number.country_code or 0)
    style = phonenumbers.PhoneNumberFormat
    return Phone(
        label=value.get("label") or "",
        e164=phonenumbers.format_number(number, style.E164),
        display=phonenumbers.format_number(
            number, style.NATIONAL if at_home else style.INTERNATIONAL
        ),
    )


def _hours(value: StructValue, language: str) -> Hours | None:
    first, last = value.get("first_day"), value.get("last_day")
    opens, closes = value.get("opens"), value.get("closes")
    known = first in WEEK and last in WEEK
    if not (known and isinstance(opens, time) and isinstance(closes, time)):
        return None
    names = {"first": day_name(first, language), "last": day_name(last, language)}
    days = gettext("%(first)s to %(last)s") % names if first != last else names["first"]
    return Hours(
        first_day=first,
        last_day=last,
        opens=f"{opens:%H:%M}",
        closes=f"{closes:%H:%M}",
        days_text=days,
        opens_text=time_text(opens, language),
        closes_text=time_text(closes, language),
    )
