"""Resolving rich text: links get their URLs, files their facts, citations their numbers."""

import re
from collections.abc import Callable, Mapping
from html import unescape
from itertools import count
from typing import Any

import nh3
import swapper
from django.db.models import Model
from django.http import HttpRequest
from django.utils.html import escape, strip_tags
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.rich_text import RichText, expand_db_html
from wagtail.rich_text.rewriters import FIND_EMBED_TAG, extract_attrs

from .elements import Citation, Rich, TermMark
from .files import file_facts, file_label
from .live_pages import live_pages
from .stored_citations import CITATION_PATTERN
from .stored_links import possible_pk
from .stored_terms import TERM_PATTERN, with_languages

INLINE_FEATURES = ["bold", "italic", "link", "document-link", "citation", "abbr", "lang"]
"""What an editor may use in running text. No superscript: it is how citations get typed by hand."""

PROSE_FEATURES = ["ol", "ul", *INLINE_FEATURES]
"""What an editor may use in prose. No headings: sections have them, and nesting sets levels."""

STANDING_FEATURES = [name for name in PROSE_FEATURES if name != "citation"]
"""What an editor may use in prose that is kept apart from pages, and so from their references."""

LINKLESS_FEATURES = ["bold", "italic", "lang"]
"""What an editor may use beside the one link of a card."""

DOCUMENT_LINK = re.compile(r'<a\b[^>]*\slinktype="document"[^>]*>(?P<text>.*?)</a>', re.DOTALL)
TYPED_LINK = re.compile(r'<a\b[^>]*\slinktype="[^"]*"[^>]*>')
PAGE_LINK = re.compile(r'<a\b[^>]*\slinktype="page"[^>]*>')
DEAD_LINK = re.compile(r'<a(?: href="None")?>(.*?)</a>', re.DOTALL)
"""What Wagtail makes of a link to nothing, and to a page outside every site."""

SENTENCE_START = re.compile(
    r"(?:<(?:p|li)\b[^>]*>|\w{4,}\.\s+|[!?]\s+)(?:<(?!/)[^>]*>|[\s“„«(¿¡])*\Z"
)
"""What stands before the first word of a sentence. A stop after a short word may be its own."""

EMPTY_PARAGRAPH = re.compile(r"<p\b[^>]*>(?:\s|&nbsp;|\u00a0|<br\s*/?>)*</p>")

# Stands for what must pass the cleaning unread. The delimiters are characters for private use,
# which no text needs: they are taken out of stored text first.
OPEN, CLOSE = "\ue000", "\ue001"
CITATION_TOKEN = re.compile(f"{OPEN}c([0-9]+){CLOSE}")
TERM_TOKEN = re.compile(f"{OPEN}t([0-9]+){CLOSE}")
EMBED_TOKEN = re.compile(f"{OPEN}e([0-9]+){CLOSE}")
LINK_TOKEN = re.compile(f'<a href="#{OPEN}l([0-9]+){CLOSE}">')
TOKEN_IN_TAG = re.compile(f"(<[^<>{OPEN}]*){OPEN}[^<>]*?(>)")
BETWEEN = f"{OPEN}s{CLOSE}"

ATTRIBUTES = {**nh3.ALLOWED_ATTRIBUTES, "a": {"href", "rel"}, "*": {"class", "dir", "lang"}}
SCHEMES = {"http", "https", "mailto", "tel"}


def stored_html(value: Any) -> str:
    """Return the database HTML of a rich text value, without the characters we mark places with."""
    source = getattr(value, "source", None) or ""
    return source.replace(OPEN, "").replace(CLOSE, "")


def has_text(value: Any) -> bool:
    """Return whether a text, rich or plain, has any words. Empty paragraphs have none."""
    text = value if isinstance(value, str) else unescape(strip_tags(stored_html(value)))
    return bool(text.strip())


def expand(sources: Mapping[str, str], request: HttpRequest | None = None) -> dict[str, str]:
    """Expand the database HTML of many rich texts to HTML that visitors can be served.

    All are expanded in one go, so that the pages and documents of the whole stream are fetched
    together and not text by text. In place of each citation and term stands a token that
    `with_marks` replaces; it counts the citations, and the terms, of one text from 0.

    ``sources`` maps content paths to what `stored_html` returns; the result maps them to HTML.
    """
    if not any(sources.values()):
        return {}
    embeds: list[str] = []
    links: list[str] = []
    cleaned = [_clean(source, embeds, links) if source else "" for source in sources.values()]
    joined = LINK_TOKEN.sub(lambda match: links[int(match[1])], BETWEEN.join(cleaned))
    joined = _with_file_facts(_to_live_pages(joined, request))
    joined = EMBED_TOKEN.sub(lambda match: embeds[int(match[1])], joined)
    return {
        path: EMPTY_PARAGRAPH.sub("", DEAD_LINK.sub(r"\1", text))
        for path, text in zip(sources, expand_db_html(joined).split(BETWEEN), strict=True)
    }


