"""The page's resolved content in Wagtail's API, v2 and v3.

Version 3 takes the type of a field from the return annotation of ``to_representation``. That of
`ComponentsField` is the union of all components, known only once every app has loaded its own;
so it is set when the schema is first asked for. This is the one place that touches the preview.
"""

from collections.abc import Callable
from typing import Any

from pydantic import TypeAdapter
from rest_framework.fields import Field

from blocks.base import components
from blocks.document import Document, OutlineEntry


class ResolvedField(Field):
    """A read-only field whose value comes from the page's resolved document."""

    def __init__(self) -> None:
        super().__init__(read_only=True, source="*")

    def get_attribute(self, page: Any) -> Document:
        """Return the page's document, resolved once for all fields of a response."""
        if not hasattr(page, "_tdd_document"):
            page._tdd_document = page.resolve()
        return page._tdd_document


class ComponentsField(ResolvedField):
    """The components in reading order."""

    @property
    def to_representation(self) -> Callable[[Document], list[dict[str, Any]]]:
        """Return the method, annotated with the union of all components."""

        def to_representation(document: Document) -> list[dict[str, Any]]:
            return document.to_json()

        to_representation.__annotations__["return"] = components.list_type
        return to_representation


class OutlineField(ResolvedField):
    """The headings of the page, to build a table of contents from."""

    def to_representation(self, document: Document) -> list[OutlineEntry]:
        """Return the outline as data that version 2 can serialise too."""
        return TypeAdapter(list[OutlineEntry]).dump_python(document.outline, mode="json")
