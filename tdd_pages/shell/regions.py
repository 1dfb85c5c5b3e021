"""Regions and languages: where else, and in which languages, this organisation is to be read."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Self

from pydantic import Field, PrivateAttr
from wagtail.models import Locale

from blocks.collation import sort_key
from blocks.elements import Element, Link, Resolved
from blocks.languages import language_name, locale_of, primary, text_direction
from blocks.links import is_web_address

from .cache import watched
from .markers import RegionsPageMixin
from .region_site import Group, RegionSite
from .where import Where

FILTERED_FROM = 20
"""How many entries are so many that readers want to type what they look for."""


class Text(Resolved):
    """Words in a language of their own."""

    text: str
    lang: str = Field(description="The language tag (BCP 47).")
    dir: str = Field(description="ltr or rtl.")

    @classmethod
    def of(cls, text: str, lang: str) -> Self:
        """Return a text that runs as its language does."""
        return cls(text=text, lang=lang, dir=text_direction(lang))


class Region(Resolved):
    """A site for a region, in a language."""

    code: str = Field(description="What names this entry: its language tag in small letters.")
    name: Text = Field(description="As the people there call it.")
    exonym: Text | None = Field(description="As the reader's language calls it, if it differs.")
    language: Text | None = Field(description="The language of the site, where one must choose.")
    href: str
    hreflang: str
    current: bool

    _sorted_by: str = PrivateAttr("")
    _locale: str = PrivateAttr("")
    """The language of this website that it leads to; empty if it leads elsewhere."""


class RegionGroup(Resolved):
    """Regions under a heading."""

    heading: str
    items: list[Region]

    def leading_to(self, translations: Mapping[str, str]) -> Self:
        """Return the group as it stands on a page with these addresses by language."""
        items = [
            item.model_copy(update={"href": translations.get(item._locale, item.href)})
            for item in self.items
        ]
        return self.model_copy(update={"items": items})


class Regions(Element):
    """The region and language selector."""

    template = "tdd_pages/shell/regions.html"

    current: str | None = Field(description="The code of the entry the reader is on.")
    page: Link | None = Field(description="The page with the full list, for who has no script.")
    groups: list[RegionGroup]

    @property
    def items(self) -> list[Region]:
        """All entries, whatever their group."""
        return [item for group in self.groups for item in group.items]

    @property
    def current_item(self) -> Region | None:
        """The entry the reader is on."""
        return next((item for item in self.items if item.current), None)

    @property
    def filtered(self) -> bool:
        """Whether there are so many entries that they need a filter."""
        return len(self.items) >= FILTERED_FROM

    def leading_to(self, translations: Mapping[str, str]) -> Self:
        """Return the regions as they stand on a page with these addresses by language."""
        groups = [group.leading_to(translations) for group in self.groups]
        return self.model_copy(update={"groups": groups})


watched.add(RegionSite)


def resolve_regions(where: Where, draft: RegionSite | None = None) -> Regions | None:
    """Return the regions, or None where there is nothing to choose from.

    A draft takes the place of its live self.
    """
    rows = [row for row in RegionSite.objects.filter(live=True) if not draft or row.pk != draft.pk]
    if draft:
        rows.append(draft)
    found = [*_of_rows(where, rows), *_of_locales(where, rows)]
    if len(found) < 2:
        return None
    found.sort(key=lambda pair: sort_key(pair[1]._sorted_by, where.language))
    groups = [
        RegionGroup(heading=str(heading), items=items)
        for group, heading in Group.choices
        if (items := [item for own, item in found if own == group])
    ]
    return Regions(
        current=next((item.code for _, item in found if item.current), None),
        page=where.page_of(RegionsPageMixin),
        groups=groups,
    )


def _of_rows(where: Where, rows: Iterable[RegionSite]) -> Iterator[tuple[str, Region]]:
    for row in rows:
        home = where.homes.get(row.locale_id) if row.locale_id else None
        href = where.href(home) if home else None if row.locale_id else row.url
        if not href or not (home or is_web_address(href)):
            continue
        exonym = _exonym(row, where.language)
        language = Text.of(row.language_label, row.language) if row.language_label else None
        region = Region(
            code=row.hreflang.lower(),
            name=Text.of(row.name, row.language),
            exonym=exonym if exonym and exonym.text.casefold() != row.name.casefold() else None,
            language=language,
            href=href,
            hreflang=row.hreflang,
            current=row.locale_id == where.locale.pk,
        )
        words = [row.sort_as or (exonym.text if exonym else row.name), row.language_label]
        region._sorted_by = " ".join(words)
        region._locale = home.locale.language_code if home else ""
        yield row.group, region


def _exonym(row: RegionSite, language: str) -> Text | None:
    """Return what readers of a language call a region, unless it is their own language's name."""
    if primary(row.language) == primary(language):
        return None
    if row.territory:
        name = locale_of(language).territories.get(row.territory)
        return Text.of(name, language) if name else None
    return Text.of(row.exonym, row.exonym_language) if row.exonym else None


def _of_locales(where: Where, rows: Iterable[RegionSite]) -> Iterator[tuple[str, Region]]:
    """Yield this website's languages that no row stands for."""
    taken = {row.locale_id for row in rows}
    for locale_id, home in where.homes.items():
        if locale_id not in taken and (href := where.href(home)):
            region = _of_locale(home.locale, href, where)
            region._locale = home.locale.language_code
            yield str(Group.HERE), region


def _of_locale(locale: Locale, href: str, where: Where) -> Region:
    code = locale.language_code
    name, exonym = language_name(code), language_name(code, where.language)
    same = primary(code) == primary(where.language)
    region = Region(
        code=code.lower(),
        name=Text.of(name[:1].upper() + name[1:], code),
        exonym=None if same else Text.of(exonym, where.language),
        language=None,
        href=href,
        hreflang=code,
        current=locale.pk == where.locale.pk,
    )
    region._sorted_by = exonym
    return region
