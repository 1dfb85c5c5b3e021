"""A package adds rules by an entry point, and they run like ours."""

import subprocess
import sys
from pathlib import Path

RULES = """
from a11y.engine.check import Check, Verdict, failed, fails, passes
from a11y.engine.model import Impact, Rule
from a11y.engine.probes import PAGE
from a11y.engine.wcag import criteria

MARQUEE = Check(
    rule=Rule(id="acme-no-shouting", title="No shouting", criteria=criteria("3.1.5"),
              impact=Impact.MINOR, why="It hurts.", fix="Speak softly."),
    probe=PAGE,
    applicability=lambda page: page.tagged("p"),
    expectation=lambda node: Verdict("loud", {"text": node.text}) if node.text.isupper() else None,
    messages={"loud": failed("“{text}” shouts.")},
    examples=(fails("Loud", "<p>HELLO</p>"), passes("Soft", "<p>Hello</p>")),
)
CHECKS = [MARQUEE]
"""
PROGRAM = """
from a11y.engine.judge import judge
from a11y.engine.model import State
from a11y.engine.page.markup import page_of
from a11y.engine.rules import all_checks
from a11y.engine.rules.docs import pages

check = next(check for check in all_checks() if check.rule.id == "acme-no-shouting")
result, findings = judge(check, page_of("<p>HELLO</p><p>hello</p>"), State())
print(result.outcome, result.elements, findings[0].message, "acme-no-shouting.md" in pages())
"""


def run(folder: Path, program: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(folder)!r})\n{program}"],
        capture_output=True,
        text=True,
        check=False,
    )


def install(folder: Path, rules: str) -> None:
    """A distribution as pip leaves it: a module, and metadata that names its entry point."""
    folder.joinpath("acme_rules.py").write_text(rules, encoding="utf-8")
    metadata = folder / "acme_rules-1.0.dist-info"
    metadata.mkdir()
    metadata.joinpath("METADATA").write_text(
        "Metadata-Version: 2.1\nName: acme-rules\nVersion: 1\n"
    )
    metadata.joinpath("entry_points.txt").write_text(
        "[tdd_pages.a11y_checks]\nacme = acme_rules:CHECKS\n"
    )


def test_a_rule_of_another_package_runs_and_is_documented(tmp_path: Path) -> None:
    install(tmp_path, RULES)

    done = run(tmp_path, PROGRAM)

    assert done.stdout.strip() == "failed 2 “HELLO” shouts. True", done.stderr


def test_two_rules_with_one_id_are_refused(tmp_path: Path) -> None:
    install(tmp_path, RULES.replace("acme-no-shouting", "menuitem-name"))

    done = run(tmp_path, PROGRAM)

    assert "There are two rules with the id 'menuitem-name'." in done.stderr
