"""The main menu and the utility links beside it."""

from typing import Self

from wagtail.models import Page

from blocks.elements import Element, Link

from .where import Where


class Menu(Element):
    """The main menu, three levels deep."""

    template = "tdd_pages/shell/menu.html"

    def marking(self, page: Page) -> Self:
        """Return the menu as it stands on this page, which and whose ancestors are marked."""
        return self


def resolve_menu(where: Where) -> Menu | None:
    """Return the site's main menu in this language, or None where it has none."""
    return None


def resolve_utility(where: Where) -> list[Link]:
    """Return the links that stand beside the menu on every page."""
    return []
