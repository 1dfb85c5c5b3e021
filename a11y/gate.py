"""Whether a draft may go live.

Every way to publish a page in Wagtail goes through ``PublishPageRevisionAction``, and only through
that: no hook and no signal comes before all of them. So the gate stands there. What people are
told in the admin is said in :mod:`a11y.gating`.

What it cannot cover: ``page.save()`` with ``live=True`` in code, copies kept live, new aliases.
"""

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.actions.publish_page_revision import (
    PublishPagePermissionError,
    PublishPageRevisionAction,
)
from wagtail.log_actions import log
from wagtail.models import PageLogEntry, Revision

from a11y.drafts import is_about
from a11y.engine.errors import EngineError
from a11y.engine.model import Impact, Outcome, Place
from a11y.invalid import invalid_values
from a11y.models import AuditSettings, Choice, Occurrence, PageAudit
from a11y.orders import order
from a11y.profiles import rule_set

Gate = AuditSettings.Gate
State = PageAudit.State
HELD_BACK = "tdd_a11y.held_back"
OVERRIDE = "tdd_a11y.override"
SCHEDULED = "wagtail.publish.scheduled"
MOST_NAMED = 5
_IMPACTS = [one.value for one in Impact]
_PAUSE = timedelta(hours=1)
"""So long a scheduled page waits after an audit that did not help before another is ordered."""
_RECENT = 10
"""So many of a page's last audits are asked whether one has seen the draft."""

Heard = list[tuple[Any, "Ruling"]]
"""Pages as they were published, and what there was to say of them."""

_overridden: ContextVar[bool] = ContextVar("a11y_gate_overridden", default=False)
_heard: ContextVar[Heard | None] = ContextVar("a11y_gate_heard", default=None)


class GateError(PublishPagePermissionError):
    """The gate does not let the draft go live; the message says why.

    ``figures`` say it to those who may not see the draft.
    """

    def __init__(self, message: str, figures: str) -> None:
        super().__init__(message)
        self.figures = figures


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the gate says of a draft.

    ``findings`` is what the audit says of the barriers that count; ``invalid`` what in its blocks
    is not valid, and where; ``audit`` is the last that saw the draft as it is, or is about to.
    """

    gate: Choice = Gate.OFF
    findings: tuple[Occurrence, ...] = ()
    invalid: tuple[tuple[Place, str], ...] = ()
    audit: PageAudit | None = None

    @property
    def unaudited(self) -> bool:
        """Whether no audit has seen the draft as it is."""
        return self.audit is None or self.audit.state != State.DONE

    @property
    def pending(self) -> bool:
        """Whether an audit has yet to come to an end."""
        return self.audit is None or self.audit.is_open

    @property
    def objects(self) -> bool:
        """Whether there is something to say."""
        return self.gate != Gate.OFF and bool(self.findings or self.invalid or self.unaudited)

    @property
    def refuses(self) -> bool:
        """Whether the draft must not go live."""
        return self.gate == Gate.BLOCK and self.objects

    def on_audit(self) -> str:
        """What there is to say of the draft's audit; "" where it is done."""
        if self.audit and self.audit.state == State.FAILED:
            return _("The draft could not be audited: %s") % self.audit.error
        if self.unaudited:
            return _("The draft has not been audited as it is now.")
        return ""

    def in_words(self) -> str:
        """All of it in some sentences; "" where there is nothing to say."""
        said = [f"{place.label}: {message}" for place, message in self.invalid]
        said += [f"{one.finding.place}: {one.message}" for one in self.findings[:MOST_NAMED]]
        return " ".join(filter(None, [self.on_audit(), *said, self.on_more()]))

    def in_figures(self) -> str:
        """How much of what there is, without a word of the draft."""
        barriers, values = len(self.findings), len(self.invalid)
        said = [
            _("not audited as it is") if self.unaudited else "",
            ngettext("%d barrier", "%d barriers", barriers) % barriers if barriers else "",
            ngettext("%d value not valid", "%d values not valid", values) % values
            if values
            else "",
        ]
        return ", ".join(filter(None, said))

    def on_more(self) -> str:
        """How many barriers there are besides those that are named."""
        more = len(self.findings) - MOST_NAMED
        if more <= 0:
            return ""
        return ngettext("And %d more barrier.", "And %d more barriers.", more) % more


