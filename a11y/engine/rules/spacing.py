"""Style attributes leave visitors the space between letters, words and lines that they need."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from a11y.engine.check import Check, Verdict, failed, fails, ignores, passes
from a11y.engine.contrast.texts import is_icon
from a11y.engine.model import Impact, Rule
from a11y.engine.page.parts import Text
from a11y.engine.page.tree import HTML, Node, Page
from a11y.engine.probes import PAGE
from a11y.engine.wcag import criteria

_LEAST = {"letter-spacing": 0.12, "word-spacing": 0.16, "line-height": 1.5}
"""What visitors may ask for, in sizes of the font (WCAG 2.2, criterion 1.4.12)."""
_ROUNDING = 0.001
_JOINED = re.compile(r"[\u0600-\u08ff\u1800-\u18af\ufb50-\ufdff\ufe70-\ufeff]")
"""Letters that are written together, as in Arabic: space between them is none of the script's."""
_INHERITED = frozenset(("inherit", "unset"))
_IMPORTANT = re.compile(
    rf"(?:^|;)\s*({'|'.join(_LEAST)})\s*:\s*([^;!]+?)\s*!\s*important\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Declaration:
    """A spacing that no style sheet of a visitor can change, and the texts set with it."""

    node: Node
    prop: str
    value: str
    texts: tuple[Text, ...]


def _declarations(page: Page) -> Iterator[Declaration]:
    for node in page.nodes:
        if "important" not in node.get("style").lower() or node.namespace != HTML:
            continue
        last = {prop.lower(): value for prop, value in _IMPORTANT.findall(node.get("style"))}
        for prop, value in last.items():
            texts = tuple(_texts(node, prop))
            applies = _wraps(texts) if prop == "line-height" else bool(texts)
            if applies and value.lower() not in _INHERITED:
                yield Declaration(node, prop, value, texts)


def _texts(node: Node, prop: str) -> Iterator[Text]:
    """The visible texts in it that have their spacing from it: others have one of their own."""
    for text in node.texts:
        is_set_by_it = text.parent is node or text.style.get(prop) == node.style.get(prop)
        if is_set_by_it and text.lines and text.parent.is_visible and _has_use_for(prop, text):
            yield text


def _has_use_for(prop: str, text: Text) -> bool:
    words = text.data.split()
    if prop == "word-spacing":
        return len(words) > 1
    if prop == "letter-spacing":
        return bool(words) and not is_icon(text.style) and not _JOINED.search(text.data)
    return bool(words)


def _wraps(texts: tuple[Text, ...]) -> bool:
    return any(len({line.y for line in text.lines}) > 1 for text in texts)


def _leaves_space(declaration: Declaration) -> Verdict | None:
    least = _LEAST[declaration.prop]
    shares = [_share(declaration.prop, text) for text in declaration.texts]
    if all(share is None or share >= least - _ROUNDING for share in shares):
        return None
    facts = {"prop": declaration.prop, "value": declaration.value, "least": f"{least:g}"}
    return Verdict("tight", facts, about=f"{declaration.prop} {declaration.value}")


def _share(prop: str, text: Text) -> float | None:
    """How much of the font's size it is, as computed; None where that is not known."""
    size, computed = text.parent.pixels("font-size"), text.style.get(prop, "")
    if computed == "normal":
        return 0.0
    return text.parent.pixels(prop) / size if size and computed.endswith("px") else None


SPACING_FREE = Check(
    rule=Rule(
        id="spacing-fixed",
        title="Style attributes do not fix the space between letters, words and lines",
        criteria=criteria("1.4.12"),
        impact=Impact.SERIOUS,
        act=("24afc2", "9e45ec", "78fd32"),
        techniques=("C36", "C35"),
        replaces=("avoid-inline-spacing",),
        why="People with dyslexia or low vision set text wider. What is important in a style "
        "attribute wins over their settings.",
        fix="Take “!important” away, or move the declaration into the style sheet.",
    ),
    probe=PAGE,
    applicability=_declarations,
    expectation=_leaves_space,
    messages={
        "tight": failed(
            "The {prop} here is {value}, which visitors cannot change; they may need {least} times "
            "the size of the font."
        )
    },
    examples=(
        fails("Tight letters (ACT 24afc2)", '<p style="letter-spacing: 0.1em !important">Tea</p>'),
        fails(
            "Tight words (ACT 9e45ec)", '<p style="word-spacing: 1px !important">Tea at four</p>'
        ),
        fails(
            "Tight lines (ACT 78fd32)",
            '<p style="line-height: 1.2 !important; max-width: 6em">Tea is served at four.</p>',
        ),
        passes("Wide enough", '<p style="letter-spacing: 0.15em !important">Tea</p>'),
        passes(
            "A button in it, which has a spacing of its own",
            '<div style="letter-spacing: 0.2em !important">Tea <button>Pour</button></div>',
        ),
        ignores("Left to visitors (C36)", '<p style="letter-spacing: 0.1em">Tea</p>'),
        ignores("One line", '<p style="line-height: 1 !important">Tea</p>'),
    ),
)

CHECKS = (SPACING_FREE,)
