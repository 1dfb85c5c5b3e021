"""What a command does around a scan: find the pages, show progress, compare, write the reports."""

import json
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from a11y.engine.baseline import Known, compare, read_baseline, updated, write_baseline
from a11y.engine.browser.access import origin_of
from a11y.engine.browser.axe import axe_version
from a11y.engine.browser.session import Session
from a11y.engine.compare import with_comparisons
from a11y.engine.digest import Digests
from a11y.engine.errors import ConfigError
from a11y.engine.model import Impact, Outcome, PageResult, Report, Skipped, State, Target
from a11y.engine.options import Options
from a11y.engine.scan import scan
from a11y.engine.steps import NamedState, Steps, perform, read_steps

OK, FOUND, COULD_NOT_RUN = 0, 1, 2
INTERRUPTED, TERMINATED = 130, 143
"""The exit codes after Ctrl-C and after SIGTERM, as shells have them: 128 + the signal."""

_IMPACTS = tuple(Impact)

# What writes and reads reports takes half a second to import: that is done when it is needed.
if TYPE_CHECKING:
    from a11y.engine.journal import Journal


@dataclass(frozen=True, slots=True)
class Audited:
    """What an audit has come to. ``targets`` are those of the report's pages, one for each.

    ``stopped`` is the exit code of what ended it early, or 0.
    """

    report: Report
    targets: tuple[Target, ...]
    stopped: int = 0


def audit(targets: Sequence[Target], options: Options, skipped: Sequence[Skipped] = ()) -> Audited:
    """Audit the pages with a progress bar on stderr; no bar where stderr is not a terminal.

    Stopped by Ctrl-C or SIGTERM it returns what is there by then.

    :raises EngineError: when nothing can be audited.
    """
    run = _Run(targets, options)
    stopped = 0
    try:
        with _terminable():
            run.finish()
    except KeyboardInterrupt:
        stopped = INTERRUPTED
    except _Terminated:
        stopped = TERMINATED
    done = sorted(run.results)
    left = [
        Skipped(target.url, "the audit was stopped before")
        for place, target in enumerate(targets)
        if place not in run.results
    ]
    pages = with_comparisons(
        [run.results[place] for place in done], options.profile, options.states[0]
    )
    report = Report(
        pages=pages,
        states=run.all_states(),
        profile=options.profile,
        axe_version=axe_version(),
        skipped=(*skipped, *left),
        version=version("tdd-pages"),
        finished=datetime.now(UTC),
    )
    return Audited(report, tuple(targets[place] for place in done), stopped)


def conclude(
    audited: Audited, options: Options, stdout: TextIO | None = None, stderr: TextIO | None = None
) -> int:
    """Set aside what is known, write the reports, say what people must know; return the exit code.

    :raises ConfigError: when the baseline is not understood.
    :raises OSError: when a file cannot be written.
    """

    def say(message: str) -> None:
        (stderr or sys.stderr).write(f"{message}\n")

    report = new = audited.report
    if options.baseline:
        entries = _entries(options.baseline, options.update_baseline)
        if options.update_baseline and not audited.stopped:
            entries = updated(report, entries, _counting(options))
            write_baseline(options.baseline, entries)
        new = _without_known(report, entries, say)
    _write(report, new, options, stdout or sys.stdout)
    for page in report.pages:
        if page.error:
            say(f"{page.url}: {page.error}")
    unknown = _rules_that_are_none(report)
    if unknown:
        say(f"No such rule: {', '.join(unknown)}")
    if audited.stopped == INTERRUPTED:
        say("Interrupted.")
    if audited.stopped:
        return audited.stopped
    if unknown or any(page.error for page in report.pages):
        return COULD_NOT_RUN
    return FOUND if any(_counts(new, options)) else OK


def _write(report: Report, new: Report, options: Options, stdout: TextIO) -> None:
    """Write what is new; as JSON everything, since a later run may take pages over from it."""
    from a11y.engine.reports import FORMATS

    for output in options.outputs:
        shown = report if output.format == "json" else new
        if output.file is None:
            FORMATS[output.format](shown, stdout)
            continue
        with output.file.open("w", encoding="utf-8") as stream:
            FORMATS[output.format](shown, stream)


