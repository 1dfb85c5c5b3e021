"""Links say where they lead, and lead there."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import dropwhile, islice, pairwise, takewhile
from urllib.parse import unquote, urldefrag

from a11y.engine.check import Check, Verdict, asked, asks, failed, fails, ignores, passes
from a11y.engine.model import Audience, Impact, Rule
from a11y.engine.page.parts import Text
from a11y.engine.page.tree import Node, Page
from a11y.engine.phrases import FILE_FORMATS, GENERIC_LINKS, NEW_WINDOW_WORDS
from a11y.engine.probes import PAGE
from a11y.engine.wcag import criteria
from a11y.engine.words import collapsed, content_words, phrase, stems, words_in

_MOST_QUESTIONS = 3
_CONTEXTS = frozenset(("p", "li", "td", "th", "dd", "dt", "figcaption", "caption", "summary"))
_NAMED_GROUPS = frozenset(
    ("article", "complementary", "dialog", "figure", "form", "group", "list", "navigation",
     "region", "table", "grid", "tabpanel", "treeitem", "menu")
)  # fmt: skip
_POINTING = re.compile(
    r"(?:this|that|these|those|diese[rsmn]?|cette|ces|este|esta|questo|questa|deze|dit) "
    r"(?!(?:day|week|weekend|month|quarter|year|morning|evening)\b)\w+"
)


def _named_links(page: Page) -> Iterator[Node]:
    return (link for link in page.with_role("link") if link.name)


# In its context


def context_of(link: Node) -> Node | None:
    """The paragraph, list item, cell or other block whose text goes with a link."""
    for node in link.ancestors:
        display = node.style.get("display", "block")
        if node.tag in _CONTEXTS or not display.startswith(("inline", "contents")):
            return node if node.tag not in ("body", "html") and node.tag != "svg" else None
    return None


def text_around(link: Node) -> str:
    """What is programmatically part of the link's context, without the link's own words."""
    parts = [link.description]
    block = context_of(link)
    if block is not None:
        # Its own name was taken from there; what is left is what others say about it.
        parts.append(block.text.replace(link.text, " ", 1))
    for node in link.ancestors:
        if node is block:
            parts.extend(below.name for below in node.descendants if below.role == "img")
        if node.tag == "dd":
            parts.extend(term.text for term in _terms_of(node))
        if node.tag == "li" and node is not block:
            parts.append(" ".join(text.data for text in node.children if isinstance(text, Text)))
            parts.extend(child.text for child in node.elements if child.tag not in ("ul", "ol"))
        elif node.tag == "table":
            headers = link.page.tagged("th")
            parts.extend(header.text for header in headers if node.encloses(header))
    return " ".join(parts)


def _terms_of(definition: Node) -> Iterator[Node]:
    """The terms that a dd element belongs to."""
    beside = list(definition.parent.elements) if definition.parent else []
    before = beside[: beside.index(definition)] if definition in beside else []
    terms = dropwhile(lambda node: node.tag == "dd", reversed(before))
    return takewhile(lambda node: node.tag == "dt", terms)


def _is_generic(link: Node) -> bool:
    """Whether a name could be any link's, or says only in which of several formats a file is."""
    words = phrase(link.name)
    if words in FILE_FORMATS:
        return _is_one_of_several_files(link)
    return words in GENERIC_LINKS and not any(letter.isdigit() for letter in link.name)


def _is_one_of_several_files(link: Node) -> bool:
    """Whether links beside it are called by a format too, and lead to files of those formats."""
    around = next((node for node in link.ancestors if node.tag in ("ul", "ol", "tr", "p")), None)
    files = [
        other
        for other in (around.descendants if around else ())
        if other.role == "link" and phrase(other.name) in FILE_FORMATS and _leads_to_file(other)
    ]
    return len(files) > 1


def _leads_to_file(link: Node) -> bool:
    said = phrase(link.name).replace("plain text", "txt").replace(" ", ".")
    return f".{said}" in link.get("href").lower()


