"""What a command does around a scan: show its progress, write the report."""

import sys
from collections.abc import Sequence
from typing import TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from a11y.engine.browser.axe import axe_version
from a11y.engine.model import PageResult, Report, Skipped, Target
from a11y.engine.options import Options
from a11y.engine.reports import FORMATS
from a11y.engine.scan import scan

INTERRUPTED = 130
"""The exit code after Ctrl-C, as shells have it: 128 + SIGINT."""


def audit(targets: Sequence[Target], options: Options, skipped: Sequence[Skipped] = ()) -> Report:
    """Audit the pages with a progress bar on stderr; no bar where stderr is not a terminal.

    :raises EngineError: when nothing can be audited.
    """
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
