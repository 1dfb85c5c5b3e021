"""Bibliographic items as data (CSL-JSON) and as text (AMA style).

In goes a `CSLItem`, the typed form of an item in CSL-JSON (CSL 1.0.2, "csl-data" schema); out
comes a `FormattedReference` with the same words as HTML and as plain text, following the AMA
Manual of Style, 11th edition, chapter 3. Nothing here reads a database or raises on a gap in
the data: a reference with half of its facts is printed with that half.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString
from pydantic import BaseModel, ConfigDict, Field, SerializerFunctionWrapHandler, model_serializer

from .identifiers import doi_url, normalise_doi, normalise_pages, one_line, pmid_url, web_url

# AMA 11, 3.7: up to six authors are all named; of seven or more, the first three.
ALL_AUTHORS_UP_TO = 6
AUTHORS_BEFORE_ET_AL = 3

# English whatever the site's language: the rest of an AMA entry is English too.
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_SUPPLEMENT = re.compile(
    r"(?:(?P<issue>\S+)\s+)?(?:suppl(?:ement)?\b\.?|s(?=\d))\s*(?P<number>\w*)", re.IGNORECASE
)
_EDITION = re.compile(r"(?P<number>\d+)(?:st|nd|rd|th)?(?:\s+ed(?:ition|n)?\.?)?", re.IGNORECASE)
# A name of this form has been typed as initials, with or without full stops.
_INITIALS = re.compile(r"[A-Z]{1,3}")
_ENDS_SENTENCE = (".", "?", "!", "…", ".”", "?”", "!”", '."', '?"', '!"')


def _csl_key(field: str) -> str:
    """CSL-JSON's name of a field: identifiers are in capitals, other words are hyphenated."""
    return field.upper() if field in ("doi", "pmid", "url") else field.replace("_", "-")


class _CSLModel(BaseModel):
    """CSL-JSON's habits: hyphenated names, absent instead of empty, numbers given as text."""

    model_config = ConfigDict(
        alias_generator=_csl_key,
        coerce_numbers_to_str=True,
        extra="ignore",
        frozen=True,
        populate_by_name=True,
        serialize_by_alias=True,
    )

    # Without a return annotation pydantic keeps the fields in the JSON schema.
    @model_serializer(mode="wrap")
    def _without_empty(self, handler: SerializerFunctionWrapHandler):  # type: ignore[no-untyped-def]
        written = handler(self).items()
        # Wagtail's API v3 dumps by name; a CSL item has CSL's names all the same.
        return {_csl_key(name): value for name, value in written if value or name in ("id", "type")}


class CSLName(_CSLModel):
    """A person (`family`, `given`, `suffix`) or a body that bears one `literal` name."""

    family: str = ""
    given: str = Field(default="", description="Given names or initials.")
    suffix: str = Field(default="", description='Such as "Jr" or "III".')
    literal: str = Field(
        default="", description="The name of a group, an agency, a study's investigators."
    )


class CSLDate(_CSLModel):
    """A date known to the year, the month or the day: `[[2006]]`, `[[2006, 11]]`, …"""

    date_parts: list[list[int]] = Field(default_factory=list)

    @property
    def parts(self) -> tuple[int, int, int]:
        """Year, month and day; 0 for each that is not known or cannot be."""
        year, month, day = [*(self.date_parts[0] if self.date_parts else []), 0, 0, 0][:3]
        month = month if 1 <= month <= 12 else 0
        return max(year, 0), month, day if month and 1 <= day <= 31 else 0


class CSLItem(_CSLModel):
    """One item of a library. Dumped `by_alias` it is an item of a CSL-JSON list."""

    id: str
    type: str
    title: str = ""
    author: list[CSLName] = Field(default_factory=list)
    editor: list[CSLName] = Field(default_factory=list)
    container_title: str = ""
    container_title_short: str = ""
    issued: CSLDate | None = None
    accessed: CSLDate | None = None
    volume: str = ""
    issue: str = ""
    page: str = ""
    edition: str = ""
    publisher: str = ""
    publisher_place: str = ""
    language: str = ""
    doi: str = ""
    pmid: str = ""
    url: str = ""

    def csl_json(self) -> dict[str, Any]:
        """The item under CSL-JSON's own names, without what is empty."""
        return self.model_dump(mode="json", by_alias=True)


@dataclass(frozen=True)
class FormattedReference:
    """One reference, as HTML safe to insert and as the same words in plain text."""

    html: SafeString
    text: str

    def __str__(self) -> str:
        return self.text

    def __html__(self) -> str:
        return self.html

    def __bool__(self) -> bool:
        return bool(self.text)


@dataclass(frozen=True)
class _Run:
    """A stretch of text of one kind. HTML and text are written from the same runs, so they
    cannot say different things."""

    text: str
    element: str = ""
    href: str = ""
    lang: str = ""

    def html(self) -> str:
        html = escape(self.text)
        if self.element:
            lang = f' lang="{escape(self.lang)}"' if self.lang else ""
            html = f"<{self.element}{lang}>{html}</{self.element}>"
        return f'<a href="{escape(self.href)}">{html}</a>' if self.href else html


