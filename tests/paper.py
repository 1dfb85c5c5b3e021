"""Pages as they are printed."""

from collections.abc import Iterator
from contextlib import contextmanager

from a11y.engine.browser.session import Session


@contextmanager
def on_paper(session: Session) -> Iterator[None]:
    """Show pages as on paper. DevTools forgets every preference where it is told the medium, so
    the session must not believe in one: neither here nor afterwards."""
    session.prefer({})
    session.cdp("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        yield
    finally:
        session.cdp("Emulation.setEmulatedMedia", {"media": ""})
