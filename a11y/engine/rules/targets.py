"""What is to be hit with a pointer is large enough, or stands apart from other targets.

A target smaller than 24 by 24 pixels has room enough where a circle 24 pixels wide around it
touches neither another target nor the circle of another small one (the spacing exception of
https://www.w3.org/WAI/WCAG22/Understanding/target-size-minimum.html).
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from math import hypot

from a11y.engine.check import Check, Probe, Verdict, Visit, asked, asks, failed, fails, passes
from a11y.engine.check import ignores as leaves
from a11y.engine.model import Impact, Rule
from a11y.engine.page import names, roles
from a11y.engine.page.parts import Box, Text
from a11y.engine.page.tree import SVG, Node
from a11y.engine.wcag import criteria

MINIMUM = 24
ENHANCED = 44
_SLACK = 0.5  # what layouts in fractions of a pixel round away
_CELL = 48
_NATIVE = frozenset(("input", "button", "select", "textarea"))
# How Chromium draws native controls that no style sheet speaks of.
_BROWSERS_BOX = (13, 13)
_BROWSERS_FONT = "13.3333px"
_BROWSERS_HEIGHT = 19


@dataclass(frozen=True)
class Target:
    """Something a pointer can act on. ``layer`` is what it moves with when the page scrolls."""

    node: Node
    box: Box

    @cached_property
    def layer(self) -> Node | None:
        return self.node.closest(lambda node: node.style.get("position") in ("fixed", "sticky"))

    @property
    def center(self) -> tuple[float, float]:
        return self.box.x + self.box.width / 2, self.box.y + self.box.height / 2

    @cached_property
    def areas(self) -> tuple[Box, ...]:
        """What of it surely answers: each of its lines where it runs in text, else its box."""
        if self.node.style.get("display") != "inline":
            return (self.node.box or self.box,)
        shown = (text for text in self.node.texts if text.parent.is_visible)
        lines = [line for text in shown for line in text.lines]
        images = [
            child.box
            for child in self.node.descendants
            if child.tag in ("img", "svg") and child.box and child.is_visible
        ]
        return (*lines, *images) or (self.box,)

    def is_at_least(self, length: float) -> bool:
        return min(self.box.width, self.box.height) + _SLACK >= length


@dataclass(frozen=True, slots=True)
class Judged:
    """A target, the nearest one that it has too little distance to, and one that does the same."""

    target: Target
    near: Node | None = None
    twin: Node | None = None

    @property
    def node(self) -> Node:
        return self.target.node


class Targets:
    """The targets of a page, found by place."""

    def __init__(self, targets: list[Target]) -> None:
        self.all = targets
        self._cells: dict[tuple[int, int], list[Target]] = defaultdict(list)
        self._named: dict[tuple[str, str], list[Target]] = defaultdict(list)
        for target in targets:
            self._named[_purpose(target.node)].append(target)
            for cell in {cell for area in target.areas for cell in _covered(area)}:
                self._cells[cell].append(target)

    def crowding(self, target: Target) -> Node | None:
        """The first target that the circle around a small one touches."""
        x, y = target.center
        circle = Box(x - MINIMUM, y - MINIMUM, 2 * MINIMUM, 2 * MINIMUM)
        for cell in _covered(circle):
            for other in self._cells.get(cell, ()):
                if other is not target and _touches(target, other):
                    return other.node
        return None

    def twin(self, target: Target, length: float) -> Node | None:
        """A target of the same name or destination that is large enough."""
        alike = self._named[_purpose(target.node)]
        return next((other.node for other in alike if other.is_at_least(length)), None)


def _purpose(node: Node) -> tuple[str, str]:
    """What makes another target do the same: surely its destination, perhaps its name."""
    return ("href", node.get("href")) if _leads_somewhere(node) else (node.role, node.name)


def _leads_somewhere(node: Node) -> bool:
    href = node.get("href").strip().lower()
    return href not in ("", "#") and not href.startswith("javascript:")


def _covered(box: Box) -> Iterator[tuple[int, int]]:
    for column in range(int(box.x // _CELL), int(box.right // _CELL) + 1):
        for row in range(int(box.y // _CELL), int(box.bottom // _CELL) + 1):
            yield column, row


def _touches(target: Target, other: Target) -> bool:
    """Whether the circle around the target reaches into the other, or its circle."""
    x, y = target.center
    radius = MINIMUM / 2 - _SLACK
    if target.node.encloses(other.node) or other.node.encloses(target.node):
        return False
    if target.layer is not other.layer:
        return False
    if not other.is_at_least(MINIMUM):
        other_x, other_y = other.center
        if hypot(x - other_x, y - other_y) < 2 * radius:
            return True
    return any(
        hypot(max(area.x - x, 0, x - area.right), max(area.y - y, 0, y - area.bottom)) < radius
        for area in other.areas
    )


def _observe(visit: Visit) -> Targets:
    found = []
    for node in visit.page.nodes:
        if (node.role in roles.WIDGETS or node.tag == "summary") and _is_target(node):
            box = _whole(node)
            if box:
                found.append(Target(node, box))
    return Targets(found)


TARGETS: Probe[Targets] = Probe("targets", "What a pointer can act on, by place", _observe)


def _is_target(node: Node) -> bool:
    # A cell may take the focus only so that keys move through the grid (APG grid).
    if node.role == "gridcell" and node.style.get("cursor") != "pointer":
        return False
    return (
        node.is_focusable
        and node.is_visible
        and not node.is_disabled
        and node.style.get("pointer-events") != "none"
    )


def _whole(node: Node) -> Box | None:
    """The box around it, what sticks out of it, and labels that do the same."""
    parts = [node, *node.descendants]
    if node.tag == "input":
        parts += names.labels_of(node)
    boxes = [part.box for part in parts if part.box and part.box.area and part.is_visible]
    if not boxes:
        return None
    left, top = min(box.x for box in boxes), min(box.y for box in boxes)
    right, bottom = max(box.right for box in boxes), max(box.bottom for box in boxes)
    return Box(left, top, right - left, bottom - top)


def _is_inline(node: Node) -> bool:
    return node.style.get("display", "").startswith("inline")


class Lines:
    """The lines of text, other than targets' own, in the blocks of a page."""

    def __init__(self) -> None:
        self._of: dict[Node, list[tuple[float, float]]] = {}
        self._in_sentences: set[Node] = set()

    def constrain(self, node: Node) -> bool:
        """Whether the element stands in a sentence, or in or next to a line of such text."""
        if not _is_inline(node) or not node.box:
            return False
        block = next((above for above in node.ancestors if not _is_inline(above)), None)
        if block is None:
            return False
        if block not in self._of:
            self._read(block)
        if node in self._in_sentences:
            return True
        lines_here = self._of[block]
        # Lines are in order from the top: the last that begins above the next line's middle.
        last = bisect_left(lines_here, (node.box.bottom + node.box.height / 2, 0)) - 1
        return last >= 0 and lines_here[last][1] > node.box.y - node.box.height / 2

    def _read(self, block: Node) -> None:
        flow = list(_flow(block))
        listing = block.tag == "pre"
        worded = {text for text in flow if isinstance(text, Text) and _has_words(text, listing)}
        self._of[block] = sorted({(line.y, line.bottom) for text in worded for line in text.lines})
        if listing:
            return
        # Between breaks the author has set, what stands in which line is up to the window.
        for is_break, things in groupby(flow, key=lambda thing: thing is None):
            sentence = [] if is_break else list(things)
            if not worded.isdisjoint(sentence):
                self._in_sentences.update(thing for thing in sentence if isinstance(thing, Node))