_Sentence = list[_Run]


def format_ama(item: CSLItem) -> FormattedReference:
    """The item as an entry of a reference list in AMA style.

    The title is the link, so that every link in a list has a name of its own; the DOI is text,
    to be read in print. An item without any facts gives an empty reference.
    """
    write = _WRITERS.get(item.type, _write_other)
    sentences = [sentence for sentence in write(item) if sentence]
    runs: list[_Run] = []
    for sentence in sentences:
        runs += [_Run(" "), *sentence] if runs else sentence
    html = "".join(run.html() for run in runs)
    return FormattedReference(SafeString(html), "".join(run.text for run in runs))


def format_names(names: Iterable[CSLName]) -> str:
    """Names in AMA form: "Ivanhoe CB, Francisco GE, McGuire JR, et al; SPASM Consortium".

    A semicolon stands between persons and groups (AMA 11, 3.7); the order is the library's.
    """
    shown = [(bool(one_line(name.literal)), _name(name)) for name in names]
    shown = [(is_group, text) for is_group, text in shown if text]
    persons = sum(not is_group for is_group, _ in shown)
    limit = persons if persons <= ALL_AUTHORS_UP_TO else AUTHORS_BEFORE_ET_AL
    written, seen, written_group = "", 0, False
    for is_group, text in shown:
        seen += not is_group
        if not is_group and seen > limit + 1:
            continue
        if not is_group and seen == limit + 1:
            text = "et al"
        separator = "; " if is_group or written_group else ", "
        written = f"{written}{separator}{text}" if written else text
        written_group = is_group
    return written


def initials(given: str) -> str:
    """Given names as initials without full stops or spaces: "Jean-Paul R." gives "JPR"."""
    words = re.split(r"[\s.\-‐‑·]+", one_line(given))
    return "".join(word if _INITIALS.fullmatch(word) else word[0].upper() for word in words if word)


def _name(name: CSLName) -> str:
    if literal := one_line(name.literal):
        return literal
    suffix = one_line(name.suffix).rstrip(".")
    return " ".join(filter(None, (one_line(name.family), initials(name.given), suffix)))


def _write_article(item: CSLItem) -> list[_Sentence]:
    """Authors. Title. Journal. 2006;87(11):1509–1515. doi:10.…"""
    online = "Preprint posted online " if item.type == "article" else "Published online "
    return [
        *_authors_and_title(item),
        _sentence(_container(item)),
        _sentence(_Run(_numbers(item) or _published(item, online))),
        *_tail(item),
    ]


def _write_book(item: CSLItem) -> list[_Sentence]:
    """Authors. Title. Vol 2. 3rd ed. Publisher; 2006. doi:10.…"""
    return [
        *_authors_and_title(item),
        _sentence(_Run(_volume(item))),
        _sentence(_Run(_edition(item))),
        _sentence(_Run(_publisher_and_year(item))),
        *_tail(item),
    ]


def _write_chapter(item: CSLItem) -> list[_Sentence]:
    """Authors. Title. In: Editor A, ed. Book. 3rd ed. Publisher; 2006:21–31. doi:10.…"""
    book = _container(item)
    opening = f"In: {_editors(item)}. " if item.editor and _editors(item) else "In: "
    return [
        *_authors_and_title(item, editors_lead=False),
        _sentence(_Run(opening), book) if book.text else [],
        _sentence(_Run(_volume(item))),
        _sentence(_Run(_edition(item))),
        _sentence(_Run(_publisher_and_year(item, pages=True))),
        *_tail(item),
    ]


def _write_conference(item: CSLItem) -> list[_Sentence]:
    """In print like a chapter; else Authors. Title. Presented at: Meeting; June 3, 2014; Rome."""
    if item.page or item.publisher:
        return _write_chapter(item)
    meeting = one_line(item.container_title)
    facts = (meeting, _date(item.issued), one_line(item.publisher_place))
    told = "; ".join(filter(None, facts))
    return [
        *_authors_and_title(item),
        _sentence(_Run(f"Presented at: {told}" if meeting else told)),
        *_tail(item),
    ]


def _write_thesis(item: CSLItem) -> list[_Sentence]:
    """Author. Title. Thesis. University; 2006."""
    return [
        *_authors_and_title(item),
        _sentence(_Run("Thesis" if one_line(item.title) else "")),
        _sentence(_Run(_publisher_and_year(item))),
        *_tail(item),
    ]


def _write_webpage(item: CSLItem) -> list[_Sentence]:
    """Authors. Title. Site. Published May 5, 2013. Accessed June 1, 2014. https://…"""
    site = _container(item, element="")
    return [
        *_authors_and_title(item),
        _sentence(site if site.text else _Run(one_line(item.publisher))),
        _sentence(_Run(_published(item, "Published "))),
        *_tail(item),
    ]


