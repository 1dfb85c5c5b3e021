"""What axe-core finds in the open page, as findings of ours."""

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from secrets import token_hex
from typing import Any
from weakref import WeakSet

from axe_selenium_python import Axe
from selenium.common.exceptions import (
    NoSuchFrameException,
    NoSuchWindowException,
    StaleElementReferenceException,
)

from a11y.engine.browser.session import Session, page_errors
from a11y.engine.errors import AxeMissingError
from a11y.engine.judge import fingerprint, mark_of
from a11y.engine.model import (
    Finding,
    Impact,
    Layer,
    Occurrence,
    Outcome,
    Profile,
    Rule,
    RuleResult,
    State,
)
from a11y.engine.page.selectors import at_ancestry
from a11y.engine.page.tree import Page
from a11y.engine.wcag import CRITERIA, Criterion

SCRIPT = Path(__file__).parent / "axe-core" / "axe.min.js"
HTML_LENGTH = 300

_OURS = f"a11y_{token_hex(8)}"
"""A property no page can have guessed: it holds the axe that we put into the document."""

_SIGN = f";window.{_OURS} = window.axe;"
_registered: WeakSet[Session] = WeakSet()

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


def tags(profile: Profile) -> list[str]:
    """axe's tags for the WCAG 2.x rules the profile asks for, and for the other kinds.

    Source: https://github.com/dequelabs/axe-core/blob/develop/doc/API.md#axe-core-tags. A rule
    that axe switches off by default (target-size) runs when one of its tags is asked for.
    """
    versions = ("wcag2", "wcag21", "wcag22")
    wcag = [f"{version}{name.lower()}" for version in versions for name in profile.levels]
    best = ["best-practice"] if profile.best_practices else []
    return wcag + best + (["experimental"] if profile.experimental else [])


@dataclass(frozen=True, slots=True)
class AxeRun:
    """What axe answered, as it wrote it, and the ACT rules each of its rules implements."""

    results: Mapping[str, Any]
    act_ids: Mapping[str, tuple[str, ...]]

    def outcomes(self, page: Page, state: State) -> Iterator[tuple[RuleResult, list[Finding]]]:
        """Its rules' outcomes; violations failed, incomplete results cantTell.

        ``page`` is the page as axe met it: findings point into it.
        """
        for group, outcome in _OUTCOMES:
            for result in self.results[group]:
                rule = _rule(result, self.act_ids.get(result["id"], ()))
                is_finding = outcome in (Outcome.FAILED, Outcome.CANT_TELL)
                found = _findings(rule, result, outcome, page, state) if is_finding else ()
                yield RuleResult(rule, outcome, len(result["nodes"])), list(found)


def run_axe(session: Session, profile: Profile, without: Iterable[str] = ()) -> AxeRun | None:
    """Run axe on the open page and its frames; None where the profile asks for none of its rules.

    ``without`` are axe's rules that ours decide.
    """
    axe = Axe(session.driver, script_url=str(SCRIPT))
    with page_errors("axe-core did not finish in time"):
        _inject(axe, session)
        act_ids = _act_ids(session, axe_version())
        options = _options(profile, without, act_ids)
        if options is None:
            return None
        # As a JSON string: the package pastes what it is given into a script.
        return AxeRun(axe.run(options=json.dumps(options)), act_ids)


def _options(
    profile: Profile, without: Iterable[str], known: Collection[str]
) -> dict[str, Any] | None:
    """axe's options for the profile; None where it asks for none of axe's rules."""
    shared = {"resultTypes": ["violations", "incomplete"], "ancestry": True}
    if profile.only:
        wanted = profile.only & set(known) - set(without)
        rules = {"type": "rule", "values": sorted(wanted)}
        return shared | {"runOnly": rules} if wanted else None
    switched_off = {id_: {"enabled": False} for id_ in (*without, *profile.skip) if id_ in known}
    return shared | {"runOnly": {"type": "tag", "values": tags(profile)}, "rules": switched_off}


def register(session: Session) -> None:
    """Have the browser load axe into every document to come, rather than send it each time.

    :raises AxeMissingError: when there is no script.
    """
    if session not in _registered:
        axe_version()
        session.on_new_document(SCRIPT.read_text(encoding="utf-8") + _SIGN)
        _registered.add(session)


def _inject(axe: Axe, session: Session) -> None:
    """Put axe into the current document and every frame in it, where it is not there yet."""
    document = session.driver.execute_script(_FRAMES, _OURS)
    if not document["ready"]:
        axe.inject()
        session.driver.execute_script(_SIGN)
    for frame in document["frames"]:
        # The page may take it away meanwhile.
        with suppress(NoSuchFrameException, StaleElementReferenceException, NoSuchWindowException):
            session.driver.switch_to.frame(frame)
            try:
                _inject(axe, session)
            finally:
                session.driver.switch_to.parent_frame()


_OUTCOMES = (
    ("violations", Outcome.FAILED),
    ("incomplete", Outcome.CANT_TELL),
    ("passes", Outcome.PASSED),
    ("inapplicable", Outcome.INAPPLICABLE),
)
_known_act_ids: dict[str, dict[str, tuple[str, ...]]] = {}


def _act_ids(session: Session, version: str) -> dict[str, tuple[str, ...]]:
    """The W3C ACT rules that axe says its rules implement; asked once for a version of axe."""
    if version not in _known_act_ids:
        listed = session.driver.execute_script(
            "return axe.getRules().map((rule) => [rule.ruleId, rule.actIds || []])"
        )
        _known_act_ids[version] = {id_: tuple(act) for id_, act in listed}
    return _known_act_ids[version]


def _rule(result: dict[str, Any], act: tuple[str, ...]) -> Rule:
    impact = result.get("impact")
    return Rule(
        id=result["id"],
        title=result["help"],
        criteria=tuple(_criteria(result["tags"])),
        impact=Impact(impact) if impact else None,
        layer=Layer.AXE,
        act=act,
        fix=result["description"],
        help_url=result["helpUrl"],
    )


def _findings(
    rule: Rule, result: dict[str, Any], outcome: Outcome, page: Page, state: State
) -> Iterator[Finding]:
    for node in result["nodes"]:
        impact = node.get("impact") or result.get("impact")
        finding = Finding(
            rule=rule,
            outcome=outcome,
            impact=Impact(impact) if impact else None,
            target=_path(node["target"]),
            html=_trimmed(node["html"]),
            occurrences=(Occurrence(state, _message(node)),),
            how_to_fix=rule.fix,
        )
        yield _located(finding, node, page)


def _located(finding: Finding, node: dict[str, Any], page: Page) -> Finding:
    """The finding with what our own tree knows of its element, where it is still there."""
    element = at_ancestry(page, _path(node["ancestry"]))
    checks = sorted({check["id"] for kind in ("all", "none", "any") for check in node[kind]})
    if element is None:
        parts = (finding.rule.id, *finding.target, *checks)
        return replace(finding, fingerprint=mark_of(*parts))
    return replace(
        finding,
        target=element.target,
        text=element.excerpt,
        content_path=element.content_path,
        fingerprint=fingerprint(finding.rule, element, *checks),
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
