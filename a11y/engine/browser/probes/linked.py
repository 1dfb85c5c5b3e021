"""Documents that a page links to, read without leaving it: GET only, its own origin only."""

import re
from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

from lxml.etree import XPath, strip_elements
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from a11y.engine.browser.session import Session
from a11y.engine.check import Visit
from a11y.engine.page.tree import Node
from a11y.engine.words import collapsed

_SCRIPT = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
_SHOWN = Path(__file__).with_name("shown.js").read_text(encoding="utf-8")
_MOST_CHARACTERS = 400_000
_PATIENCE = 4_000
_NOT_SHOWN = ("script", "style", "template", "noscript", "title", "svg", "iframe")
_TEXTS = XPath(".//text()")
_CONTENT = (".//main", ".//*[@role='main']", ".//body")
_REFRESH = re.compile(r"\s*0*(?:\.0*)?\s*[;,]\s*(?:url\s*=\s*)?['\"]?([^'\"]+)", re.IGNORECASE)
_ACTS = re.compile(
    r"log-?(?:out|off)|sign-?(?:out|off)|abmelden|deconnexion|uitloggen|delete|remove|destroy|"
    r"unsubscribe|cancel|add-?to|checkout|confirm|vote|/api/|action=|toggle|switch|set-?lang",
    re.IGNORECASE,
)
_FILE = re.compile(r"\.(?!html?$|xhtml$|php$|aspx?$|jsp$|cgi$)[a-z0-9]{2,5}$", re.IGNORECASE)


@dataclass(frozen=True)
class Document:
    """A document as the server delivers it. ``url`` is where the request ended.

    ``shown`` is the text it shows when its scripts have run, where that was asked for.
    """

    url: str
    html: str
    shown: str | None = None

    @cached_property
    def title(self) -> str:
        return collapsed(self._root.findtext(".//title") or "")

    @cached_property
    def texts(self) -> frozenset[str]:
        """Every text of the document, each in the form for comparison."""
        return frozenset(filter(None, map(collapsed, _TEXTS(self._shown))))

    @cached_property
    def content(self) -> str:
        """The text of its main element, else of its body."""
        if self.shown is not None:
            return self.shown
        found = (self._shown.find(path) for path in _CONTENT)
        part = next((element for element in found if element is not None), self._shown)
        return " ".join(" ".join(_TEXTS(part)).split())

    @property
    def has_scripts(self) -> bool:
        return self._root.find(".//script") is not None

    @property
    def sends_on_to(self) -> str:
        """The address a refresh without delay leads to, or ""."""
        for meta in self._root.iterfind(".//meta[@http-equiv]"):
            is_refresh = meta.get("http-equiv", "").strip().lower() == "refresh"
            if is_refresh and (sent := _REFRESH.match(meta.get("content", ""))):
                return urljoin(self.url, sent[1].strip())
        return ""

    @cached_property
    def _root(self) -> HtmlElement:
        # As bytes, since a declared encoding is not that of the text any more; and never nothing.
        html = b"<html>" + self.html.encode(errors="replace")
        return document_fromstring(html, HTMLParser(encoding="utf-8"))

    @cached_property
    def _shown(self) -> HtmlElement:
        """The same without what shows no text."""
        root = deepcopy(self._root)
        strip_elements(root, *_NOT_SHOWN, with_tail=False)
        return root


def is_readable(url: str, origin_of: str) -> bool:
    """Whether an address can be read: of the same origin, a page, and not one that does things."""
    try:
        here, there = urlsplit(origin_of), urlsplit(url)
    except ValueError:
        return False
    if there.scheme not in ("http", "https") or (here.scheme, here.netloc) != there[:2]:
        return False
    return not _ACTS.search(url) and not _FILE.search(there.path)


def links_to_pages(links: Iterable[Node], origin_of: str) -> dict[str, None]:
    """The addresses of other readable pages that the links lead to, in order, without fragments."""
    here = urldefrag(origin_of).url
    urls = (urldefrag(link.url("href")).url for link in links if not link.has("download"))
    return {url: None for url in urls if url != here and is_readable(url, origin_of)}


def read(visit: Visit, urls: Iterable[str]) -> Mapping[str, Document]:
    """The documents at these addresses, as far as they can be had, redirections followed.

    Each is asked for once, however often the page is looked at.
    """
    wanted, known = list(dict.fromkeys(urls)), visit.memory.documents
    new = [url for url in wanted if url not in known]
    known.update(dict.fromkeys(new))
    if new:
        known.update(_followed(visit.session, new))
    return {url: known[url] for url in wanted if known[url]}


def _followed(session: Session, urls: list[str]) -> dict[str, Document]:
    found = _read(session, urls)
    sent = {url: document.sends_on_to for url, document in found.items()}
    further = _read(
        session, [to for url, to in sent.items() if to and is_readable(to, found[url].url)]
    )
    return {url: further.get(sent[url], document) for url, document in found.items()}


def show(session: Session, documents: Mapping[str, Document]) -> dict[str, Document]:
    """The same documents with what they show once their scripts have run, where that can be had.

    They are loaded in frames that nobody meets, and that are gone afterwards.
    """
    texts = session.ask(_SHOWN, list(documents), _PATIENCE)
    pairs = zip(documents.items(), texts, strict=True)
    return {url: replace(document, shown=text) for (url, document), text in pairs}


def _read(session: Session, urls: list[str]) -> dict[str, Document]:
    if not urls:
        return {}
    answers = session.ask(_SCRIPT, urls, _MOST_CHARACTERS, _PATIENCE)
    pairs = zip(urls, answers, strict=True)
    return {url: Document(*answer) for url, answer in pairs if answer}
