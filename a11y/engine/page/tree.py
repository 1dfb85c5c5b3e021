"""The tree of a page: elements and texts with their styles and places.

``build.py`` makes it from what ``browser/snapshot.js`` returns, ``markup.py`` from HTML alone: then
it has neither styles nor geometry (:attr:`Page.rendered` is False) and counts as visible unless its
markup hides it. Rules read it; nothing in here judges.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import Any
from urllib.parse import urljoin

from a11y.engine.page import names, roles, selectors
from a11y.engine.page.cached import cached
from a11y.engine.page.parts import NO_STYLE, Box, Pseudo, Style, Text

HTML = "http://www.w3.org/1999/xhtml"
SVG = "http://www.w3.org/2000/svg"
EXCERPT_LENGTH = 120
HTML_LENGTH = 300
_NOT_SHOWN = frozenset(("head", "script", "style", "template", "noscript", "title", "meta", "link"))


class Node:
    """An element.

    ``dom_parent`` and ``dom_children`` are those of the document or shadow tree it was written
    in. ``parent`` and ``children`` are those of the flat tree that is shown: a host's children
    are its shadow tree, with what is slotted into it in its place; a frame's child is the
    frame's document element.
    """

    def __init__(
        self, page: Page, index: int, tag: str, attributes: dict[str, str], namespace: str = HTML
    ) -> None:
        self.page = page
        self.index = index
        """Its number in its document's snapshot."""
        self.tag = tag
        self.attributes = attributes
        self.namespace = namespace
        self.style: Style = NO_STYLE
        self.box: Box | None = None
        self.more: Mapping[str, Any] = MappingProxyType({})
        self.before: Pseudo | None = None
        self.after: Pseudo | None = None
        self.dom_parent: Node | None = None
        self.dom_children: list[Node | Text] = []
        self.shadow_children: list[Node | Text] | None = None
        self.host: Node | None = None
        """The host of the shadow tree, on the topmost nodes of one; frames' documents likewise."""
        self.parent: Node | None = None
        self.children: list[Node | Text] = []
        self.scope: Scope = page.scope
        self.content_path = ""

    def __repr__(self) -> str:
        return f"<Node {self.html[:60]}>"

    # Attributes

    def get(self, name: str, default: str = "") -> str:
        """The attribute's value, or the default where it is not there."""
        return self.attributes.get(name, default)

    def has(self, name: str) -> bool:
        return name in self.attributes

    def tokens(self, name: str) -> list[str]:
        """The attribute's value as the list of words it is."""
        return self.get(name).split()

    def referenced(self, name: str) -> list[Node]:
        """The elements whose ids the attribute lists and which exist, in that order."""
        found = (self.scope.by_id(id_) for id_ in self.tokens(name))
        return [node for node in found if node]

    # Neighbours in the flat tree

    @property
    def elements(self) -> Iterator[Node]:
        """Its child elements."""
        return (child for child in self.children if isinstance(child, Node))

    @property
    def descendants(self) -> Iterator[Node]:
        """The elements below it, in reading order."""
        stack = [child for child in reversed(self.children) if isinstance(child, Node)]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(child for child in reversed(node.children) if isinstance(child, Node))

    @property
    def texts(self) -> Iterator[Text]:
        """The texts below it, in reading order."""
        stack: list[Node | Text] = list(reversed(self.children))
        while stack:
            child = stack.pop()
            if isinstance(child, Text):
                yield child
            else:
                stack.extend(reversed(child.children))

    @property
    def ancestors(self) -> Iterator[Node]:
        """The elements around it, the nearest first."""
        node = self.parent
        while node:
            yield node
            node = node.parent

    def closest(self, test: Callable[[Node], bool]) -> Node | None:
        """The first of itself and its ancestors that passes the test."""
        if test(self):
            return self
        return next(filter(test, self.ancestors), None)

    def encloses(self, other: Node) -> bool:
        """Whether the other element is below this one."""
        return any(node is self for node in other.ancestors)

    # What is there to see and to hear

    @cached
    def is_displayed(self) -> bool:
        """Whether it takes part in the layout: neither it nor an ancestor has display: none."""
        if self.parent and not self.parent.is_displayed:
            return False
        if self.tag == "area":
            return self._is_on_an_image
        if self.parent and self.parent.tag == "object" and self.page.rendered:
            return bool(self.box and self.box.area)  # else what the object shows instead of it
        if not self.page.rendered:
            return not self.has("hidden") and self.tag not in _NOT_SHOWN and not self._hidden_inline
        return self.style.get("display") != "none"

    @property
    def _is_on_an_image(self) -> bool:
        """Browsers give an area no box; it is shown where the image with its map is."""
        map_ = next((above for above in self.ancestors if above.tag == "map"), None)
        name = f"#{map_.get('name')}" if map_ else ""
        return any(
            image.get("usemap").strip() == name and image.scope is self.scope and image.is_displayed
            for image in self.page.by_tag.get("img", [])
        )

    @property
    def _hidden_inline(self) -> bool:
        return bool(re.search(r"display\s*:\s*none", self.get("style"), re.IGNORECASE))

    @cached
    def is_perceivable(self) -> bool:
        """Whether it is shown to somebody who sees or hears: laid out, and not made invisible."""
        return (
            self.is_displayed
            and self.style.get("visibility", "visible") == "visible"
            and not self._is_in_skipped_content
        )

    @cached
    def _is_in_skipped_content(self) -> bool:
        """Closed details and content-visibility: hidden take what is in them out of the page."""
        around = self.parent
        if around is None:
            return False
        if around.tag == "details" and not around.has("open"):
            return not self._is_summary_of(around) or around._is_in_skipped_content
        if around.style.get("content-visibility") == "hidden":
            return True
        return around._is_in_skipped_content

    def _is_summary_of(self, details: Node) -> bool:
        return self is next((child for child in details.elements if child.tag == "summary"), None)

    @cached
    def is_visible(self) -> bool:
        """Whether somebody who sees can see it: it, or something in it, covers some pixels."""
        if not self.is_perceivable:
            return any(child.is_visible for child in self.elements)
        if not self.page.rendered:
            return True
        if self.is_transparent or self.is_clipped_away or self.is_off_screen:
            return False
        if self.box and self.box.width > 0 and self.box.height > 0:
            return True
        return any(child.is_visible for child in self.elements) or any(
            text.lines for text in self.children if isinstance(text, Text)
        )

    @cached
    def is_transparent(self) -> bool:
        """Whether opacity, its own or an ancestor's, leaves nothing of it."""
        if float(self.style.get("opacity") or 1) == 0:
            return True
        return self.parent.is_transparent if self.parent else False

    @cached
    def is_clipped_away(self) -> bool:
        """Whether it is cut down to nothing, as techniques for screen-reader-only text do."""
        style = self.style
        clip = _CLIP.fullmatch(style.get("clip", "auto"))
        if clip and style.get("position") in ("absolute", "fixed") and _is_nothing(clip[1]):
            return True
        if _CUT_AWAY.fullmatch(style.get("clip-path", "")) or self._has_tiny_window:
            return True
        return self.parent.is_clipped_away if self.parent else False

    @property
    def _has_tiny_window(self) -> bool:
        """At most one pixel shows, and what does not fit is hidden."""
        if not self.box or not (self.box.width <= 1 or self.box.height <= 1):
            return False
        return "hidden" in (self.style.get("overflow-x"), self.style.get("overflow-y")) or (
            "clip" in (self.style.get("overflow-x"), self.style.get("overflow-y"))
        )

    @cached
    def is_off_screen(self) -> bool:
        """Whether it lies to the left of the page or above it, where nobody can scroll."""
        box = self.box
        if not box or (box.width == 0 and box.height == 0):
            return False
        rtl = self.page.root.style.get("direction") == "rtl"
        return (box.right <= 0 and not rtl) or box.bottom <= 0

    @cached
    def is_exposed(self) -> bool:
        """Whether assistive technology meets it: perceivable, and not aria-hidden or inert."""
        return self.is_perceivable and not self.is_aria_hidden and not self.is_inert

    @cached
    def is_aria_hidden(self) -> bool:
        if self.get("aria-hidden").strip().lower() == "true":
            return True
        return self.parent.is_aria_hidden if self.parent else False

    @cached
    def is_inert(self) -> bool:
        if self.has("inert"):
            return True
        modal = self.page.modal
        if modal and modal is not self and not modal.encloses(self) and not self.encloses(modal):
            return True
        return self.parent.is_inert if self.parent else False

    @cached
    def text(self) -> str:
        """All its text, whether shown or not, with white space collapsed."""
        return " ".join("".join(text.data for text in self.texts).split())

    @cached
    def visible_text(self) -> str:
        """The text in it that can be seen, with white space collapsed."""
        return " ".join(names.joined(self, shown=lambda node: node.is_visible).split())

    # Accessibility

    @cached
    def role(self) -> str:
        """Its role as browsers compute it: explicit where valid, else that of its tag, or ""."""
        return roles.role_of(self)

    @cached
    def implicit_role(self) -> str:
        """The role its tag alone gives it (HTML-AAM), or ""."""
        return roles.implicit_role(self)

    @cached
    def name(self) -> str:
        """Its accessible name, trimmed (https://www.w3.org/TR/accname-1.2/)."""
        return names.name_of(self)

    @cached
    def description(self) -> str:
        """Its accessible description, trimmed."""
        return names.description_of(self)

    @cached
    def is_disabled(self) -> bool:
        """Disabled by HTML (also through a fieldset) or by aria-disabled, its own or inherited."""
        return roles.is_disabled(self)

    @cached
    def is_focusable(self) -> bool:
        """Whether it can take the focus, by keyboard, pointer or script."""
        return roles.is_focusable(self)

    @cached
    def is_in_tab_order(self) -> bool:
        """Whether Tab comes to it."""
        return self.is_focusable and not self.get("tabindex").strip().startswith("-")

    @property
    def is_landmark(self) -> bool:
        return self.role in roles.LANDMARKS

    # As a thing a finding points at

    @property
    def node(self) -> Node:
        return self

    @cached
    def target(self) -> tuple[str, ...]:
        """The selector path to it; each step but the last names a frame or a shadow host."""
        return selectors.path_to(self)

    @cached
    def html(self) -> str:
        """Its markup as it stands in the page, cut where it gets long."""
        return selectors.markup(self, HTML_LENGTH)

    @property
    def excerpt(self) -> str:
        """The beginning of what a visitor reads in it."""
        return (self.visible_text or self.text)[:EXCERPT_LENGTH]

    @cached
    def signature(self) -> str:
        """What makes it itself wherever it stands: role or tag, name, destination."""
        about = self.name or self.text[:EXCERPT_LENGTH]
        where = self.get("href") or self.get("src") or self.get("action")
        place = "" if self.content_path else "/".join(selectors.landmark_path(self))
        kind = self.role or self.tag
        return "|".join((place, kind, self.get("type"), self.get("name"), about, where[:200]))

    def pixels(self, prop: str) -> float:
        """A computed length in CSS pixels; 0 where it is not one."""
        return _pixels(self.style.get(prop, ""))

    def url(self, name: str) -> str:
        """The address in an attribute, made absolute."""
        return _joined(self.page.base_url, self.get(name))


