"""What colour tells is told in another way as well."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from a11y.engine.browser.probes.pixels import CONTRAST
from a11y.engine.check import Check, Verdict, asked, asks, failed, fails, ignores, passes
from a11y.engine.contrast.colour import Colour, parse, ratio, told
from a11y.engine.contrast.looks import PICTURES
from a11y.engine.contrast.texts import Reader
from a11y.engine.model import Audience, Impact, Rule
from a11y.engine.page.parts import Style, Text
from a11y.engine.page.tree import Node
from a11y.engine.wcag import criteria

_Trait = TypeVar("_Trait")
ENOUGH = 3.0
"""The contrast between link and text from which colour is not all that tells them apart (G183)."""

_FONT = (
    "font-size",
    "font-weight",
    "font-style",
    "font-family",
    "text-transform",
    "font-variant-caps",
    "letter-spacing",
    "text-shadow",
)
_BREAKS = frozenset(("br", "hr"))
_WIDGETS = frozenset(("button", "input", "select", "textarea", "summary"))
_CODE = frozenset(("code", "kbd", "samp", "tt", "var"))
_SIDES = ("top", "right", "bottom", "left")


def _most(texts: Iterable[Text], trait: Callable[[Text], _Trait]) -> _Trait:
    """What most letters of the texts have."""
    letters: Counter[_Trait] = Counter()
    for text in texts:
        letters[trait(text)] += len(text.data.strip())
    return letters.most_common(1)[0][0]


@dataclass(frozen=True, eq=False)
class Line:
    """The texts that stand on the same lines of a block and belong to no link and no widget."""

    texts: tuple[Text, ...]
    block: Node
    reader: Reader

    @cached_property
    def type(self) -> tuple[str | None, ...]:
        """The type that most letters are set in."""
        return _most(self.texts, lambda text: _type(text.style))

    @cached_property
    def alike(self) -> list[Text]:
        """Those set in that type."""
        return [text for text in self.texts if _type(text.style) == self.type]

    @cached_property
    def colours(self) -> set[Colour | None]:
        return {_shown(text, self.reader) for text in self.alike}

    @cached_property
    def strokes(self) -> frozenset[str]:
        """The lines drawn under, over or through most of their letters."""
        return _most(self.alike, lambda text: _strokes(text, self.block))


@dataclass(frozen=True)
class TextLink:
    """A link with text around it: the texts in it, and the line it stands in."""

    node: Node
    own: tuple[Text, ...]
    line: Line


def _text_links(reader: Reader) -> Iterator[TextLink]:
    lines: dict[int, dict[int, Line]] = {}
    for link in reader.page.with_role("link"):
        if not link.is_visible or link.is_disabled:
            continue
        block = next((node for node in link.ancestors if not _is_inline(node)), None)
        if block is None or not _is_inline(link):
            continue
        own = tuple(text for text in link.texts if id(text.parent) in reader.by_node)
        # A part in another type, like code, does not make a link of the whole.
        own = tuple(text for text in own if text.parent is link) or own
        if id(block) not in lines:
            lines[id(block)] = _lines(block, reader)
        line = lines[id(block)].get(id(link))
        if line and line.texts and any(map(_has_letters, own)):
            yield TextLink(link, own, line)


def _has_letters(text: Text) -> bool:
    return any(map(str.isalnum, text.data))


def _is_inline(node: Node) -> bool:
    return node.style.get("display") in ("inline", "contents")


def _lines(block: Node, reader: Reader) -> dict[int, Line]:
    """The line that each link of the block stands in, by the link's ``id()``."""
    lines: dict[int, Line] = {}
    found: list[Text] = []
    met: list[Node] = []

    def end_line() -> None:
        if met:
            line = Line(tuple(found), block, reader)
            lines.update((id(link), line) for link in met)
            met.clear()

    stack: list[Node | Text] = list(reversed(block.children))
    while stack:
        thing = stack.pop()
        if isinstance(thing, Text):
            if thing.lines and id(thing.parent) in reader.by_node and _has_letters(thing):
                found.append(thing)
        elif thing.tag in _BREAKS or not _is_inline(thing):
            end_line()
            if thing.tag in _BREAKS or thing.style.get("display") == "block":
                found.clear()
        elif thing.role == "link":
            met.append(thing)
        elif thing.tag not in _WIDGETS and thing.role != "button":
            stack.extend(reversed(thing.children))
    end_line()
    return lines


def _tells_itself_apart(link: TextLink) -> Verdict | None:
    own = max(link.own, key=lambda text: len(text.data))
    if _type(own.style) != link.line.type or _is_marked(link):
        return None
    colour = _shown(own, link.line.reader)
    around = link.line.colours
    if colour is None or None in around:
        return None
    contrast, beside = max((ratio(colour, other), other) for other in around if other)
    if contrast >= ENOUGH:
        return None
    facts = {"ratio": told(contrast), "link": str(colour), "text": str(beside)}
    message = "same" if colour == beside else "colour"
    return Verdict(message, facts, about=f"{colour} {beside}")


def _shown(text: Text, reader: Reader) -> Colour | None:
    """The colour a text is seen in; None where that differs by the place."""
    colours = {
        range_.foreground
        for reading in reader.by_node[id(text.parent)]
        for range_ in reading.ranges
        if range_.lowest == range_.highest
    }
    return colours.pop() if len(colours) == 1 else None


