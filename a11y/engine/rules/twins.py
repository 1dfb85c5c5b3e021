"""Links and frames with the same name lead to the same thing."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from urllib.parse import urldefrag, urljoin

from a11y.engine.browser.probes.linked import Document, is_readable, read, show
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
)  # fmt: skip
from a11y.engine.model import Audience, Impact, Rule
from a11y.engine.page.tree import Node, Page
from a11y.engine.phrases import ADVERTISING
from a11y.engine.probes import PAGE
from a11y.engine.rules.links import context_of, text_around
from a11y.engine.wcag import criteria
from a11y.engine.words import collapsed, content_words, phrase, stems

_MOST_READ = 8
_LONGEST_CONTEXT = 400
_MOST_QUESTIONS = 3
_GOES_TO = re.compile(
    r"""location(?:\.href)?\s*=\s*['"]([^'"]+)|location\.assign\(\s*['"]([^'"]+)"""
)
_FACT = re.compile(r"\+?\(?\d[\d\s()./-]{5,}\d|[\w.+-]+@[\w-]+\.\w+")


@dataclass(frozen=True, slots=True)
class Twin:
    """A link, the first one with the same name, and what was read where the two lead."""

    node: Node
    first: Node
    documents: Mapping[str, Document]

    @property
    def both(self) -> tuple[Document | None, Document | None]:
        return self.documents.get(destination(self.first)), self.documents.get(
            destination(self.node)
        )


def destination(link: Node) -> str:
    """Where a link leads, by its address or by a script in its attribute; "" where neither says.

    Two spellings of the same address are one: a slash at the end, the name of an index page.
    Places in the same document are too.
    """
    url = link.url("href") if link.has("href") else ""
    if not url and (script := _GOES_TO.search(link.get("onclick"))):
        url = urljoin(link.page.base_url, script[1] or script[2])
    if not url.startswith(("http:", "https:")):
        return ""
    return re.sub(r"/(?:index\.\w+)?(?=$|\?)", "", urldefrag(url).url)


def _twins(page: Page, *, in_context: bool) -> list[tuple[Node, Node]]:
    """Links that lead elsewhere than the first with the same name, and in the same context."""
    leads = {link: to for link in page.with_role("link") if link.name and (to := destination(link))}
    groups: Iterable[list[Node]] = _grouped(leads, lambda link: collapsed(link.name))
    if in_context:
        unlike = (links for links in groups if len({leads[link] for link in links}) > 1)
        groups = chain.from_iterable(_grouped(links, _context) for links in unlike)
    return [
        (link, links[0]) for links in groups for link in links[1:] if leads[link] != leads[links[0]]
    ]


def _grouped(links: Iterable[Node], key: Callable[[Node], str]) -> list[list[Node]]:
    groups: dict[str, list[Node]] = {}
    for link in links:
        groups.setdefault(key(link), []).append(link)
    return list(groups.values())


def _context(link: Node) -> str:
    """The words that a screen reader can add to a link's name, for comparison."""
    block = next((n for n in link.ancestors if n.tag in ("p", "li", "tr", "dd")), context_of(link))
    own = collapsed(block.text) if block else ""
    return f"{own}|{collapsed(text_around(link))}"


def _observed(visit: Visit, *, in_context: bool) -> list[Twin]:
    page = visit.page
    pairs = _twins(page, in_context=in_context)
    urls = {destination(link): None for pair in pairs for link in pair}
    near = [url for url in urls if is_readable(url, page.url)]
    documents = dict(read(visit, near[:_MOST_READ]))
    unclear = _same_until_scripts_run([Twin(link, first, documents) for link, first in pairs])
    if unclear:
        documents |= show(visit.session, unclear)
    return [Twin(link, first, documents) for link, first in pairs]


def _same_until_scripts_run(twins: list[Twin]) -> dict[str, Document]:
    """The documents that differ in their address, not in what is delivered, and have scripts."""
    found: dict[str, Document] = {}
    for twin in twins:
        first, second = twin.both
        if first and second and first.html == second.html and first.has_scripts:
            found |= {destination(twin.first): first, destination(twin.node): second}
    return dict(list(found.items())[:_MOST_READ])


def _in_context(visit: Visit) -> list[Twin]:
    return _observed(visit, in_context=True)


def _anywhere(visit: Visit) -> list[Twin]:
    return _observed(visit, in_context=False)


TWINS_IN_CONTEXT: Probe[list[Twin]] = Probe(
    "twins-in-context", "Where links with the same name and context lead", _in_context
)
TWINS: Probe[list[Twin]] = Probe("twins", "Where links with the same name lead", _anywhere)


def _are_certainly_different(first: str, second: str) -> bool:
    """Whether two texts are surely not about the same: other numbers and addresses, or other words.

    Where both name telephone numbers or addresses, and one has all of the other's, what the link
    is for may be had in both.
    """
    if not (words_ := stems(content_words(first))) or not (others := stems(content_words(second))):
        return bool(stems(content_words(first + second)))
    facts, also = _facts(first), _facts(second)
    if facts and also:
        return not (facts <= also or also <= facts)
    return min(len(words_), len(others)) > 4 and len(words_ & others) < 0.3 * len(words_ | others)


def _facts(text: str) -> frozenset[str]:
    return frozenset(re.sub(r"[^\w@]", "", fact) for fact in _FACT.findall(text))


def _judgeable(twins: list[Twin]) -> Iterator[Twin]:
    """All that were read; of the others the first few."""
    unread = 0
    for twin in twins:
        unread += None in twin.both
        if None not in twin.both or unread <= _MOST_QUESTIONS:
            yield twin


def _leads_to_the_same(twin: Twin) -> Verdict | None:
    first, second = twin.both
    facts = {"name": twin.node.name}
    if first is None or second is None:
        return Verdict("unread", facts)
    if first.url == second.url or collapsed(first.content) == collapsed(second.content):
        return None
    different = _are_certainly_different(first.content, second.content)
    return Verdict("different" if different else "unread", facts)


def _leads_to_the_same_in_context(twin: Twin) -> Verdict | None:
    """What nobody can tell apart is no barrier of those who do not see: then a person decides."""
    verdict = _leads_to_the_same(twin)
    if verdict and verdict.message == "different" and not _differ_to_the_eye(twin):
        return Verdict("unread", verdict.facts)
    return verdict


def _differ_to_the_eye(twin: Twin) -> bool:
    """Whether images near the links, or text between them, tell them apart."""
    block = next(
        (node for node in twin.first.ancestors if node is twin.node or node.encloses(twin.node)),
        None,
    )
    while block is not None and block.tag == "span":
        block = block.parent
    if block is None or len(block.text) > _LONGEST_CONTEXT:
        return False
    around = (block, *block.descendants)
    if any(node.tag in ("img", "svg") and node.is_visible for node in around):
        return True
    if twin.node.style.get("background-image", "none") != "none":
        return True
    after = block.text.partition(twin.first.text)[2]
    return bool(content_words(after.partition(twin.node.text)[0]))


_FIX = "Say in each link what it leads to, or let both lead to the same place."
_WHY = (
    "Who hears the same name twice takes it for the same link. Screen readers list links by name, "
    "and speech input asks which one is meant."
)

_TWO_PAGES = """<script>
if (location.search) document.querySelector("main").textContent = location.search === "?chat"
  ? "Write to us in this window: somebody friendly will answer your question at once."
  : "Our telephone number is 0123 456 789, and Mondays are busiest; please be patient.";
</script>"""

# At level AAA the name alone has to do.
LINK_TWINS = Check(
    rule=Rule(
        id="link-same-name",
        title="Links with the same name lead to the same thing",
        criteria=criteria("2.4.9"),
        impact=Impact.MINOR,
        audience=Audience.EDITOR,
        act=("b20e66",),
        techniques=("H30", "F84"),
        why=_WHY,
        fix=_FIX,
    ),
    probe=TWINS,
    applicability=_judgeable,
    expectation=_leads_to_the_same,
    messages={
        "different": failed("Another link is called “{name}” too and leads to something else."),
        "unread": asked("Two links are called “{name}”. Do they lead to the same thing?"),
    },
    examples=(
        fails("Pages with other content (ACT b20e66)",
              f'<a href="?chat">Contact</a> <a href="?phone">Contact</a>{_TWO_PAGES}'),
        asks("Other sites (ACT b20e66)",
             '<a href="https://a.example/">Otters</a> <a href="https://b.example/">Otters</a>'),
        passes("The same page twice, with different queries",
               '<a href="?a">Otters</a> <a href="?b">Otters</a>'),
        ignores("The same address", '<a href="/a">Otters</a> <a href="/a/">Otters</a>'),
    ),
)  # fmt: skip

LINK_TWINS_IN_CONTEXT = Check(
    rule=Rule(
        id="link-same-name-same-context",
        title="Links with the same name and context lead to the same thing",
        criteria=criteria("2.4.4"),
        impact=Impact.SERIOUS,
        audience=Audience.EDITOR,
        act=("fd3a94",),
        techniques=("G91", "H30"),
        replaces=("identical-links-same-purpose",),
        why=_WHY,
        fix=_FIX,
    ),
    probe=TWINS_IN_CONTEXT,
    applicability=_judgeable,
    expectation=_leads_to_the_same_in_context,
    messages={
        "different": failed(
            "Another link here is called “{name}” too and leads to something else, and only the "
            "eye can tell them apart."
        ),
        "unread": asked("Two links here are called “{name}”. Do they lead to the same thing?"),
    },
    examples=(
        fails("The sentence goes on differently (ACT fd3a94)",
              '<p>You may <a href="?chat">contact us</a> by chat, or <a href="?phone">contact us'
              f"</a> by phone.</p>{_TWO_PAGES}"),
        asks("Other sites (ACT fd3a94)",
             '<p>Otters: <a href="https://a.example/">Otters</a> '
             '<a href="https://b.example/">Otters</a></p>'),
        ignores("Other contexts (ACT fd3a94)",
                '<p>Minks: <a href="https://a.example/">More</a></p>'
                '<p>Otters: <a href="https://b.example/">More</a></p>'),
        ignores("Lists in the items of another (H81)",
                '<ul><li>Minks <ul><li><a href="https://a.example/">More</a></li></ul></li>'
                '<li>Otters <ul><li><a href="https://b.example/">More</a></li></ul></li></ul>'),
    ),
)  # fmt: skip


# Frames


@dataclass(frozen=True, slots=True)
class FramePair:
    """A frame, and the first one with the same name."""

    node: Node
    first: Node


def _frame_pairs(page: Page) -> Iterator[FramePair]:
    first: dict[str, Node] = {}
    for node in page.tagged("iframe", "frame"):
        if node.is_exposed and node.name:
            before = first.setdefault(collapsed(node.name), node)
            if before is not node:
                yield FramePair(node, before)


def _shows_the_same(pair: FramePair) -> Verdict | None:
    """Different are two documents that have not a word in common, but for advertisements."""
    if _source(pair.node) == _source(pair.first) or phrase(pair.node.name) in ADVERTISING:
        return None
    one, other = _document_in(pair.first), _document_in(pair.node)
    if one is None or other is None:
        return Verdict("unread", {"name": pair.node.name})
    if collapsed(one.text) == collapsed(other.text):
        return None
    said, also = (stems(content_words(document.text)) for document in (one, other))
    different = min(len(said), len(also)) > 1 and not said & also
    same_title = bool(_title(one)) and _title(one) == _title(other)
    if same_title and not different:
        return None
    return Verdict("different" if different else "unread", {"name": pair.node.name})


def _source(frame: Node) -> str:
    return frame.url("src") if frame.has("src") else frame.get("srcdoc")


def _document_in(frame: Node) -> Node | None:
    document = next((child for child in frame.elements if child.tag == "html"), None)
    return (
        next((child for child in document.elements if child.tag == "body"), None)
        if document
        else None
    )


def _title(body: Node) -> str:
    html = body.parent
    titles = (node for node in html.descendants if node.tag == "title") if html else iter(())
    return collapsed(next((node.text for node in titles), ""))


FRAME_TWINS = Check(
    rule=Rule(
        id="frame-same-name",
        title="Frames with the same name show the same thing",
        criteria=criteria("4.1.2"),
        impact=Impact.MODERATE,
        audience=Audience.DEVELOPER,
        act=("4b1c6c",),
        techniques=("H64",),
        replaces=("frame-title-unique",),
        why="Screen reader users choose a frame by its name. Two that are called the same are "
        "entered and left in turn to find the right one.",
        fix="Name each frame after what it shows.",
    ),
    probe=PAGE,
    applicability=_frame_pairs,
    expectation=_shows_the_same,
    messages={
        "different": failed("Another frame is called “{name}” too and shows something else."),
        "unread": asked("Two frames are called “{name}”. Do they show the same thing?"),
    },
    examples=(
        fails("Two documents with nothing in common (ACT 4b1c6c)",
              '<iframe title="List" srcdoc="<p>Otters, minks, ferrets"></iframe>'
              '<iframe title="List" srcdoc="<p>Opening hours and address"></iframe>'),
        asks("Two documents about the same, perhaps",
             '<iframe title="List" srcdoc="<p>Otters, minks, ferrets"></iframe>'
             '<iframe title="List" srcdoc="<p>Otters and badgers"></iframe>'),
        passes("Advertisements (ACT 4b1c6c)",
               '<iframe title="Advertisement" srcdoc="<p>Buy otters now"></iframe>'
               '<iframe title="Advertisement" srcdoc="<p>Sell ferrets here"></iframe>'),
        ignores("Other names", '<iframe title="A" srcdoc="<p>A"></iframe>'
                '<iframe title="B" srcdoc="<p>B"></iframe>'),
    ),
)  # fmt: skip

CHECKS = (LINK_TWINS_IN_CONTEXT, LINK_TWINS, FRAME_TWINS)
