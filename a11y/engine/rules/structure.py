"""Headings, lists and paragraphs are marked up as what they look like."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from a11y.engine.check import (
    Check,
    Probe,
    Verdict,
    Visit,
    asked,
    asks,
    failed,
    fails,
    ignores,
    passes,
)
from a11y.engine.model import Audience, Impact, Rule
from a11y.engine.page import roles
from a11y.engine.page.parts import Text
from a11y.engine.page.tree import Node, Page
from a11y.engine.probes import PAGE
from a11y.engine.wcag import criteria

_HEADING_LENGTH = 80
_LONGEST_HEADING = 180
_ASKED_AT_MOST = 3
_INLINE = ("inline", "contents")
_NOT_PROSE = frozenset(
    """
    button cell columnheader gridcell heading link listitem menuitem option rowheader tab term
    treeitem caption banner navigation contentinfo code figure
    """.split()
)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of nothing but text, with what comes after it."""

    node: Node
    words: str
    size: float
    is_bold: bool
    following: "Paragraph | None" = None


def _paragraphs(visit: Visit) -> list[Paragraph]:
    """The visible blocks of prose outside headings, controls, tables and lists, in order."""
    found: list[Paragraph] = []
    for node in reversed(visit.page.nodes):
        if node.tag not in ("p", "div") or not node.box or not node.is_exposed:
            continue
        if not _is_prose(node):
            continue
        size, is_bold = _look(node)
        words = node.text
        if words and size:
            after = found[-1] if found else None
            near = after if after and _follows(node, after.node) else None
            found.append(Paragraph(node, words, size, is_bold, near))
    return found[::-1]


def _is_prose(node: Node) -> bool:
    if not all(
        isinstance(child, Text) or child.style.get("display") in _INLINE for child in node.children
    ):
        return False
    return node.is_visible and not any(above.role in _NOT_PROSE for above in node.ancestors)


def _look(node: Node) -> tuple[float, bool]:
    """The size of its text, and whether all of it is bold; (0, …) where sizes differ."""
    looks = {
        (text.parent.pixels("font-size"), text.parent.pixels("font-weight") >= 600)
        for text in node.texts
        if text.data.strip()
    }
    sizes = {size for size, _ in looks}
    return (sizes.pop() if len(sizes) == 1 else 0), all(bold for _, bold in looks)


def _follows(node: Node, after: Node) -> bool:
    """Whether the other stands below it, in the same column."""
    if not node.box or not after.box or node.dom_parent is not after.dom_parent:
        return False
    return 0 <= after.box.y - node.box.bottom < 40 and abs(after.box.x - node.box.x) < 2


PARAGRAPHS: Probe[list[Paragraph]] = Probe("paragraphs", "The blocks of prose", _paragraphs)


def _short(paragraphs: list[Paragraph]) -> Iterator[Paragraph]:
    """Short lines before longer texts; the first few of a page stand for all."""
    alike = [paragraph for paragraph in paragraphs if _looks_like_a_heading(paragraph)]
    return iter(alike[:_ASKED_AT_MOST])


def _looks_like_a_heading(paragraph: Paragraph) -> bool:
    after = paragraph.following
    if after is None or len(paragraph.words) > _HEADING_LENGTH or len(after.words) < 60:
        return False
    if paragraph.words.endswith((".", ",", ";", "!", "?", ":")) or not paragraph.words[0].isalnum():
        return False
    if after.is_bold and after.size >= paragraph.size:
        return False
    return paragraph.size >= 1.2 * after.size or (paragraph.is_bold and not after.is_bold)


def _is_heading(paragraph: Paragraph) -> Verdict:
    return Verdict("heading", {"text": paragraph.words})


