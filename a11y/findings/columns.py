"""The columns of the lists of findings."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn, NumberColumn, TitleColumn

from a11y.findings.words import AUDIENCES, IMPACTS, OUTCOMES
from a11y.models import Finding


class MessageColumn(TitleColumn):
    """What is wrong, with the rule that says so."""

    cell_template_name = "a11y/findings/message_cell.html"


class ImpactColumn(Column):
    """How bad it is, or that a person has to decide."""

    cell_template_name = "a11y/findings/impact_cell.html"

    def get_cell_context_data(self, instance: Finding, parent_context: Any) -> Any:
        return {
            **super().get_cell_context_data(instance, parent_context),
            "impact": IMPACTS.get(instance.impact, ""),
            "outcome": OUTCOMES.get(instance.outcome, instance.outcome),
        }


class PageColumn(Column):
    """On which page it is, and where there."""

    cell_template_name = "a11y/findings/page_cell.html"


class TriageColumn(Column):
    """What people have decided, and who is to see to it."""

    cell_template_name = "a11y/findings/triage_cell.html"


def _audience(finding: Finding) -> Any:
    return AUDIENCES.get(finding.audience, finding.audience)


def cause_columns(get_url: Any) -> list[Column]:
    """The columns of a list of causes."""
    return [
        MessageColumn("message", label=_("What is wrong"), get_url=get_url),
        ImpactColumn("impact", label=_("Impact"), sort_key="worst"),
        Column("audience", label=_("For"), accessor=_audience),
        NumberColumn("pages", label=_("Pages"), sort_key="pages", classname="tdd-a11y-number"),
        NumberColumn("count", label=_("Elements"), sort_key="count", classname="tdd-a11y-number"),
        DateColumn("first", label=_("First seen"), sort_key="first"),
    ]


def finding_columns(get_url: Any) -> list[Column]:
    """The columns of a list of findings."""
    return [
        MessageColumn(
            "message",
            label=_("What is wrong"),
            get_url=get_url,
            get_title_id=lambda finding: f"finding_{finding.pk}_title",
        ),
        PageColumn("page", label=_("Page"), sort_key="page__title"),
        ImpactColumn("impact", label=_("Impact"), sort_key="severity"),
        TriageColumn("triage", label=_("Triage"), sort_key="triage"),
        DateColumn("first_seen", label=_("First seen"), sort_key="first_seen"),
    ]
