"""What the server delivered for the open page, without asking it again."""

import base64
from contextlib import suppress

from selenium.common.exceptions import WebDriverException

from a11y.engine.browser.session import Session, page_errors
from a11y.engine.source import Source


def delivered(session: Session) -> Source:
    """The main document's response as the browser received it.

    DevTools gives a navigation's request the id of its loader, so it can be asked for afterwards.
    Where the browser no longer has it (a very large page), the source is empty.
    """
    request = {"requestId": session.frame["loaderId"]}
    content_type = session.frame["mimeType"]
    late = "the browser did not give the page's source in time"
    with page_errors(late), suppress(WebDriverException):
        body = session.driver.execute_cdp_cmd("Network.getResponseBody", request)
        return Source(_decoded(body), content_type)
    return Source("", content_type)


def _decoded(body: dict[str, object]) -> str:
    text = str(body["body"])
    if body["base64Encoded"]:
        return base64.b64decode(text).decode("utf-8", errors="replace")
    return text
