"""Images, with what only the browser knows of canvases: whether anything is drawn on them."""

from dataclasses import dataclass
from pathlib import Path

from a11y.engine.browser.snapshot import OURS
from a11y.engine.check import Probe, Visit
from a11y.engine.page.tree import Node, Page

_SCRIPT = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Pictures:
    """A page, and its canvases that show something."""

    page: Page
    drawn: frozenset[int] = frozenset()

    def shows(self, node: Node) -> bool:
        """Whether an image has loaded, or something is drawn on it."""
        if node.tag == "canvas":
            return node.page is self.page and node.index in self.drawn
        if node.tag == "img":
            natural = node.more.get("natural")
            return bool(natural and natural[0] and natural[1])
        return True


def _observe(visit: Visit) -> Pictures:
    if not visit.page.tagged("canvas"):
        return Pictures(visit.page)
    return Pictures(visit.page, frozenset(visit.session.ask(_SCRIPT, OURS)))


PICTURES: Probe[Pictures] = Probe("pictures", "Images, and what is drawn on canvases", _observe)
