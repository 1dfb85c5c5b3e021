"""Whether a draft may go live.

Every way to publish a page in Wagtail goes through ``PublishPageRevisionAction``, and only through
that: no hook and no signal comes before all of them. So the gate stands there. Where publishing
is asked for in the editor, a hook says humanely what the gate would say.

What it cannot cover: ``page.save(live=True)`` in code, copies that are kept live, and new aliases.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.actions.publish_page_revision import (
    PublishPagePermissionError,
    PublishPageRevisionAction,
)
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.fields import StreamField
from wagtail.log_actions import log
from wagtail.models import PageLogEntry, Revision

from a11y.engine.model import Impact, Outcome
from a11y.models import AuditSettings, Choice, Finding, Occurrence, PageAudit
from a11y.orders import order
from a11y.places import place_of

Gate = AuditSettings.Gate
HELD_BACK = "tdd_a11y.held_back"
SCHEDULED = "wagtail.publish.scheduled"
_MOST_NAMED = 5

_overridden: ContextVar[bool] = ContextVar("a11y_gate_overridden", default=False)


class GateError(PublishPagePermissionError):
    """The gate does not let the draft go live; the message says why."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the gate says of a draft.

    ``findings`` are the barriers that count; ``invalid`` says what in its blocks is not valid, as
    (place, message, address to edit it); ``unaudited`` that no audit has seen the draft as it is.
    """

    gate: Choice = Gate.OFF
    findings: tuple[Finding, ...] = ()
    invalid: tuple[tuple[str, str, str], ...] = ()
    unaudited: bool = False

    @property
    def objects(self) -> bool:
        """Whether there is something to say."""
        return self.gate != Gate.OFF and bool(self.findings or self.invalid or self.unaudited)

    @property
    def refuses(self) -> bool:
        """Whether the draft must not go live."""
        return self.gate == Gate.BLOCK and self.objects

    def in_words(self) -> str:
        """All of it in some sentences; "" where there is nothing to say."""
        said = []
        if self.unaudited:
            said.append(_("This draft has not been audited yet; its audit has been ordered."))
        said += [f"{place}: {message}" for place, message, _url in self.invalid]
        said += [f"{one.place}: {one.message}" for one in self.findings[:_MOST_NAMED]]
        if (more := len(self.findings) - _MOST_NAMED) > 0:
            said.append(ngettext("and %d more barrier", "and %d more barriers", more) % more)
        return " ".join(said)


def judge_draft(revision: Revision) -> Ruling:
    """What the gate of the page's site says of the draft; orders an audit where there is none."""
    page = revision.as_object()
    site = page.get_site()
    settings = AuditSettings.for_site(site) if site else None
    if settings is None or settings.gate == Gate.OFF:
        return Ruling()
    invalid = tuple(invalid_values(page))
    audit = _audit_of(page, revision)
    if audit is None:
        order(page, PageAudit.Reason.GATE, revision=revision)
        return Ruling(settings.gate, (), invalid, unaudited=True)
    return Ruling(settings.gate, tuple(_counting(audit, settings)), invalid)


@contextmanager
def overriding() -> Iterator[None]:
    """Within this context the gate lets everything pass. Who may do so is asked before."""
    token = _overridden.set(True)
    try:
        yield
    finally:
        _overridden.reset(token)


def _audit_of(page: Any, revision: Revision) -> PageAudit | None:
    """The last audit of the draft as it is now."""
    return (
        PageAudit.objects.filter(
            page_id=page.pk,
            revision=revision,
            revision_created_at=revision.created_at,
            state=PageAudit.State.DONE,
        )
        .order_by("-finished_at")
        .first()
    )


def _counting(audit: PageAudit, settings: AuditSettings) -> Iterator[Finding]:
    impacts = [one.value for one in Impact]
    counting = impacts[: impacts.index(settings.gate_impact) + 1]
    outcomes = [Outcome.FAILED.value]
    if settings.gate_questions:
        outcomes.append(Outcome.CANT_TELL.value)
    said = audit.occurrences.exclude(change=Occurrence.Change.GONE)
    found = Finding.objects.filter(
        Finding.not_set_aside(), occurrences__in=said, impact__in=counting, outcome__in=outcomes
    )
    yield from found.order_by("severity", "pk")


def invalid_values(page: Any) -> Iterator[tuple[str, str, str]]:
    """What in the page's stream fields would not pass the editor's validation: the place, the
    message and the address to edit it. Drafts are saved without, and publishing by other ways
    than the editor does not ask again."""
    for field in page._meta.concrete_fields:
        if not isinstance(field, StreamField):
            continue
        value = field.value_from_object(page)
        try:
            field.stream_block.clean(value)
        except ValidationError as error:
            for path, message in _leaves(error, value, field.name):
                place = place_of(page, path)
                yield place.label, message, place.edit_url


def _leaves(error: Any, value: Any, path: str) -> Iterator[tuple[str, str]]:
    """The innermost messages of a block's error, with their content paths."""
    if isinstance(error, StreamBlockValidationError | ListBlockValidationError):
        children = value.bound_blocks if hasattr(value, "bound_blocks") else value
        errors = error.block_errors
        pairs = errors.items() if isinstance(errors, dict) else enumerate(errors or ())
        for index, inner in pairs:
            if inner:
                child = children[index]
                yield from _leaves(inner, child.value, f"{path}.{child.id}")
    elif isinstance(error, StructBlockValidationError):
        for name, inner in error.block_errors.items():
            yield from _leaves(inner, value.get(name), f"{path}.{name}")
    elif isinstance(error, ValidationError):
        yield from ((path, message) for message in error.messages)
        return
    for message in getattr(error, "non_block_errors", None) or ():
        yield path, message if isinstance(message, str | Promise) else " ".join(message.messages)


def install() -> None:
    """Put the gate where all ways to publish a page lead through. Once per process is enough."""
    if getattr(PublishPageRevisionAction, "_a11y_gate", False):
        return
    PublishPageRevisionAction._a11y_gate = True
    PublishPageRevisionAction.check = _checking(PublishPageRevisionAction.check)
    PublishPageRevisionAction.execute = _holding_back(PublishPageRevisionAction.execute)


def _checking(check: Callable[..., None]) -> Callable[..., None]:
    def checked(self: PublishPageRevisionAction, skip_permission_checks: bool = False) -> None:
        check(self, skip_permission_checks=skip_permission_checks)
        if _overridden.get():
            return
        ruling = judge_draft(self.revision)
        if ruling.refuses:
            raise GateError(ruling.in_words())

    return checked


def _holding_back(execute: Callable[..., Any]) -> Callable[..., Any]:
    """An error would end ``publish_scheduled``, and keep other pages from going live."""

    def executed(self: PublishPageRevisionAction, skip_permission_checks: bool = False) -> Any:
        try:
            return execute(self, skip_permission_checks=skip_permission_checks)
        except GateError as error:
            if self.log_action != SCHEDULED:
                raise
            _log_held_back(self, str(error))
            return None

    return executed


def _log_held_back(action: PublishPageRevisionAction, why: str) -> None:
    """Say once for each draft that it was not published when it was time."""
    known = PageLogEntry.objects.filter(action=HELD_BACK, revision=action.revision)
    if not known.exists():
        log(
            instance=action.object,
            action=HELD_BACK,
            revision=action.revision,
            data={"why": why},
        )