def _write_other(item: CSLItem) -> list[_Sentence]:
    """Authors. Title. Container. Publisher; 2006. – for the types AMA gives no form of its own."""
    return [
        *_authors_and_title(item),
        _sentence(_container(item)),
        _sentence(_Run(_publisher_and_year(item))),
        *_tail(item),
    ]


_WRITERS: dict[str, Callable[[CSLItem], list[_Sentence]]] = {
    "article": _write_article,
    "article-journal": _write_article,
    "book": _write_book,
    "chapter": _write_chapter,
    "paper-conference": _write_conference,
    "report": _write_book,
    "thesis": _write_thesis,
    "webpage": _write_webpage,
}


def _sentence(*runs: _Run) -> _Sentence:
    """The runs that say something, closed by a full stop unless the last closes itself."""
    said = [run for run in runs if run.text]
    if not said or said[-1].text.endswith(_ENDS_SENTENCE):
        return said
    return [*said, _Run(".")]


def _authors_and_title(item: CSLItem, *, editors_lead: bool = True) -> list[_Sentence]:
    authors = format_names(item.author)
    if not authors and editors_lead:
        authors = _editors(item)
    href = doi_url(normalise_doi(item.doi)) or pmid_url(item.pmid) or web_url(item.url)
    title = _Run(one_line(item.title), "cite", href, one_line(item.language))
    return [_sentence(_Run(authors)), _sentence(title)]


def _editors(item: CSLItem) -> str:
    named = format_names(item.editor)
    return f"{named}, {'ed' if len(item.editor) == 1 else 'eds'}" if named else ""


def _container(item: CSLItem, element: str = "i") -> _Run:
    """The journal by its abbreviation, which AMA writes without full stops, or by its name."""
    short = one_line(item.container_title_short.replace(".", " "))
    return _Run(short or one_line(item.container_title), element)


def _numbers(item: CSLItem) -> str:
    """Year, volume, issue and pages, as in "2006;87(11):1509–1515"; "" without the last three."""
    volume, pages = one_line(item.volume), normalise_pages(item.page)
    numbers = volume + _issue(item.issue)
    if not (numbers or pages):
        return ""
    year, _, _ = item.issued.parts if item.issued else (0, 0, 0)
    dated = ";".join(filter(None, (str(year or ""), numbers)))
    return ":".join(filter(None, (dated, pages)))


def _issue(issue: str) -> str:
    """The issue in brackets: "(11)", "(suppl 2)" or "(11)(suppl 2)" (AMA 11, 3.11)."""
    text = one_line(issue).strip("()")
    if not (found := _SUPPLEMENT.fullmatch(text)):
        return f"({text})" if text else ""
    supplement = f"suppl {found['number']}".strip()
    return f"({found['issue']})({supplement})" if found["issue"] else f"({supplement})"


def _volume(item: CSLItem) -> str:
    volume = one_line(item.volume)
    return f"Vol {volume}" if volume else ""


def _edition(item: CSLItem) -> str:
    """The edition as "2nd ed"; a first edition is not mentioned (AMA 11, 3.12.6)."""
    text = one_line(item.edition).rstrip(".")
    if not (found := _EDITION.fullmatch(text)):
        return text if not text or text.lower().endswith(" ed") else f"{text} ed"
    number = found["number"].lstrip("0")
    if number in ("", "1"):
        return ""
    teen = number[-2:-1] == "1"
    ending = "th" if teen else {"1": "st", "2": "nd", "3": "rd"}.get(number[-1], "th")
    return f"{number}{ending} ed"


def _publisher_and_year(item: CSLItem, *, pages: bool = False) -> str:
    """As in "Publisher; 2006" or "Publisher; 2006:21–31"; AMA 11 no longer names the place."""
    year, _, _ = item.issued.parts if item.issued else (0, 0, 0)
    told = "; ".join(filter(None, (one_line(item.publisher), str(year or ""))))
    range_ = normalise_pages(item.page) if pages else ""
    return ":".join(filter(None, (told, range_)))


def _published(item: CSLItem, opening: str) -> str:
    """As in "Published May 5, 2013"; a bare year in an article stands alone."""
    date = _date(item.issued)
    bare = date.isdigit() and opening.endswith("online ")
    return date if bare or not date else opening + date


def _date(date: CSLDate | None) -> str:
    """A date as far as it is known: "May 5, 2013", "May 2013" or "2013"."""
    year, month, day = date.parts if date else (0, 0, 0)
    if not (year and month):
        return str(year or "")
    return f"{_MONTHS[month - 1]} {day}, {year}" if day else f"{_MONTHS[month - 1]} {year}"


def _tail(item: CSLItem) -> list[_Sentence]:
    """The DOI, or when and where the item was read; neither ends in a full stop (AMA 11, 3.15)."""
    if doi := normalise_doi(item.doi):
        return [[_Run(f"doi:{doi}", "bdi")]]
    if not (url := web_url(item.url)):
        return []
    accessed = _date(item.accessed)
    return [_sentence(_Run(f"Accessed {accessed}" if accessed else "")), [_Run(url, "bdi")]]
