"""Media: a video or a sound recording, with captions and transcript."""

import mimetypes
import re
from typing import TYPE_CHECKING, Literal, get_args

from babel.units import format_unit
from django.core.exceptions import ValidationError
from django.templatetags.static import static
from django.utils.translation import gettext_lazy as _
from pydantic import Field
from wagtail.blocks import (
    CharBlock,
    ListBlock,
    RichTextBlock,
    StructBlock,
    StructBlockValidationError,
    StructValue,
)
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.documents.models import AbstractDocument
from wagtail.images.blocks import ImageChooserBlock

from .base import Component, ComponentBlock
from .elements import File, Heading, Image, Link, Resolved, Rich
from .examples import Examples, citation, heading, image, rich
from .files import file_facts
from .language_field import language_block, language_of
from .languages import language_name, locale_of, primary
from .rich_text import PROSE_FEATURES, has_text
from .walk import join

if TYPE_CHECKING:
    from .document import Place

Kind = Literal["video", "audio"]

DURATION = re.compile(r"(?:(\d{1,2}):)?(\d{1,2}):(\d{2})", re.ASCII)
"""Hours, minutes and seconds, as players show them."""

WEBVTT = re.compile(r"\ufeff?WEBVTT(?:[ \t\r\n]|\Z)")
LONGEST_CAPTIONS = 2_000_000
"""In bytes: of a file that is larger, only so much is looked at."""


class Captions(Resolved):
    """What is said and heard, as text in time with the picture."""

    src: str = Field(description="URL of a WebVTT file.")
    language: str
    label: str = Field(description="What the player calls them.")
    default: bool = Field(description="Whether they are shown unless a reader hides them.")


class Video(Component):
    """A video or a sound recording, with what those need who do not see or hear it."""

    type: Literal["video"] = "video"
    template = "tdd_pages/components/video.html"
    stylesheets = ("tdd_blocks/css/prose.css", "tdd_blocks/css/video.css")

    kind: Kind
    heading: Heading | None = None
    src: str
    file: File
    seconds: int | None = Field(default=None, description="How long it is, where that is known.")
    length: str = Field(default="", description="The same as readers of the page write it.")
    poster: Image | None = Field(default=None, description="Shown until it is played. Decorative.")
    captions: list[Captions] = []
    transcript: Rich | None = None
    described: Link | None = Field(
        default=None, description="The same with audio description: what is shown, said aloud."
    )


class CaptionsBlock(StructBlock):
    """The form for captions in one language."""

    file = DocumentChooserBlock(label=_("WebVTT file"))
    language = language_block()
    label = CharBlock(
        required=False,
        max_length=60,
        label=_("Label"),
        help_text=_("In the player's menu. If left empty, the language's own name."),
    )

    def clean(self, value: StructValue) -> StructValue:
        cleaned = super().clean(value)
        if not self.is_deferred_validation and (wrong := what_is_wrong_with(cleaned["file"])):
            raise StructBlockValidationError(block_errors={"file": ValidationError(wrong)})
        return cleaned

    class Meta:
        icon = "openquote"
        label = _("Captions")
        label_format = "{language} {label}"


class VideoBlock(ComponentBlock):
    """The form for a video or a sound recording.

    Audio description is a file of its own: no browser reads out tracks of descriptions.
    """

    heading = CharBlock(max_length=120, label=_("Title"))
    file = DocumentChooserBlock(
        label=_("Video or sound"), help_text=_("A document such as MP4, WebM or MP3.")
    )
    duration = CharBlock(
        required=False,
        max_length=8,
        label=_("Length"),
        help_text=_("Minutes and seconds, such as 4:05."),
        search_index=False,
    )
    poster = ImageChooserBlock(
        required=False, label=_("Poster"), help_text=_("Shown until it is played, and printed.")
    )
    captions = ListBlock(
        CaptionsBlock(),
        default=[],
        label=_("Captions"),
        help_text=_("What is said, and the sounds that matter. Every video needs them."),
    )
    transcript = RichTextBlock(
        features=PROSE_FEATURES,
        label=_("Transcript"),
        help_text=_("What is said, heard and shown: all that a reader needs instead."),
    )
    described = DocumentChooserBlock(
        required=False,
        label=_("With audio description"),
        help_text=_("The same file, with what is shown said aloud between what is said."),
    )

    def clean(self, value: StructValue) -> StructValue:
        cleaned = super().clean(value)
        if not self.is_deferred_validation and (errors := _errors(cleaned)):
            raise StructBlockValidationError(block_errors=errors)
        return cleaned

    def resolve(self, at: "Place") -> Video | None:
        document = at.raw("file")
        if document is None or (kind := kind_of(document)) is None:
            return None
        seconds = seconds_of(at.text("duration"))
        poster = at.image("poster")
        return Video(
            id=at.id,
            kind=kind,
            heading=at.heading("heading"),
            src=document.url,
            file=file_facts(document),
            seconds=seconds,
            length=length_of(seconds, at.about.language) if seconds else "",
            poster=poster.model_copy(update={"alt": "", "decorative": True}) if poster else None,
            captions=resolve_captions(at),
            transcript=at.rich("transcript"),
            described=_described(at),
        )

    class Meta:
        component = Video
        icon = "media"
        label = _("Video or sound")
        label_format = "{heading}"
        group = _("Text")
        description = _("A video or a sound recording, with captions and transcript.")


