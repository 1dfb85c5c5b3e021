"""The page in the browser as data, in one pass over each document."""

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_hex

from selenium.common.exceptions import NoSuchFrameException, StaleElementReferenceException
from selenium.webdriver.remote.webelement import WebElement

from a11y.engine.browser.session import Session, page_errors
from a11y.engine.page.build import build
from a11y.engine.page.tree import Page

OURS = f"a11y_{token_hex(8)}"
"""Where later scripts find the snapshot's elements: a property no page can have guessed."""

_SNAPSHOT = Path(__file__).with_name("snapshot.js").read_text(encoding="utf-8")
_FRAMES = """
const {elements} = window[arguments[0]];
const frames = elements.filter((element) => element && /^i?frame$/.test(element.localName));
return frames.map((frame) => [elements.indexOf(frame), frame]);
"""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A document as the browser wrote it down, and those in its frames by the frames' numbers."""

    document: str
    frames: Mapping[int, "Snapshot"] = field(default_factory=dict)
    lost: int = 0
    """How many frames could not be looked into."""

    def page(self) -> Page:
        """The tree of it. Takes a while, and no browser."""
        frames = {index: frame.page() for index, frame in self.frames.items()}
        page = build(json.loads(self.document), frames)
        page.untested = tuple(self._untested())
        return page

    def _untested(self) -> Iterator[str]:
        if self.lost:
            yield f"{self.lost} frames could not be looked into."
        for frame in self.frames.values():
            yield from frame._untested()


def take(session: Session) -> Snapshot:
    """The open page with what is in its frames, at any depth.

    :raises PageError: when the page's scripts keep the browser from answering.
    """
    with page_errors("the page did not let itself be read in time"):
        return _document(session)


def _document(session: Session) -> Snapshot:
    document, has_frames = session.driver.execute_script(_SNAPSHOT, OURS)
    frames: dict[int, Snapshot] = {}
    found = session.driver.execute_script(_FRAMES, OURS) if has_frames else ()
    for index, frame in found:
        with suppress(NoSuchFrameException, StaleElementReferenceException):
            frames[index] = _frame(session, frame)
    return Snapshot(document, frames, len(found) - len(frames))


def _frame(session: Session, frame: WebElement) -> Snapshot:
    session.driver.switch_to.frame(frame)
    try:
        return _document(session)
    finally:
        session.driver.switch_to.parent_frame()
