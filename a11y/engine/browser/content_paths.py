"""Which content rendered an element: the nearest enclosing audit comment pair.

A CMS in audit mode wraps what a block renders in ``<!--a11y:PATH-->…<!--/a11y-->``, with PATH
percent-encoded. ``elements.js`` reports the comments and the elements in document order; who
encloses whom is decided here.
"""

from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import unquote


def nearest_paths(tokens: Iterable[Sequence[Any]], count: int) -> list[str]:
    """For each of ``count`` elements, the innermost path open where it stands, or ""."""
    paths = [""] * count
    open_paths: list[str] = []
    depths: list[int] = []
    for kind, *details in tokens:
        if kind == "open":
            open_paths.append(unquote(details[0]))
        elif kind == "close" and len(open_paths) > (depths[-1] if depths else 0):
            open_paths.pop()
        elif kind == "enter":
            depths.append(len(open_paths))
        elif kind == "leave":
            del open_paths[depths.pop() :]
        elif kind == "element" and open_paths:
            paths[details[0]] = open_paths[-1]
    return paths