def judge_draft(page: Any, revision: Revision) -> Ruling:
    """What the gate of the page's site says of its draft."""
    settings = settings_for(page)
    if settings is None or settings.gate == Gate.OFF:
        return Ruling()
    return judge(revision.as_object(), revision, settings)


def settings_for(page: Any) -> AuditSettings | None:
    """What the page's site asks of it, by one query; None where it was never asked to say so."""
    parts = page.get_url_parts()
    return AuditSettings.objects.filter(site_id=parts[0]).first() if parts else None


def judge(page: Any, revision: Revision, settings: AuditSettings) -> Ruling:
    """What is to be said by these settings of the draft: of ``page`` as ``revision`` has it."""
    audit = _audit_of(revision, settings)
    done = audit is not None and audit.state == State.DONE
    findings = tuple(_counting(audit, settings)) if audit and done else ()
    return Ruling(settings.gate, findings, tuple(invalid_values(page)), audit)


def order_audit(ruling: Ruling, page: Any, revision: Revision) -> None:
    """See to it that the draft is audited, and soon."""
    if not ruling.unaudited:
        return
    coming = ruling.audit if ruling.audit and ruling.audit.is_open else None
    if coming is None or coming.state == State.DUE:
        order(page, PageAudit.Reason.GATE, revision=coming.revision if coming else revision)


def known_rules() -> str | None:
    """The version of the rules in force; None where it cannot be known.

    A web machine may be without axe-core. Then no audit counts, and nothing is to break.
    """
    try:
        return rule_set()
    except EngineError:
        return None


@contextmanager
def overriding() -> Iterator[None]:
    """Within this context no finding keeps a draft back. Who may do so is asked before.

    What is not valid is never published: a template may rely on it.
    """
    token = _overridden.set(True)
    try:
        yield
    finally:
        _overridden.reset(token)


@contextmanager
def listening() -> Iterator[Heard]:
    """Within this context, hear what a gate that only warns says of what is published."""
    heard: Heard = []
    token = _heard.set(heard)
    try:
        yield heard
    finally:
        _heard.reset(token)


def log_override(page: Any, revision: Revision, ruling: Ruling, user: Any, reason: str) -> None:
    """Write into the page's history who publishes it despite what, and why."""
    log(
        instance=page,
        action=OVERRIDE,
        user=user,
        revision=revision,
        data={
            "reason": reason,
            "draft": revision.created_at.isoformat(),
            "why": ruling.in_figures(),
        },
    )


def install() -> None:
    """Put the gate where all ways to publish a page lead through. Once per process is enough."""
    if getattr(PublishPageRevisionAction, "_a11y_gate", False):
        return
    PublishPageRevisionAction._a11y_gate = True
    PublishPageRevisionAction.check = _checking(PublishPageRevisionAction.check)
    PublishPageRevisionAction.execute = _holding_back(PublishPageRevisionAction.execute)


def _audit_of(revision: Revision, settings: AuditSettings) -> PageAudit | None:
    """The last audit of the draft as it is now, else one that is to come, else one that failed."""
    same = list(_audits_of(revision, settings))
    rules = known_rules()
    done = (one for one in same if one.state == State.DONE and one.rule_set == rules)
    others = (one for one in same if one.state != State.DONE)
    return next(done, None) or next(others, None)


def _audits_of(revision: Revision, settings: AuditSettings) -> Iterator[PageAudit]:
    """The last audits that have to do with the draft as it is now, by whatever rules."""
    recent = (
        PageAudit.objects.filter(
            page_id=revision.object_id,
            profile=settings.profile.key,
            revision__isnull=False,
            revision_created_at=F("revision__created_at"),
        )
        .exclude(state=State.STOPPED)
        .select_related("revision")
        .defer("result", "spoken")
        .order_by("-pk")
    )
    return (one for one in recent[:_RECENT] if is_about(one, revision))


