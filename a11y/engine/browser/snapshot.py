"""The page in the browser as data, in one pass over each document."""

import json
from collections.abc import Mapping
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

    def page(self) -> Page:
        """The tree of it. Takes a while, and no browser."""
        frames = {index: frame.page() for index, frame in self.frames.items()}
        return build(json.loads(self.document), frames)


def take(session: Session) -> Snapshot:
    """The open page with what is in its frames, at any depth.

    :raises PageError: when the page's scripts keep the browser from answering.
    """
    with page_errors("the page did not let itself be read in time"):
        return _document(session)


def _document(session: Session) -> Snapshot:
    document, has_frames = session.driver.execute_script(_SNAPSHOT, OURS)
    frames: dict[int, Snapshot] = {}
    if has_frames:
        for index, frame in session.driver.execute_script(_FRAMES, OURS):
            with suppress(NoSuchFrameException, StaleElementReferenceException):
                frames[index] = _frame(session, frame)
    return Snapshot(document, frames)


def _frame(session: Session, frame: WebElement) -> Snapshot:
    session.driver.switch_to.frame(frame)
    try:
        return _document(session)
    finally:
        session.driver.switch_to.parent_frame()
