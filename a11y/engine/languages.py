"""Which language a text is in, compared with the one it is said to be in.

Two witnesses must agree before that counts as certain: words that only one of the languages has,
and the frequencies of its groups of letters (lingua, in the mode that needs little memory). It is
asked only where the words of the declared language do not confirm it, and loaded when first asked.
"""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from a11y.engine.words import FUNCTION_WORDS, primary, words_in

FEWEST_LETTERS = 18
"""In less, nothing can be told."""
_SAMPLE = 2000
_NOT_PROSE = re.compile(r"\S*(?:://|www\.|@|[\\/_=<>{}|#$])\S*|\S*\d\S*|\b\w+\.\w+\b")
_QUOTED = re.compile(r"[\"“„«‟»‘][^\"“”„«»‘’]{2,200}[\"”“»«’]")

_FROM_RIGHT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001eeff]"
)

_ALIKE = (
    frozenset(("nb", "nn", "da", "sv")),
    frozenset(("bs", "hr", "sr", "sl")),
    frozenset(("id", "ms")),
    frozenset(("cs", "sk")),
    frozenset(("es", "gl", "pt", "ca", "ast")),
    frozenset(("af", "nl")),
    frozenset(("ru", "uk", "be", "bg", "mk", "sr")),
    frozenset(("hi", "mr")),
    frozenset(("ar", "fa", "ur", "ckb")),
    frozenset(("zh", "ja")),
    frozenset(("az", "tr")),
    frozenset(("zu", "xh", "st", "tn", "ts")),
)
"""Languages whose texts are too much like each other's to be told apart for certain."""

_SCRIPTS = {
    **dict.fromkeys(("ru", "uk", "be", "bg", "mk", "kk", "mn"), "CYRILLIC"),
    "el": "GREEK", "he": "HEBREW", "yi": "HEBREW", "hy": "ARMENIAN", "ka": "GEORGIAN",
    "th": "THAI", "ko": "HANGUL", "ja": "CJK", "zh": "CJK", "ta": "TAMIL", "te": "TELUGU",
    **dict.fromkeys(("ar", "fa", "ur"), "ARABIC"),
    **dict.fromkeys(("hi", "mr", "ne"), "DEVANAGARI"),
    "bn": "BENGALI", "gu": "GUJARATI", "pa": "GURMUKHI",
    **dict.fromkeys(
        """af ca cs cy da de en es et eu fi fr ga gl hr hu id is it lt lv ms mt nb nl nn pl pt
        ro sk sl sq sv sw tl tr vi""".split(),
        "LATIN",
    ),
}  # fmt: skip
"""The script each language is written in, for those that use one."""


_LETTERS = {
    "en": "", "id": "", "sw": "", "nl": "áéëïóöüè", "it": "àèéìíîòóùú", "pt": "ãáàâçéêíõóôú",
    "fr": "àâæçéèêëîïôœùûüÿ", "es": "áéíñóúü", "de": "äöüß", "da": "æøåé", "nb": "æøåéòóô",
    "sv": "åäöé", "fi": "äöå", "ro": "ăâîșțşţ", "pl": "ąćęłńóśźż",
}  # fmt: skip
"""What languages in Latin script are written with besides a to z."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A language a text seems to be in, and whether that is certain."""

    code: str
    certain: bool


def other_language(text: str, declared: str) -> Spoken | None:
    """The language the text is in where it is not the declared one.

    None where it is the declared one, where the declared one is not known here, or where the text
    is too short, too mixed or too ambiguous to tell.
    """
    prose = _prose(text)
    said = primary(declared)
    if sum(map(len, words_in(prose))) < FEWEST_LETTERS:
        return None
    return _other(prose[:_SAMPLE], said)


@lru_cache(maxsize=512)
def _other(prose: str, said: str) -> Spoken | None:
    words = words_in(prose)
    if _foreign_script(prose, said):
        found = _ranked(prose)
        # Fewer may be a name in its own spelling.
        certain = sum(map(len, words)) >= 2 * FEWEST_LETTERS
        return Spoken(found[0][0], certain) if found else None
    if said not in _known() or confirmed(words, said):
        return None
    ranked = _ranked(prose)
    if not ranked:
        return None
    (code, share), own = ranked[0], dict(ranked).get(said, 0.0)
    if code == said or any({code, said} <= group for group in _ALIKE):
        return None
    letters = sum(map(len, words))
    if share < 0.8 or own > share / 20 or letters < FEWEST_LETTERS:
        return None
    return Spoken(code, certain=_witnessed(prose, code, said))


def reads_from_right(text: str) -> bool:
    """Whether a text, long enough to be a phrase, is in a script written from right to left."""
    if not _FROM_RIGHT.search(text):
        return False
    letters = [letter for letter in text if letter.isalpha()]
    from_right = sum(unicodedata.bidirectional(letter) in ("R", "AL") for letter in letters)
    return len(letters) >= FEWEST_LETTERS and from_right > 0.9 * len(letters)


def confirmed(words: list[str], language: str) -> bool:
    """Whether a text's function words are this language's rather than another's."""
    own_words = FUNCTION_WORDS.get(language)
    if not own_words:
        return False
    if len(own_words.intersection(words)) < 2:
        return False
    own = sum(word in own_words for word in words)
    most = max(sum(word in others for word in words) for others in FUNCTION_WORDS.values())
    return own >= most * 0.8


def _witnessed(prose: str, found: str, said: str) -> bool:
    """Whether its function words speak for the language found, and none for the one declared."""
    theirs, ours = FUNCTION_WORDS.get(found, frozenset()), FUNCTION_WORDS.get(said, frozenset())
    written = [word for word in re.findall(r"[^\W\d_]+", prose) if word.islower()]
    for_found = sum(word in theirs for word in written)
    for_said = sum(word in ours - theirs for word in written)
    # English is what other languages' pages hold by mistake; any other has to show itself twice.
    if for_said or for_found < (1 if found == "en" else 2):
        return False
    letters = _LETTERS.get(found)
    return letters is None or all(c.isascii() or c in letters for c in prose if c.isalpha())


def _prose(text: str) -> str:
    """The text without addresses, code, numbers and what is quoted (unless all of it is)."""
    plain = _NOT_PROSE.sub(" ", text)
    unquoted = _QUOTED.sub(" ", plain)
    kept = unquoted if len(words_in(unquoted)) > 2 else plain
    return " ".join(kept.split())


def _foreign_script(prose: str, said: str) -> bool:
    """Whether nearly all letters are of a script that the language is not written in."""
    expected = _SCRIPTS.get(said)
    if not expected:
        return False
    scripts = Counter(_script(letter) for letter in prose if letter.isalpha())
    foreign = scripts.total() - scripts[expected]
    return foreign > 0.9 * scripts.total()


@cache
def _script(letter: str) -> str:
    name = unicodedata.name(letter, "").split(" ")[0]
    return "CJK" if name in ("HIRAGANA", "KATAKANA") else name


def _ranked(prose: str) -> list[tuple[str, float]]:
    """The languages it may be in, the likeliest first."""
    values = _detector().compute_language_confidence_values(prose)
    return [(value.language.iso_code_639_1.name.lower(), value.value) for value in values]


@cache
def _detector() -> Any:
    # Not at the top: the models take a second and a hundred megabytes, and most pages need none.
    from lingua import LanguageDetectorBuilder

    builder = LanguageDetectorBuilder.from_all_spoken_languages()
    return builder.with_low_accuracy_mode().build()


@cache
def _known() -> frozenset[str]:
    from lingua import Language

    return frozenset(language.iso_code_639_1.name.lower() for language in Language.all())
