"""Resolving rich text: links get their URLs, files their facts, citations their numbers."""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from secrets import token_hex

import nh3
from django.utils.html import escape
from wagtail.documents import get_document_model
from wagtail.rich_text import expand_db_html
from wagtail.rich_text.rewriters import FIND_EMBED_TAG, extract_attrs

from .elements import Citation, File, Rich
from .files import file_facts, file_label
from .stored_citations import CITATION_PATTERN

INLINE_FEATURES = ["bold", "italic", "link", "document-link", "citation"]
"""What an editor may use in running text. No superscript: it is how citations get typed by hand."""

PROSE_FEATURES = ["ol", "ul", *INLINE_FEATURES]
"""What an editor may use in prose. No headings: sections have them, and nesting sets levels."""

DOCUMENT_LINK = re.compile(r'<a\b[^>]*\blinktype="document"[^>]*>(?P<text>.*?)</a>', re.DOTALL)
NUMBERED_LINK = re.compile(r'<a\b[^>]*\blinktype="(?:page|document)"[^>]*>')
DEAD_LINK = re.compile(r"<a>(.*?)</a>", re.DOTALL)
EMPTY_PARAGRAPH = re.compile(r"<p\b[^>]*>(?:\s|&nbsp;|\u00a0|<br\s*/?>)*</p>")

ATTRIBUTES = {**nh3.ALLOWED_ATTRIBUTES, "a": {"href", "linktype", "id"}, "*": {"dir", "lang"}}
SCHEMES = {"http", "https", "mailto", "tel"}


def clean(html: str) -> str:
    """Return stored rich text as well-formed HTML without anything that could run.

    Wagtail cleans what editors type and what its API is sent, but not what a script or an import
    has stored; and a front end may put our HTML straight into its page.
    """
    return nh3.clean(html, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None)


def expand(sources: Mapping[str, str]) -> dict[str, str]:
    """Expand the database HTML of many rich texts to HTML that visitors can be served.

    All are expanded in one go, so that the pages and documents of the whole stream are fetched
    together and not text by text. Citations stay as they are stored.

    ``sources`` maps content paths to database HTML; the result maps them to HTML.
    """
    if not any(sources.values()):
        return {}
    # A word no text contains. It stands for what must pass the cleaning unread: citations, which
    # are numbered later, and embeds, whose form only Wagtail knows.
    fence = token_hex(8)
    citations: list[str] = []
    embeds: list[str] = []

    def keep(match: re.Match, name: str, kept: list[str]) -> str:
        kept.append(match.group(0))
        return f"{fence}{name}"

    def prepare(source: str) -> str:
        source = CITATION_PATTERN.sub(lambda match: keep(match, "c", citations), source)
        source = FIND_EMBED_TAG.sub(lambda match: keep(match, "e", embeds), source)
        return NUMBERED_LINK.sub(_with_a_possible_id, clean(source))

    prepared = [prepare(source) if source else "" for source in sources.values()]
    facts = _document_facts(prepared)
    joined = f"{fence}s".join(DOCUMENT_LINK.sub(partial(_with_facts, facts), p) for p in prepared)
    for_wagtail = _restore(joined, f"{fence}e", embeds)
    expanded = _restore(expand_db_html(for_wagtail), f"{fence}c", citations)
    return {
        path: EMPTY_PARAGRAPH.sub("", DEAD_LINK.sub(r"\1", text))
        for path, text in zip(sources, expanded.split(f"{fence}s"), strict=True)
    }


def _restore(html: str, name: str, kept: list[str]) -> str:
    originals = iter(kept)
    return re.sub(name, lambda _: next(originals), html)


def _with_a_possible_id(match: re.Match) -> str:
    return match.group(0) if _id(match.group(0)) else "<a>"


def _with_facts(facts: Mapping[int | None, File], match: re.Match) -> str:
    file = facts.get(_id(match.group(0)))
    if file is None:
        return match.group("text")
    return f"{match.group(0)[: -len('</a>')]} ({escape(file_label(file))})</a>"


def _id(tag: str) -> int | None:
    raw = extract_attrs(tag).get("id", "")
    # SQLite and PostgreSQL hold 64-bit integers; a longer id can name nothing, and asking raises.
    return int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 19 else None


def _document_facts(texts: Iterable[str]) -> dict[int | None, File]:
    ids = {_id(match.group(0)) for text in texts for match in DOCUMENT_LINK.finditer(text)}
    ids.discard(None)
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
