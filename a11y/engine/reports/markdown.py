"""The report as Markdown (GitHub's), for a comment on a change: figures, causes, folded details.

It is kept below the length of a comment; what is left out is said.
"""

import re
from typing import TextIO

from a11y.engine.conformance import Cause, Coverage, causes, of_report
from a11y.engine.model import Outcome, Report
from a11y.engine.reports.words import OUTCOMES, count, element, fix, uri, where

LENGTH = 60_000
"""Characters. GitHub takes 65,536 in a comment, and whoever posts it may add a line or two."""
EXAMPLES = 10

_MARKS = {Outcome.FAILED: "❌", Outcome.CANT_TELL: "❔"}


def write(report: Report, stream: TextIO) -> None:
    """Write the report, its causes in order of urgency."""
    parts = [_summary(report), *_not_audited(report)]
    found = causes(report)
    room = LENGTH - sum(map(len, parts))
    for number, cause in enumerate(found):
        part = _cause(cause)
        room -= len(part)
        if room < 0:
            parts.append(f"… and {count(len(found) - number, 'more cause')}: see the full report.")
            break
        parts.append(part)
    stream.write("\n\n".join(parts) + "\n")


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


def _not_audited(report: Report) -> list[str]:
    lines = [(page.url, page.error) for page in report.pages if page.error]
    lines += [(page.url, f"skipped: {page.reason}") for page in report.skipped]
    lines += [(page.url, note) for page in report.pages for note in page.untested]
    listed = "\n".join(f"- {_address(url)}: {_escaped(why)}" for url, why in lines)
    return [_folded(f"Not tested ({len(lines)})", listed[: LENGTH // 4])] if lines else []


def _cause(cause: Cause) -> str:
    first, rule = cause.first, cause.first.rule
    impact = f"{cause.impact}, " if cause.impact else ""
    spread = f"{count(len(cause.sightings), 'element')} on {count(len(cause.pages), 'page')}"
    lines = [
        f"### {_MARKS.get(first.outcome, '')} {OUTCOMES[first.outcome]}: {_escaped(rule.title)}",
        f"{_code(rule.id)}, {impact}{spread}. {_escaped(', '.join(map(str, rule.criteria)))}",
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
    """The text on one line, where nothing in it is markup, a link, or a mention."""
    line = re.sub(r"([\\`*_{}\[\]()#+\-.!|<>~&$:])", r"\\\1", " ".join(text.split()))
    return re.sub(r"@", "@<!-- -->", line)


def _code(text: str) -> str:
    """The text on one line in a code span, with a fence longer than any run of backticks in it."""
    line = " ".join(text.split()).replace("|", "¦")
    if not line:
        return ""
    longest = max(map(len, re.findall(r"`+", line)), default=0)
    fence = "`" * (longest + 1)
    return f"{fence} {line} {fence}" if longest else f"{fence}{line}{fence}"


def _address(url: str) -> str:
    """A link where that is safe to follow, else the address in a code span."""
    return f"<{uri(url)}>" if re.match(r"https?://[^\s<>]+$", url) else _code(url)
