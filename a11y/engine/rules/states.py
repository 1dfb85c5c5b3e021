"""ARIA says nothing else of an element than what it is, and means one element by one id."""

from collections.abc import Iterator
from dataclasses import dataclass

from a11y.engine import aria
from a11y.engine.check import Check, Verdict, asked, asks, failed, fails, ignores, passes
from a11y.engine.model import Impact, Rule
from a11y.engine.page.tree import Node, Page
from a11y.engine.probes import PAGE
from a11y.engine.wcag import criteria

_OF_TREES = ("aria-expanded", "aria-level", "aria-posinset", "aria-setsize")
"""What a row says of its place among rows that open and close."""
_REFERRING = frozenset(name for name, kind in aria.ATTRIBUTES.items() if kind.kind in ("id", "ids"))


@dataclass(frozen=True, slots=True)
class Said:
    """An attribute that is permitted in some circumstances only."""

    node: Node
    attribute: str


def _conditional(page: Page) -> Iterator[Said]:
    for node in page.with_role("checkbox"):
        if node.tag == "input" and node.get("aria-checked").strip():
            yield Said(node, "aria-checked")
    for node in page.with_role("row"):
        yield from (Said(node, name) for name in _OF_TREES if node.get(name).strip())


def _is_so(said: Said) -> Verdict | None:
    node, attribute = said.node, said.attribute
    if attribute in _OF_TREES:
        table = next(
            (up for up in node.ancestors if up.role in ("table", "grid", "treegrid")), None
        )
        if table is None or table.role == "treegrid":
            return None
        return Verdict("row", {"attribute": attribute, "role": table.role}, about=attribute)
    value = node.get(attribute).strip().lower()
    is_state = "mixed" if "mixed" in node.more else "true" if "checked" in node.more else "false"
    if value == is_state:
        return None
    return Verdict("checked", {"value": value, "state": is_state})


CONDITIONAL = Check(
    rule=Rule(
        id="aria-state-agrees",
        title="ARIA says of check boxes and rows what they are",
        criteria=criteria("4.1.2"),
        impact=Impact.SERIOUS,
        act=("5c01ea",),
        techniques=("ARIA5",),
        replaces=("aria-conditional-attr",),
        why="Assistive technology hears one thing from the browser and another from ARIA; which of "
        "them it says differs from one to the next.",
        fix="Take the attribute away: the browser says the state of a check box by itself, and "
        "only rows of a treegrid have levels and can be expanded.",
    ),
    probe=PAGE,
    applicability=_conditional,
    expectation=_is_so,
    messages={
        "checked": failed("aria-checked says “{value}” of this check box, and it is “{state}”."),
        "row": failed("{attribute} is for rows of a treegrid, and this is a row of a {role}."),
    },
    examples=(
        fails("Checked, and not", '<input type="checkbox" aria-checked="true" aria-label="Milk">'),
        fails(
            "A row of a table that is expanded",
            '<table><tr aria-expanded="false"><td>Tea</td></tr></table>',
        ),
        passes("They agree", '<input type="checkbox" checked aria-checked="true" '
               'aria-label="Milk">'),
        passes(
            "A row of a tree",
            '<table role="treegrid"><tr aria-level="1" aria-expanded="false"><td>Tea</td></tr>'
            "</table>",
        ),
        ignores("A box made by ARIA", '<div role="checkbox" aria-checked="true" tabindex="0" '
                'aria-label="Milk"></div>'),
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reference:
    """An id that something refers to, and the elements that have it."""

    node: Node
    id: str
    attribute: str
    named: tuple[Node, ...]


def _references(page: Page) -> Iterator[Reference]:
    seen = set()
    for node in page.nodes:
        for attribute in node.attributes:
            if attribute not in _REFERRING and not (attribute == "for" and _is_label(node)):
                continue
            for id_ in node.tokens(attribute):
                named = tuple(node.scope.ids.get(id_, ()))
                if named and (id(node.scope), id_) not in seen:
                    seen.add((id(node.scope), id_))
                    yield Reference(named[-1], id_, attribute, named)


def _is_label(node: Node) -> bool:
    return node.tag in ("label", "output")


def _means_one(reference: Reference) -> Verdict | None:
    count = len(reference.named)
    if count == 1:
        return None
    facts = {"id": reference.id, "count": count, "attribute": reference.attribute}
    return Verdict("several", facts, about=reference.id)


IDS_UNIQUE = Check(
    rule=Rule(
        id="referenced-id-unique",
        title="An id that is referred to belongs to one element",
        criteria=criteria("4.1.2"),
        impact=Impact.SERIOUS,
        techniques=("F77", "H93"),
        replaces=("duplicate-id-aria",),
        why="A label or description that means the second of them is given to the first.",
        fix="Give each element an id of its own.",
    ),
    probe=PAGE,
    applicability=_references,
    expectation=_means_one,
    messages={
        "several": asked(
            "{count} elements have the id “{id}”, and {attribute} refers to it. Browsers take the "
            "first: is it the one that is meant?"
        )
    },
    examples=(
        asks(
            "Two fields of one id (F77)",
            '<label for="a">Name</label><input id="a"><label for="a">Town</label><input id="a">',
        ),
        passes("One", '<label for="a">Name</label><input id="a">'),
        ignores("Nothing refers to it", '<p id="a">Tea</p><p id="a">Milk</p>'),
    ),
)

CHECKS = (CONDITIONAL, IDS_UNIQUE)