def _could_be_named_by_a_group(link: Node) -> bool:
    """Whether a heading before it, or a named group around it, may say what it is about."""
    if any(node.role in _NAMED_GROUPS and node.name for node in link.ancestors):
        return True
    headings = link.page.headings
    return (
        bool(headings)
        and next(node for node in link.page.nodes if node is headings[0] or node is link)
        is not link
    )


def _links_in_question(page: Page) -> Iterator[Node]:
    """All links with a name; of those a person has to judge, the first few."""
    questions = 0
    for link in _named_links(page):
        if _is_generic(link) and not content_words(text_around(link)):
            questions += _could_be_named_by_a_group(link)
            if questions > _MOST_QUESTIONS:
                continue
        yield link


def _says_in_context(link: Node) -> Verdict | None:
    if not _is_generic(link):
        return None
    around = content_words(text_around(link))
    facts = {"name": link.name}
    if not around:
        return Verdict("group" if _could_be_named_by_a_group(link) else "nothing", facts)
    table = next((node for node in link.ancestors if node.tag == "table"), None)
    if table and not _has_words_in_row(link):
        return Verdict("table", facts)
    return None


def _has_words_in_row(link: Node) -> bool:
    """Whether its cell, or a header cell of its row, says more."""
    cell = context_of(link)
    row = next((node for node in link.ancestors if node.tag == "tr"), None)
    if cell is None or row is None or content_words(cell.text.replace(link.text, " ", 1)):
        return True
    headers = [child for child in row.elements if child.tag == "th" or child.role == "rowheader"]
    table = next(node for node in link.ancestors if node.tag == "table")
    spread = [c for c in table.descendants if c.tag == "th" and not c.get("colspan", "1") > "1"]
    return bool(headers or spread or link.description)


LINK_IN_CONTEXT = Check(
    rule=Rule(
        id="link-purpose-in-context",
        title="A link says, with the text around it, where it leads",
        criteria=criteria("2.4.4"),
        impact=Impact.SERIOUS,
        audience=Audience.EDITOR,
        act=("5effbb",),
        techniques=("G91", "H30", "F63"),
        why="Screen reader users go from link to link or have all links listed. “More” ten times "
        "over sends them into the text each time, and here not even that says where it leads.",
        fix="Say in the link what is behind it: “More about opening hours” instead of “More”.",
    ),
    probe=PAGE,
    applicability=_links_in_question,
    expectation=_says_in_context,
    messages={
        "nothing": failed(
            "“{name}” does not say where the link leads, and no sentence, list item, table "
            "header or heading that goes with it does."
        ),
        "group": asked(
            "“{name}” does not say where the link leads. Is that clear from the heading or the "
            "group it stands in?"
        ),
        "table": asked(
            "“{name}” does not say where the link leads, and its row has no header cell. Is that "
            "clear from the table's headers?"
        ),
    },
    examples=(
        fails("Nothing but “more” (ACT 5effbb, F63)",
              '<!doctype html><html lang="en"><title>Otters</title><body><a href="/a">More</a>'),
        asks("The heading may say it", '<h2>Otters</h2><div><a href="/a">Read more</a></div>'),
        asks("A row without a header cell (ACT 5effbb)",
             '<table><tr><th colspan="2">Books</th></tr><tr><td>Otters</td>'
             '<td><a href="/otters">Download</a></td></tr></table>'),
        passes("The paragraph says it (G53)", '<p>Otters eat fish. <a href="/a">More</a></p>'),
        passes("The list item around the list says it (H81)",
               '<ul><li>Otters<ul><li><a href="/a.pdf">PDF</a></li></ul></li></ul>'),
        passes("The link says it (G91)", '<a href="/a">More about otters</a>'),
        ignores("No link", "<p>More</p>"),
    ),
)  # fmt: skip


# By itself


def _says_by_itself(link: Node) -> Verdict | None:
    """The name alone. A lower-case “this product” points at something outside the link."""
    name = " ".join(link.name.split())
    generic = _is_generic(link) or _POINTING.fullmatch(name)
    return Verdict("generic", {"name": name}) if generic else None


