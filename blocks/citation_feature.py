"""Citations in rich text: how they are stored, read back and kept through every conversion.

In the database a citation is a link type, `<a linktype="citation" refs="3 7">Ivanhoe 2006;
Gilmartin 2000</a>`: `refs` holds primary keys of references in the order of citing, the label
is what remains where nothing numbers citations. Being a link type, it is inline for translation
tools, counted by the reference index and expanded by Wagtail itself.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from bs4 import Tag
from django.utils.html import escape
from django.utils.translation import gettext
from draftjs_exporter import DOM
from wagtail.admin.rich_text.converters.html_to_contentstate import InlineEntityElementHandler
from wagtail.rich_text import LinkHandler

from .models import Reference
from .stored_citations import parse_refs
from .stored_links import primary_key

FEATURE = "citation"
LINK_TYPE = "citation"
ENTITY_TYPE = "CITATION"


def label_for(pks: Iterable[int]) -> str:
    """The label editors see for these references: "Ivanhoe 2006; Gilmartin 2000"."""
    keys = tuple(pks)
    known = Reference.objects.in_bulk(keys)
    labels = [known[pk].citation_label for pk in keys if pk in known]
    return "; ".join(labels) or gettext("Missing reference")


def _refs(pks: Iterable[int]) -> str:
    return " ".join(map(str, pks))


class CitationLinkHandler(LinkHandler):
    """What a citation is to Wagtail where our pages' own numbering does not reach it."""

    identifier = LINK_TYPE

    @staticmethod
    def get_model() -> type[Reference]:
        return Reference

    @classmethod
    def expand_db_attributes(cls, attrs: Mapping[str, str]) -> str:
        """A link without target: the label stays as text, and nothing is announced."""
        return "<a>"

    @classmethod
    def extract_references(
        cls, attrs: Mapping[str, str]
    ) -> Iterator[tuple[type[Reference], str, str, str]]:
        """One entry of the reference index per reference, so that deleting one warns."""
        for pk in parse_refs(attrs.get("refs")):
            yield Reference, str(pk), "", ""


class CitationEditorHTMLHandler:
    """The `editorhtml` rule: what the v3 API's writes may keep of a citation."""

    @staticmethod
    def get_db_attributes(tag: Tag) -> dict[str, str]:
        """The attributes to store, from an `<a data-linktype="citation" data-refs="…">`.

        A KeyError, as Wagtail has it for links without an id, unwraps the link and tells the
        API's client so. Half-readable keys are refused as a whole: dropping some of them would
        quietly change what a sentence cites.
        """
        keys = [primary_key(token) for token in str(tag["data-refs"]).split()]
        if not keys or None in keys:
            raise KeyError("data-refs")
        pks = tuple(dict.fromkeys(pk for pk in keys if pk is not None))
        if not tag.get_text(strip=True):
            # The editor would lose an entity that spans no text.
            tag.string = label_for(pks)
        return {"refs": _refs(pks)}

    @staticmethod
    def expand_db_attributes(attrs: Mapping[str, str]) -> str:
        refs = escape(_refs(parse_refs(attrs.get("refs"))))
        return f'<a data-linktype="{LINK_TYPE}" data-refs="{refs}">'


class CitationElementHandler(InlineEntityElementHandler):
    """Reads a stored citation into the editor."""

    mutability = "IMMUTABLE"

    def get_attribute_data(self, attrs: Mapping[str, str | None]) -> dict[str, str]:
        return {"refs": _refs(parse_refs(attrs.get("refs")))}

    def handle_endtag(self, name: str, state: Any, contentstate: Any) -> None:
        entity_range = state.current_entity_ranges[-1]
        if entity_range.offset == len(state.current_block.text):
            entity = contentstate.entity_map[entity_range.key]
            state.current_block.text += label_for(parse_refs(entity.data["refs"]))
        super().handle_endtag(name, state, contentstate)


def citation_entity(props: Mapping[str, Any]) -> Any:
    """Writes the editor's citation to the database. One without any key is mere text."""
    refs = _refs(parse_refs(props.get("refs")))
    if not refs:
        return props["children"]
    return DOM.create_element("a", {"linktype": LINK_TYPE, "refs": refs}, props["children"])


CONTENTSTATE_RULE = {
    "from_database_format": {
        f'a[linktype="{LINK_TYPE}"]': CitationElementHandler(ENTITY_TYPE),
    },
    "to_database_format": {"entity_decorators": {ENTITY_TYPE: citation_entity}},
}
