"""How fast the audit is, against bare axe-core in the same run.

    python -m bench.scan [--pages N] [--rounds N]

Pages of the corpus (see bench/corpus.py) are audited in turn by bare axe-core (navigate, inject,
``axe.run`` with the rules of A and AA) and by our static layers (source, axe, rendered,
language), each in a warm browser of its own. Printed are medians of each page's ratio.
"""

import argparse
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from rich.console import Console
from rich.table import Table

from a11y.engine.audit import audit_page
from a11y.engine.browser.axe import SCRIPT
from a11y.engine.browser.session import Session
from a11y.engine.model import Layer, Profile, Target
from bench.corpus import LARGE, Page, index, serve

STATIC = frozenset((Layer.SOURCE, Layer.AXE, Layer.RENDERED, Layer.LANGUAGE))
RUN_AXE = """
const done = arguments[arguments.length - 1];
const values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
axe.run(document, {runOnly: {type: "tag", values}})
  .then((results) => done(results.violations.length));
"""


def sample(count: int) -> list[Page]:
    """Every large page of the corpus, and smaller ones evenly taken from each set."""
    pages = index()
    large = [page for page in pages if page.elements >= LARGE][: count // 2]
    small = [page for page in pages if page.elements < LARGE]
    step = max(1, len(small) // max(1, count - len(large)))
    return large + small[::step][: count - len(large)]


def bare_axe(session: Session, axe: str, url: str) -> float:
    """Seconds that axe alone takes."""
    started = time.perf_counter()
    session.driver.get(url)
    session.driver.execute_script(axe)
    session.driver.execute_async_script(RUN_AXE)
    return time.perf_counter() - started


def ours(session: Session, url: str) -> float:
    """Seconds that our static layers take."""
    started = time.perf_counter()
    result = audit_page(session, Target(url), profile=Profile(best_practices=False, layers=STATIC))
    if result.error:
        raise SystemExit(f"{url}: {result.error}")
    return time.perf_counter() - started


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    axe = SCRIPT.read_text(encoding="utf-8")
    rows = []
    with serve() as address, Session() as theirs, Session() as own:
        for page in sample(options.pages):
            url = address + "/" + page.path
            bare_axe(theirs, axe, url)
            ours(own, url)
            pairs = [(bare_axe(theirs, axe, url), ours(own, url)) for _ in range(options.rounds)]
            a, b = (statistics.median(values) for values in zip(*pairs, strict=True))
            rows.append((page, a, b))
            print(
                f"{page.elements:6} {a * 1000:7.0f} {b * 1000:7.0f} {b / a:5.2f}  {page.path}",
                flush=True,
            )
    table = Table("Pages", "Count", "axe-core (ms)", "ours (ms)", "ratio")
    for name, kept in (
        (f"from {LARGE} elements", [row for row in rows if row[0].elements >= LARGE]),
        ("smaller", [row for row in rows if row[0].elements < LARGE]),
    ):
        if kept:
            table.add_row(
                name, str(len(kept)),
                f"{statistics.median(a for _, a, _ in kept) * 1000:.0f}",
                f"{statistics.median(b for _, _, b in kept) * 1000:.0f}",
                f"{statistics.median(b / a for _, a, b in kept):.2f}",
            )  # fmt: skip
    Console().print(table)


if __name__ == "__main__":
    main()
