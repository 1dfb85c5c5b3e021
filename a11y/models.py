"""What the audit keeps.

A :class:`Scan` orders audits of pages. A :class:`PageAudit` is one of them: due, under way, or
done. A :class:`Finding` is one barrier on one page, for as long as it stands there; an
:class:`Occurrence` is what one audit says of it, a :class:`Decision` what a person does.
"""

from typing import Any

import swapper
from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Task, TaskState, WorkflowState

from a11y.engine.model import Audience, Impact, Outcome, Scheme, Viewport
from a11y.engine.wcag import CRITERIA, LEVELS
from a11y.profiles import AuditProfile

Choice = Any
"""A member of one of the models' choices: type checkers take those for tuples."""

PAGE_MODEL = swapper.get_model_name("wagtailcore", "Page")


class Scan(models.Model):
    """An order to audit pages, and their audits once it is under way."""

    title = models.CharField(_("title"), max_length=255)
    profile = models.CharField(_("profile"), max_length=255, editable=False)
    root = models.ForeignKey(
        PAGE_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("section"),
    )
    created_at = models.DateTimeField(_("started"), default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("started by"),
    )
    left_out = models.JSONField(default=list, editable=False)
    """Pages that could not be ordered: a list of ``[address, reason]``."""

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("accessibility scan")
        verbose_name_plural = _("accessibility scans")
        default_permissions = ("add", "view")

    def __str__(self) -> str:
        return self.title

    @property
    def audit_profile(self) -> AuditProfile:
        return AuditProfile.from_key(self.profile)

    def progress(self) -> dict[str, int]:
        """How many of its audits are in each state, all states by name, and ``total``."""
        counts = dict.fromkeys(PageAudit.State.values, 0)
        counts |= dict(self.audits.order_by().values_list("state").annotate(Count("pk")))
        return {**counts, "total": sum(counts.values())}

    def stop(self) -> int:
        """Give up what is due; what is under way comes to its end. Returns how many were due."""
        return self.audits.filter(state=PageAudit.State.DUE).update(state=PageAudit.State.STOPPED)

    def resume(self) -> int:
        """Make due again what was stopped or failed. Returns how many that were."""
        left = self.audits.filter(state__in=(PageAudit.State.STOPPED, PageAudit.State.FAILED))
        return left.update(state=PageAudit.State.DUE, tries=0, error="", due_at=timezone.now())


class PageAuditQuerySet(models.QuerySet["PageAudit"]):
    def takeable(self, now: Any) -> "PageAuditQuerySet":
        """Those that a worker may take: due, or taken by one that gives no sign of life."""
        abandoned = Q(state=PageAudit.State.RUNNING, leased_until__lt=now)
        return self.filter(Q(state=PageAudit.State.DUE) | abandoned)