def _clean(source: str, embeds: list[str], links: list[str]) -> str:
    """Return stored rich text as well-formed HTML without anything that could run.

    Wagtail cleans what editors type and what its API is sent, but not what a script or an import
    has stored; and a front end may put our HTML straight into its page. What Wagtail itself will
    replace passes unread: citations, terms, embeds, and the opening tags of its typed links.
    """
    citations, terms = count(), count()
    source = CITATION_PATTERN.sub(lambda _: f"{OPEN}c{next(citations)}{CLOSE}", source)
    source = TERM_PATTERN.sub(lambda _: f"{OPEN}t{next(terms)}{CLOSE}", source)
    source = with_languages(source)
    source = FIND_EMBED_TAG.sub(lambda match: _keep(_possible_embed(match[0]), "e", embeds), source)
    source = TYPED_LINK.sub(
        lambda match: f'<a href="#{_keep(_possible(match[0]), "l", links)}">', source
    )
    html = nh3.clean(source, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None)
    if OPEN not in html:
        return html
    whole = LINK_TOKEN.sub(lambda match: match[0].replace("<", "\ue002"), html)
    return TOKEN_IN_TAG.sub(r"\1\2", whole).replace("\ue002", "<")


def _keep(original: str, name: str, kept: list[str]) -> str:
    kept.append(original)
    return f"{OPEN}{name}{len(kept) - 1}{CLOSE}"


def _possible(tag: str) -> str:
    """Return a link's opening tag, or a bare one where its id could not be asked for."""
    attrs = extract_attrs(tag)
    model = {"page": _page_model, "document": get_document_model}.get(attrs["linktype"])
    return tag if not model or possible_pk(model(), attrs.get("id")) is not None else "<a>"


def _possible_embed(tag: str) -> str:
    """Return an embed, or nothing where it is an image whose id could not be asked for."""
    attrs = extract_attrs(tag)
    is_image = attrs.get("embedtype") == "image"
    return "" if is_image and possible_pk(get_image_model(), attrs.get("id")) is None else tag


def _page_model() -> type[Model]:
    return swapper.load_model("wagtailcore", "Page")


def _to_live_pages(html: str, request: HttpRequest | None) -> str:
    """Return HTML whose links to pages have their address; those to pages not live are undone.

    Wagtail's own handler would look up the active language once for each link.
    """

    def pk(match: re.Match[str]) -> Any:
        return possible_pk(_page_model(), extract_attrs(match[0]).get("id"))

    found = {key for match in PAGE_LINK.finditer(html) if (key := pk(match)) is not None}
    pages = live_pages(found, request)

    def link(match: re.Match[str]) -> str:
        page = pages.get(pk(match))
        return f'<a href="{escape(page.href)}">' if page else "<a>"

    return PAGE_LINK.sub(link, html)


def _with_file_facts(html: str) -> str:
    """Return HTML whose links to documents say type and size; those to lost ones are undone."""
    model = get_document_model()

    def pk(match: re.Match[str]) -> Any:
        return possible_pk(model, extract_attrs(match[0]).get("id"))

    found = [key for match in DOCUMENT_LINK.finditer(html) if (key := pk(match)) is not None]
    if not found:
        return html
    documents = {str(key): document for key, document in model.objects.in_bulk(found).items()}

    def link(match: re.Match[str]) -> str:
        document = documents.get(str(pk(match)))
        if document is None:
            return match["text"]
        return f"{match[0].removesuffix('</a>')} ({escape(file_label(file_facts(document)))})</a>"

    return DOCUMENT_LINK.sub(link, html)


def _nothing(nth: int) -> None:
    """Stands for what resolves no marks."""


def with_marks(
    html: str,
    citation: Callable[[int], Citation | None] = _nothing,
    term: Callable[[int], TermMark | None] = _nothing,
) -> Rich:
    """Return rich text whose tokens are replaced by markers and terms.

    ``citation`` and ``term`` return what stands for the nth of this text, or None where there is
    nothing to show.
    """
    found: list[Citation] = []

    def marker(match: re.Match[str]) -> str:
        resolved = citation(int(match[1]))
        if resolved is None:
            return ""
        found.append(resolved)
        return resolved.render().strip()

    def word(match: re.Match[str]) -> str:
        resolved = term(int(match[1]))
        if resolved and SENTENCE_START.search(html, max(match.start() - 200, 0), match.start()):
            resolved = resolved.opening()
        return resolved.render().strip() if resolved else ""

    content = CITATION_TOKEN.sub(marker, TERM_TOKEN.sub(word, html))
    return Rich(content=content, citations=found)


def resolve_rich(source: str) -> Rich | None:
    """Return a text that stands on no page, from its database HTML; None where it is empty."""
    html = expand({"": stored_html(RichText(source))}).get("", "")
    return with_marks(html) if html.strip() else None
