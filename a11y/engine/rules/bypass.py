"""What stands on every page can be passed over."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from urllib.parse import unquote, urldefrag

from a11y.engine.browser.probes.linked import Document, links_to_pages, read
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
from a11y.engine.page.parts import Text
from a11y.engine.page.tree import Node, Page
from a11y.engine.wcag import criteria
from a11y.engine.words import collapsed

_COMPARED = 3
"""Pages read to see what repeats."""
_SHARED_ROLES = frozenset(("navigation", "banner", "contentinfo", "complementary"))
_BEGINNING = 100
"""Characters of its own that a page may show before a block without being past it."""


@dataclass(frozen=True)
class Repetition:
    """A page beside others that it links to.

    They are not read where it has an ``evident`` way past what repeats. ``others`` is empty too
    where none was to be had; ``linked`` says how many there are.
    """

    page: Page
    evident: bool = False
    others: tuple[Document, ...] = ()
    linked: int = 0

    @property
    def node(self) -> Node:
        return self.page.root

    @cached_property
    def texts(self) -> list[tuple[Node, str]]:
        """The texts in reading order, each for comparison, with its element."""
        return [
            (node, words)
            for node in self.page.nodes
            for text in node.children
            if isinstance(text, Text) and (words := collapsed(text.data)) and node.is_perceivable
        ]

    @cached_property
    def repeated(self) -> frozenset[str]:
        """The texts of the page that stand on one of the others too."""
        here = {words for _, words in self.texts if any(c.isalpha() for c in words)}
        return frozenset(here).intersection(frozenset().union(*(o.texts for o in self.others)))

    def is_own(self, node: Node) -> bool:
        """Whether an element has text that no other page has."""
        return any(
            (words := collapsed(text.data)) and words not in self.repeated for text in node.texts
        )

    @cached_property
    def has_block_to_pass(self) -> bool:
        """Whether the page begins with a block that others have too, and goes on with its own.

        Phrases that recur within the text of pages (“See also”) are no blocks: a block is near
        the beginning, and is several texts with a link among them, or a part marked as aside.
        """
        letters = [len(words) * (1 if words in self.repeated else -1) for _, words in self.texts]
        if sum(letters) > 0:
            return False  # the other page is nearly the same one
        own_before = 0
        found = False
        for is_repeated, group in groupby(self.texts, lambda text: text[1] in self.repeated):
            texts = list(group)
            if not is_repeated:
                if found:
                    return True
                own_before += sum(len(words) for _, words in texts)
            elif own_before <= _BEGINNING:
                found = found or _is_block([node for node, _ in texts])
        return False


def _is_block(nodes: list[Node]) -> bool:
    if any(_is_shared(node) for node in nodes):
        return True
    return len(nodes) > 1 and any(
        node.closest(lambda above: above.role == "link") for node in nodes
    )


def _compared(visit: Visit) -> Repetition:
    page = visit.page
    if _has_evident_way(page):
        return Repetition(page, evident=True)
    urls = list(links_to_pages(page.with_role("link"), page.url))
    documents = read(visit, urls[:_COMPARED])
    return Repetition(page, False, tuple(documents.values()), len(urls))


REPETITION: Probe[Repetition] = Probe(
    "repetition", "The page beside pages that it links to, where they are needed", _compared
)


def _has_evident_way(page: Page) -> bool:
    """A landmark, heading or link for content that is of no part that pages share."""
    marks = [*page.headings, *page.with_role("main")]
    targets = [target for link in page.with_role("link") if (target := target_of(link))]
    return any(
        node.is_visible and node.text and not _is_shared(node) for node in (*marks, *targets)
    )


def _is_shared(node: Node) -> bool:
    return any(above.role in _SHARED_ROLES for above in (node, *node.ancestors))


def target_of(link: Node) -> Node | None:
    """The element that a link within its page leads to; None where there is none."""
    url, fragment = urldefrag(link.url("href"))
    if not fragment or url != urldefrag(link.scope.url or link.page.url).url:
        return None
    scope = link.page.scope if link.scope.root is None else link.scope
    return scope.by_id(fragment) or scope.by_id(unquote(fragment))


def _pages(seen: Repetition) -> Iterator[Repetition]:
    """The page, where there is something to pass, or there may be."""
    if seen.evident or seen.has_block_to_pass or (not seen.others and seen.linked >= _COMPARED):
        yield seen


def _can_be_passed(seen: Repetition) -> Verdict | None:
    if seen.evident or _has_own_mark(seen) or _has_own_target(seen):
        return None
    if not seen.others:
        return Verdict("unread")
    return Verdict("unclear" if _may_have_other_way(seen.page) else "none")


def _has_own_mark(seen: Repetition) -> bool:
    marks = [*seen.page.headings, *seen.page.landmarks]
    return any(
        node.is_visible and node.role != "navigation" and (seen.is_own(node) or not node.text)
        for node in marks
    )


def _has_own_target(seen: Repetition) -> bool:
    """Whether a link leads right to text of the page's own."""
    targets = [t for link in seen.page.with_role("link") if (t := target_of(link))]
    order = {id(node): place for place, node in enumerate(seen.page.nodes)}
    for target in targets:
        place = order[id(target)]
        following = (words for node, words in seen.texts if order[id(node)] >= place)
        if next(following, "") not in seen.repeated:
            return True
    return False