class PageAudit(models.Model):
    """The audit of one page in one version.

    ``revision`` is the draft that is looked at, for as long as it is kept; where ``is_draft`` is
    not set, it is the live page, or an address.
    ``revision_created_at`` tells whether the draft is still the one that was ordered: Wagtail's
    autosave writes into the same revision. ``digest`` is a hash of what the server delivered.
    """

    class State(models.TextChoices):
        DUE = "due", _("due")
        RUNNING = "running", _("under way")
        DONE = "done", _("done")
        FAILED = "failed", _("could not be audited")
        STOPPED = "stopped", _("stopped")

    class Reason(models.TextChoices):
        SCAN = "scan", _("a scan")
        ASKED = "asked", _("asked for in the editor")
        GATE = "gate", _("asked for to publish")
        WORKFLOW = "workflow", _("a workflow")
        PUBLISHED = "published", _("published")
        CHANGED = "changed", _("something shown on it was changed")

    scan = models.ForeignKey(
        Scan, null=True, blank=True, on_delete=models.CASCADE, related_name="audits"
    )
    page = models.ForeignKey(
        PAGE_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="a11y_audits"
    )
    url = models.URLField(_("address"), max_length=2000, blank=True)
    title = models.CharField(_("title"), max_length=255, blank=True)
    revision = models.ForeignKey(
        "wagtailcore.Revision",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="a11y_audits",
    )
    is_draft = models.BooleanField(default=False)
    revision_created_at = models.DateTimeField(null=True, blank=True)
    profile = models.CharField(max_length=255)
    reason = models.CharField(max_length=12, choices=Reason.choices, default=Reason.ASKED)
    priority = models.SmallIntegerField(default=0)
    """What is higher is audited first."""

    state = models.CharField(max_length=8, choices=State.choices, default=State.DUE)
    due_at = models.DateTimeField(default=timezone.now)
    worker = models.CharField(max_length=255, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    finished_at = models.DateTimeField(_("audited"), null=True, blank=True)

    rule_set = models.CharField(max_length=16, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    same_as = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    """The audit whose result was taken over, because nothing had changed since."""
    error = models.TextField(blank=True)
    result = models.JSONField(null=True, blank=True)
    """The engine's result, as :func:`a11y.engine.reports.json.page_as_data` writes it."""
    spoken = models.JSONField(null=True, blank=True)
    """What a screen reader meets: see :mod:`a11y.engine.browser.spoken`. Like the result, it stands
    in the audit that this one is the ``same_as``."""

    objects = PageAuditQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        default_permissions = ()
        indexes = [
            models.Index(fields=["state", "-priority", "due_at"], name="tdd_a11y_queue"),
            models.Index(fields=["page", "-finished_at"], name="tdd_a11y_page_audits"),
            models.Index(fields=["state", "finished_at"], name="tdd_a11y_closed"),
            models.Index(fields=["digest", "profile"], name="tdd_a11y_same_page"),
        ]

    def __str__(self) -> str:
        return f"{self.title or self.url} ({self.get_state_display()})"

    @property
    def is_open(self) -> bool:
        """Whether it is still to come to an end."""
        return self.state in (self.State.DUE, self.State.RUNNING)


class Finding(models.Model):
    """One barrier, or one question for a person, on one page, for as long as it stands there.

    ``live`` and ``draft`` say in which versions of the page the last audits saw it. What is said
    of it is what was said last; ``elements`` is on how many elements. ``cause`` is the same for
    findings that are mended in one place, on whatever pages they are.
    """

    class Triage(models.TextChoices):
        NEW = "new", _("not triaged")
        CONFIRMED = "confirmed", _("confirmed")
        NO_BARRIER = "no_barrier", _("not a barrier")
        ACCEPTED = "accepted", _("accepted until a date")

    page = models.ForeignKey(
        PAGE_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="a11y_findings"
    )
    url = models.URLField(max_length=2000, blank=True)
    """The page's address, for those that are none of the CMS's."""
    fingerprint = models.CharField(max_length=16)
    cause = models.CharField(max_length=16, db_index=True)

    rule = models.CharField(_("rule"), max_length=100, db_index=True)
    title = models.CharField(_("demand"), max_length=255)
    """The rule's demand in one sentence."""
    outcome = models.CharField(
        _("outcome"), max_length=12, choices=[(one.value, one.value) for one in Outcome]
    )
    impact = models.CharField(
        _("impact"), max_length=8, blank=True, choices=[(one.value, one.value) for one in Impact]
    )
    severity = models.PositiveSmallIntegerField(default=9)
    """Orders what failed before what is asked, and of each the worst first."""
    audience = models.CharField(
        _("for"), max_length=9, choices=[(one.value, one.value) for one in Audience]
    )
    criteria = models.CharField(_("criteria"), max_length=100, blank=True)
    """The success criteria's numbers between spaces: `` 1.1.1 2.4.4 ``."""
    message = models.TextField(_("what is wrong"))
    how_to_fix = models.TextField(blank=True)
    help_url = models.URLField(max_length=500, blank=True)
    html = models.TextField(blank=True)
    text = models.TextField(blank=True)
    target = models.JSONField(default=list)
    states = models.JSONField(default=list)
    """In which states it was seen: ``1280x800 light``; after steps: ``1280x800 light in use``."""
    elements = models.PositiveIntegerField(default=1)
    content_path = models.CharField(max_length=500, blank=True)
    block = models.CharField(_("block"), max_length=255, blank=True)
    """The kinds of blocks it stands in, outermost first: ``section.cards.card``."""
    place = models.CharField(_("place"), max_length=500, blank=True)
    """The block and field in words."""

    live = models.BooleanField(default=False)
    draft = models.BooleanField(default=False)
    first_seen = models.DateTimeField(_("first seen"))
    last_seen = models.DateTimeField(_("last seen"))
    gone_at = models.DateTimeField(null=True, blank=True)
    """When the live page was first without it."""

    triage = models.CharField(
        _("triage"), max_length=10, choices=Triage.choices, default=Triage.NEW
    )
    accepted_until = models.DateField(null=True, blank=True)
    judged = models.CharField(max_length=16, blank=True)
    """What the decision in force was about: see :func:`a11y.triage.mark`."""
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("assigned to"),
    )

    class Meta:
        ordering = ["severity", "pk"]
        verbose_name = _("accessibility finding")
        verbose_name_plural = _("accessibility findings")
        default_permissions = ("change", "view")
        constraints = [
            models.UniqueConstraint(
                fields=["page", "fingerprint"],
                condition=Q(page__isnull=False),
                name="tdd_a11y_one_finding_a_page",
            ),
            models.UniqueConstraint(
                fields=["url", "fingerprint"],
                condition=Q(page__isnull=True),
                name="tdd_a11y_one_finding_an_address",
            ),
        ]
        indexes = [models.Index(fields=["live", "severity"], name="tdd_a11y_open_findings")]

    def __str__(self) -> str:
        return self.message

    @property
    def is_set_aside(self) -> bool:
        """Whether a person has said that it need not be mended (now)."""
        if self.triage == self.Triage.ACCEPTED:
            return self.accepted_until is None or self.accepted_until >= timezone.localdate()
        return self.triage == self.Triage.NO_BARRIER

    @staticmethod
    def not_set_aside() -> Q:
        """The query that says the opposite of :attr:`is_set_aside`."""
        lapsed = Q(triage=Finding.Triage.ACCEPTED, accepted_until__lt=timezone.localdate())
        standing = Q(triage__in=(Finding.Triage.NEW, Finding.Triage.CONFIRMED))
        return standing | lapsed


class Portrait(models.Model):
    """A picture of the element a finding is about, as it was seen last."""

    finding = models.OneToOneField(Finding, on_delete=models.CASCADE, related_name="portrait")
    png = models.BinaryField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.finding}"


