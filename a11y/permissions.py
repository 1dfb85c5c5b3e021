"""Who may do what, and whose findings they may see.

The permissions are given to groups like any other: *add accessibility scan* to run scans, *change
accessibility finding* to triage, *view accessibility finding* to see reports, *Can publish pages
despite accessibility findings* to override the gate. Whatever they are, nobody sees findings of a
draft they may not edit, or of a private page they may not.
"""

from typing import Any

import swapper
from django.db.models import Q, QuerySet
from wagtail.permissions import policy_registry

from a11y.models import Finding

RUN_SCANS = "tdd_a11y.add_scan"
TRIAGE = "tdd_a11y.change_finding"
SEE_REPORTS = "tdd_a11y.view_finding"
OVERRIDE_GATE = "tdd_a11y.override_gate"


def editable_pages(user: Any) -> QuerySet[Any]:
    """The pages the user may edit."""
    page_model = swapper.load_model("wagtailcore", "Page")
    return policy_registry.get_by_type(page_model).instances_user_has_permission_for(user, "change")


def may_see_findings(user: Any) -> bool:
    """Whether there can be findings that the user may see."""
    if user.has_perm(SEE_REPORTS):
        return True
    page_model = swapper.load_model("wagtailcore", "Page")
    return policy_registry.get_by_type(page_model).user_has_permission(user, "change")


def visible_findings(user: Any) -> QuerySet[Finding]:
    """The findings that the user may see: on pages they may edit, those of drafts too; on others,
    with the permission to see reports, those of live pages that are for everybody, and those that
    are gone from there."""
    editable = Q(page__in=editable_pages(user).values("pk"))
    if not user.has_perm(SEE_REPORTS):
        return Finding.objects.filter(editable)
    page_model = swapper.load_model("wagtailcore", "Page")
    public = page_model.objects.live().public().values("pk")
    was_live = Q(live=True) | Q(draft=False, gone_at__isnull=False)
    return Finding.objects.filter(editable | was_live & (Q(page=None) | Q(page__in=public)))