FAKE_HEADING = Check(
    rule=Rule(
        id="heading-by-looks",
        title="What looks like a heading is one",
        criteria=criteria("1.3.1"),
        impact=Impact.SERIOUS,
        audience=Audience.EDITOR,
        techniques=("F2", "H42", "G141"),
        replaces=("p-as-heading",),
        why="Many people find their way from heading to heading. What only looks like one does "
        "not exist for them.",
        fix="Make it a heading of the level it has in the text.",
    ),
    probe=PARAGRAPHS,
    applicability=_short,
    expectation=_is_heading,
    messages={"heading": asked("“{text}” looks like a heading. Is it one?")},
    examples=(
        asks(
            "A bold line (F2)",
            "<p><b>Opening times</b></p><p>We are open from Monday to Friday, from eight in the "
            "morning until noon, and on Saturdays by appointment.</p>",
        ),
        ignores("Two paragraphs", "<p>Opening times</p><p>We are open from Monday to Friday, and "
                "on Saturdays by appointment only.</p>"),
    ),
)  # fmt: skip

_BULLET = re.compile(r"\s*(?:[•◦‣▪■●○–—*+\-→»✓✔]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s+\S")


@dataclass(frozen=True, slots=True)
class Bulleted:
    """Lines one after the other that begin with a sign or number, as items of a list do."""

    node: Node
    count: int


_STRUCTURED = frozenset(("pre", "code", "ul", "ol", "dl", "table", "tr"))


def _bulleted(visit: Visit) -> list[Bulleted]:
    found = []
    for node in visit.page.nodes:
        if node.tag in _STRUCTURED or not _has_lines(node) or not node.is_exposed:
            continue
        count = _run_of_bullets(_lines(node))
        if (
            count >= 3
            and node.is_visible
            and not any(above.tag in ("pre", "code", "li") for above in (node, *node.ancestors))
        ):
            found.append(Bulleted(node, count))
    return found[:_ASKED_AT_MOST]


def _has_lines(node: Node) -> bool:
    return any(child.tag in ("br", "p", "div") for child in node.elements)


def _lines(node: Node) -> Iterator[str]:
    """Its text cut at line breaks, or one piece for each paragraph in it."""
    line = ""
    for child in node.children:
        if isinstance(child, Text):
            line += child.data
        elif child.tag == "br":
            yield line
            line = ""
        elif child.tag in ("p", "div"):
            yield from (line, _own_text(child))
            line = ""
        elif child.style.get("display", "inline") in _INLINE:
            line += child.text
    yield line


def _own_text(node: Node) -> str:
    first = next(iter(node.children), None)
    return first.data if isinstance(first, Text) else ""


def _run_of_bullets(lines: Iterable[str]) -> int:
    longest = run = 0
    for line in lines:
        if _BULLET.match(line):
            run += 1
            longest = max(longest, run)
        elif line.strip():
            run = 0
    return longest


BULLETS: Probe[list[Bulleted]] = Probe("bulleted", "Lines that begin with bullets", _bulleted)


def _all(items: list[Bulleted]) -> Iterable[Bulleted]:
    return items


def _is_list(item: Bulleted) -> Verdict:
    return Verdict("list", {"count": item.count})


FAKE_LIST = Check(
    rule=Rule(
        id="list-by-looks",
        title="What looks like a list is one",
        criteria=criteria("1.3.1"),
        impact=Impact.MODERATE,
        audience=Audience.EDITOR,
        techniques=("F2", "H48"),
        why="A screen reader says how many items a list has and lets people jump over it. Lines "
        "that begin with a dash are read as one long text.",
        fix="Make the lines a list, and take the signs or numbers away.",
    ),
    probe=BULLETS,
    applicability=_all,
    expectation=_is_list,
    messages={"list": asked("{count} lines begin like items of a list. Are they one?")},
    examples=(
        asks("Dashes (F2)", "<p>- milk<br>- bread<br>- eggs</p>"),
        asks("Numbered paragraphs", "<div><p>1. Mix</p><p>2. Stir</p><p>3. Bake</p></div>"),
        ignores("A list", "<ul><li>milk</li><li>bread</li><li>eggs</li></ul>"),
    ),
)


def _headings(page: Page) -> Iterable[Node]:
    return page.headings


