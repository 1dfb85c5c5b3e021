"""Audit the W3C's ACT test cases and say which rules this engine implements completely.

    python -m bench.act FOLDER [--rule ID] [--show] [--all] [--earl FILE] [--workers N]

FOLDER holds ``testcases.json`` (a list of test cases with their HTML) and ``test-assets/``. A test
case counts as flagged when a rule that says it implements the ACT rule states a failure there; an
expected failure that is only asked about counts as asked. A rule is complete when every failed
example is flagged and no other example is. Exit code 1 when a failure is stated on a passed or
inapplicable example.
"""

import argparse
import json
import sys
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from rich.console import Console
from rich.progress import track
from rich.table import Table

sys.path.insert(0, str(Path(__file__).parents[1]))

from a11y.engine.audit import audit_page
from a11y.engine.browser import axe
from a11y.engine.browser.session import Session
from a11y.engine.model import Outcome, PageResult, Profile, State, Target
from a11y.engine.rules import all_checks

TYPES = {"html": "text/html; charset=utf-8", "svg": "image/svg+xml", "xml": "application/xml"}
PREFIX = "/WAI/content-assets/wcag-act-rules"


@dataclass(frozen=True)
class Example:
    """A test case with what was made of it."""

    case: dict[str, Any]
    outcome: Outcome
    result: PageResult

    @property
    def expected_failure(self) -> bool:
        return self.case["expected"] == "failed"

    @property
    def is_false_failure(self) -> bool:
        return self.outcome == Outcome.FAILED and not self.expected_failure