def _tried_lately(revision: Revision, settings: AuditSettings) -> bool:
    """Whether an audit of the draft as it is now has just come to an end."""
    since = timezone.now() - _PAUSE
    audits = _audits_of(revision, settings)
    return any(one.finished_at and one.finished_at > since for one in audits)


def _counting(audit: PageAudit, settings: AuditSettings) -> Iterator[Occurrence]:
    """What the audit says of the barriers that count, the worst first.

    A person's decision is about what it judged: where the draft is worse than that, it counts.
    """
    outcomes = [Outcome.FAILED.value]
    if settings.gate_questions:
        outcomes.append(Outcome.CANT_TELL.value)
    said = audit.occurrences.filter(outcome__in=outcomes).exclude(change=Occurrence.Change.GONE)
    if settings.gate_impact != _IMPACTS[-1]:
        said = said.filter(impact__in=_IMPACTS[: _IMPACTS.index(settings.gate_impact) + 1])
    counting = [
        one
        for one in said.select_related("finding")
        if not one.finding.is_set_aside or one.finding.judged != one.mark
    ]
    yield from sorted(counting, key=_severity)


def _severity(said: Occurrence) -> tuple[bool, int, int]:
    impact = _IMPACTS.index(said.impact) if said.impact else len(_IMPACTS)
    return said.outcome != Outcome.FAILED, impact, said.finding_id


def _checking(check: Callable[..., None]) -> Callable[..., None]:
    @functools.wraps(check)
    def checked(self: PublishPageRevisionAction, skip_permission_checks: bool = False) -> None:
        check(self, skip_permission_checks=skip_permission_checks)
        settings = settings_for(self.object)
        heard = _heard.get()
        if settings and settings.gate == Gate.WARN and heard is not None:
            heard.append((self.object, judge(self.object, self.revision, settings)))
        if settings is None or settings.gate != Gate.BLOCK:
            return
        ruling = judge(self.object, self.revision, settings)
        if _overridden.get() or (self.log_action == SCHEDULED and _was_overridden(self.revision)):
            if not ruling.invalid:
                return
            ruling = replace(ruling, findings=())
        if ruling.refuses:
            # A schedule asks each minute: a page that fails each time must not hold up the others.
            if self.log_action != SCHEDULED or not _tried_lately(self.revision, settings):
                order_audit(ruling, self.object, self.revision)
            raise GateError(_refusal(ruling), ruling.in_figures())

    return checked


def _refusal(ruling: Ruling) -> str:
    """The message for whoever does not see the admin's: the API, the log, code."""
    words = ruling.in_words()
    if not ruling.pending:
        return words
    if transaction.get_connection().in_atomic_block:  # the error undoes the order, and the draft
        return f"{words} {_('Save it as a draft, and publish it when its audit is done.')}"
    return f"{words} {_('Its audit has been ordered; publish it when that is done.')}"


def _was_overridden(revision: Revision) -> bool:
    """Whether somebody who may has published this very draft to go live later."""
    entries = PageLogEntry.objects.filter(action=OVERRIDE, revision=revision)
    return any(entry.data.get("draft") == revision.created_at.isoformat() for entry in entries)


def _holding_back(execute: Callable[..., Any]) -> Callable[..., Any]:
    """An error would end ``publish_scheduled``, and keep other pages from going live."""

    @functools.wraps(execute)
    def executed(self: PublishPageRevisionAction, skip_permission_checks: bool = False) -> Any:
        try:
            return execute(self, skip_permission_checks=skip_permission_checks)
        except GateError as error:
            if self.log_action != SCHEDULED:
                raise
            _log_held_back(self, error.figures)
            return None

    return executed


def _log_held_back(action: PublishPageRevisionAction, why: str) -> None:
    """Say once for each reason that a draft was not published when it was time."""
    entries = PageLogEntry.objects.filter(action=HELD_BACK, revision=action.revision)
    if all(entry.data.get("why") != why for entry in entries):
        log(instance=action.object, action=HELD_BACK, revision=action.revision, data={"why": why})
