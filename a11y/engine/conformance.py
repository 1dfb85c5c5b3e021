"""What the findings mean: for each success criterion, and for whoever mends them.

A machine looks at parts of most criteria. So every status says two things: what came out
(``outcome``), and how much of the criterion a machine looked at (``coverage``).
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from html.parser import HTMLParser
from itertools import starmap
from types import MappingProxyType

from a11y.engine.model import (
    Finding,
    Impact,
    Outcome,
    PageResult,
    Profile,
    Report,
    Rule,
    RuleResult,
)
from a11y.engine.wcag import CRITERIA, Criterion

DECIDING: Mapping[str, frozenset[str]] = MappingProxyType({"3.1.1": frozenset({"ucwvc8"})})
"""The criteria a machine can decide completely, and the ACT rules whose pass satisfies them.

Source: the requirement mappings in https://www.w3.org/WAI/standards-guidelines/act/rules/. After
almost every rule's pass the W3C demands further testing. Left out on purpose: off6ek (3.1.2), which
sees only parts that declare a language, and aa8b52 (2.1.4), which needs the shortcuts to be known.
"""

_WORST_FIRST = (Outcome.FAILED, Outcome.CANT_TELL, Outcome.PASSED, Outcome.INAPPLICABLE)
_IMPACTS = (*Impact, None)


class Coverage(StrEnum):
    """How much of a criterion was looked at by a machine."""

    TESTED = "tested"
    """All of it: the outcome is the criterion's."""
    PARTLY = "partly"
    """Parts of it: where nothing was found, a person has to look at the rest."""
    PERSON = "person"
    """Nothing: no rule looked at it, and a person has to."""


@dataclass(frozen=True, slots=True)
class Status:
    """One success criterion: what came out, how much of it was looked at, and by which rules."""

    criterion: Criterion
    outcome: Outcome
    coverage: Coverage
    failed: int = 0
    asked: int = 0
    rules: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True)
class Sighting:
    """A finding and the page it was found on."""

    page: PageResult
    finding: Finding


@dataclass(frozen=True, slots=True)
class Cause:
    """What is mended once: the findings that one piece of code or one kind of content makes."""

    sightings: tuple[Sighting, ...]

    @property
    def first(self) -> Finding:
        """The finding that stands for the others."""
        return self.sightings[0].finding

    @property
    def impact(self) -> Impact | None:
        """The worst impact of its findings."""
        return min((seen.finding.impact for seen in self.sightings), key=_IMPACTS.index)

    @property
    def pages(self) -> tuple[PageResult, ...]:
        """The pages it was seen on, each once."""
        return tuple({seen.page.url: seen.page for seen in self.sightings}.values())


def of_report(report: Report) -> tuple[Status, ...]:
    """The status of every criterion of the report's levels, over all pages."""
    return _statuses(report.pages, report.profile)


def of_page(page: PageResult, profile: Profile) -> tuple[Status, ...]:
    """The status of every criterion of the profile's levels on one page."""
    return _statuses([page], profile)


def _statuses(pages: Sequence[PageResult], profile: Profile) -> tuple[Status, ...]:
    outcomes, rules, numbers = _gathered(pages)
    return tuple(
        Status(
            criterion,
            next((one for one in _WORST_FIRST if one in outcomes[num]), Outcome.UNTESTED),
            _coverage(num, pages, bool(rules[num])),
            numbers[num, Outcome.FAILED],
            numbers[num, Outcome.CANT_TELL],
            tuple(rules[num].values()),
        )
        for num, criterion in CRITERIA.items()
        if criterion.level in profile.levels
    )


def _gathered(
    pages: Iterable[PageResult],
) -> tuple[
    Mapping[str, set[Outcome]], Mapping[str, dict[str, Rule]], Mapping[tuple[str, Outcome], int]
]:
    """By criterion: the outcomes there were, the rules that ran, the number of findings."""
    outcomes: defaultdict[str, set[Outcome]] = defaultdict(set)
    rules: defaultdict[str, dict[str, Rule]] = defaultdict(dict)
    numbers: defaultdict[tuple[str, Outcome], int] = defaultdict(int)
    for page in pages:
        results: tuple[RuleResult | Finding, ...] = (*page.rules, *page.findings)
        for result in results:
            if result.outcome == Outcome.UNTESTED:
                continue
            for criterion in result.rule.criteria:
                outcomes[criterion.num].add(result.outcome)
                rules[criterion.num][result.rule.id] = result.rule
                numbers[criterion.num, result.outcome] += isinstance(result, Finding)
    return outcomes, rules, numbers


