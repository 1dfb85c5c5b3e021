"""The footer: groups of links, legal links, networks to follow, the address and the telephone."""

from blocks.elements import Element

from .where import Where


class Footer(Element):
    """The end of every page."""

    template = "tdd_pages/shell/footer.html"


def resolve_footer(where: Where) -> Footer | None:
    """Return the site's footer in this language, or None where it has none."""
    return None
