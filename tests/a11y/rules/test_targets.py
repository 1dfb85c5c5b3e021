"""Targets: what counts as room, and what excuses the lack of it."""

from collections.abc import Callable

import pytest

from a11y.engine.model import Outcome, PageResult, Profile
from tests.a11y.conftest import Web

ONLY = Profile(level="AAA", only=frozenset(("pointer-target-size",)))
SMALL = "width: 16px; height: 16px; padding: 0; border: 0; display: inline-block"
DOT = f'<button style="{SMALL}" aria-label="{{name}}"></button>'


@pytest.fixture
def messages(web: Web, audit: Callable[..., PageResult]) -> Callable[[str], list[str]]:
    """What is said to be too small in the body of a page."""

    def of(body: str) -> list[str]:
        result = audit(web.page(body), profile=ONLY)
        assert result.error == ""
        return [found.message for found in result.findings if found.outcome == Outcome.FAILED]

    return of


@pytest.mark.browser
def test_a_bar_that_stays_on_screen_does_not_crowd_what_scrolls_below_it(
    messages: Callable[[str], list[str]],
) -> None:
    fixed = f'<p style="position: fixed; top: 0; left: 0">{DOT.format(name="Menu")}</p>'
    below = f'<p style="position: absolute; top: 8px; left: 8px">{DOT.format(name="Up")}</p>'

    assert messages(fixed + below) == []


@pytest.mark.browser
def test_text_for_screen_readers_only_takes_no_room(messages: Callable[[str], list[str]]) -> None:
    hidden = "position: absolute; width: 1px; height: 1px; overflow: hidden; clip: rect(0 0 0 0)"
    link = (
        '<li style="line-height: 26px"><a href="{href}">Change<span style="{css}"> of {href} and '
        "whatever else there is to say of it</span></a></li>"
    )

    assert (
        messages(
            "<ul>"
            + link.format(href="/a", css=hidden)
            + link.format(href="/b", css=hidden)
            + "</ul>"
        )
        == []
    )


@pytest.mark.browser
def test_a_label_makes_its_check_box_larger(messages: Callable[[str], list[str]]) -> None:
    style = f"{SMALL}; margin: 0; appearance: none"
    alone = f'<input type="checkbox" title="{{name}}" style="{style}">'
    field = f'<input type="checkbox" style="{style}">'
    labelled = f'<label style="display: block; min-height: 30px">{field} Yes</label>'

    assert len(messages(f"<p>{alone.format(name='A')}{alone.format(name='B')}</p>")) == 2
    assert messages(labelled * 2) == []
