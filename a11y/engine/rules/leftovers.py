"""Text that was never meant to be read: placeholders, code, words made of other things."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from a11y.engine.check import AnyCheck, Check, Example, Probe, Verdict, Visit, asked, asks, passes
from a11y.engine.model import Audience, Impact, Rule
from a11y.engine.page.parts import Text
from a11y.engine.page.tree import Node
from a11y.engine.wcag import criteria

_CODE = frozenset(("pre", "code", "kbd", "samp", "var", "tt", "textarea", "math", "svg"))


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of prose that can be seen, and the element it stands in."""

    node: Node
    data: str


def _prose(visit: Visit) -> list[Run]:
    """The visible texts, without code."""
    runs = []
    stack: list[Node] = [visit.page.root]
    while stack:
        node = stack.pop()
        if node.tag in _CODE or not node.is_displayed or node.get("translate") == "no":
            continue
        words = "".join(child.data for child in node.children if isinstance(child, Text))
        if len(words.strip()) > 1 and node.is_visible:
            runs.append(Run(node, words))
        stack.extend(node.elements)
    return runs


PROSE: Probe[list[Run]] = Probe("prose", "The texts that can be seen, without code", _prose)


def _all(runs: list[Run]) -> Iterable[Run]:
    return runs


_LEFT_OVER = re.compile(
    r"""
    \blorem\s+ipsum\b | \bdolor\s+sit\s+amet\b | \{\{[^{}]*\}\} | \{%[^{}]*%\} | <%[^<>]*%>
    | \$\{\w[\w.]*\} | \[object\ \w+\] | \[\s*(?:insert|enter|add|your|placeholder)\b[^\]]*\]
    | \bTODO: | \bFIXME: | \[(?:TODO|TBD|TK|TBC)\]
    | \[\s*(?:hier|bitte)\b[^\]]*\beinf[üu]gen[^\]]*\] | \[\s*(?:ins[ée]rer|insertar)\b[^\]]*\]
    """,
    re.IGNORECASE | re.VERBOSE,
)
_BARE = frozenset(("undefined", "null", "NaN", "%s", "%d"))
_MENTIONED = frozenset(("a", "b", "em", "i", "strong"))


def _is_meant(run: Run) -> Verdict | None:
    found = _LEFT_OVER.search(run.data)
    bare = run.data.strip() if run.node.tag not in _MENTIONED else ""
    text = found[0] if found else bare if bare in _BARE else ""
    return Verdict("left", {"text": " ".join(text.split())[:60]}, about=text[:60]) if text else None


def _prose_check(
    rule: Rule, expectation: Callable[[Run], Verdict | None], name: str, text: str, *shown: Example
) -> AnyCheck:
    return Check(rule, PROSE, _all, expectation, {name: asked(text)}, shown)


LEFT_OVER = _prose_check(
    Rule(
        id="placeholder-left",
        title="No placeholder is left in the text",
        impact=Impact.MODERATE,
        audience=Audience.EDITOR,
        why="A placeholder tells nobody anything, and read aloud it is hard to know for what it "
        "is.",
        fix="Write the text that belongs there, or remove it.",
    ),
    _is_meant,
    "left",
    "“{text}” looks like a placeholder. Is it meant to be read?",
    asks("Filler", "<p>Lorem ipsum dolor sit amet</p>"),
    asks("A template's variable", "<p>Hello {{ user.name }}</p>"),
    passes("A text about it", "<p>Write <code>{{ name }}</code> here.</p>"),
)

_SPACED = re.compile(r"(?<!\S)(?:[^\W\d_][ \u00a0\u2009\u200a\u202f]){3,}[^\W\d_](?!\S)")


def _is_one_word(run: Run) -> Verdict | None:
    found = _SPACED.search(run.data)
    if not found:
        return None
    letters = [char for char in found[0].casefold() if char.isalpha()]
    if letters == sorted(letters) or len(set(letters)) < 3:
        return None  # an alphabet, or a pattern
    return Verdict("spaced", {"text": found[0], "word": "".join(found[0].split())}, about=found[0])


SPACED_WORD = _prose_check(
    Rule(
        id="word-spaced-out",
        title="No blanks stand within a word",
        criteria=criteria("1.3.2"),
        impact=Impact.SERIOUS,
        audience=Audience.EDITOR,
        techniques=("F32", "C8"),
        why="A screen reader spells out the letters one by one instead of saying the word.",
        fix="Write the word without blanks and space it by the style letter-spacing.",
    ),
    _is_one_word,
    "spaced",
    "“{text}” is read letter by letter. Is it the word “{word}”?",
    asks("A spaced heading (F32)", "<h2>W E L C O M E</h2>"),
    passes("Letters of the alphabet", "<p>A B C D E</p>"),
)

