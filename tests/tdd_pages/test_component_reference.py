"""The generated reference."""

from pathlib import Path

from tdd_pages.management.commands.component_reference import reference

ROOT = Path(__file__).resolve().parents[2]


def test_the_reference_of_components_is_the_one_the_code_makes() -> None:
    written = (ROOT / "docs" / "reference" / "components.md").read_text()
    assert written == reference(), (
        "run: manage.py component_reference > docs/reference/components.md"
    )
