"""The evaluation as OpenACR: the YAML form of an accessibility conformance report (VPAT 2.5).

The shape and the catalogue of terms are those of https://github.com/GSA/openacr. Only the
component *web* is spoken of: nothing else was looked at.
"""

from collections.abc import Iterable
from datetime import date
from importlib.metadata import version
from typing import Any

import yaml
from django.utils.translation import gettext as _

from a11y.engine.wcag import LEVELS
from a11y.evaluation.judged import Evaluation, Judged
from a11y.evaluation.words import coverage, numbers

CATALOG = "2.5-edition-wcag-2.2-en"
CHAPTERS = {level: f"success_criteria_level_{level.lower()}" for level in LEVELS}


def as_yaml(data: dict[str, Any]) -> str:
    return str(yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=100))


def as_data(
    evaluation: Evaluation, product: str, sample: str, author: dict[str, str], on: date
) -> dict[str, Any]:
    """The report as plain lists and dicts. ``author`` has an ``email``, as the form demands."""
    report = evaluation.report
    return {
        "title": _("%s Accessibility Conformance Report") % product,
        "product": {"name": product, "description": sample},
        "author": author,
        "vendor": author,
        "report_date": on.isoformat(),
        "last_modified_date": on.isoformat(),
        "version": 1,
        "notes": _(
            "Only web pages were looked at. Criteria that nobody has answered are said to be not "
            "evaluated; VPAT 2.5 allows that at level AAA only."
        ),
        "evaluation_methods_used": _(
            "The structure of WCAG-EM: a sample of pages, audited by machine (TDD Pages "
            "%(version)s, axe-core %(axe)s), and answers by people for each success criterion."
        )
        % {"version": version("tdd-pages"), "axe": report.axe_version},
        "catalog": CATALOG,
        "chapters": {
            chapter: _chapter(
                [one for one in evaluation.judged if one.criterion.level == level],
                asked=level in report.profile.levels,
            )
            for level, chapter in CHAPTERS.items()
        },
    }


def _chapter(judged: Iterable[Judged], *, asked: bool) -> dict[str, Any]:
    if not asked:
        return {"notes": _("This level was not evaluated."), "disabled": True}
    return {"criteria": [_criterion(one) for one in judged]}


def _criterion(judged: Judged) -> dict[str, Any]:
    adherence = {"level": judged.term.value, "notes": remarks(judged)}
    return {
        "num": judged.criterion.num,
        "components": [{"name": "web", "adherence": adherence}],
    }


def remarks(judged: Judged) -> str:
    """The person's evidence, then what the machine has to say."""
    said = [judged.verdict.evidence.strip()] if judged.verdict else []
    found = numbers(judged)
    said.append(_("By machine: %s.") % found if found else coverage(judged.status))
    said += [f"{cause.first.message} ({len(cause.pages)})" for cause in judged.barriers[:5]]
    return "\n".join(filter(None, said))