def _flow(block: Node) -> Iterator[Node | Text | None]:
    """What follows each other in the lines of a block: widgets and texts, and None for a break."""
    for thing in block.children:
        if isinstance(thing, Text):
            yield thing
        elif thing.style.get("display") == "none":
            continue
        elif thing.tag == "br" or not _is_inline(thing):
            yield None
        elif thing.role in roles.WIDGETS:
            yield thing
        else:
            yield from _flow(thing)


def _has_words(text: Text, listing: bool) -> bool:
    """Whether it is more than a mark between targets; in a listing any sign has its line."""
    return sum(map(str.isalnum, text.data)) > 1 or (listing and bool(text.data.strip()))


def _is_the_browsers(node: Node) -> bool:
    """Whether its size is the browser's and not the author's."""
    style, box = node.style, node.box
    if node.tag == "summary" and style.get("display") == "list-item":
        return True
    if node.tag not in _NATIVE or style.get("appearance") == "none" or not box:
        return False
    kind = node.get("type").lower()
    if node.tag == "input" and kind in ("checkbox", "radio"):
        return (box.width, box.height) == _BROWSERS_BOX
    if node.tag == "input" and kind in ("range", "color", "file"):
        return True
    plain = style.get("border-top-style") in ("outset", "inset") or node.tag == "select"
    padded = min(box.width, box.height) >= _BROWSERS_HEIGHT
    return plain and padded and style.get("font-size") == _BROWSERS_FONT


def _smaller_than(targets: Targets, length: float) -> Iterator[Target]:
    lines = Lines()
    return (
        target
        for target in targets.all
        if not target.is_at_least(length)
        and not lines.constrain(target.node)
        and not _is_the_browsers(target.node)
    )


def _with_neighbours(targets: Targets) -> Iterable[Judged]:
    small = {id(target) for target in _smaller_than(targets, MINIMUM)}
    for target in targets.all:
        if id(target) in small and (near := targets.crowding(target)):
            yield Judged(target, near, targets.twin(target, MINIMUM))
        else:
            yield Judged(target)


def _has_room(item: Judged) -> Verdict | None:
    if item.near is None:
        return None
    near = item.near.name or item.near.role
    facts = {**_size(item.target), "near": near[:60]}
    return _unless_excused(item, facts)


