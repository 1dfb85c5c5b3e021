"""The contrast of everything there is to read, by a picture where styles do not tell.

A page all of whose texts stand on plain colours costs no picture, nor does one whose images'
colours tell. Else the texts' surroundings are taken twice, with all text black and with all text
white, in as few places as will do.
"""

import base64
import io
from collections.abc import Iterable, Sequence
from math import ceil, floor
from pathlib import Path

from PIL import Image

from a11y.engine.browser.session import Session
from a11y.engine.check import Probe, Visit
from a11y.engine.contrast.palettes import Palettes, image_addresses, only_image, palette
from a11y.engine.contrast.pixels import around_glyphs, contrast_range
from a11y.engine.contrast.reading import Doubt, Reading
from a11y.engine.contrast.texts import Reader
from a11y.engine.page.parts import Box
from a11y.engine.page.tree import Node

SPARE = 600_000
"""Texts are taken in one picture where that has at most so many square pixels between them: each
picture costs about as much as these."""
MOST_PICTURES = 12
HIGHEST = 4000
"""No picture is higher than this, in CSS pixels."""

_HERE = Path(__file__)
_INK = _HERE.with_suffix(".js").read_text(encoding="utf-8")
_PALETTES = _HERE.with_name("palettes.js").read_text(encoding="utf-8")
_MOST_PALETTES = 30
_MARGIN = 2


def measure(visit: Visit, readings: Sequence[Reading]) -> None:
    """Look at the pixels around these texts and write down the contrast found.

    A text stays in doubt where a picture beneath it has not loaded or moves, and where half
    transparent layers keep its colour from being known.
    """
    askable = [reading for reading in readings if _can_be_taken(reading)]
    if not askable:
        return
    session, viewport = visit.session, visit.page.viewport
    addresses = sorted({found for reading in askable for found in _images(reading)})
    try:
        missing = set(session.ask(_INK, "black", addresses))
        askable = [reading for reading in askable if missing.isdisjoint(_images(reading))]
        regions = _regions(askable)
        dark = [_picture(session, region, viewport) for region, _ in regions]
        if regions:
            session.ask(_INK, "white", [])
        light = [_picture(session, region, viewport) for region, _ in regions]
    finally:
        session.ask(_INK, None, [])
    for (region, members), one, other in zip(regions, dark, light, strict=True):
        for reading in members:
            _look(reading, one, other, region)


def _look(reading: Reading, dark: Image.Image, light: Image.Image, region: Box) -> None:
    ranges = []
    for place in reading.places:
        box = _around([place])
        left, top = max(0, int(box.x - region.x)), max(0, int(box.y - region.y))
        right, bottom = int(box.right - region.x), int(box.bottom - region.y)
        edges = (left, top, min(right, dark.width), min(bottom, dark.height))
        colours = around_glyphs(dark, light, edges) if left < edges[2] and top < edges[3] else {}
        for ink in reading.ink.colours:
            if found := contrast_range(ink.faded(reading.opacity), colours):
                ranges.append(found)
    if ranges or reading.node.page.root.parent is None:
        reading.ranges = tuple(ranges)
        reading.doubt = Doubt.NONE


def _can_be_taken(reading: Reading) -> bool:
    return reading.opacity > 0 and all(map(_is_still_and_there, reading.pictures))


def _is_still_and_there(node: Node) -> bool:
    if node.tag == "img":
        return bool(node.more.get("natural") and node.more["natural"][0])
    return node.tag != "video"


def _images(reading: Reading) -> Iterable[str]:
    """The addresses of the images that may lie beneath a text."""
    node = reading.node
    for above in (node, *node.ancestors, *reading.pictures):
        styles = (above.style, *(pseudo.style for pseudo in (above.before, above.after) if pseudo))
        for style in styles:
            yield from image_addresses(style.get("background-image", ""))


def _regions(readings: Sequence[Reading]) -> list[tuple[Box, list[Reading]]]:
    """What to take pictures of, and the texts in each."""
    spans: list[tuple[Box, list[Reading]]] = []
    for reading in sorted(readings, key=lambda reading: min(p.y for p in reading.places)):
        box = _around(reading.places)
        if spans:
            last, members = spans[-1]
            joined = _around((last, box))
            if joined.area - last.area - box.area < SPARE and joined.height < HIGHEST:
                spans[-1] = (joined, [*members, reading])
                continue
        if len(spans) == MOST_PICTURES:
            break
        spans.append((box, [reading]))
    return spans


def _around(boxes: Sequence[Box]) -> Box:
    """The box around boxes, in whole pixels, with a margin."""
    left = max(0, floor(min(box.x for box in boxes)) - _MARGIN)
    top = max(0, floor(min(box.y for box in boxes)) - _MARGIN)
    right = ceil(max(box.right for box in boxes)) + _MARGIN
    bottom = ceil(max(box.bottom for box in boxes)) + _MARGIN
    return Box(left, top, right - left, bottom - top)


def _picture(session: Session, region: Box, viewport: tuple[int, int]) -> Image.Image:
    width, height = viewport
    request = {
        "format": "png",
        "optimizeForSpeed": True,
        "clip": {**region._asdict(), "scale": 1},
        # Pages are told of a resize by this, so only where it must be.
        "captureBeyondViewport": region.right > width or region.bottom > height,
    }
    taken = session.cdp("Page.captureScreenshot", request)
    return Image.open(io.BytesIO(base64.b64decode(taken["data"]))).convert("RGB")


def _palettes(visit: Visit) -> tuple[Palettes, frozenset[str]]:
    """The colours of images that texts stand in front of, as far as they can be had, and the
    addresses of those that do not load."""
    found = {
        address: None
        for node in visit.page.nodes
        if (address := only_image(node.style.get("background-image", "")))
        and any(text.lines for text in node.texts)
    }
    asked = list(found)[:_MOST_PALETTES]
    answers = visit.session.ask_apart(_PALETTES, asked) if asked else []
    seen = dict(zip(asked, answers, strict=True))
    missing = (address for address, bounds in seen.items() if bounds is False)
    known = {address: palette(*bounds) for address, bounds in seen.items() if bounds}
    return known, frozenset(missing)


def _probe(id_: str, large: float, small: float) -> Probe[Reader]:
    def observe(visit: Visit) -> Reader:
        palettes, missing = _palettes(visit)
        reader = Reader(visit.page, palettes)
        unclear = [
            reading
            for reading in reader.readings
            if reading.needs_picture(large if reading.ink.is_large else small)
            and missing.isdisjoint(_images(reading))
        ]
        if unclear:
            measure(visit, unclear)
        return reader

    return Probe(id_, "The contrast of texts with what they lie on", observe)


CONTRAST = _probe("contrast", 3, 4.5)
CONTRAST_ENHANCED = _probe("contrast-enhanced", 4.5, 7)
