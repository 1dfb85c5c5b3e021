"""Important safety information: shown from its registry, never copied into a page."""

from datetime import date
from typing import TYPE_CHECKING, Literal

from django.utils.translation import gettext_lazy as _
from pydantic import Field
from wagtail.snippets.blocks import SnippetChooserBlock

from .base import Component, ComponentBlock
from .elements import Heading, Rich
from .examples import Examples, heading, rich
from .facts import About
from .languages import foreign, long_date
from .safety_information import SafetyInformation

if TYPE_CHECKING:
    from .document import Place


class SafetyInfo(Component):
    """What must be known of a therapy's risks, in the wording in force."""

    type: Literal["safety_info"] = "safety_info"
    template = "tdd_pages/components/safety_info.html"
    stylesheets = ("tdd_blocks/css/prose.css", "tdd_blocks/css/safety_info.css")

    key: str = Field(description="Its lasting name in the registry.")
    heading: Heading
    body: Rich | None = None
    version: str
    effective: date | None = Field(default=None, description="In force since this day.")
    effective_text: str = Field(default="", description="The day as the page's language says it.")
    language: str | None = Field(
        default=None, description="The language of the wording, where it is not the page's."
    )
    direction: str | None = None

    @classmethod
    def of(
        cls, entry: SafetyInformation, body: Rich | None, about: About, *, id: str, level: int
    ) -> "SafetyInfo":
        """Return the component that shows an entry, whose text is resolved as ``body``."""
        language, direction = foreign(entry.locale.language_code, about.language)
        day = entry.effective
        return cls(
            id=id,
            key=entry.key,
            heading=Heading(text=entry.heading, level=level, id=f"h-{id}"),
            body=body,
            version=entry.version,
            effective=day,
            effective_text=long_date(day, about.language) if day else "",
            language=language,
            direction=direction,
        )


class SafetyInfoBlock(ComponentBlock):
    """The form: which safety information this page shows."""

    information = SnippetChooserBlock(SafetyInformation, label=_("Safety information"))

    def resolve(self, at: "Place") -> SafetyInfo | None:
        entry = at.entry("information")
        if not isinstance(entry, SafetyInformation):
            return None
        return SafetyInfo.of(entry, at.rich("information"), at.about, id=at.id, level=at.level)

    class Meta:
        component = SafetyInfo
        icon = "warning"
        label = _("Safety information")
        label_format = "{information}"
        group = _("Evidence")
        description = _("Important safety information in the wording in force, kept in one place.")


def _examples() -> dict[str, Component]:
    full = SafetyInfo(
        id="example",
        key="examplar",
        heading=heading("Important safety information"),
        body=rich(
            "<p>Stopping the medicine at once can be <b>dangerous</b>: fever, confusion and stiff "
            "muscles have been seen.</p><ul><li>Keep every appointment for a refill.</li><li>Call "
            "your centre when an alarm sounds.</li></ul><p>Read the <a href='/'>instructions for "
            "use (PDF, 182 KB)</a>.</p>"
        ),
        version="3",
        effective=date(2026, 9, 1),
        effective_text="September 1, 2026",
    )
    long = "Medikamentenpumpenimplantationssicherheitsinformation"
    return {
        "full": full,
        "without-text": full.model_copy(update={"body": None}),
        "another-language": full.model_copy(
            update={
                "heading": heading("معلومات مهمة عن السلامة"),
                "body": rich("<p>قد يكون التوقف المفاجئ عن الدواء خطيرًا.</p>"),
                "language": "ar",
                "direction": "rtl",
            }
        ),
        "long-words": full.model_copy(
            update={
                "heading": heading(long),
                "body": rich(f"<p>{long}sbestimmungen</p>"),
                "version": "2026.09.01-Entwurfsfassung-Medikamentenpumpen",
            }
        ),
    }


SafetyInfo.examples = Examples(_examples)