def _unless_excused(item: Judged, facts: dict[str, object]) -> Verdict | None:
    if item.twin:
        return None if _leads_somewhere(item.node) else Verdict("twin", facts)
    return Verdict("essential" if item.node.namespace == SVG else "small", facts)


def _size(target: Target) -> dict[str, object]:
    return {"width": round(target.box.width), "height": round(target.box.height)}


_SMALL = "width: 16px; height: 16px; padding: 0; border: 0; display: inline-block"

MINIMUM_SIZE = Check(
    rule=Rule(
        id="pointer-target-size",
        title="Targets are 24 by 24 pixels large, or stand apart",
        criteria=criteria("2.5.8"),
        impact=Impact.SERIOUS,
        techniques=("C42",),
        replaces=("target-size",),
        why="People whose hands tremble, or who use a small screen, hit the neighbour instead.",
        fix="Make the target at least 24 by 24 pixels large, or leave space around it so that a "
        "circle 24 pixels wide touches no other target.",
    ),
    probe=TARGETS,
    applicability=_with_neighbours,
    expectation=_has_room,
    messages={
        "small": failed("This is {width} by {height} pixels large and too close to “{near}”."),
        "twin": asked(
            "This is {width} by {height} pixels large and too close to “{near}”. Is the larger "
            "control with the same name for the same thing?"
        ),
        "essential": asked(
            "This is {width} by {height} pixels large and too close to “{near}”. Must it be just "
            "there, as a point on a map must?"
        ),
    },
    examples=(
        fails(
            "Two small buttons side by side (C42)",
            f'<button style="{_SMALL}" aria-label="Up"></button>'
            f'<button style="{_SMALL}" aria-label="Down"></button>',
        ),
        asks(
            "A larger one does the same",
            f'<button style="{_SMALL}" aria-label="Up"></button>'
            f'<button style="{_SMALL}" aria-label="Down"></button>'
            '<p><button style="width: 40px; height: 40px">Up</button>'
            '<button style="width: 40px; height: 40px">Down</button></p>',
        ),
        passes(
            "Small, but apart",
            f'<button style="{_SMALL}; margin: 20px" aria-label="Up"></button>'
            f'<button style="{_SMALL}; margin: 20px" aria-label="Down"></button>',
        ),
        passes(
            "Links in a sentence",
            '<p>See <a href="/a">A</a>, <a href="/b">B</a> and what comes after them.</p>',
        ),
        passes(
            "Links at the end of a sentence, in whichever line it ends",
            '<p style="width: 0">Read <a href="/a">first</a> <a href="/b">then</a> '
            '<a href="/c">last</a></p>',
        ),
        fails(
            "Links in lines of their own below a word",
            '<p>Read<br><a href="/a">first</a><br><a href="/b">then</a><br><a href="/c">last</a>'
            "<br></p>",
        ),
        passes(
            "Links in the lines of a listing",
            '<pre><a href="/a">maps</a> =\n<a href="/b">base</a> =</pre>',
        ),
        leaves("Nothing to hit", "<p>Text</p>"),
        leaves(
            "Cells that take the focus only for keys to move through a grid (APG grid)",
            '<table role="grid" aria-label="Sums"><tr style="line-height: 1"><td tabindex="0">12'
            '</td><td tabindex="-1">20</td></tr></table>',
        ),
    ),
)


def _all_sizes(targets: Targets) -> Iterable[Judged]:
    small = {id(target) for target in _smaller_than(targets, ENHANCED)}
    for target in targets.all:
        twin = targets.twin(target, ENHANCED) if id(target) in small else None
        near = target.node if id(target) in small else None
        yield Judged(target, near, twin)


def _is_large(item: Judged) -> Verdict | None:
    return _unless_excused(item, _size(item.target)) if item.near else None


ENHANCED_SIZE = Check(
    rule=Rule(
        id="pointer-target-size-enhanced",
        title="Targets are 44 by 44 pixels large",
        criteria=criteria("2.5.5"),
        impact=Impact.MINOR,
        techniques=("C44",),
        why="The smaller the target, the more people miss it.",
        fix="Make the target at least 44 by 44 pixels large.",
    ),
    probe=TARGETS,
    applicability=_all_sizes,
    expectation=_is_large,
    messages={
        "small": failed("This is {width} by {height} pixels large."),
        "twin": asked(
            "This is {width} by {height} pixels large. Is the larger control with the same name "
            "for the same thing?"
        ),
        "essential": asked(
            "This is {width} by {height} pixels large. Must it be just there, as a point on a map "
            "must?"
        ),
    },
    examples=(
        fails("A button of ordinary size", '<button style="font-size: 1rem">Save</button>'),
        asks(
            "A larger one does the same",
            '<button style="font-size: 1rem">Save</button>'
            '<p><button style="width: 90px; height: 50px">Save</button></p>',
        ),
        passes("A large button (C44)", '<button style="width: 90px; height: 50px">Save</button>'),
        leaves("Nothing to hit", "<p>Text</p>"),
    ),
)

CHECKS = (MINIMUM_SIZE, ENHANCED_SIZE)
