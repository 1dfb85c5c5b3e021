"""The page in the browser as data, in one pass over each document."""

import json
from contextlib import suppress
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


def take(session: Session) -> Page:
    """The open page with what is in its frames, at any depth.

    :raises PageError: when the page's scripts keep the browser from answering.
    """
    with page_errors("the page did not let itself be read in time"):
        return _document(session)


def _document(session: Session) -> Page:
    data = json.loads(session.driver.execute_script(_SNAPSHOT, OURS))
    frames: dict[int, Page] = {}
    if any(entry[1] == 1 and entry[2] in ("iframe", "frame") for entry in data["nodes"]):
        for index, frame in session.driver.execute_script(_FRAMES, OURS):
            with suppress(NoSuchFrameException, StaleElementReferenceException):
                frames[index] = _frame(session, frame)
    return build(data, frames)


def _frame(session: Session, frame: WebElement) -> Page:
    session.driver.switch_to.frame(frame)
    try:
        return _document(session)
    finally:
        session.driver.switch_to.parent_frame()
