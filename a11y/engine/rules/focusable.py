"""What takes the focus can be perceived, and what can be used takes the focus."""

from collections.abc import Iterable
from dataclasses import dataclass

from a11y.engine.browser.probes.focus import HIDDEN_FOCUS, HiddenFocus
from a11y.engine.check import Check, Verdict, asked, asks, failed, fails, ignores, passes
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
        and not node.is_inert
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

CHECKS = (HIDDEN_NOT_FOCUSED, FRAME_REACHED)
