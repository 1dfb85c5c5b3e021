"""The audit of several pages with one warm browser."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence

from a11y.engine.audit import audit_page
from a11y.engine.browser.axe import axe_version
from a11y.engine.browser.session import Session
from a11y.engine.model import PageResult, State, Target
from a11y.engine.wcag import Level


def scan(
    targets: Iterable[Target],
    *,
    states: Sequence[State] = (State(),),
    level: Level = "AA",
) -> Iterator[PageResult]:
    """Audit one page after the other and yield each result as soon as it is there.

    :raises EngineError: when nothing can be audited: no browser, no axe-core.
    """
    axe_version()  # a missing script is said before a browser is started
    waiting = deque(targets)
    while waiting:
        with Session() as session:
            result = None
            # A page that could not be audited may have left the browser stuck, and must cost
            # itself alone: the next one gets a new browser.
            while waiting and not (result and result.error):
                result = audit_page(session, waiting.popleft(), states=states, level=level)
                yield result
