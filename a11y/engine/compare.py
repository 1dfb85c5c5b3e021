"""The last layer: what comparing the pages of a report finds."""

from collections.abc import Sequence
from dataclasses import replace

from a11y.engine.judge import judge_item, merged_findings, worst, worst_first
from a11y.engine.model import (
    Finding,
    Layer,
    Outcome,
    PageResult,
    Profile,
    RuleResult,
    State,
)
from a11y.engine.rules import all_checks
from a11y.engine.site import Site


def with_comparisons(
    pages: Sequence[PageResult], profile: Profile, state: State
) -> tuple[PageResult, ...]:
    """The pages with the findings of the rules about several pages added to each.

    What such rules found before is replaced: a report may be put together from parts of others.
    """
    kept = [_without_comparisons(page) for page in pages]
    site = Site(tuple(kept))
    checks = [check for check in all_checks() if check.rule.layer == Layer.SITE]
    found: dict[int, list[Finding]] = {}
    results: dict[int, list[RuleResult]] = {}
    for check in filter(lambda check: profile.asks_for(check.rule), checks):
        counts: dict[int, list[Outcome]] = {}
        for spot in check.applicability(site):
            finding = judge_item(check, spot, state)
            counts.setdefault(id(spot.page), []).append(
                finding.outcome if finding else Outcome.PASSED
            )
            if finding:
                found.setdefault(id(spot.page), []).append(finding)
        for page in site.audited:
            outcomes = counts.get(id(page), [])
            result = RuleResult(
                check.rule, worst(outcomes) if outcomes else Outcome.INAPPLICABLE, len(outcomes)
            )
            results.setdefault(id(page), []).append(result)
    return tuple(
        replace(
            page,
            findings=worst_first(merged_findings((*page.findings, *found.get(id(page), ())))),
            rules=(*page.rules, *results.get(id(page), ())),
        )
        for page in kept
    )


def _without_comparisons(page: PageResult) -> PageResult:
    return replace(
        page,
        findings=tuple(found for found in page.findings if found.rule.layer != Layer.SITE),
        rules=tuple(result for result in page.rules if result.rule.layer != Layer.SITE),
    )
