"""The comments that say, in a page's HTML, which content a part of it was rendered from.

``<!--a11y:PATH-->…<!--/a11y-->``, with PATH percent-encoded. Comments change neither layout nor the
accessibility tree. The audit engine reads them.
"""

import re
from urllib.parse import quote

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

_MARK = r"<!--(?:a11y:[^>]*|/a11y)-->"
_ESCAPED_MARK = r"(?:&lt;|\\u003[Cc])!--(?:a11y:[^<>&\\]*|/a11y)--(?:&gt;|\\u003[Ee])"
_ANY_MARK = re.compile(f"{_MARK}|{_ESCAPED_MARK}")
_PARTS = re.compile(
    rf"""(?P<comment>{_MARK}|<!--.*?-->)
    |<(?P<raw>script|style|title|textarea|iframe|noembed|noframes|xmp)\b.*?</(?P=raw)
    |<[a-z/](?:{_MARK}|"[^"]*"|'[^']*'|[^'">])*+>
    |{_ESCAPED_MARK}""",
    flags=re.DOTALL | re.IGNORECASE | re.VERBOSE,
)


def wrap(path: str, html: str) -> str:
    """The HTML between marks for the content path.

    What renders nothing stays nothing: templates ask whether there is something to show. Text
    that is not marked safe is escaped here, as a template would have done.
    """
    if not path or not html.strip():
        return html
    return SafeString(f"<!--a11y:{_encoded(path)}-->{conditional_escape(html)}<!--/a11y-->")


def tidy(html: str) -> str:
    """The document without the marks that do not stand where HTML has comments.

    A block's output may be used in an attribute or a title, escaped once more, or as JSON. There a
    mark would be text, and the audited page would not be the page that visitors get.
    """
    return _PARTS.sub(_tidied, html)


def _tidied(part: re.Match[str]) -> str:
    return part[0] if part["comment"] else _ANY_MARK.sub("", part[0])


def _encoded(path: str) -> str:
    """The path as it can stand in a comment: ids come from users' JSON and may hold ``-->``."""
    return quote(path, safe="").replace("--", "-%2D")
