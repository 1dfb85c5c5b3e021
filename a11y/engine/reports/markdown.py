"""The report as Markdown (GitHub's), for a comment on a change: figures, causes, folded details.

It is kept below the length of a comment; what is left out is said.
"""

import re
from typing import TextIO

from a11y.engine.conformance import Cause, Coverage, causes, of_report
from a11y.engine.model import Outcome, Report
from a11y.engine.reports.words import OUTCOMES, count, element, fix, uri, visible, where

LENGTH = 60_000
"""Characters. GitHub takes 65,536 in a comment, and whoever posts it may add a line or two."""
EXAMPLES = 10

_MARKS = {Outcome.FAILED: "❌", Outcome.CANT_TELL: "❔"}


def write(report: Report, stream: TextIO) -> None:
    """Write the report, its causes in order of urgency."""
    summary, untested = _summary(report), _not_tested(report)
    room = LENGTH - len(summary) - len(untested)
    found = _within(room, [_cause(cause) for cause in causes(report)])
    stream.write("\n\n".join(filter(None, (summary, untested, *found))) + "\n")


def _within(room: int, parts: list[str]) -> list[str]:
    """As many parts as there is room for, and how many more there are."""
    for number, part in enumerate(parts):
        room -= len(part)
        if room < 0:
            return [*parts[:number], f"… and {len(parts) - number:,} more: see the full report."]
    return parts


def _summary(report: Report) -> str:
    failed = sum(1 for _ in report.findings(Outcome.FAILED))
    asked = sum(1 for _ in report.findings(Outcome.CANT_TELL))
    statuses = of_report(report)
    person = sum(status.coverage == Coverage.PERSON for status in statuses)
    broken = sum(status.outcome == Outcome.FAILED for status in statuses)
    rows = [
        ("Pages", len(report.pages)),
        ("Pages that could not be audited", sum(bool(page.error) for page in report.pages)),
        ("Failed", failed),
        ("Needs review", asked),
        (f"Criteria not met, of {len(statuses)}", broken),
        (f"Criteria for a person, of {len(statuses)}", person),
    ]
    table = "\n".join(f"| {name} | {number:,} |" for name, number in rows)
    scope = f"WCAG 2.2 {report.profile.level}, axe-core {_escaped(report.axe_version)}"
    return f"## Accessibility: {count(failed, 'barrier')}\n\n{scope}\n\n| | |\n|---|--:|\n{table}"


def _not_tested(report: Report) -> str:
    notes = [(page.url, page.error) for page in report.pages if page.error]
    notes += [(page.url, f"skipped: {page.reason}") for page in report.skipped]
    notes += [(page.url, note) for page in report.pages for note in page.untested]
    lines = [f"- {_address(url)}: {_escaped(why)}" for url, why in notes]
    listed = "\n".join(_within(LENGTH // 4, lines))
    return _folded(f"Not tested ({len(lines)})", listed) if lines else ""


def _cause(cause: Cause) -> str:
    first, rule = cause.first, cause.first.rule
    impact = f"{cause.impact}, " if cause.impact else ""
    criteria = ", ".join(map(str, rule.criteria)) or "Best practice"
    spread = f"{count(len(cause.sightings), 'element')} on {count(len(cause.pages), 'page')}"
    lines = [
        f"### {_MARKS.get(first.outcome, '')} {OUTCOMES[first.outcome]}: {_escaped(rule.title)}",
        f"{_code(rule.id)}, {impact}{spread}. {_escaped(criteria)}",
        _escaped(first.message),
        f"**Fix:** {_escaped(fix(first))}" if fix(first) else "",
        _folded("Where", _examples(cause)),
    ]
    return "\n\n".join(filter(None, lines))


def _examples(cause: Cause) -> str:
    lines = []
    for seen in cause.sightings[:EXAMPLES]:
        place = where(seen.finding)
        parts = [_address(seen.page.url), _escaped(place), _code(element(seen.finding))]
        lines.append("- " + ", ".join(filter(None, parts)) + f"<br>{_code(seen.finding.html)}")
    more = len(cause.sightings) - EXAMPLES
    return "\n".join([*lines, f"- … and {more:,} more"] if more > 0 else lines)


def _folded(summary: str, text: str) -> str:
    return f"<details><summary>{summary}</summary>\n\n{text}\n\n</details>"


def _escaped(text: str) -> str:
    """The text on one line; nothing in it is markup, a link, or a mention of a person or issue."""
    line = re.sub(r"([\\`*_{}\[\]()#+\-.!|<>~&$:])", r"\\\1", _line(text))
    return re.sub(r"([@#])", r"\1<!-- -->", line)


def _line(text: str) -> str:
    return " ".join(visible(text).split())


def _code(text: str) -> str:
    """The text on one line in a code span, with a fence longer than any run of backticks in it."""
    line = _line(text).replace("|", "¦")
    if not line:
        return ""
    longest = max(map(len, re.findall(r"`+", line)), default=0)
    fence = "`" * (longest + 1)
    return f"{fence} {line} {fence}" if longest else f"{fence}{line}{fence}"


def _address(url: str) -> str:
    """A link where that is safe to follow, else the address in a code span."""
    return f"<{uri(url)}>" if re.match(r"https?://[^\s<>]+$", url) else _code(url)
