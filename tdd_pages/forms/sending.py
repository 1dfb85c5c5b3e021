"""Taking a form in: that a person sent it, that it is kept once, and that somebody is told."""

import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import IPv6Address
from uuid import UUID, uuid4

from django.core import signing
from django.core.cache import cache
from django.core.mail import send_mail
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.html import strip_tags
from django.utils.translation import gettext
from wagtail.admin.utils import get_admin_base_url

from blocks.identifiers import one_line

from .conf import conf
from .definition import ContactForm, Passed
from .models import FormPage, Submission
from .questions import Answer, Choice, Consent

SALT = "tdd_forms"
HOUR = 60 * 60

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Parcel:
    """A form as it was sent."""

    passed: list[Passed]
    ticket: str
    trap: str
    """What was entered into the field that people do not see."""


class RefusedError(Exception):
    """A form that is not taken, with the words for its sender."""

    def __init__(self, text: str, retry_after: int | None = None) -> None:
        super().__init__(text)
        self.text = text
        self.retry_after = retry_after
        """Seconds after which it may be sent again, where that is why."""


@dataclass(frozen=True)
class Ticket:
    """What a form is handed out with. Sent twice, the same ticket counts once."""

    number: UUID
    age: float
    """In seconds."""
    words: dict[str, str]
    """Which words each consent was asked in."""


def new_ticket(page: FormPage, form: ContactForm) -> str:
    """Return a ticket, signed, for this form as it is now."""
    told = [str(page.translation_key), uuid4().hex, time.time(), form.words]
    return signing.dumps(told, salt=SALT)


def ticket_of(page: FormPage, ticket: str) -> Ticket | None:
    """Return a ticket that came back, or None where we did not issue it."""
    try:
        form, number, issued, words = signing.loads(ticket, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    known = form == str(page.translation_key)
    return Ticket(UUID(number), time.time() - issued, words) if known else None


def agreed(
    answers: Mapping[str, Answer], form: ContactForm, ticket: Ticket | None
) -> dict[str, Answer]:
    """Return the answers, each consent given as the words that its visitor has read.

    A notice may have changed since, and so may the product it names or the language. Without a
    ticket nothing will be taken anyway.
    """
    words = ticket.words if ticket else form.words
    return {
        name: words.get(name, answer) if answer is True else answer
        for name, answer in answers.items()
    }


def receive(page: FormPage, form: ContactForm, parcel: Parcel, request: HttpRequest) -> Submission:
    """Keep what was sent, tell the recipients, and return it; the same ticket is kept once.

    Raises RefusedError where a machine seems to have sent it, or one address sends too much.
    """
    ticket = ticket_of(page, parcel.ticket)
    if not ticket or ticket.age < conf().seconds_at_least or parcel.trap:
        raise RefusedError(gettext("We could not tell that a person sent this. Send it again."))
    if kept := Submission.objects.filter(ticket=ticket.number).first():
        return kept
    limit(request)
    try:
        with transaction.atomic():
            submission = keep(page, form, parcel, ticket.number)
    except IntegrityError:
        # Another request with the same ticket was faster.
        return Submission.objects.get(ticket=ticket.number)
    notify(page)
    return submission


def keep(page: FormPage, form: ContactForm, parcel: Parcel, ticket: UUID) -> Submission:
    """Store the answers, with the words that were consented to."""
    answers = {name: value for step in parcel.passed for name, value in step.answers.items()}
    questions = [question for step in parcel.passed for question in step.step.questions]
    chosen = [q for q in questions if isinstance(q, Choice | Consent)]
    consents = [
        {
            "name": question.name,
            "given": answers[question.name],
            "version": question.version,
            "wording": f"{question.label}\n{strip_tags(question.wording.content)}",
            "html": question.wording.content,
        }
        for question in questions
        if isinstance(question, Consent)
    ]
    return Submission.objects.create(
        page=page,
        form_data=answers,
        ticket=ticket,
        shown={q.name: q.shown(answers[q.name]) for q in chosen if answers[q.name] != ""},
        consents=consents,
        language=form.language,
        revision_id=page.live_revision_id,
    )


def limit(request: HttpRequest) -> None:
    """Count what comes from one address. Raises RefusedError where that is too much in an hour."""
    sender = network_of(request.META.get("REMOTE_ADDR") or "")
    hour, gone = divmod(int(time.time()), HOUR)
    # No address is kept, only what cannot be turned back into one.
    key = f"{SALT}.{hour}.{salted_hmac(SALT, sender, algorithm='sha256').hexdigest()}"
    cache.add(key, 0, HOUR)
    try:
        count = cache.incr(key)
    except ValueError:
        return  # The cache keeps nothing; sites that want a limit configure one that does.
    if count > conf().sends_per_hour:
        text = gettext("Too many forms came from your network. Try again in an hour.")
        raise RefusedError(text, retry_after=HOUR - gone)


def network_of(address: str) -> str:
    """Return what one sender has for itself: an IPv4 address, or a network of IPv6 addresses.

    Whoever has one of those has 2⁶⁴ of them: https://www.rfc-editor.org/rfc/rfc6177.
    """
    try:
        ip = IPv6Address(address)
    except ValueError:
        return address
    return address if ip.ipv4_mapped else ip.exploded[:19]


def notify(page: FormPage) -> None:
    """Tell the recipients that something came in. Answers stay where permissions guard them."""
    if not page.recipients:
        return
    address = reverse("wagtailforms:list_submissions", args=[page.pk])
    title = one_line(page.title)  # A line break in it would end the subject.
    text = gettext("Somebody has sent the form “%(title)s”. The answers are here:") % {
        "title": title
    }
    to = [recipient.strip() for recipient in page.recipients.split(",")]
    try:
        send_mail(title, f"{text}\n{get_admin_base_url() or ''}{address}\n", None, to)
    except OSError:
        # SMTPException is one too. What was sent is kept: its sender need not know.
        log.exception("Nobody could be told that the form of page %s came in.", page.pk)