def kind_of(document: AbstractDocument) -> Kind | None:
    """Return what a document is to be played as, or None if it cannot be played."""
    kind = (mimetypes.guess_type(document.filename or "")[0] or "").partition("/")[0]
    return next((known for known in get_args(Kind) if known == kind), None)


def seconds_of(duration: str) -> int | None:
    """Return a length such as 4:05 or 1:04:05 in seconds, or None if it is none."""
    found = DURATION.fullmatch(duration)
    if not found:
        return None
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return hours * 3600 + minutes * 60 + seconds


def length_of(seconds: int, language: str) -> str:
    """Return a length in words: a player's figures would be read out as a time of day."""
    minutes, second = divmod(seconds, 60)
    hour, minute = divmod(minutes, 60)
    parts = ((hour, "hour"), (minute, "minute"), (second, "second"))
    locale = locale_of(language)
    return " ".join(format_unit(number, unit, locale=locale) for number, unit in parts if number)


def resolve_captions(at: "Place") -> list[Captions]:
    """Return the captions that have a file and a language; those in the page's are shown first."""
    found = [
        (document, language, item.text("label"))
        for item in at.items("captions")
        if (document := item.raw("file")) and (language := language_of(item))
    ]
    shown = _preferred([language for _document, language, _label in found], at.about.language)
    return [
        Captions(
            src=document.url,
            language=language,
            label=label or language_name(language),
            default=index == shown,
        )
        for index, (document, language, label) in enumerate(found)
    ]


def _preferred(languages: list[str], language: str) -> int:
    """Return which captions to show: those in the page's language, else the first."""
    known, own = [primary(tag) for tag in languages], primary(language)
    return known.index(own) if own in known else 0


def _described(at: "Place") -> Link | None:
    document = at.raw("described")
    if document is None:
        return None
    link = Link(
        text=str(_("With audio description")),
        href=document.url,
        kind="document",
        file=file_facts(document),
    )
    return link.at(join(at.path, "described"))


def _errors(value: StructValue) -> dict[str, ValidationError]:
    """Return what keeps a recording from being published, by field."""
    errors = {}
    kind = kind_of(value["file"])
    if kind is None:
        errors["file"] = ValidationError(
            _("Choose a file that browsers play, such as MP4, WebM or MP3.")
        )
    if kind == "video" and not value["captions"]:
        errors["captions"] = ValidationError(_("Add captions: not everybody hears the sound."))
    if not has_text(value["transcript"]):
        errors["transcript"] = ValidationError(_("Add a transcript: not everybody can play this."))
    if value["duration"] and seconds_of(value["duration"].strip()) is None:
        errors["duration"] = ValidationError(_("Enter minutes and seconds, such as 4:05."))
    if value["described"] and kind_of(value["described"]) is None:
        errors["described"] = ValidationError(
            _("Choose a file that browsers play, such as MP4, WebM or MP3.")
        )
    return errors


def what_is_wrong_with(document: AbstractDocument) -> str:
    """Return why a document cannot be captions, or nothing."""
    try:
        with document.open_file() as file:
            start = file.read(LONGEST_CAPTIONS)
    except OSError:
        return _("The file of this document is lost: upload it again.")
    text = start.decode("utf-8", errors="replace")
    if not WEBVTT.match(text):
        return _("This is no WebVTT file: its first line must be WEBVTT.")
    if "-->" not in text:
        return _("This WebVTT file has no captions in it.")
    return ""


def _examples() -> dict[str, Component]:
    def url(name: str) -> str:
        return static(f"tdd_blocks/examples/{name}")

    tracks = [
        Captions(src=url("pump.en.vtt"), language="en", label="English", default=True),
        Captions(src=url("pump.de.vtt"), language="de", label="Deutsch", default=False),
    ]
    film = File(type="video/webm", label="WEBM", bytes=20_745)
    full = Video(
        id="example",
        kind="video",
        heading=heading("Where the pump lies"),
        src=url("pump.webm"),
        file=film,
        seconds=8,
        length="8 seconds",
        poster=image("pump", height=1000),
        captions=tracks,
        transcript=rich(
            "<p>A low tone swells and fades. A drawing shows a seated person from the front. A "
            "round pump lies under the skin of the belly, and a thin tube leads from it around the "
            "waist to the spine.{}</p>",
            citation(1, 1),
        ),
        described=Link(
            text="With audio description", href=url("pump.webm"), kind="document", file=film
        ),
    )
    return {
        "full": full,
        "sound": Video(
            id="example",
            kind="audio",
            heading=heading("How the alarm sounds"),
            src=url("alarm.ogg"),
            file=File(type="audio/ogg", label="OGG", bytes=4_615),
            seconds=4,
            length="4 seconds",
            transcript=rich("<p>A high tone sounds four times, each time for half a second.</p>"),
        ),
        "bare": Video(
            id="example", kind="video", src=url("pump.webm"), file=film, captions=tracks[:1]
        ),
        "long-words": full.model_copy(
            update={
                "heading": heading("Medikamentenpumpenimplantationssprechstundenvereinbarung"),
                "described": None,
            }
        ),
    }


Video.examples = Examples(_examples)
