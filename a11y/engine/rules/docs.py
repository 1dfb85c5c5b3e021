"""The pages of documentation made from the rules: one a rule, an index, and tables of sources.

``python -m a11y.engine.rules.docs FOLDER`` writes them; a test keeps them up to date.
"""

import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from a11y.engine.check import AnyCheck, Message
from a11y.engine.model import Outcome, Rule
from a11y.engine.rules import all_checks

TECHNIQUES = "https://www.w3.org/WAI/WCAG22/Techniques"
ACT_RULES = "https://www.w3.org/WAI/standards-guidelines/act/rules"
FOLDERS = {
    "ARIA": "aria", "C": "css", "F": "failures", "FLASH": "flash", "G": "general", "H": "html",
    "PDF": "pdf", "SCR": "client-side-script", "SL": "silverlight", "SM": "smil",
    "SVR": "server-side-script", "T": "text",
}  # fmt: skip
WORDS = {
    Outcome.FAILED: "States a barrier",
    Outcome.CANT_TELL: "Asks a person",
    Outcome.PASSED: "Passes",
    Outcome.INAPPLICABLE: "Does not apply",
}
MADE = "<!-- Made from the rules by `make rule-docs`; edits here are lost. -->\n"
SOURCES = Path(__file__).with_name("sources.json")


@cache
def sources() -> Mapping[str, Mapping[str, Mapping[str, object]]]:
    """What the tables list: the W3C's failures and ACT rules by id, with a few words of ours.

    An entry's ``by`` names axe-core's rules that decide it, ``person`` says why a machine does
    not, where no rule of ours names the entry.
    """
    data: Mapping[str, Mapping[str, Mapping[str, object]]] = json.loads(
        SOURCES.read_text(encoding="utf-8")
    )
    return data


def pages() -> dict[str, str]:
    """Every page's Markdown by file name."""
    made = {f"{check.rule.id}.md": _rule_page(check) for check in all_checks()}
    made["README.md"] = _index(all_checks())
    made["failures.md"] = _failures(all_checks())
    made["act.md"] = _act(all_checks())
    return {name: MADE + "\n" + text for name, text in made.items()}


def technique_url(id_: str) -> str:
    """The W3C's page of a technique or failure: F25, H57, SCR2…

    :raises ValueError: for what is not the id of one.
    """
    match = re.fullmatch(r"([A-Z]+)\d+", id_)
    if not match or match[1] not in FOLDERS:
        raise ValueError(f"{id_!r} is not the id of a WCAG technique.")
    return f"{TECHNIQUES}/{FOLDERS[match[1]]}/{id_}"


def _rule_page(check: AnyCheck) -> str:
    rule = check.rule
    parts = [
        f"# {rule.title}",
        _facts(rule),
        f"## Why it matters\n\n{rule.why}",
        f"## How to fix it\n\n{rule.fix}",
        "## What it says\n\n" + "\n".join(map(_message, check.messages.values())),
        "## Examples",
        *(
            f"### {WORDS[example.outcome]}: {example.about}\n\n```html\n{example.html.strip()}\n```"
            for example in check.examples
        ),
    ]
    return "\n\n".join(parts) + "\n"


def _facts(rule: Rule) -> str:
    rows: list[tuple[str, Iterable[str]]] = [
        ("Id", [f"`{rule.id}`"]),
        ("WCAG 2.2", [f"[{criterion}]({criterion.url})" for criterion in rule.criteria]),
        ("Impact", [rule.impact or ""]),
        ("For", [rule.audience]),
        ("Looks at", [f"{rule.layer} layer"]),
        ("Techniques", [f"[{id_}]({technique_url(id_)})" for id_ in rule.techniques]),
        ("ACT rules", [f"[{id_}]({ACT_RULES}/{id_}/)" for id_ in rule.act]),
        ("Instead of axe-core’s", [f"`{id_}`" for id_ in rule.replaces]),
    ]
    listed = [(name, ", ".join(values)) for name, values in rows]
    if not rule.criteria:
        listed[1] = ("WCAG 2.2", "best practice")
    return "\n".join(f"- **{name}:** {value}" for name, value in listed if value)


def _message(message: Message) -> str:
    fix = f" *{_shown(message.fix)}*" if message.fix else ""
    return f"- **{WORDS[message.outcome]}:** {_shown(message.text)}{fix}"


