"""How long a sound plays that starts by itself."""

import pytest

from a11y.engine.browser.probes.motion import Motion, Playing
from a11y.engine.judge import judge
from a11y.engine.model import Outcome, State
from a11y.engine.page.markup import page_of
from a11y.engine.rules.sound import LENGTH


@pytest.mark.parametrize(
    ("markup", "seconds", "outcome"),
    [
        ('<audio autoplay src="a.mp3"></audio>', 26.0, Outcome.FAILED),
        ('<audio autoplay src="a.mp3"></audio>', 3.0, Outcome.PASSED),
        ('<audio autoplay src="a.mp3#t=24"></audio>', 26.0, Outcome.PASSED),
        ('<audio autoplay src="a.mp3#t=0:08,0:10"></audio>', 26.0, Outcome.PASSED),
        ('<video autoplay><source src="a.mp4#t=8,20"></video>', 26.0, Outcome.FAILED),
        ('<audio autoplay loop src="a.mp3"></audio>', 1.0, Outcome.FAILED),
        ('<audio autoplay src="a.mp3"></audio>', None, Outcome.PASSED),
    ],
)
def test_a_sound_is_as_long_as_the_part_that_is_played(
    markup: str, seconds: float | None, outcome: Outcome
) -> None:
    page = page_of(markup)
    [node] = page.tagged("audio", "video")
    seen = Motion(page, playing=(Playing(node, sound=True, seconds=seconds, muted=False),))

    result, _ = judge(LENGTH, seen, State())

    assert result.outcome == outcome
