"""The tree of a page, put together from what ``browser/snapshot.js`` returns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

from a11y.engine.page.parts import Box, Pseudo, Text
from a11y.engine.page.tree import Node, Page, Scope


def build(data: Mapping[str, Any], frames: Mapping[int, Page] | None = None) -> Page:
    """The page from a snapshot's data, and the pages in its frames by the frames' numbers."""
    page = Page(
        url=data["url"],
        title=data["title"],
        content_type=data["type"],
        viewport=tuple(data["viewport"]),
        size=tuple(data["size"]),
        mode=data["mode"],
        has_dark_canvas=data["dark"],
        focused_index=data["focused"],
        timers=data["timers"],
    )
    page.scope.url = page.url
    styles = [
        data["usual"] | dict(zip(flat[::2], flat[1::2], strict=True)) for flat in data["styles"]
    ]
    made: list[Node | Text | Scope | None] = []
    hosts: dict[int, Node] = {}
    for index, entry in enumerate(data["nodes"]):
        made.append(_made(page, index, entry, made, hosts, styles))
    _mark_content(data["nodes"], made)
    for index, inner in (frames or {}).items():
        _embed(page.by_index[index], inner)
    _flatten(page.root)
    return page


def _made(
    page: Page,
    index: int,
    entry: list[Any],
    made: list[Node | Text | Scope | None],
    hosts: dict[int, Node],
    styles: list[dict[str, str]],
) -> Node | Text | Scope | None:
    """The thing an entry of the snapshot describes, put in its place."""
    parent_index, kind = entry[0], entry[1]
    container = made[parent_index] if parent_index >= 0 else None
    if kind == 11:
        host = made[parent_index]
        assert isinstance(host, Node)  # noqa: S101 - the snapshot says so
        host.shadow_children = []
        hosts[index] = host
        return Scope(page.url)
    if kind == 8:
        return None
    if kind == 3:
        owner = hosts[parent_index] if isinstance(container, Scope) else container
        assert isinstance(owner, Node)  # noqa: S101
        lines = tuple(Box(*line) for line in entry[3]) if len(entry) > 3 else ()
        text = Text(entry[2], owner, lines)
        siblings = owner.shadow_children if isinstance(container, Scope) else owner.dom_children
        siblings.append(text)  # type: ignore[union-attr]
        return text
    node = _node(page, index, entry, styles)
    if isinstance(container, Scope):
        node.host = hosts[parent_index]
        node.scope = container
        node.host.shadow_children.append(node)  # type: ignore[union-attr]
    elif isinstance(container, Node):
        node.dom_parent = container
        node.scope = container.scope
        container.dom_children.append(node)
    else:
        page.root = node
        page.scope.root = node
    node.scope.tags[node.tag] += 1
    if id_ := node.get("id"):
        node.scope.ids.setdefault(id_, []).append(node)
    page.by_index[index] = node
    return node


def _node(page: Page, index: int, entry: list[Any], styles: list[dict[str, str]]) -> Node:
    _, _, tag, flat, style, box, more, *namespace = entry
    node = Node(page, index, tag, dict(zip(flat[::2], flat[1::2], strict=True)), *namespace)
    if style >= 0:
        node.style = styles[style]
    if box:
        node.box = Box(*box)
    if more:
        node.more = more
        for side in ("before", "after"):
            if side in more:
                content, number, size = more[side]
                setattr(node, side, Pseudo(content, styles[number], *size))
        if "placeholder" in more:
            node.more = {**more, "placeholder": styles[more["placeholder"]]}
    return node


def _mark_content(entries: list[list[Any]], made: list[Node | Text | Scope | None]) -> None:
    """Give each element the path of the innermost pair of audit comments around it.

    A pair stands among the children of one element; what it encloses are the siblings between
    and everything in them. An end without a beginning is ignored.
    """
    open_paths: dict[int, list[str]] = {}
    for entry, thing in zip(entries, made, strict=True):
        parent_index, kind = entry[0], entry[1]
        if kind == 8:
            paths = open_paths.setdefault(parent_index, [])
            if entry[2].startswith("a11y:"):
                paths.append(unquote(entry[2].removeprefix("a11y:")))
            elif entry[2] == "/a11y" and paths:
                paths.pop()
        elif isinstance(thing, Node):
            own = open_paths.get(parent_index)
            around = thing.dom_parent or thing.host
            thing.content_path = own[-1] if own else (around.content_path if around else "")


def _embed(frame: Node, inner: Page) -> None:
    """Put a frame's document below the frame, moved to where it stands in the outer page."""
    inner.root.host = frame
    frame.shadow_children = [inner.root]
    if not frame.box:
        return
    left = frame.box.x + frame.pixels("border-left-width")
    top = frame.box.y + frame.pixels("border-top-width")
    for node in inner.nodes:
        node.content_path = frame.content_path
        if node.box:
            node.box = node.box._replace(x=node.box.x + left, y=node.box.y + top)
        for child in node.children:
            if isinstance(child, Text):
                child.lines = tuple(
                    line._replace(x=line.x + left, y=line.y + top) for line in child.lines
                )


def _flatten(root: Node) -> None:
    """Fill in ``parent`` and ``children``: the tree that is shown."""
    stack = [root]
    while stack:
        node = stack.pop()
        shown = node.dom_children if node.shadow_children is None else node.shadow_children
        if node.tag == "slot" and node.scope.root is None:
            shown = _slotted(node) or shown
        node.children = shown
        for child in shown:
            child.parent = node
            if isinstance(child, Node) and not (child.tag == "html" and child.children):
                stack.append(child)


def _slotted(slot: Node) -> list[Node | Text]:
    """The host's children that are shown in this slot."""
    top = slot
    while top.dom_parent:
        top = top.dom_parent
    if not top.host:
        return []
    if slot.get("name"):
        return [
            child
            for child in top.host.dom_children
            if isinstance(child, Node) and child.more.get("slot") == slot.index
        ]
    return [
        child
        for child in top.host.dom_children
        if (isinstance(child, Text) and child.data.strip())
        or (isinstance(child, Node) and child.more.get("slot") == slot.index)
    ]
