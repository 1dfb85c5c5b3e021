"""What opens says so, takes the focus along where it must, and lets it go back."""

from collections.abc import Iterable

from a11y.engine.browser.probes.opened import OPENINGS, Dialog, Opening, Openings
from a11y.engine.check import Check, Verdict, asked, asks, failed, fails, ignores, passes
from a11y.engine.model import Impact, Layer, Rule
from a11y.engine.wcag import criteria

_TOGGLE = (
    "<button aria-expanded='false' aria-controls='more' onclick=\"{script}\">More</button>"
    "<div id='more' hidden>More of it</div>"
)
_SHOW = "more.hidden = !more.hidden"


def _stateful(openings: Openings) -> Iterable[Opening]:
    return (
        opening
        for opening in openings.found
        if opening.by and opening.before == "false" and opening.node.has("aria-expanded")
    )


def _says_so(opening: Opening) -> Verdict | None:
    if opening.after != "false" or not opening.controlled:
        return None
    return Verdict("stale")


EXPANDED_STATE = Check(
    rule=Rule(
        id="expanded-state",
        title="What can be opened says whether it is open",
        criteria=criteria("4.1.2"),
        layer=Layer.DRIVEN,
        impact=Impact.SERIOUS,
        techniques=("F15", "G10"),
        why="A screen reader says “collapsed” although it is open: who cannot see it does not know "
        "that anything happened.",
        fix="Set aria-expanded to true when it opens and to false when it closes.",
    ),
    probe=OPENINGS,
    applicability=_stateful,
    expectation=_says_so,
    messages={
        "stale": failed('This opened what it controls, and still says aria-expanded="false".'),
    },
    examples=(
        fails("A button that does not say it is open", _TOGGLE.format(script=_SHOW)),
        passes(
            "A button that does (APG disclosure)",
            _TOGGLE.format(script=f"{_SHOW}; this.setAttribute('aria-expanded', !more.hidden)"),
        ),
        ignores("Nothing to open", "<button>Go</button>"),
    ),
)


def _in_tab_order(openings: Openings) -> Iterable[Opening]:
    """Without comboboxes: what opens them is typing (APG combobox)."""
    return (
        opening
        for opening in openings.found
        if opening.by and opening.in_tab_order and opening.node.role != "combobox"
    )


def _opens_by_key(opening: Opening) -> Verdict | None:
    if opening.by != "click":
        return None
    return Verdict("click" if opening.controlled or opening.dialog else "shown")


OPENS_BY_KEY = Check(
    rule=Rule(
        id="opens-by-key",
        title="What a click opens, a key opens",
        criteria=criteria("2.1.1", "2.1.3"),
        layer=Layer.DRIVEN,
        impact=Impact.CRITICAL,
        techniques=("F54", "SCR35", "G202"),
        why="Who works with the keyboard never gets to what is in there.",
        fix="React to click on a button, which keys fire as well, not to the press of a mouse.",
    ),
    probe=OPENINGS,
    applicability=_in_tab_order,
    expectation=_opens_by_key,
    messages={
        "click": failed("A click opens something here; Enter, Space and the arrow key do not."),
        "shown": asked(
            "A click makes something appear here; Enter, Space and the arrow key do not. Is it "
            "something to use?"
        ),
    },
    examples=(
        fails(
            "A button that hears the mouse only (F54)",
            "<button aria-haspopup='true' aria-controls='more' onmousedown='more.hidden = false'>"
            "More</button><div id='more' hidden>More of it</div>",
        ),
        asks(
            "Something that is shown when a mouse is pressed",
            "<button aria-haspopup='true' onmousedown='more.hidden = false'>More</button>"
            "<div id='more' hidden>More of it</div>",
        ),
        passes("A button", _TOGGLE.format(script=_SHOW)),
        ignores("Nothing to open", "<p>Text</p>"),
    ),
)


def _modals(openings: Openings) -> Iterable[Opening]:
    return (opening for opening in openings.found if opening.dialog and opening.dialog.modal)


def _gets_focus(opening: Opening) -> Verdict | None:
    dialog = opening.dialog
    if dialog is None or dialog.native:
        return None
    if dialog.focus == "inside":
        return Verdict("escapes") if "outside" in dialog.tabbed else None
    first = dialog.tabbed[0] if dialog.tabbed else ""
    return Verdict("behind") if first == "outside" else Verdict("late")


def _dialog(role: str, script: str, end: str = "") -> str:
    return (
        f"<button aria-haspopup='dialog' id='open' onclick=\"{script}\">Open</button>"
        "<a href='#behind'>Behind</a>"
        f"<div id='box' {role} aria-label='Question' hidden style='position: fixed; inset: 100px; "
        "background: #fff; border: 1px solid'><button id='yes'>Yes</button></div>"
        f"<a href='#after'>After</a>{end}"
    )


