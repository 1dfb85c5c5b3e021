"""What a command does around a scan: show its progress, write the report."""

import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from a11y.engine.browser.axe import axe_version
from a11y.engine.model import PageResult, Report, Skipped, Target
from a11y.engine.options import Options
from a11y.engine.reports import FORMATS
from a11y.engine.scan import scan

INTERRUPTED, TERMINATED = 130, 143
"""The exit codes after Ctrl-C and after SIGTERM, as shells have them: 128 + the signal."""


def audit(targets: Sequence[Target], options: Options, skipped: Sequence[Skipped] = ()) -> Report:
    """Audit the pages with a progress bar on stderr; no bar where stderr is not a terminal.

    :raises EngineError: when nothing can be audited.
    """
    with _terminable():
        return _audit(targets, options, skipped)


@contextmanager
def _terminable() -> Iterator[None]:
    """Let SIGTERM (``timeout``, a cancelled job) end the program by its exits: no browser stays."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, lambda *_: sys.exit(TERMINATED))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _audit(targets: Sequence[Target], options: Options, skipped: Sequence[Skipped]) -> Report:
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    results: list[PageResult] = []
    with Progress(
        *columns, TimeElapsedColumn(), console=console, disable=not console.is_terminal
    ) as progress:
        task = progress.add_task("Auditing", total=len(targets))
        for result in scan(targets, states=options.states, level=options.level):
            results.append(result)
            progress.advance(task)
    return Report(
        pages=tuple(results),
        states=options.states,
        level=options.level,
        axe_version=axe_version(),
        skipped=tuple(skipped),
    )


def deliver(report: Report, options: Options, stdout: TextIO | None = None) -> None:
    """Write the report to the file asked for, or to standard output.

    :raises OSError: when the file cannot be written.
    """
    write = FORMATS[options.format]
    if options.output is None:
        write(report, stdout or sys.stdout)
        return
    with options.output.open("w", encoding="utf-8") as stream:
        write(report, stream)
