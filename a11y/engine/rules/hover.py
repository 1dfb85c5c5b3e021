"""What appears under a pointer can be read by everybody, and sent away."""

from collections.abc import Iterable

from a11y.engine.browser.probes.hover import APPEARANCES, Appearance, Appearances
from a11y.engine.check import Check, Verdict, asked, asks, failed, fails, ignores, passes
from a11y.engine.model import Impact, Layer, Rule
from a11y.engine.wcag import criteria


def _all(appearances: Appearances) -> Iterable[Appearance]:
    return appearances.found


def _facts(appearance: Appearance) -> dict[str, object]:
    return {"text": appearance.text}


def _is_hoverable(appearance: Appearance) -> Verdict | None:
    return None if appearance.hoverable else Verdict("gone", _facts(appearance))


_BESIDE = (
    "<style>#on:hover + #tip {{ visibility: visible }} #on {{ position: absolute; top: 200px }} "
    "#tip {{ position: absolute; top: {top}px; visibility: hidden; background: #ffc }} {more}"
    "</style><button id='on'>Help</button><p id='tip'>Eight letters or more</p>{end}"
)

CONTENT_HOVERABLE = Check(
    rule=Rule(
        id="hover-content-stays",
        title="The pointer can be moved over what it made appear",
        criteria=criteria("1.4.13"),
        layer=Layer.DRIVEN,
        impact=Impact.SERIOUS,
        techniques=("F95", "SCR39"),
        why="Who magnifies the screen has to move the pointer to read it all, and then it is gone.",
        fix="Let it stay while the pointer is over it, and leave no gap before it.",
    ),
    probe=APPEARANCES,
    applicability=_all,
    expectation=_is_hoverable,
    messages={
        "gone": failed(
            "The pointer over this shows “{text}”, which disappears when the pointer comes to it."
        ),
    },
    examples=(
        fails("A tip with a gap before it (F95)", _BESIDE.format(top=300, more="", end="")),
        passes(
            "A tip that stays (SCR39)",
            _BESIDE.format(top=202, more="#tip:hover { visibility: visible }", end=""),
        ),
        ignores("Nothing that appears", "<button title='Help'>Help</button>"),
    ),
)


def _covering(appearances: Appearances) -> Iterable[Appearance]:
    return (appearance for appearance in appearances.found if appearance.covers)


def _is_dismissable(appearance: Appearance) -> Verdict | None:
    return None if appearance.dismissable else Verdict("stays", _facts(appearance))


_UNDER = "<p style='position: absolute; top: 215px'>What one needs to see</p>"
_ESCAPE = (
    "<script>addEventListener('keydown', (event) => { if (event.key === 'Escape') tip.remove() })"
    "</script>"
)

CONTENT_DISMISSABLE = Check(
    rule=Rule(
        id="hover-content-dismissable",
        title="What appears under the pointer can be sent away without moving it",
        criteria=criteria("1.4.13"),
        layer=Layer.DRIVEN,
        impact=Impact.MODERATE,
        techniques=("SCR39",),
        why="Who magnifies the screen sees nothing but what appeared, and wherever the pointer "
        "goes it is in the way.",
        fix="Let Escape send it away.",
    ),
    probe=APPEARANCES,
    applicability=_covering,
    expectation=_is_dismissable,
    messages={
        "stays": asked(
            "The pointer over this shows “{text}”, which covers other text, and Escape does not "
            "send it away. Is there another way that leaves the pointer where it is?"
        ),
    },
    examples=(
        asks("A tip that covers text", _BESIDE.format(top=202, more="", end=_UNDER)),
        passes(
            "A tip that hears Escape (SCR39)",
            _BESIDE.format(
                top=202,
                more="body.off #tip { display: none }",
                end=_UNDER + _ESCAPE.replace("tip.remove()", "document.body.className = 'off'"),
            ),
        ),
        ignores("A tip that covers nothing", _BESIDE.format(top=202, more="", end="")),
    ),
)


def _comes_with_focus(appearance: Appearance) -> Verdict | None:
    if appearance.on_focus or appearance.has_button:
        return None
    return Verdict("pointer", _facts(appearance))


CONTENT_WITH_FOCUS = Check(
    rule=Rule(
        id="hover-content-by-keyboard",
        title="What a pointer makes appear, the keyboard makes appear",
        criteria=criteria("2.1.1", "2.1.3"),
        layer=Layer.DRIVEN,
        impact=Impact.SERIOUS,
        techniques=("F54", "SCR2", "SCR20"),
        why="Who uses no mouse never learns of it.",
        fix="Show it with the focus as well: :focus-within beside :hover, focus beside mouseenter.",
    ),
    probe=APPEARANCES,
    applicability=_all,
    expectation=_comes_with_focus,
    messages={
        "pointer": asked(
            "The pointer over this shows “{text}”; the keyboard focus does not. Can it be had "
            "without a mouse?"
        ),
    },
    examples=(
        asks("A tip for the pointer alone (F54)", _BESIDE.format(top=202, more="", end="")),
        passes(
            "A tip for the focus, too",
            _BESIDE.format(top=202, more="#on:focus + #tip { visibility: visible }", end=""),
        ),
        ignores("Nothing that appears", "<button>Help</button>"),
    ),
)

CHECKS = (CONTENT_HOVERABLE, CONTENT_DISMISSABLE, CONTENT_WITH_FOCUS)