class _Run:
    """An audit under way. ``results`` are the pages that are done, by their places."""

    def __init__(self, targets: Sequence[Target], options: Options) -> None:
        self.targets = targets
        self.options = options
        self.results: dict[int, PageResult] = {}
        origins = dict.fromkeys(origin_of(target.fetch_url) for target in targets)
        self.access = replace(options.access, origins=tuple(filter(None, origins)))
        self.login = read_steps(options.login).login if options.login else ()
        steps = read_steps(options.steps) if options.steps else Steps()
        self.named = steps.states

    def finish(self) -> None:
        """Audit what is not known already."""
        with ExitStack() as resources:
            book = self._journal(resources)
            advance = resources.enter_context(_progress(len(self.targets)))
            digests = self._digests()
            self._take_over(digests)
            advance(len(self.results))
            left = [place for place in range(len(self.targets)) if place not in self.results]
            for number, result in self._scan([self.targets[place] for place in left]):
                place = left[number]
                self.results[place] = replace(result, digest=digests.get(place, ""))
                if book:
                    book.note(place, self.results[place])
                advance(1)

    def states_of(self, target: Target) -> tuple[State, ...]:
        """The states in which a page is looked at: at rest, then in those it has by name."""
        named = tuple(state for state in self.named if state.is_of(target.url))
        return self._with_named(named)

    def all_states(self) -> tuple[State, ...]:
        return self._with_named(self.named)

    def _with_named(self, named: Iterable[NamedState]) -> tuple[State, ...]:
        rest = self.options.states
        return (*rest, *(state.after(one.name) for one, state in product(named, rest)))

    def _journal(self, resources: ExitStack) -> "Journal | None":
        """The journal asked for; the results of an earlier run are taken from it."""
        if not self.options.resume:
            return None
        from a11y.engine.journal import journal

        book = resources.enter_context(journal(self.options.resume, self._asked(), self.targets))
        self.results.update(book.done)
        return book

    def _scan(self, targets: Sequence[Target]) -> Iterator[tuple[int, PageResult]]:
        options = self.options
        return scan(
            targets,
            profile=options.profile,
            states=self.states_of,
            workers=options.workers,
            screenshots=options.screenshots,
            browser=partial(
                Session,
                load_timeout=options.timeout,
                remote=options.remote,
                access=self.access,
                ways={(one.name,): partial(perform, actions=one.steps) for one in self.named},
            ),
            prepare=partial(perform, actions=self.login) if self.login else lambda session: None,
        )

    def _digests(self) -> dict[int, str]:
        """The digests of the pages, where somebody will ask for them."""
        asked_for = self.options.changed_since or any(
            output.format == "json" and output.file for output in self.options.outputs
        )
        if not asked_for or self.login:
            return {}
        return dict(enumerate(Digests(self.access).of_all(self.targets)))

    def _take_over(self, digests: dict[int, str]) -> None:
        """Take over from the earlier report what has not changed since."""
        if not self.options.changed_since:
            return
        before = _earlier(self.options.changed_since)
        same_questions = (
            before.profile == self.options.profile
            and before.states == self.all_states()
            and before.axe_version == axe_version()
            and before.version == version("tdd-pages")
        )
        if not same_questions:
            return
        known = {page.url: page for page in before.pages if page.digest and not page.error}
        if self.options.screenshots:
            known = {url: page for url, page in known.items() if _has_pictures(page)}
        for place, target in enumerate(self.targets):
            page = known.get(target.url)
            if page and place not in self.results and page.digest == digests[place]:
                self.results[place] = page

    def _asked(self) -> str:
        """Everything that a result depends on besides the page."""
        options = self.options
        profile = replace(options.profile, layers=frozenset())
        names = (sorted(map(sorted, (profile.only, profile.skip))), sorted(options.profile.layers))
        plain = replace(profile, only=frozenset(), skip=frozenset())
        circumstances = (
            self.all_states(),
            options.screenshots,
            axe_version(),
            version("tdd-pages"),
        )
        return repr((plain, names, *circumstances))


def _has_pictures(page: PageResult) -> bool:
    return not page.findings or any(finding.screenshot for finding in page.findings)


class _Terminated(BaseException):
    """SIGTERM has come."""


@contextmanager
def _terminable() -> Iterator[None]:
    """Let SIGTERM (``timeout``, a cancelled job) end the audit as Ctrl-C does: no browser stays."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(*_: object) -> None:
        raise _Terminated

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def _progress(total: int) -> Iterator[Callable[[int], None]]:
    """A function that moves the progress bar on."""
    if not sys.stderr.isatty():
        yield lambda count: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
    )

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeElapsedColumn(), console=Console(stderr=True)) as progress:
        task = progress.add_task("Auditing", total=total)
        yield partial(progress.advance, task)


def _earlier(file: Path) -> Report:
    from a11y.engine.reports.json import from_data

    try:
        return from_data(json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError) as error:
        said = str(error).splitlines()[0]
        raise ConfigError(f"{file} is not a JSON report of this version: {said}") from error


def _entries(file: Path, update: bool) -> tuple[Known, ...]:
    return () if update and not file.exists() else read_baseline(file)


def _without_known(report: Report, entries: Iterable[Known], say: Callable[[str], None]) -> Report:
    """The report without what the baseline knows; says what is to be done about the baseline."""
    comparison = compare(report, entries, datetime.now().astimezone().date())
    if comparison.known:
        say(f"{comparison.known} findings are known to the baseline and left out.")
    for entry in comparison.settled:
        say(f"No longer needed in the baseline: {entry}")
    for entry in comparison.expired:
        say(f"Expired in the baseline on {entry.expires}: {entry}")
    return comparison.new


def _rules_that_are_none(report: Report) -> list[str]:
    """What was to run alone, and is no rule that ran on any page; a misspelt id, most likely."""
    audited = [page for page in report.pages if not page.error]
    ran = {
        name for page in audited for one in page.rules for name in (one.rule.id, *one.rule.replaces)
    }
    return sorted(report.profile.only - ran) if audited else []


def _counting(options: Options) -> tuple[Outcome, ...]:
    return (Outcome.FAILED, Outcome.CANT_TELL) if options.fail_on_asked else (Outcome.FAILED,)


def _counts(report: Report, options: Options) -> Iterator[bool]:
    """For each finding that can fail a build, whether it is bad enough to.

    A finding of no known impact counts as minor.
    """
    if options.fail_on is None:
        return
    worst = _IMPACTS.index(options.fail_on)
    for outcome in _counting(options):
        for finding in report.findings(outcome):
            yield _IMPACTS.index(finding.impact or Impact.MINOR) <= worst
