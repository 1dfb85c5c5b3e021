"""What axe-core finds in the open page, as findings of ours."""

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from secrets import token_hex
from typing import Any

from axe_selenium_python import Axe
from selenium.common.exceptions import NoSuchFrameException, StaleElementReferenceException

from a11y.engine.browser.session import Session, page_errors
from a11y.engine.errors import AxeMissingError
from a11y.engine.model import Finding, Impact, Occurrence, Outcome, Rule, State
from a11y.engine.wcag import CRITERIA, LEVELS, Criterion, Level

SCRIPT = Path(__file__).parent / "axe-core" / "axe.min.js"
HTML_LENGTH = 300

_OURS = f"a11y_{token_hex(8)}"
"""A property no page can have guessed: where it is set, axe is the one we injected."""

_FRAMES = Path(__file__).with_name("frames.js").read_text(encoding="utf-8")
# Not the page's: our comments, and the mark the driver leaves on a frame it enters.
_NOT_THE_PAGES = re.compile(r'<!--(?:a11y:.*?|/a11y)-->| cd_frame_id_="[^"]*"')


def axe_version() -> str:
    """The version of the axe-core script in use.

    :raises AxeMissingError: when there is none.
    """
    try:
        with SCRIPT.open(encoding="utf-8") as script:
            head = script.read(200)
    except FileNotFoundError as error:
        raise AxeMissingError(f"axe-core is missing at {SCRIPT}. Run `make setup`.") from error
    version = re.search(r"axe v([\w.-]+)", head)
    return version[1] if version else "unknown"


def tags(level: Level) -> list[str]:
    """axe's tags for every WCAG 2.x rule up to the level, and for best practices.

    Source: https://github.com/dequelabs/axe-core/blob/develop/doc/API.md#axe-core-tags. A rule
    that axe switches off by default (target-size) runs when one of its tags is asked for.
    """
    up_to = LEVELS[: LEVELS.index(level) + 1]
    versions = ("wcag2", "wcag21", "wcag22")
    return [f"{version}{name.lower()}" for version in versions for name in up_to] + [
        "best-practice"
    ]


def run_axe(session: Session, state: State, level: Level) -> list[Finding]:
    """Run axe on the open page and its frames; violations failed, incomplete results cantTell."""
    axe = Axe(session.driver, script_url=str(SCRIPT))
    options = {
        "runOnly": {"type": "tag", "values": tags(level)},
        "resultTypes": ["violations", "incomplete"],
    }
    with page_errors("axe-core did not finish in time"):
        _inject(axe, session)
        # As a JSON string: the package pastes what it is given into a script.
        results = axe.run(options=json.dumps(options))
    return [
        *_findings(results["violations"], Outcome.FAILED, state),
        *_findings(results["incomplete"], Outcome.CANT_TELL, state),
    ]


def _inject(axe: Axe, session: Session) -> None:
    """Put axe into the current document and every frame in it, where it is not there yet."""
    document = session.driver.execute_script(_FRAMES, _OURS)
    if not document["ready"]:
        axe.inject()
        session.driver.execute_script("window[arguments[0]] = true", _OURS)
    for frame in document["frames"]:
        try:
            session.driver.switch_to.frame(frame)
        except (NoSuchFrameException, StaleElementReferenceException):
            continue  # the page has taken it away meanwhile
        _inject(axe, session)
        session.driver.switch_to.parent_frame()


def _findings(
    results: Iterable[dict[str, Any]], outcome: Outcome, state: State
) -> Iterator[Finding]:
    for result in results:
        rule = Rule(
            id=result["id"],
            title=result["help"],
            criteria=tuple(_criteria(result["tags"])),
            help_url=result["helpUrl"],
        )
        for node in result["nodes"]:
            impact = node.get("impact") or result.get("impact")
            yield Finding(
                rule=rule,
                outcome=outcome,
                impact=Impact(impact) if impact else None,
                target=_path(node["target"]),
                html=_trimmed(node["html"]),
                occurrences=(Occurrence(state, _message(node)),),
                how_to_fix=result["description"],
            )


def _criteria(axe_tags: Iterable[str]) -> Iterator[Criterion]:
    """axe writes criterion 2.4.11 as wcag2411."""
    for tag in axe_tags:
        number = re.fullmatch(r"wcag(\d)(\d)(\d+)", tag)
        if number and (criterion := CRITERIA.get(".".join(number.groups()))):
            yield criterion


def _path(target: Iterable[str | list[str]]) -> tuple[str, ...]:
    """axe lists frames, and within a frame lists shadow hosts; both are steps to us."""
    return tuple(step for part in target for step in ([part] if isinstance(part, str) else part))


def _trimmed(html: str) -> str:
    html = _NOT_THE_PAGES.sub("", html)
    return html if len(html) <= HTML_LENGTH else html[: HTML_LENGTH - 1] + "…"


def _message(node: dict[str, Any]) -> str:
    checks = (*node["all"], *node["none"], *node["any"])
    return "; ".join(dict.fromkeys(check["message"] for check in checks))
