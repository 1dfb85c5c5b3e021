"""Some of the many things on a page that are to be tried."""

from collections import Counter
from collections.abc import Iterable

from a11y.engine.page.tree import Node

_ALIKE = 2
"""So many are tried of those that look alike: what is true of two is true of all."""


def few(nodes: Iterable[Node], most: int) -> tuple[tuple[Node, ...], int]:
    """Two of those that look alike, ``most`` in all; and how many others were left out for that.

    Those that are like two that were chosen are not counted among the others.
    """
    alike: Counter[tuple[str, ...]] = Counter()
    chosen: list[Node] = []
    left_out = 0
    for node in nodes:
        around = node.parent.get("class") if node.parent else ""
        kind = (node.tag, node.role, node.get("class"), around)
        if alike[kind] == _ALIKE:
            continue
        if len(chosen) == most:
            left_out += 1
            continue
        alike[kind] += 1
        chosen.append(node)
    return tuple(chosen), left_out


def others(count: int, what: str) -> str:
    """What was left out, in words; "" where that is nothing."""
    return f"{count} more {what} were not tried." if count else ""