_HOLDING = (
    "<script>box.addEventListener('keydown', (event) => { if (event.key === 'Tab') "
    "event.preventDefault(); if (event.key === 'Escape') { box.hidden = true; open.focus() } })"
    "</script>"
).replace("open.focus()", "document.getElementById('open').focus()")

DIALOG_FOCUS = Check(
    rule=Rule(
        id="dialog-focus",
        title="A modal dialog receives the focus and holds it",
        criteria=criteria("2.4.3"),
        layer=Layer.DRIVEN,
        impact=Impact.SERIOUS,
        techniques=("F85", "G59", "H102", "SCR26"),
        why="The dialog tells screen readers that the rest of the page is not there, but the focus "
        "walks about in that rest: nobody who cannot see it knows where they are.",
        fix="Use a dialog element with showModal(), or move the focus into the dialog when it "
        "opens and let Tab go round in it.",
    ),
    probe=OPENINGS,
    applicability=_modals,
    expectation=_gets_focus,
    messages={
        "behind": failed(
            "This opens a modal dialog, but the focus stays outside it, and Tab goes on behind it."
        ),
        "escapes": failed(
            "This opens a modal dialog; Tab leads out of it to what lies behind, while it is open."
        ),
        "late": asked(
            "This opens a modal dialog, but the focus does not move into it by itself. Do people "
            "notice it, and find their way in?"
        ),
    },
    examples=(
        fails(
            "A dialog that the focus does not reach (F85)",
            _dialog("role='dialog' aria-modal='true'", "box.hidden = false"),
        ),
        fails(
            "A dialog that the focus leaves",
            _dialog("role='dialog' aria-modal='true'", "box.hidden = false; yes.focus()"),
        ),
        asks(
            "A dialog that waits for Tab",
            "<button aria-haspopup='dialog' onclick='box.hidden = false'>Open</button>"
            "<div id='box' role='dialog' aria-modal='true' aria-label='Question' hidden>"
            "<button>Yes</button></div>",
        ),
        passes(
            "A dialog that holds the focus (APG dialog)",
            _dialog("role='dialog' aria-modal='true'", "box.hidden = false; yes.focus()", _HOLDING),
        ),
        passes(
            "A dialog the browser shows (H102)",
            "<button aria-haspopup='dialog' onclick='box.showModal()'>Open</button>"
            "<dialog id='box' aria-label='Question'><button>Yes</button></dialog>",
        ),
        ignores("A button that opens nothing", "<button>Go</button>"),
    ),
)


def _closed(openings: Openings) -> Iterable[Opening]:
    return (opening for opening in openings.found if opening.dialog)


def _goes_back(opening: Opening) -> Verdict | None:
    dialog: Dialog | None = opening.dialog
    if dialog is None or dialog.native:
        return None
    if not dialog.closed:
        return Verdict("stays") if dialog.modal else None
    return Verdict("lost") if dialog.after == "nowhere" else None


DIALOG_CLOSED = Check(
    rule=Rule(
        id="dialog-closed",
        title="Escape closes a dialog, and the focus goes back to where it came from",
        criteria=criteria("2.4.3"),
        layer=Layer.DRIVEN,
        impact=Impact.MODERATE,
        techniques=("G59", "H102", "SCR26"),
        why="Who works with the keyboard looks for the way out, or begins again at the top of the "
        "page.",
        fix="Close the dialog on Escape, and focus what opened it.",
    ),
    probe=OPENINGS,
    applicability=_closed,
    expectation=_goes_back,
    messages={
        "lost": asked(
            "When Escape has closed the dialog that this opens, nothing has the focus. Does it "
            "come back in a way that makes sense?"
        ),
        "stays": asked(
            "Escape does not close the modal dialog that this opens. Is there another way out that "
            "is easy to find?"
        ),
    },
    examples=(
        asks(
            "A dialog that forgets who opened it",
            _dialog(
                "role='dialog' aria-modal='true'",
                "box.hidden = false; yes.focus()",
                _HOLDING.replace("document.getElementById('open').focus()", "yes.blur()"),
            ),
        ),
        asks(
            "A dialog that does not hear Escape",
            _dialog("role='dialog' aria-modal='true'", "box.hidden = false; yes.focus()"),
        ),
        passes(
            "A dialog that gives the focus back (APG dialog)",
            _dialog("role='dialog' aria-modal='true'", "box.hidden = false; yes.focus()", _HOLDING),
        ),
    ),
)

CHECKS = (EXPANDED_STATE, OPENS_BY_KEY, DIALOG_FOCUS, DIALOG_CLOSED)
