"""Accessible names and descriptions, and the text they are made of.

Sources: Accessible Name and Description Computation 1.2 (https://www.w3.org/TR/accname-1.2/) and
the sections on names of HTML-AAM 1.0 and SVG-AAM 1.0. Where they leave a choice, Chromium's.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from a11y.engine.page import roles
from a11y.engine.page.parts import Pseudo, Text

if TYPE_CHECKING:
    from a11y.engine.page.tree import Node

_INLINE = frozenset(
    ("inline", "contents", "ruby", "ruby-text", "inline-block", "inline-flex", "inline-grid")
)
_INLINE_TAGS = frozenset(
    """
    a abbr acronym b bdi bdo big cite code data del dfn em font i img input ins kbd label map mark
    meter output progress q ruby rt s samp select small span strike strong sub sup time tt u var
    wbr svg button textarea slot
    """.split()
)
_BUTTONS = {"submit": "Submit", "reset": "Reset"}  # as Chromium says them in English


def name_of(node: Node) -> str:
    """The accessible name; "" where there is none or the role cannot have one."""
    return _collapsed(_name(node, set(), traversal=False))


def author_name(node: Node) -> str:
    """The name from aria-labelledby, aria-label or title only: what makes a region a landmark."""
    referenced = _from_references(node, "aria-labelledby", set())
    return _collapsed(referenced or node.get("aria-label") or node.get("title"))


def description_of(node: Node) -> str:
    """The accessible description: aria-describedby, aria-description, or a title not yet used."""
    referenced = _from_references(node, "aria-describedby", set())
    text = referenced or node.get("aria-description")
    if not text.strip():
        title = node.get("title")
        text = title if _collapsed(title) != node.name else ""
    return _collapsed(text)


def joined(node: Node, *, shown: Callable[[Node], bool] | None = None) -> str:
    """The text in an element as it is read: blocks set apart, generated content included.

    ``shown`` decides about each element whether its own text counts; what is not displayed
    never does.
    """
    parts: list[str] = []
    stack: list[Node | Text | str] = [node]
    while stack:
        thing = stack.pop()
        if isinstance(thing, str):
            parts.append(thing)
        elif isinstance(thing, Text):
            parts.append(thing.data if shown is None or shown(thing.parent) else "")
        else:
            if not thing.is_displayed and thing is not node:
                continue
            edge = "" if _is_inline(thing) else " "
            stack.append(edge)
            stack.extend(filter(None, [_pseudo_text(thing.after)]))
            stack.extend(reversed(thing.children))
            stack.extend(filter(None, [_pseudo_text(thing.before), edge]))
            if thing.tag == "br":
                stack.append(" ")
    return "".join(parts)


def _name(node: Node, visited: set[int], *, traversal: bool, referenced: bool = False) -> str:
    """Steps 2A to 2I of the computation. ``traversal``: as part of another element's name."""
    if id(node) in visited:
        return ""
    # 2A: what is hidden counts only where it was named directly.
    if not referenced and not _counts(node):
        return ""
    visited.add(id(node))
    if not referenced:
        labelled = _from_references(node, "aria-labelledby", visited)  # 2B
        if labelled.strip():
            return labelled
    if traversal or referenced:
        embedded = _embedded_value(node)  # 2C
        if embedded is not None:
            return embedded
    if node.get("aria-label").strip():  # 2D
        return node.get("aria-label")
    native = "" if node.role == "none" else _native(node, visited)  # 2E
    if native.strip():
        return native
    role = node.role
    if referenced or traversal or role in roles.NAMED_BY_CONTENT or _is_summary(node):  # 2F
        content = _content(node, visited, hidden=referenced and not _counts(node))
        if content.strip():
            return content
    return _tooltip(node)  # 2I


def _counts(node: Node) -> bool:
    """Not hidden from everybody, and not hidden by ARIA."""
    return node.is_perceivable and not node.is_aria_hidden


def _from_references(node: Node, attribute: str, visited: set[int]) -> str:
    parts = (
        _name(other, set() if other is node else set(visited), traversal=False, referenced=True)
        for other in node.referenced(attribute)
    )
    return " ".join(filter(None, parts))


def _embedded_value(node: Node) -> str | None:
    """What a control within a label contributes: its value, not its own name."""
    role = node.role
    if role in ("textbox", "searchbox") or (role == "combobox" and node.tag == "input"):
        if node.tag in ("input", "textarea"):
            return str(node.more.get("value", node.get("value")))
        return node.text
    if role in ("combobox", "listbox") and node.tag == "select":
        chosen = [option for option in node.descendants if option.has("selected")]
        options = chosen or [option for option in node.descendants if option.tag == "option"][:1]
        return " ".join(option.text for option in options)
    if role in ("slider", "spinbutton", "progressbar", "scrollbar", "meter"):
        return node.get("aria-valuetext") or node.get("aria-valuenow") or str(
            node.more.get("value", node.get("value"))
        )  # fmt: skip
    return None


