"""How fast the audit is, against bare axe-core in the same run.

    python -m bench.scan [--pages N] [--rounds N] [--pa11y node_modules/.bin/pa11y-ci]

Pages of the corpus (see bench/corpus.py) are audited in turn by bare axe-core (navigate, inject,
``axe.run`` with the rules of A and AA) and by our static layers (source, axe, rendered,
language), each in a warm browser of its own. Printed are medians of each page's ratio. Before that
the command line's cold start is timed, and after it whole runs: one worker and two, again with
nothing changed, with everything at two viewports, and pa11y-ci where it is given.
"""

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from rich.console import Console
from rich.table import Table
from selenium.webdriver import Chrome, ChromeOptions, ChromeService

from a11y.engine.audit import audit_page
from a11y.engine.browser.axe import SCRIPT
from a11y.engine.browser.launch import FLAGS
from a11y.engine.browser.session import Session
from a11y.engine.model import Layer, Profile, Target
from bench.corpus import LARGE, Page, index, serve

STATIC = frozenset((Layer.SOURCE, Layer.AXE, Layer.RENDERED, Layer.LANGUAGE))
STATIC_LAYERS = ",".join(sorted(STATIC))
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


@contextmanager
def plain_browser() -> Iterator[Chrome]:
    """A browser as Selenium starts it, with nothing of ours in it but the window's size."""
    options = ChromeOptions()
    for flag in (*FLAGS, "--no-sandbox", "--window-size=1280,800"):
        options.add_argument(flag)
    driver = Chrome(options, ChromeService(shutil.which("chromedriver")))
    try:
        yield driver
    finally:
        driver.quit()


def bare_axe(driver: Chrome, axe: str, url: str) -> float:
    """Seconds that axe alone takes."""
    started = time.perf_counter()
    driver.get(url)
    driver.execute_script(axe)
    driver.execute_async_script(RUN_AXE)
    return time.perf_counter() - started


def ours(session: Session, url: str) -> float:
    """Seconds that our static layers take."""
    started = time.perf_counter()
    result = audit_page(session, Target(url), profile=Profile(best_practices=False, layers=STATIC))
    if result.error:
        raise SystemExit(f"{url}: {result.error}")
    return time.perf_counter() - started


def ratios(pages: Sequence[Page], address: str, rounds: int) -> Table:
    """Our static layers against bare axe-core, page by page, in turn."""
    axe = SCRIPT.read_text(encoding="utf-8")
    rows = []
    with plain_browser() as theirs, Session() as own:
        for page in pages:
            url = f"{address}/{page.path}"
            bare_axe(theirs, axe, url)
            ours(own, url)
            pairs = [(bare_axe(theirs, axe, url), ours(own, url)) for _ in range(rounds)]
            a, b = (statistics.median(values) for values in zip(*pairs, strict=True))
            rows.append((page, a, b))
            print(f"{page.elements:6} {a * 1000:7.0f} {b * 1000:7.0f} {b / a:5.2f}  {page.path}")
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
    return table


def throughput(pages: Sequence[Page], address: str, folder: Path, pa11y: str) -> Table:
    """Pages per minute of whole runs, with the memory that all their processes take at most."""
    urls = folder / "urls.txt"
    urls.write_text("\n".join(f"{address}/{page.path}" for page in pages), encoding="utf-8")
    report = folder / "report.json"
    engine = [sys.executable, "-m", "a11y.engine", "--urls", str(urls), "--no-best-practice"]
    static = [*engine, "--layers", STATIC_LAYERS, "--output", str(report)]
    everything = [*engine, "--viewport", "1280x800,320x256", "--output", str(folder / "all.json")]
    runs = {
        "static layers, one worker": [*static, "--workers", "1"],
        "static layers, two workers": [*static, "--workers", "2"],
        "again, nothing changed": [*static, "--changed-since", str(report), "--workers", "2"],
        "everything, two viewports, two workers": [*everything, "--workers", "2"],
    }
    if pa11y:
        runs |= {
            f"pa11y-ci, {count} at once": [
                pa11y,
                "--config",
                str(_pa11y_config(folder, urls, count)),
            ]
            for count in (1, 2, 4)
        }
    table = Table("Run", "seconds", "pages a minute", "memory (MB)")
    for name, command in runs.items():
        seconds, memory = _measured(command)
        minute = len(pages) / seconds * 60
        table.add_row(name, f"{seconds:.1f}", f"{minute:.0f}", f"{memory / 1e6:.0f}")
        print(f"{name}: {seconds:.1f} s, {minute:.0f} pages a minute", flush=True)
    return table


def cold_start(folder: Path, rounds: int = 9) -> str:
    """What the command line takes for a small local page, from its start to its end."""
    page = folder / "page.html"
    page.write_text("<!doctype html><title>A page</title><main><h1>Page</h1><img src=a.png></main>")
    command = [sys.executable, "-m", "a11y.engine", str(page), "--layers", STATIC_LAYERS]
    seconds = [_measured(command)[0] for _ in range(rounds)]
    return (
        f"One local page, from a cold start to the end: median {statistics.median(seconds):.1f} s, "
        f"{min(seconds):.1f} to {max(seconds):.1f} s"
    )


def _pa11y_config(folder: Path, urls: Path, count: int) -> Path:
    """pa11y-ci with both its runners, and the browser that we use."""
    launch = {"executablePath": shutil.which("chromium"), "args": ["--no-sandbox"]}
    defaults = {
        "runners": ["axe", "htmlcs"],
        "concurrency": count,
        "timeout": 120000,
        "chromeLaunchConfig": launch,
    }
    file = folder / f"pa11y-{count}.json"
    listed = urls.read_text(encoding="utf-8").split()
    file.write_text(json.dumps({"defaults": defaults, "urls": listed}), encoding="utf-8")
    return file


def _measured(command: Sequence[str]) -> tuple[float, int]:
    """Seconds until the command ends, and the most memory (PSS) it and its children had."""
    started = time.perf_counter()
    process = subprocess.Popen(  # noqa: S603
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    most = 0
    while process.poll() is None:
        most = max(most, _memory(process.pid))
        with suppress(subprocess.TimeoutExpired):
            process.wait(0.5)
    if process.returncode not in (0, 1, 2):
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    return time.perf_counter() - started, most


def _memory(root: int) -> int:
    """The proportional set size of a process and everything it started, in bytes."""
    parents: dict[int, int] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError, ValueError):
            parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
    family = {root}
    while added := {pid for pid, parent in parents.items() if parent in family} - family:
        family |= added
    return sum(map(_pss, family))


def _pss(pid: int) -> int:
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", choices=("ratios", "throughput"))
    parser.add_argument("--pa11y", default="", metavar="FILE", help="pa11y-ci, to compare with")
    options = parser.parse_args()
    pages = sample(options.pages)
    console = Console()
    with serve() as address, tempfile.TemporaryDirectory() as folder:
        if not options.only:
            console.print(cold_start(Path(folder)))
        if options.only != "throughput":
            console.print(ratios(pages, address, options.rounds))
        if options.only != "ratios":
            console.print(throughput(pages, address, Path(folder), options.pa11y))


if __name__ == "__main__":
    main()
