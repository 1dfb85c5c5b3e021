"""What a pointer can do, the keyboard can; the focus goes where it is sent and no further."""

from collections.abc import Iterable

from a11y.engine.browser.probes.composites import COMPOSITES, Composite, Composites
from a11y.engine.browser.probes.keyboard import WALK, Move, Stop, Trap, Walk
from a11y.engine.browser.probes.listeners import CONTROLS, Control, Controls
from a11y.engine.check import Check, Verdict, asked, asks, failed, fails, ignores, passes
from a11y.engine.model import Impact, Layer, Rule
from a11y.engine.wcag import criteria

# Traps


def _traps_or_stops(walk: Walk) -> Iterable[Trap | Stop]:
    return walk.traps or walk.stops[:1]


def _can_be_left(item: Trap | Stop) -> Verdict | None:
    if isinstance(item, Stop):
        return None
    return Verdict("group" if len(item.nodes) > 1 else "alone", {"count": len(item.nodes)})


KEYBOARD_TRAP = Check(
    rule=Rule(
        id="keyboard-trap",
        title="The focus can leave everything it can enter",
        criteria=criteria("2.1.2"),
        layer=Layer.DRIVEN,
        impact=Impact.CRITICAL,
        act=("80af7b", "a1b64e", "ebe86a"),
        techniques=("F10", "G21"),
        why="Who works with the keyboard is stuck there and can do nothing else on the page than "
        "close it.",
        fix="Let Tab and Shift+Tab move on. Where Tab has another use, say beside the element "
        "which key leaves it.",
    ),
    probe=WALK,
    applicability=_traps_or_stops,
    expectation=_can_be_left,
    messages={
        "alone": failed(
            "The focus cannot leave this: not by Tab, Shift+Tab, Escape, arrow keys, nor any key "
            "the page names."
        ),
        "group": failed(
            "The focus goes round between {count} elements: Tab, Shift+Tab, Escape, arrow keys "
            "and the keys the page names do not lead out."
        ),
    },
    examples=(
        fails(
            "A button that takes the focus back (ACT a1b64e)",
            "<a href='#a'>Before</a><button onblur='setTimeout(() => this.focus(), 10)'>Here"
            "</button><a href='#b'>After</a>",
        ),
        fails(
            "A field that keeps Tab to itself (F10)",
            "<a href='#a'>Before</a><label>Code <textarea onkeydown=\"if (event.key === 'Tab') "
            'event.preventDefault()"></textarea></label><a href="#b">After</a>',
        ),
        passes(
            "A field that names the key that leaves it (ACT ebe86a)",
            "<p>Press Ctrl+M to leave the field.</p><a href='#a'>Before</a><label>Code <textarea "
            "onkeydown=\"if (event.key === 'Tab') event.preventDefault(); if (event.ctrlKey && "
            "event.key === 'm') document.getElementById('after').focus()\"></textarea></label>"
            "<a id='after' href='#b'>After</a>",
        ),
        passes("Links and buttons (ACT 80af7b)", "<a href='#a'>One</a> <button>Two</button>"),
        ignores("Nothing that takes the focus (ACT 80af7b)", "<p>Text</p>"),
    ),
)

# Changes of context


def _moves_or_stops(walk: Walk) -> Iterable[Move | Stop]:
    return walk.moves or walk.stops[:1]


def _stays(item: Move | Stop) -> Verdict | None:
    if isinstance(item, Stop):
        return None
    return Verdict(item.attempt.kind, {"where": item.attempt.detail}, about=item.attempt.detail)


ON_FOCUS = Check(
    rule=Rule(
        id="focus-changes-context",
        title="Nothing happens just because something gets the focus",
        criteria=criteria("3.2.1"),
        layer=Layer.DRIVEN,
        impact=Impact.SERIOUS,
        techniques=("G107", "G200"),
        why="Who goes through the page with the Tab key, or listens to it, is carried off without "
        "having asked for it.",
        fix="Do it when the element is activated, not when it receives the focus.",
    ),
    probe=WALK,
    applicability=_moves_or_stops,
    expectation=_stays,
    messages={
        "navigate": failed("When this gets the focus, the page goes to {where}."),
        "submit": failed("When this gets the focus, a form is sent to {where}."),
        "window": failed("When this gets the focus, a window opens: {where}"),
    },
    examples=(
        fails(
            "A link that is followed on focus",
            "<a href='/other' onfocus='location.href = this.href'>Other</a>",
        ),
        fails(
            "A field that sends its form",
            "<form action='/sent'><label>Name <input onfocus='this.form.submit()'></label></form>",
        ),
        fails(
            "A button that opens a window",
            "<button onfocus=\"window.open('/help')\">Help</button>",
        ),
        passes("A link", "<a href='/other'>Other</a>"),
    ),
)

