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


def visible_findings(user: Any) -> QuerySet[Finding]:
    """The findings that the user may see: on pages they may edit, those of drafts too; on others,
    with the permission to see reports, those of live pages that are for everybody."""
    editable = Q(page__in=editable_pages(user).values("pk"))
    if not user.has_perm(SEE_REPORTS):
        return Finding.objects.filter(editable)
    page_model = swapper.load_model("wagtailcore", "Page")
    private = page_model.objects.private().values("pk")
    public = Q(live=True) & ~Q(page__in=private)
    return Finding.objects.filter(editable | public)
