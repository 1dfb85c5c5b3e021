"""The audit of one page: every check, in every state."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from a11y.engine.browser.axe import run_axe
from a11y.engine.browser.content_paths import nearest_paths
from a11y.engine.browser.session import Session
from a11y.engine.errors import PageError
from a11y.engine.model import Finding, Impact, Outcome, PageResult, State, Target
from a11y.engine.wcag import Level

_ELEMENTS = Path(__file__).parent.joinpath("browser", "elements.js").read_text(encoding="utf-8")
_IMPACTS = tuple(Impact)


def audit_page(
    session: Session, target: Target, *, states: Iterable[State], level: Level
) -> PageResult:
    """Load the page once, look at it in each state, and return what was found.

    A page that cannot be audited is a result too, with the error in it.
    """
    try:
        landing = session.open(target.fetch_url)
        found = [finding for state in states for finding in _audit_state(session, state, level)]
    except PageError as error:
        return PageResult(url=target.url, error=str(error))
    return PageResult(
        url=target.url,
        title=landing.title,
        redirected_to=landing.redirected_to,
        findings=tuple(sorted(merged(found), key=_severity)),
    )


def merged(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """One finding for all sightings of the same thing, in the order of the first."""
    kept: dict[object, Finding] = {}
    for finding in findings:
        first = kept.get(finding.identity)
        kept[finding.identity] = first.seen_again(finding) if first else finding
    return tuple(kept.values())


def _severity(finding: Finding) -> tuple[bool, int]:
    """Sorts what failed before what is asked, and the worst first."""
    impact = _IMPACTS.index(finding.impact) if finding.impact else len(_IMPACTS)
    return (finding.outcome != Outcome.FAILED, impact)


def _audit_state(session: Session, state: State, level: Level) -> list[Finding]:
    session.apply(state)
    return _located(session, run_axe(session, state, level))


def _located(session: Session, findings: Sequence[Finding]) -> list[Finding]:
    """The findings with their elements' texts and content paths, asked for in one call."""
    if not findings:
        return []
    elements = session.ask(_ELEMENTS, [list(finding.target) for finding in findings])
    paths = nearest_paths(elements["tokens"], len(findings))
    return [
        replace(finding, text=text, content_path=path)
        for finding, text, path in zip(findings, elements["texts"], paths, strict=True)
    ]
