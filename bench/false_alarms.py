"""List every failure our rules state on real pages nobody here wrote, to be judged by hand.

    python -m bench.false_alarms [--pages N] [--set NAME] [--driven] [--only RULE] [--json FILE]

Pages come from the corpus (see bench/corpus.py). axe-core's own rules do not run. Printed are the
failures, each rule's failures and questions per page, and rules that ask more than three times a
page on average: those are noise. Exit code 1 when there is such a rule.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from rich.console import Console
from rich.progress import track
from rich.table import Table

from a11y.engine.model import Layer, Outcome, PageResult, Profile, State, Target, Viewport
from a11y.engine.scan import scan
from bench.corpus import Page, index, serve

NOISE = 3
OURS = frozenset((Layer.SOURCE, Layer.RENDERED, Layer.LANGUAGE))


def chosen(pages: Sequence[Page], count: int) -> list[Page]:
    """At most ``count`` pages, evenly taken from each set."""
    step = max(1, len(pages) / count)
    return [pages[int(place * step)] for place in range(min(count, len(pages)))]


def print_failures(console: Console, results: Sequence[PageResult]) -> None:
    """Every failure, by rule."""
    by_rule: dict[str, list[tuple[str, str, str]]] = {}
    for result in results:
        for found in result.findings:
            if found.outcome == Outcome.FAILED:
                row = (result.url, found.message, found.html)
                by_rule.setdefault(found.rule.id, []).append(row)
    for rule, rows in sorted(by_rule.items()):
        console.rule(f"{rule}: {len(rows)}")
        for url, message, html in rows:
            console.print(f"{url}\n  {message}\n  {html[:200]}", markup=False, highlight=False)


def print_counts(console: Console, results: Sequence[PageResult]) -> bool:
    """What each rule states and asks per page. Returns whether one is noise."""
    failures: Counter[str] = Counter()
    questions: Counter[str] = Counter()
    for result in results:
        for found in result.findings:
            counter = failures if found.outcome == Outcome.FAILED else questions
            counter[found.rule.id] += 1
    table = Table("Rule", "Failures", "Questions", "Questions a page")
    for rule in sorted(failures.keys() | questions.keys()):
        average = questions[rule] / len(results)
        style = "bold red" if average > NOISE else None
        table.add_row(
            rule, str(failures[rule]), str(questions[rule]), f"{average:.2f}", style=style
        )
    console.print(table)
    errors = [result for result in results if result.error]
    console.print(
        f"{len(results)} pages, {len(errors)} not audited: "
        f"{failures.total() / len(results):.2f} failures and "
        f"{questions.total() / len(results):.2f} questions a page."
    )
    for result in errors:
        console.print(f"{result.url}: {result.error}", style="red")
    return any(count / len(results) > NOISE for count in questions.values())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=int, default=240)
    parser.add_argument("--set", help="apg, govuk or debian")
    parser.add_argument("--driven", action="store_true", help="use the pages, too")
    parser.add_argument("--only", action="append", default=[], metavar="RULE")
    parser.add_argument("--json", type=Path, help="write what was found here, too")
    options = parser.parse_args()
    console = Console(width=None if sys.stdout.isatty() else 160)
    layers = OURS | {Layer.DRIVEN} if options.driven else OURS
    profile = Profile(level="AAA", layers=layers, only=frozenset(options.only))
    pages = [page for page in index() if page.elements < 6000 and options.set in (None, page.set)]
    with serve() as address:
        targets = [Target(f"{address}/{page.path}") for page in chosen(pages, options.pages)]
        states = (State(), State(Viewport(320, 640))) if options.driven else (State(),)
        scanned = scan(targets, profile=profile, states=lambda target: states, workers=2)
        found = list(track(scanned, total=len(targets), console=Console(stderr=True)))
    results = [result for _, result in sorted(found, key=lambda pair: pair[0])]
    if options.json:
        rows = [
            [result.url, found.rule.id, found.outcome, found.message, found.html]
            for result in results
            for found in result.findings
        ]
        options.json.write_text(json.dumps(rows, indent=1), encoding="utf-8")
    print_failures(console, results)
    return 1 if print_counts(console, results) else 0


if __name__ == "__main__":
    sys.exit(main())
