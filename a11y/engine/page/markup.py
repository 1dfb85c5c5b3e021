"""The tree of a page from its HTML alone: for drafts, API writes and tests, without a browser."""

from bs4 import BeautifulSoup, Comment, NavigableString, Tag

from a11y.engine.page import tree
from a11y.engine.page.build import build


def page_of(html: str, url: str = "about:blank") -> tree.Page:
    """The page an HTML document or fragment makes, without styles and geometry."""
    soup = BeautifulSoup(html, "lxml")
    root = soup.html or soup.new_tag("html")
    entries: list[list[object]] = []
    _collect(root, -1, entries)
    page = build(
        {
            "nodes": entries,
            "styles": [],
            "url": url,
            "title": soup.title.get_text(strip=True) if soup.title else "",
            "type": "text/html",
            "mode": "CSS1Compat",
            "viewport": (0, 0),
            "size": (0, 0),
            "focused": -1,
            "dark": False,
            "timers": 0,
        }
    )
    page.rendered = False
    return page


def _collect(tag: Tag, parent: int, entries: list[list[object]]) -> None:
    flat: list[str] = []
    for name, value in tag.attrs.items():
        flat += [name, " ".join(value) if isinstance(value, list) else value]
    namespace = [tree.SVG] if tag.name == "svg" or tag.find_parent("svg") else []
    index = len(entries)
    entries.append([parent, 1, tag.name, flat, -1, 0, 0, *namespace])
    for child in tag.children:
        if isinstance(child, Tag):
            _collect(child, index, entries)
        elif isinstance(child, Comment):
            if child.startswith(("a11y:", "/a11y")):
                entries.append([index, 8, str(child)])
        elif type(child) is NavigableString:
            entries.append([index, 3, str(child) if child.strip() else " "])
