"""The page's resolved content in Wagtail's API, v2 and v3.

Version 3 takes the type of a field from the return annotation of ``to_representation``. That of
`ComponentsField` is the union of all components, known only once every app has loaded its own;
so it is set when the schema is first asked for. This is the one place that touches the preview.
"""

from typing import Any

from pydantic import TypeAdapter
from rest_framework.fields import Field

from blocks.base import components
from blocks.document import OutlineEntry


class ResolvedField(Field):
    """A read-only field whose value comes from the page's resolved document."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(read_only=True, **kwargs)


class ComponentsField(ResolvedField):
    """The components in reading order."""

    @property
    def to_representation(self) -> Any:
        """Return the method, annotated with the union of all components."""

        def to_representation(page: Any) -> Any:
            return page.resolve().to_json()

        to_representation.__annotations__["return"] = components.list_type
        return to_representation


class OutlineField(ResolvedField):
    """The headings of the page, to build a table of contents from."""

    def to_representation(self, page: Any) -> list[OutlineEntry]:
        return TypeAdapter(list[OutlineEntry]).dump_python(page.resolve().outline, mode="json")
