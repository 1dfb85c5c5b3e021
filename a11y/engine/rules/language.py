"""Texts are in the language, and run in the direction, that the page says."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from a11y.engine.check import (
    Check,
    Probe,
    Verdict,
    Visit,
    asked,
    asks,
    failed,
    fails,
    ignores,
    passes,
)
from a11y.engine.languages import confirmed, other_language, reads_from_right
from a11y.engine.model import Audience, Impact, Layer, Rule
from a11y.engine.page.parts import Text
from a11y.engine.page.tree import Node, Page
from a11y.engine.wcag import criteria
from a11y.engine.words import primary, words_in

_LONGEST_RUNS = 12
_LONG_RUN = 80
_SAMPLE = 500
"""Words that are enough to see that a text is in the language it should be."""
_MOST_QUESTIONS = 3
_NOT_LANGUAGE = frozenset(("code", "pre", "samp", "kbd", "var", "tt", "math", "textarea"))
_NAMED_IMAGES = frozenset(("img", "area", "svg", "canvas", "object"))


@dataclass
class Run:
    """The text of one block that has the same language attribute in force."""

    node: Node
    owner: Node
    parts: list[str] = field(default_factory=list)

    @cached_property
    def text(self) -> str:
        return " ".join("".join(self.parts).split())

    @cached_property
    def words(self) -> list[str]:
        return words_in(self.text)

    @cached_property
    def letters(self) -> int:
        return sum(map(len, self.words))


@dataclass(frozen=True, slots=True)
class Part:
    """An element with a language attribute, and the texts that it says the language of."""

    node: Node
    declared: str
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Texts:
    """All exposed texts of a page, by the element that says their language."""

    page: Page
    parts: tuple[Part, ...]


def texts_of(page: Page) -> Texts:
    """Cut the page's exposed texts, names included, into runs of one block and one language."""
    owners: dict[int, Node | None] = {}
    blocks: dict[int, Node] = {}
    runs: dict[tuple[int, int], Run] = {}
    for node in page.nodes:
        above = node.parent
        owner = _owner(node, owners.get(id(above)) if above else None)
        owners[id(node)] = owner
        inline = above is not None and node.style.get("display", "").startswith("inline")
        blocks[id(node)] = block = blocks[id(above)] if inline else node
        if owner is None or node.tag in _NOT_LANGUAGE:
            owners[id(node)] = None
            continue
        for text in _spoken(node):
            run = runs.setdefault((id(block), id(owner)), Run(block, owner))
            run.parts.append(text)
    by_owner: dict[int, list[Run]] = {}
    for run in runs.values():
        by_owner.setdefault(id(run.owner), []).append(run)
    return Texts(
        page,
        tuple(
            Part(found[0].owner, _declared(found[0].owner), tuple(found))
            for found in by_owner.values()
        ),
    )


def _owner(node: Node, inherited: Node | None) -> Node | None:
    """The element whose language attribute is in force; None where there is none."""
    if node.has("lang") or node.tag == "html":
        return node if node.get("lang").strip() else None
    return None if node.get("translate").lower() == "no" else inherited


def _declared(node: Node) -> str:
    return node.get("lang").strip()


def _spoken(node: Node) -> Iterator[str]:
    """The node's own texts, and its name where that is no text of its own."""
    if node.tag == "title" and node.page.root is not None and node.parent is not None:
        yield from (child.data for child in node.children if isinstance(child, Text))
        return
    texts = [child for child in node.children if isinstance(child, Text) and child.data.strip()]
    named = node.tag in _NAMED_IMAGES or node.has("aria-label") or node.has("alt")
    if not (texts or named) or not node.is_exposed:
        return
    if named and node.name:
        yield f" {node.name} "
    yield from (text.data for text in texts)


def _texts(visit: Visit) -> Texts:
    return texts_of(visit.page)


TEXTS: Probe[Texts] = Probe("texts", "The page's texts, by language", _texts)


def _documents(texts: Texts) -> Iterable[Part]:
    return (part for part in texts.parts if part.node.tag == "html")


def _elements(texts: Texts) -> Iterable[Part]:
    return (part for part in texts.parts if part.node.tag != "html")