class Occurrence(models.Model):
    """What one audit says of a finding.

    The finding's own words are those of the page that everybody may see; a draft's stand here.
    ``mark`` tells what there was to judge: a decision that was about something else does not count.
    """

    class Change(models.TextChoices):
        NEW = "new", _("new")
        BACK = "back", _("back")
        SAME = "same", _("still there")
        GONE = "gone", _("gone")

    audit = models.ForeignKey(PageAudit, on_delete=models.CASCADE, related_name="occurrences")
    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="occurrences")
    change = models.CharField(max_length=4, choices=Change.choices)
    outcome = models.CharField(max_length=12, blank=True)
    impact = models.CharField(max_length=8, blank=True)
    message = models.TextField(blank=True)
    mark = models.CharField(max_length=16, blank=True)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["audit", "finding"], name="tdd_a11y_said_once")
        ]

    def __str__(self) -> str:
        return f"{self.finding}: {self.get_change_display()}"


class Decision(models.Model):
    """A person's word on a finding."""

    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="decisions")
    triage = models.CharField(max_length=10, choices=Finding.Triage.choices, blank=True)
    """What was decided; "" for a comment, or for who is to see to it."""
    until = models.DateField(null=True, blank=True)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    comment = models.TextField(blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["-made_at", "-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.get_triage_display() or self.comment


class Verdict(models.Model):
    """A person's answer to one success criterion, for the pages of a scan (WCAG-EM, step 4).

    The terms are those of VPAT 2.5.
    """

    class Term(models.TextChoices):
        SUPPORTS = "supports", _("supports")
        PARTIALLY = "partially-supports", _("partially supports")
        DOES_NOT = "does-not-support", _("does not support")
        NOT_APPLICABLE = "not-applicable", _("not applicable")
        NOT_EVALUATED = "not-evaluated", _("not evaluated")

    scan = models.ForeignKey(Scan, on_delete=models.CASCADE, related_name="verdicts")
    criterion = models.CharField(
        max_length=10, choices=[(num, str(criterion)) for num, criterion in CRITERIA.items()]
    )
    term = models.CharField(max_length=20, choices=Term.choices, default=Term.NOT_EVALUATED)
    evidence = models.TextField(blank=True)
    made_at = models.DateTimeField(auto_now=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["scan", "criterion"], name="tdd_a11y_one_verdict")
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.get_term_display()}"


@register_setting(icon="tick", order=900)
class AuditSettings(BaseSiteSetting):
    """What a site asks of its pages, and whether publishing waits for it."""

    class Gate(models.TextChoices):
        OFF = "off", _("Off")
        WARN = "warn", _("Warn, and publish")
        BLOCK = "block", _("Block")

    level = models.CharField(
        _("level of WCAG 2.2"), max_length=3, choices=[(one, one) for one in LEVELS], default="AA"
    )
    best_practices = models.BooleanField(_("best practices, too"), default=True)
    narrow = models.BooleanField(
        _("in a narrow window, too"),
        default=True,
        help_text=_("At 320 by 256 pixels, as on a phone or at 400 % zoom."),
    )
    dark = models.BooleanField(_("in dark colours, too"), default=False)
    driven = models.BooleanField(
        _("in use, too"),
        default=True,
        help_text=_("Keys are pressed, menus opened, forms sent empty, text spaced and enlarged."),
    )
    gate = models.CharField(_("publishing"), max_length=5, choices=Gate.choices, default=Gate.OFF)
    gate_impact = models.CharField(
        _("barriers that count"),
        max_length=8,
        choices=[
            ("critical", _("critical")),
            ("serious", _("serious and worse")),
            ("moderate", _("moderate and worse")),
            ("minor", _("all")),
        ],
        default="serious",
    )
    gate_questions = models.BooleanField(
        _("open questions count, too"),
        default=False,
        help_text=_("What only a person can decide, and nobody has decided."),
    )

    panels = [
        MultiFieldPanel(
            [
                FieldPanel("level"),
                FieldPanel("best_practices"),
                FieldPanel("narrow"),
                FieldPanel("dark"),
                FieldPanel("driven"),
            ],
            heading=_("What pages are audited for"),
        ),
        MultiFieldPanel(
            [
                FieldPanel(
                    "gate",
                    heading=_("The gate"),
                    help_text=_(
                        "Whether a page with barriers may be published. A draft that has not been"
                        " audited as it is now, or is not valid, counts as one."
                    ),
                ),
                FieldPanel("gate_impact"),
                FieldPanel("gate_questions"),
            ],
            heading=_("Publishing"),
        ),
    ]

    class Meta:
        verbose_name = _("accessibility")
        permissions = [("override_gate", _("Can publish pages despite accessibility findings"))]

    @property
    def profile(self) -> AuditProfile:
        """What the site's pages are audited for."""
        windows = (Viewport(1280, 800), Viewport(320, 256))
        return AuditProfile(
            level=LEVELS[LEVELS.index(self.level)],
            best_practices=self.best_practices,
            viewports=windows if self.narrow else windows[:1],
            schemes=tuple(Scheme) if self.dark else (Scheme.LIGHT,),
            driven=self.driven,
        )


class AuditTask(Task):
    """A step of a workflow that audits the draft, and approves or rejects it by itself."""

    admin_form_fields = Task.admin_form_fields

    class Meta:
        verbose_name = _("Accessibility audit")
        verbose_name_plural = _("Accessibility audits")

    @classmethod
    def get_description(cls) -> str:
        return _(
            "Audits the draft, and decides by itself: where the site's gate blocks, a draft with"
            " barriers goes back; elsewhere it goes on. What was found is the task's comment."
        )

    def start(self, workflow_state: WorkflowState, user: Any = None) -> TaskState:
        from a11y.workflow import begin

        task_state = super().start(workflow_state, user=user)
        begin(task_state)
        return task_state

    def get_actions(self, page: Any, user: Any) -> list[Any]:
        return []
