"""From what a probe saw to findings. No browser in here, and no page changes."""

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

from a11y.engine.check import AnyCheck, Located, Message, Verdict
from a11y.engine.model import Finding, Impact, Occurrence, Outcome, Rule, RuleResult, State

_IMPACTS = tuple(Impact)
_WORST_FIRST = (Outcome.FAILED, Outcome.CANT_TELL, Outcome.PASSED, Outcome.INAPPLICABLE)


def judge(check: AnyCheck, seen: object, state: State) -> tuple[RuleResult, list[Finding]]:
    """Apply one check to what its probe saw."""
    count = 0
    findings: list[Finding] = []
    for item in check.applicability(seen):
        count += 1
        if finding := judge_item(check, item, state):
            findings.append(finding)
    outcomes = {finding.outcome for finding in findings}
    outcomes.add(Outcome.PASSED if count else Outcome.INAPPLICABLE)
    return RuleResult(check.rule, worst(outcomes), count), findings


def judge_item(check: AnyCheck, item: Any, state: State) -> Finding | None:
    """What a check says of one of the things it applies to; None where it passes."""
    verdict = check.expectation(item)
    return _finding(check, verdict, verdict.at or item.node, state) if verdict else None


def worst(outcomes: Iterable[Outcome]) -> Outcome:
    """The outcome that counts where there are several; untested where there is none."""
    return min(outcomes, key=_rank, default=Outcome.UNTESTED)


def worst_first(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """What failed before what is asked, and of each the worst first."""
    return tuple(sorted(findings, key=severity))


def severity(finding: Finding) -> int:
    """Orders findings: what failed before what is asked, and of each the worst first, from 0."""
    impact = _IMPACTS.index(finding.impact) if finding.impact else len(_IMPACTS)
    return impact + (0 if finding.outcome == Outcome.FAILED else len(_IMPACTS) + 1)


def _rank(outcome: Outcome) -> int:
    return _WORST_FIRST.index(outcome) if outcome in _WORST_FIRST else len(_WORST_FIRST)


def _finding(check: AnyCheck, verdict: Verdict, at: Located, state: State) -> Finding:
    message: Message = check.messages[verdict.message]
    rule = check.rule
    return Finding(
        rule=rule,
        outcome=message.outcome,
        impact=rule.impact,
        target=at.target,
        html=at.html,
        text=at.excerpt,
        content_path=at.content_path,
        occurrences=(Occurrence(state, message.text.format(**verdict.facts)),),
        how_to_fix=(message.fix or rule.fix).format(**verdict.facts),
        fingerprint=fingerprint(rule, at, verdict.message, verdict.about),
        aliases=rule.replaces,
    )


def fingerprint(rule: Rule, at: Located, *what: str) -> str:
    """A mark that stays the same while the barrier does: where it stands does not enter into it."""
    return mark_of(rule.id, at.content_path, at.signature, *what)


def mark_of(*parts: str) -> str:
    """A short mark by which these parts are known together."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def merged_findings(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """One finding for all sightings of the same thing, in the order of the first."""
    kept: dict[object, Finding] = {}
    for finding in findings:
        first = kept.get(finding.identity)
        kept[finding.identity] = first.seen_again(finding) if first else finding
    return tuple(kept.values())


def merged_results(results: Iterable[RuleResult]) -> tuple[RuleResult, ...]:
    """One result for each rule over all states."""
    by_id: dict[str, list[RuleResult]] = {}
    for result in results:
        by_id.setdefault(result.rule.id, []).append(result)
    return tuple(map(_merged_result, by_id.values()))


def _merged_result(results: Sequence[RuleResult]) -> RuleResult:
    return RuleResult(
        results[0].rule,
        worst(result.outcome for result in results),
        max(result.elements for result in results),
    )