def _in_other_language(part: Part) -> Verdict | None:
    """Whether what is said to be in one language is, as a whole, in another."""
    declared = primary(part.declared)
    if confirmed([word for run in part.runs for word in run.words][:_SAMPLE], declared):
        return None
    runs = sorted(part.runs, key=lambda run: run.letters, reverse=True)
    letters = sum(run.letters for run in runs)
    certain: dict[str, int] = {}
    suspected: dict[str, int] = {}
    for run in runs[:_LONGEST_RUNS]:
        if confirmed(run.words, declared) and run.letters > 20:
            return None
        if spoken := other_language(run.text, declared):
            found = certain if spoken.certain else suspected
            found[spoken.code] = found.get(spoken.code, 0) + run.letters
    for message, found in (("other", certain), ("suspected", certain | suspected)):
        code, share = max(found.items(), key=lambda pair: pair[1], default=("", 0))
        least = 0.5 * letters if message == "other" else max(0.6 * letters, _LONG_RUN)
        if code and share > least:
            return Verdict(message, {"said": part.declared, "is": name_of_language(code)}, code)
    return None


def name_of_language(code: str) -> str:
    """What a language is called in English, where that is known; else its code."""
    return _NAMES.get(code, f"the language “{code}”")


_NAMES = {
    "ar": "Arabic", "bg": "Bulgarian", "ca": "Catalan", "cs": "Czech", "da": "Danish",
    "de": "German", "el": "Greek", "en": "English", "es": "Spanish", "et": "Estonian",
    "fa": "Persian", "fi": "Finnish", "fr": "French", "he": "Hebrew", "hi": "Hindi",
    "hr": "Croatian", "hu": "Hungarian", "id": "Indonesian", "it": "Italian", "ja": "Japanese",
    "ko": "Korean", "lt": "Lithuanian", "lv": "Latvian", "nb": "Norwegian", "nl": "Dutch",
    "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sk": "Slovak",
    "sl": "Slovene", "sv": "Swedish", "tr": "Turkish", "uk": "Ukrainian", "vi": "Vietnamese",
    "zh": "Chinese",
}  # fmt: skip

_WHY = (
    "A screen reader speaks the words with the sounds of the language that is declared. Read in "
    "another one they are noise; braille and hyphenation come out wrong too."
)
_ENGLISH = (
    "This is a page that was written in English, and whoever reads it here will find that its "
    "words are not from the other language at all."
)
_GERMAN = (
    "Diese Seite ist auf Deutsch geschrieben, und wer sie liest, wird merken, dass ihre Wörter "
    "nicht aus der anderen Sprache sind."
)


_WELSH = (
    "Mae’r dudalen hon wedi’i hysgrifennu yn Gymraeg, ac mae’n ddigon hir i unrhyw un weld nad "
    "yw’r geiriau yn dod o iaith arall o gwbl."
)


def _page_in(lang: str, body: str) -> str:
    return (
        f'<!doctype html><html lang="{lang}"><head><title></title></head><body>{body}</body></html>'
    )


PAGE_LANGUAGE = Check(
    rule=Rule(
        id="page-language-matches",
        title="The page is in the language it says it is in",
        criteria=criteria("3.1.1"),
        impact=Impact.SERIOUS,
        audience=Audience.DEVELOPER,
        layer=Layer.LANGUAGE,
        act=("ucwvc8",),
        techniques=("H57",),
        why=_WHY,
        fix="Give the html element the lang attribute of the language most of the page is in.",
    ),
    probe=TEXTS,
    applicability=_documents,
    expectation=_in_other_language,
    messages={
        "other": failed("The page says it is in “{said}”, but its text is {is}."),
        "suspected": asked(
            "The page says it is in “{said}”. Is it? Its text looks like {is}.",
        ),
    },
    examples=(
        fails("English said to be Dutch (ACT ucwvc8)", _page_in("nl", f"<p>{_ENGLISH}</p>")),
        asks(
            "Welsh said to be English: too like other languages to be certain (H57)",
            _page_in("en", f"<p>{_WELSH}</p>"),
        ),
        passes("English said to be English (H57)", _page_in("en", f"<p>{_ENGLISH}</p>")),
        passes("Too short to tell", _page_in("de", "<p>Smart Home Solutions</p>")),
    ),
)  # fmt: skip

PART_LANGUAGE = Check(
    rule=Rule(
        id="part-language-matches",
        title="Parts are in the language their lang attribute says",
        criteria=criteria("3.1.2"),
        impact=Impact.MODERATE,
        audience=Audience.EDITOR,
        layer=Layer.LANGUAGE,
        act=("off6ek",),
        techniques=("H58",),
        why=_WHY,
        fix="Say the language of the part in its lang attribute, or leave the attribute away "
        "where the part is in the language of the page.",
    ),
    probe=TEXTS,
    applicability=_elements,
    expectation=_in_other_language,
    messages={
        "other": failed("This is said to be in “{said}”, but it is {is}."),
        "suspected": asked("This is said to be in “{said}”. Is it? It looks like {is}."),
    },
    examples=(
        fails("English marked as French (ACT off6ek)", f'<p lang="fr">{_ENGLISH}</p>'),
        asks(
            "Welsh marked as French: too like other languages to be certain (H58)",
            f'<p lang="fr">{_WELSH}</p>',
        ),
        passes("German marked as German (H58)", f'<p lang="de">{_GERMAN}</p>'),
        ignores("No part has a language of its own", f"<p>{_ENGLISH}</p>"),
    ),
)


