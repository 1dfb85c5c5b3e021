"""Every type of event that a page's scripts listen for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from a11y.engine.browser.session import Session
from a11y.engine.page.tree import Node, Page

_SCRIPT = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
_OPERATED = frozenset(
    ("click", "mousedown", "mouseup", "pointerdown", "pointerup", "touchstart", "touchend")
) | {"change", "input"}


@dataclass(frozen=True, slots=True)
class Heard:
    """The types of event that are listened for: on window and document, and on elements."""

    everywhere: frozenset[str]
    by_node: Mapping[Node, frozenset[str]]

    def around(self, node: Node) -> frozenset[str]:
        """The types of event that something hears of when they happen at the element."""
        nodes = (node, *node.ancestors)
        return self.everywhere.union(*(self.by_node.get(around, ()) for around in nodes))

    def operable(self, nodes: Iterable[Node]) -> list[Node]:
        """Those of the elements that do something when a person operates them."""
        return [node for node in nodes if self._is_operable(node)]

    def _is_operable(self, node: Node) -> bool:
        if node.is_disabled or not node.is_visible or not node.is_exposed:
            return False
        if node.has("href") or node.tag in ("summary", "iframe") or node.has("controls"):
            return True
        if node.has("popovertarget") or node.has("commandfor"):
            return True
        if node.tag == "input" and node.get("type").lower() in ("checkbox", "radio"):
            return True  # style sheets can react to it
        submits = ("submit", "image", "") if node.tag == "button" else ("submit", "image")
        in_form = any(above.tag == "form" for above in node.ancestors)
        if in_form and node.tag in ("button", "input") and node.get("type").lower() in submits:
            return True
        return bool(self.around(node) & _OPERATED)


def heard(session: Session, page: Page) -> Heard:
    """What the scripts of the open page listen for; that of its frames is not known.

    :raises PageError: when the page does not answer.
    """
    answer = session.cdp(
        "Runtime.evaluate",
        {"expression": _SCRIPT, "includeCommandLineAPI": True, "returnByValue": True},
    )
    seen = answer["result"].get("value") or {"window": (), "document": (), "elements": ()}
    nodes = [page.by_index[index] for index in sorted(page.by_index)]
    by_node = {
        nodes[place]: frozenset(types)
        for place, tag, types in seen["elements"]
        # Where the page has changed since the snapshot, the places are others.
        if place < len(nodes) and nodes[place].tag == tag
    }
    return Heard(frozenset((*seen["window"], *seen["document"])), by_node)
