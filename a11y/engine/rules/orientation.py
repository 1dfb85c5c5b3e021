"""A page can be used however the device is held."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from a11y.engine.browser.probes.reflow import LANDSCAPE, PORTRAIT, REFLOW, Reflow
from a11y.engine.check import Check, Verdict, asked, asks, failed, fails, ignores, passes
from a11y.engine.model import Impact, Layer, Rule
from a11y.engine.page.tree import Node
from a11y.engine.wcag import criteria

_TURN_IT = re.compile(
    r"(rotate|turn|tilt|flip) .{0,20}(device|phone|screen|tablet)"
    r"|(dreh|kipp).{0,20}(gerät|handy|smartphone|tablet|bildschirm)"
    r"|(gerät|handy|smartphone|tablet|bildschirm).{0,20}(dreh|kipp)"
    r"|(tourne|pivote|incline).{0,20}(appareil|téléphone|écran|tablette)"
    r"|(gira|gire|rota|rote|vire).{0,20}(dispositivo|teléfono|móvil|pantalla|celular|tela|ecrã)"
    r"|(ruota|gira).{0,20}(dispositivo|telefono|schermo)"
    r"|(draai|kantel).{0,20}(apparaat|toestel|telefoon|scherm)"
    r"|(obró|přetoč|otoč).{0,20}(urządzenie|telefon|ekran|zařízení)"
    r"|(roter|vänd|vend|drei|vrid).{0,20}(enhet|enhed|telefon|skjerm|skærm|skärm)",
    re.IGNORECASE,
)
_SLACK = 10  # degrees


@dataclass(frozen=True, slots=True)
class _Held:
    """An element as it is turned in a window held upright and across; or a text that asks to."""

    node: Node
    degrees: int = 0
    words: str = ""


def _held(seen: Reflow) -> Iterable[_Held]:
    if not seen.turns:
        return
    upright, across = seen.turns[PORTRAIT], seen.turns[LANDSCAPE]
    for node, angle in upright.angles.items():
        if node in across.angles and node.is_visible:
            yield _Held(node, degrees=(angle - across.angles[node]) % 360)
    for node, words in (*upright.appeared, *across.appeared):
        if _TURN_IT.search(words):
            yield _Held(node, words=words)


def _judge_held(item: _Held) -> Verdict | None:
    if item.words:
        return Verdict("told", {"words": item.words})
    if abs(item.degrees % 180 - 90) > _SLACK:
        return None
    return Verdict("turned", {"degrees": min(item.degrees, 360 - item.degrees)})


ORIENTATION = Check(
    rule=Rule(
        id="orientation-lock",
        title="The page can be used however the device is held",
        criteria=criteria("1.3.4"),
        impact=Impact.SERIOUS,
        layer=Layer.DRIVEN,
        act=("b33eff",),
        techniques=("F97", "F100", "G214"),
        replaces=("css-orientation-lock",),
        why="A device that is fixed to a wheelchair or a bed cannot be turned.",
        fix="Lay the page out for both ways of holding it, rather than turning it back.",
    ),
    probe=REFLOW,
    applicability=_held,
    expectation=_judge_held,
    messages={
        "turned": failed(
            "When the device is turned, this is turned by {degrees}° against it: it can be read "
            "only in one of the two ways of holding it."
        ),
        "told": asked("“{words}”: is there a way to go on without?"),
    },
    examples=(
        fails(
            "A page turned by its style sheet (F97)",
            "<style>@media (orientation: portrait) { html { rotate: 90deg } }</style><p>Words",
        ),
        asks(
            "A message that asks for it (F100)",
            "<style>#turn { display: none }"
            "@media (orientation: portrait) { #turn { display: block } }</style>"
            '<p id="turn">Please turn your device to go on</p>',
        ),
        passes(
            "A page that is only laid out anew (ACT b33eff)",
            "<style>@media (orientation: portrait) { h1 { font-size: 3em } }</style>",
        ),
        ignores("A page that does not care", "<p>Words</p>"),
    ),
)

CHECKS = (ORIENTATION,)
