"""What recordings say and show can be had in another way."""

from collections.abc import Iterator

from a11y.engine.browser.probes.media import RECORDINGS, Recording
from a11y.engine.check import Check, Verdict, asked, asks, failed, fails, ignores
from a11y.engine.model import Audience, Impact, Rule
from a11y.engine.page.parts import Text
from a11y.engine.page.tree import Page
from a11y.engine.wcag import criteria
from a11y.engine.words import words_in

_FEWEST_WORDS = 3
_OTHER_WAYS = frozenset(("iframe", "object", "embed", "frame", "img", "canvas", "details"))
_MOST_QUESTIONS = 3


def _offered(recordings: list[Recording]) -> list[Recording]:
    return [r for r in recordings if r.is_offered and not r.is_decoration]


def _of_one_kind(recordings: list[Recording]) -> Iterator[Recording]:
    """Sound without pictures, and pictures without sound; the first few."""
    offered = (
        found
        for found in _offered(recordings)
        if found.node.tag == "audio" or found.has_audio is False
    )
    yield from list(offered)[:_MOST_QUESTIONS]


def _has_alternative(recording: Recording) -> Verdict | None:
    nothing = _offers_nothing_else(recording.node.page, recording)
    kind = "sound" if recording.node.tag == "audio" else "film"
    return Verdict(f"no-{kind}" if nothing else kind)


def _offers_nothing_else(page: Page, recording: Recording) -> bool:
    """Whether the page has no text, no link, no control and no other medium, for all to have.

    Text that only some can see or hear is for the others as if it were not there.
    """
    for node in page.nodes:
        if node is recording.node or recording.node.encloses(node) or not node.is_exposed:
            continue
        if (
            node.tag in _OTHER_WAYS
            or node.tag in ("audio", "video")
            or node.role in ("link", "button")
        ):
            return False
    return sum(len(words_in(text.data)) for text in _texts_for_all(page)) <= _FEWEST_WORDS


def _texts_for_all(page: Page) -> Iterator[Text]:
    for node in page.body.descendants if page.body else ():
        if node.is_exposed and node.is_visible:
            for child in node.children:
                if isinstance(child, Text) and any(
                    line.right > 0 and line.bottom > 0 for line in child.lines
                ):
                    yield child


# A second of silence.
_SOUND = (
    "data:audio/wav;base64,UklGRmQAAABXQVZFZm10IBAAAAABAAEAQB8AAEAfAAABAAgAZGF0YUAAAACAgICAgICAgICA"
    "gICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIA="
)
_BARE = '<!doctype html><html lang="en"><title>Otters</title><body>'

ALTERNATIVE = Check(
    rule=Rule(
        id="media-has-alternative",
        title="Recordings of sound alone, and films without sound, have a text alternative",
        criteria=criteria("1.2.1"),
        impact=Impact.CRITICAL,
        audience=Audience.EDITOR,
        act=("e7aa44", "2eb176", "afb423", "c3232f", "d7ba54", "ee13b5", "fd26cf"),
        techniques=("G158", "G159", "G166"),
        replaces=("audio-caption",),
        why="Deaf people do not hear what is said, blind people do not see what is shown. Without "
        "a text there is nothing here for them.",
        fix="Put a transcript below it, or link to one. For a film, a recording that says what is "
        "shown will do too.",
    ),
    probe=RECORDINGS,
    applicability=_of_one_kind,
    expectation=_has_alternative,
    messages={
        "no-sound": failed(
            "This recording has no transcript: the page has no other text or link that can be "
            "seen and read out."
        ),
        "no-film": failed(
            "This film has no sound and no alternative: the page has no other text, link or "
            "recording that can be seen and read out."
        ),
        "sound": asked("Does a text say all that is to be heard in this recording?"),
        "film": asked("Does a text or a recording say all that is shown in this film?"),
    },
    examples=(
        fails("Nothing else on the page (ACT 2eb176)",
              f'{_BARE}<audio controls src="{_SOUND}"></audio>'),
        fails("A transcript that screen readers skip (ACT 2eb176)",
              f'{_BARE}<audio controls src="{_SOUND}"></audio>'
              '<p aria-hidden="true">In the recording, an otter whistles to her young.</p>'),
        asks("A transcript, perhaps (G158)",
             f'<audio controls src="{_SOUND}"></audio>'
             "<p>In the recording, an otter whistles to her young.</p>"),
        ignores("Nobody can play it", f'<audio src="{_SOUND}"></audio>'),
    ),
)  # fmt: skip


def _with_sound(recordings: list[Recording]) -> list[Recording]:
    return [
        found
        for found in _offered(recordings)
        if found.node.tag == "video" and found.has_audio is not False
    ][:_MOST_QUESTIONS]


def _has_captions(video: Recording) -> Verdict | None:
    tracks = [track for track in video.tracks if track.kind in ("captions", "subtitles")]
    if tracks and not any(track.has_cues for track in tracks):
        return Verdict("empty")
    return Verdict("right" if tracks else "none")


CAPTIONS = Check(
    rule=Rule(
        id="video-has-captions",
        title="Videos with sound have captions",
        criteria=criteria("1.2.2"),
        impact=Impact.CRITICAL,
        audience=Audience.EDITOR,
        act=("eac66b", "f51b46", "ab4d13"),
        techniques=("G87", "G93", "H95", "F8", "F75"),
        replaces=("video-caption",),
        why="Deaf people, and all who watch where they cannot listen, do not get what is said.",
        fix="Add a track element with kind=captions and a WebVTT file of what is said and heard.",
    ),
    probe=RECORDINGS,
    applicability=_with_sound,
    expectation=_has_captions,
    messages={
        "empty": failed("The captions' file is missing, is not WebVTT, or has nothing in it."),
        "none": asked("The video has no track of captions. Are they part of the picture?"),
        "right": asked("Do the captions have all that is said, and the sounds that matter?"),
    },
    examples=(
        fails("A file that is not there (H95)",
              '<video controls src="/otters.mp4"><track kind="captions" src="/none.vtt"></video>'),
        asks("No track (H95)", '<video controls src="/otters.mp4"></video>'),
        ignores("A film that is decoration", '<video autoplay loop muted src="/o.mp4"></video>'),
    ),
)  # fmt: skip


def _is_described(video: Recording) -> Verdict:
    return Verdict("described")


DESCRIPTION = Check(
    rule=Rule(
        id="video-has-description",
        title="What a video shows is said in its sound, or in another version",
        criteria=criteria("1.2.3", "1.2.5"),
        impact=Impact.SERIOUS,
        audience=Audience.EDITOR,
        act=("c5a4ea", "1ea59c", "1ec09b", "1a02b0"),
        techniques=("G8", "G69", "G78", "G173", "F113"),
        why="Blind people hear the dialogue and miss what happens without words.",
        fix="Add a second sound track or a second video with audio description. A track of "
        "kind=descriptions is not read by any browser.",
    ),
    probe=RECORDINGS,
    applicability=_with_sound,
    expectation=_is_described,
    messages={"described": asked("Is what the video shows said in its sound or described?")},
    examples=(
        asks("A video (G78)", '<video controls src="/otters.mp4"></video>'),
        ignores("A film that is decoration", '<video autoplay loop muted src="/o.mp4"></video>'),
    ),
)

CHECKS = (ALTERNATIVE, CAPTIONS, DESCRIPTION)
