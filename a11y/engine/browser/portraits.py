"""Pictures of the elements that findings are on."""

import base64
from collections.abc import Sequence
from pathlib import Path

from a11y.engine.browser.session import Session

MOST_PORTRAITS = 40
"""How many are taken of a page at most: each takes a tenth of a second."""

_PLACE = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
_MARGIN = 16
_LARGEST = (1280, 1024)
"""What is larger, in CSS pixels, is cut: its beginning shows which element is meant."""


def portrait(session: Session, target: Sequence[str]) -> bytes:
    """A PNG of the element that a finding's target leads to, and of what is close around it.

    Empty where there is no such element now, or nothing of it to be seen.

    :raises PageError: when the page keeps the browser from answering.
    """
    box = session.ask_apart(_PLACE, list(target), _MARGIN, _LARGEST)
    if box is None:
        return b""
    clip = {"x": box[0], "y": box[1], "width": box[2], "height": box[3], "scale": 1}
    request = {"format": "png", "clip": clip, "captureBeyondViewport": box[4]}
    return base64.b64decode(session.cdp("Page.captureScreenshot", request)["data"])
