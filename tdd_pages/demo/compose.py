"""From the demo's content as it is written, in YAML, to what Wagtail stores.

The blocks themselves say what becomes of a value: a rich text is written with a few marks, pages,
pictures, files and entries of registries are named by their keys. What is left out has the block's
default. Every block gets the id that its place makes, so that a site built twice has the same
addresses, and a page and its translations have the same blocks.

The marks of a text: paragraphs stand apart, ``- `` begins an item of a list, ``**word**`` is bold,
``[[key key]]`` cites works, ``[text](page)`` leads to a page or an address, ``((key|CNS))`` uses a
term of the registry, ``((de:Wort))`` is in another language.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.utils.html import escape
from wagtail.blocks import (
    Block,
    ListBlock,
    PageChooserBlock,
    RichTextBlock,
    StreamBlock,
    StructBlock,
)
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents import get_document_model
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageBlock
from wagtail.models import Locale
from wagtail.snippets.blocks import SnippetChooserBlock

from blocks.citation_feature import label_for
from blocks.models import Reference, Term

from .files import document_title, image_title

ITEM = re.compile(r"(?:\A|\n)- ")
BOLD = re.compile(r"\*\*(.+?)\*\*")
CITATION = re.compile(r"\[\[(.+?)\]\]")
LINK = re.compile(r"\[([^\]]+)\]\(([^)]+)\)")
TERM = re.compile(r"\(\(([\w-]+)\|(.+?)\)\)")
FOREIGN = re.compile(r"\(\(([\w-]+):(.+?)\)\)")


@dataclass(frozen=True)
class Composer:
    """Composes the content of one language."""

    pages: Mapping[str, int]
    """The demo's pages by their keys, in the site's first language."""

    alternatives: Mapping[str, str]
    """What pictures show, by their names; what is not named here only decorates."""

    def stored(self, block: Block, written: Any, place: str) -> Any:
        """Return the JSON that a block stores for what is written at a place."""
        if written is None:
            return block.get_prep_value(block.get_default())
        if isinstance(block, StreamBlock):
            return [self._child(block, f"{place}/{n}", child) for n, child in enumerate(written)]
        if isinstance(block, ListBlock):
            return [self._item(block, f"{place}/{n}", item) for n, item in enumerate(written)]
        if isinstance(block, ImageBlock):
            return self.image(written)
        if isinstance(block, TypedTableBlock):
            return self._table(block, written)
        if isinstance(block, StructBlock):
            return self._struct(block, written, place)
        return self._named(block, written)

    def _child(self, block: StreamBlock, place: str, written: Any) -> dict[str, Any]:
        [(kind, value)] = ((written, {}),) if isinstance(written, str) else written.items()
        stored = self.stored(block.child_blocks[kind], value, place)
        return {"type": kind, "id": made_id(place), "value": stored}

    def _item(self, block: ListBlock, place: str, written: Any) -> dict[str, Any]:
        stored = self.stored(block.child_block, written, place)
        return {"type": "item", "id": made_id(place), "value": stored}

    def _struct(self, block: StructBlock, written: Any, place: str) -> dict[str, Any]:
        fields = block.child_blocks
        if not isinstance(written, dict):
            # A struct whose text is all there is to say is written as that text.
            written = {"text" if "text" in fields else next(iter(fields)): written}
        if unknown := written.keys() - fields.keys():
            raise KeyError(f"{place}: {block.name} has no {', '.join(unknown)}")
        return {
            name: self.stored(field, written.get(name), f"{place}/{name}")
            for name, field in fields.items()
        }

    def _table(self, block: TypedTableBlock, written: dict[str, Any]) -> dict[str, Any]:
        columns = [{"type": kind, "heading": head} for kind, head in written["columns"]]
        cells = [block.child_blocks[column["type"]] for column in columns]
        rows = [
            [self.stored(block, str(cell), "") for block, cell in zip(cells, row, strict=True)]
            for row in written["rows"]
        ]
        return {
            "caption": written["caption"],
            "columns": columns,
            "rows": [{"values": values} for values in rows],
        }

    def _named(self, block: Block, written: Any) -> Any:
        if isinstance(block, RichTextBlock):
            return self.html(written)
        if isinstance(block, PageChooserBlock):
            return self.pages[written]
        if isinstance(block, SnippetChooserBlock):
            return entry(block.target_model, written)
        if isinstance(block, DocumentChooserBlock):
            return document(written)
        return written

    # -------------------------------------------------------------- running text

    def html(self, written: str) -> str:
        """Return a text as rich text is stored."""
        return "".join(map(self._paragraph, re.split(r"\n\s*\n", written.strip())))

    def _paragraph(self, written: str) -> str:
        if not written.startswith("- "):
            return f"<p>{self.inline(written)}</p>"
        items = (self.inline(item) for item in ITEM.split(written) if item.strip())
        return f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"

    def inline(self, written: str) -> str:
        """Return a text of one paragraph, its marks replaced."""
        # Only what YAML's own lines leave: a no-break space is part of the text.
        html = BOLD.sub(r"<b>\1</b>", escape(re.sub(r"[ \n]+", " ", written.strip())))
        html = CITATION.sub(lambda match: cite(*match[1].split()), html)
        html = TERM.sub(lambda m: typed("abbr", f'id="{entry(Term, m[1])}"', m[2]), html)
        html = FOREIGN.sub(lambda m: typed("lang", f'lang="{m[1]}"', m[2]), html)
        return LINK.sub(lambda match: self._link(match[2], match[1]), html)

    def _link(self, target: str, text: str) -> str:
        if ":" in target:
            return f'<a href="{target}">{text}</a>'
        return typed("page", f'id="{self.pages[target]}"', text)

    def image(self, name: str) -> dict[str, Any]:
        """Return a picture with its text alternative; one without only decorates."""
        images = get_image_model().objects.values_list("pk", flat=True)
        alt = self.alternatives.get(name, "")
        pk = images.get(title=image_title(name))
        return {"image": pk, "alt_text": alt, "decorative": not alt}


def typed(kind: str, attribute: str, text: str) -> str:
    """Return a link of one of Wagtail's types or ours."""
    return f'<a linktype="{kind}" {attribute}>{text}</a>'


def cite(*keys: str) -> str:
    """Return a citation of one or several works. Raises KeyError for one the library lacks."""
    pks = references(keys)
    return typed("citation", f'refs="{" ".join(map(str, pks))}"', escape(label_for(pks)))


def references(keys: Iterable[str]) -> list[int]:
    """Return the primary keys of works, in the order of their keys here."""
    found = dict(Reference.objects.filter(key__in=keys).values_list("key", "pk"))
    return [found[key] for key in keys]


def entry(model: Any, key: str) -> int:
    """Return the primary key of a registry's entry, in the site's first language."""
    entries = model.objects.values_list("pk", flat=True)
    if model is Reference:
        return entries.get(key=key)
    return entries.get(key=key, locale=Locale.get_default())


def document(name: str) -> int:
    """Return the primary key of a file of the demo."""
    return get_document_model().objects.values_list("pk", flat=True).get(title=document_title(name))


def made_id(place: str) -> str:
    """Return the id of the block at a place."""
    return str(uuid5(NAMESPACE_URL, f"tdd-pages-demo/{place}"))
