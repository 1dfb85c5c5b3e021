"""Instructions do not depend on what only some can see or hear."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from a11y.engine.check import Check, Probe, Verdict, Visit, asked, asks, ignores, passes
from a11y.engine.model import Audience, Impact, Rule
from a11y.engine.page.parts import Text
from a11y.engine.page.tree import Node
from a11y.engine.wcag import criteria
from a11y.engine.words import collapsed, primary

_MOST_QUESTIONS = 3
_SHORTEST = 15
"""Characters that an instruction has at least."""

_THINGS = {
    "en": "buttons?|icons?|links?|menu|navigation|box|boxes|fields?|tabs?|panels?|columns?|arrows?|"
    "images?|section|list|bar",
    "de": "schaltflächen?|knopf|knöpfe|symbole?|links?|menü|navigation|kasten|kästchen|felder|feld|"
    "spalte|pfeil|liste|leiste",
    "fr": "boutons?|icônes?|liens?|menu|navigation|cadre|champs?|onglets?|colonne|flèche|liste|"
    "barre",
    "es": "botón|botones|iconos?|enlaces?|menú|navegación|cuadro|campos?|pestañas?|columna|flecha|"
    "lista|barra",
}
_SHAPES = {
    "en": "round|circular|square|rectangular|triangular|triangle|star-shaped|diamond-shaped|"
    "heart-shaped|arrow-shaped|oval|large|larger|largest|big|bigger|biggest|small|smaller|smallest|"
    "left|right|left-hand|right-hand|upper|lower|red|green|blue|yellow|orange|grey|gray|purple|pink",
    "de": "runden?|rundes|runder|eckigen?|quadratischen?|dreieckigen?|sternförmigen?|großen?|"
    "kleinen?|linken?|rechten?|oberen?|unteren?|roten?|rotes|grünen?|grünes|blauen?|gelben?|grauen?",
    "fr": "ronde?|carrée?|triangulaire|rectangulaire|grande?|petite?|rouge|verte?|bleue?|jaune|"
    "grise?",
    "es": "redondo|redonda|cuadrado|cuadrada|triangular|grande|pequeño|roj[oa]|verde|azul|"
    "amarill[oa]",
}
_PLACES = {
    "en": r"(?:on|to|at|in) the (?:far )?(?:left|right|top|bottom|side|corner)(?:[- ]hand)?",
    "de": r"(?:auf der|zur) (?:linken|rechten) seite|(?:oben|unten) (?:links|rechts)|"
    r"(?:links|rechts) (?:oben|unten)|(?:am|an der) (?:linken|rechten|oberen|unteren) rand",
    "fr": r"(?:à|sur la) (?:gauche|droite)|en (?:haut|bas)(?: à (?:gauche|droite))?",
    "es": r"(?:a|en) la (?:izquierda|derecha)|(?:arriba|abajo) a la (?:izquierda|derecha)",
}
_MARKS = "star|circle|square|triangle|diamond|heart|arrow|cross"
_SOUNDS = {
    "en": r"(?:when|after|until|once) you hear|(?:hear|at) the (?:beep|tone|chime|signal)",
    "de": r"(?:sobald|wenn) sie (?:den|einen) (?:ton|signalton|piepton)|nach dem (?:signal)?ton",
    "fr": r"(?:après|dès) le (?:bip|signal sonore)",
    "es": r"(?:después de|al oír) (?:la señal|el pitido)",
}
_COLOURS = {
    "en": r"(?:marked|shown|highlighted|displayed|printed|written|indicated|appear\w*|fields?|"
    r"items?|dates?|entries|rows?|text|those|ones|words) (?:in|with) (?:bold )?(?:red|green|blue|"
    r"yellow|orange|grey|gray|purple|pink)\b",
    "de": r"(?:in (?:rot|grün|blau|gelb|orange|grau)|(?:rot|grün|blau|gelb|grau)) (?:markiert|"
    r"gekennzeichnet|hervorgehoben|dargestellt|unterlegt|hinterlegt|gedruckt)\w*",
    "fr": r"(?:marqu\w+|indiqu\w+|affich\w+|signal\w+|surlign\w+|champs?|texte) en (?:rouge|vert|"
    r"bleu|jaune|gris)\b",
    "es": r"(?:marcad\w+|indicad\w+|resaltad\w+|campos?|texto) en "
    r"(?:rojo|verde|azul|amarillo|gris)\b",
}


def _references() -> dict[str, re.Pattern[str]]:
    """For each language, how a thing is pointed at by its look, its place or a sound."""
    patterns = {}
    for language, things in _THINGS.items():
        adjective = rf"\b(?:{_SHAPES[language]}) (?:{things})\b"
        after = (
            rf"\b(?:{things})\b(?: \w+)? (?:{_SHAPES[language]})\b"
            if language in ("fr", "es")
            else r"(?!)"
        )
        placed = rf"\b(?:{things})\b(?: \w+){{0,2}},? (?:{_PLACES[language]})\b"
        marked = (
            rf"\b(?:under|underneath|beside|inside|next to|look (?:at|for)) the (?:{_MARKS})\b"
            if language == "en"
            else r"(?!)"
        )
        parts = (adjective, after, placed, marked, rf"\b(?:{_SOUNDS[language]})\b")
        patterns[language] = re.compile("|".join(parts), re.IGNORECASE)
    return patterns


_POINTS = _references()
_COLOURED = {language: re.compile(rf"\b{p}", re.IGNORECASE) for language, p in _COLOURS.items()}
_HINTS = re.compile(
    "|".join(
        # One of them is in all that the patterns find, and they are quick to look for.
        """left right top bottom round square circ triang rectang shaped under beside inside corner
        side large big small upper lower star hear beep red green blue yellow orange gray grey
        purple pink recht links oben unten eckig quadrat drei stern groß klein rot grün blau gelb
        grau ton gauche droite haut bas carr grand petit vert bleu jaune gris bip signal izquierda
        derecha arriba abajo redond cuadrad peque roj verde azul amarill señal look""".split()
    )
)
_QUOTED = re.compile(r"[\"“„«‘'][^\"”“»’']{2,40}[\"”“»’']")
_NAMED = ("button", "link", "heading", "img", "tab", "navigation", "menu", "region", "search")


@dataclass(frozen=True, slots=True)
class Passage:
    """A text that points at something, with the words it does so by."""

    node: Node
    text: str
    words: str


@dataclass(frozen=True, slots=True)
class Hinting:
    """A text with a word that things may be pointed at by."""

    node: Node
    text: str
    language: str


def _hinting(visit: Visit) -> list[Hinting]:
    return [
        Hinting(node, " ".join(own.split()), _language(node))
        for node in visit.page.nodes
        if len(own := _own_text(node)) >= _SHORTEST and _HINTS.search(own.lower())
    ]


def _own_text(node: Node) -> str:
    return "".join([child.data for child in node.children if isinstance(child, Text)])


HINTING: Probe[list[Hinting]] = Probe("hinting", "Texts that may point at things", _hinting)


def _passages(
    texts: list[Hinting],
    patterns: dict[str, re.Pattern[str]],
    is_asked: Callable[[Passage], object],
) -> Iterator[Passage]:
    found = 0
    for text in texts:
        pattern = patterns.get(text.language)
        if found >= _MOST_QUESTIONS or pattern is None:
            continue
        match, node = pattern.search(text.text), text.node
        if match and node.is_exposed and node.tag not in ("script", "style", "code", "pre"):
            said = next((up.text for up in (node, *node.ancestors) if _is_block(up)), text.text)
            passage = Passage(node, said, match[0])
            found += bool(is_asked(passage))
            yield passage


def _is_block(node: Node) -> bool:
    return not node.style.get("display", "block").startswith("inline")


def _language(node: Node) -> str:
    named = next((up for up in (node, *node.ancestors) if up.has("lang")), None)
    return primary(named.get("lang")) if named else "en"


def _pointing(texts: list[Hinting]) -> Iterator[Passage]:
    return _passages(texts, _POINTS, _says_more)


def _is_named_otherwise(passage: Passage) -> bool:
    """Whether the text says a name as well, or the words for the look are in the thing's name."""
    if _QUOTED.search(passage.text):
        return True
    page = passage.node.page
    pointed = collapsed(passage.words)
    for node in page.with_role(*_NAMED):
        name = collapsed(node.name)
        if name and name in pointed:
            return True
        if len(name) > 3 and node.role != "navigation" and name in collapsed(passage.text):
            return not node.encloses(passage.node) and not passage.node.encloses(node)
    return "navigation" in pointed and len(page.with_role("navigation")) == 1


