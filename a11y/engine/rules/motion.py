"""Nothing moves, blinks or changes by itself without a way to stop it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from a11y.engine.browser.probes.motion import MOTION, Animation, Motion
from a11y.engine.check import Check, Verdict, asked, asks, failed, fails, ignores, passes
from a11y.engine.model import Audience, Impact, Layer, Rule
from a11y.engine.page.tree import Node
from a11y.engine.probes import SOURCE
from a11y.engine.source import Source, Spot
from a11y.engine.wcag import criteria

_CONTROLS = ("button", "link", "checkbox", "switch", "radio", "combobox", "listbox", "slider",
             "spinbutton", "menuitem", "menuitemcheckbox", "tab", "textbox")  # fmt: skip
_STOPS = re.compile(
    r"\b(stop|pause|halt|hide|freeze|play|mute|control|turn off|disable|frequency|speed)"
    r"|anhalten|stopp|pausier|ausblenden|abschalten|ausschalten|arrêt|arrêter|suspendre|masquer"
    r"|couper|detener|pausa|parar|ocultar|silenci|ferma|nascondi|interrompi|pauze|verberg"
    r"|zatrzymaj|ukryj|wstrzymaj|skjul|dölj|pysäytä|zastav|скрыть|остановить|пауза|停止|暂停|一時停止",
    re.IGNORECASE,
)
_ESSENTIAL_ROLES = frozenset(("progressbar", "timer", "status", "alert", "log", "meter"))
_SMALL = 64  # pixels: a spinner, a pulse


def mechanism(seen: Motion) -> str:
    """Whether the page has a way to stop things: "named", "none", or "maybe" where it has
    controls that do something."""
    controls = [node for node in seen.page.with_role(*_CONTROLS) if node.is_visible]
    if any(_STOPS.search(control.name) for control in controls):
        return "named"
    if seen.heard is None:
        return "maybe"
    doing = [node for node in seen.heard.operable(controls) if not _leads_elsewhere(node, seen)]
    return "maybe" if doing else "none"


def _leads_elsewhere(node: Node, seen: Motion) -> bool:
    """Whether it is a link to another page and nothing else."""
    href = node.get("href").strip().lower()
    if not href or href.startswith(("#", "javascript:")) or seen.heard is None:
        return False
    return not seen.heard.around(node) & {"click", "mousedown", "pointerdown"}


def _may_be_essential(node: Node) -> bool:
    around = (node, *node.ancestors)
    return node.tag in ("time", "progress") or any(
        above.role in _ESSENTIAL_ROLES or above.get("aria-busy") == "true" for above in around
    )


def _is_all_there_is(node: Node) -> bool:
    """Whether the page says nothing beside it (2.2.2 is about what moves beside other things)."""
    body = node.page.body
    return body is None or len(body.visible_text) <= len(node.visible_text)


@dataclass(frozen=True, slots=True)
class _Moving:
    """Something that moves, with what the page has to stop it. ``sure``: it counts for certain."""

    node: Node
    mechanism: str
    sure: bool


def _judge(item: _Moving) -> Verdict | None:
    if item.mechanism == "named":
        return None
    return Verdict("never" if item.sure and item.mechanism == "none" else "maybe")


# What moves

_MOST = 3


def _moving(seen: Motion) -> Iterable[_Moving]:
    """The outermost of what moves: a mark that turns within another one counts with it."""
    found: dict[Node, bool] = {}
    for animation in seen.animations:
        shows = bool(animation.node.visible_text) or animation.node.tag in ("img", "video")
        large = min(animation.width, animation.height) >= _SMALL
        found.setdefault(animation.node, animation.moves and shows and large)
    for node in seen.page.by_tag.get("marquee", []):
        if node.get("scrollamount").strip() != "0":
            found[node] = node.is_visible and not node.get("loop").strip().isdigit()
    found |= dict.fromkeys(seen.pictures, True)
    found |= {change.node: False for change in seen.changes if change.what == "style"}
    outer = [node for node in found if not any(above in found for above in node.ancestors)]
    shown = [node for node in outer if node.is_visible and not _is_all_there_is(node)]
    way = mechanism(seen) if shown else ""
    return [_Moving(node, way, found[node] and not _may_be_essential(node)) for node in shown][
        :_MOST
    ]


MOVING = Check(
    rule=Rule(
        id="moves-without-stop",
        title="What moves or blinks for more than five seconds can be stopped",
        criteria=criteria("2.2.2"),
        impact=Impact.SERIOUS,
        layer=Layer.DRIVEN,
        techniques=("F4", "F7", "F16", "F50", "F112", "G4", "G152", "SCR22"),
        why="Some people cannot read on while something moves beside the text, and some lose their "
        "balance by it.",
        fix="Let it end within five seconds, or offer a button that stops it.",
    ),
    probe=MOTION,
    applicability=_moving,
    expectation=_judge,
    messages={
        "never": failed("This moves for more than five seconds, and nothing on the page stops it."),
        "maybe": asked("This moves for more than five seconds. Is there a way to stop it?"),
    },
    examples=(
        fails(
            "A running headline (F16)",
            "<p>What happened today</p><marquee>Prices are rising</marquee>",
        ),
        fails(
            "A box that swings for ever (F16)",
            "<style>@keyframes swing { to { transform: translateX(200px) } }"
            ".s { width: 200px; height: 100px; animation: swing 1s infinite alternate }</style>"
            '<p>What happened today</p><div class="s">Offer</div>',
        ),
        asks(
            "A small mark that pulses",
            "<style>@keyframes pulse { to { opacity: 0.2 } }"
            "i { display: block; width: 20px; height: 20px; background: red; "
            "animation: pulse 1s infinite alternate }</style><p>Words</p><i></i>",
        ),
        passes(
            "A button that stops it (G4)",
            "<p>Words</p><button onclick=\"document.querySelector('marquee').stop()\">"
            "Stop the headline</button><marquee>Prices are rising</marquee>",
        ),
        ignores(
            "A movement that ends (G152)",
            "<style>@keyframes slide { from { margin-left: 300px } } p { animation: slide 1s }"
            "</style><p>Words</p>",
        ),
    ),
)

# What changes


def _is_beside_the_point(node: Node) -> bool:
    """Whether it is only being loaded, or is all that the page says."""
    return node.get("aria-busy") == "true" or _is_all_there_is(node)


def _changing(seen: Motion) -> Iterable[_Moving]:
    texts = {
        change.node: change.what == "text" for change in seen.changes if change.what != "style"
    }
    shown = [node for node in texts if node.is_visible and not _is_beside_the_point(node)]
    way = mechanism(seen) if shown else ""
    return [
        _Moving(node, way, texts[node] and not _may_be_essential(node)) for node in shown[:_MOST]
    ]


CHANGING = Check(
    rule=Rule(
        id="text-changes-by-itself",
        title="Text that changes by itself can be paused, stopped or hidden",
        criteria=criteria("2.2.2"),
        impact=Impact.SERIOUS,
        layer=Layer.DRIVEN,
        act=("efbfc7",),
        techniques=("G4", "G186", "SCR33"),
        why="Text that is replaced while it is being read is lost to slow readers, and draws the "
        "eyes of everyone from what they read.",
        fix="Offer a button that pauses the changes, or make them only when asked to.",
    ),
    probe=MOTION,
    applicability=_changing,
    expectation=_judge,
    messages={
        "never": failed("This text changes by itself, and nothing on the page stops that."),
        "maybe": asked("This text changes by itself. Is there a way to stop or hide it?"),
    },
    examples=(
        fails(
            "A number that is drawn again every second (ACT efbfc7)",
            '<p>Words</p><p>Number: <span id="n">1</span></p><script>let n = 1; setInterval(() => '
            '{ document.getElementById("n").textContent = ++n }, 400)</script>',
        ),
        asks(
            "A clock",
            '<p>Words</p><time id="n">1</time><script>let n = 1; setInterval(() => '
            '{ document.getElementById("n").textContent = ++n }, 400)</script>',
        ),
        passes(
            "With a button (ACT efbfc7)",
            '<p>Words</p><span id="n">1</span><button onclick="clearInterval(timer)">Stop</button>'
            "<script>let n = 1; const timer = setInterval(() => "
            '{ document.getElementById("n").textContent = ++n }, 400)</script>',
        ),
        ignores(
            "A colour that changes (ACT efbfc7)",
            '<p>Words</p><span id="n">1</span><script>let n = 1; setInterval(() => '
            '{ document.getElementById("n").style.color = n++ % 2 ? "red" : "tan" }, 900)</script>',
        ),
    ),
)

# What flashes

_PER_SECOND = 3
_AREA = 21_824  # a quarter of 341 by 256 pixels: G176


def _flashing(seen: Motion) -> Iterable[Animation]:
    return [animation for animation in seen.animations if animation.blinks]


def _judge_flashes(animation: Animation) -> Verdict | None:
    if animation.flashes <= _PER_SECOND or animation.width * animation.height < _AREA:
        return None
    return Verdict("fast", {"times": round(animation.flashes)})


FLASHING = Check(
    rule=Rule(
        id="flashes",
        title="Nothing flashes more than three times a second",
        criteria=criteria("2.3.1"),
        impact=Impact.CRITICAL,
        layer=Layer.DRIVEN,
        techniques=("G19", "G176", "G15"),
        why="Flashes can cause seizures.",
        fix="Let it flash less often, or not at all.",
    ),
    probe=MOTION,
    applicability=_flashing,
    expectation=_judge_flashes,
    messages={
        "fast": asked(
            "This goes on and off {times} times a second. Is it a flash between light and dark, or "
            "of red?"
        )
    },
    examples=(
        asks(
            "A large box that goes on and off",
            "<style>@keyframes flash { 50% { opacity: 0 } } .f { width: 300px; height: 300px; "
            "background: red; animation: flash 0.2s steps(1) infinite }</style>"
            '<div class="f"></div>',
        ),
        passes(
            "One that does so slowly",
            "<style>@keyframes flash { 50% { opacity: 0 } } .f { width: 300px; height: 300px; "
            'background: red; animation: flash 2s infinite }</style><div class="f"></div>',
        ),
    ),
)

# What goes on for those who asked for calm


def _judge_stay(animation: Animation) -> Verdict | None:
    return Verdict("stays") if animation.stays else None


def _moves(seen: Motion) -> Iterable[Animation]:
    return [animation for animation in seen.animations if animation.moves][:_MOST]


CALM = Check(
    rule=Rule(
        id="motion-preference",
        title="Movement ends for visitors who prefer less of it",
        impact=Impact.MODERATE,
        layer=Layer.DRIVEN,
        techniques=("C39",),
        why="Movement makes some people dizzy or sick. They have told their system to spare them.",
        fix="Put the animation under @media (prefers-reduced-motion: no-preference).",
    ),
    probe=MOTION,
    applicability=_moves,
    expectation=_judge_stay,
    messages={
        "stays": asked(
            "This moves also for visitors who have asked for less motion. Is the movement needed "
            "to understand it?"
        )
    },
    examples=(
        asks(
            "A box that swings for everyone",
            "<style>@keyframes swing { to { transform: translateX(200px) } }"
            "p { animation: swing 1s infinite alternate }</style><p>Offer</p>",
        ),
        passes(
            "One that swings for those who like it (C39)",
            "<style>@keyframes swing { to { transform: translateX(200px) } } @media "
            "(prefers-reduced-motion: no-preference) { p { animation: swing 1s infinite } }"
            "</style><p>Offer</p>",
        ),
    ),
)

# Time limits

_LEAVES = re.compile(
    r"setTimeout\s*\(.{0,300}?\blocation\s*(?:\.href\s*)?(?:=[^=]|\.(?:reload|replace|assign)\s*\()"
    r"|setTimeout\s*\([^)]{0,80}\.submit\s*\(",
    re.DOTALL,
)


_SCRIPT = re.compile(r"<script\b[^>]*>(.+?)</script", re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Script:
    text: str
    line: int

    @property
    def node(self) -> Spot:
        found = _LEAVES.search(self.text)
        return Spot(line=self.line, excerpt=found[0] if found else "")


def _scripts(source: Source) -> Iterable[_Script]:
    for found in _SCRIPT.finditer(source.html):
        yield _Script(found[1], source.html.count("\n", 0, found.start()) + 1)


def _judge_script(script: _Script) -> Verdict | None:
    return Verdict("leaves") if _LEAVES.search(script.text) else None


TIME_LIMIT = Check(
    rule=Rule(
        id="leaves-by-itself",
        title="The page does not go elsewhere by itself while it is being read",
        criteria=criteria("2.2.1"),
        impact=Impact.SERIOUS,
        audience=Audience.DEVELOPER,
        layer=Layer.SOURCE,
        techniques=("F41", "F58", "G133", "G180", "G198", "SCR16"),
        why="Who reads or types slowly is thrown out in the middle of it.",
        fix="Let people turn the time limit off, or prolong it; or go on only when they say so.",
    ),
    probe=SOURCE,
    applicability=_scripts,
    expectation=_judge_script,
    messages={
        "leaves": asked(
            "A script sends the visitor to another page after a while. Can the time be prolonged?"
        )
    },
    examples=(
        asks(
            "A session that ends (F58)",
            '<script>if (false) setTimeout(() => { location.href = "/bye" }, 600000)</script>',
        ),
        passes("A script that does not", "<script>setTimeout(() => {}, 10)</script>"),
    ),
)

CHECKS = (MOVING, CHANGING, FLASHING, CALM, TIME_LIMIT)
