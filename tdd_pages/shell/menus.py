"""The main menu and the utility links beside it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple, Self

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from pydantic import Field, PrivateAttr
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import (
    DraftStateMixin,
    Page,
    PreviewableMixin,
    RevisionMixin,
    TranslatableMixin,
    WorkflowMixin,
)

from blocks.elements import Element, Link, Resolved
from blocks.languages import text_direction
from blocks.links import is_web_address

from .cache import watched
from .menu_blocks import SectionsBlock, UtilityBlock
from .where import Where


class MenuLink(Resolved):
    """An entry of the menu."""

    text: str
    href: str
    page_id: int | None = Field(description="The page it leads to; null where it leads elsewhere.")
    current: Literal["page", "ancestor"] | None = Field(
        default=None,
        description="Whether it leads to the page shown (for aria-current=page) or to one above "
        "it (for aria-current=true).",
    )

    _below: str = PrivateAttr("")
    """The path in the tree below which pages count as within this entry."""

    def marked(self, page: Page) -> Self:
        """Return the entry, and those under it, as they stand on this page."""
        current = self._mark(page)
        return self.model_copy(update={"current": current}) if current else self

    def _mark(self, page: Page) -> str | None:
        if self.page_id is not None and self.page_id == page.pk:
            return "page"
        return "ancestor" if self._below and (page.path or "").startswith(self._below) else None


class _MenuBranch(MenuLink):
    """An entry under which others stand."""

    children: Sequence[MenuLink]

    def marked(self, page: Page) -> Self:
        children = [child.marked(page) for child in self.children]
        within = "ancestor" if any(child.current for child in children) else None
        current = self._mark(page) or within
        if not current:
            return self
        return self.model_copy(update={"current": current, "children": children})


class MenuGroup(_MenuBranch):
    """An entry of the second level, and what stands under it."""

    children: list[MenuLink]


class MenuSection(_MenuBranch):
    """A section of the site: a link to its landing page, and what stands under it."""

    children: list[MenuGroup]


class Menu(Element):
    """The main menu, three levels deep."""

    template = "tdd_pages/shell/menu.html"

    language: str = Field(description="The language tag (BCP 47) of its words.")
    direction: str = Field(description="ltr or rtl.")
    items: list[MenuSection]

    def marking(self, page: Page) -> Self:
        """Return the menu as it stands on this page, which and whose ancestors are marked."""
        return self.model_copy(update={"items": [item.marked(page) for item in self.items]})


class MainMenu(
    WorkflowMixin,
    PreviewableMixin,
    DraftStateMixin,
    RevisionMixin,
    TranslatableMixin,
    models.Model,
):
    """What an editor makes the menu of. Which site shows it, the site's settings say."""

    name = models.CharField(_("name"), max_length=120, help_text=_("Only editors see it."))
    tagline = models.CharField(
        _("tagline"),
        max_length=80,
        blank=True,
        help_text=_("A few words that stand beside the site's name on every page."),
    )
    sections = StreamField(SectionsBlock(), blank=True, verbose_name=_("sections"))
    utility = StreamField(
        UtilityBlock(),
        blank=True,
        verbose_name=_("utility links"),
        help_text=_("Few links for everybody, such as contact. They stand in the footer too."),
    )

    panels = [
        FieldPanel("name"),
        FieldPanel("sections"),
        FieldPanel("utility"),
        FieldPanel("tagline"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("main menu")
        verbose_name_plural = _("main menus")

    def __str__(self) -> str:
        return self.name

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "tdd_pages/previews/header.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        from .shell import resolve_shell

        context = super().get_preview_context(request, mode_name)
        where = Where.of_preview(request, self.locale)
        with override(self.locale.language_code):
            shell = resolve_shell(where.site, None, request)
        return {**context, "shell": shell.model_copy(update=vars(read_header(where, self)))}


watched.add(MainMenu)


@dataclass(frozen=True)
class Header:
    """What a main menu puts into the header of every page."""

    menu: Menu | None = None
    utility: list[Link] = field(default_factory=list)
    tagline: str = ""


def resolve_header(where: Where) -> Header:
    """Return the site's main menu and utility links in this language; empty where it has none."""
    menu = where.chosen(MainMenu)
    return read_header(where, menu) if menu else Header()


def read_header(where: Where, menu: MainMenu) -> Header:
    """Return what this menu, live or a draft, shows in this place.

    It is read as it is stored: Wagtail would ask the database for the pages of each level and
    each section in turn.
    """
    sections, utility = menu.sections.get_prep_value(), menu.utility.get_prep_value()
    pages = where.targets([*pks_in(sections), *pks_in(utility)], menu.locale_id)
    reader = Reader(where, pages)
    language = menu.locale.language_code
    items = list(reader.level(sections, (MenuSection, MenuGroup, MenuLink)))
    return Header(
        menu=Menu(language=language, direction=text_direction(language), items=items),
        utility=list(reader.links(utility)),
        tagline=menu.tagline,
    )


class _Stored(NamedTuple):
    """What is stored of an entry."""

    text: str
    page: int | None
    url: str
    children: Any
    new_window: bool


@dataclass(frozen=True)
class Reader:
    """Makes entries of what is stored. Those that lead nowhere vanish, with what is under them."""

    where: Where
    pages: dict[int, Page]

    def level(self, raw: Any, kinds: tuple[type[MenuLink], ...]) -> Iterator[Any]:
        kind, *below = kinds
        for stored in _stored(raw):
            page, facts = self._target(stored)
            if not facts:
                continue
            if below:
                facts["children"] = list(self.level(stored.children, tuple(below)))
            entry = kind(**facts)
            # All pages stand below the home page: that says nothing about where they are.
            if page and page.translation_key != self.where.site.root_page.translation_key:
                entry._below = page.path
            yield entry

    def links(self, raw: Any) -> Iterator[Link]:
        """Yield the links of a list without levels."""
        for stored in _stored(raw):
            page, facts = self._target(stored)
            if facts:
                yield Link(
                    kind="page" if page else "external", new_window=stored.new_window, **facts
                )

    def _target(self, stored: _Stored) -> tuple[Page | None, dict[str, Any] | None]:
        """Return the page of an entry and what a link to it says, or None where there is none."""
        page = self.pages.get(stored.page) if stored.page else None
        if page:
            href = self.where.href(page)
        else:
            href = stored.url if is_web_address(stored.url) and not stored.page else None
        text = stored.text or (page.title if page else "")
        facts = {"text": text, "href": href, "page_id": page.pk if page else None}
        return page, facts if href and text else None


def _stored(raw: Any) -> Iterator[_Stored]:
    """Yield what is stored of each entry of a level; what is not shaped like one is left out."""
    for child in raw if isinstance(raw, list) else ():
        value = child.get("value") if isinstance(child, dict) else None
        if isinstance(value, dict):
            text, page, url = (value.get(name) for name in ("text", "page", "url"))
            yield _Stored(
                text=text.strip() if isinstance(text, str) else "",
                page=page if isinstance(page, int) else None,
                url=url if isinstance(url, str) else "",
                children=value.get("children"),
                new_window=value.get("new_window") is True,
            )


def pks_in(raw: Any) -> Iterator[int]:
    """Yield the keys of the pages that stored entries lead to."""
    for stored in _stored(raw):
        if stored.page:
            yield stored.page
        yield from pks_in(stored.children)
