"""Which audit comments enclose an element, decided without a browser."""

import pytest

from a11y.engine.browser.content_paths import nearest_paths

OPEN_A, OPEN_B, CLOSE = ["open", "a"], ["open", "b"], ["close"]
ENTER, LEAVE, ELEMENT = ["enter"], ["leave"], ["element", 0]


@pytest.mark.parametrize(
    ("tokens", "path"),
    [
        ([ELEMENT], ""),
        ([OPEN_A, ELEMENT, CLOSE], "a"),
        ([OPEN_A, OPEN_B, ELEMENT, CLOSE, CLOSE], "b"),
        ([OPEN_A, OPEN_B, CLOSE, ELEMENT, CLOSE], "a"),
        ([OPEN_A, CLOSE, ELEMENT], ""),
        ([CLOSE, OPEN_A, ELEMENT], "a"),
        ([["open", "body.%3C-%2D%3E"], ELEMENT], "body.<-->"),
        ([OPEN_A, ENTER, ELEMENT, LEAVE], "a"),
        ([OPEN_A, ENTER, OPEN_B, LEAVE, ELEMENT], "a"),
        ([OPEN_A, ENTER, CLOSE, LEAVE, ELEMENT], "a"),
    ],
    ids=[
        "none",
        "one",
        "the innermost",
        "the outer once the inner is closed",
        "none once it is closed",
        "a stray end is nothing",
        "paths are decoded",
        "a shadow root stands where its host stands",
        "what a shadow root leaves open ends with it",
        "a shadow root closes nothing outside",
    ],
)
def test_the_innermost_open_comment_counts(tokens, path):
    assert nearest_paths(tokens, 1) == [path]
