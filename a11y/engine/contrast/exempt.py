"""Which elements need no contrast: parts of controls that cannot be used.

WCAG 2.2 exempts what is "part of an inactive user interface component" from criteria 1.4.3 and
1.4.11; the label of such a component is part of it (ACT rule afw4f7).
"""

from a11y.engine.page.tree import Node, Page

_LABELABLE = frozenset(
    ("button", "input", "meter", "output", "progress", "select", "textarea", "fieldset")
)


class Exemptions:
    """The elements of a page that are inactive, found once: ``node in exemptions``."""

    def __init__(self, page: Page) -> None:
        off = [node for node in page.nodes if _is_switched_off(node)]
        self._off = {id(node) for node in off}
        for node in off:
            self._off.update(id(label) for label in node.referenced("aria-labelledby"))
            self._off.update(id(label) for label in _labels(node))
        self._may_be_inert = page.modal is not None

    def __contains__(self, node: Node) -> bool:
        if self._may_be_inert and node.is_inert:
            return True
        if not self._off:
            return False
        return node.closest(lambda above: id(above) in self._off) is not None


def _is_switched_off(node: Node) -> bool:
    if not node.attributes:
        return False
    if "disabled" in node.more or node.has("inert"):
        return True
    return node.get("aria-disabled").strip().lower() == "true"


def _labels(control: Node) -> list[Node]:
    """The label elements of an inactive control: around it, and those that name it."""
    if control.tag not in _LABELABLE:
        return []
    around = [above for above in control.ancestors if above.tag == "label"][:1]
    id_ = control.get("id")
    named = [label for label in control.page.tagged("label") if id_ and label.get("for") == id_]
    return [label for label in around if not label.has("for")] + named