@dataclass(frozen=True, slots=True)
class Stray:
    """A run that seems to be in another language than the one in force, and in which."""

    node: Node
    declared: str
    language: str


def _long_runs(texts: Texts) -> Iterator[Stray | Run]:
    """The runs long enough to be told; of those in another language only the first few."""
    found = 0
    for part in texts.parts:
        if _in_other_language(part):
            continue  # all of it is, and that is another rule's to say
        declared = primary(part.declared)
        for run in part.runs:
            if run.letters < _LONG_RUN:
                continue
            spoken = other_language(run.text, declared)
            if not spoken or not spoken.certain:
                yield run
            elif found < _MOST_QUESTIONS:
                found += 1
                yield Stray(run.node, part.declared, spoken.code)


def _is_marked(item: Stray | Run) -> Verdict | None:
    if isinstance(item, Run):
        return None
    facts = {"said": item.declared, "is": name_of_language(item.language)}
    return Verdict("unmarked", facts, item.language)


UNMARKED_LANGUAGE = Check(
    rule=Rule(
        id="passage-language-unmarked",
        title="Passages in another language are marked",
        criteria=criteria("3.1.2"),
        impact=Impact.MODERATE,
        audience=Audience.EDITOR,
        layer=Layer.LANGUAGE,
        techniques=("H58",),
        why=_WHY,
        fix="Put a lang attribute on the passage.",
    ),
    probe=TEXTS,
    applicability=_long_runs,
    expectation=_is_marked,
    messages={
        "unmarked": asked(
            "The page says this is in “{said}”. Is it {is}? Then it needs a lang attribute."
        )
    },
    examples=(
        asks("A German paragraph in an English page (H58)",
              f"<p>{_ENGLISH}</p><p>{_ENGLISH} And so on.</p><p>{_GERMAN}</p>"),
        passes("It is marked", f'<p>{_ENGLISH}</p><p lang="de">{_GERMAN}</p>'),
        ignores("A name", "<p>Straßenbahnhaltestelle</p>"),
    ),
)  # fmt: skip


def _directed(texts: Texts) -> Iterator[Run]:
    """Runs whose letters are, nearly all, of a script that is written from right to left."""
    return (run for part in texts.parts for run in part.runs if reads_from_right(run.text))


def _runs_right(run: Run) -> Verdict | None:
    # The style is read of elements with text of their own; a block may have it in its children.
    style = run.node.style.get("direction") or next(
        (text.style["direction"] for text in run.node.texts if "direction" in text.style), "rtl"
    )
    return None if style == "rtl" else Verdict("wrong")


DIRECTION = Check(
    rule=Rule(
        id="text-direction",
        title="Text runs in the direction of its script",
        criteria=criteria("1.3.2"),
        impact=Impact.MODERATE,
        audience=Audience.DEVELOPER,
        layer=Layer.LANGUAGE,
        techniques=("H34", "H56"),
        why="Where Arabic or Hebrew is laid out from left to right, punctuation, numbers and "
        "foreign words stand in the wrong order, and the sentence cannot be read.",
        fix='Put dir="rtl" on the html element, or on the part in that script.',
    ),
    probe=TEXTS,
    applicability=_directed,
    expectation=_runs_right,
    messages={
        "wrong": asked(
            "This text is in a script that is written from right to left, but it is laid out "
            "from left to right. Are its parts in the right order?"
        )
    },
    examples=(
        asks("Arabic laid out as English is (H56)",
              '<p lang="ar">هذه جملة طويلة بما يكفي، وفيها رقم 15 وعلامات!</p>'),
        passes("Arabic laid out as Arabic is (H56)",
               '<p lang="ar" dir="rtl">هذه جملة طويلة بما يكفي، وفيها رقم 15 وعلامات!</p>'),
        ignores("English", "<p>A sentence.</p>"),
    ),
)  # fmt: skip

CHECKS = (PAGE_LANGUAGE, PART_LANGUAGE, UNMARKED_LANGUAGE, DIRECTION)
