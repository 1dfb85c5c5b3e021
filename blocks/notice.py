"""Notice: what readers must not miss beside the running text."""

from typing import TYPE_CHECKING, Literal

from django.utils.translation import gettext_lazy as _
from pydantic import Field
from wagtail.blocks import CharBlock, ChoiceBlock, RichTextBlock

from .base import Component, ComponentBlock
from .elements import Heading, Rich
from .examples import Examples, citation, heading, rich
from .rich_text import PROSE_FEATURES

if TYPE_CHECKING:
    from .document import Place

Kind = Literal["information", "important", "warning"]

KINDS: dict[Kind, str] = {
    "information": _("Information"),
    "important": _("Important"),
    "warning": _("Warning"),
}


class Notice(Component):
    """A text set apart, whose kind says how much depends on it."""

    type: Literal["notice"] = "notice"
    template = "tdd_pages/components/notice.html"
    stylesheets = ("tdd_blocks/css/prose.css", "tdd_blocks/css/notice.css")
    in_outline = False

    kind: Kind
    kind_label: str = Field(description="The kind in words.")
    heading: Heading | None = None
    text: Rich


class NoticeBlock(ComponentBlock):
    """The form for a notice."""

    kind = ChoiceBlock(
        choices=list(KINDS.items()), default="information", required=False, label=_("Kind")
    )
    heading = CharBlock(required=False, max_length=120, label=_("Heading"))
    text = RichTextBlock(features=PROSE_FEATURES, label=_("Text"))

    def resolve(self, at: "Place") -> Notice | None:
        text = at.rich("text")
        if text is None:
            return None
        kind = at.choice("kind", tuple(KINDS))
        return Notice(
            id=at.id,
            kind=kind,
            kind_label=str(KINDS[kind]),
            heading=at.heading("heading"),
            text=text,
        )

    class Meta:
        component = Notice
        icon = "info-circle"
        label = _("Notice")
        label_format = "{kind} {heading}"
        group = _("Text")
        description = _("Something readers must not miss: information, important, or a warning.")


def _examples() -> dict[str, Component]:
    def notice(kind: Kind, title: str, text: Rich) -> Notice:
        return Notice(
            id="example",
            kind=kind,
            kind_label=str(KINDS[kind]),
            heading=heading(title) if title else None,
            text=text,
        )

    return {
        "full": notice(
            "warning",
            "Do not stop the medicine at once",
            rich(
                "<p>Without the medicine, stiffness can come back within hours, and worse than "
                "before.{}</p><p>Call the clinic if you notice:</p>"
                "<ul><li>itching without a rash,</li><li>fever,</li><li>an alarm of the pump.</li>"
                "</ul>",
                citation(1, 1, 2),
            ),
        ),
        "important": notice(
            "important",
            "",
            rich(
                "<p>Bring the card that names your pump to every visit, and to every "
                '<a href="https://example.org/scans">scan</a>.</p>'
            ),
        ),
        "information": notice(
            "information", "", rich("<p>A visit for a refill takes half an hour.</p>")
        ),
        "long-words": notice(
            "information",
            "Medikamentenpumpenimplantationssprechstundenvereinbarung",
            rich(
                '<p lang="de">Medikamentenpumpenimplantationssprechstundenvereinbarungsformular</p>'
            ),
        ),
    }


Notice.examples = Examples(_examples)
