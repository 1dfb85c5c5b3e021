"""The documentation of the rules is made from them, and leaves no source out."""

from pathlib import Path

import pytest

from a11y.engine.rules import all_checks
from a11y.engine.rules.docs import pages, sources, technique_url

FOLDER = Path(__file__).parents[3] / "docs" / "rules"


def test_the_pages_are_those_that_the_rules_make_today() -> None:
    written = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.md")}

    assert written == pages(), "run `make rule-docs`"


@pytest.mark.parametrize("table", ["failures.md", "act.md"])
def test_every_entry_of_a_table_says_what_is_made_of_it(table: str) -> None:
    rows = [line for line in pages()[table].splitlines() if line.startswith("| [")]

    assert rows
    assert [row for row in rows if row.endswith("|  |")] == []


def test_rules_name_only_failures_and_act_rules_that_there_are() -> None:
    for check in all_checks():
        assert set(check.rule.act) <= set(sources()["act"]), check.rule.id
        failures = {id_ for id_ in check.rule.techniques if id_.startswith("F")}
        assert failures <= set(sources()["failures"]), check.rule.id
        assert all(map(technique_url, check.rule.techniques))
