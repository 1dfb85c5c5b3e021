"""What of a page is kept to compare it with other pages."""

from urllib.parse import urldefrag

from a11y.engine.model import LinkFact, PageFacts
from a11y.engine.page.selectors import landmark_path
from a11y.engine.page.tree import Node, Page

_MAIN_CONTENT_KEPT = 200
"""Links in the main content are kept up to this number; those in other landmarks all are."""


def gather(page: Page) -> PageFacts:
    """The facts of a page at rest."""
    headings = [node for node in page.headings if node.tag == "h1" or node.get("aria-level") == "1"]
    return PageFacts(
        heading=headings[0].name if headings else "",
        links=tuple(_links(page)),
        asks_for=tuple(dict.fromkeys(_purposes(page))),
        leads_to=tuple(
            dict.fromkeys(
                node.url("action")
                for node in page.tagged("form")
                if node.get("method").lower() == "post"
            )
        ),
        has_search=bool(page.with_role("search", "searchbox")),
    )


def _links(page: Page) -> list[LinkFact]:
    links = []
    in_main = 0
    for node in page.with_role("link"):
        if not node.has("href") or node.get("href").startswith("#") or node.page is not page:
            continue
        path = landmark_path(node)
        landmark = path[-1] if path else ""
        if landmark.startswith("main"):
            in_main += 1
            if in_main > _MAIN_CONTENT_KEPT:
                continue
        links.append(LinkFact(node.name, urldefrag(node.url("href"))[0], node.target, landmark))
    return links


def _purposes(page: Page) -> list[str]:
    return [_purpose(node) for node in page.tagged("input", "select", "textarea") if _purpose(node)]


def _purpose(node: Node) -> str:
    """The field's autofill name, without section, kind of address and "on" or "off"."""
    words = [word.lower() for word in node.tokens("autocomplete")]
    return words[-1] if words and words[-1] not in ("on", "off") and node.is_exposed else ""
