"""What the server delivered, before a browser repaired it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from bs4 import BeautifulSoup, Tag

HTML_LENGTH = 300


@dataclass(frozen=True)
class Source:
    """A document as text, and its parse tree without the repairs that browsers make.

    ``content_type`` is the media type it was served with, without parameters.
    """

    html: str
    content_type: str = "text/html"

    @cached_property
    def soup(self) -> BeautifulSoup:
        """The tree by lxml's lenient parser; of repeated attributes the first counts."""
        return BeautifulSoup(self.html, "lxml")

    @property
    def is_html(self) -> bool:
        return self.content_type in ("text/html", "application/xhtml+xml")

    def spots(self, *names: str) -> Iterator["Spot"]:
        """The elements with one of these tag names, or all of them."""
        return (Spot(tag) for tag in self.soup.find_all(list(names) or True))


@dataclass(frozen=True)
class Spot:
    """A place in the source a finding can point at: an element, or some characters of a line."""

    tag: Tag | None = None
    line: int = 0
    excerpt: str = ""

    @property
    def node(self) -> "Spot":
        return self

    @property
    def target(self) -> tuple[str, ...]:
        if self.tag is None:
            return (f"line {self.line}",) if self.line else ("html",)
        return (self._selector(),)

    @property
    def html(self) -> str:
        text = str(self.tag) if self.tag is not None else self.excerpt
        return text if len(text) <= HTML_LENGTH else text[: HTML_LENGTH - 1] + "…"

    @property
    def content_path(self) -> str:
        return ""

    @property
    def signature(self) -> str:
        if self.tag is None:
            return self.excerpt
        return f"{self.tag.name}|{self.tag.get_text(' ', strip=True)[:120]}"

    def _selector(self) -> str:
        parts: list[str] = []
        tag: Tag | None = self.tag
        while tag is not None and tag.name != "[document]":
            alike = list(tag.parent.find_all(tag.name, recursive=False)) if tag.parent else [tag]
            place = next(i for i, child in enumerate(alike, 1) if child is tag)
            parts.append(tag.name if len(alike) == 1 else f"{tag.name}:nth-of-type({place})")
            tag = tag.parent
        return " > ".join(reversed(parts))
