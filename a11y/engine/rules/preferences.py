"""The page stays usable with the colours that visitors have their system choose."""

from collections.abc import Iterable
from dataclasses import dataclass

from a11y.engine.browser.probes.preferences import FORCED, Forced
from a11y.engine.check import Check, Verdict, asked, asks, ignores, passes
from a11y.engine.model import Impact, Layer, Rule
from a11y.engine.page.tree import Node

_CONTROLS = ("button", "link", "checkbox", "switch", "radio", "menuitem", "tab", "option")


@dataclass(frozen=True, slots=True)
class _Control:
    """A control, and whether there is nothing in it but a picture that is gone."""

    node: Node
    empty: bool


def _controls(seen: Forced) -> Iterable[_Control]:
    gone = set(seen.gone)
    for node in seen.page.with_role(*_CONTROLS) if gone else ():
        if node.is_visible and (node in gone or any(below in gone for below in node.descendants)):
            pictures = any(below.tag in ("img", "svg") for below in node.descendants)
            yield _Control(node, not node.visible_text and not pictures)


def _judge(control: _Control) -> Verdict | None:
    return Verdict("gone") if control.empty else None


FORCED_COLOURS = Check(
    rule=Rule(
        id="control-gone-in-forced-colours",
        title="Controls are to be seen in the system's colours",
        impact=Impact.SERIOUS,
        layer=Layer.DRIVEN,
        why="People with low vision have their system replace all colours by a few that they see "
        "well. A symbol cut out of a colour becomes one with the background.",
        fix="Give the symbol a system colour under @media (forced-colors: active): "
        "background-color: ButtonText. Or draw it as an SVG with currentColor.",
    ),
    probe=FORCED,
    applicability=_controls,
    expectation=_judge,
    messages={
        "gone": asked(
            "In the system's own colours (“high contrast”) the only symbol in this control is not "
            "to be seen. Is there another sign of it?"
        )
    },
    examples=(
        asks(
            "A symbol cut out of a colour",
            "<style>i { display: block; width: 24px; height: 24px; background: navy; "
            "mask: linear-gradient(black, black) }</style>"
            '<button aria-label="Search" style="border: 0"><i></i></button>',
        ),
        passes(
            "One that takes a system colour",
            "<style>i, b { display: block; width: 24px; height: 24px; background: navy; "
            "mask: linear-gradient(black, black) } b { width: 0; height: 0 } @media (forced-colors"
            ": active) { i { forced-color-adjust: none; background: ButtonText } }</style>"
            '<button aria-label="Search"><i></i></button><button><b></b>Find</button>',
        ),
        ignores("A symbol drawn as an image", '<button><img src="data:," alt="Search"></button>'),
    ),
)

CHECKS = (FORCED_COLOURS,)
