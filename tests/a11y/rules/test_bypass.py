"""What repeats is told from what is a page's own by reading the pages it links to."""

from collections.abc import Callable

import pytest

from a11y.engine.model import Outcome, PageResult, Profile
from tests.a11y.conftest import Web

ONLY = Profile(only=frozenset(("bypass-blocks",)))
MENU = '<div><a href="/a">Otters</a> <a href="/b">Minks</a> <a href="/c">Ferrets</a></div>'
TEXT = "<p>{} live where rivers are clean, and have for longer than anybody can remember.</p>"


def document(body: str) -> str:
    return f'<!doctype html><html lang="en"><title>Animals</title><body>{body}'


def outcomes(result: PageResult) -> list[Outcome]:
    assert result.error == ""
    return [found.outcome for found in result.findings]


@pytest.mark.browser
def test_a_menu_on_every_page_without_a_way_past_it_fails(
    web: Web, audit: Callable[..., PageResult]
) -> None:
    url = web.put("/a", document(MENU + TEXT.format("Otters")))
    web.put("/b", document(MENU + TEXT.format("Minks")))

    assert outcomes(audit(url, profile=ONLY)) == [Outcome.FAILED]


@pytest.mark.browser
def test_links_that_no_other_page_has_are_no_block_to_pass(
    web: Web, audit: Callable[..., PageResult]
) -> None:
    url = web.put("/a", document(MENU + TEXT.format("Otters")))
    web.put("/b", document(TEXT.format("Minks")))

    assert outcomes(audit(url, profile=ONLY)) == []


@pytest.mark.browser
def test_a_copy_of_the_page_tells_nothing(web: Web, audit: Callable[..., PageResult]) -> None:
    url = web.put("/a", document(MENU + TEXT.format("Otters") + "<p>See also minks.</p>"))
    web.put("/b", document(MENU + TEXT.format("Otters") + "<p>See also ferrets.</p>"))

    assert outcomes(audit(url, profile=ONLY)) == []


@pytest.mark.browser
def test_addresses_that_do_something_are_not_read(
    web: Web, audit: Callable[..., PageResult]
) -> None:
    menu = '<div><a href="/logout">Sign out</a> <a href="/delete/1">Delete</a></div>'
    url = web.put("/a", document(menu + TEXT.format("Otters")))
    for path in ("/logout", "/delete/1"):
        web.put(path, document(menu + TEXT.format("Minks")))

    assert outcomes(audit(url, profile=ONLY)) == []
