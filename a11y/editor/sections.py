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
    """A finding as an editor reads it, of :func:`a11y.editor.drafts.findings_on_drafts`."""

    finding: Any

    @property
    def message(self) -> str:
        return self.finding.said_message

    @property
    def impact(self) -> str:
        return self.finding.said_impact

    @property
    def kind(self) -> str | Promise:
        return _("Question") if self.is_question else IMPACTS.get(self.impact, _("Barrier"))

    @property
    def is_question(self) -> bool:
        return self.finding.said_outcome != Outcome.FAILED

    @property
    def is_set_aside(self) -> bool:
        """Whether a person has set it aside as it stands on the draft."""
        return self.finding.is_set_aside and self.finding.judged == self.finding.said_mark

    @property
    def decision(self) -> Any:
        """The last word on it."""
        return next((one for one in self.finding.decisions.all() if one.triage), None)

    @property
    def severity(self) -> tuple[bool, int, int]:
        impacts = list(IMPACTS)
        impact = impacts.index(self.impact) if self.impact in impacts else len(impacts)
        return self.is_question, impact, self.finding.pk

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
    for item in sorted(map(Item, findings), key=lambda item: item.severity):
        if item.is_set_aside:
            aside.append(item)
        elif item.finding.audience != Audience.EDITOR:
            others.append(item)
        else:
            (check if item.is_question else mend).append(item)
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