def _native(node: Node, visited: set[int]) -> str:
    """The name from the host language: labels, alternatives, captions (HTML-AAM §4.1)."""
    tag = node.tag
    if node.namespace == roles.SVG:
        title = next((child for child in node.elements if child.tag == "title"), None)
        return title.text if title else node.get("xlink:title")
    if tag in ("img", "area") or (tag == "input" and node.get("type").lower() == "image"):
        return node.get("alt") or (_from_labels(node, visited) if tag == "input" else "")
    if tag == "input" and node.get("type").lower() in ("button", "submit", "reset"):
        labels = _from_labels(node, visited)
        if labels.strip():
            return labels
        return node.get("value", _BUTTONS.get(node.get("type").lower(), ""))
    if tag in ("input", "textarea", "select", "meter", "progress", "output", "button"):
        return _from_labels(node, visited)
    first = {"fieldset": "legend", "table": "caption", "figure": "figcaption"}.get(tag)
    if first:
        child = next((child for child in node.elements if child.tag == first), None)
        return _content(child, visited) if child is not None and _counts(child) else ""
    if tag == "optgroup":
        return node.get("label")
    if tag == "option" and node.get("label"):
        return node.get("label")
    return ""


def labels_of(node: Node) -> list[Node]:
    """The label elements of a form field, in document order."""
    around = next((above for above in node.ancestors if above.tag == "label"), None)
    id_ = node.get("id")
    labels = []
    for label in _labels_in(node):
        if label.has("for"):
            if id_ and label.get("for") == id_ and node.scope.by_id(id_) is node:
                labels.append(label)
        elif label is around and _labelled_by_nesting(label) is node:
            labels.append(label)
    return labels


def _labels_in(node: Node) -> list[Node]:
    return [label for label in node.page.by_tag.get("label", []) if label.scope is node.scope]


def _labelled_by_nesting(label: Node) -> Node | None:
    labelable = ("button", "input", "meter", "output", "progress", "select", "textarea")
    return next(
        (
            node
            for node in label.descendants
            if node.tag in labelable and node.get("type").lower() != "hidden"
        ),
        None,
    )


def _from_labels(node: Node, visited: set[int]) -> str:
    parts = (
        _name(label, visited - {id(label)}, traversal=False, referenced=True)
        for label in labels_of(node)
        if id(label) not in visited
    )
    return " ".join(filter(None, parts))


def _content(node: Node, visited: set[int], *, hidden: bool = False) -> str:
    """The name from what is in the element, with its generated content."""
    parts = [_pseudo_text(node.before)]
    for child in node.children:
        if isinstance(child, Text):
            parts.append(child.data)
            continue
        if hidden and not child.is_displayed and node.is_displayed:
            continue
        text = _name_in_content(child, visited, hidden=hidden)
        edge = "" if _is_inline(child) else " "
        parts.extend((edge, text, edge))
    parts.append(_pseudo_text(node.after))
    return "".join(parts)


def _name_in_content(child: Node, visited: set[int], *, hidden: bool) -> str:
    if child.tag == "br":
        return " "
    if hidden:
        return child.get("aria-label") or child.get("alt") or _content(child, visited, hidden=True)
    return _name(child, visited, traversal=True)


def _pseudo_text(pseudo: Pseudo | None) -> str:
    """Generated content as it is spoken: the alternative after a slash where there is one."""
    if pseudo is None:
        return ""
    if " / " in pseudo.content:
        return pseudo.content.split(" / ", 1)[1].strip().strip('"')
    return pseudo.text if pseudo.style.get("display", "inline") in _INLINE else f" {pseudo.text} "


def _tooltip(node: Node) -> str:
    if node.get("title").strip():
        return node.get("title")
    if node.tag in ("input", "textarea"):
        return node.get("placeholder") or node.get("aria-placeholder")
    return node.get("aria-placeholder") if node.role in ("textbox", "searchbox") else ""


def _is_summary(node: Node) -> bool:
    return node.tag == "summary"


def _is_inline(node: Node) -> bool:
    display = node.style.get("display")
    return display in _INLINE if display else node.tag in _INLINE_TAGS


def _collapsed(text: str) -> str:
    return " ".join(text.split())
