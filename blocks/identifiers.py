"""The identifiers and ranges of bibliographic data, brought to one written form each.

Plain functions from text to text; none of them raises on bad input. What is valid is asked
separately (`is_doi`, `is_pmid`), so that a form can refuse what a formatter merely skips.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from urllib.parse import quote, unquote, urlsplit

_DOI_URL = re.compile(r"(?:https?://)?(?:dx\.|www\.)?doi\.org/", re.IGNORECASE)
_DOI_LABEL = re.compile(r"(?:info:)?doi(?:\s*:\s*|/\s*|\s+)", re.IGNORECASE)
_DOI = re.compile(r"10\.[0-9]{4,9}(?:\.[0-9]+)*/[^\s<>\"]+")

_PMID_LABEL = re.compile(
    r"(?:https?://)?(?:pubmed\.ncbi\.nlm\.nih\.gov|(?:www\.)?ncbi\.nlm\.nih\.gov/pubmed)/"
    r"|pmid\s*:?\s*",
    re.IGNORECASE,
)
_PMID = re.compile(r"[1-9][0-9]{0,8}")

_PAGE = r"(?:[A-Za-z]{0,3}\d+[A-Za-z]{0,2}|[ivxlc]+)"
_PAGE_RANGE = re.compile(rf"({_PAGE})\s*(?:-{{1,3}}|[‐‑‒–—―−])\s*({_PAGE})")

_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")


def one_line(text: str) -> str:
    """Text without control characters, its white space collapsed to single spaces."""
    if text.isprintable():
        return " ".join(text.split())
    visible = (" " if unicodedata.category(ch) in ("Cc", "Cs") else ch for ch in text)
    return " ".join("".join(visible).split())


def normalise_doi(text: str) -> str:
    """A DOI as its bare name in lower case: "https://doi.org/10.1000/X" becomes "10.1000/x".

    DOI names do not distinguish ASCII case (DOI Handbook, 2.4), so one case makes equal DOIs
    equal strings. A full stop or comma at the end belongs to the sentence it was copied from.
    """
    doi = one_line(text)
    doi = _DOI_LABEL.sub("", doi, count=1) if _DOI_LABEL.match(doi) else doi
    if match := _DOI_URL.match(doi):
        doi = unquote(doi[match.end() :])
    return one_line(doi).rstrip(".,; ").lower()


def is_doi(text: str) -> bool:
    """Whether the text is a bare DOI name: a "10." prefix, a slash, a suffix without spaces."""
    return _DOI.fullmatch(text) is not None


def doi_url(doi: str) -> str:
    """The resolver's address of a bare DOI, or "" when it is none."""
    return f"https://doi.org/{quote(doi, safe='/:;()')}" if is_doi(doi) else ""


def normalise_pmid(text: str) -> str:
    """A PubMed id as its digits: "PMID: 123" and a PubMed address become "123"."""
    pmid = one_line(text)
    if match := _PMID_LABEL.match(pmid):
        pmid = pmid[match.end() :]
    return pmid.strip(" /.")


def is_pmid(text: str) -> bool:
    """Whether the text is a bare PubMed id: one to nine digits, the first not zero."""
    return _PMID.fullmatch(text) is not None


def pmid_url(pmid: str) -> str:
    """PubMed's address of a bare id, or "" when it is none."""
    return f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/" if is_pmid(pmid) else ""


def web_url(text: str) -> str:
    """The text when it is an absolute HTTP(S) address, else ""."""
    url = text.strip()
    try:
        parts = urlsplit(url)
    except ValueError:  # such as an unclosed IPv6 bracket
        return ""
    is_web = parts.scheme.lower() in ("http", "https") and parts.netloc
    return url if is_web and one_line(url) == url and " " not in url else ""


def normalise_pages(text: str) -> str:
    """Page ranges with an en dash and no spaces around it: "607- 615" becomes "607–615".

    Only what certainly is a range is touched: an article number such as "2019-0412-b" stays.
    """
    pieces = re.split(r"\s*[,;]\s*", one_line(text))
    ranges = (_PAGE_RANGE.fullmatch(piece) for piece in pieces)
    return ", ".join(
        f"{found[1]}–{found[2]}" if found else piece
        for piece, found in zip(pieces, ranges, strict=True)
        if piece
    )


def comparable_title(text: str) -> str:
    """A title reduced to its letters and digits, to tell whether two titles are the same.

    Case, accents, punctuation and spacing go: they differ between databases for one paper.
    """
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    kept = (ch for ch in decomposed if not unicodedata.combining(ch))
    return " ".join("".join(ch if ch.isalnum() else " " for ch in kept).split())


def repeated_titles(titles: Iterable[str]) -> Iterator[int]:
    """Yield the index of each title that is the same as one before it."""
    known: set[str] = set()
    for index, title in enumerate(map(comparable_title, titles)):
        if title in known:
            yield index
        known.add(title)


def is_language_tag(text: str) -> bool:
    """Whether the text is shaped like a language tag (BCP 47), such as "en" or "pt-BR"."""
    return _LANGUAGE_TAG.fullmatch(text) is not None
