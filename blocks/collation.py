"""Names in the order in which readers of a language look for them.

The order is Unicode's default (UCA): Ö stands with O, not after Z. Some alphabets count an accented
letter as one of its own; theirs are listed here as CLDR has them.
"""

from functools import cache
from typing import Any
from unicodedata import normalize

from pyuca import Collator

from .languages import primary

NORDIC: list[tuple[str, ...]] = [("z", "å", "ä", "ö")]

LETTERS: dict[str, list[tuple[str, ...]]] = {
    "cs": [("c", "č"), ("h", "ch"), ("r", "ř"), ("s", "š"), ("z", "ž")],
    "da": [("z", "æ", "ø", "å")],
    "es": [("n", "ñ")],
    "fi": NORDIC,
    "nb": [("z", "æ", "ø", "å")],
    "pl": [(*pair,) for pair in ("aą", "cć", "eę", "lł", "nń", "oó", "sś", "zźż")],
    "sv": NORDIC,
}
"""By language: a letter of the Latin alphabet, and the letters that follow it."""

LAST = "\uffff"
"""Sorts after every letter."""


def sort_key(text: str, language: str) -> tuple[int, ...]:
    """Return what to sort a text by, among others read in this language."""
    text = normalize("NFC", text).lower()
    for letter, place in _places(primary(language)):
        text = text.replace(letter, place)
    return _collator().sort_key(text)


@cache
def _collator() -> Any:
    # Reading the table takes half a second: once in a process, and only where something is sorted.
    return Collator()


@cache
def _places(language: str) -> list[tuple[str, str]]:
    """Return each letter of its own with a spelling that sorts in its place."""
    return [
        (letter, group[0] + LAST * nth)
        for group in LETTERS.get(language, ())
        for nth, letter in enumerate(group[1:], start=1)
    ]