def _coverage(num: str, pages: Iterable[PageResult], looked_at: bool) -> Coverage:
    if not looked_at:
        return Coverage.PERSON
    audited = [page for page in pages if not page.error]
    decided = all(_decided(num, page) for page in audited)
    return Coverage.TESTED if audited and decided else Coverage.PARTLY


def _decided(num: str, page: PageResult) -> bool:
    """Whether a rule that decides the criterion came to a decision on this page."""
    return any(
        DECIDING.get(num, frozenset()).intersection(result.rule.act)
        and result.outcome in (Outcome.PASSED, Outcome.FAILED)
        for result in page.rules
    )


def causes(report: Report) -> tuple[Cause, ...]:
    """The report's findings by cause: failures first, then the worst, then the most widespread.

    Findings share a cause when they are the same barrier on several pages (the same fingerprint),
    or when one rule says the same of elements of the same shape in the same kind of content.
    """
    groups = _joined(
        (Sighting(page, finding), _keys(finding))
        for page in report.pages
        for finding in page.findings
    )
    return tuple(sorted(map(Cause, groups), key=_urgency))


def _urgency(cause: Cause) -> tuple[bool, int, int]:
    return (
        cause.first.outcome != Outcome.FAILED,
        _IMPACTS.index(cause.impact),
        -len(cause.pages),
    )


def _joined(
    sightings: Iterable[tuple[Sighting, Iterable[Hashable]]],
) -> Iterator[tuple[Sighting, ...]]:
    """Groups in which each sighting has a key in common with another, in order of the first."""
    group_of: dict[Hashable, list[Sighting]] = {}
    for sighting, keys in sightings:
        # A list stands for its group, so the groups met here become one list.
        met = {id(group): group for key in keys if (group := group_of.get(key)) is not None}
        first, *others = list(met.values()) or [[]]
        first.append(sighting)
        for other in others:
            first.extend(other)
            group_of.update((key, first) for key, group in group_of.items() if group is other)
        group_of.update((key, first) for key in keys)
    yield from map(tuple, {id(group): group for group in group_of.values()}.values())


def cause_of(finding: Finding) -> str:
    """A mark that findings of one rule have in common when they say the same of elements of the
    same shape in the same kind of content."""
    return hashlib.sha256(repr(_keys(finding)[0]).encode()).hexdigest()[:16]


def _keys(finding: Finding) -> tuple[Hashable, ...]:
    kind = (finding.rule.id, finding.outcome)
    shape = (*kind, _generalised(finding.message), _container(finding), _shape(finding.html))
    return (shape, (*kind, finding.fingerprint)) if finding.fingerprint else (shape,)


def _generalised(message: str) -> str:
    """The message without what it quotes and measures on one element; colours stay."""
    return re.sub(r"“[^”]*”|\"[^\"]*\"|'[^']*'|(?<![#\w])\d+(?:[.,]\d+)*", "…", message)


def _container(finding: Finding) -> str:
    """The kind of content an element stands in: its place without numbers, its path without ids."""
    if finding.place:
        return re.sub(r"\s*\d+", "", finding.place.label)
    return re.sub(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d+", "", finding.content_path)


class _Opening(HTMLParser):
    """Reads what the first start tag has in common with others that the same template makes.

    That is the element's name, its classes, its own style, its role and type, and which other
    attributes it has; not their values, and not its content.
    """

    shape: tuple[str, ...] = ()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not self.shape:
            self.shape = (tag, *sorted(starmap(_telling, attrs)))


def _telling(name: str, value: str | None) -> str:
    if name == "class":
        value = " ".join(sorted((value or "").split()))
    return f"{name}={value}" if name in ("class", "role", "style", "type") else name


def _shape(html: str) -> tuple[str, ...]:
    opening = _Opening()
    opening.feed(html)
    return opening.shape
