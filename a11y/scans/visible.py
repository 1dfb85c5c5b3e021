"""Which parts of a scan somebody may see."""

from typing import Any

import swapper
from django.db.models import Count, Q, QuerySet

from a11y.engine.model import Outcome
from a11y.models import Occurrence, PageAudit, Scan
from a11y.permissions import RUN_SCANS, SEE_REPORTS, editable_pages

Change = Occurrence.Change


def may_see_scans(user: Any) -> bool:
    """Whether the user may look at scans; of which pages is another question."""
    return user.has_perm(RUN_SCANS) or user.has_perm(SEE_REPORTS)


def visible_audits(scan: Scan, user: Any) -> QuerySet[PageAudit]:
    """The scan's audits of pages that the user may edit, and, with the permission to see reports,
    of pages and addresses that are for everybody."""
    seen = Q(page__in=editable_pages(user).values("pk"))
    if user.has_perm(SEE_REPORTS):
        pages = swapper.load_model("wagtailcore", "Page").objects
        seen |= Q(page=None) | Q(page__in=pages.live().public().values("pk"))
    return scan.audits.filter(seen).order_by("pk")


def with_counts(audits: QuerySet[PageAudit]) -> QuerySet[PageAudit]:
    """The audits with the numbers of what they found, and of what has changed with them."""
    there = ~Q(occurrences__change=Change.GONE)
    failed = Q(occurrences__outcome=Outcome.FAILED.value)
    return audits.annotate(
        failed=Count("occurrences", filter=there & failed),
        asked=Count("occurrences", filter=there & ~failed),
        new=Count("occurrences", filter=Q(occurrences__change=Change.NEW)),
        back=Count("occurrences", filter=Q(occurrences__change=Change.BACK)),
        gone=Count("occurrences", filter=Q(occurrences__change=Change.GONE)),
    )
