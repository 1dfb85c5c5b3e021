"""Compare this engine's contrast of text with axe-core's, on the corpus of real pages.

    python -m bench.contrast [--pages N] [--set NAME] [--viewport 1280x800] [--scheme dark] [--show]

Both look at the same page in the same state. For every element that axe decides it says whether
we say the same, and for every one that axe leaves incomplete whether we decide it. Exit code 1
when the two decide otherwise on an element, or we decide less than half of what axe leaves.
"""

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console

sys.path.insert(0, str(Path(__file__).parents[1]))

from a11y.engine.audit import judge
from a11y.engine.browser import axe, snapshot
from a11y.engine.browser.session import Session
from a11y.engine.check import Visit
from a11y.engine.contrast.texts import Reader
from a11y.engine.model import Outcome, Scheme, State, Viewport
from a11y.engine.page.selectors import at_ancestry
from a11y.engine.page.tree import Page
from a11y.engine.rules.colour import TEXT_CONTRAST
from a11y.engine.source import Source
from bench import corpus

AXE = """
const groups = ["violations", "passes", "incomplete"];
const options = {runOnly: ["color-contrast"], ancestry: true, resultTypes: groups};
const started = performance.now();
const results = await axe.run(document, options);
const told = groups.map((group) => results[group].flatMap((result) =>
  result.nodes.map((node) => [node.ancestry.flat(), node.any[0]?.data])));
return [performance.now() - started, told];
"""
GROUPS = (Outcome.FAILED, Outcome.PASSED, Outcome.CANT_TELL)
"""What the groups stand for, in that order."""


@dataclass
class Tally:
    """What came of the comparison."""

    pairs: Counter[tuple[Outcome, Outcome]] = field(default_factory=Counter)
    axe_seconds: float = 0.0
    our_seconds: float = 0.0
    judging_seconds: float = 0.0
    elements: int = 0


def compared(session: Session, url: str, state: State, tally: Tally) -> Iterator[str]:
    """Look at one page with both; yield a line for each element they disagree on."""
    session.open(url)
    session.apply(state)
    page = snapshot.take(session).page()
    session.ask(axe.SCRIPT.read_text(encoding="utf-8") + "; window.axe = axe")
    milliseconds, told = session.ask(AXE)
    tally.axe_seconds += milliseconds / 1000
    tally.elements += len(page.nodes)
    ours = _ours(session, page, state, tally)
    for theirs, group in zip(GROUPS, told, strict=True):
        for ancestry, data in group:
            node = at_ancestry(page, tuple(ancestry))
            outcome, message = ours.get(id(node), (Outcome.INAPPLICABLE, "not looked at"))
            tally.pairs[theirs, outcome] += 1
            if theirs != outcome:
                facts = {key: value for key, value in (data or {}).items() if value} if data else {}
                yield f"{theirs} → {outcome}: {message}\n    {facts}\n    {node and node.html}"


def _ours(
    session: Session, page: Page, state: State, tally: Tally
) -> dict[int, tuple[Outcome, str]]:
    """Our outcome and message for each element, by its ``id()``."""
    started = time.process_time()
    _ = Reader(page).readings
    tally.judging_seconds += time.process_time() - started
    started = time.process_time()
    reader = TEXT_CONTRAST.probe.observe(Visit(session, state, page, Source("")))
    judge(TEXT_CONTRAST, reader, state)
    tally.our_seconds += time.process_time() - started
    found: dict[int, tuple[Outcome, str]] = {}
    for words in TEXT_CONTRAST.applicability(reader):
        verdict = TEXT_CONTRAST.expectation(words)
        found.setdefault(id(words.node), (Outcome.PASSED, ""))
        if verdict:
            message = TEXT_CONTRAST.messages[verdict.message]
            text = message.text.format(**verdict.facts)
            found[id(words.node)] = (message.outcome, text)
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pages", type=int, default=60, help="evenly spread over each set")
    parser.add_argument("--set", help="apg, govuk or debian")
    parser.add_argument("--viewport", default="1280x800")
    parser.add_argument("--scheme", default="light", choices=list(Scheme))
    parser.add_argument("--show", action="store_true", help="list what they disagree on")
    parser.add_argument("--json", type=Path, help="write the disagreements here")
    options = parser.parse_args()
    rows = [row for row in corpus.index() if options.set in (None, row.set)]
    if not rows:
        print("SKIPPED: there is no corpus. Build it with bench/corpus.py.", file=sys.stderr)
        return 2
    rows = rows[:: max(1, len(rows) // options.pages)]
    width, height = map(int, options.viewport.split("x"))
    state = State(Viewport(width, height), Scheme(options.scheme))
    tally = Tally()
    differences: dict[str, list[str]] = {}
    with corpus.serve() as address, Session() as session:
        for row in rows:
            differences[row.path] = list(compared(session, f"{address}/{row.path}", state, tally))
    if options.json:
        options.json.write_text(json.dumps(differences, indent=1))
    if options.show:
        for path, lines in differences.items():
            print(path, *lines, sep="\n  ")
    return report(Console(), tally, len(rows))


def report(console: Console, tally: Tally, pages: int) -> int:
    """Print the sums; return the exit code."""
    for (theirs, ours), count in sorted(tally.pairs.items()):
        console.print(f"axe {theirs:9} ours {ours:13}{count:7}")
    left = {ours: n for (theirs, ours), n in tally.pairs.items() if theirs == Outcome.CANT_TELL}
    judged = left.get(Outcome.PASSED, 0) + left.get(Outcome.FAILED, 0)
    share = judged / sum(left.values()) if left else 1.0
    no_text = left.get(Outcome.INAPPLICABLE, 0)
    per_thousand = tally.judging_seconds / max(tally.elements, 1) * 1e6
    console.print(
        f"{pages} pages, {tally.elements} elements. "
        f"Of {sum(left.values())} texts that axe leaves open we decide {share:.0%}, "
        f"and take {no_text} for symbols or out of sight. "
        f"axe {tally.axe_seconds:.1f} s, ours {tally.our_seconds:.1f} s with pictures; "
        f"{per_thousand:.1f} ms per 1,000 elements without."
    )
    wrong = (
        tally.pairs[Outcome.PASSED, Outcome.FAILED] + tally.pairs[Outcome.FAILED, Outcome.PASSED]
    )
    return 1 if wrong or share < 0.5 else 0


if __name__ == "__main__":
    sys.exit(main())