def _is_marked(link: TextLink) -> bool:
    """Whether something other than colour and type sets the link off from the text beside it."""
    inside = (link.node, *link.node.descendants)
    if any(_has_mark_of_its_own(node) for node in inside) or _has_bold_part(link):
        return True
    return any(_strokes(text, link.line.block) - link.line.strokes for text in link.node.texts)


def _has_bold_part(link: TextLink) -> bool:
    weight = link.node.style.get("font-weight")
    return any(
        text.style.get("font-weight", weight) != weight
        for text in link.node.texts
        if _has_letters(text) and text.parent.tag not in _CODE
    )


def _strokes(text: Text, block: Node) -> frozenset[str]:
    """The lines drawn under, over or through a text."""
    above = _up_to(block, text.parent)
    return frozenset(node.style.get("text-decoration-line", "none") for node in above) - {"none"}


def _up_to(block: Node, node: Node) -> Iterator[Node]:
    while node is not block:
        yield node
        if node.parent is None:
            return
        node = node.parent


def _type(style: Style) -> tuple[str | None, ...]:
    return tuple(style.get(name) for name in _FONT)


def _has_mark_of_its_own(node: Node) -> bool:
    """An edge, a surface, a picture, a character that the style sheet adds."""
    style = node.style
    if node.tag in _CODE:
        return False  # it looks the same beside the link
    if node.tag in PICTURES or node.before or node.after:
        return True
    if style.get("background-image", "none") != "none" or _has_surface(node):
        return True
    if "outline-style" not in style:
        return _is_of_unknown_edges(node)
    if style.get("box-shadow", "none") != "none":
        return True
    if style["outline-style"] not in ("none", "auto") and node.pixels("outline-width"):
        return True
    return any(_has_edge(node, side) for side in _SIDES)


def _is_of_unknown_edges(node: Node) -> bool:
    """Edges are read of links and of their children only."""
    return node.tag not in ("b", "i", "em", "strong", "small", "cite", "br", "wbr")


def _has_surface(node: Node) -> bool:
    surface = parse(node.style.get("background-color", ""))
    return bool(surface and surface.alpha)


def _has_edge(node: Node, side: str) -> bool:
    if not node.pixels(f"border-{side}-width"):
        return False
    colour = parse(node.style.get(f"border-{side}-color", ""))
    hidden = node.style.get(f"border-{side}-style") in ("none", "hidden")
    return not hidden and bool(colour and colour.alpha)


LINK_ONLY_BY_COLOUR = Check(
    rule=Rule(
        id="link-only-by-colour",
        title="Links in running text are told apart by more than their colour",
        criteria=criteria("1.4.1"),
        impact=Impact.SERIOUS,
        audience=Audience.DEVELOPER,
        techniques=("F73", "G182", "G183"),
        replaces=("link-in-text-block",),
        why="People who do not see the difference between two colours do not find the link: it "
        "looks like the text around it.",
        fix="Underline links in running text, or let them stand out from it by 3:1 and more.",
    ),
    probe=CONTRAST,
    applicability=_text_links,
    expectation=_tells_itself_apart,
    messages={
        "colour": failed(
            "Only its colour tells this link from the text around it, and the two colours, {link} "
            "and {text}, differ by {ratio}:1 only."
        ),
        "same": asked(
            "Nothing shows that this is a link: it looks exactly like the text around it. Must "
            "people find it?"
        ),
    },
    examples=(
        fails(
            "Links in dark blue amid black text (F73)",
            '<style>a { color: #003; text-decoration: none }</style><p style="color:#000">All is '
            'in <a href="/a">the annual report</a>, which comes out in spring.</p>',
        ),
        asks(
            "A link that looks like the text around it",
            '<p>All is in <a href="/a" style="color:inherit;text-decoration:none">the report</a>, '
            "which comes out in spring.</p>",
        ),
        passes(
            "An underlined link (G182)", '<p>It is all in <a href="/a">the report</a>, here.</p>'
        ),
        passes(
            "An underlined link beside an underlined word",
            '<p style="color:#000">Press <u>u</u> to underline, as told in <a href="/a" '
            'style="color:#300">the manual</a>.</p>',
        ),
        fails(
            "An underlined link in underlined text",
            '<p style="color:#000"><u>Press u to underline, as told in <a href="/a" '
            'style="color:#300">the manual</a>.</u></p>',
        ),
        passes(
            "A link that contrasts with the text by 3:1 (G183)",
            '<p style="color:#000">It is all in <a href="/a" style="color:#3344ff;'
            'text-decoration:none">the report</a>, which comes out in spring.</p>',
        ),
        passes(
            "A bold link",
            '<p>It is all in <a href="/a" style="color:#300;text-decoration:none;'
            'font-weight:bold">the report</a>, which comes out in spring.</p>',
        ),
        passes(
            "A link with a line drawn below it",
            '<p>It is all in <a href="/a" style="color:#300;text-decoration:none;'
            'border-bottom:1px solid">the report</a>, which comes out in spring.</p>',
        ),
        ignores(
            "Links with no text between them",
            '<ul><li><a href="/a" style="color:#300;text-decoration:none">Report</a></li></ul>',
        ),
    ),
)

CHECKS = (LINK_ONLY_BY_COLOUR,)
