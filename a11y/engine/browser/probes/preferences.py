"""The page as it is shown to who has the system choose its colours ("high contrast")."""

from dataclasses import dataclass
from pathlib import Path

from a11y.engine.browser.snapshot import OURS
from a11y.engine.check import Probe, Visit
from a11y.engine.page.tree import Node, Page

_SCRIPT = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Forced:
    """The elements whose pictures are not to be seen in the system's colours."""

    page: Page
    gone: tuple[Node, ...]


def _observe(visit: Visit) -> Forced:
    scheme = {"prefers-color-scheme": visit.state.scheme.value}
    visit.session.prefer({**scheme, "forced-colors": "active"})
    try:
        numbers = visit.session.ask(_SCRIPT, OURS)
    finally:
        visit.session.prefer(scheme)
    found = (visit.page.by_index.get(number) for number in numbers)
    return Forced(visit.page, tuple(node for node in found if node))


FORCED: Probe[Forced] = Probe("forced-colors", "The page in the system's colours", _observe)
