"""Resolving rich text: links get their URLs, files their facts, citations their numbers."""

import re
from collections.abc import Callable, Mapping
from secrets import token_hex

from django.utils.html import escape
from wagtail.documents import get_document_model
from wagtail.rich_text import expand_db_html
from wagtail.rich_text.rewriters import extract_attrs

from .elements import Citation, File, Rich
from .files import file_facts, file_label
from .stored_citations import CITATION_PATTERN

INLINE_FEATURES = ["bold", "italic", "link", "document-link", "citation"]
"""What an editor may use in running text. No superscript: it is how citations get typed by hand."""

PROSE_FEATURES = ["ol", "ul", *INLINE_FEATURES]
"""What an editor may use in prose. No headings: sections have them, and nesting sets levels."""

DOCUMENT_LINK = re.compile(r'<a\b[^>]*\blinktype="document"[^>]*>(?P<text>.*?)</a>', re.DOTALL)
DEAD_LINK = re.compile(r"<a>(.*?)</a>", re.DOTALL)
BLOCK_KEY = re.compile(r' data-block-key="[^"]*"')
"""The editor's own bookkeeping, of no use to readers."""

EMPTY_PARAGRAPH = re.compile(r"<p\b[^>]*>(?:\s|&nbsp;|\u00a0|<br\s*/?>)*</p>")


def linked_documents(source: str) -> list[int]:
    """Return the ids of the documents a rich text links to."""
    return [id for match in DOCUMENT_LINK.finditer(source) if (id := _document_id(match))]


def _document_id(match: re.Match) -> int | None:
    raw = extract_attrs(match.group(0)).get("id", "")
    # SQLite and PostgreSQL hold 64-bit integers; a longer id can name nothing.
    return int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 19 else None


def expand(sources: Mapping[str, str]) -> dict[str, str]:
    """Expand the database HTML of many rich texts to HTML that visitors can be served.

    All are expanded in one go, so that the pages and documents of the whole stream are fetched
    together and not text by text. Citations stay as they are stored.

    ``sources`` maps content paths to database HTML; the result maps them to HTML.
    """
    documents = _document_facts(sources)
    # Wagtail rewrites every <a>; citations are hidden from it until they are numbered.
    fence = f"<!--{token_hex(8)}-->"
    kept: list[str] = []

    def keep(match: re.Match) -> str:
        kept.append(match.group(0))
        return fence + "c"

    def with_facts(match: re.Match) -> str:
        facts = documents.get(_document_id(match))
        if facts is None:
            return match.group("text")
        return f"{match.group(0)[: -len('</a>')]} ({escape(file_label(facts))})</a>"

    prepared = [
        BLOCK_KEY.sub("", DOCUMENT_LINK.sub(with_facts, CITATION_PATTERN.sub(keep, source)))
        for source in sources.values()
    ]
    expanded = expand_db_html(f"{fence}s".join(prepared)) if any(prepared) else ""
    citations = iter(kept)
    whole = re.sub(re.escape(fence) + "c", lambda _: next(citations), expanded)
    texts = whole.split(f"{fence}s")
    return {
        path: EMPTY_PARAGRAPH.sub("", DEAD_LINK.sub(r"\1", text))
        for path, text in zip(sources, texts, strict=False)
    }


def _document_facts(sources: Mapping[str, str]) -> dict[int | None, File]:
    ids = {id for source in sources.values() for id in linked_documents(source)}
    if not ids:
        return {}
    return {pk: file_facts(doc) for pk, doc in get_document_model().objects.in_bulk(ids).items()}


def with_citations(html: str, citation: Callable[[int], Citation | None]) -> Rich:
    """Return rich text whose stored citations are replaced by numbered markers.

    ``citation`` returns the marker for the nth citation of this text, or None where nothing that
    it cites exists any more; then nothing is shown.
    """
    found: list[Citation] = []
    seen = -1

    def marker(match: re.Match) -> str:
        nonlocal seen
        seen += 1
        resolved = citation(seen)
        if resolved is None:
            return ""
        found.append(resolved)
        return resolved.render().strip()

    content = CITATION_PATTERN.sub(marker, html)
    return Rich(content=content, citations=found)
