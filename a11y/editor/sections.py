"""The order in which an editor reads the findings of a draft."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from a11y.engine.model import Audience, Outcome
from a11y.models import Finding

IMPACTS: dict[str, str | Promise] = {
    "critical": gettext_lazy("Critical"),
    "serious": gettext_lazy("Serious"),
    "moderate": gettext_lazy("Moderate"),
    "minor": gettext_lazy("Minor"),
}


@dataclass(frozen=True, slots=True)
class Item:
    """A finding as an editor reads it."""

    finding: Finding
    decision: Any = None
    """The last word on it, where it is set aside."""

    @property
    def kind(self) -> str | Promise:
        return _("Question") if self.is_question else IMPACTS.get(self.finding.impact, _("Barrier"))

    @property
    def is_question(self) -> bool:
        return self.finding.outcome != Outcome.FAILED

    @property
    def steps(self) -> str:
        """How to find the element, as the panel's script reads it."""
        return json.dumps(self.finding.target)

    @property
    def criteria(self) -> list[str]:
        return self.finding.criteria.split()


@dataclass(frozen=True, slots=True)
class Group:
    """The findings in one block."""

    place: str
    items: list[Item]


@dataclass(frozen=True, slots=True)
class Section:
    """What is somebody's to do. ``folded`` sections wait behind their title."""

    title: str
    groups: list[Group]
    folded: bool = False

    @property
    def count(self) -> int:
        return sum(len(group.items) for group in self.groups)


def sections(findings: Iterable[Finding]) -> list[Section]:
    """What the editor can mend, what they are asked, what others mend, and what is set aside."""
    mend: list[Item] = []
    check: list[Item] = []
    others: list[Item] = []
    aside: list[Item] = []
    for finding in findings:
        if finding.is_set_aside:
            aside.append(Item(finding, _last_word(finding)))
        elif finding.audience != Audience.EDITOR:
            others.append(Item(finding))
        else:
            (mend if finding.outcome == Outcome.FAILED else check).append(Item(finding))
    every = (
        Section(_("For you to fix"), _by_place(mend)),
        Section(_("For you to check"), _by_place(check)),
        Section(_("For developers"), _by_place(others), folded=True),
        Section(_("Set aside"), _by_place(aside), folded=True),
    )
    return [section for section in every if section.groups]


def _by_place(items: Iterable[Item]) -> list[Group]:
    """The items by block, the block with the worst finding first."""
    groups: dict[tuple[str, str], Group] = {}
    for item in items:
        place = item.finding.place or _("Outside the page's blocks")
        group = groups.setdefault((place, item.finding.content_path), Group(place, []))
        group.items.append(item)
    return list(groups.values())


def _last_word(finding: Finding) -> Any:
    return next((one for one in finding.decisions.all() if one.triage), None)
