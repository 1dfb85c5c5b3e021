"""Sound that starts by itself, and how to stop it."""

import base64
import io
import re
import wave
from collections.abc import Iterable
from dataclasses import dataclass

from a11y.engine.browser.probes.motion import MOTION, Motion, Playing
from a11y.engine.check import Check, Verdict, asked, asks, failed, fails, ignores, passes
from a11y.engine.model import Audience, Impact, Layer, Rule
from a11y.engine.page.tree import Node
from a11y.engine.rules.motion import mechanism
from a11y.engine.wcag import criteria

_SHORT = 3  # seconds
_RATE = 3000
_FRAGMENT = re.compile(r"#t=(?:npt:)?([\d.:]*)(?:,([\d.:]+))?")


@dataclass(frozen=True, slots=True)
class _Sound:
    """A sound that starts by itself. ``seconds`` is how long it sounds, None where not known;
    ``mechanism`` what the page has to stop it."""

    node: Node
    known: bool
    seconds: float | None
    mechanism: str


def _seconds(clock: str) -> float:
    """Media Fragments' time: seconds, or hours and minutes before them."""
    total = 0.0
    for part in clock.split(":"):
        total = 60 * total + float(part or 0)
    return total


def _length(playing: Playing) -> float | None:
    """How long it plays: the part of the file that its address asks for, for ever in a loop."""
    node = playing.node
    if node.has("loop"):
        return float("inf")
    if playing.seconds is None:
        return None
    addresses = [node.get("src"), *(child.get("src") for child in node.elements)]
    part = next(filter(None, map(_FRAGMENT.search, addresses)), None)
    if part is None:
        return playing.seconds
    end = _seconds(part[2]) if part[2] else playing.seconds
    return min(end, playing.seconds) - _seconds(part[1])


def _sounds(seen: Motion) -> Iterable[_Sound]:
    """What can be heard, or might be."""
    for playing in seen.playing:
        if playing.muted or playing.sound is False:
            continue
        yield _Sound(playing.node, playing.sound is not None, _length(playing), mechanism(seen))


def _is_short(sound: _Sound) -> bool:
    return sound.seconds is not None and sound.seconds <= _SHORT


def _judge_control(sound: _Sound) -> Verdict | None:
    if _is_short(sound) or sound.mechanism == "named":
        return None
    if sound.node.has("controls") and sound.node.is_visible and sound.node.is_exposed:
        return None
    certain = sound.known and sound.seconds is not None and sound.mechanism == "none"
    return Verdict("never" if certain else "maybe")


def _judge_length(sound: _Sound) -> Verdict | None:
    if _is_short(sound):
        return None
    return Verdict("long") if sound.known and sound.seconds is not None else None


def _tone(seconds: int) -> str:
    """The address of a sound of this length, for the examples."""
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(_RATE)
        sound.writeframes(b"\x60\xa0" * (_RATE // 2) * seconds)
    return f"data:audio/wav;base64,{base64.b64encode(file.getvalue()).decode()}"


CONTROL = Check(
    rule=Rule(
        id="autoplay-sound-control",
        title="Sound that starts by itself can be stopped, or ends within three seconds",
        criteria=criteria("1.4.2"),
        impact=Impact.SERIOUS,
        audience=Audience.EDITOR,
        layer=Layer.DRIVEN,
        act=("80f0bf", "4c31df"),
        techniques=("F23", "F93", "G60", "G170", "G171"),
        replaces=("no-autoplay-audio",),
        why="Who uses a screen reader hears the page. Another voice over it makes it "
        "incomprehensible, and the button that would stop it cannot be found by ear.",
        fix="Let the sound start when it is asked for, or show the controls.",
    ),
    probe=MOTION,
    applicability=_sounds,
    expectation=_judge_control,
    messages={
        "never": failed("Sound starts by itself here, and nothing on the page stops it."),
        "maybe": asked("Sound may start by itself here. Is there a way to stop it?"),
    },
    examples=(
        fails(
            "A long sound, and nothing to stop it (F93)",
            f'<audio autoplay src="{_tone(4)}"></audio>',
        ),
        asks(
            "A long sound beside a button that does something",
            f'<audio autoplay src="{_tone(4)}"></audio><button onclick="">Notes</button>',
        ),
        passes(
            "A long sound with controls (G170)",
            f'<audio autoplay controls src="{_tone(4)}"></audio>',
        ),
        passes(
            "A long sound with a button to stop it (G170)",
            f'<audio autoplay src="{_tone(4)}"></audio><button onclick="">Stop</button>',
        ),
        passes("A short sound (G60)", f'<audio autoplay src="{_tone(1)}"></audio>'),
        ignores("A sound that waits (G171)", f'<audio controls src="{_tone(4)}"></audio>'),
    ),
)
LENGTH = Check(
    rule=Rule(
        id="autoplay-sound",
        title="No sound of more than three seconds starts by itself",
        impact=Impact.MODERATE,
        audience=Audience.EDITOR,
        layer=Layer.DRIVEN,
        act=("aaa1bf",),
        techniques=("G60", "G171"),
        why="Sound that nobody asked for drowns out a screen reader until its button is found.",
        fix="Let the sound start when it is asked for.",
    ),
    probe=MOTION,
    applicability=_sounds,
    expectation=_judge_length,
    messages={
        "long": failed("Sound starts by itself here and lasts for more than three seconds."),
    },
    examples=(
        fails(
            "A long sound, though there are controls (ACT aaa1bf)",
            f'<audio autoplay controls src="{_tone(4)}"></audio>',
        ),
        passes("A short sound (ACT aaa1bf)", f'<audio autoplay src="{_tone(1)}"></audio>'),
        ignores("A sound that waits", f'<audio controls src="{_tone(4)}"></audio>'),
    ),
)

CHECKS = (CONTROL, LENGTH)