def _may_have_other_way(page: Page) -> bool:
    """Whether something on the page could collapse a block, or lead past it by script."""
    scripted = any(page.by_tag.get("script", ()))
    for node in page.with_role("button", "link", "tab", "menuitem", "switch", "checkbox"):
        leads_away = node.has("href") and not node.get("href").lower().startswith("javascript:")
        if not leads_away or node.has("onclick"):
            return True
        if scripted and node.get("href").startswith("#"):
            return True
    return False


_CONTENT = "<p>A text about otters that stands on this page, and on no other one.</p>"

BYPASS = Check(
    rule=Rule(
        id="bypass-blocks",
        title="Blocks that repeat from page to page can be passed over",
        criteria=criteria("2.4.1"),
        impact=Impact.SERIOUS,
        audience=Audience.DEVELOPER,
        act=("cf77f2", "047fe0", "b40fd1", "ye5d6e", "3e12e1"),
        techniques=("G1", "G123", "G124", "H69", "SCR28", "ARIA11"),
        replaces=("bypass",),
        why="Who uses a keyboard or a screen reader has to go through the same menus on every "
        "page before coming to what the page is about.",
        fix="Put the page's own content into a main element, begin it with a heading, or let the "
        "first link of the page lead to it.",
    ),
    probe=REPETITION,
    applicability=_pages,
    expectation=_can_be_passed,
    messages={
        "none": failed(
            "What stands on other pages too comes before this page's own content, and nothing "
            "leads past it: no main landmark, no heading of its own, no link."
        ),
        "unclear": asked(
            "What stands on other pages too comes before this page's own content. There is no "
            "main landmark, no heading of its own and no link past it. Does a control collapse it?"
        ),
        "unread": asked(
            "The page has no main landmark, no heading and no link to its content. Does it begin "
            "with something that other pages have too?"
        ),
    },
    examples=(
        fails("Only a script writes what is not on every page (ACT cf77f2)",
              '<!doctype html><html lang="en"><title>Otters</title><body><div>'
              '<a href="?otters">Otters</a> <a href="?minks">Minks</a></div><p id="text"></p>'
              "<script>text.textContent = location.href + ' is about an animal.'</script>"),
        asks("A button may collapse what is on every page (SCR28)",
             '<!doctype html><html lang="en"><title>Otters</title><body><button>Menu</button><div>'
             '<a href="?otters">Otters</a> <a href="?minks">Minks</a></div><p id="text"></p>'
             "<script>text.textContent = location.href + ' is about an animal.'</script>"),
        asks("Nothing leads past the links, and where they lead cannot be read",
             '<!doctype html><html lang="en"><title>Otters</title><body><div>'
             '<a href="/a">A</a> <a href="/b">B</a> <a href="/c">C</a></div>' + _CONTENT),
        passes("A main landmark (ARIA11)", _CONTENT),
        passes("A heading (H69)",
               '<!doctype html><html lang="en"><title>Otters</title><body>'
               '<a href="/a">A</a> <a href="/b">B</a><h1>Otters</h1>' + _CONTENT),
        ignores("Nothing to pass",
                '<!doctype html><html lang="en"><title>Otters</title><body>' + _CONTENT),
    ),
)  # fmt: skip

CHECKS = (BYPASS,)