@lru_cache(8192)
def _joined(base: str, address: str) -> str:
    """Rules ask for the same few addresses again and again."""
    try:
        return urljoin(base, address.strip())
    except ValueError:
        return address


_CLIP = re.compile(r"rect\((.+)\)")
_CUT_AWAY = re.compile(r"inset\((?:50%|100%).*\)")


def _is_nothing(edges: str) -> bool:
    """Whether a clipping rectangle, as ``clip`` gives it, leaves at most a pixel."""
    top, right, bottom, left = map(_pixels, edges.split(","))
    return right - left <= 1 or bottom - top <= 1


def _pixels(value: str) -> float:
    number = re.match(r"\s*(-?[\d.]+(?:e-?\d+)?)(?:px)?", value)
    return float(number[1]) if number else 0.0


class Scope:
    """A document or a shadow tree: what an id is unique in."""

    def __init__(self, url: str = "") -> None:
        self.url = url
        self.ids: dict[str, list[Node]] = {}
        self.tags: Counter[str] = Counter()
        """How many elements of each kind there are in it."""
        self.numbers: dict[int, int] = {}
        """What selectors have found out: see :mod:`a11y.engine.page.selectors`."""
        self.root: Node | None = None

    def by_id(self, id_: str) -> Node | None:
        """The first element with this id, as getElementById finds it."""
        found = self.ids.get(id_)
        return found[0] if found else None