# Controls made of anything


def _pointer_only(controls: Controls) -> Iterable[Control]:
    return (control for control in controls.found if not control.focusable)


def _has_keys(control: Control) -> Verdict | None:
    what = {"role": control.node.role}
    if control.reached_otherwise or not control.clicked:
        return None
    if control.claims_widget or control.leads_away:
        return Verdict("pointer", what)
    return Verdict("suspect", what)


POINTER_ONLY = Check(
    rule=Rule(
        id="pointer-only",
        title="What reacts to a click can be reached with the Tab key",
        criteria=criteria("2.1.1", "2.1.3"),
        layer=Layer.DRIVEN,
        impact=Impact.CRITICAL,
        techniques=("F54", "F42", "F59", "G202", "SCR29", "H91"),
        why="Who works with the keyboard, a switch or speech input cannot do what it does.",
        fix='Make it a link or a button. Where that cannot be: give it a role, tabindex="0", and '
        "react to Enter and Space.",
    ),
    probe=CONTROLS,
    applicability=_pointer_only,
    expectation=_has_keys,
    messages={
        "pointer": failed("A click on this does something, but the Tab key does not come to it."),
        "suspect": asked(
            "A click on this does something, but the Tab key does not come to it. Can the same be "
            "done with the keyboard?"
        ),
    },
    examples=(
        fails(
            "A link made of a span (F42)",
            "<span style='cursor: pointer' onclick=\"location.href = '/other'\">Other</span>",
        ),
        fails(
            "A button that cannot be focused (F59)",
            "<div role='button' style='cursor: pointer' onclick=\"this.textContent = 'Sent'\">Send"
            "</div>",
        ),
        asks(
            "A picture that reacts to a click",
            "<p><img alt='Cats' style='cursor: pointer; width: 40px; height: 40px' "
            "onclick=\"this.alt += '!'\" src=\"data:image/svg+xml,<svg xmlns='http://www.w3.org"
            "/2000/svg'/>\"></p>",
        ),
        passes(
            "The same link stands elsewhere",
            "<div style='cursor: pointer' onclick=\"location.href = '/other'\">Other</div>"
            "<a href='/other'>Other</a>",
        ),
        ignores("A button", "<button onclick=\"this.textContent = 'Sent'\">Send</button>"),
        ignores(
            "A card with a link in it",
            "<div style='cursor: pointer' onclick=\"location.href = '/other'\">"
            "<h2><a href='/other'>Other</a></h2></div>",
        ),
        ignores(
            "An option of a list that has the focus (APG listbox)",
            "<ul role='listbox' tabindex='0' aria-label='Fruit'><li role='option' "
            "onclick=\"this.textContent += '!'\">Apple</li></ul>",
        ),
    ),
)


def _focusable(controls: Controls) -> Iterable[Control]:
    return (control for control in controls.found if control.focusable)


def _reacts_to_keys(control: Control) -> Verdict | None:
    if control.keyed or not control.clicked:
        return None
    if control.claims_widget and not control.delegated:
        return Verdict("dead", {"role": control.node.role})
    return Verdict("suspect")


