"""Download list: files to take away, each with its type, size and language."""

from typing import TYPE_CHECKING, Literal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from pydantic import Field
from wagtail.blocks import (
    BooleanBlock,
    CharBlock,
    ListBlock,
    ListBlockValidationError,
    StructBlock,
    StructBlockValidationError,
    StructValue,
)
from wagtail.blocks.list_block import ListValue
from wagtail.documents.blocks import DocumentChooserBlock

from .base import Component, ComponentBlock
from .elements import Element, File, Heading
from .examples import Examples, heading
from .files import file_facts, file_label, side_by_side
from .identifiers import repeated_titles
from .language_field import language_block, language_of
from .languages import language_name, other_language

if TYPE_CHECKING:
    from .document import Place


class Download(Element):
    """A link to a file."""

    template = "tdd_pages/elements/download.html"

    text: str
    text_language: str | None = Field(description="The language of the text, if not the page's.")
    href: str
    file: File
    language: str | None = Field(description="The language of the file, if not the page's.")
    language_name: str = Field(description="Its name, as readers of the page know it.")

    @property
    def facts(self) -> str:
        """What readers learn of the file: ``PDF, 178 KB, German``."""
        return side_by_side(file_label(self.file), self.language_name)


class DownloadList(Component):
    """Files to download."""

    type: Literal["download_list"] = "download_list"
    template = "tdd_pages/components/download_list.html"
    stylesheets = ("tdd_blocks/css/download_list.css",)

    heading: Heading | None = None
    items: list[Download]


class DownloadBlock(StructBlock):
    """The form for one file."""

    document = DocumentChooserBlock(label=_("Document"))
    title = CharBlock(
        required=False,
        max_length=160,
        label=_("Title"),
        help_text=_("If left empty, the document's own."),
    )
    language = language_block(
        required=False, help_text=_("Where it differs from the page's, such as de or pt-BR.")
    )
    title_in_language = BooleanBlock(
        required=False, label=_("The title is written in that language, too")
    )

    class Meta:
        icon = "doc-full"
        label = _("File")
        label_format = "{title} {document}"


class DownloadListBlock(ComponentBlock):
    """The form for a list of files."""

    heading = CharBlock(required=False, max_length=120, label=_("Heading"))
    items = ListBlock(DownloadBlock(), min_num=1, default=[], label=_("Files"))

    def clean(self, value: StructValue) -> StructValue:
        cleaned = super().clean(value)
        if not self.is_deferred_validation and (errors := _repeated_titles(cleaned["items"])):
            raise StructBlockValidationError(
                block_errors={"items": ListBlockValidationError(block_errors=errors)}
            )
        return cleaned

    def resolve(self, at: "Place") -> DownloadList | None:
        own = at.heading("heading")
        items = [file for item in at.items("items") if (file := resolve_download(item))]
        return DownloadList(id=at.id, heading=own, items=items) if own or items else None

    class Meta:
        component = DownloadList
        icon = "download"
        label = _("Downloads")
        label_format = "{heading}"
        group = _("Text")
        description = _("Documents to download, each with its type and size.")


def resolve_download(at: "Place") -> Download | None:
    """Return a link to one file, or None where there is no such document (any more)."""
    document = at.raw("document")
    if document is None:
        return None
    language = other_language(language_of(at), at.about.language)
    download = Download(
        text=at.text("title") or document.title,
        text_language=language if at.raw("title_in_language") else None,
        href=document.url,
        file=file_facts(document),
        language=language,
        language_name=language_name(language, at.about.language) if language else "",
    )
    return download.at(at.path)


def _repeated_titles(items: ListValue) -> dict[int, StructBlockValidationError]:
    """Return an error for each file that is called as one before it: links need own names."""
    error = ValidationError(_("Another file of this list has this title: tell them apart."))
    titles = (item["title"] or item["document"].title for item in items)
    return {
        index: StructBlockValidationError(block_errors={"title": error})
        for index in repeated_titles(titles)
    }


def _examples() -> dict[str, Component]:
    def download(
        text: str, label: str, size: int | None, language: str = "", name: str = ""
    ) -> Download:
        return Download(
            text=text,
            text_language=language or None,
            href=f"/documents/example.{label.lower()}",
            file=File(type="application/pdf", label=label, bytes=size),
            language=language or None,
            language_name=name,
        )

    return {
        "full": DownloadList(
            id="example",
            heading=heading("To print and take along"),
            items=[
                download("Questions for your first visit", "PDF", 182_044),
                download("Diary of stiffness and sleep", "XLSX", 23_552),
                download("Fragen für den ersten Besuch", "PDF", 190_311, "de", "German"),
                download("أسئلة للزيارة الأولى", "PDF", 201_722, "ar", "Arabic"),
            ],
        ),
        "one-file": DownloadList(
            id="example", items=[download("Card for your wallet", "PDF", None)]
        ),
        "long-words": DownloadList(
            id="example",
            items=[
                download(
                    "Medikamentenpumpenimplantationssprechstundenvereinbarungsformular.pdf",
                    "PDF",
                    5_000_000,
                )
            ],
        ),
        "without-files": DownloadList(id="example", heading=heading("Leaflets to come"), items=[]),
    }


DownloadList.examples = Examples(_examples)
