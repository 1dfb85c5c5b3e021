"""Every rule finds what its examples show, and leaves alone what they show to be sound."""

from collections.abc import Callable

import pytest

from a11y.engine.check import AnyCheck, Example
from a11y.engine.model import Layer, Outcome, PageResult, Profile
from a11y.engine.rules import all_checks
from tests.a11y.conftest import Web

EXAMPLES = [
    pytest.param(check, example, id=f"{check.rule.id}: {example.about}")
    for check in all_checks()
    if check.rule.layer != Layer.SITE
    for example in check.examples
]


@pytest.mark.browser
@pytest.mark.parametrize(("check", "example"), EXAMPLES)
def test_a_rule_says_of_its_example_what_it_must(
    check: AnyCheck, example: Example, web: Web, audit: Callable[..., PageResult]
) -> None:
    url = web.put("/example", example.document)
    only = Profile(level="AAA", only=frozenset((check.rule.id,)))

    result = audit(url, profile=only)

    assert result.error == ""
    outcomes = {found.rule.id: found.outcome for found in result.rules}
    messages = [finding.message for finding in result.findings]
    assert outcomes[check.rule.id] == example.outcome, messages


@pytest.mark.parametrize("check", all_checks(), ids=lambda check: check.rule.id)
def test_a_rule_is_complete(check: AnyCheck) -> None:
    rule = check.rule
    shown = {example.outcome for example in check.examples}
    can_say = {message.outcome for message in check.messages.values()}

    assert rule.why
    assert rule.fix
    assert rule.impact
    assert can_say <= shown, "an example for each outcome its messages have"
    assert shown & {Outcome.PASSED, Outcome.INAPPLICABLE}, "an example it leaves alone"