@dataclass
class Page:
    """A document with what is in its frames and shadow trees.

    ``nodes`` has every element in reading order, ``by_index`` those of the top document by their
    numbers in the snapshot. ``untested`` says in words what could not be looked into.
    """

    url: str = ""
    title: str = ""
    content_type: str = "text/html"
    rendered: bool = True
    viewport: tuple[int, int] = (0, 0)
    size: tuple[int, int] = (0, 0)
    mode: str = "CSS1Compat"
    has_dark_canvas: bool = False
    """Whether what nothing is painted on is dark, as it is in the dark colour scheme."""
    scope: Scope = field(default_factory=Scope)
    by_index: dict[int, Node] = field(default_factory=dict)
    untested: tuple[str, ...] = ()
    focused_index: int = -1
    timers: int = 0
    """How many timers its scripts had set when it was read."""

    root: Node = field(init=False)
    """The document element."""

    @cached
    def nodes(self) -> list[Node]:
        return [self.root, *self.root.descendants]

    @cached
    def by_tag(self) -> Mapping[str, list[Node]]:
        """The elements by tag name."""
        found: dict[str, list[Node]] = {}
        for node in self.nodes:
            found.setdefault(node.tag, []).append(node)
        return found

    def tagged(self, *tags: str) -> list[Node]:
        """The elements with one of these tag names, in reading order."""
        return self._in_order([self.by_tag[tag] for tag in tags if tag in self.by_tag])

    @cached
    def by_role(self) -> Mapping[str, list[Node]]:
        """The exposed elements by role, in reading order."""
        found: dict[str, list[Node]] = {}
        for node in self.nodes:
            if node.role and node.is_exposed:
                found.setdefault(node.role, []).append(node)
        return found

    def with_role(self, *wanted: str) -> list[Node]:
        """The exposed elements with one of these roles, in reading order."""
        return self._in_order([self.by_role[role] for role in wanted if role in self.by_role])

    def _in_order(self, groups: list[list[Node]]) -> list[Node]:
        if len(groups) == 1:
            return groups[0]
        return sorted((node for group in groups for node in group), key=self._places.__getitem__)

    @cached
    def _places(self) -> Mapping[Node, int]:
        return {node: place for place, node in enumerate(self.nodes)}

    @cached
    def documents(self) -> list[Node]:
        """The document elements: the page's own, and those of its frames."""
        return [self.root, *(node for node in self.nodes if node.tag == "html" and node.parent)]

    @cached
    def body(self) -> Node | None:
        return next((node for node in self.root.elements if node.tag == "body"), None)

    @cached
    def modal(self) -> Node | None:
        """The modal dialog that makes the rest of the page inert, if one is open."""
        return next((node for node in self.by_tag.get("dialog", []) if "modal" in node.more), None)

    @cached
    def base_url(self) -> str:
        base = next((node for node in self.by_tag.get("base", []) if node.has("href")), None)
        return urljoin(self.url, base.get("href")) if base else self.url

    @cached
    def headings(self) -> list[Node]:
        return self.with_role("heading")

    @cached
    def landmarks(self) -> list[Node]:
        return self.with_role(*roles.LANDMARKS)

    @property
    def node(self) -> Node:
        """What a finding about the whole page points at."""
        return self.root
