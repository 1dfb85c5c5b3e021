"""A page in a narrow window: nothing is gone, covered, too small, or to be scrolled for."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from a11y.engine.browser.probes.reflow import (
    FONT,
    NARROW,
    REFLOW,
    ZOOM,
    Beyond,
    Covering,
    Gone,
    Reflow,
    Small,
)
from a11y.engine.check import Check, Verdict, asked, asks, failed, fails, ignores, passes
from a11y.engine.model import Impact, Layer, Rule
from a11y.engine.page.tree import Node, Page
from a11y.engine.wcag import criteria

# Scrolling sideways

_TWO_DIMENSIONAL = frozenset(("svg", "math", "canvas", "figure", "map", "object", "video"))
_TWO_DIMENSIONAL_ROLES = frozenset(
    ("img", "application", "toolbar", "table", "grid", "treegrid", "math", "menubar", "slider")
)
_WINDOW = 320
_MOST_WIDE = 3
_SENTENCE = 4  # words


def _is_two_dimensional(node: Node) -> bool:
    """Whether its meaning or use needs a layout in two dimensions (WCAG 2.2, 1.4.10)."""
    if node.tag == "table":
        return any(cell.tag == "th" for cell in node.descendants) or node.has("aria-label")
    return node.tag in _TWO_DIMENSIONAL or node.role in _TWO_DIMENSIONAL_ROLES


def _too_wide(text: Beyond) -> str:
    """What makes the text stand out of the window: the name of a message."""
    if text.wrap == "pre":
        return "code"
    if text.node.closest(lambda node: node.tag == "table"):
        return "table"
    sentence = len(text.words.split()) >= _SENTENCE
    if (text.block and (sentence or text.line < _WINDOW)) or (text.wrap == "nowrap" and sentence):
        return "wide"
    return "word"


def _wide_texts(seen: Reflow) -> Iterable[Beyond | Page]:
    """For each cause its longest text; of what is only asked, the longest word; or the page."""
    look = seen.looks.get(NARROW)
    if look is None:
        return ()
    texts = [text for text in look.beyond if not text.node.closest(_is_two_dimensional)]
    certain = [text for text in texts if _too_wide(text) == "wide"]
    by_cause = {text.outermost: text for text in sorted(certain, key=lambda text: len(text.words))}
    unsure = max(texts, key=_longest_word, default=seen.page)
    return [*by_cause.values()][:_MOST_WIDE] or (unsure,)


def _longest_word(text: Beyond) -> int:
    return max(map(len, text.words.split()))


def _judge_width(text: Beyond | Page) -> Verdict | None:
    if isinstance(text, Page):
        return None
    facts = {"words": text.words, "pixels": text.pixels}
    return Verdict(_too_wide(text), facts, at=text.outermost)


SIDEWAYS = Check(
    rule=Rule(
        id="two-way-scrolling",
        title="In a window 320 pixels wide nobody has to scroll sideways to read",
        criteria=criteria("1.4.10"),
        impact=Impact.SERIOUS,
        layer=Layer.DRIVEN,
        techniques=("C31", "C32", "C33", "C38", "G225", "SCR34"),
        why="At 400 % zoom 320 pixels are all that is left of a usual window. Who has to scroll "
        "sideways in each line loses the place, and with it often the thread.",
        fix="Give widths as a share of what there is (max-width: 100 %), let rows wrap, and let "
        "long words break (overflow-wrap: anywhere).",
    ),
    probe=REFLOW,
    applicability=_wide_texts,
    expectation=_judge_width,
    messages={
        "wide": failed(
            "In a window 320 pixels wide (or zoomed to 400 %), “{words}” ends {pixels} pixels "
            "outside of it: one has to scroll sideways to read it."
        ),
        "word": asked(
            "In a window 320 pixels wide, the long word in “{words}” makes the page scroll "
            "sideways by {pixels} pixels. Could it be broken?",
            "Allow long words and addresses to be broken with overflow-wrap: anywhere.",
        ),
        "code": asked(
            "In a window 320 pixels wide, this preformatted text makes the whole page scroll "
            "sideways by {pixels} pixels. Does it need its lines kept?",
            "Let it wrap (white-space: pre-wrap), or scroll in a box of its own (overflow: auto).",
        ),
        "table": asked(
            "In a window 320 pixels wide, this table makes the page scroll sideways by {pixels} "
            "pixels. Is it a table of data, whose columns must stand beside each other?"
        ),
    },
    examples=(
        fails("A layout of a fixed width (C31)", f'<p style="width: 800px">{"Some words. " * 30}'),
        fails(
            "A row that does not wrap (C31)",
            '<ul style="display: flex; gap: 60px; list-style: none">'
            + "".join(f"<li>Station {number}</li>" for number in range(8))
            + "</ul>",
        ),
        asks(
            "A long address (C33)",
            "<p>See https://example.org/a/very/long/address/that/cannot/be/broken/anywhere.html</p>",
        ),
        asks("Preformatted lines", f"<pre>{'A line that is kept as it was written. ' * 2}</pre>"),
        asks(
            "A table that may be there for the layout",
            '<table><tr><td style="min-width: 300px">Left words<td style="min-width: 300px">Right',
        ),
        passes(
            "A table of data (1.4.10 excepts it)",
            '<table><tr><th style="min-width: 300px">Year<th style="min-width: 300px">Rain</table>',
        ),
        passes("Rows that wrap", f"<p>{'Some words. ' * 30}"),
        passes(
            "A wide thing in a box that scrolls on its own (C38)",
            f'<div style="overflow: auto"><p style="width: 800px">{"Some words. " * 30}</div>',
        ),
    ),
)

# Content that is no longer there

_SAID = re.compile(r"[^\W\d_]{3}")
_SHOWN_WORDS = 5


@dataclass(frozen=True, slots=True)
class _Missing:
    """All the texts that a narrow window has lost."""

    node: Node
    texts: tuple[Gone, ...]


def _missing(seen: Reflow) -> Iterable[_Missing | Page]:
    look = seen.looks.get(NARROW)
    if look is None:
        return ()
    texts = tuple(
        text for text in look.gone if _SAID.search(text.words) and not text.node.is_aria_hidden
    )
    return (_Missing(texts[0].node, texts),) if texts and not look.opened else (seen.page,)


def _judge_missing(item: _Missing | Page) -> Verdict | None:
    if isinstance(item, Page):
        return None
    said = ", ".join(f"“{text.words}”" for text in item.texts[:_SHOWN_WORDS])
    return Verdict("gone", {"words": said, "count": len(item.texts)})


MISSING = Check(
    rule=Rule(
        id="content-gone-when-narrow",
        title="A narrow window has all the content of a wide one",
        criteria=criteria("1.4.10"),
        impact=Impact.MODERATE,
        layer=Layer.DRIVEN,
        techniques=("F102",),
        why="People who zoom to 400 % get the layout made for telephones. What that leaves out "
        "is not there for them.",
        fix="Keep the content, or put it behind a control that shows it.",
    ),
    probe=REFLOW,
    applicability=_missing,
    expectation=_judge_missing,
    messages={
        "gone": asked(
            "In a window 320 pixels wide, {count} texts are gone, and nothing has come that would "
            "open them: {words}. Is what they say to be had there in another way?"
        )
    },
    examples=(
        asks(
            "A hint left out (F102)",
            "<style>@media (max-width: 600px) { .more { display: none } }</style>"
            '<p>Open today</p><p class="more">but not in the holidays</p>',
        ),
        passes(
            "Navigation that goes behind a button",
            "<style>@media (max-width: 600px) { nav { display: none } }"
            "@media (min-width: 601px) { button { display: none } }</style>"
            '<button>Menu</button><nav><a href="#a">About us</a></nav>',
        ),
    ),
)

# Content that stays in place

_MUCH = 0.6  # of the window's height


def _covering(seen: Reflow) -> Iterable[Covering]:
    look = seen.looks.get(NARROW)
    return (look.covering,) if look and look.covering else ()


def _judge_covering(item: Covering) -> Verdict | None:
    if item.share < _MUCH or item.node.closest(lambda node: node.role.endswith("dialog")):
        return None
    return Verdict("much", {"share": round(100 * item.share)})


COVERING = Check(
    rule=Rule(
        id="fixed-content-covers",
        title="What stays in place leaves room to read when the page is zoomed",
        criteria=criteria("1.4.10"),
        impact=Impact.SERIOUS,
        layer=Layer.DRIVEN,
        techniques=("C34",),
        why="At 400 % zoom a window has 256 pixels of height left. A header that stays in place "
        "can take nearly all of them, and the page is read through a slit.",
        fix="Let headers and banners scroll away when the window is low: make them stick only "
        "under @media (min-height: …).",
    ),
    probe=REFLOW,
    applicability=_covering,
    expectation=_judge_covering,
    messages={
        "much": asked(
            "In a window of 320 by 256 pixels (400 % zoom), what stays in place covers {share} % "
            "of the height. Can it be closed, or does it go away on scrolling?"
        )
    },
    examples=(
        asks(
            "A high header that sticks (C34)",
            '<div style="position: sticky; top: 0; height: 200px; background: #eee">Header</div>'
            '<p style="height: 2000px">Words</p>',
        ),
        passes(
            "A header that sticks where there is room (C34)",
            "<style>@media (min-height: 500px) { div { position: sticky; top: 0 } }</style>"
            '<div style="height: 200px">Header</div><p style="position: sticky; top: 0">Words</p>'
            '<p style="height: 2000px">Words</p>',
        ),
        ignores("A page that scrolls as a whole", '<p style="height: 2000px">Words</p>'),
    ),
)

# Text that zoom does not reach

_NEVER_DOUBLE = 1.6  # at 400 %: at 500 %, where browsers end, it is then 2 at most


def _sized(seen: Reflow) -> Iterable[Small | Page]:
    look, zoomed = seen.looks.get(NARROW), seen.looks.get(ZOOM)
    if look is None or zoomed is None:
        return ()
    fixed = {text.node for text in zoomed.small}
    if font := seen.looks.get(FONT):  # doubling the browser's font size is a way, too (C14)
        fixed &= {text.node for text in font.small}
    return [text for text in look.small if text.node in fixed] or (seen.page,)


def _judge_size(text: Small | Page) -> Verdict | None:
    if isinstance(text, Page):
        return None
    grown = 4 * text.after / text.before
    if grown >= _NEVER_DOUBLE:
        return None
    return Verdict("fixed", {"size": round(text.before), "grown": round(4 * text.after)})


GROWING = Check(
    rule=Rule(
        id="text-does-not-grow",
        title="Text grows to twice its size when the page is zoomed",
        criteria=criteria("1.4.4"),
        impact=Impact.SERIOUS,
        layer=Layer.DRIVEN,
        techniques=("F94", "G142", "C14"),
        why="Zooming makes a page's pixels larger and its window smaller. Text sized by the window "
        "stays as it was: who zooms to read it gets nothing for it.",
        fix="Size text in rem or em; with a share of the window's width only added to that, as in "
        "calc(1rem + 1vw).",
    ),
    probe=REFLOW,
    applicability=_sized,
    expectation=_judge_size,
    messages={
        "fixed": failed(
            "This text is {size} pixels high, and {grown} when the page is zoomed to 400 %: no "
            "zoom makes it twice as large."
        )
    },
    examples=(
        fails("A size by the window's width (F94)", '<p style="font-size: 2vw">Hard to enlarge'),
        passes("A size in rem (C14)", '<p style="font-size: 1.5rem">Easy to enlarge</p>'),
        passes(
            "A size by the window on top of one in rem",
            '<p style="font-size: calc(1rem + 1vw)">Easy enough to enlarge</p>',
        ),
    ),
)

CHECKS = (SIDEWAYS, MISSING, COVERING, GROWING)
