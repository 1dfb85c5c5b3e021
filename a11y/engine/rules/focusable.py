"""What takes the focus can be perceived, and what can be used takes the focus."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from math import inf

from a11y.engine.browser.probes.focus import HIDDEN_FOCUS, HiddenFocus
from a11y.engine.check import Check, Verdict, asked, asks, failed, fails, ignores, passes
from a11y.engine.contrast.looks import PICTURES
from a11y.engine.model import Impact, Rule
from a11y.engine.page.tree import Node, Page
from a11y.engine.probes import PAGE
from a11y.engine.wcag import criteria


@dataclass(frozen=True, slots=True)
class Hidden:
    """An element hidden from assistive technology, and what in it Tab comes to.

    ``keeps`` says whether that keeps the focus when it gets it; None where that is unknown.
    """

    node: Node
    reached: Node | None
    keeps: bool | None


def _hidden(seen: HiddenFocus) -> Iterable[Hidden]:
    for node, candidates in seen.items():
        kept = [candidate for candidate in candidates if candidate.keeps]
        unknown = [candidate for candidate in candidates if candidate.keeps is None]
        worst = next(iter((*kept, *unknown)), None)
        yield Hidden(node, worst.node if worst else None, worst.keeps if worst else None)


def _takes_no_focus(item: Hidden) -> Verdict | None:
    if item.reached is None:
        return None
    what = item.reached.role or item.reached.tag
    return Verdict("focus" if item.keeps else "unsure", {"what": what}, at=item.reached)


HIDDEN_NOT_FOCUSED = Check(
    rule=Rule(
        id="hidden-not-focused",
        title="What is hidden from assistive technology does not take the focus",
        criteria=criteria("4.1.2"),
        impact=Impact.SERIOUS,
        act=("6cfa84",),
        replaces=("aria-hidden-focus",),
        why="People who use a screen reader get to something of which they hear nothing.",
        fix='Take aria-hidden away, or keep the focus out with inert, disabled or tabindex="-1".',
    ),
    probe=HIDDEN_FOCUS,
    applicability=_hidden,
    expectation=_takes_no_focus,
    messages={
        "focus": failed("This {what} takes the focus, and is hidden from assistive technology."),
        "unsure": asked(
            "Tab may come to this {what}, which is hidden from assistive technology. Does it?"
        ),
    },
    examples=(
        fails("A link out of sight (ACT 6cfa84)", '<p aria-hidden="true"><a href="/">Home</a></p>'),
        asks(
            "A link in a hidden frame",
            '<div aria-hidden="true"><iframe srcdoc="<a href=/>Home</a>"></iframe></div>',
        ),
        passes("A disabled field", '<input disabled aria-hidden="true">'),
        passes(
            "A guard that hands the focus on",
            '<button id="a">Save</button><div aria-hidden="true"><a href="#" '
            "onfocus=\"document.getElementById('a').focus()\">Guard</a></div>",
        ),
        ignores("Not hidden", '<p aria-hidden="false"><a href="/">Home</a></p>'),
    ),
)


def _frames(page: Page) -> Iterable[Node]:
    return (
        node
        for node in page.tagged("iframe", "frame")
        if node.get("tabindex").strip().startswith("-")
        and node.is_visible
        and node.is_exposed
        and node.style.get("pointer-events") != "none"
        and _has_room(node)
    )


def _has_room(frame: Node) -> bool:
    """Whether more than a pixel of its document shows; without a document nothing does."""
    inner = next(frame.elements, None)
    return bool(inner and inner.box and inner.box.width > 1 and inner.box.height > 1)


def _lets_tab_in(frame: Node) -> Verdict | None:
    inside = next(
        (node for node in frame.descendants if node.is_in_tab_order and node.is_visible), None
    )
    return Verdict("out of reach", {"what": inside.role or inside.tag}) if inside else None


FRAME_REACHED = Check(
    rule=Rule(
        id="frame-content-reached",
        title="Tab gets into frames that have something to use",
        criteria=criteria("2.1.1"),
        impact=Impact.SERIOUS,
        act=("akn7bn",),
        techniques=("G202",),
        replaces=("frame-focusable-content",),
        why="Tab passes by the frame and everything in it: who uses a keyboard cannot use it.",
        fix="Take the negative tabindex off the frame.",
    ),
    probe=PAGE,
    applicability=_frames,
    expectation=_lets_tab_in,
    messages={"out of reach": failed("Tab does not get to the {what} in this frame.")},
    examples=(
        fails(
            "A link in a frame (ACT akn7bn)",
            '<iframe tabindex="-1" title="Map" srcdoc="<a href=/>Home</a>"></iframe>',
        ),
        passes("Only text", '<iframe tabindex="-1" title="Map" srcdoc="<p>Home</p>"></iframe>'),
        ignores("A frame like others", '<iframe title="Map" srcdoc="<a href=/>Home</a>"></iframe>'),
    ),
)

_BEYOND = 13
"""Pixels of overflow up to which nothing is lost that could be read: shadows, descenders."""


@dataclass(frozen=True, slots=True)
class Scroller:
    """An area with content beyond its edge that is to be scrolled to."""

    node: Node


def _scrollers(page: Page) -> Iterator[Scroller]:
    for node in page.nodes:
        if "scroll" not in node.more or node.tag in ("html", "body") or node.is_inert:
            continue
        if _scrolls(node) and node.is_visible and _hides_content(node) and not _is_popup(node):
            yield Scroller(node)


def _scrolls(node: Node) -> bool:
    width, height, inner_width, inner_height = node.more["scroll"]
    sideways = node.style.get("overflow-x") in ("auto", "scroll") and width - inner_width > _BEYOND
    down = node.style.get("overflow-y") in ("auto", "scroll") and height - inner_height > _BEYOND
    return (sideways or down) and inner_width > 0 and inner_height > 0


def _hides_content(node: Node) -> bool:
    """Whether a text or a picture in it goes beyond its edge."""
    box = node.box
    if box is None:
        return False
    texts = (line for text in node.texts if text.parent.is_perceivable for line in text.lines)
    pictures = (
        below.box
        for below in node.descendants
        if below.tag in PICTURES and below.box and below.is_perceivable
    )
    return any(not box.contains(part) for part in chain(texts, pictures))


def _is_popup(node: Node) -> bool:
    """Whether a combo box keeps the focus for it."""
    boxes = node.page.with_role("combobox")
    return any(
        node in box.referenced(name) for box in boxes for name in ("aria-controls", "aria-owns")
    )


def _is_reached(scroller: Scroller) -> Verdict | None:
    node = scroller.node
    inside = (node, *node.descendants)
    if any(part.is_in_tab_order for part in inside):
        return None
    if any(part.is_focusable for part in inside) or _has_buttons_beside(node):
        return Verdict("unsure")
    return Verdict("out of reach")


def _has_buttons_beside(node: Node) -> bool:
    """Whether something may scroll it sideways: the buttons of a carousel."""
    around = node.parent
    return (
        node.style.get("overflow-x") in ("auto", "scroll")
        and around is not None
        and any(below.role == "button" for below in around.descendants)
    )


_TEAS = ("Green", "Black", "White", "Yellow", "Oolong")

SCROLLED_BY_KEYBOARD = Check(
    rule=Rule(
        id="scrolled-by-keyboard",
        title="What scrolls can be scrolled by keyboard",
        criteria=criteria("2.1.1", "2.1.3"),
        impact=Impact.SERIOUS,
        act=("0ssw9k",),
        techniques=("G202",),
        replaces=("scrollable-region-focusable",),
        why="Arrow keys scroll what has the focus. Safari gives it only to what is in the tab "
        "order: what lies beyond the edge is out of reach for who uses a keyboard.",
        fix='Give the area tabindex="0", a role (region) and a name.',
    ),
    probe=PAGE,
    applicability=_scrollers,
    expectation=_is_reached,
    messages={
        "out of reach": failed("This area scrolls, and neither it nor anything in it takes the "
                               "focus."),
        "unsure": asked("This area scrolls, and Tab does not come to it. Do other keys lead "
                        "to all of it?"),
    },
    examples=(
        fails(
            "A low window (ACT 0ssw9k)",
            '<section style="height: 3em; width: 9em; overflow: auto"><p>Tea is served at four '
            "o’clock in the garden, and in the hall when it rains.</p></section>",
        ),
        asks(
            "A menu that takes the focus when it opens (APG menu)",
            '<div role="menu" aria-label="Tea" style="height: 3em; overflow: auto">'
            + "".join(f'<div role="menuitem" tabindex="-1">{tea}</div>' for tea in _TEAS)
            + "</div>",
        ),
        passes(
            "A window in the tab order",
            '<section style="height: 3em; width: 9em; overflow: auto" tabindex="0"><p>Tea is '
            "served at four o’clock in the garden, and in the hall when it rains.</p></section>",
        ),
        passes(
            "A link in it",
            '<section style="height: 3em; width: 9em; overflow: auto"><p><a href="/tea">Tea</a> is '
            "served at four o’clock in the garden, and in the hall when it rains.</p></section>",
        ),
        ignores("All of it fits", '<section style="overflow: auto"><p>Tea</p></section>'),
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Numbered:
    """An element with a place of its own in the tab order, and how many it is put before that
    stand before it."""

    node: Node
    overtaken: int


def _numbered(page: Page) -> Iterator[Numbered]:
    """In each document and shadow tree, Tab comes to the lowest positive number first, and to those
    without one last."""
    scopes: dict[int, Counter[float]] = {}
    for node in page.nodes:
        if node.is_in_tab_order and node.is_visible:
            number, before = _number(node), scopes.setdefault(id(node.scope), Counter())
            if number < inf:
                later = sum(count for other, count in before.items() if other > number)
                yield Numbered(node, later)
            before[number] += 1


def _number(node: Node) -> float:
    value = node.get("tabindex").strip()
    return int(value) if value.isascii() and value.isdigit() and int(value) else inf


def _keeps_its_turn(numbered: Numbered) -> Verdict | None:
    return Verdict("first", {"count": numbered.overtaken}) if numbered.overtaken else None


TAB_ORDER = Check(
    rule=Rule(
        id="tab-order-kept",
        title="Tab goes through the page in the order it is written in",
        criteria=criteria("2.4.3"),
        impact=Impact.SERIOUS,
        techniques=("F44", "H4"),
        replaces=("tabindex",),
        why="People who use a keyboard, or a magnifier that shows a part of the page, lose the "
        "place where they were when the focus jumps.",
        fix="Put the elements into the order in which they are used, and take the numbers away.",
    ),
    probe=PAGE,
    applicability=_numbered,
    expectation=_keeps_its_turn,
    messages={
        "first": asked(
            "Its tabindex takes this before {count} other things that stand before it. Does the "
            "order make sense all the same?"
        )
    },
    examples=(
        asks(
            "The last field first (F44)",
            '<label>Name <input></label><label>Town <input tabindex="1"></label>',
        ),
        passes("Numbers in order", '<a href="/a" tabindex="1">Tea</a><a href="/b" tabindex="2">'
               "Milk</a>"),
        ignores("No number", '<a href="/a" tabindex="0">Tea</a>'),
    ),
)  # fmt: skip

CHECKS = (HIDDEN_NOT_FOCUSED, FRAME_REACHED, SCROLLED_BY_KEYBOARD, TAB_ORDER)
