"""How an element is named to people and machines: selectors, markup, landmarks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING

from a11y.engine.page.parts import Text

if TYPE_CHECKING:
    from a11y.engine.page.tree import Node, Page

_VALUE_LENGTH = 100


def path_to(node: Node) -> tuple[str, ...]:
    """A selector for each tree to go through: frames and shadow hosts first, the element last."""
    steps: list[str] = []
    current: Node | None = node
    while current is not None:
        steps.append(_in_its_tree(current))
        top = current
        while top.dom_parent:
            top = top.dom_parent
        current = top.host
    return tuple(reversed(steps))


def _in_its_tree(node: Node) -> str:
    """A selector that finds just this element in its document or shadow tree."""
    parts: list[str] = []
    current: Node | None = node
    while current is not None:
        id_ = current.get("id")
        if id_ and len(current.scope.ids[id_]) == 1:
            parts.append(f"#{identifier(id_)}")
            break
        if current.scope.tags[current.tag] == 1:
            parts.append(identifier(current.tag))
            break
        parts.append(_among_siblings(current))
        current = current.dom_parent
    return " > ".join(reversed(parts))


def _among_siblings(node: Node) -> str:
    tag = identifier(node.tag)
    if node.dom_parent is not None:
        siblings = node.dom_parent.dom_children
    elif node.host is not None and node.host.shadow_children and node.tag != "html":
        siblings = node.host.shadow_children
    else:
        return tag
    numbers = node.scope.numbers
    if id(node) not in numbers:
        numbers.update(_numbered(siblings))
    return f"{tag}:nth-of-type({numbers[id(node)]})" if numbers[id(node)] else tag


def _numbered(siblings: Sequence[Node | Text]) -> dict[int, int]:
    """Each element's number among those of its kind, by its ``id()``; 0 for the only one."""
    alike: dict[str, list[Node]] = {}
    for child in _elements(siblings):
        alike.setdefault(child.tag, []).append(child)
    return {
        id(child): number if len(kind) > 1 else 0
        for kind in alike.values()
        for number, child in enumerate(kind, 1)
    }


@lru_cache(4096)
def identifier(name: str) -> str:
    """The name as a CSS identifier (https://www.w3.org/TR/cssom-1/#serialize-an-identifier)."""

    def escaped(index: int, char: str) -> str:
        digit = char.isascii() and char.isdigit()
        leading = index == 0 or (index == 1 and name.startswith("-"))
        if ord(char) < 0x20 or ord(char) == 0x7F or (digit and leading):
            return f"\\{ord(char):x} "
        if name == "-" or not (ord(char) >= 0x80 or re.match(r"[\w-]", char, re.ASCII)):
            return f"\\{char}"
        return char

    return "".join(escaped(index, char) for index, char in enumerate(name))


def markup(node: Node, length: int) -> str:
    """The element as HTML, cut to ``length`` characters."""
    parts: list[str] = []
    written = 0
    for part in _serialized(node):
        parts.append(part)
        written += len(part)
        if written > length:
            break
    return _cut(" ".join("".join(parts).split()), length)


def _serialized(node: Node) -> Iterator[str]:
    attributes = "".join(
        f' {name}="{escape(_cut(value, _VALUE_LENGTH))}"' if value else f" {name}"
        for name, value in node.attributes.items()
    )
    yield f"<{node.tag}{attributes}>"
    for child in node.dom_children:
        if isinstance(child, Text):
            yield escape(child.data, quote=False)
        else:
            yield from _serialized(child)
    if node.tag not in _VOID:
        yield f"</{node.tag}>"


def at_ancestry(page: Page, steps: Sequence[str]) -> Node | None:
    """The element at the end of axe-core's ancestry: for each tree, tags and places from its top.

    A step reads ``html > body > main:nth-child(2)``; None where there is no such element (now).
    """
    tops: list[Node] = [page.root]
    node: Node | None = None
    for step in steps:
        node = None
        for part in step.split(" > "):
            match = re.fullmatch(r"(.+?)(?::nth-child\((\d+)\))?", part)
            tag, place = match.groups() if match else (part, None)
            at_place = tops[int(place) - 1 : int(place)] if place else tops
            node = next((child for child in at_place if _is_tagged(child, tag)), None)
            if node is None:
                return None
            tops = _elements(node.dom_children)
        tops = _elements(node.shadow_children or ()) if node is not None else []
    return node


def _elements(children: Iterable[Node | Text]) -> list[Node]:
    return [child for child in children if not isinstance(child, Text)]


def _is_tagged(node: Node, tag: str) -> bool:
    return node.tag == tag.replace("\\", "").split("|")[-1]


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"


def landmark_path(node: Node) -> list[str]:
    """The landmarks around an element with their names, the outermost first."""
    around = [above for above in node.ancestors if above.is_landmark]
    return [f"{above.role}:{above.name}" for above in reversed(around)]


_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
