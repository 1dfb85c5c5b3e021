"""The words on a control are in its accessible name, so that saying them operates it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from unicodedata import normalize

from a11y.engine.check import Check, Verdict, asked, asks, failed, fails, ignores, passes
from a11y.engine.model import Impact, Rule
from a11y.engine.page import names, roles
from a11y.engine.page.parts import Text
from a11y.engine.page.tree import Node, Page
from a11y.engine.probes import PAGE
from a11y.engine.wcag import criteria

_CONTROLS = roles.WIDGETS & roles.NAMED_BY_CONTENT
# Fonts that draw words as pictures.
_ICON_FONT = re.compile(r"icon|symbol|awesome|glyph", re.IGNORECASE)
_ASIDE = re.compile(r"\([^)]*\)")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A control with a name that its author gave it, and the text to be seen on it."""

    node: Node
    runs: tuple[str, ...]

    @property
    def label(self) -> str:
        return " ".join(self.runs)


def _labelled(page: Page) -> Iterable[Labelled]:
    for node in page.nodes:
        if not (node.get("aria-label").strip() or node.get("aria-labelledby").strip()):
            continue
        if not node.is_exposed or not node.name or _names_itself(node):
            continue
        if node.role in _CONTROLS and node.tag not in ("input", "select"):
            shown = tuple(_runs(node))
        elif node.role in roles.FORM_FIELDS:
            shown = tuple(run for label in names.labels_of(node) for run in _runs(label))
        else:
            continue
        if shown:
            yield Labelled(node, shown)


def _names_itself(node: Node) -> bool:
    """Whether it takes part in its own name, of which browsers make different things."""
    return any(
        other is node or other.encloses(node) for other in node.referenced("aria-labelledby")
    )


def _runs(node: Node) -> Iterator[str]:
    """The pieces of text that can be seen in the element and are words."""
    for text in _outside_controls(node):
        words = " ".join(_ASIDE.sub(" ", text.data).split())
        if not _WORD.search(words) or (len(words) == 1 and not words.isdigit()):
            continue
        style = text.parent.style
        drawn = _ICON_FONT.search(style.get("font-family", "").partition(",")[0])
        if not drawn and text.parent.is_visible and text.parent.pixels("font-size") >= 1:
            yield words


def _outside_controls(node: Node) -> Iterator[Text]:
    """The texts in it, without those of fields that a label goes around."""
    for child in node.children:
        if isinstance(child, Text):
            yield child
        elif child.role not in roles.FORM_FIELDS:
            yield from _outside_controls(child)


def _words(text: str) -> list[str]:
    return _WORD.findall(_plain(text))


def _plain(text: str) -> str:
    """The text as it is compared: composed, and without signs that only say where it breaks."""
    return normalize("NFC", _INVISIBLE.sub("", text)).casefold()


_INVISIBLE = re.compile("[\u00ad\u200b\u2060]")


def _is_in(label: str, name: str) -> bool:
    """Whether the label stands in the name: as characters, or word by word."""
    if " ".join(_plain(label).split()) in " ".join(_plain(name).split()):
        return True
    label_words, name_words = _words(label), _words(name)
    length = len(label_words)
    return any(
        name_words[start : start + length] == label_words
        for start in range(len(name_words) - length + 1)
    )


def _is_named_as_labelled(item: Labelled) -> Verdict | None:
    name = item.node.name
    if _is_in(item.label, name) or _is_in(item.label, _ASIDE.sub(" ", name)):
        return None
    facts = {"label": item.label[:80], "name": name[:80]}
    contained = any(_is_in(run, name) for run in item.runs)
    same_words = set(_words(item.label)) <= set(_words(name))
    if contained or same_words or _is_short_for(item.label, name):
        return Verdict("in part", facts, about=item.label)
    return Verdict("differs", facts, about=item.label)


def _is_short_for(label: str, name: str) -> bool:
    """Whether the label may be short for the name, or is too short to be called at all."""
    label_words, name_words = _words(label), iter(_words(name))
    if len("".join(label_words)) <= 2 or not _WORD.search(name):
        return True
    return all(any(_abbreviates(short, word) for word in name_words) for short in label_words)


def _abbreviates(short: str, word: str) -> bool:
    letters = iter(word)
    return short[0] == word[0] and all(letter in letters for letter in short)


LABEL_IN_NAME = Check(
    rule=Rule(
        id="label-in-name",
        title="The name of a control has the words that stand on it",
        criteria=criteria("2.5.3"),
        impact=Impact.SERIOUS,
        act=("2ee8b8",),
        techniques=("F96", "G208", "G211"),
        replaces=("label-content-name-mismatch",),
        why="People who speak to their computer say what they read: “click” and the words. Nothing "
        "happens where the control is called something else.",
        fix="Take away aria-label, or begin it with the words on the control.",
    ),
    probe=PAGE,
    applicability=_labelled,
    expectation=_is_named_as_labelled,
    messages={
        "differs": failed("This says “{label}”, but its accessible name is “{name}”."),
        "in part": asked(
            "This says “{label}”, and its accessible name is “{name}”. Is what people would call "
            "it in the name?"
        ),
    },
    examples=(
        fails("Another name (ACT 2ee8b8, F96)", '<a href="/" aria-label="WCAG">ACT rules</a>'),
        fails("A word is missing", '<button aria-label="the full">The full label</button>'),
        fails(
            "A field with another name than its label",
            '<label for="a">Surname</label><input id="a" aria-label="Family">',
        ),
        asks(
            "The parts in another order",
            '<a href="/" aria-label="News, 3 May"><span>3 May</span> <b>News</b></a>',
        ),
        asks("An abbreviation", '<a href="/" aria-label="Assistive Technology">Asst. Tech.</a>'),
        passes("A longer name (G208)", '<button aria-label="Next page of 9">Next page</button>'),
        ignores(
            "An icon font",
            '<button aria-label="Find" style="font-family: Some Icons">search</button>',
        ),
        ignores("A single letter", '<button aria-label="Close">X</button>'),
    ),
)  # fmt: skip

CHECKS = (LABEL_IN_NAME,)
