"""What is said of a criterion, for people and for reports."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from a11y.engine.conformance import Cause, Coverage, Status
from a11y.engine.model import Outcome
from a11y.evaluation.judged import Evaluation, Judged


def coverage(status: Status) -> str:
    """How much of the criterion the machine looked at."""
    if status.coverage == Coverage.TESTED:
        return _("A machine looked at all of it.")
    if status.coverage == Coverage.PERSON:
        return _("No machine looked at it.")
    said = ngettext(
        "%d rule looked at parts of it; the rest is for a person.",
        "%d rules looked at parts of it; the rest is for a person.",
        len(status.rules),
    )
    return said % len(status.rules)


def outcome(judged: Judged) -> str:
    """What came out of what the machine looked at, and of what people decided about that."""
    if judged.barriers:
        return numbers(judged)
    if judged.questions:
        return numbers(judged)
    if judged.status.outcome == Outcome.PASSED:
        return _("No barrier found")
    if judged.status.outcome == Outcome.INAPPLICABLE:
        return _("Nothing found that it is about")
    return _("Not tested")


def numbers(judged: Judged) -> str:
    """How many barriers and open questions there are; "" where there are none."""
    barriers, questions = _sightings(judged.barriers), _sightings(judged.questions)
    parts = []
    if barriers:
        parts.append(ngettext("%d barrier", "%d barriers", barriers) % barriers)
    if questions:
        parts.append(ngettext("%d to review", "%d to review", questions) % questions)
    return ", ".join(parts)


def _sightings(causes: Iterable[Cause]) -> int:
    return sum(len(cause.sightings) for cause in causes)


def conclusion(evaluation: Evaluation) -> str:
    """The result in one sentence."""
    level = evaluation.report.profile.level
    if evaluation.conforms:
        said = _("The pages of the sample conform to WCAG 2.2 at level %s.")
    elif evaluation.conforms is False:
        said = _("The pages of the sample do not conform to WCAG 2.2 at level %s.")
    else:
        said = _(
            "Whether the pages of the sample conform to WCAG 2.2 at level %s has not been decided."
        )
    return said % level