LINK_ALONE = Check(
    rule=Rule(
        id="link-purpose-alone",
        title="A link says by itself where it leads",
        criteria=criteria("2.4.9"),
        impact=Impact.MODERATE,
        audience=Audience.EDITOR,
        act=("aizyf1",),
        techniques=("H30", "F84"),
        why="In a list of links, or on a magnifier's small part of the page, the link's own words "
        "are all there is.",
        fix="Put the words that say where it leads into the link.",
    ),
    probe=PAGE,
    applicability=_named_links,
    expectation=_says_by_itself,
    messages={"generic": failed("“{name}” by itself does not say where the link leads.")},
    examples=(
        fails("“More” after a sentence that says it (F84)",
              '<p>Otters eat fish. <a href="/a">More</a></p>'),
        fails("It points at something else in the sentence (ACT aizyf1)",
              '<p>See the description of <a href="/a">this product</a>.</p>'),
        fails("Formats of a thing named before (ACT aizyf1)",
              '<ul><li>Otters <ul><li><a href="/a.epub">EPUB</a></li>'
              '<li><a href="/a.txt">Plain text</a></li></ul></li></ul>'),
        passes("The link says it (H30)", '<a href="/a">More about otters</a>'),
        passes("Formats as topics", '<ul><li><a href="/docs/a">PDF</a></li>'
               '<li><a href="/docs/b">EPUB</a></li></ul>'),
        ignores("No link", "<p>More</p>"),
    ),
)  # fmt: skip


# Where it leads


def _within_the_page(page: Page) -> Iterator[Node]:
    """Links to a place in their own document; of those a person has to judge, the first few."""
    unsure = 0
    for link in page.with_role("link"):
        url, fragment = urldefrag(link.url("href"))
        is_within = bool(fragment) and url == urldefrag(link.page.url).url
        if not is_within or not link.get("href") or _is_for_scripts(link, fragment):
            continue
        if not _has_place(link, fragment) and _has_scripts(page):
            unsure += 1
            if unsure > _MOST_QUESTIONS:
                continue
        yield link


def _is_for_scripts(link: Node, fragment: str) -> bool:
    """Whether the fragment, or another attribute, is evidently read by a script."""
    return (
        fragment.startswith(("/", "!", ":~:"))
        or link.has("role")
        or link.has("onclick")
        or any(
            name.startswith(("data-", "aria-", "@", "v-", "x-", "ng-")) for name in link.attributes
        )
    )


def _has_scripts(page: Page) -> bool:
    return any(page.by_tag.get("script", ()))


def _has_place(link: Node, fragment: str) -> bool:
    """HTML §7.4.6.4: an element with that id or name, or the top of the page."""
    if fragment.lower() == "top":
        return True
    wanted = {fragment, unquote(fragment)}
    top = link.page.scope
    if any(id_ in top.ids or id_ in link.scope.ids for id_ in wanted):
        return True
    return any(node.get("name") in wanted for node in link.page.tagged("a"))


def _leads_somewhere(link: Node) -> Verdict | None:
    fragment = urldefrag(link.url("href")).fragment
    if _has_place(link, fragment):
        return None
    return Verdict("unsure" if _has_scripts(link.page) else "missing", {"fragment": fragment})


