"""What the dashboard counts."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import swapper
from django.db.models import Count, Max, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from a11y.engine.model import Outcome
from a11y.findings.words import IMPACTS, NOT_RATED, UNRATED
from a11y.models import Finding, PageAudit
from a11y.pages import pages_of_site
from a11y.permissions import editable_pages, visible_findings

WEEKS = 12
QUESTIONS = "question"
KINDS: dict[str, Any] = {**IMPACTS, UNRATED: NOT_RATED}
SERIES: dict[str, Any] = {**KINDS, QUESTIONS: _("questions for a person")}
"""What is counted, by the key of its kind: barriers by impact, and what is asked."""

_WORST = 10
_FAILED = Q(outcome=Outcome.FAILED)


@dataclass(frozen=True, slots=True)
class Week:
    """How many findings of each kind were open on a day; the last is today."""

    day: datetime
    open: dict[str, int]

    @property
    def total(self) -> int:
        return sum(self.open.values())


def kind_of(outcome: str, impact: str) -> str:
    """Among which of the :data:`SERIES` a finding counts."""
    if outcome != Outcome.FAILED:
        return QUESTIONS
    return impact if impact in IMPACTS else UNRATED


def open_over_time(user: Any, now: datetime) -> list[Week]:
    """What stood open on live pages at the end of each of the last weeks, the oldest first.

    What is set aside today does not count for any of them.
    """
    days = [now - timedelta(weeks=ago) for ago in reversed(range(WEEKS))]
    was_live = Q(live=True) | Q(gone_at__isnull=False)
    counts = {
        f"day_{number}": Count(
            "pk",
            filter=Q(first_seen__lte=day) & (Q(gone_at=None) | Q(gone_at__gt=day)),
        )
        for number, day in enumerate(days)
    }
    findings = visible_findings(user).filter(was_live, Finding.not_set_aside()).order_by()
    rows = list(findings.values("outcome", "impact").annotate(**counts))
    weeks = []
    for number, day in enumerate(days):
        numbers: defaultdict[str, int] = defaultdict(int)
        for row in rows:
            numbers[kind_of(row["outcome"], row["impact"])] += row[f"day_{number}"]
        weeks.append(Week(day, {key: numbers[key] for key in SERIES}))
    return weeks


def _open(user: Any) -> QuerySet[Finding]:
    return visible_findings(user).filter(Finding.not_set_aside(), live=True).order_by()


_BARRIERS = {
    **{impact: Count("pk", filter=_FAILED & Q(impact=impact)) for impact in IMPACTS},
    UNRATED: Count("pk", filter=_FAILED & Q(impact="")),
    "barriers": Count("pk", filter=_FAILED),
}
_WORST_FIRST = ("-critical", "-serious", "-barriers")


def worst_pages(user: Any) -> list[dict[str, Any]]:
    """The live pages with the worst barriers."""
    pages = _open(user).filter(_FAILED).values("page", "page__title", "url")
    return list(pages.annotate(**_BARRIERS).order_by(*_WORST_FIRST, "page", "url")[:_WORST])


def worst_blocks(user: Any) -> list[dict[str, Any]]:
    """The kinds of blocks that bring the worst barriers to live pages."""
    blocks = _open(user).filter(_FAILED).exclude(block="").values("block")
    counted = blocks.annotate(**_BARRIERS, pages=Count("page", distinct=True))
    return list(counted.order_by(*_WORST_FIRST, "block")[:_WORST])


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many live pages were audited when, and some of those that never were."""

    ages: list[tuple[str | Promise, int]]
    never: list[Any]

    @property
    def total(self) -> int:
        return sum(count for _age, count in self.ages)


def coverage(user: Any, now: datetime) -> Coverage:
    """When the live pages that the user may know of were last audited."""
    live = _live_pages(user).annotate(
        audited=Max(
            "a11y_audits__finished_at",
            filter=Q(a11y_audits__state=PageAudit.State.DONE, a11y_audits__is_draft=False),
        )
    )
    day, week, month = (now - timedelta(days=days) for days in (1, 7, 30))
    bounds: list[tuple[str | Promise, Q]] = [
        (_("today and yesterday"), Q(audited__gte=day)),
        (_("in the last week"), Q(audited__gte=week, audited__lt=day)),
        (_("in the last month"), Q(audited__gte=month, audited__lt=week)),
        (_("longer ago"), Q(audited__lt=month)),
        (_("never"), Q(audited=None)),
    ]
    counts = live.order_by().aggregate(
        **{f"age_{number}": Count("pk", filter=age) for number, (_label, age) in enumerate(bounds)}
    )
    ages = [(label, counts[f"age_{number}"]) for number, (label, _age) in enumerate(bounds)]
    return Coverage(ages, list(live.filter(audited=None).order_by("path")[:_WORST]))


def _live_pages(user: Any) -> QuerySet[Any]:
    """Live pages with an address, for everybody or for the user to edit."""
    pages = swapper.load_model("wagtailcore", "Page").objects
    on_a_site = Q(pk__in=[])
    for site in Site.objects.select_related("root_page"):
        on_a_site |= Q(pk__in=pages_of_site(site).values("pk"))
    known = Q(pk__in=pages.public().values("pk")) | Q(pk__in=editable_pages(user).values("pk"))
    return pages.live().filter(on_a_site & known)


@dataclass(frozen=True, slots=True)
class Queue:
    """What the workers have before them, and what they could not do in the last week."""

    due: int
    running: int
    failed: int
    oldest: datetime | None
    failures: list[PageAudit]


def queue(user: Any, now: datetime) -> Queue:
    """How the workers stand. Failures are named for pages that the user may know of."""
    state = PageAudit.State
    recent = Q(state=state.FAILED, finished_at__gte=now - timedelta(days=7))
    counts = PageAudit.objects.order_by().aggregate(
        due=Count("pk", filter=Q(state=state.DUE)),
        running=Count("pk", filter=Q(state=state.RUNNING)),
        failed=Count("pk", filter=recent),
    )
    due = PageAudit.objects.filter(state=state.DUE).order_by("due_at").values_list("due_at")
    known = Q(page=None) | Q(page__in=_live_pages(user).values("pk"), is_draft=False)
    failures = PageAudit.objects.filter(recent & known).defer("result", "spoken")
    return Queue(
        **counts,
        oldest=min((at for (at,) in due[:1]), default=None),
        failures=list(failures.order_by("-finished_at")[:_WORST]),
    )
