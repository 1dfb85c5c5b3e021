"""Walking a StreamField's data in reading order, block by block, without rendering anything."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from wagtail.blocks import Block, ListBlock, StreamBlock, StructBlock
from wagtail.blocks.base import BoundBlock
from wagtail.contrib.typed_table_block.blocks import BaseTypedTableBlock
from wagtail.images.blocks import ImageBlock as CoreImageBlock

SAFE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}\Z")


class Step(NamedTuple):
    """A block met on the walk."""

    block: Block
    value: Any
    path: str
    """Content path relative to where the walk began: ids and field names, joined by dots."""

    is_child: bool
    """Whether it is a child of a stream or list, and not a field of a struct."""


def join(path: str, name: str) -> str:
    """Return the content path of ``name`` within ``path``, which may be empty."""
    return f"{path}.{name}" if path else name


def keyed(children: Iterable[Any]) -> Iterator[tuple[str, BoundBlock]]:
    """Yield the children of a stream or list, each with what it is called in a path: its id.

    Ids come from stored JSON. One that is missing, that stands there twice, or that could break
    out of an HTML attribute is replaced by the child's place: ``@0``, which no id can be.
    """
    taken: set[str] = set()
    for index, child in enumerate(children):
        # A list item stored without an id is given a new one each time it is loaded.
        id = getattr(child, "original_id", child.id)
        usable = isinstance(id, str) and SAFE_ID.match(id) and id not in taken
        key = id if usable else f"@{index}"
        taken.add(key)
        yield key, child


def table_cell(path: str, row: int, column: int) -> str:
    """Return the content path of a cell in the typed table at ``path``, as Wagtail writes it."""
    return f"{path}.rows.{row}.values.{column}"


def is_list_of_references(block: Block) -> bool:
    """Return whether this is a list of references, that is, a citation."""
    if not isinstance(block, ListBlock):
        return False
    model = getattr(block.child_block, "target_model", None)
    return getattr(getattr(model, "_meta", None), "label", None) == "tdd_blocks.Reference"


def walk(block: Block, value: Any, path: str = "") -> list[Step]:
    """Return this block and every block within it, in the order readers meet them.

    Fields are met in the order they are declared, a table's cells row by row; an image with its
    text alternative and a list of references are met as one.
    """
    steps: list[Step] = []
    _walk(block, value, path, steps, is_child=False)
    return steps


def _walk(block: Block, value: Any, path: str, steps: list[Step], *, is_child: bool) -> None:
    steps.append(Step(block, value, path, is_child))
    if not value or isinstance(block, CoreImageBlock) or is_list_of_references(block):
        return
    if isinstance(block, StreamBlock):
        for key, child in keyed(value):
            _walk(child.block, child.value, join(path, key), steps, is_child=True)
    elif isinstance(block, ListBlock):
        for key, child in keyed(value.bound_blocks):
            _walk(child.block, child.value, join(path, key), steps, is_child=True)
    elif isinstance(block, BaseTypedTableBlock):
        blocks = [column["block"] for column in value.columns]
        for nth, row in enumerate(value.row_data):
            for index, (cell_block, cell) in enumerate(zip(blocks, row["values"], strict=False)):
                _walk(cell_block, cell, table_cell(path, nth, index), steps, is_child=False)
    elif isinstance(block, StructBlock) and hasattr(value, "get"):
        for name, child_block in block.child_blocks.items():
            _walk(child_block, value.get(name), join(path, name), steps, is_child=False)