def _says_more(passage: Passage) -> Verdict | None:
    if _is_named_otherwise(passage):
        return None
    return Verdict("looks", {"words": passage.words}, passage.words)


SENSORY = Check(
    rule=Rule(
        id="sensory-instructions",
        title="Instructions name things, not only their look, place or sound",
        criteria=criteria("1.3.3"),
        impact=Impact.SERIOUS,
        audience=Audience.EDITOR,
        act=("9bd38c",),
        techniques=("G96", "F14", "F26"),
        why="“The round button on the right” says nothing to who hears the page, and on a narrow "
        "screen the button is not on the right.",
        fix="Say what the thing is called as well: “the button Send, on the right”.",
    ),
    probe=HINTING,
    applicability=_pointing,
    expectation=_says_more,
    messages={
        "looks": asked(
            "“{words}”: can this be found by who does not see or hear it? Is it named as well?"
        )
    },
    examples=(
        asks("By shape (F14)", "<p>Press the round button to go on.</p><button>Send</button>"),
        asks("By place (ACT 9bd38c)", "<p>Use the menu on the right to go on.</p>"),
        passes("By name too (G96)",
               "<p>Press the round button “Send” to go on.</p><button>Send</button>"),
        passes("The look is its name (ACT 9bd38c)",
               "<p>Press the round button to go on.</p><button>Round button</button>"),
        ignores("A definition (ACT 9bd38c)", "<p>A square has four equal sides.</p>"),
    ),
)  # fmt: skip


def _coloured(texts: list[Hinting]) -> Iterator[Passage]:
    return _passages(texts, _COLOURED, _asks_about_colour)


def _asks_about_colour(passage: Passage) -> Verdict:
    return Verdict("colour", {"words": passage.words}, passage.words)


COLOUR_REFERENCE = Check(
    rule=Rule(
        id="colour-reference",
        title="What a colour means is said in another way too",
        criteria=criteria("1.4.1"),
        impact=Impact.SERIOUS,
        audience=Audience.EDITOR,
        techniques=("G14", "G138", "F81"),
        why="One man in twelve does not tell red from green, and a screen reader does not say "
        "colours: who is told to fill in the red fields cannot know which.",
        fix="Mark the things in words or by a sign as well: “(required)”.",
    ),
    probe=HINTING,
    applicability=_coloured,
    expectation=_asks_about_colour,
    messages={"colour": asked("“{words}”: is that marked in another way than by colour too?")},
    examples=(
        asks("Required fields in red (F81)", "<p>Required fields are marked in red.</p>"),
        ignores("A colour of a thing", "<p>Otters are brown.</p>"),
    ),
)

CHECKS = (SENSORY, COLOUR_REFERENCE)
