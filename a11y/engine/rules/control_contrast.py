"""Fields and icons stand out from what is around them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from a11y.engine.browser.probes.pixels import CONTRAST
from a11y.engine.check import Check, Verdict, asked, asks, failed, fails, ignores, passes
from a11y.engine.contrast.backdrop import Range
from a11y.engine.contrast.colour import Colour, parse, told
from a11y.engine.contrast.edges import Edges, edges_of
from a11y.engine.contrast.exempt import Exemptions
from a11y.engine.contrast.inks import ink_of
from a11y.engine.contrast.texts import TYPED, Reader
from a11y.engine.model import Audience, Impact, Rule
from a11y.engine.page.parts import Box
from a11y.engine.page.tree import Node
from a11y.engine.wcag import criteria

DEMAND = 3.0
"""What criterion 1.4.11 asks for."""
NOTHING = 1.05
"""Below this there is no edge, not even a weak one."""
CLOSE = 24
"""An element this much higher than a field, on both sides, may be drawn as the field."""
LEVELS = 2
"""Of so many elements around a field are the edges read (browser/snapshot.js)."""

_PUSHED = frozenset(("submit", "reset", "button"))
_TICKED = frozenset(("checkbox", "radio"))
_SHAPES = frozenset(("path", "circle", "rect", "line", "polyline", "polygon", "ellipse"))
_UNREADABLE = frozenset(("use", "image", "foreignObject", "text", "mask", "filter"))
_OTHER_PICTURES = frozenset(("img", "picture", "canvas", "video", "object", "input"))


@dataclass(frozen=True)
class Field:
    """Something to type, choose or tick in, with its own edges and those drawn around it."""

    node: Node
    edges: tuple[Edges, ...]
    is_sure: bool
    """Whether nothing else can be drawing an edge for it."""


@dataclass(frozen=True)
class Icon:
    """All that is to be seen of a control: a drawing or a glyph, and its contrast."""

    node: Node
    range: Range


def _parts(reader: Reader) -> Iterator[Field | Icon]:
    exempt = Exemptions(reader.page)
    for node in reader.page.tagged("input", "select", "textarea"):
        if _is_drawn_field(node) and node not in exempt and (field := _field(node, reader)):
            yield field
    for node in reader.page.with_role("button", "link", "menuitem", "tab", "switch"):
        if node.is_visible and node not in exempt and (seen := _icon(node, reader)):
            yield Icon(node, seen)


# Fields


def _is_drawn_field(node: Node) -> bool:
    """Whether it is a visible field that the browser does not draw by itself."""
    type_ = node.get("type").strip().lower() if node.tag == "input" else ""
    if type_ in _TICKED:
        if node.style.get("appearance") != "none" or node.before or node.after:
            return False
    elif type_ not in TYPED or type_ in _PUSHED:
        return False
    return node.is_visible and "appearance" in node.style and not _is_borrowed(node)


def _is_borrowed(node: Node) -> bool:
    """Whether it looks as the browser's own style sheet has it, which criterion 1.4.11 exempts."""
    greys = ("rgb(118, 118, 118)", "rgb(133, 133, 133)")
    return node.style["appearance"] != "none" and node.style["border-top-color"] in greys


def _field(node: Node, reader: Reader) -> Field | None:
    """The field; None where pictures or shadows may draw its edges."""
    assert node.box  # noqa: S101 - it is visible
    inside = [node]
    found = [edges_of(inside, reader)]
    around = [above for above in node.ancestors if above.box]
    for above in around[:LEVELS]:
        if not _is_close(above, node.box):
            break
        inside.append(above)
        found.append(edges_of(inside, reader))
    known = tuple(edges for edges in found if edges)
    if len(known) < len(found):
        return None
    is_sure = not any(_is_close(above, node.box) for above in around[LEVELS : LEVELS + 2])
    return Field(node, known, is_sure)


def _is_close(above: Node, box: Box) -> bool:
    return above.box is not None and above.box.height <= box.height + 2 * CLOSE


def _field_verdict(field: Field) -> Verdict | None:
    strongest = max(field.edges, key=lambda edges: edges.highest)
    if strongest.highest >= DEMAND:
        return None
    facts = {"ratio": told(strongest.highest), "edge": strongest.edge, "around": strongest.around}
    if strongest.highest < NOTHING:
        return Verdict("none", facts)
    about = f"{strongest.edge} {strongest.around}"
    return Verdict("edge" if field.is_sure else "perhaps", facts, about=about)


# Icons


def _icon(control: Node, reader: Reader) -> Range | None:
    """The contrast of the one thing a control shows; None where that cannot be said."""
    if control.visible_text or control.style.get("background-image", "none") != "none":
        return None
    inside = (control, *control.descendants)
    if any(node.tag in _OTHER_PICTURES for node in inside):
        return None
    drawings = [node for node in inside if node.tag == "svg" and node.is_visible]
    glyphs = [found for node in inside for found in _glyphs(node, reader)]
    if len(drawings) + len(glyphs) != 1:
        return None
    seen = _drawn(drawings[0], reader) if drawings else glyphs[0]
    return seen if seen and seen.highest > NOTHING else None


