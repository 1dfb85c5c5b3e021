"""A link as editors make it: a text, and one place it leads to."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    CharBlock,
    PageChooserBlock,
    StructBlock,
    StructBlockValidationError,
    StructValue,
    URLBlock,
)
from wagtail.documents.blocks import DocumentChooserBlock

from .elements import Link
from .facts import About
from .files import file_facts
from .live_pages import LivePage, live_pages

TARGETS = ("page", "document", "url")


class LinkBlock(StructBlock):
    """A link to a page, a document or a web address."""

    text = CharBlock(required=False, max_length=120, label=_("Text"))
    page = PageChooserBlock(required=False, label=_("Page"))
    document = DocumentChooserBlock(required=False, label=_("Document"))
    url = URLBlock(required=False, label=_("Web address"))

    def clean(self, value: StructValue) -> StructValue:
        cleaned = super().clean(value)
        if self.is_deferred_validation:
            return cleaned
        chosen = [name for name in TARGETS if cleaned.get(name)]
        errors: dict[str, ValidationError] = {}
        if len(chosen) > 1:
            errors[chosen[1]] = ValidationError(_("Choose one target only."))
        elif chosen and not cleaned.get("text"):
            errors["text"] = ValidationError(_("Say where this link leads."))
        elif cleaned.get("text") and not chosen:
            errors["page"] = ValidationError(_("Choose where this link leads."))
        elif chosen == ["url"] and not is_web_address(cleaned["url"]):
            errors["url"] = ValidationError(_("A web address begins with https:// or http://."))
        elif self.required and not chosen:
            errors["text"] = ValidationError(_("Enter a link text."))
            errors["page"] = ValidationError(_("Choose where this link leads."))
        if errors:
            raise StructBlockValidationError(block_errors=errors)
        return cleaned

    @property
    def required(self) -> bool:
        """Whether a published page must have this link. An optional one may be left empty."""
        return getattr(self.meta, "required", True)

    class Meta:
        icon = "link"
        label = _("Link")
        required = True


def is_web_address(url: str) -> bool:
    """Return whether a visitor's browser opens this address."""
    return url.lower().startswith(("http://", "https://"))


def resolve_link(
    value: Any, about: About, pages: Mapping[int, LivePage] | None = None
) -> Link | None:
    """Return a link block's value with its URL, or None where it leads nowhere.

    A page that is not live and a document that is gone are nowhere. ``pages`` says where pages
    are, if the caller has asked already, as it does for many links together.
    """
    if not value or not (text := (value.get("text") or "").strip()):
        return None
    if chosen := value.get("page"):
        known = live_pages([chosen.pk], about.request) if pages is None else pages
        page = known.get(chosen.pk)
        return Link(text=text, href=page.href, kind="page", page_id=page.pk) if page else None
    if document := value.get("document"):
        return Link(text=text, href=document.url, kind="document", file=file_facts(document))
    url = value.get("url") or ""
    if is_web_address(url):
        return Link(text=text, href=url, kind="external")
    return None
