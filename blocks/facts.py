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

from .base import ComponentBlock
from .citations import Numbering, number
from .images import RENDITION_SPECS
from .live_pages import LivePage, live_pages
from .models import Reference
from .rich_text import expand, stored_html
from .stored_citations import CITATION_PATTERN, pks_of_match
from .walk import Step, is_list_of_references, walk

Mark = tuple[str, int]
"""A citation's place: the content path of its field and which one it is there, from 0."""


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

    alone: bool = False
    """Whether one component is resolved outside a stream: then nothing can be numbered."""

    def numbering_only(self, marks: Collection[Mark]) -> "Facts":
        """Return the same facts with the citations at these places alone numbered."""
        shown = ((mark, pks) for mark, pks in self.cited.items() if mark in marks)
        return replace(self, numbering=number(shown))


def collect(block: Block, value: Any, about: About, path: str = "") -> Facts:
    """Return the facts of a block's value: a whole stream, or one block rendered alone.

    ``path`` is the content path of the block itself: a field's name, or empty where it is unknown.
    """
    sources: dict[str, str] = {}
    groups: list[tuple[Mark, tuple[int, ...]]] = []
    images: list[AbstractImage] = []
    linked: set[int] = set()
    ids = _Ids()
    only: dict[type[Block], str] = {}
    for step in walk(block, value, path):
        if step.is_child:
            ids.add(step.path)
        groups += _citations(step)
        if isinstance(step.block, RichTextBlock):
            sources[step.path] = stored_html(step.value)
        elif isinstance(step.value, AbstractImage):
            images.append(step.value)
        elif isinstance(step.block, PageChooserBlock) and step.value:
            linked.add(step.value.pk)
        elif isinstance(step.block, ComponentBlock) and step.block.once:
            only.setdefault(type(step.block), step.path)
    references = _live_references(pk for _, pks in groups for pk in pks)
    _prefetch_renditions(images)
    cited = {mark: [pk for pk in pks if pk in references] for mark, pks in groups}
    return Facts(
        about=about,
        cited=cited,
        numbering=number(cited.items()),
        references=references,
        rich=expand(sources, about.request),
        pages=live_pages(linked, about.request),
        ids=ids.by_path,
        only=only,
    )


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