def _is_short(node: Node) -> Verdict | None:
    length = len(node.text)
    return Verdict("long", {"length": length}) if length > _LONGEST_HEADING else None


LONG_HEADING = Check(
    rule=Rule(
        id="heading-too-long",
        title="Headings are short",
        criteria=criteria("1.3.1"),
        impact=Impact.MODERATE,
        audience=Audience.EDITOR,
        techniques=("F43", "H42"),
        why="A text marked as a heading only to look large stands in the list of headings, "
        "through which people look for a place to read.",
        fix="Make it a paragraph, and give it its looks by a style.",
    ),
    probe=PAGE,
    applicability=_headings,
    expectation=_is_short,
    messages={"long": asked("This heading has {length} characters. Is it a heading?")},
    examples=(
        asks("A paragraph in large type (F43)", f"<h2>{'Words and more words. ' * 12}</h2>"),
        passes("A heading", "<h2>Opening times</h2>"),
    ),
)


def _hollow(page: Page) -> Iterable[Node]:
    return (
        node
        for node in page.tagged("li", "p")
        if node.role in ("listitem", "paragraph") and node.is_exposed and node.is_visible
    )


def _has_content(node: Node) -> Verdict | None:
    if node.text or node.before or node.after or node.get("aria-label"):
        return None
    if any(_may_say_something(below) for below in node.descendants):
        return None
    kind = "paragraph" if node.tag == "p" else "list item"
    return Verdict("empty", {"kind": kind})


def _may_say_something(node: Node) -> bool:
    is_plain = node.tag in ("br", "span", "b", "i", "em", "strong") and not node.has("role")
    return not is_plain or bool(node.before or node.after or node.name)


EMPTY = Check(
    rule=Rule(
        id="empty-paragraph-or-item",
        title="Paragraphs and list items are not empty",
        impact=Impact.MINOR,
        audience=Audience.EDITOR,
        why="A screen reader counts an empty item and says “blank” for an empty paragraph.",
        fix="Remove it. Space between paragraphs is made by styles.",
    ),
    probe=PAGE,
    applicability=_hollow,
    expectation=_has_content,
    messages={"empty": failed("This {kind} is empty.")},
    examples=(
        fails("A paragraph as space", "<p>One</p><p>&nbsp;</p><p>Two</p>"),
        fails("An item without anything", "<ul><li>One</li><li></li></ul>"),
        passes("An image", '<p><img src="data:," alt="Map"></p>'),
        passes("Stars", '<ul><li><span role="img" aria-label="Five stars"></span></li></ul>'),
        ignores("A line", '<ul><li role="separator"></li></ul>'),
    ),
)


def _semantic(page: Page) -> Iterable[Node]:
    tags = page.tagged("h1", "h2", "h3", "h4", "h5", "h6")
    return (node for node in tags if node.is_displayed and not node.is_aria_hidden)


def _keeps_its_role(node: Node) -> Verdict | None:
    hidden = roles.explicit_role(node) in ("none", "presentation") and node.role == "none"
    return Verdict("hidden") if hidden and node.text else None


SEMANTICS_KEPT = Check(
    rule=Rule(
        id="heading-role-removed",
        title="Headings are announced as headings",
        criteria=criteria("1.3.1"),
        impact=Impact.MODERATE,
        techniques=("F92",),
        why="The heading is not in the list of headings: who looks for it there does not find it.",
        fix="Take role=presentation away, or use a paragraph.",
    ),
    probe=PAGE,
    applicability=_semantic,
    expectation=_keeps_its_role,
    messages={
        "hidden": asked("This heading is marked as presentational. Does it head what follows?")
    },
    examples=(
        asks("A presentational heading (F92)", '<h2 role="presentation">Opening times</h2>'),
        passes("A heading", "<h2>Opening times</h2>"),
    ),
)

CHECKS = (
    FAKE_HEADING, FAKE_LIST, LONG_HEADING, EMPTY, SEMANTICS_KEPT,
)  # fmt: skip
