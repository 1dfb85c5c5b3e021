"""The first pass: everything about a stream that a component cannot know by itself.

`collect` walks the data once, in reading order, and fetches what the whole stream needs with a
number of queries that does not grow with the stream.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpRequest
from django.utils.translation import get_language
from wagtail.blocks import Block, PageChooserBlock, RichTextBlock
from wagtail.images.models import AbstractImage
from wagtail.rich_text import RichText

from .base import ComponentBlock
from .citations import Numbering, number
from .images import RENDITION_SPECS
from .live_pages import LivePage, live_pages
from .models import Reference
from .products import Product
from .registries import RegistryEntry
from .rich_text import expand, stored_html
from .safety_information import SafetyInformation
from .stored_citations import CITATION_PATTERN, pks_of_match
from .stored_terms import StoredTerm, stored_terms
from .terminology import Mark, Terminology
from .terms import Term
from .walk import Step, is_list_of_references, walk

Chosen = tuple[type[RegistryEntry], int]
"""A registry entry as an editor chose it: its registry and its primary key."""


@dataclass(frozen=True)
class About:
    """What a stream needs to know of the page it is on. All of it can be unknown."""

    title: str = ""
    url: str = ""
    """Where the page is live: an absolute URL, empty while it is not."""

    language: str = field(default_factory=lambda: get_language() or "en")
    request: HttpRequest | None = None
    page: Any = None

    @classmethod
    def of_page(cls, page: Any, request: HttpRequest | None = None) -> "About":
        """Return what a page (saved or not) tells of itself."""
        url = page.get_full_url(request) if page.pk and page.live else None
        locale = getattr(page, "locale", None) if getattr(page, "locale_id", None) else None
        language = locale.language_code if locale else get_language() or "en"
        return cls(title=page.title, url=url or "", language=language, request=request, page=page)

    @cached_property
    def public_url(self) -> str:
        """The URL, unless view restrictions keep the public out. Costs two queries."""
        restricted = self.url and self.page and self.page.get_view_restrictions().exists()
        return "" if restricted else self.url

    @classmethod
    def of_context(cls, context: Mapping[str, Any] | None) -> "About":
        """Return what a template's context tells of the page being rendered."""
        context = context or {}
        page, request = context.get("page"), context.get("request")
        if hasattr(page, "get_full_url"):
            return cls.of_page(page, request)
        return cls(request=request)


@dataclass(frozen=True)
class Facts:
    """What `collect` found out."""

    about: About
    cited: Mapping[Mark, Sequence[int]]
    """The live references of each citation, in reading order."""

    numbering: Numbering[Mark, int]
    references: Mapping[int, Reference]
    rich: Mapping[str, str]
    """HTML of each rich text by content path, citations not yet replaced."""

    pages: Mapping[int, LivePage]
    """Where links to pages lead, by the keys of the pages that were chosen."""

    ids: Mapping[str, str]
    """An id for each stream and list child by content path; no two are equal."""

    only: Mapping[type[Block], str]
    """Where the component stands of which a page shows one."""

    entries: Mapping[Chosen | None, RegistryEntry]
    """What to show for each registry entry that was chosen."""

    terminology: Terminology

    alone: bool = False
    """Whether one component is resolved outside a stream: then nothing can be numbered."""

    def numbering_only(self, marks: Collection[Mark]) -> "Facts":
        """Return the same facts with the citations at these places alone numbered."""
        shown = ((mark, pks) for mark, pks in self.cited.items() if mark in marks)
        return replace(self, numbering=number(shown))

    def entry(self, value: Any) -> RegistryEntry | None:
        """Return what to show for a chosen registry entry."""
        return self.entries.get(chosen(value))


def collect(block: Block, value: Any, about: About, path: str = "") -> Facts:
    """Return the facts of a block's value: a whole stream, or one block rendered alone.

    ``path`` is the content path of the block itself: a field's name, or empty where it is unknown.
    """
    steps = walk(block, value, path)
    entries = _shown_entries(steps, about.language)
    found = _Found()
    for step in steps:
        found.add(step, entries.get(chosen(step.value)))
    references = _live_references(pk for _, pks in found.citations for pk in pks)
    _prefetch_renditions(found.images)
    cited = {mark: [pk for pk in pks if pk in references] for mark, pks in found.citations}
    return Facts(
        about=about,
        cited=cited,
        numbering=number(cited.items()),
        references=references,
        rich=expand(found.texts, about.request),
        pages=live_pages(found.pages, about.request),
        ids=found.ids.by_path,
        only=found.only,
        entries=entries,
        terminology=_terminology(found.texts, about.language),
    )


