"""The form in which editors write a menu: three levels, each a block of its own."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    CharBlock,
    ListBlock,
    ListBlockValidationError,
    PageChooserBlock,
    StreamBlock,
    StreamBlockValidationError,
    StructBlock,
    StructBlockValidationError,
    StructValue,
    URLBlock,
)

from blocks.links import is_web_address

from .where import restricted_paths


class EntryBlock(StructBlock):
    """An entry of a menu: a page by its title or another text, or an address elsewhere."""

    text = CharBlock(
        required=False, max_length=60, label=_("Text"), help_text=_("Empty: the page's title.")
    )
    page = PageChooserBlock(required=False, label=_("Page"))
    url = URLBlock(required=False, label=_("Web address"))

    def clean(self, value: StructValue) -> StructValue:
        cleaned = super().clean(value)
        if not self.is_deferred_validation:
            errors = {**_barriers(cleaned), **self.repeated(cleaned)}
            if errors:
                raise StructBlockValidationError(block_errors=errors)
        return cleaned

    def repeated(self, value: StructValue) -> dict[str, Exception]:
        """Return the errors of entries under this one that repeat each other or this one."""
        entries = value.get("children") or []
        if errors := duplicates(entries, above=value):
            return {"children": ListBlockValidationError(block_errors=errors)}
        return {}

    class Meta:
        icon = "link"
        label = _("Link")
        label_format = "{text} {page}"


class GroupBlock(EntryBlock):
    """A page of a section, and what stands under it."""

    children = ListBlock(EntryBlock(), default=[], label=_("Third level"), collapsed=True)

    class Meta:
        icon = "list-ul"
        label = _("Entry")


class SectionBlock(EntryBlock):
    """A section of the site: its landing page, and what stands under it."""

    children = ListBlock(GroupBlock(), default=[], label=_("Second level"), collapsed=True)

    class Meta:
        icon = "folder"
        label = _("Section")


class _EntriesBlock(StreamBlock):
    """Entries beside each other, none of which may say or lead where another one does."""

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        errors = duplicates([child.value for child in cleaned])
        if errors and not self.is_deferred_validation:
            raise StreamBlockValidationError(block_errors=errors)
        return cleaned


class SectionsBlock(_EntriesBlock):
    """The sections of the main menu."""

    section = SectionBlock()

    class Meta:
        required = False


class UtilityBlock(_EntriesBlock):
    """The links beside the main menu."""

    link = EntryBlock()

    class Meta:
        required = False


def duplicates(
    entries: Sequence[Mapping[str, Any]], above: Mapping[str, Any] | None = None
) -> dict[int, StructBlockValidationError]:
    """Return the errors of entries that repeat a sibling or the entry above, by their index."""
    above = above or {}
    names = {_name(above): _("This is the entry above: it is a link itself.")}
    places = dict.fromkeys(_places(above), _("The entry above leads here already."))
    errors = {}
    for index, entry in enumerate(entries):
        wrong: dict[str, Exception] = {}
        if (name := _name(entry)) and name in names:
            wrong["text" if entry.get("text") else "page"] = ValidationError(names[name])
        for field, place in _places(entry):
            if (field, place) in places:
                wrong[field] = ValidationError(places[field, place])
            places[field, place] = _("Another entry beside this one leads here already.")
        names[name] = _("Another entry beside this one has this text.")
        if wrong:
            errors[index] = StructBlockValidationError(block_errors=wrong)
    return errors


def _name(entry: Mapping[str, Any]) -> str:
    page = entry.get("page")
    return (entry.get("text") or (page.title if page else "")).strip().casefold()


def _places(entry: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    if page := entry.get("page"):
        yield "page", page.pk
    if url := entry.get("url"):
        yield "url", url.rstrip("/")


def _barriers(entry: Mapping[str, Any]) -> dict[str, Exception]:
    """Return what keeps visitors from using this entry, by field."""
    page, url = entry.get("page"), entry.get("url")
    if page and url:
        return {"url": ValidationError(_("Choose one target only."))}
    if not page and not url:
        return {"page": ValidationError(_("Choose where this entry leads."))}
    if url and not is_web_address(url):
        return {"url": ValidationError(_("A web address begins with https:// or http://."))}
    if url and not (entry.get("text") or "").strip():
        return {"text": ValidationError(_("Say where this entry leads."))}
    if page and not page.live:
        return {"page": ValidationError(_("This page is not published."))}
    if page and page.path.startswith(restricted_paths()):
        return {"page": ValidationError(_("This page is not public: visitors cannot open it."))}
    return {}
