"""The audit of one page: every layer, in every state, cheapest first."""

import gc
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from typing import Any

from a11y.engine.browser import snapshot
from a11y.engine.browser.axe import AxeRun, register, run_axe
from a11y.engine.browser.delivered import delivered
from a11y.engine.browser.portraits import MOST_PORTRAITS, portrait
from a11y.engine.browser.probes.opened import OPENINGS
from a11y.engine.browser.session import Landing, Session
from a11y.engine.check import AnyCheck, Memory, Probe, Visit
from a11y.engine.errors import PageError
from a11y.engine.facts import gather
from a11y.engine.judge import judge, merged_findings, merged_results, worst_first
from a11y.engine.model import (
    Finding,
    Layer,
    Outcome,
    PageFacts,
    PageResult,
    Profile,
    RuleResult,
    State,
    Target,
)
from a11y.engine.probes import SOURCE
from a11y.engine.rules import all_checks
from a11y.engine.source import Source

_OPENING: Probe[Any] = OPENINGS
"""Runs for the sake of other rules, too, which look at what is opened."""
_AT_REST = frozenset((Layer.SOURCE, Layer.RENDERED, Layer.LANGUAGE))


def audit_page(
    session: Session,
    target: Target,
    *,
    states: Sequence[State] = (State(),),
    profile: Profile | None = None,
    screenshots: bool = False,
) -> PageResult:
    """Load the page, look at it in each state, and return what was found, with pictures of the
    elements it was found on where ``screenshots`` are asked for.

    A page that cannot be audited is a result too, with the error in it.
    """
    started = time.perf_counter()
    audit = _Audit(session, target, profile or Profile(), screenshots)
    try:
        landing = audit.run(states)
    except PageError as error:
        return PageResult(url=target.url, error=str(error), seconds=time.perf_counter() - started)
    return PageResult(
        url=target.url,
        title=landing.title,
        redirected_to=landing.redirected_to,
        findings=worst_first(merged_findings(audit.with_portraits())),
        rules=merged_results(audit.results),
        untested=tuple(dict.fromkeys(audit.untested)),
        seconds=time.perf_counter() - started,
        facts=audit.facts,
    )


