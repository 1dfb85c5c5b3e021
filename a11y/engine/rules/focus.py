"""Who uses the keyboard sees where the focus is, and it is where it can be used."""

from collections.abc import Iterable

from a11y.engine.browser.probes.keyboard import WALK, Stop, Walk
from a11y.engine.check import Check, Verdict, asked, asks, failed, fails, ignores, passes
from a11y.engine.model import Impact, Layer, Rule
from a11y.engine.wcag import criteria

FAINT = 1.2
"""A change of contrast below this is hard to see for anybody."""
_TEXT_FIELDS = frozenset(("textbox", "searchbox", "combobox", "spinbutton"))


def _stops(walk: Walk) -> Iterable[Stop]:
    return (stop for stop in walk.stops if not stop.removed)


def _measured(walk: Walk) -> Iterable[Stop]:
    return (stop for stop in _stops(walk) if stop.ring or stop.look)


def _has_caret(stop: Stop) -> bool:
    """Whether a blinking caret shows the focus, which is not in the pictures."""
    node = stop.node
    return node.role in _TEXT_FIELDS or node.tag == "iframe" or "editable" in node.more


def _is_shown(stop: Stop) -> Verdict | None:
    look = stop.look
    if stop.ring or look is None or stop.covered == 1:
        return None
    if not look.anywhere:
        return Verdict("caret" if _has_caret(stop) else "nothing")
    change = look.change
    if change.area and change.contrast < FAINT and not _has_caret(stop):
        return Verdict("faint", {"ratio": f"{change.contrast:.2f}"})
    return None


FOCUS_VISIBLE = Check(
    rule=Rule(
        id="focus-visible",
        title="The focus can be seen wherever the Tab key takes it",
        criteria=criteria("2.4.7"),
        layer=Layer.DRIVEN,
        impact=Impact.SERIOUS,
        act=("oj04fd",),
        techniques=("F78", "G149", "G165", "G195", "C15", "C45"),
        why="Who works with the keyboard does not know what Enter would act upon, and is lost on "
        "the page.",
        fix="Give the element a clear outline under :focus-visible, and do not take the browser's "
        "own away.",
    ),
    probe=WALK,
    applicability=_measured,
    expectation=_is_shown,
    messages={
        "nothing": failed("Nothing on the page changes when this gets the keyboard focus."),
        "caret": asked(
            "Nothing but perhaps a blinking caret shows that this has the focus. Is that enough "
            "to find it?"
        ),
        "faint": asked(
            "When this gets the focus, colours change by a contrast of {ratio}:1 only. Can people "
            "see that?"
        ),
    },
    examples=(
        fails(
            "A link without its outline (F78, ACT oj04fd)",
            "<style>a:focus { outline: none }</style><a href='#here'>Here</a>",
        ),
        fails(
            "A ring in the colour of what it lies on",
            "<style>button:focus { outline: 2px solid white }</style><button>Go</button>",
        ),
        asks(
            "A text field with only its caret",
            "<style>input:focus { outline: none }</style><label>Name <input></label>",
        ),
        asks(
            "A background that hardly changes",
            "<style>button { background: #fff } button:focus { outline: none; background: #f2f2f2 }"
            "</style><button>Go</button>",
        ),
        passes("The browser's own ring (ACT oj04fd)", "<a href='#here'>Here</a>"),
        passes(
            "A change of colours (G195)",
            "<style>a:focus { outline: none; background: #036; color: #fff }</style>"
            "<a href='#here'>Here</a>",
        ),
        passes(
            "A sign beside the element (ACT oj04fd)",
            "<style>a:focus { outline: none } i { visibility: hidden } a:focus + i "
            "{ visibility: visible }</style><a href='#here'>Here</a> <i>◀ you are here</i>",
        ),
        ignores("Nothing that takes the focus", "<p>Text</p>"),
    ),
)


def _pixel_measured(walk: Walk) -> Iterable[Stop]:
    return (stop for stop in _stops(walk) if stop.look and stop.look.change.area)


def _is_strong(stop: Stop) -> Verdict | None:
    """2.4.13: as much changes by 3:1 as an outline two pixels thick around it has."""
    if stop.look is None:
        return None
    needed = 4 * (stop.place.width + stop.place.height)
    enough = stop.look.change.strong_area
    if enough >= 0.9 * needed or _has_caret(stop):
        return None
    return Verdict("weak", {"pixels": enough, "needed": round(needed)})


