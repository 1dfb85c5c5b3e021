"""Whether what assistive technology does not meet keeps the focus when it gets it."""

from dataclasses import dataclass
from pathlib import Path

from a11y.engine.browser.probes.heard import heard
from a11y.engine.browser.session import Session
from a11y.engine.browser.snapshot import OURS
from a11y.engine.check import Probe, Visit
from a11y.engine.page.tree import Node

_FOCUS = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Candidate:
    """An element that Tab comes to; ``keeps`` is None where that could not be tried."""

    node: Node
    keeps: bool | None


HiddenFocus = dict[Node, list[Candidate]]
"""The outermost elements with aria-hidden, and what in them is in the tab order."""


def _observe(visit: Visit) -> HiddenFocus:
    page = visit.page
    hidden = {
        node: [
            below
            for below in (node, *node.descendants)
            if below.is_in_tab_order and below.tag not in ("iframe", "frame")
        ]
        for node in page.nodes
        if node.get("aria-hidden").strip().lower() == "true"
        and not (node.parent and node.parent.is_aria_hidden)
    }
    # Elements in frames are out of the script's reach.
    tried = [
        node
        for inside in hidden.values()
        for node in inside
        if node.page is page and page.by_index.get(node.index) is node
    ]
    kept = {}
    if tried:
        kept = dict(zip(tried, _kept(visit.session, tried), strict=True))
        if any(kept.values()) and _may_hold_tab(visit):
            kept = {node: None if keeps else keeps for node, keeps in kept.items()}
    return {
        node: [Candidate(below, kept.get(below)) for below in inside]
        for node, inside in hidden.items()
    }


def _may_hold_tab(visit: Visit) -> bool:
    """Whether there is a dialog that says it is modal, and hears keys: Tab may not come past it."""
    dialogs = [
        node
        for node in visit.page.with_role("dialog", "alertdialog")
        if node.get("aria-modal").strip().lower() == "true" and node.is_visible
    ]
    hears = heard(visit.session, visit.page) if dialogs else None
    return hears is not None and any("keydown" in hears.around(node) for node in dialogs)


def _kept(session: Session, nodes: list[Node]) -> list[bool | None]:
    """Whether each has the focus after it was given it."""
    kept: list[bool | None] = session.ask(_FOCUS, OURS, [node.index for node in nodes])
    return kept


HIDDEN_FOCUS: Probe[HiddenFocus] = Probe(
    "hidden-focus", "What happens when something hidden gets the focus", _observe
)
