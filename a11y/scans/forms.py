"""What is asked of whoever starts a scan."""

import argparse
from typing import Any

import swapper
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Site

from a11y.engine.model import Scheme, Viewport
from a11y.engine.values import viewports
from a11y.engine.wcag import LEVELS
from a11y.models import AuditSettings
from a11y.permissions import editable_pages
from a11y.profiles import AuditProfile
from a11y.scans.start import MOST_ADDRESSES, as_ascii, is_for_everybody, refused

MOST_VIEWPORTS = 6
_REST, _DRIVEN = "rest", "driven"


class ProfileForm(forms.Form):
    """What pages are audited for. It begins with what the site asks of its own."""

    level = forms.ChoiceField(
        label=gettext_lazy("Level of WCAG 2.2"), choices=[(one, one) for one in LEVELS]
    )
    best_practices = forms.BooleanField(label=gettext_lazy("Best practices, too"), required=False)
    viewports = forms.CharField(
        label=gettext_lazy("Windows"),
        help_text=gettext_lazy(
            "Sizes in CSS pixels, separated by commas. 320x256 is a page at 400 % zoom."
        ),
        max_length=100,
    )
    schemes = forms.MultipleChoiceField(
        label=gettext_lazy("Colour schemes"),
        choices=[
            (Scheme.LIGHT.value, gettext_lazy("light")),
            (Scheme.DARK.value, gettext_lazy("dark")),
        ],
        widget=forms.CheckboxSelectMultiple,
    )
    use = forms.ChoiceField(
        label=gettext_lazy("States"),
        choices=[
            (_DRIVEN, gettext_lazy("In use: keys are pressed, menus opened, forms sent empty")),
            (_REST, gettext_lazy("At rest: as the page is loaded; faster, and finds less")),
        ],
        widget=forms.RadioSelect,
    )

    def clean_viewports(self) -> tuple[Viewport, ...]:
        try:
            sizes = viewports(self.cleaned_data["viewports"])
        except argparse.ArgumentTypeError as error:
            raise ValidationError(
                _("Sizes look like 1280x800, 320x256; each side has 1 to 10000 pixels.")
            ) from error
        if len(sizes) > MOST_VIEWPORTS:
            raise ValidationError(_("At most %d windows, please.") % MOST_VIEWPORTS)
        return sizes

    @property
    def profile(self) -> AuditProfile:
        """What was chosen, once the form is valid."""
        chosen = self.cleaned_data
        return AuditProfile(
            level=chosen["level"],
            best_practices=chosen["best_practices"],
            viewports=chosen["viewports"],
            schemes=tuple(one for one in Scheme if one in chosen["schemes"]),
            driven=chosen["use"] == _DRIVEN,
        )


class StartForm(ProfileForm):
    """Which pages are scanned, and for what."""

    data: Any
    SITE, SECTION, ADDRESSES = "site", "section", "addresses"

    what = forms.ChoiceField(
        label=gettext_lazy("What to scan"),
        choices=[
            (SITE, gettext_lazy("A whole site")),
            (SECTION, gettext_lazy("A section: a page and all below it")),
            (ADDRESSES, gettext_lazy("A list of addresses, also of a headless front end")),
        ],
        widget=forms.RadioSelect,
    )
    site = forms.ModelChoiceField(
        Site.objects.all(), label=gettext_lazy("Site"), required=False, empty_label=None
    )
    section = forms.ModelChoiceField(
        None,
        label=gettext_lazy("Section"),
        required=False,
        widget=AdminPageChooser,
        error_messages={"invalid_choice": gettext_lazy("There is no such page.")},
    )
    addresses = forms.CharField(
        label=gettext_lazy("Addresses"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("One in a line, each with http:// or https://."),
    )
    title = forms.CharField(
        label=gettext_lazy("Name of the scan"),
        required=False,
        max_length=255,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy("How the scan is listed. Left empty, it says what is scanned."),
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["section"].queryset = swapper.load_model("wagtailcore", "Page").objects.all()

    def clean_section(self) -> Any:
        """The page, where the user may know of it."""
        page = self.cleaned_data["section"]
        if page is None or is_for_everybody(page):
            return page
        if not editable_pages(self.user).filter(pk=page.pk).exists():
            self.data = self.data.copy()
            self.data["section"] = ""  # the chooser would name it
            raise ValidationError(self.fields["section"].error_messages["invalid_choice"])
        return page

    def clean_addresses(self) -> list[str]:
        """The addresses, each once. They are looked at only where they are what is scanned."""
        lines = self.cleaned_data["addresses"].splitlines()
        return list(dict.fromkeys(as_ascii(one) for one in map(str.strip, lines) if one))

    def clean(self) -> dict[str, Any]:
        chosen = super().clean() or self.cleaned_data
        what = chosen.get("what")
        if what and what not in self.errors and not chosen.get(what):
            self.add_error(what, _("Say which."))
        elif what == self.ADDRESSES and "addresses" in chosen:
            self._check(chosen["addresses"])
        return chosen

    def _check(self, addresses: list[str]) -> None:
        if len(addresses) > MOST_ADDRESSES:
            said = ngettext(
                "At most %(most)d addresses in one scan, please; this is %(number)d.",
                "At most %(most)d addresses in one scan, please; these are %(number)d.",
                len(addresses),
            )
            self.add_error("addresses", said % {"most": MOST_ADDRESSES, "number": len(addresses)})
            return
        for reason in refused(addresses):
            self.add_error("addresses", reason)


def initial_profile(site: Site | None) -> dict[str, Any]:
    """What a form about the profile begins with: what the site asks of its own pages."""
    profile = AuditSettings.for_site(site).profile if site else AuditProfile()
    return {
        "level": profile.level,
        "best_practices": profile.best_practices,
        "viewports": ", ".join(map(str, profile.viewports)),
        "schemes": [one.value for one in profile.schemes],
        "use": _DRIVEN if profile.driven else _REST,
    }
