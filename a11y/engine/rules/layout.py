"""What only styles say: order, words and images from CSS, and how text is set."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from a11y.engine.check import (
    AnyCheck,
    Check,
    Example,
    Message,
    Probe,
    Verdict,
    Visit,
    asked,
    asks,
    failed,
    fails,
    ignores,
)
from a11y.engine.model import Audience, Impact, Rule
from a11y.engine.page.parts import Pseudo, Text
from a11y.engine.page.tree import Node
from a11y.engine.wcag import criteria

_ASKED_AT_MOST = 3
_CODE = frozenset(("pre", "code", "kbd", "samp", "var", "tt"))


@dataclass(frozen=True, slots=True)
class Styled:
    """Something that styles do on a page: the first element, how many, and what there is to say."""

    node: Node
    message: str
    count: int = 1
    text: str = ""


def _say(item: Styled) -> Verdict:
    return Verdict(item.message, {"count": item.count, "text": item.text}, about=item.text)


def _all(items: list[Styled]) -> Iterable[Styled]:
    return items


def _check(
    rule: Rule,
    observe: Callable[[Visit], list[Styled]],
    messages: dict[str, Message],
    *examples: Example,
) -> AnyCheck:
    probe: Probe[list[Styled]] = Probe(rule.id, rule.title, observe)
    return Check(rule, probe, _all, _say, messages, examples)


# Order (1.3.2)


def _reordered(visit: Visit) -> list[Styled]:
    found = []
    for node in visit.page.nodes:
        if node.style.get("display") in ("flex", "inline-flex", "grid", "inline-grid"):
            placed = [child for child in node.elements if _is_placed(child)]
            moved = _is_moved(node, placed) and placed != _as_seen(placed, node)
            if moved and not _is_one_pair(placed):
                found.append(Styled(node, "order", text=placed[0].text[:60]))
    return found[:_ASKED_AT_MOST]


def _is_placed(node: Node) -> bool:
    in_flow = node.style.get("position") in ("static", "relative")
    return in_flow and bool(node.box and node.box.area) and node.is_visible and bool(node.text)


def _is_moved(container: Node, children: list[Node]) -> bool:
    return container.style.get("flex-direction", "").endswith("reverse") or any(
        child.style.get("order", "0") != "0" for child in children
    )


def _is_one_pair(children: list[Node]) -> bool:
    """Whether this is one term with its description: their elements tell which is which, and the
    meaning is the same in either order."""
    return [child.tag for child in children] == ["dt", "dd"]


def _as_seen(children: list[Node], container: Node) -> list[Node]:
    """The children from top to bottom, and along each row in reading direction."""
    sign = -1 if _is_right_to_left(container) else 1
    rows: list[list[Node]] = []
    for child in sorted(children, key=lambda node: node.box.y if node.box else 0):
        box, last = child.box, rows[-1][0].box if rows else None
        if box and last and box.y < last.y + last.height / 2:
            rows[-1].append(child)
        else:
            rows.append([child])
    return [
        child
        for row in rows
        for child in sorted(row, key=lambda node: sign * (node.box.x if node.box else 0))
    ]


def _is_right_to_left(node: Node) -> bool:
    around = (node, *node.ancestors)
    return next((above.get("dir") for above in around if above.has("dir")), "") == "rtl"


ORDER = _check(
    Rule(
        id="visual-order",
        title="What is seen first is read first",
        criteria=criteria("1.3.2"),
        impact=Impact.MODERATE,
        techniques=("F1", "C27"),
        why="A screen reader and the Tab key follow the order of the markup, not the one that "
        "styles make. Where it matters what comes first, people are misled.",
        fix="Put the elements into the markup in the order in which they are seen.",
    ),
    _reordered,
    {
        "order": asked(
            "Styles change the order of what is in here; “{text}” is read first. Does the order "
            "matter?"
        )
    },
    asks(
        "A reversed row (F1)",
        '<div style="display: flex; flex-direction: row-reverse"><p>First</p><p>Second</p></div>',
    ),
    asks(
        "An order by number",
        '<div style="display: flex"><p style="order: 2">First</p><p>Second</p></div>',
    ),
    asks(
        "Terms parted from their descriptions",
        '<dl style="display: flex"><dt style="order: 1">First</dt><dd>One</dd>'
        '<dt style="order: 1">Second</dt><dd>Two</dd></dl>',
    ),
    ignores("A row", '<div style="display: flex"><p>First</p><p>Second</p></div>'),
    ignores(
        "A figure shown above the term it describes",
        '<dl><div style="display: flex; flex-direction: column-reverse">'
        "<dt>Hours of work</dt><dd>35</dd></div></dl>",
    ),
)


# Content from styles (1.1.1, 1.3.1)

_WORDS = re.compile(r"[^\W\d_]{3,}")
_ICON_FONT = re.compile(r"icon|symbol|awesome|glyph", re.IGNORECASE)


def _generated(visit: Visit) -> list[Styled]:
    found: dict[str, Styled] = {}
    for node in visit.page.nodes:
        for pseudo in filter(None, (node.before, node.after)):
            text = pseudo.text.strip()
            told = text in found or text.casefold() in node.text.casefold()
            if not told and _says_something(pseudo, text) and node.is_visible:
                found[text] = Styled(node, "words", text=text[:60])
    return list(found.values())[:_ASKED_AT_MOST]


def _says_something(pseudo: Pseudo, text: str) -> bool:
    drawn = _ICON_FONT.search(pseudo.style.get("font-family", "").partition(",")[0])
    return bool(_WORDS.search(text)) and not drawn and " / " not in pseudo.content


GENERATED = _check(
    Rule(
        id="words-from-styles",
        title="What is to be read is in the markup",
        criteria=criteria("1.3.1"),
        impact=Impact.MODERATE,
        techniques=("F87",),
        why="People who use styles of their own lose it, it cannot be selected or translated, and "
        "not every screen reader says it.",
        fix="Write the words into the page.",
    ),
    _generated,
    {"words": asked("A style sheet adds “{text}” here. Does it say what the page does not?")},
    asks(
        "A word before a paragraph (F87)",
        '<style>.a::before {content: "Warning: "}</style><p class="a">Wet floor</p>',
    ),
    ignores(
        "A quotation mark", '<style>.a::before {content: "“"}</style><p class="a">Wet floor</p>'
    ),
)


def _backgrounds(visit: Visit) -> list[Styled]:
    found = []
    width, height = visit.page.viewport
    for node in visit.page.nodes:
        if "url(" not in node.style.get("background-image", ""):
            continue
        box = node.box
        bare = not node.text and not any(node.elements) and not node.name and not node.is_focusable
        sized = box and box.width >= 64 and box.height >= 64 and box.area < width * height / 2
        if bare and sized and node.role in ("", "generic") and node.is_exposed and node.is_visible:
            found.append(Styled(node, "image"))
    return found[:_ASKED_AT_MOST]


BACKGROUND = _check(
    Rule(
        id="image-from-styles",
        title="Images that tell something are in the markup",
        criteria=criteria("1.1.1"),
        impact=Impact.MODERATE,
        techniques=("F3",),
        why="An image that a style sheet draws has no description, and is gone where people use "
        "colours of their own.",
        fix="Use an img element with a description, or role=img and aria-label.",
    ),
    _backgrounds,
    {"image": asked("A style sheet shows an image here. Does it tell something?")},
    asks(
        "An element that is only an image (F3)",
        '<div style="width: 100px; height: 80px; background-image: url(data:image/gif;base64,'
        'R0lGODlhAQABAAAAACw=)"></div>',
    ),
    ignores(
        "A background to text",
        '<div style="width: 100px; height: 80px; background-image: url(data:image/gif;base64,'
        'R0lGODlhAQABAAAAACw=)">Text</div>',
    ),
)


# How text is set (1.4.8)


def _blocks(visit: Visit) -> Iterator[tuple[Node, int, int]]:
    """The blocks of text with their number of lines and of characters."""
    for node in visit.page.tagged("p", "li", "dd", "div", "td", "blockquote"):
        own = [child for child in node.children if isinstance(child, Text) and child.lines]
        lines = {round(line.y) for text in own for line in text.lines}
        if len(lines) >= 3 and node.is_visible and not node.is_aria_hidden:
            yield node, len(lines), sum(len(" ".join(text.data.split())) for text in own)


def _set_text(visit: Visit) -> list[Styled]:
    groups: dict[str, list[Node]] = {"justified": [], "wide": [], "tight": []}
    for node, lines, characters in _blocks(visit):
        size, height = node.pixels("font-size"), node.pixels("line-height")
        if node.style.get("text-align") == "justify":
            groups["justified"].append(node)
        if characters / lines > 85 and not any(node.elements):
            groups["wide"].append(node)
        if size and (height or 1.2 * size) / size < 1.45:
            groups["tight"].append(node)
    return [Styled(nodes[0], name, len(nodes)) for name, nodes in groups.items() if nodes]


_LONG = "Every line of this paragraph is as long as the window allows, and it goes on. " * 8

TEXT_BLOCKS = _check(
    Rule(
        id="text-block-set",
        title="Blocks of text are ragged, narrow and open",
        criteria=criteria("1.4.8"),
        impact=Impact.MINOR,
        techniques=("F88", "C19", "C20", "C21", "G169", "G188"),
        why="Rivers of white, long lines and tight ones make people with dyslexia or low vision "
        "lose their line.",
        fix="Align text to one side, keep lines below 80 characters and their height at 1.5 or "
        "more.",
    ),
    _set_text,
    {
        "justified": failed("{count} blocks of text, beginning with this one, are justified."),
        "wide": asked(
            "{count} blocks of text, beginning with this one, have more than 80 characters in a "
            "line. Can people make the lines shorter?"
        ),
        "tight": asked(
            "{count} blocks of text, beginning with this one, have lines closer than 1.5. Can "
            "people set them farther apart?"
        ),
    },
    fails("Justified text (F88)", f'<p style="text-align: justify; width: 30em">{_LONG}</p>'),
    asks("Long, tight lines", f'<p style="line-height: 1.2">{_LONG}</p>'),
    ignores("Text as it should be", f'<p style="width: 30em; line-height: 1.6">{_LONG}</p>'),
)


def _hard_to_read(visit: Visit) -> list[Styled]:
    groups: dict[str, list[Node]] = {"capitals": [], "tiny": []}
    for node in visit.page.nodes:
        size = node.pixels("font-size")
        if not size or node.tag in _CODE or not node.is_visible:
            continue
        letters = _own_letters(node)
        raised = node.style.get("text-transform") == "uppercase" or letters.isupper()
        if len(letters) >= 80 and raised and letters.lower() != letters.upper():
            groups["capitals"].append(node)
        if len(letters) >= 3 and 1 <= size < 9:
            groups["tiny"].append(node)
    return [Styled(nodes[0], name, len(nodes)) for name, nodes in groups.items() if nodes]


def _own_letters(node: Node) -> str:
    texts = (child for child in node.children if isinstance(child, Text) and child.lines)
    return "".join(char for text in texts for char in text.data if char.isalpha())


LEGIBLE = _check(
    Rule(
        id="text-legible",
        title="Text is neither tiny nor all capitals",
        impact=Impact.MINOR,
        audience=Audience.EDITOR,
        why="Words in capitals have no shape to recognise, and what is smaller than nine pixels "
        "few people can read.",
        fix="Write as in a sentence, in 16 pixels or more.",
    ),
    _hard_to_read,
    {
        "capitals": failed("All in capitals: this long text, one of {count} on the page."),
        "tiny": failed("Smaller than nine pixels: this text, one of {count} on the page."),
    },
    fails("Capitals by style", f'<p style="text-transform: uppercase">{_LONG}</p>'),
    fails("Tiny print", '<p style="font-size: 7px">Terms apply</p>'),
    ignores("A word in capitals", "<p>NATO and others</p>"),
)

CHECKS = (ORDER, GENERATED, BACKGROUND, TEXT_BLOCKS, LEGIBLE)
