"""Writes the reference of all components, from their classes and examples."""

import inspect
from typing import Any

from django.core.management.base import BaseCommand
from pydantic import BaseModel

from blocks.accordion import AccordionItem
from blocks.base import components
from blocks.bibliography import CSLItem
from blocks.cta_cards import CtaCard
from blocks.data_table import TableColumn, TableRow
from blocks.download_list import Download
from blocks.elements import Citation, CitationLink, File, Heading, Image, Link, Rendition, Rich
from blocks.glossary import GlossaryEntry
from blocks.product_teaser import ProductName
from blocks.references import BackLink, CitedReference
from blocks.share import Channel
from blocks.stats import Stat
from blocks.video import Captions
from tdd_pages.gallery import Entry, Example, fields_of

INTRODUCTION = """# Components in JSON

What the field `components` of a page holds, in Wagtail's API v2 and v3. Each component names itself
in `type` and has the `id` of its block. Every field is always there; one without a value is `null`,
an empty string or an empty list. The OpenAPI schema of version 3 has the same in machine's words.

Made by `manage.py component_reference`; do not edit.
"""


SHARED: tuple[type[BaseModel], ...] = (
    Heading,
    Rich,
    Citation,
    CitationLink,
    Image,
    Rendition,
    Link,
    File,
    Stat,
    CitedReference,
    BackLink,
    CSLItem,
    Channel,
    CtaCard,
    GlossaryEntry,
    ProductName,
    Captions,
    TableColumn,
    TableRow,
    AccordionItem,
    Download,
)


def reference() -> str:
    """Return the reference of this package's components as Markdown."""
    ours = [Entry(cls) for cls in components if cls.__module__.startswith("blocks.")]
    parts = [describe(entry) for entry in sorted(ours, key=lambda entry: entry.type)]
    shared = [f"### {cls.__name__}\n\n{inspect.getdoc(cls)}\n\n{table(cls)}" for cls in SHARED]
    return "\n".join([INTRODUCTION, *parts, "## Shared objects\n", *shared])


def describe(entry: Entry) -> str:
    """Return a component's section: summary, table of fields, an example."""
    fields = table(entry.component)
    return f"## {entry.type}\n\n{entry.summary}\n\n{fields}{example(entry.examples)}"


def table(model: type[BaseModel]) -> str:
    """Return a model's fields as a table."""
    rows = [
        f"| `{field.name}` | {escape(field.type)} | {escape(field.description)} |"
        for field in fields_of(model)
    ]
    return "\n".join(["| field | type | meaning |", "| --- | --- | --- |", *rows]) + "\n"


def example(examples: list[Example]) -> str:
    """Return the first example as JSON, or nothing where there is none."""
    return f"\n```json\n{examples[0].json}\n```\n" if examples else ""


def escape(text: str) -> str:
    """Return text that can stand in a cell of a table."""
    return text.replace("|", "\\|").replace("<", "&lt;")


class Command(BaseCommand):
    """``manage.py component_reference > docs/reference/components.md``"""

    help = "Print the reference of all components as Markdown."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(reference(), ending="")