def _glyphs(node: Node, reader: Reader) -> Iterator[Range]:
    """Glyphs of icon fonts, which style sheets put before or after something."""
    for pseudo in (node.before, node.after):
        if pseudo and pseudo.text.strip() and node.box and node.is_perceivable:
            ink = ink_of(pseudo.style)
            if ink and (seen := reader.against(node, ink.colours, node.box)):
                yield seen


def _drawn(svg: Node, reader: Reader) -> Range | None:
    """The contrast of a drawing in one colour."""
    colours: set[Colour] = set()
    for node in svg.descendants:
        if node.tag in _UNREADABLE:
            return None
        if node.tag in _SHAPES and node.is_perceivable:
            painted = list(_painted(node, svg))
            if None in painted:
                return None
            colours.update(colour for colour in painted if colour and colour.alpha)
    if len(colours) != 1 or not svg.box:
        return None
    return reader.against(svg, tuple(colours), svg.box)


def _painted(shape: Node, svg: Node) -> Iterable[Colour | None]:
    """The colours a shape is filled and stroked with; None for one that is not plain."""
    style = shape.style
    opacity = 1.0
    if svg.style.get("filter", "none") != "none":
        return [None]
    for node in (shape, *shape.ancestors):
        if node is svg:
            break
        opacity *= float(node.style.get("opacity") or 1)
        if node.style.get("filter", "none") != "none":
            return [None]
    found: list[Colour | None] = []
    for paint, width in (("fill", 1.0), ("stroke", shape.pixels("stroke-width"))):
        if style.get(paint, "none") == "none" or not width:
            continue
        colour = parse(style[paint])
        share = opacity * float(style.get(f"{paint}-opacity") or 1)
        found.append(colour.faded(share) if colour else None)
    return found


def _icon_verdict(icon: Icon) -> Verdict | None:
    seen = icon.range
    if seen.highest >= DEMAND:
        return None
    facts = {
        "ratio": told(seen.highest),
        "edge": str(seen.foreground),
        "around": str(seen.background),
    }
    about = f"{seen.foreground} {seen.background}"
    return Verdict("logo" if icon.node.role == "link" else "icon", facts, about=about)


def _verdict(part: Field | Icon) -> Verdict | None:
    return _field_verdict(part) if isinstance(part, Field) else _icon_verdict(part)


_INPUT = '<label>City <input style="border:1px solid {};background:#fff;padding:4px"></label>'
_ICON = (
    '<button aria-label="Close" style="background:#fff;border:0"><svg width="24" height="24">'
    '<path d="M4 4L20 20M20 4L4 20" fill="none" stroke="{}" stroke-width="2"/></svg></button>'
)

CONTROL_CONTRAST = Check(
    rule=Rule(
        id="control-contrast",
        title="The edges of fields, and icons that stand for words, contrast by 3:1",
        criteria=criteria("1.4.11"),
        impact=Impact.SERIOUS,
        audience=Audience.DEVELOPER,
        techniques=("G195", "G207", "G209"),
        why="People with low vision do not see where the field is, or what the button shows.",
        fix="Draw the edge or the icon in a colour that stands out from what is around it by 3:1.",
    ),
    probe=CONTRAST,
    applicability=_parts,
    expectation=_verdict,
    messages={
        "edge": failed(
            "Nothing shows where this field is but an edge that contrasts with what is around it "
            "by {ratio}:1 ({edge} on {around})."
        ),
        "perhaps": asked(
            "The edge of this field contrasts with what is around it by {ratio}:1 ({edge} on "
            "{around}). Does something else show where the field is?"
        ),
        "none": asked("No edge and no surface shows where this field is. Does something else?"),
        "icon": failed(
            "All this control shows is an icon that contrasts with what it lies on by {ratio}:1 "
            "({edge} on {around})."
        ),
        "logo": asked(
            "The icon that is all of this link contrasts with what it lies on by {ratio}:1 "
            "({edge} on {around}). Is it something else than a logo, which may do so?"
        ),
    },
    examples=(
        fails("A field with a pale edge on white", _INPUT.format("#ddd")),
        fails("A button with a pale icon (G207)", _ICON.format("#ccc")),
        asks("A field without an edge", _INPUT.format("#fff")),
        asks(
            "A pale icon in a link",
            _ICON.format("#ccc").replace("<button", '<a href="/"').replace("</button", "</a"),
        ),
        passes("A field with a dark edge (G195)", _INPUT.format("#666")),
        passes("A button with a dark icon", _ICON.format("#333")),
        passes(
            "A field without an edge in a box that has one",
            '<div style="border:1px solid #555;padding:4px">' + _INPUT.format("#fff") + "</div>",
        ),
        ignores("A field as the browser draws it", "<label>City <input></label>"),
        ignores("A button with text", '<button style="border:1px solid #eee">Send</button>'),
        ignores(
            "A disabled field",
            _INPUT.format("#eee").replace("<input", "<input disabled"),
        ),
    ),
)

CHECKS = (CONTROL_CONTRAST,)
