"""Writing the demo's content into the database, one language after the other."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import ForeignKey
from wagtail.fields import RichTextField, StreamField
from wagtail.images import get_image_model
from wagtail.models import Locale, Page

from blocks.models import Product, SafetyInformation, Term
from tdd_pages.forms.models import ConsentNotice, FormPage
from tdd_pages.pages.models import ComponentPage, HomePage, RegionsPage, SearchPage, SiteMapPage
from tdd_pages.shell.contact import ContactDetails
from tdd_pages.shell.footer import SiteFooter
from tdd_pages.shell.menus import MainMenu

from . import source
from .compose import Composer
from .files import image_title

PAGE_TYPES: dict[str, Any] = {
    "component": ComponentPage,
    "form": FormPage,
    "home": HomePage,
    "regions": RegionsPage,
    "search": SearchPage,
    "site map": SiteMapPage,
}
KINDS: dict[str, Any] = {
    "product": Product,
    "term": Term,
    "safety": SafetyInformation,
    "notice": ConsentNotice,
    "contact": ContactDetails,
    "menu": MainMenu,
    "footer": SiteFooter,
}
"""What pages share, in an order in which each names only those before it."""

# What a page's file says besides the fields of its model.
TYPE, PARENT = "type", "parent"


@dataclass(frozen=True)
class Writer:
    """Writes pages and what they share; knows what it has written in the first language."""

    pages: dict[str, Page] = field(default_factory=dict)
    entries: dict[tuple[str, str], Any] = field(default_factory=dict)

    def write_first(self) -> None:
        """Write everything in the site's own language."""
        written = source.pages(source.FIRST)
        for key, fields in written.items():
            self.pages[key] = self._place(key, fields)
        self._write_entries(source.FIRST)
        for key, fields in written.items():
            self.pages[key] = self._publish(self.pages[key].pk, fields, key, source.FIRST)

    def translate(self, language: str) -> list[Page]:
        """Write what is translated into a language; return its pages, the home page first."""
        locale, _ = Locale.objects.get_or_create(language_code=language)
        written = source.pages(language)
        pks = {key: self.pages[key].specific.copy_for_translation(locale).pk for key in written}
        self._write_entries(language)
        return [self._publish(pks[key], fields, key, language) for key, fields in written.items()]

    def _place(self, key: str, fields: dict[str, Any]) -> Page:
        kind = PAGE_TYPES[fields.get(TYPE, "component")]
        page: Page = kind(title=fields["title"], slug=fields["slug"])
        above = self.pages[fields.get(PARENT, "home")] if self.pages else Page.get_first_root_node()
        above.add_child(instance=page)
        return page

    def _publish(self, pk: int, fields: dict[str, Any], key: str, language: str) -> Page:
        # Fetched anew: what stands below it now must not be forgotten by saving it.
        page = Page.objects.get(pk=pk).specific
        self._fill(page, fields, key, language)
        page.save_revision(log_action=False).publish()
        return Page.objects.get(pk=pk)

    def _write_entries(self, language: str) -> None:
        locale = Locale.objects.get(language_code=language)
        for kind, model in KINDS.items():
            for key, fields in source.shared(language).get(kind, {}).items():
                first = self.entries.get((kind, key))
                item = first.copy_for_translation(locale) if first else model(locale=locale)
                if not first:
                    self.entries[kind, key] = item
                    if hasattr(item, "key"):
                        item.key = key
                self._fill(item, fields, f"{kind}/{key}", language)
                item.full_clean()
                item.save()
                item.save_revision().publish()

    def _fill(self, item: Any, fields: dict[str, Any], place: str, language: str) -> None:
        composer = self._composer(language)
        for name, written in fields.items():
            if name in (TYPE, PARENT):
                continue
            model_field: Any = item._meta.get_field(name)
            if isinstance(model_field, StreamField):
                stored = composer.stored(model_field.stream_block, written, f"{place}/{name}")
                setattr(item, name, stored)
            elif isinstance(model_field, RichTextField):
                setattr(item, name, composer.html(written))
            elif isinstance(model_field, ForeignKey):
                setattr(item, name, self._named(model_field.related_model, written, item.locale))
            else:
                setattr(item, name, written)

    def _composer(self, language: str) -> Composer:
        pks = {key: page.pk for key, page in self.pages.items()}
        return Composer(pks, source.shared(language)["pictures"])

    def _named(self, model: Any, key: str, locale: Locale) -> Any:
        """Return what a key names, in this language where it is translated."""
        if issubclass(model, get_image_model()):
            return model.objects.get(title=image_title(key))
        first = (
            Page.objects.get(pk=self.pages[key].pk) if model is Page else self._entry(model, key)
        )
        return first.get_translation_or_none(locale) or first

    def _entry(self, model: Any, key: str) -> Any:
        kind = next(kind for kind, known in KINDS.items() if known is model)
        return self.entries[kind, key]
