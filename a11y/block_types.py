"""Which kinds of blocks a content path leads through."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from wagtail.blocks import StreamBlock, StructBlock
from wagtail.fields import StreamField


def block_types(page: Any, content_path: str) -> str:
    """The types of the blocks along the path, outermost first: ``section.cards.item``.

    A stream's children go by their type, a struct's by their name. "" where the path leads to no
    block.
    """
    field_name, *steps = content_path.split(".")
    try:
        field = page._meta.get_field(field_name)
    except FieldDoesNotExist:
        return ""
    if not isinstance(field, StreamField):
        return ""
    return ".".join(_names(field, field.value_from_object(page), steps))


def _names(field: StreamField, value: Any, steps: list[str]) -> Iterator[str]:
    parent = field.get_block_by_content_path(value, [])
    for end in range(1, len(steps) + 1):
        bound = field.get_block_by_content_path(value, steps[:end])
        if bound is None:
            return
        if isinstance(parent.block, StreamBlock):
            yield bound.block.name
        elif isinstance(parent.block, StructBlock):
            yield steps[end - 1]
        else:
            yield "item"
        parent = bound