FOCUS_APPEARANCE = Check(
    rule=Rule(
        id="focus-appearance",
        title="What shows the focus is large and strong enough",
        criteria=criteria("2.4.13"),
        layer=Layer.DRIVEN,
        impact=Impact.MODERATE,
        techniques=("C40", "C41", "G195", "F78"),
        why="A thin or pale sign is missed by people with low vision.",
        fix="Draw an outline at least 2 CSS pixels thick that contrasts 3:1 with what was there.",
    ),
    probe=WALK,
    applicability=_pixel_measured,
    expectation=_is_strong,
    messages={
        "weak": asked(
            "With the focus, {pixels} pixels change by a contrast of 3:1 or more; an outline two "
            "pixels thick has {needed}. Is the sign strong enough?"
        ),
    },
    examples=(
        asks(
            "An outline one pixel thick",
            "<style>button:focus { outline: 1px solid #000 }</style><button>Go</button>",
        ),
        passes(
            "An outline three pixels thick (C40)",
            "<style>button:focus { outline: 3px solid #000; outline-offset: 2px }</style>"
            "<button>Go</button>",
        ),
    ),
)


def _is_uncovered(stop: Stop) -> Verdict | None:
    if stop.covered < 1 or stop.by is None or not stop.node.is_visible:
        return None
    return Verdict("covered", {"by": stop.by.name or stop.by.html[:60]})


_BAR = (
    "<style>footer { position: fixed; inset-inline: 0; bottom: 0; height: 300px; background: #ddd }"
    "</style><p style='height: 560px'>Text</p><a href='#here'>Here</a>"
    "<footer><p>We use cookies.</p></footer>"
)

FOCUS_OBSCURED = Check(
    rule=Rule(
        id="focus-obscured",
        title="What has the focus is not hidden under something else",
        criteria=criteria("2.4.11"),
        layer=Layer.DRIVEN,
        impact=Impact.SERIOUS,
        techniques=("F110", "C43"),
        why="Who works with the keyboard cannot see where the focus is, nor what Enter would do.",
        fix="Keep room for what stays in place with scroll-padding, or let it scroll away.",
    ),
    probe=WALK,
    applicability=_stops,
    expectation=_is_uncovered,
    messages={
        "covered": failed("When this has the focus, all of it lies under what stays there: {by}"),
    },
    examples=(
        fails("A link under a fixed footer (F110)", _BAR),
        passes("A page without anything fixed", "<a href='#here'>Here</a>"),
        passes(
            "Room is kept for the footer (C43)",
            f"<style>html {{ scroll-padding-bottom: 320px }}</style>{_BAR}"
            "<p style='height: 900px'>Text</p>",
        ),
    ),
)


def _is_wholly_uncovered(stop: Stop) -> Verdict | None:
    if not 0 < stop.covered < 1 or stop.by is None or not stop.node.is_visible:
        return None
    share = round(stop.covered * 100)
    return Verdict("partly", {"share": share, "by": stop.by.name or stop.by.html[:60]})


FOCUS_PARTLY_OBSCURED = Check(
    rule=Rule(
        id="focus-partly-obscured",
        title="No part of what has the focus is hidden under something else",
        criteria=criteria("2.4.12"),
        layer=Layer.DRIVEN,
        impact=Impact.MODERATE,
        techniques=("C43",),
        why="Who works with the keyboard sees only a part of where the focus is.",
        fix="Keep room for what stays in place with scroll-padding, or let it scroll away.",
    ),
    probe=WALK,
    applicability=_stops,
    expectation=_is_wholly_uncovered,
    messages={
        "partly": asked(
            "When this has the focus, about {share} % of it seem to lie under what stays there: "
            "{by} Does it?"
        ),
    },
    examples=(
        asks(
            "A button half under a fixed footer",
            "<style>footer { position: fixed; inset-inline: 0; bottom: 0; height: 100px; "
            "background: #ddd } button { position: absolute; top: 640px; height: 120px }</style>"
            "<button>Go</button><footer><p>We use cookies.</p></footer>",
        ),
        passes("A page without anything fixed", "<a href='#here'>Here</a>"),
    ),
)


def _all_stops(walk: Walk) -> Iterable[Stop]:
    return walk.stops


def _keeps(stop: Stop) -> Verdict | None:
    return Verdict("removed") if stop.removed else None


FOCUS_REMOVED = Check(
    rule=Rule(
        id="focus-removed",
        title="What receives the focus keeps it",
        criteria=criteria("2.1.1", "2.4.7", "3.2.1"),
        layer=Layer.DRIVEN,
        impact=Impact.CRITICAL,
        techniques=("F55",),
        why="Who works with the keyboard cannot use the element: Enter reaches nothing.",
        fix="Take out the script that calls blur() when the element receives the focus.",
    ),
    probe=WALK,
    applicability=_all_stops,
    expectation=_keeps,
    messages={"removed": failed("A script takes the focus away from this as soon as it gets it.")},
    examples=(
        fails("A link that blurs itself (F55)", "<a href='#a' onfocus='this.blur()'>Here</a>"),
        passes("A link that does not", "<a href='#here'>Here</a>"),
    ),
)

CHECKS = (
    FOCUS_VISIBLE,
    FOCUS_APPEARANCE,
    FOCUS_OBSCURED,
    FOCUS_PARTLY_OBSCURED,
    FOCUS_REMOVED,
)
