"""Text stands out from what it lies on."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby

from a11y.engine.browser.probes.pixels import CONTRAST, CONTRAST_ENHANCED
from a11y.engine.check import Check, Verdict, asked, asks, failed, fails, passes
from a11y.engine.contrast.backdrop import Range
from a11y.engine.contrast.colour import told
from a11y.engine.contrast.exempt import Exemptions
from a11y.engine.contrast.reading import Doubt, Kind, Reading
from a11y.engine.contrast.texts import Reader
from a11y.engine.model import Audience, Impact, Rule
from a11y.engine.page.tree import Node
from a11y.engine.wcag import criteria

_WHAT = {
    Kind.TEXT: "This text",
    Kind.VALUE: "What is entered here",
    Kind.PLACEHOLDER: "The placeholder",
    Kind.GENERATED: "Text that the style sheet adds here",
}
_NO_PICTURE = "it lies on a video, or on a picture that did not load or could not be taken"
_WHY_NOT_KNOWN = {
    Doubt.PICTURE: _NO_PICTURE,
    Doubt.ESTIMATE: _NO_PICTURE,
    Doubt.FILTER: "a filter changes the colours",
    Doubt.BLEND: "it is blended with what lies beneath",
    Doubt.CUT_OUT: "it is filled with a background",
    Doubt.VEIL: "something half transparent lies over it",
}
_CODE = frozenset(("pre", "code", "samp", "kbd"))
"""Where punctuation is to be read like letters."""
GRAPHIC = 3.0
"""What a symbol needs (criterion 1.4.11)."""


@dataclass(frozen=True)
class Words:
    """The texts of one element, which differ in nothing but their place."""

    node: Node
    readings: tuple[Reading, ...]


def _words(reader: Reader) -> Iterable[Words]:
    exempt = Exemptions(reader.page)
    for _, group in groupby(reader.readings, key=lambda reading: id(reading.node)):
        readings = tuple(group)
        if readings[0].node not in exempt:
            yield Words(readings[0].node, readings)


def _demanding(large: float, small: float) -> Callable[[Words], Verdict | None]:
    """The expectation that text reaches these ratios."""

    def judged(words: Words) -> Verdict | None:
        verdicts = [
            verdict
            for reading in words.readings
            if (verdict := _judged(reading, large if reading.ink.is_large else small))
        ]
        return min(verdicts, key=lambda verdict: verdict.message != "low", default=None)

    return judged


def _judged(reading: Reading, demand: float) -> Verdict | None:
    if reading.passes(demand) or not (reading.ranges or reading.doubt):
        return None
    about = {
        "what": _WHAT[reading.kind],
        "demand": f"{demand:g}",
        "size": f"{reading.ink.size:.3g} pixels{' and bold' if reading.ink.is_bold else ''}",
        "why": _WHY_NOT_KNOWN.get(reading.doubt, ""),
    }
    if not reading.ranges:
        return Verdict("unknown", about)
    worst = min(reading.ranges, key=lambda range_: range_.highest)
    if reading.fails(demand) and _is_symbol(reading):
        return Verdict("symbol", about | _facts(worst)) if worst.highest < GRAPHIC else None
    if reading.fails(demand):
        return Verdict("low", about | _facts(worst), about=_pair(worst))
    if reading.doubt:
        return Verdict("unknown", about)
    least = min(reading.ranges, key=lambda range_: range_.lowest)
    return Verdict("varies", about | _facts(least))


def _facts(range_: Range) -> dict[str, str]:
    return {
        "ratio": told(range_.highest),
        "lowest": told(range_.lowest),
        "highest": told(range_.highest),
        "foreground": str(range_.foreground),
        "background": str(range_.background),
    }


def _pair(range_: Range) -> str:
    return f"{range_.foreground} {range_.background}"


def _is_symbol(reading: Reading) -> bool:
    """Whether it may stand for something else than itself: an X that closes, a row of dots."""
    node, text = reading.node, reading.text.strip()
    if reading.kind != Kind.TEXT:
        return False
    if not any(map(str.isalnum, text)):
        return node.closest(lambda above: above.tag in _CODE) is None
    if len(text) != 1:
        return False
    if node.is_aria_hidden:
        return True
    control = node.closest(lambda above: above.is_focusable)
    return control is not None and control.name not in (text, "")


_FACTS = "{foreground} on {background}; its size, {size}, takes {demand}:1"
_MESSAGES = {
    "low": failed("{what} stands out from what it lies on by {ratio}:1 only (" + _FACTS + ")."),
    "varies": asked(
        "{what} stands out by {lowest}:1 in some places and by {highest}:1 in others, and its "
        "size, {size}, takes {demand}:1. Can each letter be read?",
        "Lay an even surface between the picture or the gradient and the text.",
    ),
    "unknown": asked(
        "{what} stands out by a ratio that is not known, since {why}. Is it {demand}:1 everywhere?",
        "Measure it where it is weakest, or put the text on an even surface.",
    ),
    "symbol": asked(
        "This character stands out by {ratio}:1 ({foreground} on {background}). Does it tell "
        "something? Symbols take 3:1, and text takes {demand}:1.",
    ),
}
_WHY = (
    "People with low vision, and everybody on a bad screen or in the sun, cannot make out letters "
    "that hardly differ from their background."
)
_FIX = "Make the text darker or its background lighter, or the other way round."


def _enough(id_: str, title: str, **rest: object) -> Rule:
    return Rule(
        id=id_,
        title=title,
        impact=Impact.SERIOUS,
        audience=Audience.DEVELOPER,
        why=_WHY,
        fix=_FIX,
        **rest,  # type: ignore[arg-type]
    )


TEXT_CONTRAST = Check(
    rule=_enough(
        "text-contrast",
        "Text stands out from its background by 4.5:1, and by 3:1 where it is large",
        criteria=criteria("1.4.3"),
        act=("afw4f7",),
        techniques=("G18", "G145", "G148", "G174", "F24", "F83"),
        replaces=("color-contrast",),
    ),
    probe=CONTRAST,
    applicability=_words,
    expectation=_demanding(3, 4.5),
    messages=_MESSAGES,
    examples=(
        fails("Light grey on white (ACT afw4f7)", '<p style="color:#aaa">Text</p>'),
        fails(
            "A placeholder in light grey",
            '<label>City <input placeholder="Bern" class="pale"></label>'
            "<style>.pale::placeholder { color: #bbb }</style>",
        ),
        fails(
            "A gradient on which no letter stands out (ACT afw4f7)",
            '<p style="color:#aaa;background:linear-gradient(#fff, #ccc)">Text</p>',
        ),
        asks(
            "A gradient on which some letters stand out (F83)",
            '<p style="color:#555;background:linear-gradient(to right, #fff, #000);width:30em">'
            "Text that goes nearly from one end of it to the other</p>",
        ),
        asks(
            "A close button that says X, and is called otherwise",
            '<button aria-label="Close" style="color:#aaa;background:#fff">X</button>',
        ),
        asks(
            "Text in a picture's place, blended with what is there",
            '<p style="mix-blend-mode:difference">Text</p>',
        ),
        passes("Black on white", "<p>Text</p>"),
        passes("Large text by 3:1 (G145)", '<p style="color:#888;font-size:24px">Text</p>'),
        passes(
            "Text on an element that is laid over a dark one",
            '<div style="background:#000;height:9em"></div><p style="position:relative;top:-6em;'
            'background:#fff;color:#000">Text</p>',
        ),
        passes("A disabled button", '<button disabled style="color:#ccc">Send</button>'),
        passes(
            "The label of a disabled field (ACT afw4f7)",
            '<label for="a" style="color:#ccc">City</label><input id="a" type="color" disabled>',
        ),
        passes("Text that nobody can see", '<p style="color:#fff;background:#fff">Text</p>'),
    ),
)

TEXT_CONTRAST_ENHANCED = Check(
    rule=_enough(
        "text-contrast-enhanced",
        "Text stands out from its background by 7:1, and by 4.5:1 where it is large",
        criteria=criteria("1.4.6"),
        act=("09o5cg",),
        techniques=("G17", "G18", "G148", "G174", "F24", "F83"),
        replaces=("color-contrast-enhanced",),
    ),
    probe=CONTRAST_ENHANCED,
    applicability=_words,
    expectation=_demanding(4.5, 7),
    messages=_MESSAGES,
    examples=(
        fails("Grey on white (ACT 09o5cg)", '<p style="color:#666">Text</p>'),
        asks("Text that is blended", '<p style="mix-blend-mode:difference">Text</p>'),
        passes("Black on white", "<p>Text</p>"),
        passes("Large text by 4.5:1 (G17)", '<p style="color:#666;font-size:24px">Text</p>'),
    ),
)

CHECKS = (TEXT_CONTRAST, TEXT_CONTRAST_ENHANCED)
