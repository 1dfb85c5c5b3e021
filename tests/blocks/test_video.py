"""Media: nothing is published that deaf or blind readers get nothing of."""

from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.core.files.base import ContentFile
from wagtail.blocks import StructBlockValidationError
from wagtail.documents import get_document_model

from blocks.base import components
from blocks.document import resolve
from blocks.facts import About
from blocks.video import Video, length_of, seconds_of
from tdd_pages.pages.models import ComponentPage
from tests.streams import block, item

BODY = ComponentPage._meta.get_field("body").stream_block
BLOCK = BODY.child_blocks["video"]
CAPTIONS = "WEBVTT\n\n00:00.000 --> 00:04.000\nA tone swells.\n"

MakeFile = Callable[..., Any]


@pytest.fixture
def make_file(db: None) -> MakeFile:
    """A function that keeps a document of a name and a content."""

    def make(name: str, content: bytes | str = b"film") -> Any:
        data = content.encode() if isinstance(content, str) else content
        file = ContentFile(data, name=name)
        return get_document_model().objects.create(title=name, file=file, file_size=len(data))

    return make


def stored(make_file: MakeFile, **changes: Any) -> dict[str, Any]:
    """A complete video as it is stored."""
    captions = {"file": make_file("film.vtt", CAPTIONS).pk, "language": "en", "label": ""}
    complete = {
        "heading": "The pump",
        "file": make_file("film.mp4").pk,
        "duration": "4:05",
        "captions": [item("c", captions)],
        "transcript": "<p>A tone swells.</p>",
    }
    return {**complete, **changes}


def errors(value: dict[str, Any]) -> dict[str, Any]:
    """What an editor who publishes is told, by field; a draft of the same saves."""
    BLOCK.defer_required_validation()
    try:
        assert BLOCK.clean(BLOCK.to_python(value))
    finally:
        BLOCK.restore_deferred_validation()
    try:
        BLOCK.clean(BLOCK.to_python(value))
    except StructBlockValidationError as refused:
        return refused.as_json_data()["blockErrors"]
    return {}


def resolved(value: dict[str, Any], language: str = "en") -> Video | None:
    body = BODY.to_python([block("video", "v", **value)])
    found = resolve(BODY, body, About(title="Title", language=language)).components
    return next((component for component in found if isinstance(component, Video)), None)


# --- What can be published ----------------------------------------------------------------------


def test_a_video_with_all_that_belongs_to_it_is_published(make_file: MakeFile) -> None:
    assert errors(stored(make_file)) == {}


@pytest.mark.parametrize(
    ("field", "empty"),
    [
        ("heading", ""),
        ("file", None),
        ("captions", []),
        ("transcript", ""),
        ("transcript", "<p> </p>"),
    ],
)
def test_a_video_is_not_published_without(make_file: MakeFile, field: str, empty: Any) -> None:
    assert list(errors(stored(make_file, **{field: empty}))) == [field]


def test_sound_needs_a_transcript_and_no_captions(make_file: MakeFile) -> None:
    sound = stored(make_file, file=make_file("alarm.mp3").pk, captions=[])
    assert errors(sound) == {}
    assert list(errors({**sound, "transcript": ""})) == ["transcript"]


@pytest.mark.parametrize("field", ["file", "described"])
def test_what_no_browser_plays_is_refused_at_its_field(make_file: MakeFile, field: str) -> None:
    found = errors(stored(make_file, **{field: make_file("leaflet.pdf").pk}))
    assert list(found) == [field]
    assert "such as MP4" in found[field]["messages"][0]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("1\n00:00:00,000 --> 00:00:04,000\nA tone.", "first line must be WEBVTT"),
        ("WEBVTTX\n\n00:00.000 --> 00:04.000\nA tone.", "first line must be WEBVTT"),
        (b"\x89PNG\r\n\x1a\n\xff\xfe", "first line must be WEBVTT"),
        ("", "first line must be WEBVTT"),
        ("WEBVTT\n\nNOTE Nothing is said.\n", "no captions in it"),
    ],
)
def test_captions_that_are_no_webvtt_are_refused_at_their_field(
    make_file: MakeFile, content: str, message: str
) -> None:
    captions = {"file": make_file("film.vtt", content).pk, "language": "en"}
    found = errors(stored(make_file, captions=[item("c", captions)]))
    field = found["captions"]["blockErrors"][0]["blockErrors"]["file"]
    assert message in field["messages"][0]