_LOOK_ALIKE = re.compile(r"[\U0001D400-\U0001D7CB\u24B6-\u24E9\U0001F130-\U0001F189]{4,}")


def _is_letters(run: Run) -> Verdict | None:
    found = _LOOK_ALIKE.search(run.data)
    if not found:
        return None
    word = unicodedata.normalize("NFKC", found[0])
    return Verdict("symbols", {"text": found[0][:40], "word": word[:40]}, about=word)


LOOK_ALIKE = _prose_check(
    Rule(
        id="letters-of-symbols",
        title="Words are written with letters",
        criteria=criteria("1.1.1"),
        impact=Impact.SERIOUS,
        audience=Audience.EDITOR,
        techniques=("F71",),
        why="Many screen readers skip such symbols or say “mathematical bold capital W” for each; "
        "search does not find the word.",
        fix="Write the word with letters and make it bold or italic by formatting.",
    ),
    _is_letters,
    "symbols",
    "“{text}” is made of mathematical symbols. Is it the word “{word}”?",
    asks("A word in bold symbols (F71)", "<p>𝐖𝐞𝐥𝐜𝐨𝐦𝐞</p>"),
    passes("A formula's letters", "<p>Let 𝑎 be larger than 𝑏.</p>"),
)


@dataclass(frozen=True, slots=True)
class Block:
    """Preformatted text, line by line."""

    node: Node
    lines: tuple[str, ...]


def _blocks(visit: Visit) -> list[Block]:
    found = []
    for node in visit.page.tagged("pre"):
        plain = node.is_exposed and node.is_visible and node.role not in ("img", "none")
        if plain and not any(below.tag == "code" for below in node.descendants):
            text = "".join(text.data for text in node.texts)
            lines = tuple(line.rstrip() for line in text.splitlines() if line.strip())
            if len(lines) >= 3 and not node.get("aria-label"):
                found.append(Block(node, lines))
    return found


BLOCKS: Probe[list[Block]] = Probe("preformatted", "Preformatted texts", _blocks)


def _all_blocks(blocks: list[Block]) -> Iterable[Block]:
    return blocks


_DRAWN = re.compile(r"[^\w\s]")
_GAP = re.compile(r"(?<=\S)(?: {3,}|\t+)(?=\S)")


def _is_text(block: Block) -> Verdict | None:
    characters = "".join("".join(line.split()) for line in block.lines)
    drawn = len(_DRAWN.findall(characters))
    if drawn > 0.6 * len(characters) and len(characters) > 20:
        return Verdict("picture")
    columns = [tuple(gap.end() for gap in _GAP.finditer(line)) for line in block.lines]
    shared = _most_shared(columns)
    if shared >= 3 and shared > len(block.lines) / 2:
        return Verdict("table")
    return None


def _most_shared(columns: list[tuple[int, ...]]) -> int:
    """In how many lines a word begins at the same place after a gap."""
    counts: dict[int, int] = {}
    for place in (place for line in columns for place in line):
        counts[place] = counts.get(place, 0) + 1
    return max(counts.values(), default=0)


_TABLE = """<pre>
Name      Born    Died
Ada       1815    1852
Grace     1906    1992
Alan      1912    1954
</pre>"""

PREFORMATTED = Check(
    rule=Rule(
        id="preformatted-text",
        title="Preformatted text is neither a table nor a picture",
        criteria=criteria("1.1.1", "1.3.1", "1.3.2"),
        impact=Impact.SERIOUS,
        audience=Audience.EDITOR,
        techniques=("F34", "F33", "F48", "F72", "H86"),
        why="A screen reader reads it line by line: columns run into each other, and a picture "
        "made of characters becomes a row of slashes and dots.",
        fix="Make it a table, or give the picture role=img and describe it in aria-label.",
    ),
    probe=BLOCKS,
    applicability=_all_blocks,
    expectation=_is_text,
    messages={
        "table": asked("Blanks line up columns in this text. Is it a table?"),
        "picture": asked("This text is made of signs. Is it a picture?"),
    },
    examples=(
        asks("Columns made of blanks (F34, F48)", _TABLE),
        asks(
            "A drawing (F72)", "<pre>\n /\\_/\\\n( o.o )\n &gt; ^ &lt;\n /|_|\\\n ~~~~~~~\n</pre>"
        ),
        passes("A poem", "<pre>The fog comes\non little cat feet.\nIt sits looking\nover\n</pre>"),
    ),
)

CHECKS = (LEFT_OVER, SPACED_WORD, LOOK_ALIKE, PREFORMATTED)
