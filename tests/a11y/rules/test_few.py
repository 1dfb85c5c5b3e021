"""Of many things that look alike a few are tried, and what is left out is said."""

from collections.abc import Callable

import pytest

from a11y.engine.browser.probes.few import few, others
from a11y.engine.model import Layer, PageResult, Profile
from a11y.engine.page.markup import page_of
from tests.a11y.conftest import Web


def test_two_of_those_that_look_alike_are_tried() -> None:
    page = page_of("<button class=a>1</button>" * 5 + "<button class=b>2</button>")

    chosen, left_out = few(page.tagged("button"), most=6)

    assert [node.get("class") for node in chosen] == ["a", "a", "b"]
    assert left_out == 0


def test_what_goes_beyond_the_limit_is_counted() -> None:
    page = page_of("".join(f"<button class=k{number}>1</button>" for number in range(9)))

    chosen, left_out = few(page.tagged("button"), most=6)

    assert (len(chosen), left_out) == (6, 3)
    assert others(left_out, "buttons") == "3 more buttons were not tried."
    assert others(0, "buttons") == ""


@pytest.mark.browser
def test_a_report_says_what_was_not_opened(web: Web, audit: Callable[..., PageResult]) -> None:
    kinds = (f"<details class=k{number}><summary class=k{number}>More {number}</summary>"
             f"<p>Of it</p></details>" for number in range(8))  # fmt: skip
    only = frozenset(("dialog-focus",))

    result = audit(
        web.page("".join(kinds)), profile=Profile(layers=frozenset((Layer.DRIVEN,)), only=only)
    )

    assert any(said.endswith("2 more things that open something were not tried.")
               for said in result.untested)  # fmt: skip
