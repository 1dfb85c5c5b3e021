"""What the delivered HTML says before a browser repairs it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from a11y.engine.check import Check, Verdict, failed, fails, ignores, passes
from a11y.engine.model import Audience, Impact, Rule
from a11y.engine.probes import SOURCE
from a11y.engine.source import Source, Spot

# Comments, raw text and start tags, as HTML's tokenizer sees them (https://html.spec.whatwg.org/).
_TOKEN = re.compile(
    r"<!--.*?-->"
    r"|<(?P<raw>script|style|textarea|title|xmp|template)\b[^>]*>.*?</(?P=raw)\s*>"
    r"|<(?P<tag>[a-z][^\s/>]*)(?P<rest>(?:\"[^\"]*\"|'[^']*'|[^\"'>])*)>",
    re.IGNORECASE | re.DOTALL,
)
_ATTRIBUTE = re.compile(r"([^\s\"'<>/=]+)(?:\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'=<>`]+))?", re.DOTALL)
_START = re.compile(r"\s*(?:<!--.*?-->\s*|<\?xml.*?\?>\s*)*<!doctype\b", re.IGNORECASE | re.DOTALL)
_DOCUMENT = re.compile(r"<(?:html|head|body)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Repeated:
    """A start tag, and the attribute that it has twice with different values."""

    node: Spot
    name: str


def _repeated(source: Source) -> Iterable[Repeated]:
    if not source.is_html:
        return
    for token in _TOKEN.finditer(source.html):
        if not token["tag"] or token["rest"].count("=") < 2:
            continue
        if name := _twice(token["rest"]):
            line = source.html.count("\n", 0, token.start()) + 1
            yield Repeated(Spot(line=line, excerpt=token[0]), name)


def _twice(attributes: str) -> str:
    """The first attribute that comes a second time with another value, or ""."""
    seen: dict[str, str] = {}
    for name, value in _ATTRIBUTE.findall(attributes):
        bare = value.strip("\"'")
        if seen.setdefault(name.lower(), bare) != bare:
            return str(name.lower())
    return ""


def _second_is_lost(item: Repeated) -> Verdict:
    return Verdict("lost", {"name": item.name}, about=item.name)


ATTRIBUTE_ONCE = Check(
    rule=Rule(
        id="attribute-repeated",
        title="No element has an attribute twice",
        impact=Impact.MODERATE,
        techniques=("F70", "H94"),
        why="Browsers take the first and forget the second: a label, role or class that was meant "
        "to count does not.",
        fix="Keep one of the two, or put both values into one attribute.",
    ),
    probe=SOURCE,
    applicability=_repeated,
    expectation=_second_is_lost,
    messages={"lost": failed("This has {name} twice; browsers ignore the second.")},
    examples=(
        fails("Two descriptions (F70)", '<img src="data:," alt="A" alt="B">'),
        ignores("Each once", '<img src="data:," alt="a > b" class="c">'),
    ),
)


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole document, not a fragment."""

    node: Spot
    html: str


def _documents(source: Source) -> Iterable[Whole]:
    if source.content_type == "text/html" and _DOCUMENT.search(source.html):
        yield Whole(Spot(excerpt=source.html.lstrip()[:100]), source.html)


def _has_doctype(whole: Whole) -> Verdict | None:
    return None if _START.match(whole.html.lstrip("\ufeff")) else Verdict("missing")


DOCTYPE = Check(
    rule=Rule(
        id="doctype-missing",
        title="Documents begin with a doctype",
        impact=Impact.MINOR,
        why="Without it browsers imitate those of the nineties, and what was tested elsewhere "
        "looks and zooms differently.",
        fix="Begin the document with <!doctype html>.",
    ),
    probe=SOURCE,
    applicability=_documents,
    expectation=_has_doctype,
    messages={"missing": failed("The document does not begin with a doctype.")},
    examples=(
        fails("A bare document", '<html lang="en"><title>A</title><p>Text</html>'),
        passes("A document", "<p>Text</p>"),
    ),
)

_PRESENTATION = ("basefont", "big", "center", "font", "strike", "tt", "marquee", "blink")


@dataclass(frozen=True, slots=True)
class Outdated:
    """All elements of a page with one outdated tag; the first stands for them."""

    node: Spot
    tag: str
    count: int


def _outdated(source: Source) -> Iterable[Outdated]:
    low = source.html.lower()
    for tag in _PRESENTATION:
        if f"<{tag}" in low and (spots := list(source.spots(tag))):
            yield Outdated(spots[0], tag, len(spots))


def _belongs_in_styles(item: Outdated) -> Verdict:
    return Verdict("outdated", {"tag": item.tag, "count": item.count}, about=item.tag)


PRESENTATIONAL = Check(
    rule=Rule(
        id="presentational-markup",
        title="Looks are made by styles, not by outdated elements",
        impact=Impact.MINOR,
        audience=Audience.EDITOR,
        techniques=("C22", "G140"),
        why="People who need other colours or larger type cannot change what is fixed in the "
        "markup, and nobody hears what it was to say.",
        fix="Use headings, lists or emphasis for what is meant, and styles for the rest.",
    ),
    probe=SOURCE,
    applicability=_outdated,
    expectation=_belongs_in_styles,
    messages={"outdated": failed("<{tag}> is outdated ({count} on this page).")},
    examples=(
        fails("Coloured text", '<p><font color="red">Attention</font></p>'),
        ignores("Emphasis", "<p><strong>Attention</strong></p>"),
    ),
)

CHECKS = (ATTRIBUTE_ONCE, DOCTYPE, PRESENTATIONAL)
