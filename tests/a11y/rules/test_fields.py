"""Labels that ask for one's own data are known in several languages, others left alone."""

import pytest

from a11y.engine.judge import judge
from a11y.engine.model import Outcome, State
from a11y.engine.page.markup import page_of
from a11y.engine.rules.fields import AUTOCOMPLETE, REQUIRED


@pytest.mark.parametrize(
    "label",
    ["Email", "Your e-mail address:", "E-Mail-Adresse *", "Vorname", "Téléphone", "Full name",
     "Code postal", "Date of birth (required)"],
)  # fmt: skip
def test_a_label_that_asks_for_ones_own_data_is_known(label: str) -> None:
    page = page_of(f"<form><label>{label} <input></label></form>")

    assert judge(AUTOCOMPLETE, page, State())[0].outcome == Outcome.CANT_TELL


@pytest.mark.parametrize(
    "label", ["Name of the company", "Email us?", "Project name", "Search", "Address of the site"]
)
def test_a_label_that_asks_for_something_else_is_left_alone(label: str) -> None:
    page = page_of(f"<form><label>{label} <input></label></form>")

    assert judge(AUTOCOMPLETE, page, State())[0].outcome == Outcome.INAPPLICABLE


def test_marking_the_optional_fields_says_which_are_required() -> None:
    page = page_of(
        "<form><label>Name <input required></label><label>Colour (optional) <input></label></form>"
    )

    assert judge(REQUIRED, page, State())[0].outcome == Outcome.PASSED
