"""Nothing happens by a single key, a movement, or a finger that has only come down."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from a11y.engine.browser.probes.shortcuts import DRAG, USE, Answer, Use
from a11y.engine.check import Check, Verdict, asked, asks, failed, fails, ignores, passes
from a11y.engine.model import Impact, Layer, Rule
from a11y.engine.page.tree import Node
from a11y.engine.wcag import criteria

_CONTROLS = (
    "button", "link", "checkbox", "switch", "radio", "combobox", "listbox", "menuitem",
    "menuitemcheckbox", "option", "slider", "spinbutton", "tab",
)  # fmt: skip
_ABOUT_KEYS = re.compile(
    r"shortcut|hotkey|keyboard|tastenkürzel|tastatur|raccourci|clavier|atajo|teclado|scorciatoi"
    r"|tastiera|sneltoets|toetsenbord|atalho|skrót|klawiatur|genvej|snarvei|genväg|tangentbord",
    re.IGNORECASE,
)
_ABOUT_MOTION = re.compile(
    r"motion|shak|tilt|sensor|gyro|bewegung|neig|schüttel|mouvement|inclin|movimiento|movimento"
    r"|beweging|ruch|bevægelse|bevegelse|rörelse",
    re.IGNORECASE,
)


def _controls(use: Use) -> list[Node]:
    """What does something when it is operated: a way to turn things off may be behind it."""
    return use.heard.operable(use.page.with_role(*_CONTROLS))


# Single keys


@dataclass(frozen=True, slots=True)
class _Keys:
    """The answers to single keys, and the controls of the page."""

    node: Node
    answers: tuple[Answer, ...]
    controls: tuple[Node, ...]


def _keys(use: Use) -> Iterable[_Keys]:
    if use.keys:
        yield _Keys(use.keys[0].node, use.keys, tuple(_controls(use)))


def _judge_keys(item: _Keys) -> Verdict | None:
    if any(_ABOUT_KEYS.search(control.name) for control in item.controls):
        return None
    keys = ", ".join(f"“{answer.key}”" for answer in item.answers if answer.key)
    name = "maybe" if item.controls else "always"
    return Verdict(name, {"keys": keys or "A single character"}, about=keys)


KEYS = Check(
    rule=Rule(
        id="single-key-shortcut",
        title="Shortcuts of a single character can be turned off or changed",
        criteria=criteria("2.1.4"),
        impact=Impact.SERIOUS,
        layer=Layer.DRIVEN,
        act=("ffbc54",),
        techniques=("F99", "G217"),
        why="Who speaks to the computer says words, and each letter of a word that is not "
        "understood as a command triggers something. Trembling hands hit keys they do not mean.",
        fix="Offer a switch that turns the shortcuts off, or let people add Ctrl or Alt to them.",
    ),
    probe=USE,
    applicability=_keys,
    expectation=_judge_keys,
    messages={
        "always": failed(
            "{keys} alone does something wherever the focus is, and nothing on the page could "
            "turn that off."
        ),
        "maybe": asked(
            "{keys} alone does something wherever the focus is. Can that be turned off, or "
            "changed to a combination with Ctrl or Alt?"
        ),
    },
    examples=(
        fails(
            "A key that adds an item, without a way to turn it off (F99)",
            '<ul id="list"></ul><script>addEventListener("keydown", (event) => { if (event.key '
            '=== "+") document.getElementById("list").append(Object.assign('
            'document.createElement("li"), {textContent: "New"})) })</script>',
        ),
        asks(
            "A key that goes to the search",
            '<a href="#settings">Settings</a><input id="q" aria-label="Search"><script>'
            'document.addEventListener("keydown", (event) => { if (event.key === "/") '
            'document.getElementById("q").focus() })</script>',
        ),
        passes(
            "A switch that turns it off (G217)",
            '<label><input type="checkbox" id="on" checked onclick="">Keyboard shortcuts</label>'
            '<input id="q" aria-label="Search"><script>document.addEventListener("keydown", '
            '(event) => { if (event.key === "/" && document.getElementById("on").checked) '
            'document.getElementById("q").focus() })</script>',
        ),
        ignores(
            "A key together with Ctrl",
            '<input id="q" aria-label="Search"><script>document.addEventListener("keydown", '
            '(event) => { if (event.key === "k" && event.ctrlKey) '
            'document.getElementById("q").focus() })</script>',
        ),
        ignores(
            "A key that works only on a control that has the focus (ACT ffbc54)",
            '<input id="q" aria-label="Search"><script>document.addEventListener("keydown", '
            '(event) => { if (event.target.id === "q" && event.key === "/") event.target.value '
            '= "" })</script>',
        ),
    ),
)

# Movements


@dataclass(frozen=True, slots=True)
class _Motion:
    node: Node
    controls: tuple[Node, ...]


def _motion(use: Use) -> Iterable[_Motion]:
    if use.motion:
        yield _Motion(use.motion.node, tuple(_controls(use)))


def _judge_motion(item: _Motion) -> Verdict | None:
    return Verdict("maybe" if item.controls else "always")


MOTION = Check(
    rule=Rule(
        id="device-motion",
        title="What a movement of the device does can be had, and prevented, by controls",
        criteria=criteria("2.5.4"),
        impact=Impact.SERIOUS,
        layer=Layer.DRIVEN,
        act=("7677a9", "c249d5"),
        techniques=("F106", "G213"),
        why="A device that is fixed to a wheelchair cannot be shaken. Hands that tremble shake it "
        "without meaning to.",
        fix="Offer a control for the same, and a setting that turns the reaction off.",
    ),
    probe=USE,
    applicability=_motion,
    expectation=_judge_motion,
    messages={
        "always": failed(
            "This changes when the device is moved, and there is no control that does the same or "
            "that turns it off."
        ),
        "maybe": asked(
            "This changes when the device is moved. Is there a control that does the same, and one "
            "that turns it off?"
        ),
    },
    examples=(
        fails(
            "A value that is tilted up and down (F106)",
            '<p id="value">0</p><script>addEventListener("deviceorientation", (event) => { '
            'document.getElementById("value").textContent = event.gamma })</script>',
        ),
        asks(
            "The same with buttons (G213)",
            '<button onclick="">More</button><p id="value">0</p><script>'
            'addEventListener("deviceorientation", (event) => { '
            'document.getElementById("value").textContent = event.gamma })</script>',
        ),
        ignores(
            "A movement that is only counted (ACT 7677a9)",
            '<script>let n = 0; addEventListener("devicemotion", () => { n++ })</script>',
        ),
    ),
)

# Pressing


_FOLLOWS_POINTER = frozenset(("slider", "scrollbar", "separator", "application", "img"))


def _down(use: Use) -> Iterable[Answer]:
    """What acted, but for what has to follow the pointer while it is pressed."""
    return [answer for answer in use.down if not _follows_pointer(answer.node)]


def _follows_pointer(node: Node) -> bool:
    around = node.closest(lambda above: above.role in _FOLLOWS_POINTER or above.tag == "canvas")
    return around is not None


def _judge_down(answer: Answer) -> Verdict | None:
    return Verdict("away" if answer.what == "away" else "acted")


DOWN = Check(
    rule=Rule(
        id="acts-on-press",
        title="Controls act when they are let go, not when they are pressed",
        criteria=criteria("2.5.2"),
        impact=Impact.MODERATE,
        layer=Layer.DRIVEN,
        techniques=("F101", "G210", "G212"),
        why="Who hits the wrong control can move off it before letting go. One that acts at once "
        "leaves no way back to people whose hands are unsteady.",
        fix="Act on click instead of mousedown, pointerdown or touchstart.",
    ),
    probe=USE,
    applicability=_down,
    expectation=_judge_down,
    messages={
        "away": failed("This leads to another page as soon as it is pressed."),
        "acted": asked(
            "This acts as soon as it is pressed, and letting go elsewhere does not take it back. "
            "Can what it does be undone, or must it happen at once?"
        ),
    },
    examples=(
        fails(
            "A link of its own making (F101)",
            '<span role="link" tabindex="0" onmousedown="location.href = \'/elsewhere\'">Go</span>',
        ),
        asks(
            "A button that opens at once (F101)",
            "<button onpointerdown=\"document.getElementById('more').hidden = false\">More</button>"
            '<p id="more" hidden>Details</p>',
        ),
        ignores(
            "A button that acts on click (G212)",
            '<button onmousedown="this.dataset.down = 1" onclick="this.hidden = true">Go</button>',
        ),
    ),
)

# Dragging


def _draggable(use: Use) -> Iterable[Node]:
    """The first of what can be dragged: the others of its kind are moved the same way."""
    found = (
        node
        for node in use.page.nodes
        if node.get("draggable").lower() == "true" or use.heard.by_node.get(node, set()) & DRAG
    )
    return [node for node in found if node.is_visible][:1]


def _judge_draggable(node: Node) -> Verdict | None:
    return Verdict("dragged")


DRAGGING = Check(
    rule=Rule(
        id="dragging-alternative",
        title="What can be dragged can be moved in another way",
        criteria=criteria("2.5.7"),
        impact=Impact.MODERATE,
        layer=Layer.DRIVEN,
        techniques=("F108", "G219"),
        why="Holding and moving at the same time is more than many hands can do, and head pointers "
        "and eye trackers cannot do it at all.",
        fix="Add buttons that move the thing, or a menu that says where to.",
    ),
    probe=USE,
    applicability=_draggable,
    expectation=_judge_draggable,
    messages={"dragged": asked("This can be dragged. Can the same be done by clicking alone?")},
    examples=(
        asks("A list to be put in order (F108)", '<ul><li draggable="true">Milk<li>Bread</ul>'),
        ignores("A list as it is", "<ul><li>Milk<li>Bread</ul>"),
    ),
)

CHECKS = (KEYS, MOTION, DOWN, DRAGGING)
