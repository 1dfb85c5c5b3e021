"""The second pass: a stream becomes a tree of components, which HTML and JSON both read."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from django.forms import Media
from django.utils.translation import override
from pydantic import BaseModel, ConfigDict
from wagtail.blocks import Block, StreamBlock

from .base import Component, ComponentBlock, Plain, media_of
from .elements import Citation, Heading, Image, Link, Rich, citations_in, elements_in
from .facts import About, Facts, collect
from .glossary import GlossaryEntry
from .images import resolve_image
from .languages import text_direction
from .links import resolve_link
from .references import References, marker_id, resolve_citation
from .registries import RegistryEntry
from .rich_text import with_marks
from .terminology import Mark
from .walk import join, keyed

T = TypeVar("T", bound=str)

FIRST_LEVEL = 2
"""The level of a section's heading; the page's title has level 1."""


@dataclass(frozen=True)
class Place:
    """Where a block stands in the document. It reads the block's fields, resolved.

    Every method takes a field's name and returns None (or an empty list) where the field is
    empty or what it names no longer exists.
    """

    facts: Facts
    block: Block
    value: Any
    path: str
    level: int
    """The level of a heading here, 1 to 6."""

    @property
    def id(self) -> str:
        """An id for this block, unique on the page and safe in HTML; a struct has its parent's."""
        path = self.path
        while path and path not in self.facts.ids:
            path = path.rpartition(".")[0]
        return self.facts.ids[path]

    @property
    def about(self) -> About:
        """The page."""
        return self.facts.about

    def raw(self, name: str) -> Any:
        """Return a field's value as it is."""
        return self.value.get(name) if hasattr(self.value, "get") else None

    def text(self, name: str) -> str:
        """Return a plain text field, without white space around it."""
        value = self.raw(name)
        return value.strip() if isinstance(value, str) else ""

    def choice(self, name: str, allowed: tuple[T, ...]) -> T:
        """Return a chosen value; the first allowed one where it is empty or not allowed."""
        value = self.raw(name)
        return value if value in allowed else allowed[0]

    def heading(self, name: str) -> Heading | None:
        """Return a text field as a heading of the level that nesting gives it."""
        text = self.text(name)
        if not text:
            return None
        heading = Heading(text=text, level=self.level, id=f"h-{self.id}")
        return heading.at(join(self.path, name))

    def rich(self, name: str) -> Rich | None:
        """Return a rich text field, its links and citations resolved."""
        return self.rich_at(join(self.path, name))

    def rich_list(self, name: str) -> list[Rich]:
        """Return a list of rich texts, without the empty ones."""
        paths = [place.path for place in self.items(name)]
        return [text for path in paths if (text := self.rich_at(path))]

    def rich_at(self, path: str) -> Rich | None:
        """Return the rich text at a content path, resolved."""
        html = self.facts.rich.get(path, "")
        if not html.strip():
            return None
        terms = self.facts.terminology
        return with_marks(
            html, lambda nth: self._citation((path, nth)), lambda nth: terms.mark((path, nth))
        ).at(path)

    def citation(self, name: str) -> Citation | None:
        """Return a list of references as one marker."""
        return self._citation((join(self.path, name), 0))

    def _citation(self, mark: Mark) -> Citation | None:
        marker = self.facts.numbering.markers.get(mark)
        return resolve_citation(marker, self.facts).at(mark[0]) if marker else None

    def image(self, name: str) -> Image | None:
        """Return an image in all sizes."""
        image = resolve_image(self.raw(name))
        return image.at(join(self.path, name)) if image else None

    def link(self, name: str) -> Link | None:
        """Return a link that leads somewhere."""
        link = resolve_link(self.raw(name), self.about, self.facts.pages)
        return link.at(join(self.path, name)) if link else None

    def entry(self, name: str) -> RegistryEntry | None:
        """Return the live version of a chosen registry entry, in the page's language if it is to
        be had. `rich` of the same field returns the entry's own text."""
        return self.facts.entry(self.raw(name))

    def struct(self, name: str) -> "Place":
        """Return the place of a struct within this one."""
        block, path = self.block.child_blocks[name], join(self.path, name)
        return replace(self, block=block, value=self.raw(name), path=path)

    def items(self, name: str, under: Heading | None = None) -> list["Place"]:
        """Return the places of a list's items. Their headings are one level below ``under``."""
        return list(self._children(name, under))

    def stream(self, name: str, under: Heading | None = None) -> list[Component]:
        """Return the components of a stream within this block, below ``under`` likewise."""
        places = self._children(name, under)
        return [component for place in places if (component := resolve_at(place))]

    def _children(self, name: str, under: Heading | None) -> Iterator["Place"]:
        field = self.raw(name)
        level = min(self.level + 1, 6) if under else self.level
        path = join(self.path, name)
        for key, child in keyed(getattr(field, "bound_blocks", field) or ()):
            yield Place(self.facts, child.block, child.value, join(path, key), level)


