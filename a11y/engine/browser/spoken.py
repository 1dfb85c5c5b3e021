"""What a screen reader meets on a page: the browser's accessibility tree, read from the top.

https://chromedevtools.github.io/devtools-protocol/tot/Accessibility/ – what stands there is what
the browser hands to assistive technology.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from a11y.engine.browser.session import Session

MOST_LINES = 2000
_LANDMARKS = frozenset(
    "banner complementary contentinfo form main navigation region search".split()
)
_SAID = frozenset(
    "alert alertdialog article button cell checkbox code columnheader combobox dialog figure "
    "gridcell heading image img link list listbox listitem math menu menubar menuitem "
    "menuitemcheckbox menuitemradio meter option progressbar radio radiogroup rowheader searchbox "
    "slider spinbutton status switch tab table tablist tabpanel textbox toolbar tree treeitem "
    "blockquote definition term note log timer group DisclosureTriangle Iframe".split()
)
_NAMED_ONLY = frozenset("form region group figure article".split())
"""Roles that are only said where they have a name."""
_SHORT = {"DisclosureTriangle": "disclosure", "Iframe": "frame", "img": "image"}
_STATES = ("expanded", "checked", "pressed", "selected", "disabled", "required", "invalid")

Line = dict[str, Any]
"""``depth``, ``role`` ("text" for running text), ``name``, ``level`` (0 for none), ``states`` (a
list of words), and ``kind``: landmark, heading, link, or "" for anything else."""


def spoken(session: Session) -> list[Line]:
    """The lines of the page that is open, in reading order.

    :raises PageError: when the browser does not answer.
    """
    nodes = session.cdp("Accessibility.getFullAXTree", {})["nodes"]
    by_id = {node["nodeId"]: node for node in nodes}
    if not nodes:
        return []
    lines = []
    for line in _lines(nodes[0], by_id):
        lines.append(line)
        if len(lines) == MOST_LINES:
            break
    return lines


def _lines(root: Mapping[str, Any], by_id: Mapping[str, Mapping[str, Any]]) -> Iterator[Line]:
    # A stack rather than recursion: pages are nested deeper than Python allows.
    waiting = [(root, 0, "")]
    while waiting:
        node, depth, around = waiting.pop()
        role = _value(node, "role")
        name = " ".join(_value(node, "name").split())
        inner, inside = depth, around
        if not node.get("ignored"):
            if role == "StaticText":
                if name and name not in around:
                    yield _line(depth, "text", name)
                continue
            if _is_said(role, name):
                yield _line(depth, role, name, node)
                inner, inside = depth + 1, name
        children = [by_id[child] for child in node.get("childIds", ()) if child in by_id]
        waiting.extend((child, inner, inside) for child in reversed(children))


def _is_said(role: str, name: str) -> bool:
    if role in _NAMED_ONLY:
        return bool(name)
    return role in _SAID or role in _LANDMARKS


def _line(depth: int, role: str, name: str, node: Mapping[str, Any] | None = None) -> Line:
    properties = {
        one["name"]: one["value"].get("value") for one in (node or {}).get("properties", ())
    }
    level = properties.get("level", 0) if role == "heading" else 0
    return {
        "depth": depth,
        "role": _SHORT.get(role, role),
        "name": name,
        "level": int(level or 0),
        "states": [_state(one, properties[one]) for one in _STATES if _counts(one, properties)],
        "kind": "landmark" if role in _LANDMARKS else role if role in ("heading", "link") else "",
    }


def _counts(name: str, properties: Mapping[str, Any]) -> bool:
    if name == "expanded":
        return name in properties
    return properties.get(name) not in (None, False, "false")


def _state(name: str, value: Any) -> str:
    if name == "expanded":
        return "expanded" if value is True else "collapsed"
    return f"{name}: {value}" if value in ("mixed", "spelling", "grammar") else name


def _value(node: Mapping[str, Any], key: str) -> str:
    return str((node.get(key) or {}).get("value") or "")