class _Found:
    """What the walk meets, step by step."""

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}
        self.citations: list[tuple[Mark, tuple[int, ...]]] = []
        self.images: list[AbstractImage] = []
        self.pages: set[int] = set()
        self.ids = _Ids()
        self.only: dict[type[Block], str] = {}

    def add(self, step: Step, entry: RegistryEntry | None) -> None:
        """Add a step; ``entry`` is what is shown for the registry entry chosen there, if any."""
        if step.is_child:
            self.ids.add(step.path)
        self.citations += _citations(step)
        if isinstance(step.block, RichTextBlock):
            self.texts[step.path] = stored_html(step.value)
        elif isinstance(step.value, AbstractImage):
            self.images.append(step.value)
        elif isinstance(step.block, PageChooserBlock) and step.value:
            self.pages.add(step.value.pk)
        elif isinstance(step.block, ComponentBlock) and step.block.once:
            self.only.setdefault(type(step.block), step.path)
        elif isinstance(entry, SafetyInformation):
            # An entry's own text stands where the entry was chosen.
            self.texts[step.path] = stored_html(RichText(entry.body))
        elif isinstance(entry, Product):
            self.images += [entry.image] if entry.image else []
            self.pages |= {entry.page_id} if entry.page_id else set()


RESERVED_IDS = ("contents", "main", "references", "title")
"""Ids that the page's own templates and the list we append use."""


class _Ids:
    """Ids for HTML: a child's own, made unique where stored data repeats it."""

    def __init__(self) -> None:
        self.by_path: dict[str, str] = {}
        self._taken = Counter(RESERVED_IDS)

    def add(self, path: str) -> None:
        last = path.rpartition(".")[2]
        id = path.replace("@", "at-").replace(".", "-") if last.startswith("@") else last
        while self._taken[id]:
            self._taken[id] += 1
            id = f"{id}-{self._taken[id]}"
        self._taken[id] += 1
        self.by_path[path] = id


def _citations(step: Step) -> list[tuple[Mark, tuple[int, ...]]]:
    if isinstance(step.block, RichTextBlock):
        stored = CITATION_PATTERN.finditer(stored_html(step.value))
        return [((step.path, nth), pks_of_match(match)) for nth, match in enumerate(stored)]
    if is_list_of_references(step.block) and step.value:
        chosen = tuple(dict.fromkeys(reference.pk for reference in step.value if reference))
        return [((step.path, 0), chosen)]
    return []


def chosen(value: Any) -> Chosen | None:
    """Return by what `Facts.entries` names a chosen value, if it is an entry of a registry."""
    return (type(value), value.pk) if isinstance(value, RegistryEntry) else None


def _shown_entries(steps: Iterable[Step], language: str) -> Mapping[Chosen | None, RegistryEntry]:
    """Return what to show for each chosen entry, with one query for each registry."""
    by_model: dict[type[RegistryEntry], set[int]] = {}
    for step in steps:
        if isinstance(step.value, RegistryEntry):
            by_model.setdefault(type(step.value), set()).add(step.value.pk)
    return {
        (model, pk): entry
        for model, pks in by_model.items()
        for pk, entry in model.shown(pks, language).items()
    }


def _terminology(sources: Mapping[str, str], language: str) -> Terminology:
    uses: dict[Mark, StoredTerm] = {
        (path, nth): use
        for path, html in sources.items()
        for nth, use in enumerate(stored_terms(html))
    }
    pks = {use.pk for use in uses.values() if use.pk is not None}
    return Terminology(language, Term.shown(pks, language), uses)


def _live_references(pks: Iterable[int]) -> dict[int, Reference]:
    wanted = set(pks)
    if not wanted:
        return {}
    return {r.pk: r for r in Reference.objects.filter(pk__in=wanted, live=True)}


def _prefetch_renditions(images: list[AbstractImage]) -> None:
    if images:
        renditions = images[0].get_rendition_model().objects.filter(filter_spec__in=RENDITION_SPECS)
        prefetch = Prefetch("renditions", queryset=renditions, to_attr="prefetched_renditions")
        prefetch_related_objects(images, prefetch)