def _shown(text: str) -> str:
    """A message with its blanks named, and nothing in it that Markdown would take for markup."""
    return re.sub(r"\{(\w+)[^}]*\}", r"‹\1›", text).replace("<", "&lt;").replace("|", "\\|")


def _index(checks: Sequence[AnyCheck]) -> str:
    rows = [
        f"| [`{check.rule.id}`]({check.rule.id}.md) | {_shown(check.rule.title)} "
        f"| {', '.join(criterion.num for criterion in check.rule.criteria) or 'best practice'} "
        f"| {check.rule.impact} | {_does(check)} |"
        for check in sorted(checks, key=lambda check: check.rule.id)
    ]
    return "\n".join(
        [
            "# Rules",
            "",
            f"{len(rows)} rules of ours, and beside them all of axe-core’s that none of ours "
            "replaces. Where the W3C’s sources are dealt with: [failures F1–F113](failures.md), "
            "[ACT rules](act.md).",
            "",
            "| Rule | Demand | Criteria | Impact | |",
            "| --- | --- | --- | --- | --- |",
            *rows,
            "",
        ]
    )


def _does(check: AnyCheck) -> str:
    outcomes = {message.outcome for message in check.messages.values()}
    words = {Outcome.FAILED: "states", Outcome.CANT_TELL: "asks"}
    return " and ".join(word for outcome, word in words.items() if outcome in outcomes)


def _failures(checks: Sequence[AnyCheck]) -> str:
    return _table(
        "The W3C’s common failures",
        "What is made of each of WCAG’s common failures: **decided** by a rule that states it, "
        "**asked** by one that suspects it, or left **for a person**.",
        sources()["failures"],
        lambda id_: technique_url(id_),
        _naming(checks, lambda rule: rule.techniques),
    )


def _act(checks: Sequence[AnyCheck]) -> str:
    return _table(
        "The W3C’s ACT rules",
        "Which of our rules, or axe-core’s, implements each rule of the W3C’s ACT Rules. "
        "`make act` measures how completely.",
        sources()["act"],
        lambda id_: f"{ACT_RULES}/{id_}/",
        _naming(checks, lambda rule: rule.act),
    )


def _naming(
    checks: Iterable[AnyCheck], names: Callable[[Rule], Iterable[str]]
) -> dict[str, list[AnyCheck]]:
    """The checks by the sources their rules name."""
    found: dict[str, list[AnyCheck]] = {}
    for check in checks:
        for id_ in names(check.rule):
            found.setdefault(id_, []).append(check)
    return found


def _table(
    title: str,
    lead: str,
    entries: Mapping[str, Mapping[str, object]],
    url: Callable[[str], str],
    named: Mapping[str, Sequence[AnyCheck]],
) -> str:
    rows = [
        f"| [{id_}]({url(id_)}) | {entry['about']} | {_treatment(entry, named.get(id_, ()))} |"
        for id_, entry in entries.items()
    ]
    return "\n".join(
        [f"# {title}", "", lead, "", "| | About | Treatment |", "| --- | --- | --- |", *rows, ""]
    )


def _treatment(entry: Mapping[str, object], checks: Sequence[AnyCheck]) -> str:
    return "; ".join(_treatments(entry, checks))


def _treatments(entry: Mapping[str, object], checks: Sequence[AnyCheck]) -> Iterator[str]:
    replaced = {id_ for check in checks for id_ in check.rule.replaces}
    axe = [str(id_) for id_ in _listed(entry.get("by")) if id_ not in replaced]
    for word, outcome in (("decided by", Outcome.FAILED), ("asked by", Outcome.CANT_TELL)):
        own = [
            f"[`{check.rule.id}`]({check.rule.id}.md)"
            for check in checks
            if any(message.outcome == outcome for message in check.messages.values())
        ]
        theirs = [f"axe-core’s `{id_}`" for id_ in axe] if outcome == Outcome.FAILED else []
        if own or theirs:
            yield f"{word} {', '.join(own + theirs)}"
    if person := entry.get("person"):
        yield f"for a person, because {person}"


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def main(arguments: Sequence[str]) -> int:
    """Write every page into the folder, and remove pages of rules that are no more."""
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    made = pages()
    for old in folder.glob("*.md"):
        if old.name not in made:
            old.unlink()
    for name, text in made.items():
        folder.joinpath(name).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
