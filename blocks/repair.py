"""Repairing stored JSON, so that a page renders whatever an import or a script has written."""

import math
from decimal import Decimal, InvalidOperation
from typing import Any

from wagtail.blocks import (
    Block,
    BooleanBlock,
    CharBlock,
    ChoiceBlock,
    ChooserBlock,
    DecimalBlock,
    IntegerBlock,
    ListBlock,
    RichTextBlock,
    StreamBlock,
    StreamValue,
    StructBlock,
    StructValue,
    TextBlock,
    URLBlock,
)
from wagtail.blocks.list_block import ListValue
from wagtail.contrib.typed_table_block.blocks import BaseTypedTableBlock, TypedTable
from wagtail.images.blocks import ImageBlock as CoreImageBlock

from .stored_links import possible_pk

TEXT_BLOCKS = (CharBlock, TextBlock, URLBlock, ChoiceBlock, RichTextBlock)


def repair(block: Block, raw: Any) -> Any:
    """Return stored data in the shape its block expects, losing only what no block could read.

    ``raw`` is a stored JSON value. Native values pass untouched, and so do the values of blocks
    this module does not know.
    """
    if isinstance(raw, StreamValue | StructValue | ListValue | TypedTable):
        return raw
    if isinstance(block, StreamBlock):
        return _stream(block, raw)
    if isinstance(block, CoreImageBlock) and not isinstance(raw, dict):
        # Wagtail accepts bare ids from the time before text alternatives, but not beside dicts.
        key = _key(block.child_blocks["image"], raw)
        return {"image": key, "alt_text": "", "decorative": False}
    if isinstance(block, StructBlock):
        return _struct(block, raw)
    if isinstance(block, ListBlock):
        return _list(block, raw)
    if isinstance(block, BaseTypedTableBlock):
        return _table(block, raw)
    return _field(block, raw)


def _stream(block: StreamBlock, raw: Any) -> Any:
    if not isinstance(raw, list | tuple):
        return []
    if raw and all(isinstance(child, tuple) for child in raw):
        return raw
    return [
        {**child, "value": repair(block.child_blocks[child["type"]], child.get("value"))}
        for child in raw
        if isinstance(child, dict)
        and isinstance(child.get("type"), str)
        and child["type"] in block.child_blocks
    ]


def _struct(block: StructBlock, raw: Any) -> dict[str, Any]:
    fields = raw if isinstance(raw, dict) else {}
    return {
        name: repair(child, fields[name])
        for name, child in block.child_blocks.items()
        if name in fields
    }


def _list(block: ListBlock, raw: Any) -> list[Any]:
    repaired = []
    for item in _items(raw):
        if isinstance(item, dict) and item.get("type") == "item" and "value" in item:
            id = item.get("id") if isinstance(item.get("id"), str) else None
            value = repair(block.child_block, item["value"])
            repaired.append({"type": "item", "value": value, "id": id})
        else:
            repaired.append(repair(block.child_block, item))
    return repaired


def _table(block: BaseTypedTableBlock, raw: Any) -> dict[str, Any]:
    """Return a table each of whose rows has one value for each column."""
    table = raw if isinstance(raw, dict) else {}
    columns = {
        index: (column["type"], _text(column.get("heading")))
        for index, column in enumerate(_items(table.get("columns")))
        if isinstance(column, dict)
        and isinstance(column.get("type"), str)
        and column["type"] in block.child_blocks
    }
    rows = [_items(row.get("values")) for row in _items(table.get("rows")) if isinstance(row, dict)]
    return {
        "columns": [{"type": type, "heading": heading} for type, heading in columns.values()],
        "rows": [
            {
                "values": [
                    repair(block.child_blocks[type], row[index] if index < len(row) else None)
                    for index, (type, _heading) in columns.items()
                ]
            }
            for row in rows
        ],
        "caption": _text(table.get("caption")),
    }


def _items(raw: Any) -> list[Any]:
    return raw if isinstance(raw, list) else []


def _field(block: Block, raw: Any) -> Any:
    if isinstance(block, TEXT_BLOCKS):
        return _text(raw)
    if isinstance(block, BooleanBlock):
        return raw is True
    if isinstance(block, ChooserBlock):
        return _key(block, raw)
    if isinstance(block, IntegerBlock):
        return int(number) if (number := _number(raw)) is not None else None
    if isinstance(block, DecimalBlock):
        return _number(raw)
    return raw


def _text(raw: Any) -> str:
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return str(raw)
    # Half of a surrogate pair is valid in JSON, but no response can encode it.
    return raw.encode("utf-8", "ignore").decode() if isinstance(raw, str) else ""


def _number(raw: Any) -> Decimal | None:
    if isinstance(raw, bool) or not isinstance(raw, str | int | float | Decimal):
        return None
    if isinstance(raw, float) and not math.isfinite(raw):
        return None
    try:
        number = Decimal(str(raw))
    except InvalidOperation:
        return None
    # A figure of a hundred digits is no figure, and formatting one costs minutes.
    return number if number.is_finite() and abs(number.adjusted()) < 20 else None


def _key(block: ChooserBlock, raw: Any) -> Any:
    return possible_pk(block.model_class, raw)
