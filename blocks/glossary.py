"""Glossary: the terms of a page, in full and defined."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from pydantic import Field
from wagtail.blocks import CharBlock, ListBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from .base import Component, ComponentBlock
from .collation import sort_key
from .elements import Element, Heading
from .examples import Examples, heading
from .facts import About
from .languages import foreign
from .terminology import term_id
from .terms import Term

if TYPE_CHECKING:
    from .document import Place


class GlossaryEntry(Element):
    """A term with what it means."""

    template = "tdd_pages/elements/glossary_entry.html"

    key: str = Field(description="Its lasting name in the registry.")
    id: str = Field(description="Target of the links from the text.")
    term: str
    expansion: str = ""
    definition: str = ""
    term_language: str | None = Field(
        default=None, description="The language of the term, where it is not the definition's."
    )
    term_direction: str | None = None
    language: str | None = Field(
        default=None, description="The language of the entry, where it is not the page's."
    )
    direction: str | None = None


class Glossary(Component):
    """The terms of a page, in alphabetical order."""

    type: Literal["glossary"] = "glossary"
    template = "tdd_pages/components/glossary.html"
    stylesheets = ("tdd_blocks/css/glossary.css",)

    heading: Heading
    items: list[GlossaryEntry]

    @classmethod
    def of(
        cls, terms: Iterable[Term], about: About, *, id: str, level: int, heading: str = ""
    ) -> "Glossary":
        """Return the glossary of these terms, each once, under a heading of its own."""
        text = heading or gettext("Terms and abbreviations")
        by_key = {term.key: term for term in terms}
        ordered = sorted(by_key.values(), key=lambda term: sort_key(term.term, about.language))
        return cls(
            id=id,
            heading=Heading(text=text, level=level, id=f"h-{id}"),
            items=[_entry(term, about) for term in ordered],
        )


def _entry(term: Term, about: About) -> GlossaryEntry:
    own = term.locale.language_code
    language, direction = foreign(own, about.language)
    term_language, term_direction = foreign(term.spoken_language, own)
    return GlossaryEntry(
        key=term.key,
        id=term_id(term.key),
        term=term.term,
        expansion=term.expansion,
        definition=term.definition.strip(),
        term_language=term_language,
        term_direction=term_direction,
        language=language,
        direction=direction,
    )


class GlossaryBlock(ComponentBlock):
    """The form for a glossary. By itself it lists what the page's texts mark as terms."""

    once = True

    heading = CharBlock(required=False, max_length=120, label=_("Heading"))
    terms = ListBlock(
        SnippetChooserBlock(Term, label=_("Term")),
        default=[],
        label=_("Terms"),
        help_text=_("Left empty, the glossary lists the terms that the page's texts use."),
    )

    def resolve(self, at: "Place") -> Glossary | None:
        places = at.items("terms")
        chosen = [entry for place in places if (entry := at.facts.entry(place.value))]
        terms = [term for term in chosen if isinstance(term, Term)]
        if not places:
            terms = at.facts.terminology.used
        if not terms:
            return None
        return Glossary.of(terms, at.about, id=at.id, level=at.level, heading=at.text("heading"))

    class Meta:
        component = Glossary
        icon = "list-ul"
        label = _("Glossary")
        label_format = "{heading}"
        group = _("Evidence")
        description = _("Terms and abbreviations with what they mean: by itself, this page's.")


def _examples() -> dict[str, Component]:
    def entry(key: str, term: str, expansion: str = "", definition: str = "") -> GlossaryEntry:
        return GlossaryEntry(
            key=key, id=term_id(key), term=term, expansion=expansion, definition=definition
        )

    cns = entry(
        "cns", "CNS", "central nervous system", "The brain and the spinal cord with their nerves."
    )
    spasticity = entry(
        "spasticity",
        "spasticity",
        definition="A rise of muscle tone that grows with the speed of a movement.",
    )
    mri = entry("mri", "MRI", "magnetic resonance imaging")
    arabic = GlossaryEntry(
        key="ict",
        id=term_id("ict"),
        term="ICT",
        expansion="intrathecal catheter tip",
        definition="طرف القسطرة داخل السائل النخاعي.",
        term_language="en",
        term_direction="ltr",
        language="ar",
        direction="rtl",
    )
    long = "Medikamentenpumpenimplantationssprechstundenvereinbarung"
    return {
        "full": Glossary(
            id="example", heading=heading("Terms and abbreviations"), items=[cns, mri, spasticity]
        ),
        "one": Glossary(id="example", heading=heading("Terms and abbreviations"), items=[cns]),
        "another-language": Glossary(
            id="example", heading=heading("Terms and abbreviations"), items=[cns, arabic]
        ),
        "long-words": Glossary(
            id="example", heading=heading("Begriffe"), items=[entry("long", long, long, long)]
        ),
    }


Glossary.examples = Examples(_examples)
