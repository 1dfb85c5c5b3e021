"""Recordings on a page: whether they have sound, and what their tracks hold."""

from dataclasses import dataclass
from pathlib import Path

from a11y.engine.browser.snapshot import OURS
from a11y.engine.check import Probe, Visit
from a11y.engine.page.tree import Node

_SCRIPT = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
_PATIENCE = 3_000


@dataclass(frozen=True, slots=True)
class Track:
    """A track element. ``file`` is what it refers to: "" for nothing, None where unknown."""

    kind: str
    file: str | None

    @property
    def has_cues(self) -> bool:
        """Whether it shows something at some time, as far as is known."""
        return self.file is None or (
            self.file.lstrip("\ufeff").startswith("WEBVTT") and "-->" in self.file
        )


@dataclass(frozen=True, slots=True)
class Recording:
    """A video or audio element. ``has_audio`` and ``duration`` are None where unknown."""

    node: Node
    duration: float | None
    has_audio: bool | None
    tracks: tuple[Track, ...]

    @property
    def is_offered(self) -> bool:
        """Whether visitors can see or hear it: shown, or played without being asked."""
        node = self.node
        if node.tag == "audio":
            return (node.has("controls") and node.is_visible) or node.has("autoplay")
        return node.is_visible and node.is_perceivable

    @property
    def is_decoration(self) -> bool:
        """A silent film that runs in a loop behind other things."""
        return all(map(self.node.has, ("autoplay", "loop", "muted"))) and not self.node.has(
            "controls"
        )


def _observe(visit: Visit) -> list[Recording]:
    if not visit.page.tagged("video", "audio"):
        return []
    return [
        Recording(
            visit.page.by_index[seen["index"]],
            seen["duration"],
            seen["audio"],
            tuple(Track(track["kind"], track["file"]) for track in seen["tracks"]),
        )
        for seen in visit.session.ask(_SCRIPT, OURS, _PATIENCE)
        if seen["index"] in visit.page.by_index
    ]


RECORDINGS: Probe[list[Recording]] = Probe("recordings", "Videos and recordings", _observe)