LINK_TARGET = Check(
    rule=Rule(
        id="link-target-missing",
        title="A link within the page leads to a place that exists",
        impact=Impact.MODERATE,
        audience=Audience.EDITOR,
        techniques=("G1", "G123", "G124"),
        why="Nothing happens. Who sees the page may scroll instead; who listens to it or uses the "
        "keyboard does not get there, and after a broken skip link goes through it all.",
        fix="Give the element it should lead to the id “{fragment}”, or mend the link.",
    ),
    probe=PAGE,
    applicability=_within_the_page,
    expectation=_leads_somewhere,
    messages={
        "missing": failed("The link leads to “#{fragment}”, and nothing on the page has that id."),
        "unsure": asked(
            "The link leads to “#{fragment}”, and nothing on the page has that id. Does a script "
            "do something instead?"
        ),
    },
    examples=(
        fails("A skip link that leads nowhere (G1)", '<a href="#content">Skip to content</a>'),
        asks("A script may do something",
             '<a href="#content">Skip to content</a><script>void 0</script>'),
        passes("It leads to an element", '<a href="#here">Here</a><p id="here">Here</p>'),
        passes("The top of the page", '<a href="#top">Up</a>'),
        ignores("A link to another page", '<a href="/other#part">Other</a>'),
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pair:
    """Two links with nothing but space between them. A finding points at the second."""

    first: Node
    node: Node


def _pairs(page: Page) -> Iterator[Pair]:
    links = [link for link in page.with_role("link") if link.get("href")]
    for first, second in pairwise(links):
        parent = first.parent
        if parent is not None and parent is second.parent and not _text_between(first, second):
            yield Pair(first, second)


def _text_between(first: Node, second: Node) -> bool:
    """Whether anything but space stands between two links of the same parent."""
    siblings = iter(first.parent.children if first.parent else ())
    after = dropwhile(lambda thing: thing is not first, siblings)
    between = islice(takewhile(lambda thing: thing is not second, after), 1, None)
    return any(not isinstance(thing, Text) or thing.data.strip() for thing in between)


def _says_it_once(pair: Pair) -> Verdict | None:
    first, second = pair.first, pair.node
    if first.url("href") != second.url("href") or not second.name:
        return None
    same = collapsed(first.name) == collapsed(second.name)
    return Verdict("same", {"name": second.name}) if same else None


REPEATED_LINK = Check(
    rule=Rule(
        id="link-repeated",
        title="Links beside each other do not lead to the same place",
        impact=Impact.MINOR,
        audience=Audience.DEVELOPER,
        techniques=("H2",),
        why="Keyboard users stop twice and screen reader users hear the same words twice.",
        fix="Put image and text into one link, and leave the image's alternative empty.",
    ),
    probe=PAGE,
    applicability=_pairs,
    expectation=_says_it_once,
    messages={"same": failed("The link before this one has the same name and leads there too.")},
    examples=(
        fails("An image and its caption, each a link (H2)",
              '<p><a href="/a"><img src="a.png" alt="Otters"></a> <a href="/a">Otters</a></p>'),
        passes("Other names", '<p><a href="/a">Otters</a> <a href="/b">Minks</a></p>'),
        ignores("Both in one link (H2)", '<a href="/a"><img src="a.png" alt=""> Otters</a>'),
    ),
)  # fmt: skip


def _opening_windows(page: Page) -> list[Node]:
    opening = [link for link in page.with_role("link") if link.get("target") == "_blank"]
    return opening[:_MOST_QUESTIONS]


def _announces(link: Node) -> Verdict | None:
    """A warning is a word for it, an image with a name, or a description."""
    if link.description or any(
        node.tag in ("img", "svg") and node.name for node in link.descendants
    ):
        return None
    return None if NEW_WINDOW_WORDS & stems(words_in(link.name)) else Verdict("silent")


NEW_WINDOW = Check(
    rule=Rule(
        id="link-new-window",
        title="A link that opens a new window says so",
        criteria=criteria("3.2.5"),
        impact=Impact.MINOR,
        audience=Audience.EDITOR,
        techniques=("G201", "H83"),
        why="Whoever does not see that a window opened wonders why the way back is gone.",
        fix="Let it open in the same window, or add words such as “(opens in a new window)”.",
    ),
    probe=PAGE,
    applicability=_opening_windows,
    expectation=_announces,
    messages={"silent": asked("This link opens a new window. Does the page say so beforehand?")},
    examples=(
        asks("No warning (G201)", '<a href="/a" target="_blank">Otters</a>'),
        passes("A warning (H83)", '<a href="/a" target="_blank">Otters (opens a new window)</a>'),
        ignores("The same window", '<a href="/a">Otters</a>'),
    ),
)

CHECKS = (LINK_IN_CONTEXT, LINK_ALONE, LINK_TARGET, REPEATED_LINK, NEW_WINDOW)