def test_captions_may_begin_with_a_byte_order_mark_and_a_title(make_file: MakeFile) -> None:
    content = "\ufeffWEBVTT - The pump\r\n\r\n00:00.000 --> 00:04.000\r\nA tone.\r\n"
    captions = {"file": make_file("film.vtt", content).pk, "language": "en"}
    assert errors(stored(make_file, captions=[item("c", captions)])) == {}


def test_captions_whose_file_is_lost_are_refused_at_their_field(make_file: MakeFile) -> None:
    lost = make_file("lost.vtt", CAPTIONS)
    lost.file.storage.delete(lost.file.name)
    found = errors(stored(make_file, captions=[item("c", {"file": lost.pk, "language": "en"})]))
    field = found["captions"]["blockErrors"][0]["blockErrors"]["file"]
    assert "upload it again" in field["messages"][0]


def test_a_length_is_minutes_and_seconds(make_file: MakeFile) -> None:
    assert list(errors(stored(make_file, duration="about 4"))) == ["duration"]
    assert [seconds_of(text) for text in ("4:05", "1:00:10", "4", "4:5", "٤:٠٥", "")] == [
        *(245, 3610, None, None, None, None)
    ]


# --- What readers get ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "1 hour 4 minutes 5 seconds"), ("de", "1 Stunde 4 Minuten 5 Sekunden")],
)
def test_a_length_is_told_in_words_of_the_pages_language(language: str, text: str) -> None:
    assert length_of(3845, language) == text


def test_a_video_is_played_by_the_browser_itself_and_not_before_somebody_wants_it() -> None:
    soup = BeautifulSoup(components["video"].examples["full"].render(), "lxml")
    video = soup.video
    assert video is not None
    assert video.has_attr("controls")
    assert video["preload"] == "metadata"
    assert not video.has_attr("autoplay")
    assert [(t["kind"], t["srclang"], t["label"]) for t in video.find_all("track")] == [
        ("captions", "en", "English"),
        ("captions", "de", "Deutsch"),
    ]
    name = soup.find(id=video["aria-labelledby"])
    assert isinstance(name, Tag)
    assert name.get_text() == "Where the pump lies"


@pytest.mark.parametrize("name", ["full", "sound"])
def test_the_transcript_follows_the_player(name: str) -> None:
    soup = BeautifulSoup(components["video"].examples[name].render(), "lxml")
    # Only the poster stands between them, and only on paper.
    following = soup.select_one("video + img.tdd-print-only + details, audio + details")
    assert following is not None
    assert following.get_text().split()[0] == "Transcript:"


def test_captions_in_the_pages_language_are_shown_and_else_the_first(make_file: MakeFile) -> None:
    file = make_file("film.vtt", CAPTIONS).pk
    tracks = [item(tag, {"file": file, "language": tag}) for tag in ("en", "fr", "pt-BR")]
    value = stored(make_file, captions=tracks)

    def default(language: str) -> list[str]:
        video = resolved(value, language)
        assert video is not None
        return [track.label for track in video.captions if track.default]

    assert default("fr-CA") == ["français"]
    assert default("pt") == ["português (Brasil)"]
    assert default("ja") == ["English"]


def test_a_draft_shows_what_is_there(make_file: MakeFile) -> None:
    bare = resolved({"file": make_file("film.webm").pk})
    assert bare is not None
    assert (bare.heading, bare.captions, bare.transcript) == (None, [], None)
    assert 'aria-label="Video"' in bare.render()


def test_a_video_whose_document_is_gone_is_left_out(make_file: MakeFile) -> None:
    value = stored(make_file)
    get_document_model().objects.filter(pk=value["file"]).delete()
    assert resolved(value) is None


def test_a_document_that_is_no_video_is_not_played(make_file: MakeFile) -> None:
    assert resolved(stored(make_file, file=make_file("leaflet.pdf").pk)) is None


def test_a_poster_says_nothing_of_its_own(make_file: MakeFile, photo: Any) -> None:
    video = resolved(stored(make_file, poster=photo.pk))
    assert video is not None
    assert video.poster is not None
    assert (video.poster.alt, video.poster.decorative) == ("", True)