KEYS_DO_NOTHING = Check(
    rule=Rule(
        id="keys-do-nothing",
        title="What has the focus and reacts to a click reacts to Enter or Space",
        criteria=criteria("2.1.1", "2.1.3"),
        layer=Layer.DRIVEN,
        impact=Impact.CRITICAL,
        techniques=("F54", "F42", "SCR35", "G202"),
        why="Who works with the keyboard gets there, presses Enter, and nothing happens.",
        fix="Make it a button or a link, which react to keys by themselves, or react to Enter and "
        "Space as to a click.",
    ),
    probe=CONTROLS,
    applicability=_focusable,
    expectation=_reacts_to_keys,
    messages={
        "dead": failed("A click on this {role} does something; Enter and Space do nothing."),
        "suspect": asked(
            "A click on this does something; Enter and Space do nothing. Can other keys do it?"
        ),
    },
    examples=(
        fails(
            "A button of a div that hears clicks only (F54)",
            "<div role='button' tabindex='0' onclick=\"this.textContent = 'Sent'\">Send</div>",
        ),
        fails(
            "A button that acts when a mouse is pressed on it",
            "<button onmousedown=\"this.textContent = 'Sent'\">Send</button>",
        ),
        asks(
            "A part of the page that has the focus and hears clicks",
            "<div tabindex='0' onclick=\"this.textContent = 'Sent'\">Send</div>",
        ),
        passes(
            "A button of a div that hears keys (APG button)",
            "<div role='button' tabindex='0' onclick=\"this.textContent = 'Sent'\" "
            "onkeydown=\"if (event.key === 'Enter' || event.key === ' ') this.click()\">"
            "Send</div>",
        ),
        ignores("A button", "<button onclick=\"this.textContent = 'Sent'\">Send</button>"),
    ),
)


def _acting(controls: Controls) -> Iterable[Control]:
    return (control for control in controls.found if control.keyed or control.clicked)


def _has_role(control: Control) -> Verdict | None:
    node = control.node
    acts = control.clicked and control.keyed and control.focusable
    return Verdict("generic") if acts and node.role in ("", "generic", "none") else None


CONTROL_ROLE = Check(
    rule=Rule(
        id="control-role",
        title="What acts like a control says which one it is",
        criteria=criteria("4.1.2"),
        layer=Layer.DRIVEN,
        impact=Impact.SERIOUS,
        techniques=("F59", "F15", "G108", "H91"),
        why="A screen reader reads its text and says nothing of what can be done with it.",
        fix="Make it a button or a link, or give it the role of what it is.",
    ),
    probe=CONTROLS,
    applicability=_acting,
    expectation=_has_role,
    messages={
        "generic": failed("This reacts to clicks and keys like a control, but has no role."),
    },
    examples=(
        fails(
            "A span that acts (F59)",
            "<span tabindex='0' onclick=\"this.textContent = 'Sent'\" onkeydown=\"if (event.key "
            "=== 'Enter') this.click()\">Send</span>",
        ),
        passes(
            "The same with a role",
            "<span role='button' tabindex='0' onclick=\"this.textContent = 'Sent'\" onkeydown=\""
            "if (event.key === 'Enter' || event.key === ' ') this.click()\">Send</span>",
        ),
    ),
)

# Widgets with parts


def _composites(seen: Composites) -> Iterable[Composite]:
    return seen.found


def _reacts(composite: Composite) -> Verdict | None:
    if composite.reacts:
        return None
    return Verdict("dead", {"role": composite.node.role, "count": len(composite.apart)})


_TABS = (
    "<div role='tablist' aria-label='Parts' id='parts'>"
    "<button role='tab' aria-selected='true' id='one'>One</button>"
    "<button role='tab' aria-selected='false' tabindex='{tabindex}' id='two'>Two</button></div>"
    "{end}"
)

PARTS_REACHED = Check(
    rule=Rule(
        id="parts-reached",
        title="Every part of a widget can be reached with keys",
        criteria=criteria("2.1.1", "2.1.3"),
        layer=Layer.DRIVEN,
        impact=Impact.CRITICAL,
        techniques=("F54", "SCR29", "G202"),
        why="Who works with the keyboard gets to the first part and to no other.",
        fix="Move the focus between the parts on arrow keys, or let Tab stop at each.",
    ),
    probe=COMPOSITES,
    applicability=_composites,
    expectation=_reacts,
    messages={
        "dead": failed(
            "Tab passes by {count} parts of this {role}, and arrow keys do nothing in it."
        ),
    },
    examples=(
        fails("Tabs that only a pointer reaches", _TABS.format(tabindex=-1, end="")),
        passes(
            "Tabs between which arrow keys move (APG tabs)",
            _TABS.format(
                tabindex=-1,
                end="<script>parts.addEventListener('keydown', (event) => { if (event.key === "
                "'ArrowRight') two.focus() })</script>",
            ),
        ),
        ignores("Tabs that Tab stops at", _TABS.format(tabindex=0, end="")),
    ),
)

CHECKS = (KEYBOARD_TRAP, ON_FOCUS, POINTER_ONLY, KEYS_DO_NOTHING, CONTROL_ROLE, PARTS_REACHED)