def resolve_at(place: Place) -> Component | None:
    """Return the component for the block at a place."""
    if not isinstance(place.block, ComponentBlock):
        plain = Plain.wrap(place.block.bind(place.value), place.id)
        return plain.at(place.path)
    only = place.facts.only.get(type(place.block), place.path)
    component = place.block.resolve(place) if only == place.path else None
    return component.at(place.path) if component else None


class OutlineEntry(BaseModel):
    """A section in the page's outline."""

    model_config = ConfigDict(frozen=True)

    text: str
    href: str
    level: int


@dataclass(frozen=True)
class Document:
    """A page's content, resolved: what every reader of it reads."""

    about: About
    components: list[Component]

    @property
    def direction(self) -> str:
        """``ltr`` or ``rtl``, by the page's language."""
        return text_direction(self.about.language)

    @property
    def has_title(self) -> bool:
        """Whether a component shows the page's title, so that the page must not repeat it."""
        titles = (getattr(component, "title", None) for component in self.components)
        return any(isinstance(title, Heading) and title.level == 1 for title in titles)

    @property
    def outline(self) -> list[OutlineEntry]:
        """The headings of sections and references, in reading order."""
        return [
            OutlineEntry(text=h.text, href=f"#{h.id}", level=h.level)
            for component in descendants(self.components)
            if component.in_outline
            and isinstance(h := getattr(component, "heading", None), Heading)
        ]

    @property
    def contents(self) -> list[OutlineEntry]:
        """The parts of the page, for a list of contents; empty where three are not to be had."""
        parts = [entry for entry in self.outline if entry.level == FIRST_LEVEL]
        return parts if len(parts) >= 3 else []

    @property
    def media(self) -> Media:
        """The stylesheets and scripts this page's components need."""
        return media_of(self.components)

    def to_json(self) -> list[dict[str, Any]]:
        """Return the components as JSON-ready data."""
        return [component.model_dump(mode="json", by_alias=True) for component in self.components]


def resolve(block: StreamBlock, value: Any, about: About, path: str = "") -> Document:
    """Return the document that a stream makes on a page.

    ``path`` is the name of the page's field that holds the stream, where it is known. All content
    paths in the document begin with it.

    A stream that cites but has no list of references gets one at its end: a number always leads
    to its reference.
    """
    with override(about.language):
        facts = collect(block, value, about, path)
        components = _resolve_all(facts, value, path)
        while (settled := _as_shown(facts, components)) != facts:
            facts = settled
            components = _resolve_all(facts, value, path)
        return Document(about, _with_references(components, facts))


def _as_shown(facts: Facts, components: list[Component]) -> Facts:
    """Return the facts without what no component shows: a field that is not resolved, a component
    that is left out.

    A citation there takes no number, or readers would meet a 2 before any 1; a term there is not
    the first use. What a glossary explains is known only now, too.
    """
    anchors = {citation.anchor for citation in citations_in(components)}
    markers = facts.numbering.markers
    shown = [mark for mark, marker in markers.items() if marker_id(marker) in anchors]
    if len(shown) < len(markers):
        facts = facts.numbering_only(shown)
    texts = {text.content_path for text in elements_in(components, Rich)}
    listed = {entry.key for entry in elements_in(components, GlossaryEntry)}
    return replace(facts, terminology=facts.terminology.shown(texts, listed))


def _resolve_all(facts: Facts, value: Any, path: str) -> list[Component]:
    places = (
        Place(facts, child.block, child.value, join(path, key), FIRST_LEVEL)
        for key, child in keyed(value or ())
    )
    return [component for place in places if (component := resolve_at(place))]


def _with_references(components: list[Component], facts: Facts) -> list[Component]:
    if facts.numbering.references and not any(
        isinstance(component, References) for component in descendants(components)
    ):
        return [*components, References.of(facts, id="references", level=FIRST_LEVEL)]
    return components


def resolve_alone(
    block: ComponentBlock, value: Any, about: About, id: str = ""
) -> Component | None:
    """Return one component outside a stream of components, as a document of its own.

    There is no list of references to number, so citations name their sources in words.
    ``id`` is the component's id on its page, if the caller knows one.
    """
    with override(about.language):
        facts = collect(block, value, about)
        # Without a page around it to count on, what the component holds is what tells it apart.
        held = json.dumps([id, block.get_prep_value(value)], default=str, sort_keys=True)
        own = hashlib.sha1(held.encode(), usedforsecurity=False).hexdigest()[:12]
        alone = replace(facts, alone=True, ids={**facts.ids, "": own})
        return resolve_at(Place(alone, block, value, "", FIRST_LEVEL))


def descendants(components: list[Component]) -> Iterator[Component]:
    """Yield components and those within them, in reading order."""
    for component in components:
        yield component
        yield from descendants(component.children)
