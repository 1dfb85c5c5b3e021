"""Citations and the list they lead to: markers in the text, references with links back.

Roles are those of DPUB-ARIA 1.1: ``doc-biblioref`` on the marker's links, ``doc-bibliography`` on
the section around the list, ``doc-backlink`` on the links back. ``doc-biblioentry`` is deprecated,
so list items have no role.
"""

from typing import TYPE_CHECKING, Literal

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from pydantic import Field
from wagtail.blocks import CharBlock

from .base import Component, ComponentBlock
from .bibliography import CSLItem, format_ama
from .citations import Marker, collapse, run_text, runs
from .elements import Citation, CitationLink, Heading, Resolved
from .examples import LIBRARY, Examples, citation, heading

if TYPE_CHECKING:
    from .document import Place
    from .facts import Facts


class BackLink(Resolved):
    """A link from a reference to one place that cites it."""

    href: str
    label: str = Field(description="A letter: a for the first citation, b for the second …")


class CitedReference(Resolved):
    """One entry of the list."""

    key: str
    number: int = Field(ge=1)
    id: str = Field(description="Target of the markers' links.")
    html: str = Field(description="The reference in AMA style, as HTML.")
    text: str = Field(description="The reference in AMA style, as plain text.")
    csl: CSLItem
    language: str | None = Field(description="Language of the title, where it is known.")
    evidence_type: str | None = None
    back_links: list[BackLink]


class References(Component):
    """The list of references, numbered by first citation."""

    type: Literal["references"] = "references"
    template = "tdd_pages/components/references.html"
    stylesheets = ("tdd_blocks/css/references.css",)

    heading: Heading
    items: list[CitedReference]

    @classmethod
    def of(cls, facts: "Facts", *, id: str, level: int, heading: str = "") -> "References":
        """Return the list of everything that is cited, under a heading of its own."""
        text = heading or gettext("References")
        items = [_cited(facts, pk, index) for index, pk in enumerate(facts.numbering.references, 1)]
        return cls(id=id, heading=Heading(text=text, level=level, id=f"h-{id}"), items=items)


def _cited(facts: "Facts", pk: int, index: int) -> CitedReference:
    reference = facts.references[pk]
    csl = reference.to_csl()
    formatted = format_ama(csl)
    return CitedReference(
        key=reference.key,
        number=index,
        id=reference_id(reference.key),
        html=formatted.html,
        text=formatted.text,
        csl=csl,
        language=reference.language or None,
        evidence_type=reference.evidence_type or None,
        back_links=[
            BackLink(href=f"#{marker_id(marker)}", label=letter(position))
            for position, marker in enumerate(facts.numbering.citing(pk))
        ],
    )


def resolve_citation(marker: Marker[int], facts: "Facts") -> Citation:
    """Return a marker as readers see it: one link for each number or range.

    Where there is no list to lead to, it names the sources instead.
    """
    if facts.alone:
        cited = [facts.references[pk] for pk in marker.references.values()]
        label = "; ".join(reference.citation_label for reference in cited)
        keys_alone = [reference.key for reference in cited]
        return Citation(anchor="", label=label, numbers=[], references=keys_alone, links=[])
    keys = {n: facts.references[pk].key for n, pk in marker.references.items()}
    return Citation(
        anchor=marker_id(marker),
        label=collapse(keys),
        numbers=list(keys),
        references=list(keys.values()),
        links=[
            CitationLink(text=run_text(run), href=f"#{reference_id(keys[run[0]])}")
            for run in runs(keys)
        ],
    )


def marker_id(marker: Marker) -> str:
    """Return the HTML id of a marker."""
    return f"cite-{marker.ordinal}"


def reference_id(key: str) -> str:
    """Return the HTML id of a reference."""
    return f"ref-{key}"


def letter(position: int) -> str:
    """Return the nth label of a back link: a … z, aa, ab …"""
    label = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        label = chr(ord("a") + rest) + label
    return label


class ReferencesBlock(ComponentBlock):
    """Where the list of references stands. Its entries come from what the page cites."""

    once = True

    heading = CharBlock(required=False, max_length=120, label=_("Heading"))

    def resolve(self, at: "Place") -> References | None:
        if not at.facts.numbering.references:
            return None
        return References.of(at.facts, id=at.id, level=at.level, heading=at.text("heading"))

    class Meta:
        component = References
        icon = "list-ol"
        label = _("References")
        label_format = ""
        group = _("Evidence")
        description = _(
            "The list of all references this page cites, numbered by itself. "
            "Without this block the list stands at the end of the page."
        )


def example_references(citations: list[Citation]) -> References:
    """Return the list that an example's citations lead to."""
    numbers = sorted({number for marker in citations for number in marker.numbers})
    return References(
        id="references",
        heading=heading("References", id="references"),
        items=[_example_entry(number, citations) for number in numbers],
    )


def _example_entry(number: int, citations: list[Citation]) -> CitedReference:
    csl = LIBRARY[number - 1]
    formatted = format_ama(csl)
    citing = [marker for marker in citations if number in marker.numbers]
    return CitedReference(
        key=csl.id,
        number=number,
        id=reference_id(csl.id),
        html=formatted.html,
        text=formatted.text,
        csl=csl,
        language=csl.language or None,
        back_links=[
            BackLink(href=f"#{marker.anchor}", label=letter(position))
            for position, marker in enumerate(citing)
        ],
    )


def _examples() -> dict[str, Component]:
    everything = range(1, len(LIBRARY) + 1)
    return {
        "full": example_references([citation(1, *everything), citation(2, 1), citation(3, 1, 5)]),
        "one": example_references([citation(1, 1)]),
    }


References.examples = Examples(_examples)
