"""Rules about several pages find what their examples show."""

import re
from collections.abc import Callable

import pytest

from a11y.engine.check import AnyCheck, Example
from a11y.engine.compare import with_comparisons
from a11y.engine.model import Layer, Outcome, PageResult, Profile, State
from a11y.engine.rules.site import CHECKS
from tests.a11y.conftest import Web

READ_ONLY = Profile(level="AAA", layers=frozenset((Layer.SITE,)))

EXAMPLES = [
    pytest.param(check, example, id=f"{check.rule.id}: {example.about}")
    for check in CHECKS
    for example in check.examples
]


def addresses_of(example: Example, web: Web) -> list[str]:
    """Serve the pages of a site example; "<!-- 404 /path -->" is an address without a page."""
    parts = re.split(r"<!-- (page|404) (\S+) -->", example.html)[1:]
    for kind, path, html in zip(parts[::3], parts[1::3], parts[2::3], strict=True):
        if kind == "page":
            web.put(path, html.strip())
    return [web.address + path for path in parts[1::3]]


@pytest.mark.browser
@pytest.mark.parametrize(("check", "example"), EXAMPLES)
def test_a_rule_says_of_several_pages_what_it_must(
    check: AnyCheck, example: Example, web: Web, audit: Callable[..., PageResult]
) -> None:
    pages = [audit(url, profile=READ_ONLY) for url in addresses_of(example, web)]

    compared = with_comparisons(pages, READ_ONLY, State())

    outcomes = {
        result.outcome for page in compared for result in page.rules if result.rule == check.rule
    }
    expected = {
        Outcome.FAILED: example.outcome == Outcome.FAILED,
        Outcome.CANT_TELL: example.outcome == Outcome.CANT_TELL,
    }
    assert {outcome: outcome in outcomes for outcome in expected} == expected


def test_comparing_twice_finds_everything_once() -> None:
    pages = [PageResult(f"http://x/{name}", title="Same") for name in "ab"]

    once = with_comparisons(pages, READ_ONLY, State())

    assert with_comparisons(once, READ_ONLY, State()) == once
