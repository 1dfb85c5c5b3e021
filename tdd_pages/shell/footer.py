"""The footer: groups of links, legal links, networks to follow, the address and the telephone."""

from collections.abc import Iterator
from typing import Any, Literal
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from pydantic import Field, computed_field
from wagtail.admin.panels import FieldPanel
from wagtail.blocks import (
    BooleanBlock,
    CharBlock,
    ChoiceBlock,
    ListBlock,
    ListBlockValidationError,
    StructBlock,
    StructBlockValidationError,
    StructValue,
    URLBlock,
)
from wagtail.fields import StreamField

from blocks.elements import Element, Link, Resolved
from blocks.languages import text_direction
from blocks.links import is_web_address

from .cache import watched
from .contact import Contact, ContactDetails
from .menu_blocks import EntryBlock, duplicates
from .menus import Reader, pks_in
from .part import ShellPart
from .where import Where

Network = Literal["facebook", "instagram", "linkedin", "mastodon", "tiktok", "x", "youtube"]

NETWORKS: dict[Network, tuple[str, tuple[str, ...]]] = {
    "facebook": ("Facebook", ("facebook.com",)),
    "instagram": ("Instagram", ("instagram.com",)),
    "linkedin": ("LinkedIn", ("linkedin.com",)),
    "mastodon": ("Mastodon", ()),
    "tiktok": ("TikTok", ("tiktok.com",)),
    "x": ("X", ("x.com", "twitter.com")),
    "youtube": ("YouTube", ("youtube.com",)),
}
"""Each network's name, which is not translated, and its hosts; it has none where anybody may run
one."""


class LinkGroup(Resolved):
    """Links under a heading."""

    heading: str
    links: list[Link]


class Follow(Resolved):
    """This organisation on a network."""

    network: Network
    name: str = Field(description="The network's name as it writes itself.")
    href: str


class Footer(Element):
    """The end of every page, before which the utility links stand once more."""

    template = "tdd_pages/shell/footer_content.html"

    language: str = Field(description="The language it is written in, as a BCP 47 tag.")
    direction: str = Field(description="ltr or rtl.")
    groups: list[LinkGroup]
    follow: list[Follow]
    contact: Contact | None
    legal: list[Link]
    copyright_holder: str

    @computed_field(description="The current year.")  # type: ignore[prop-decorator]
    @property
    def copyright_year(self) -> int:
        """The current year: read when it is shown, since a footer is kept."""
        return timezone.localdate().year


class FooterLinkBlock(EntryBlock):
    """A link in the footer."""

    new_window = BooleanBlock(
        required=False,
        label=_("Opens in a new window"),
        help_text=_("Links say so by themselves. Better not: readers lose their way back."),
    )


class LinksBlock(ListBlock):
    """Links under a heading, none of which may say or lead where another one does."""

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        errors = duplicates(list(cleaned))
        if errors and not self.is_deferred_validation:
            raise ListBlockValidationError(block_errors=errors)
        return cleaned


class GroupBlock(StructBlock):
    """Links under a heading."""

    heading = CharBlock(max_length=80, label=_("Heading"))
    links = LinksBlock(FooterLinkBlock(), default=[], min_num=1, label=_("Links"))

    class Meta:
        icon = "list-ul"
        label = _("Group of links")
        label_format = "{heading}"


class FollowBlock(StructBlock):
    """The organisation's page on a network."""

    network = ChoiceBlock(
        choices=[(key, name) for key, (name, _hosts) in NETWORKS.items()], label=_("Network")
    )
    url = URLBlock(label=_("Address"))

    def clean(self, value: StructValue) -> StructValue:
        cleaned = super().clean(value)
        name, hosts = NETWORKS.get(cleaned.get("network"), ("", ()))
        host = urlsplit(cleaned.get("url") or "").hostname or ""
        elsewhere = hosts and not any(host == h or host.endswith(f".{h}") for h in hosts)
        if host and elsewhere and not self.is_deferred_validation:
            error = ValidationError(_("This address is not on %s.") % name)
            raise StructBlockValidationError(block_errors={"url": error})
        return cleaned

    class Meta:
        icon = "group"
        label = _("Network")


class SiteFooter(ShellPart):
    """What an editor makes the footer of. Which site shows it, the site's settings say."""

    name = models.CharField(_("name"), max_length=120, help_text=_("Only editors see it."))
    groups = StreamField([("group", GroupBlock())], blank=True, verbose_name=_("groups of links"))
    follow = StreamField(
        [("network", FollowBlock())], blank=True, verbose_name=_("networks to follow")
    )
    contact = models.ForeignKey(
        ContactDetails,
        verbose_name=_("contact details"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    legal = StreamField([("link", FooterLinkBlock())], blank=True, verbose_name=_("legal links"))
    copyright_holder = models.CharField(
        _("copyright holder"), max_length=120, blank=True, help_text=_("Empty: the site's name.")
    )

    panels = [
        FieldPanel("name"),
        FieldPanel("groups"),
        FieldPanel("follow"),
        FieldPanel("contact"),
        FieldPanel("legal"),
        FieldPanel("copyright_holder"),
    ]

    class Meta(ShellPart.Meta):
        verbose_name = _("footer")
        verbose_name_plural = _("footers")

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        if self.is_deferred_validation:
            return
        errors: dict[str, Any] = {}
        chosen = [child.value.get("network") for child in self.follow]
        if twice := next((network for network in chosen if chosen.count(network) > 1), None):
            name, _hosts = NETWORKS.get(twice, (twice, ()))
            errors["follow"] = _("%s is here twice.") % name
        headings = [(child.value.get("heading") or "").casefold() for child in self.groups]
        if len(set(headings)) < len(headings):
            errors["groups"] = _("Two groups have the same heading.")
        if errors:
            raise ValidationError(errors)

    def resolve(self, where: Where) -> Footer:
        """Return the footer as it is shown in this place, in its own language.

        Links are read as they are stored, as those of a menu are.
        """
        language = self.locale.language_code
        groups = list(_stored_groups(self.groups.get_prep_value()))
        legal = self.legal.get_prep_value()
        stored = [*legal, *(link for _heading, links in groups for link in links)]
        reader = Reader(where, where.targets(pks_in(stored), self.locale_id))
        shown = self.contact if self.contact and self.contact.live else None
        return Footer(
            language=language,
            direction=text_direction(language),
            groups=[
                LinkGroup(heading=heading, links=links)
                for heading, raw in groups
                if (links := list(reader.links(raw)))
            ],
            follow=[found for child in self.follow if (found := _follow(child.value))],
            contact=shown.resolve(where) if shown else None,
            legal=list(reader.links(legal)),
            copyright_holder=self.copyright_holder or where.site.site_name or where.site.hostname,
        )


watched.update({ContactDetails, SiteFooter})


def _stored_groups(raw: list[dict[str, Any]]) -> Iterator[tuple[str, list[Any]]]:
    for child in raw:
        value = child.get("value") or {}
        heading, links = value.get("heading"), value.get("links")
        if isinstance(heading, str) and heading.strip() and isinstance(links, list):
            yield heading.strip(), links


def _follow(value: StructValue) -> Follow | None:
    network, url = value.get("network"), value.get("url") or ""
    if network not in NETWORKS or not is_web_address(url):
        return None
    return Follow(network=network, name=NETWORKS[network][0], href=url)


def resolve_footer(where: Where) -> Footer | None:
    """Return the site's footer in this language, or else in the language it was first made in.

    None where the site has none.
    """
    footer = where.chosen(SiteFooter, "contact__locale", "contact__page")
    return footer.resolve(where) if footer else None
