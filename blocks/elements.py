"""The typed objects every component is made of: headings, links, images, citations, rich text.

An element is what the page shows, not what the editor typed: links have their URL, images their
renditions, citations their numbers. Its pydantic class is at once its JSON schema and the context
of its template.
"""

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, Literal, Self, TypeVar

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from pydantic import BaseModel, ConfigDict, Field, PrivateAttr
from wagtail import hooks

T = TypeVar("T", bound="Element")


class Resolved(BaseModel):
    """Something resolved: it never changes, and its fields are all there is in its JSON."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Element(Resolved):
    """A part of a page that knows its template and where it came from."""

    template: ClassVar[str]
    """The template that renders this element. It receives the element as ``self``."""

    _path: str = PrivateAttr("")

    @property
    def content_path(self) -> str:
        """The Wagtail content path of the value behind this element, relative to its stream.

        Empty for an element that no single block or field stands behind.
        """
        return self._path

    def at(self, path: str) -> Self:
        """Return a copy of this element that was resolved from the value at ``path``."""
        copy = self.model_copy()
        copy._path = path
        return copy

    def __eq__(self, other: object) -> bool:
        # Equal is what readers get; where it came from does not matter to them.
        return type(self) is type(other) and self.__dict__ == other.__dict__

    def __hash__(self) -> int:
        return hash((type(self), *self.__dict__.values()))

    def render(self, context: Mapping[str, Any] | None = None) -> SafeString:
        """Return the element's HTML, given the context of the template that includes it."""
        return mark(self._path, self.render_html({**(context or {}), "self": self}))

    def render_html(self, context: dict[str, Any]) -> SafeString:
        """Return the HTML alone; the element is in ``context`` as ``self``."""
        return render_to_string(self.template, context)


def mark(path: str, html: SafeString) -> SafeString:
    """Offer ``html``, rendered from the value at ``path``, to every ``mark_content_path`` hook.

    Tools that need to know which part of a page came from which field (an audit, an in-page
    editor) register a hook ``fn(path, html) -> html``. Without one, this returns ``html``.
    """
    if path:
        for annotate in hooks.get_hooks("mark_content_path"):
            html = annotate(path, html)
    return html


class Heading(Element):
    """A heading. Its level follows from nesting; its id from the block, never from its text."""

    template = "tdd_pages/elements/heading.html"

    text: str
    level: int = Field(ge=1, le=6)
    id: str = Field(description="The fragment that links to this heading.")


class File(Resolved):
    """What a reader wants to know before following a link to a file."""

    type: str = Field(description="Media type, such as application/pdf.")
    label: str = Field(description="The type as readers know it, such as PDF.")
    bytes: int | None = Field(description="Size of the file; null where it is not known.")


class Link(Element):
    """A link that leads somewhere: a page that is live, a document that exists, a URL."""

    template = "tdd_pages/elements/link.html"

    text: str
    href: str
    kind: Literal["page", "document", "external"]
    page_id: int | None = None
    file: File | None = None
    new_window: bool = Field(
        default=False, description="Whether it opens in a new window: then its text must say so."
    )


class Rendition(Resolved):
    """One size of an image."""

    url: str
    width: int = Field(description="In pixels.")
    height: int = Field(description="In pixels.")
    type: str = Field(description="Media type, such as image/webp.")


class Image(Element):
    """An image in several sizes, smallest first, with its text alternative."""

    template = "tdd_pages/elements/image.html"

    id: int | None = Field(description="The image's id in the CMS; null for an example.")
    alt: str | None = Field(
        description="Text alternative. Empty exactly where the image is decorative; null where it "
        "is missing, which is a barrier."
    )
    decorative: bool
    renditions: list[Rendition] = Field(min_length=1)

    @property
    def largest(self) -> Rendition:
        """The widest rendition, for ``src``."""
        return self.renditions[-1]

    @property
    def srcset(self) -> str:
        """All renditions, as the ``srcset`` attribute wants them."""
        return ", ".join(f"{r.url} {r.width}w" for r in self.renditions)


class CitationLink(Resolved):
    """The part of a marker that is one link: a number or a range of numbers."""

    text: str = Field(description="Such as 3 or 7–9.")
    href: str = Field(description="The fragment of the (first) reference it names.")


class Citation(Element):
    """A marker in the text: the numbers of the references cited there, as AMA writes them."""

    template = "tdd_pages/elements/citation.html"

    anchor: str = Field(description="The id of this marker, target of the references' back links.")
    label: str = Field(
        description="All numbers, ranges collapsed: 3,7–9. Where there is no list, the sources."
    )
    numbers: list[int]
    references: list[str] = Field(description="The keys of the references, in order of number.")
    links: list[CitationLink]


class TermMark(Element):
    """A term of the registry in running text. Its first use on a page says it in full."""

    template = "tdd_pages/elements/term.html"

    short: str
    full: str = Field(default="", description="What it stands for; empty if it is not short.")
    spelled: bool = Field(default=False, description="Whether the text has it in full already.")
    first: bool = Field(default=False, description="Whether this is its first use on the page.")
    href: str | None = Field(default=None, description="Its entry in a glossary on the page.")
    language: str | None = Field(default=None, description="Where it is not the page's.")
    direction: str | None = None

    def opening(self) -> Self:
        """Return the same as the first words of a sentence."""
        return self.model_copy(update={"full": self.full[:1].upper() + self.full[1:]})


class Rich(Element):
    """Formatted text: HTML whose links, citations and terms are resolved."""

    format: Literal["html"] = "html"
    content: str
    citations: list[Citation] = []

    def render_html(self, context: dict[str, Any]) -> SafeString:
        # rich_text.expand has cleaned what was stored; markers are rendered by their template.
        return mark_safe(self.content)  # noqa: S308


def elements_in(found: Any, kind: type[T]) -> Iterator[T]:
    """Yield the elements of a kind in an element, or in a list of them, in reading order."""
    if isinstance(found, kind):
        yield found
    elif isinstance(found, Element):
        yield from elements_in(list(found.__dict__.values()), kind)
    elif isinstance(found, list):
        for inner in found:
            yield from elements_in(inner, kind)


def citations_in(found: Any) -> Iterator[Citation]:
    """Yield the citations in an element, or in a list of them, in reading order."""
    yield from elements_in(found, Citation)
