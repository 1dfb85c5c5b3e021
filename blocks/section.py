"""Section: a heading and what belongs under it."""

from typing import TYPE_CHECKING, Literal

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ChoiceBlock

from .base import Component, ComponentBlock
from .elements import Heading
from .examples import Examples, citation, heading, rich

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
            body=at.stream("body", under=heading),
        )

    class Meta:
        component = Section
        icon = "title"
        label = _("Section")
        label_format = "{heading}"
        group = _("Structure")
        description = _("A heading and the components under it. Sections can hold sections.")


def _examples() -> dict[str, Component]:
    from .criteria import CriteriaList
    from .prose import Prose

    criteria = CriteriaList(
        id="example-criteria",
        kind="criteria",
        kind_label="",
        lead_in=rich("<p>A trial may be worth considering when:</p>"),
        items=[
            rich("<p>Stiffness hinders daily life or care.</p>"),
            rich("<p>Tablets do not help enough, or do harm.{}</p>", citation(2, 2)),
        ],
    )
    text = Prose(
        id="example-text",
        text=rich(
            "<p>Spasticity is a rise of muscle tone that grows with the speed of a movement.{} "
            "Whether to treat it depends on what it keeps a person from doing.</p>",
            citation(1, 1),
        ),
    )
    part = Section(
        id="example-part",
        heading=heading("Before the trial", 3, "example-part"),
        body=[
            Prose(
                id="example-part-text",
                text=rich("<p>Agree on one or two goals, and on how they will be measured.</p>"),
            )
        ],
    )
    return {
        "full": Section(
            id="example", heading=heading("Who may benefit"), body=[text, criteria, part]
        ),
        "tinted": Section(
            id="example", heading=heading("Who may benefit"), tone="tinted", body=[text, criteria]
        ),
        "tinted-part": Section(
            id="example",
            heading=heading("Who may benefit"),
            body=[text, part.model_copy(update={"tone": "tinted"})],
        ),
        "without-heading": Section(id="example", heading=None, body=[text]),
        "empty": Section(id="example", heading=heading("A section nobody has filled yet"), body=[]),
        "long-words": Section(
            id="example",
            heading=heading("Medikamentenpumpenimplantationssprechstundenvereinbarung"),
            body=[text],
        ),
    }


Section.examples = Examples(_examples)
