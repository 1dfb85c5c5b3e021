"""Documents that a page links to, read without leaving it: GET only, its own origin only."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

from bs4 import BeautifulSoup, NavigableString

from a11y.engine.browser.session import Session
from a11y.engine.check import Visit
from a11y.engine.page.tree import Node
from a11y.engine.words import collapsed

_SCRIPT = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
_SHOWN = Path(__file__).with_name("shown.js").read_text(encoding="utf-8")
_MOST_CHARACTERS = 400_000
_PATIENCE = 4_000
_NOT_SHOWN = ("script", "style", "template", "noscript", "head", "svg", "iframe")
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
    def soup(self) -> BeautifulSoup:
        return BeautifulSoup(self.html, "lxml")

    @cached_property
    def title(self) -> str:
        return collapsed(self.soup.title.get_text()) if self.soup.title else ""

    @cached_property
    def texts(self) -> frozenset[str]:
        """Every text of the document, each in the form for comparison."""
        texts = (
            collapsed(text)
            for text in self.soup.find_all(string=True)
            if type(text) is NavigableString
            and not any(above.name in _NOT_SHOWN for above in text.parents)
        )
        return frozenset(filter(None, texts))

    @cached_property
    def content(self) -> str:
        """The text of its main element, else of its body."""
        if self.shown is not None:
            return self.shown
        part = self.soup.find("main") or self.soup.find(role="main") or self.soup.body or self.soup
        texts = (
            str(text)
            for text in part.find_all(string=True)
            if type(text) is NavigableString
            and not any(above.name in _NOT_SHOWN for above in text.parents)
        )
        return " ".join(" ".join(texts).split())

    @property
    def sends_on_to(self) -> str:
        """The address a refresh without delay leads to, or ""."""
        for meta in self.soup.find_all("meta", attrs={"http-equiv": re.compile("^refresh$", re.I)}):
            if sent := _REFRESH.match(str(meta.get("content", ""))):
                return urljoin(self.url, sent[1].strip())
        return ""


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
