"""Findings that are known: they stay quiet, so that a new one stands out.

The file is TOML, sorted, made to be reviewed::

    [[known]]
    page = "/about/"
    rule = "image-alt"
    fingerprint = "6f1e…"
    count = 2
    note = "Element does not have an alt attribute"
    reason = "The photographer delivers texts in May."
    expires = 2027-06-01

``reason`` and ``expires`` are for people to add, and survive an update. A finding is known by
its fingerprint, not by the number of its rule's findings: mending one and adding another of the
same rule is noticed.
"""

import datetime
import json
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from a11y.engine.errors import ConfigError
from a11y.engine.model import Finding, Outcome, PageResult, Report

_NOTE_LENGTH = 120
_HEAD = """\
# Known accessibility findings: the audit passes over them. Made by --update-baseline; "reason" and
# "expires" (a date, from which on the finding counts again) can be added to each by hand.
"""

Identity = tuple[str, str, str]
"""A page's address, a rule's id, a fingerprint."""


@dataclass(frozen=True, slots=True)
class Known:
    """So many findings with one fingerprint on one page."""

    page: str
    rule: str
    fingerprint: str
    count: int = 1
    note: str = ""
    reason: str = ""
    expires: datetime.date | None = None

    @property
    def identity(self) -> Identity:
        return (self.page, self.rule, self.fingerprint)

    def __str__(self) -> str:
        return f"{self.page}: {self.rule}: {self.note}"


@dataclass(frozen=True, slots=True)
class Comparison:
    """A report beside a baseline: the report without what is known, and what was learnt.

    ``settled`` are entries that found less than they allow; ``expired`` those whose findings
    count again.
    """

    new: Report
    known: int
    settled: tuple[Known, ...]
    expired: tuple[Known, ...]


def read_baseline(file: Path) -> tuple[Known, ...]:
    """The entries of a baseline file.

    :raises ConfigError: when it cannot be read or is no baseline.
    """
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ConfigError(f"There is no baseline {file}. Make one: --update-baseline.") from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"The baseline {file} cannot be read: {error}") from error
    try:
        return tuple(_entry(table) for table in data.get("known", []))
    except (TypeError, ValueError) as error:
        raise ConfigError(f"The baseline {file} is not understood: {error}") from error


def compare(report: Report, entries: Iterable[Known], today: datetime.date) -> Comparison:
    """Take what is known out of the report."""
    entries = tuple(entries)
    lapsed = {e.identity for e in entries if e.expires and e.expires <= today}
    allowed = Counter({e.identity: e.count for e in entries if e.identity not in lapsed})
    names = _Names(report)
    met: Counter[Identity] = Counter()
    pages = []
    for page in report.pages:
        new = []
        for finding in page.findings:
            identity = names.identity(page, finding)
            met[identity] += 1
            if met[identity] > allowed[identity]:
                new.append(finding)
        pages.append(replace(page, findings=tuple(new)))
    looked_at = {
        (names.of(page), result.rule.id)
        for page in report.pages
        if not page.error
        for result in page.rules
    }
    return Comparison(
        new=replace(report, pages=tuple(pages)),
        known=sum(min(count, allowed[identity]) for identity, count in met.items()),
        settled=tuple(
            e for e in entries if met[e.identity] < e.count and (e.page, e.rule) in looked_at
        ),
        expired=tuple(e for e in entries if e.identity in lapsed and met[e.identity]),
    )


def updated(
    report: Report, entries: Iterable[Known], outcomes: Iterable[Outcome]
) -> tuple[Known, ...]:
    """The baseline that makes the report's findings known.

    Kept as they are: reasons and dates, and the entries of pages that are not in the report or
    could not be audited.
    """
    before = {entry.identity: entry for entry in entries}
    names = _Names(report)
    audited = {names.of(page) for page in report.pages if not page.error}
    found: dict[Identity, Known] = {}
    wanted = frozenset(outcomes)
    for page in report.pages:
        for finding in page.findings:
            if finding.outcome in wanted:
                identity = names.identity(page, finding)
                seen = found.get(identity)
                found[identity] = (
                    replace(seen, count=seen.count + 1)
                    if seen
                    else Known(
                        *identity,
                        note=" ".join(finding.message.split())[:_NOTE_LENGTH],
                        reason=before[identity].reason if identity in before else "",
                        expires=before[identity].expires if identity in before else None,
                    )
                )
    kept = {key: entry for key, entry in before.items() if entry.page not in audited}
    return tuple(sorted((kept | found).values(), key=lambda entry: entry.identity))


def write_baseline(file: Path, entries: Iterable[Known]) -> None:
    """Write the entries as TOML.

    :raises OSError: when the file cannot be written.
    """
    file.write_text("\n".join((_HEAD, *map(_table, entries))), encoding="utf-8")


class _Names:
    """How a baseline calls a report's pages: by path, so that it fits the site wherever it runs;
    by whole address, where the report has pages of several sites."""

    def __init__(self, report: Report) -> None:
        self.several = len({urlsplit(page.url)[:2] for page in report.pages}) > 1

    def of(self, page: PageResult) -> str:
        parts = urlsplit(page.url)
        if self.several or parts.scheme == "file":
            return page.url
        return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")

    def identity(self, page: PageResult, finding: Finding) -> Identity:
        return (self.of(page), finding.rule.id, finding.fingerprint)


def _entry(table: Mapping[str, Any]) -> Known:
    entry = Known(**table)
    for name in ("page", "rule", "fingerprint", "note", "reason"):
        if not isinstance(getattr(entry, name), str):
            raise ValueError(f"{name} is a text: {table}")
    if not isinstance(entry.count, int) or entry.count < 1:
        raise ValueError(f"count is a number from 1: {table}")
    if entry.expires is not None and type(entry.expires) is not datetime.date:
        raise ValueError(f"expires is a date like 2027-06-01: {table}")
    return entry


def _table(entry: Known) -> str:
    lines = ["[[known]]"]
    for name in ("page", "rule", "fingerprint"):
        lines.append(f"{name} = {_text(getattr(entry, name))}")
    lines.append(f"count = {entry.count}")
    lines.append(f"note = {_text(entry.note)}")
    if entry.reason:
        lines.append(f"reason = {_text(entry.reason)}")
    if entry.expires:
        lines.append(f"expires = {entry.expires.isoformat()}")
    return "\n".join((*lines, ""))


def _text(value: str) -> str:
    """A TOML basic string: JSON's, but for one character that TOML wants escaped."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
