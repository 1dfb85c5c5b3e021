"""What several formats say in the same words."""

import re
from urllib.parse import quote

from a11y.engine.model import Finding, Outcome, Report

TOOL = "TDD Pages"

OUTCOMES = {
    Outcome.FAILED: "Failed",
    Outcome.CANT_TELL: "Needs review",
    Outcome.PASSED: "Passed",
    Outcome.INAPPLICABLE: "Does not apply",
    Outcome.UNTESTED: "Not tested",
}


def element(finding: Finding) -> str:
    """The way to the element, through frames and shadow roots."""
    return " » ".join(finding.target)


def fix(finding: Finding) -> str:
    """How to mend it: what was said of this finding, else of its rule."""
    return finding.how_to_fix or finding.rule.fix


def where(finding: Finding) -> str:
    """Where its cause is edited, as well as that is known."""
    return finding.place.label if finding.place else finding.content_path


def states(finding: Finding, report: Report) -> str:
    """In which states it was seen; nothing where the report has but one and no steps led there."""
    told = len(report.states) > 1 or any(state.steps for state in finding.states)
    return "; ".join(map(str, finding.states)) if told else ""


def count(number: int, noun: str) -> str:
    """The number with its noun, in the plural unless it is one."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def uri(address: str) -> str:
    """The address as a URI: what RFC 3986 does not allow in one is percent-encoded."""
    return quote(address, safe="%/:?#[]@!$&'()*+,;=~-._", errors="replace")


def whole(text: str) -> str:
    """The text without halves of surrogate pairs, which scripts can make and UTF-8 cannot hold."""
    return re.sub(r"[\ud800-\udfff]", "�", text)


def printable(text: str) -> str:
    """The text without the characters that XML 1.0 cannot hold (https://www.w3.org/TR/xml/#charsets)."""
    return re.sub(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "�", text)


def visible(text: str) -> str:
    """The text with the characters that steer a terminal, or the direction of text, spelled out.

    Source of the bidi controls: https://www.unicode.org/reports/tr9/. Tabs and line breaks stay.
    """
    return re.sub(
        "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]",
        lambda found: f"‹U+{ord(found[0]):04X}›",
        text,
    )
