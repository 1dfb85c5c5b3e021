"""Section: a heading and what belongs under it."""

from typing import TYPE_CHECKING, Literal

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ChoiceBlock

from .base import Component, ComponentBlock
from .elements import Heading

if TYPE_CHECKING:
    from .document import Place

Tone = Literal["plain", "tinted"]
TONES: tuple[Tone, ...] = ("plain", "tinted")


class Section(Component):
    """A part of the page under a heading of its own."""

    type: Literal["section"] = "section"
    template = "tdd_pages/components/section.html"
    stylesheets = ("tdd_blocks/css/section.css",)

    heading: Heading | None
    tone: Tone = "plain"
    body: list["AnyComponent"]  # type: ignore[name-defined]  # noqa: F821 - completed in base.py

    @property
    def children(self) -> list[Component]:
        return self.body


class SectionBlock(ComponentBlock):
    """A heading with components under it. A subclass names them in its field ``body``."""

    heading = CharBlock(max_length=120, label=_("Heading"))
    tone = ChoiceBlock(
        choices=[("plain", _("Plain")), ("tinted", _("Tinted"))],
        default="plain",
        required=False,
        label=_("Background"),
    )

    def resolve(self, at: "Place") -> Section:
        heading = at.heading("heading")
        return Section(
            id=at.id,
            heading=heading,
            tone=at.choice("tone", TONES),
            body=at.stream("body", level=at.level + 1 if heading else at.level),
        )

    class Meta:
        component = Section
        icon = "title"
        label = _("Section")
        label_format = "{heading}"
        group = _("Structure")
        description = _("A heading and the components under it. Sections can hold sections.")
