"""CTA cards: one to four next steps, each with one link that says where it leads."""

from typing import TYPE_CHECKING, Any, Literal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from pydantic import Field
from wagtail.blocks import (
    CharBlock,
    ListBlock,
    ListBlockValidationError,
    RichTextBlock,
    StructBlock,
    StructBlockValidationError,
    StructValue,
)

from .base import Component, ComponentBlock
from .elements import Element, File, Heading, Link, Rich
from .examples import Examples, heading, rich
from .generic_texts import is_generic
from .identifiers import comparable_title, repeated_titles
from .links import LinkBlock
from .rich_text import LINKLESS_FEATURES

if TYPE_CHECKING:
    from .document import Place


class CtaCard(Element):
    """One next step."""

    template = "tdd_pages/elements/cta_card.html"

    id: str
    heading: Heading | None
    text: Rich | None = None
    link: Link | None = None
    heading_is_link: bool = Field(
        default=False,
        description="Whether heading and link say the same: then the heading is the link.",
    )


class CtaCards(Component):
    """A group of next steps."""

    type: Literal["cta_cards"] = "cta_cards"
    template = "tdd_pages/components/cta_cards.html"
    stylesheets = ("tdd_blocks/css/card.css",)

    heading: Heading | None = None
    items: list[CtaCard]


class CardLinkBlock(LinkBlock):
    """A link whose text must say where it leads."""

    def clean(self, value: StructValue) -> StructValue:
        cleaned = super().clean(value)
        if is_generic(cleaned.get("text") or "") and not self.is_deferred_validation:
            error = ValidationError(_("Say where this link leads: name the page or the thing."))
            raise StructBlockValidationError(block_errors={"text": error})
        return cleaned


class CtaCardBlock(StructBlock):
    """The form for one card."""

    heading = CharBlock(max_length=120, label=_("Heading"))
    text = RichTextBlock(required=False, features=LINKLESS_FEATURES, label=_("Text"))
    link = CardLinkBlock()

    class Meta:
        icon = "link"
        label = _("Card")
        label_format = "{heading}"


class CtaCardsBlock(ComponentBlock):
    """The form for a group of cards."""

    heading = CharBlock(required=False, max_length=120, label=_("Heading"))
    items = ListBlock(CtaCardBlock(), min_num=1, max_num=4, default=[], label=_("Cards"))

    def clean(self, value: StructValue) -> StructValue:
        cleaned = super().clean(value)
        if not self.is_deferred_validation and (errors := _repeated_texts(cleaned["items"])):
            raise StructBlockValidationError(
                block_errors={"items": ListBlockValidationError(block_errors=errors)}
            )
        return cleaned

    def resolve(self, at: "Place") -> CtaCards | None:
        heading = at.heading("heading")
        places = at.items("items", under=heading)
        items = [card for place in places if (card := resolve_card(place))]
        return CtaCards(id=at.id, heading=heading, items=items) if heading or items else None

    class Meta:
        component = CtaCards
        icon = "link"
        label = _("Cards")
        label_format = "{heading}"
        group = _("Links")
        description = _("One to four next steps, each with a heading, a text and one link.")


def _repeated_texts(cards: Any) -> dict[int, StructBlockValidationError]:
    """Return an error for each card whose link text an earlier one has: texts tell links apart."""
    error = ValidationError(_("Another card's link has this text: make each its own."))
    link = StructBlockValidationError(block_errors={"text": error})
    texts = (card["link"].get("text") or "" for card in cards)
    return {
        index: StructBlockValidationError(block_errors={"link": link})
        for index in repeated_titles(texts)
    }


def resolve_card(at: "Place") -> CtaCard | None:
    """Return one card, or None while an editor has not filled it."""
    heading, text, link = at.heading("heading"), at.rich("text"), at.link("link")
    if not (heading or text or link):
        return None
    same = bool(heading and link and comparable_title(link.text) == comparable_title(heading.text))
    card = CtaCard(id=at.id, heading=heading, text=text, link=link, heading_is_link=same)
    return card.at(at.path)


def _examples() -> dict[str, Component]:
    def card(nth: int, title: str, text: str, link: Link | None, **more: Any) -> CtaCard:
        return CtaCard(
            id=f"example-{nth}",
            heading=heading(title, 3, f"example-{nth}"),
            text=rich(f"<p>{text}</p>") if text else None,
            link=link,
            **more,
        )

    ask = card(
        1,
        "Ask a specialist",
        "Tell us what you would like to know. A nurse answers within two working days.",
        Link(text="Write to a nurse", href="/", kind="page"),
    )
    form = card(
        2,
        "Prepare for the visit",
        "One page with the questions that centres ask most often.",
        Link(
            text="Questions to bring along",
            href="/questions.pdf",
            kind="document",
            file=File(type="application/pdf", label="PDF", bytes=182_044),
        ),
    )
    merged = card(
        3,
        "Find a treatment centre",
        "By city or postal code.",
        Link(text="Find a treatment centre", href="/", kind="page"),
        heading_is_link=True,
    )
    long = "Medikamentenpumpenimplantationssprechstundenvereinbarung"
    return {
        "full": CtaCards(
            id="example", heading=heading("What to do next"), items=[ask, form, merged]
        ),
        "one": CtaCards(id="example", heading=heading("What to do next"), items=[ask]),
        "four": CtaCards(
            id="example",
            heading=heading("What to do next"),
            items=[
                ask,
                form,
                merged,
                card(4, "Read on", "", Link(text="How a trial works", href="/", kind="page")),
            ],
        ),
        "without-links": CtaCards(
            id="example",
            heading=heading("A draft"),
            items=[card(1, "A card nobody has linked yet", "", None)],
        ),
        "without-cards": CtaCards(id="example", heading=heading("Cards to come"), items=[]),
        "long-words": CtaCards(
            id="example",
            heading=heading("Weiter"),
            items=[
                card(1, long, long, Link(text=f"{long} beginnen", href="/", kind="page")),
                card(
                    2,
                    f"{long}en",
                    "",
                    Link(text=f"{long}en", href="/", kind="page"),
                    heading_is_link=True,
                ),
            ],
        ),
    }


CtaCards.examples = Examples(_examples)
