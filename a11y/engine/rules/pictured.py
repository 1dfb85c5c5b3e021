"""Text is text: not an image of it, and not drawn with characters."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from a11y.engine.check import Check, Verdict, asked, asks, failed, fails, ignores, passes
from a11y.engine.model import Audience, Impact, Rule
from a11y.engine.page.tree import Node, Page
from a11y.engine.probes import PAGE
from a11y.engine.wcag import criteria
from a11y.engine.words import words_in

_MOST_QUESTIONS = 3
_MARK = re.compile(r"logo|brand", re.IGNORECASE)
_TEXTUAL = re.compile(
    r"(?:^|[^a-z])(?:text\w*|\w{3,}text|button|headline|heading|slogan|welcome|willkommen|quote|"
    r"ueberschrift|titel|schrift)(?:[^a-z]|$)",
    re.IGNORECASE,
)
_SVG_TEXT = re.compile(r"<text\b[^>]*>([^<]+)")
_SVG_SHAPES = re.compile(r"<(?:path|rect|circle|ellipse|line|poly\w+|image|use)\b")
_SYMBOLS = re.compile(r"[^\w\s.,;:!?'\"()-]")


def _images(page: Page) -> Iterator[Node]:
    """Images that are seen; of those a person has to judge, the first few."""
    questions = 0
    for node in page.nodes:
        is_image = node.tag == "img" or (
            node.tag == "input" and node.get("type").lower() == "image"
        )  # fmt: skip
        if not (is_image or _background(node)) or not node.is_visible:
            continue
        verdict = _shows_no_text(node)
        questions += verdict is not None and verdict.message == "unsure"
        if questions <= _MOST_QUESTIONS or not verdict:
            yield node


def _background(node: Node) -> str:
    """The address of an image behind an element that has nothing in it."""
    value = node.style.get("background-image", "none")
    if not value.startswith("url(") or node.text or any(node.elements):
        return ""
    return value[4:].strip("\"') ")


def _shows_no_text(node: Node) -> Verdict | None:
    address = node.get("src") or _background(node)
    if address.startswith("data:image/svg"):
        text = _only_text(unquote(address))
        if text and not _MARK.search(node.name):
            return Verdict("certain", {"text": text}, text)
        return None
    try:
        file = PurePosixPath(urlsplit(address).path)
    except ValueError:
        return None
    textual = _TEXTUAL.search(file.stem) and not _MARK.search(file.stem)
    is_raster = file.suffix.lower() in (".png", ".jpg", ".jpeg", ".gif", ".webp")
    return Verdict("unsure", {"file": file.name}) if textual and is_raster else None


def _only_text(svg: str) -> str:
    """The words of an SVG image that has nothing but words in it."""
    text = " ".join(" ".join(_SVG_TEXT.findall(svg)).split())
    return text if len(words_in(text)) > 1 and not _SVG_SHAPES.search(svg) else ""


IMAGE_OF_TEXT = Check(
    rule=Rule(
        id="image-of-text",
        title="Text is not shown as an image",
        criteria=criteria("1.4.5"),
        impact=Impact.MODERATE,
        audience=Audience.EDITOR,
        act=("0va7u6",),
        techniques=("C22", "C30", "C6"),
        why="An image of text gets blurred when enlarged, keeps its colours and its spacing, and "
        "cannot be read by a program.",
        fix="Write the text as text, and give it its looks by CSS.",
    ),
    probe=PAGE,
    applicability=_images,
    expectation=_shows_no_text,
    messages={
        "certain": failed("This image is nothing but text: “{text}”."),
        "unsure": asked("The file is called {file}. Is it an image of text?"),
    },
    examples=(
        fails("A drawing of words (ACT 0va7u6)",
              "<img alt='Otters first' src=\"data:image/svg+xml,<svg "
              "xmlns='http://www.w3.org/2000/svg'><text y='15'>Otters first</text></svg>\">"),
        asks("What the file is called", '<input type="image" src="/button.png" alt="Buy">'),
        passes("A photograph", '<img src="/otter.jpg" alt="Otter">'),
        passes("A logo", '<img src="/text-logo.png" alt="Otter Trust">'),
        ignores("Text", "<p>Otters first</p>"),
    ),
)  # fmt: skip


def _drawings(page: Page) -> Iterator[Node]:
    """Preformatted texts of some lines, not named as an image."""
    for node in page.tagged("pre"):
        if node.is_exposed and not node.name and node.role != "img":
            raw = "".join(text.data for text in node.texts)
            if raw.count("\n") >= 3:
                yield node


def _is_text(node: Node) -> Verdict | None:
    """A drawing has more signs than letters and digits, and few kinds of them."""
    raw = "".join(text.data for text in node.texts)
    signs = _SYMBOLS.findall(raw) + re.findall(r"_|-{3,}", raw)
    letters = sum(character.isalnum() for character in raw)
    return Verdict("art") if len(signs) > 2 * letters and len(signs) > 30 else None


ASCII_ART = Check(
    rule=Rule(
        id="ascii-art-alternative",
        title="Drawings made of characters have an alternative",
        criteria=criteria("1.1.1"),
        impact=Impact.MODERATE,
        audience=Audience.EDITOR,
        techniques=("H86", "F72"),
        why="A screen reader reads a drawing as a row of signs: “slash, backslash, vertical bar”.",
        fix='Say in words what it shows: role="img" and aria-label on the pre element.',
    ),
    probe=PAGE,
    applicability=_drawings,
    expectation=_is_text,
    messages={"art": asked("Is this a drawing made of characters? Then it needs an alternative.")},
    examples=(
        asks("A box (F72)",
             "<pre>+--------+\n|========|\n|## || ##|\n|## || ##|\n|========|\n+--------+</pre>"),
        passes("Code", "<pre>def otter():\n    return 1\n\n\notter()</pre>"),
        ignores("Named as an image (H86)",
                '<pre role="img" aria-label="A box">+----+\n|====|\n|====|\n+----+\n</pre>'),
    ),
)  # fmt: skip

CHECKS = (IMAGE_OF_TEXT, ASCII_ART)
