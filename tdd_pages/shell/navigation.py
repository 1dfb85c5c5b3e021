"""What a page's place in the tree tells: breadcrumb, section menu, the page in other languages."""

from pydantic import BaseModel, ConfigDict
from wagtail.models import Page

from blocks.elements import Element

from .where import Where


class Crumb(BaseModel):
    """A step of the breadcrumb."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str
    href: str


class SectionMenu(Element):
    """The pages of the section that a page belongs to."""

    template = "tdd_pages/shell/section_menu.html"


class Alternate(BaseModel):
    """The page in another language."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    hreflang: str
    href: str


def resolve_breadcrumb(where: Where, page: Page | None) -> list[Crumb]:
    """Return the way from the home page to this page, both included."""
    return []


def resolve_section_menu(where: Where, page: Page | None) -> SectionMenu | None:
    """Return the menu of the page's section, or None where it has none."""
    return None


def resolve_alternates(where: Where, page: Page | None) -> list[Alternate]:
    """Return the page's live translations, itself included; none where it has only one."""
    return []
