"""The report as one HTML file that can be handed on: nothing in it is loaded from elsewhere.

What pages say is hostile until shown otherwise: every value is escaped, characters that steer the
direction of text are spelled out, only web and file addresses become links, and a content security
policy lets no script or style in but the two that ship with it.
"""

from base64 import b64encode
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TextIO
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from a11y.engine.conformance import Cause, Coverage, Status, causes, of_report
from a11y.engine.model import Finding, Impact, Layer, Outcome, PageResult, Report
from a11y.engine.reports import words

FOLDER = Path(__file__).with_name("templates")

_LAYERS = {
    Layer.SOURCE: "the HTML as delivered",
    Layer.AXE: "axe-core",
    Layer.RENDERED: "the page as the browser shows it",
    Layer.LANGUAGE: "the language of the text",
    Layer.DRIVEN: "the page in use",
    Layer.SITE: "pages beside each other",
}
_COVERAGE = {
    Coverage.TESTED: "Completely, by machine",
    Coverage.PARTLY: "In part; the rest is for a person",
    Coverage.PERSON: "For a person",
}


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart. ``share`` is its length, from 0 to 1 for the longest."""

    label: str
    kind: str
    number: int
    share: float


@dataclass(frozen=True, slots=True)
class Row:
    """A finding on its page, and the number of the cause it is told under."""

    finding: Finding
    cause: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page and its findings."""

    page: PageResult
    rows: tuple[Row, ...]

    def number(self, outcome: Outcome) -> int:
        return sum(row.finding.outcome == outcome for row in self.rows)


def write(report: Report, stream: TextIO) -> None:
    """Write the document."""
    found, statuses = causes(report), of_report(report)
    style, script = (_asset(f"report.{kind}") for kind in ("css", "js"))
    template = _environment(report).get_template("report.html")
    document = template.stream(
        report=report,
        subject=_subject(report),
        style=style,
        script=script,
        policy=_policy(style, script),
        causes=found,
        sheets=_sheets(report, found),
        numbers={page.url: number for number, page in enumerate(report.pages, 1)},
        statuses=statuses,
        impacts=_impacts(report),
        results=_results(statuses),
    )
    stream.writelines(document)


def linkable(address: str) -> bool:
    """Whether it is safe to follow: an address on the web or in the file system."""
    try:
        return urlsplit(address).scheme in ("http", "https", "file")
    except ValueError:
        return False


def result(status: Status) -> str:
    """What came out for a criterion, in words that claim no more than was looked at."""
    match status.outcome, status.coverage:
        case Outcome.FAILED, _:
            return "Not met"
        case Outcome.PASSED, Coverage.TESTED:
            return "Met"
        case Outcome.PASSED, _:
            return "No barrier found"
        case Outcome.INAPPLICABLE, _:
            return "Nothing to test"
    return words.OUTCOMES[status.outcome]


def _subject(report: Report) -> str:
    """What was audited, in a few words: one page's title, or the hosts of several."""
    if len(report.pages) == 1:
        return report.pages[0].title or report.pages[0].url
    links = [page.url for page in report.pages if linkable(page.url)]
    hosts = list(dict.fromkeys(urlsplit(link).netloc for link in links))
    named = ", ".join(filter(None, hosts[:3])) or ("local files" if report.pages else "no page")
    return named if len(hosts) <= 3 else f"{named} and {len(hosts) - 3} more"


def _environment(report: Report) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalized,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        base64=lambda png: b64encode(png).decode(),
        count=words.count,
        coverage=_COVERAGE.__getitem__,
        element=words.element,
        fix=words.fix,
        layer=_LAYERS.__getitem__,
        outcome=words.OUTCOMES.__getitem__,
        result=result,
        states=lambda finding: words.states(finding, report),
        uri=words.uri,
        where=words.where,
    )
    environment.tests["linkable"] = linkable
    environment.globals.update(layers=tuple(Layer), tool=words.TOOL)
    return environment


def _finalized(value: object) -> object:
    """What is about to be written; text with its control characters spelled out."""
    return (
        words.visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value
    )


def _asset(name: str) -> Markup:
    return Markup(FOLDER.joinpath(name).read_text(encoding="utf-8"))  # noqa: S704 - our own file


def _policy(style: str, script: str) -> str:
    """Source: https://www.w3.org/TR/CSP3/; a hash is of what stands between the tags."""
    hashes = [b64encode(sha256(text.encode()).digest()).decode() for text in (style, script)]
    return (
        "default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; "
        f"style-src 'sha256-{hashes[0]}'; script-src 'sha256-{hashes[1]}'"
    )


def _sheets(report: Report, found: Sequence[Cause]) -> list[Sheet]:
    numbers = {
        id(seen.finding): number
        for number, cause in enumerate(found, 1)
        for seen in cause.sightings
    }
    return [
        Sheet(page, tuple(Row(finding, numbers[id(finding)]) for finding in page.findings))
        for page in report.pages
    ]


def _impacts(report: Report) -> list[Bar]:
    numbers = Counter(finding.impact for finding in report.findings(Outcome.FAILED))
    kinds = [(str(impact).capitalize(), str(impact), numbers[impact]) for impact in Impact]
    if numbers[None]:
        kinds.append(("Not rated", "unrated", numbers[None]))
    return _bars(kinds)


def _results(statuses: Sequence[Status]) -> list[Bar]:
    numbers = Counter(map(result, statuses))
    kinds = {result(status): str(status.outcome) for status in statuses}
    order = [str(outcome) for outcome in Outcome]
    ranked = sorted(kinds.items(), key=lambda kind: order.index(kind[1]))
    return _bars([(label, kind, numbers[label]) for label, kind in ranked])


def _bars(kinds: Sequence[tuple[str, str, int]]) -> list[Bar]:
    longest = max((number for _, _, number in kinds), default=0) or 1
    return [Bar(label, kind, number, number / longest) for label, kind, number in kinds]
