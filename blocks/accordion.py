"""Accordion: parts that readers open one by one, such as questions and their answers."""

from typing import TYPE_CHECKING, Literal

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ListBlock, RichTextBlock, StructBlock

from .base import Component, ComponentBlock
from .elements import Element, Heading, Rich
from .examples import Examples, citation, heading, rich
from .rich_text import PROSE_FEATURES

if TYPE_CHECKING:
    from .document import Place


class AccordionItem(Element):
    """One part, closed until a reader opens it."""

    template = "tdd_pages/elements/accordion_item.html"

    heading: Heading
    text: Rich | None = None


class Accordion(Component):
    """Parts of which readers see the headings first."""

    type: Literal["accordion"] = "accordion"
    template = "tdd_pages/components/accordion.html"
    stylesheets = ("tdd_blocks/css/prose.css", "tdd_blocks/css/accordion.css")

    heading: Heading | None = None
    items: list[AccordionItem]


class AccordionItemBlock(StructBlock):
    """The form for one part.

    It holds text and no components: what deserves a figure or a table should not be folded away.
    """

    heading = CharBlock(max_length=120, label=_("Heading"))
    text = RichTextBlock(features=PROSE_FEATURES, label=_("Text"))

    class Meta:
        icon = "list-ul"
        label = _("Part")
        label_format = "{heading}"


class AccordionBlock(ComponentBlock):
    """The form for an accordion."""

    heading = CharBlock(required=False, max_length=120, label=_("Heading"))
    items = ListBlock(AccordionItemBlock(), min_num=2, default=[], label=_("Parts"))

    def resolve(self, at: "Place") -> Accordion | None:
        own = at.heading("heading")
        items = [
            AccordionItem(heading=title, text=part.rich("text")).at(part.path)
            for part in at.items("items", under=own)
            if (title := part.heading("heading"))
        ]
        return Accordion(id=at.id, heading=own, items=items) if own or items else None

    class Meta:
        component = Accordion
        icon = "list-ul"
        label = _("Accordion")
        label_format = "{heading}"
        group = _("Text")
        description = _("Two or more parts that readers open one by one, such as questions.")


def _examples() -> dict[str, Component]:
    def part(number: int, title: str, text: Rich | None, level: int = 3) -> AccordionItem:
        return AccordionItem(heading=heading(title, level, f"example-{number}"), text=text)

    return {
        "full": Accordion(
            id="example",
            heading=heading("Questions people ask"),
            items=[
                part(
                    1,
                    "Will I feel the pump?",
                    rich(
                        "<p>Most people feel it under the skin at first, and forget it later.{} A "
                        "belt can press on it; a soft one does not.</p>",
                        citation(1, 1),
                    ),
                ),
                part(
                    2,
                    "What happens at a refill?",
                    rich(
                        "<ol><li>The skin is cleaned.</li><li>A thin needle goes through it into "
                        "the pump.</li><li>Old medicine is drawn out, new medicine put in.</li>"
                        "</ol><p>It takes less than half an hour.{}</p>",
                        citation(2, 2, 3),
                    ),
                ),
                part(
                    3,
                    "Can I travel?",
                    rich(
                        '<p>Yes. Plan <a href="https://example.org/refills">a refill</a> before '
                        "you go, and carry the card that names your pump.</p>"
                    ),
                ),
            ],
        ),
        "without-heading": Accordion(
            id="example",
            items=[
                part(1, "By day", rich("<p>Walk, stand, work.</p>"), 2),
                part(2, "At night", rich("<p>Sleep, turn over.</p>"), 2),
            ],
        ),
        "long-words": Accordion(
            id="example",
            items=[
                part(
                    1,
                    "Medikamentenpumpenimplantationssprechstundenvereinbarung",
                    rich("<p>Rückenmarksverletzungsbedingtebewegungsstörungsbehandlung</p>"),
                    2,
                ),
                part(2, "Ein Teil, den noch niemand geschrieben hat", None, 2),
            ],
        ),
        "without-parts": Accordion(id="example", heading=heading("Questions to come"), items=[]),
    }


Accordion.examples = Examples(_examples)