@contextmanager
def served(folder: Path, cases: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Serve the test cases at their paths and the assets beside them; yield the address."""
    pages = {case["path"]: case for case in cases}

    class Handler(SimpleHTTPRequestHandler):
        extensions_map = {**SimpleHTTPRequestHandler.extensions_map, ".vtt": "text/vtt"}

        def do_GET(self) -> None:
            self.path = urlsplit(self.path).path.removeprefix(PREFIX)
            case = pages.get(self.path)
            if case is None:
                super().do_GET()
                return
            body = case["html"].encode()
            self.send_response(200)
            self.send_header("Content-Type", TYPES[case["language"]])
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def implementing(session: Session) -> dict[str, set[str]]:
    """The ids of the rules that implement each ACT rule: ours, and axe's where ours do not."""
    rules: dict[str, set[str]] = {}
    replaced = {axe_id for check in all_checks() for axe_id in check.rule.replaces}
    for check in all_checks():
        for act in check.rule.act:
            rules.setdefault(act, set()).add(check.rule.id)
    session.driver.get("about:blank")
    session.driver.execute_script(axe.SCRIPT.read_text(encoding="utf-8"))
    for id_, act_ids in axe._act_ids(session, axe.axe_version()).items():
        for act in act_ids if id_ not in replaced else ():
            rules.setdefault(act, set()).add(id_)
    return rules


def examine(
    session: Session, address: str, case: dict[str, Any], ids: set[str], everything: bool
) -> Example:
    """Audit one test case. ``everything``: with every rule rather than those that implement it."""
    only = frozenset() if everything else frozenset(ids)
    profile = Profile(level="AAA", experimental=True, only=only)
    if not ids and not everything:
        return Example(case, Outcome.UNTESTED, PageResult(case["path"]))
    result = audit_page(session, Target(address + case["path"]), states=(State(),), profile=profile)
    outcomes = {found.outcome for found in result.findings if case["ruleId"] in found.rule.act}
    for outcome in (Outcome.FAILED, Outcome.CANT_TELL):
        if outcome in outcomes:
            return Example(case, outcome, result)
    return Example(case, Outcome.UNTESTED if result.error else Outcome.PASSED, result)


def print_table(console: Console, examples: Sequence[Example], rules: dict[str, set[str]]) -> None:
    """One row an ACT rule, and the sums."""
    table = Table(
        "ACT rule", "Name", "Failed", "Asked", "Missed", "False", "Asked for nothing", "By"
    )
    totals: Counter[str] = Counter()
    names = {example.case["ruleId"]: example.case["ruleName"] for example in examples}
    for act, name in sorted(names.items(), key=lambda pair: pair[1]):
        own = [e for e in examples if e.case["ruleId"] == act and not e.case["missing_assets"]]
        bad = [e for e in own if e.expected_failure]
        counts = Counter(e.outcome for e in bad)
        false = sum(e.is_false_failure for e in own)
        needless = sum(e.outcome == Outcome.CANT_TELL and not e.expected_failure for e in own)
        complete = counts[Outcome.FAILED] == len(bad) and not false and bool(bad)
        totals += Counter(
            complete=complete, failed=len(bad), flagged=counts[Outcome.FAILED], false=false,
            asked=counts[Outcome.CANT_TELL], needless=needless,
        )  # fmt: skip
        table.add_row(
            act, ("✓ " if complete else "  ") + name, f"{counts[Outcome.FAILED]}/{len(bad)}",
            str(counts[Outcome.CANT_TELL]),
            str(len(bad) - counts[Outcome.FAILED] - counts[Outcome.CANT_TELL]),
            str(false), str(needless), ", ".join(sorted(rules.get(act, ()))),
        )  # fmt: skip
    console.print(table)
    missing = sum(bool(e.case["missing_assets"]) for e in examples)
    console.print(
        f"{len(names)} ACT rules, {totals['complete']} complete. "
        f"{totals['flagged']} of {totals['failed']} failed examples flagged, "
        f"{totals['asked']} asked about. {totals['false']} false failures. "
        f"{totals['needless']} questions on examples without a barrier. "
        f"{missing} examples lack an asset and are counted apart."
    )


def show(console: Console, examples: Sequence[Example]) -> None:
    """Say of each example that was not decided as expected what was made of it."""
    for example in examples:
        right = example.outcome == Outcome.FAILED if example.expected_failure else (
            example.outcome in (Outcome.PASSED, Outcome.CANT_TELL)
        )  # fmt: skip
        if right and not example.result.error:
            continue
        case = example.case
        console.rule(f"{case['ruleId']} {case['title']}: {case['expected']} → {example.outcome}")
        console.print(case["html"], markup=False, highlight=False)
        for found in example.result.findings:
            if case["ruleId"] in found.rule.act:
                console.print(f"[{found.rule.id}] {found.message} {found.html}", markup=False)
        if example.result.error:
            console.print(example.result.error, style="red")


def others(console: Console, examples: Sequence[Example]) -> None:
    """Failures that rules of ours for the same criterion state on examples without a barrier."""
    for example in examples:
        if example.expected_failure:
            continue
        numbers = {req.split(":")[1] for req in example.case["requirements"] if "wcag2" in req}
        for found in example.result.findings:
            ours = found.rule.layer != "axe" and found.outcome == Outcome.FAILED
            if ours and example.case["ruleId"] not in found.rule.act:
                same = "SAME CRITERION " if numbers & {c.num for c in found.rule.criteria} else ""
                console.print(
                    f"{same}{example.case['ruleId']} {example.case['title']}: "
                    f"[{found.rule.id}] {found.message} {found.html}",
                    markup=False,
                )


def write_earl(path: Path, examples: Sequence[Example]) -> None:
    """An implementation report as the ACT Rules community collects them: EARL in JSON-LD."""
    tool = {"@type": ["Assertor", "Software"], "name": "TDD Pages", "release": version("tdd-pages")}
    report = {
        "@context": "https://www.w3.org/WAI/standards-guidelines/earl1.json",
        "@graph": [
            {
                "@type": "Assertion",
                "mode": "automatic",
                "assertedBy": tool,
                "subject": {
                    "@type": ["TestSubject", "WebPage"],
                    "source": f"https://www.w3.org{PREFIX}{example.case['path']}",
                },
                "test": {
                    "@type": "TestCase",
                    "title": rule,
                    "isPartOf": [{"title": f"ACT rule {example.case['ruleId']}"}],
                },
                "result": {"@type": "TestResult", "outcome": f"earl:{outcome}"},
            }
            for example in examples
            for rule, outcome in _said(example)
        ],
    }
    path.write_text(json.dumps(report, indent=1), encoding="utf-8")


def _said(example: Example) -> list[tuple[str, str]]:
    """What each rule that implements the ACT rule said of an example."""
    if example.result.error or not example.result.rules:
        return [("not implemented", Outcome.UNTESTED)]
    act = example.case["ruleId"]
    return [
        (result.rule.id, result.outcome)
        for result in example.result.rules
        if act in result.rule.act
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rule", action="append", help="only these ACT rules")
    parser.add_argument("--show", action="store_true", help="show what was not as expected")
    parser.add_argument("--all", action="store_true", help="run every rule on every example")
    parser.add_argument("--earl", type=Path, help="write an EARL implementation report here")
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    console = Console(width=None if sys.stdout.isatty() else 160)
    listed = options.folder / "testcases.json"
    if not listed.is_file():
        print(f"SKIPPED: there are no ACT test cases at {options.folder}.", file=sys.stderr)
        return 2
    cases = json.loads(listed.read_text(encoding="utf-8"))
    if options.rule:
        cases = [case for case in cases if case["ruleId"] in options.rule]
    with served(options.folder, cases) as address, Session() as first:
        rules = implementing(first)
        examples = _examined(cases, address, rules, options)
    print_table(console, examples, rules)
    if options.show:
        show(console, examples)
    if options.all:
        others(console, examples)
    if options.earl:
        write_earl(options.earl, examples)
    return 1 if any(e.is_false_failure and not e.case["missing_assets"] for e in examples) else 0


def _examined(
    cases: Sequence[dict[str, Any]], address: str, rules: dict[str, set[str]], options: Any
) -> list[Example]:
    """Every case examined, by as many browsers as there are workers."""
    local = threading.local()
    sessions: list[Session] = []

    def examined(case: dict[str, Any]) -> Example:
        if not hasattr(local, "session"):
            local.session = Session(load_timeout=15, script_timeout=15).__enter__()
            sessions.append(local.session)
        ids = rules.get(case["ruleId"], set())
        example = examine(local.session, address, case, ids, options.all)
        if example.result.error:
            local.session.__exit__(None, None, None)
            del local.session
        return example

    with ThreadPoolExecutor(options.workers) as pool:
        found = list(
            track(pool.map(examined, cases), total=len(cases), console=Console(stderr=True))
        )
    for session in sessions:
        session.__exit__(None, None, None)
    return found


if __name__ == "__main__":
    sys.exit(main())