@dataclass
class _Audit:
    """One page's audit under way: what has been found so far."""

    session: Session
    target: Target
    profile: Profile
    screenshots: bool
    findings: list[Finding] = field(default_factory=list)
    results: list[RuleResult] = field(default_factory=list)
    untested: list[str] = field(default_factory=list)
    facts: PageFacts = field(default_factory=PageFacts)
    portraits: dict[tuple[str, ...], bytes] = field(default_factory=dict)
    """Pictures of elements, by the findings' targets."""
    is_first: bool = True
    memory: Memory = field(default_factory=Memory)

    def __post_init__(self) -> None:
        checks = [check for check in all_checks() if self.profile.asks_for(check.rule)]
        self.at_rest = [check for check in checks if check.rule.layer in _AT_REST]
        self.driven = by_probe(check for check in checks if check.rule.layer == Layer.DRIVEN)
        known = {probe.id for probe, _ in self.driven}
        if Layer.DRIVEN in self.profile.layers and OPENINGS.id not in known:
            self.driven.append((_OPENING, []))
        self.driven.sort(key=lambda pair: bool(pair[0].alters))
        self.replaced = {axe_id for check in checks for axe_id in check.rule.replaces}

    def run(self, states: Sequence[State]) -> Landing:
        if Layer.AXE in self.profile.layers:
            register(self.session)
        landing = self.session.open(self.target.fetch_url)
        source = delivered(self.session)
        altered = False
        viewports = set()
        for state in states:
            if altered:
                self.session.open(self.target.fetch_url)
            self.session.apply(state)
            visit = self._look_at_rest(state, source)
            if visit.is_first:
                self.facts = gather(visit.page)
            altered = state.viewport not in viewports and self._drive(visit)
            viewports.add(state.viewport)
            self._portray_what_driving_found(visit)
        return landing

    def _look_at_rest(self, state: State, source: Source) -> Visit:
        """Run axe and the checks of the page at rest: side by side, where both cores can work."""
        taken = snapshot.take(self.session)
        with ThreadPoolExecutor(1) as beside, _without_collection():
            axe = beside.submit(self._run_axe)
            visit = Visit(
                self.session,
                state,
                taken.page(),
                source,
                is_first=self.is_first,
                memory=self.memory,
                look=lambda step: self._look_at_rest(state.after(step), source),
                until_free=axe.result,
            )
            self.is_first = False
            self.untested.extend(visit.page.untested)
            for probe, checks in by_probe(self.at_rest):
                # The source is the same in every state.
                if visit.is_first or probe is not SOURCE:
                    self._observe(probe, checks, visit)
            if run := axe.result():
                for result, findings in run.outcomes(visit.page, state):
                    self.results.append(result)
                    self.findings.extend(findings)
        self._portray()
        return visit

    def _run_axe(self) -> AxeRun | None:
        if Layer.AXE not in self.profile.layers:
            return None
        return run_axe(self.session, self.profile, self.replaced)

    def _visit_anew(self, visit: Visit) -> Visit:
        """The page loaded once more, in the same state."""
        self.session.open(self.target.fetch_url)
        self.session.apply(visit.state)
        return replace(visit, page=snapshot.take(self.session).page())

    def _drive(self, visit: Visit) -> bool:
        """Run the driven probes; those that leave traces last, each on a fresh load.

        Returns whether the page is no longer as it was loaded. A probe that the page does not
        let finish costs only what it would have seen.
        """
        altered = False
        for probe, checks in self.driven:
            if probe.once and not visit.is_first:
                continue
            try:
                if altered:
                    visit = self._visit_anew(visit)
                seen = probe.observe(visit)
                self._judge_all(checks, seen, visit.state)
                altered = probe.has_altered(seen)
                if left_out := probe.left_out(seen):
                    self.untested.append(f"{probe.title}: {left_out}")
            except Exception as error:  # of the page, or of other people's code
                if isinstance(error, PageError) and not self.session.answers():
                    raise
                self._leave_out(probe, checks, error)
                altered = True
        return altered

    def _portray_what_driving_found(self, visit: Visit) -> None:
        """Load the page once more where something was found that has not been tried yet."""
        untried = {finding.target for finding in self.findings} - self.portraits.keys()
        if self.screenshots and untried - {()} and len(self.portraits) < MOST_PORTRAITS:
            with suppress(PageError):
                self._visit_anew(visit)
                self._portray(last=True)

    def _portray(self, *, last: bool = False) -> None:
        """Take pictures of the elements found so far that have none, as they look now; ``last``:
        what cannot be seen now will not be tried again."""
        if not self.screenshots:
            return
        for target in {finding.target: None for finding in self.findings if finding.target}:
            if len(self.portraits) == MOST_PORTRAITS:
                return
            if target in self.portraits:
                continue
            taken = b""
            with suppress(PageError):
                taken = portrait(self.session, target)
            if taken or last:
                self.portraits[target] = taken

    def with_portraits(self) -> list[Finding]:
        return [
            replace(finding, screenshot=self.portraits.get(finding.target, b""))
            for finding in self.findings
        ]

    def _observe(self, probe: Probe[Any], checks: Sequence[AnyCheck], visit: Visit) -> None:
        """Have a probe look, and judge what it saw. One that breaks (there are other people's)
        costs itself."""
        try:
            seen = probe.observe(visit)
        except PageError:
            raise
        except Exception as error:  # whatever other people's code raises
            self._leave_out(probe, checks, error)
            return
        self._judge_all(checks, seen, visit.state)

    def _leave_out(self, probe: Probe[Any], checks: Iterable[AnyCheck], error: Exception) -> None:
        """Say that a probe has not come to an end."""
        said = str(error) if isinstance(error, PageError) else f"this broke: {error!r}"
        self.untested.append(f"{probe.title}: {said}")
        self.results.extend(RuleResult(check.rule, Outcome.UNTESTED) for check in checks)

    def _judge_all(self, checks: Iterable[AnyCheck], seen: object, state: State) -> None:
        """Judge what a probe saw. A rule that breaks (there are other people's) costs itself."""
        for check in checks:
            try:
                result, findings = judge(check, seen, state)
            except Exception as error:  # whatever other people's code raises
                self.untested.append(f"The rule {check.rule.id} broke: {error!r}")
                result, findings = RuleResult(check.rule, Outcome.UNTESTED), []
            self.results.append(result)
            self.findings.extend(findings)


def by_probe(checks: Iterable[AnyCheck]) -> list[tuple[Probe[object], list[AnyCheck]]]:
    """The checks grouped by the probe they need, so that each probe looks once."""
    grouped: dict[str, tuple[Probe[object], list[AnyCheck]]] = {}
    for check in checks:
        grouped.setdefault(check.probe.id, (check.probe, []))[1].append(check)
    return list(grouped.values())


@contextmanager
def _without_collection() -> Iterator[None]:
    """Put the garbage collector off, which would look again and again through a growing tree."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
