"""Criteria list: who a therapy is for, what to consider, what to do and not to do."""

from typing import TYPE_CHECKING, Literal

from django.utils.translation import gettext_lazy as _
from pydantic import Field
from wagtail.blocks import CharBlock, ChoiceBlock, ListBlock, RichTextBlock

from .base import Component, ComponentBlock
from .citation_field import citations_block
from .elements import Citation, Heading, Rich
from .examples import Examples, citation, heading, rich
from .rich_text import INLINE_FEATURES

if TYPE_CHECKING:
    from .document import Place

Kind = Literal["criteria", "considerations", "do", "dont", "contraindication"]

KINDS: dict[Kind, str] = {
    "criteria": _("Criteria"),
    "considerations": _("Considerations"),
    "do": _("Do"),
    "dont": _("Do not"),
    "contraindication": _("Contraindications"),
}

SPOKEN_KINDS: dict[Kind, str] = {
    "do": _("Do"),
    "dont": _("Do not"),
    "contraindication": _("Contraindications"),
}
"""Kinds that change what an item means: they are said in words, not by colour and icon alone."""


class CriteriaList(Component):
    """A list whose kind says how to read its items."""

    type: Literal["criteria_list"] = "criteria_list"
    template = "tdd_pages/components/criteria_list.html"
    stylesheets = ("tdd_blocks/css/criteria_list.css",)

    kind: Kind
    kind_label: str = Field(description="The kind in words, where readers must be told.")
    heading: Heading | None = None
    lead_in: Rich | None = None
    items: list[Rich]
    source: Citation | None = Field(default=None, description="The source of the whole list.")


class CriteriaListBlock(ComponentBlock):
    """The form for a list of criteria."""

    kind = ChoiceBlock(
        choices=list(KINDS.items()), default="criteria", required=False, label=_("Kind")
    )
    heading = CharBlock(required=False, max_length=120, label=_("Heading"))
    lead_in = RichTextBlock(required=False, features=INLINE_FEATURES, label=_("Lead-in"))
    items = ListBlock(
        RichTextBlock(features=INLINE_FEATURES, label=_("Item")),
        min_num=1,
        default=[],
        label=_("Items"),
    )
    source = citations_block()

    def resolve(self, at: "Place") -> CriteriaList | None:
        kind = at.choice("kind", tuple(KINDS))
        heading, lead_in, items = at.heading("heading"), at.rich("lead_in"), at.rich_list("items")
        if not (heading or lead_in or items):
            return None
        return CriteriaList(
            id=at.id,
            kind=kind,
            kind_label=str(SPOKEN_KINDS.get(kind, "")),
            heading=heading,
            lead_in=lead_in,
            items=items,
            source=at.citation("source"),
        )

    class Meta:
        component = CriteriaList
        icon = "tasks"
        label = _("Criteria list")
        label_format = "{heading}"
        group = _("Text")
        description = _("Criteria, considerations, contraindications, or what to do and not to do.")


def _examples() -> dict[str, Component]:
    def listed(kind: Kind, title: str, lead_in: str, *items: str) -> CriteriaList:
        return CriteriaList(
            id="example",
            kind=kind,
            kind_label=str(SPOKEN_KINDS.get(kind, "")),
            heading=heading(title),
            lead_in=rich(f"<p>{lead_in}</p>"),
            items=[rich(f"<p>{item}</p>") for item in items],
            source=citation(1, 1, 2),
        )

    return {
        "full": listed(
            "criteria",
            "Patient selection",
            "A trial may be considered for people who:",
            "have spasticity that hinders daily life or care,",
            "have tried tablets without enough effect, or cannot bear their side effects,",
            "can come to a centre for refills, and have somebody who helps them to.",
        ),
        "considerations": listed(
            "considerations",
            "Before you decide",
            "Talk about:",
            "What matters most to the person",
            "How a refill is to be had far from home",
        ),
        "do": listed(
            "do",
            "On the day",
            "Before a scan:",
            "Tell the staff about the pump.",
            "Have the pump checked afterwards.",
        ),
        "do-not": listed(
            "dont",
            "Between visits",
            "While you live with a pump:",
            "Miss an appointment for a refill.",
            "Stop the medicine at once: it can be dangerous.",
        ),
        "contraindication": listed(
            "contraindication",
            "When not to use it",
            "The pump is not for people who:",
            "have an infection,",
            "are too small for a pump.",
        ),
        "one-item": CriteriaList(
            id="example", kind="do", kind_label=str(SPOKEN_KINDS["do"]), items=[rich("<p>Ask.</p>")]
        ),
        "bare": CriteriaList(
            id="example",
            kind="criteria",
            kind_label="",
            items=[
                rich("<p>Medikamentenpumpenimplantationssprechstundenvereinbarungsformular</p>"),
                rich('<p lang="ar" dir="rtl">تشنج شديد يعيق الحياة اليومية</p>'),
            ],
        ),
        "without-items": CriteriaList(
            id="example",
            kind="criteria",
            kind_label="",
            heading=heading("Criteria to come"),
            items=[],
        ),
    }


CriteriaList.examples = Examples(_examples)
