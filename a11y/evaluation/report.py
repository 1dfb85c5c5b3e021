"""What the evaluation report tells, and how its file is made to stand alone."""

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from django.utils.safestring import SafeString, mark_safe

from a11y.engine.conformance import Cause
from a11y.evaluation import words
from a11y.evaluation.judged import Evaluation, Judged

_STYLESHEET = Path(__file__).parents[1] / "static/tdd_a11y/evaluation_report.css"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that was found, and the pages it is on: of each the number that is asked for,
    and what it is called."""

    cause: Cause
    pages: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One criterion in the report."""

    judged: Judged
    outcome: str
    coverage: str
    barriers: tuple[Evidence, ...]
    questions: tuple[Evidence, ...]


def rows_of(evaluation: Evaluation) -> list[Row]:
    """Every criterion of the level, in the order of the standard."""
    numbers = {page.url: number for number, page in enumerate(evaluation.report.pages, 1)}
    return [
        Row(
            judged,
            words.outcome(judged),
            words.coverage(judged.status),
            evidence_of(judged.barriers, numbers),
            evidence_of(judged.questions, numbers),
        )
        for judged in evaluation.judged
    ]


def evidence_of(causes: tuple[Cause, ...], numbers: Mapping[str, int]) -> tuple[Evidence, ...]:
    """What was found, with the pages' numbers, which are given by their addresses."""
    return tuple(
        Evidence(cause, tuple((numbers[page.url], page.title or page.url) for page in cause.pages))
        for cause in causes
    )


def stylesheet() -> SafeString:
    """The report's style sheet, to stand in the report itself."""
    return mark_safe(_STYLESHEET.read_text(encoding="utf-8"))  # noqa: S308 - our own file


def policy(style: str) -> str:
    """A policy that lets nothing in but this style sheet: what pages say is hostile until shown
    otherwise. Source: https://www.w3.org/TR/CSP3/; the hash is of what stands between the tags."""
    digest = b64encode(sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'sha256-{digest}'"
