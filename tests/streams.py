"""Short ways to write stream data as it is stored."""

from collections.abc import Iterable
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from blocks.models import Reference


def block(type: str, name: str, **value: Any) -> dict[str, Any]:
    """A stream child; its id is made from ``name``."""
    return {"type": type, "id": uid(name), "value": value}


def item(name: str, value: Any) -> dict[str, Any]:
    """A list child; its id is made from ``name``."""
    return {"type": "item", "id": uid(name), "value": value}


def uid(name: str) -> str:
    """A UUID that is the same for the same name."""
    return str(uuid5(NAMESPACE_URL, name))


def cite(*references: Reference | int) -> str:
    """A citation in rich text."""
    pks = " ".join(str(getattr(reference, "pk", reference)) for reference in references)
    return f'<a linktype="citation" refs="{pks}">cited</a>'


def section(name: str, *body: dict[str, Any], heading: str = "") -> dict[str, Any]:
    """A section with a heading."""
    return block("section", name, heading=heading or name, body=list(body))


def prose(name: str, html: str) -> dict[str, Any]:
    """A block of running text."""
    return block("prose", name, text=html)


def criteria(name: str, items: Iterable[str], **value: Any) -> dict[str, Any]:
    """A list of criteria."""
    listed = [item(f"{name}-{index}", html) for index, html in enumerate(items)]
    return block("criteria_list", name, items=listed, **value)


def stats(name: str, *items: dict[str, Any], **value: Any) -> dict[str, Any]:
    """A group of figures."""
    listed = [item(f"{name}-{index}", figure) for index, figure in enumerate(items)]
    return block("stat_cards", name, items=listed, **value)


def table(name: str, rows: Iterable[Iterable[str]], **value: Any) -> dict[str, Any]:
    """A table whose columns hold text; all have headings."""
    values = [list(row) for row in rows]
    columns = [{"type": "text", "heading": f"Column {n}"} for n in range(len(values[0]))]
    grid = {"columns": columns, "rows": [{"values": row} for row in values], "caption": name}
    return block("data_table", name, table=grid, **value)


def accordion(name: str, *texts: str, **value: Any) -> dict[str, Any]:
    """An accordion whose parts are named after their places."""
    parts = [
        item(f"{name}-{n}", {"heading": f"Part {n}", "text": html}) for n, html in enumerate(texts)
    ]
    return block("accordion", name, items=parts, **value)
