"""Forms for a headless front end, beside Wagtail's API v3: read the form, send the answers."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext, override
from ninja import Router, Schema, Status
from pydantic import Field, StrictBool, StrictStr
from wagtail.api.v3.auth import AllowAnonymous
from wagtail.api.v3.querysets import get_pages_queryset

from .definition import ContactForm
from .models import FormPage
from .questions import Fault
from .sending import Parcel, RefusedError, agreed, new_ticket, receive, ticket_of

router = Router(tags=["forms"], auth=AllowAnonymous())


class HandedOutForm(ContactForm):
    """A form, ready to be answered."""

    ticket: str = Field(description="Send it back with the answers. It counts once.")


class FormAnswers(Schema):
    """What a visitor has answered."""

    ticket: str
    answers: dict[str, StrictBool | StrictStr | list[StrictStr]] = Field(
        description="By the names of the questions: a text or an option's value, several values, "
        "or whether a consent was given. Answers of steps that are not passed are left out."
    )
    product: str = Field("", description="The key of the product the form was read for.")
    website: str = Field("", description="A field to hide from people: what machines fill in.")


class FormReceipt(Schema):
    """What is said when the form has been sent."""

    title: str
    text: str = Field(description="HTML; empty where there is nothing more to say.")


class FormFaults(Schema):
    """What is wrong, in the order of the questions: enough for a summary of errors."""

    title: str
    errors: list[Fault]


def form_page(request: HttpRequest, page_id: int) -> FormPage:
    """Return a form that the public may see, or answer 404."""
    # By the page's own id: no database has one that is too large a number for it.
    return get_object_or_404(get_pages_queryset(request, FormPage), id=page_id)


@router.get(
    "/{int:page_id}/",
    response=HandedOutForm,
    url_name="form",
    operation_id="form",
    summary="A form: steps, questions, messages, routes, consents",
)
def read_form(request: HttpRequest, response: HttpResponse, page_id: int, product: str = "") -> Any:
    page = form_page(request, page_id)
    # A ticket that a cache hands out again is one visitor's message lost.
    add_never_cache_headers(response)
    with override(page.locale.language_code):
        form = page.form(product, request)
    return HandedOutForm(**dict(form), ticket=new_ticket(page, form))


@router.post(
    "/{int:page_id}/",
    response={201: FormReceipt, 422: FormFaults, 429: FormFaults},
    url_name="form_answers",
    operation_id="form_answers",
    summary="Send a form's answers",
)
def send_form(
    request: HttpRequest, response: HttpResponse, page_id: int, sent: FormAnswers
) -> Status:
    page = form_page(request, page_id)
    with override(page.locale.language_code):
        form = page.form(sent.product, request)
        answers = agreed(sent.answers, form, ticket_of(page, sent.ticket))
        passed = form.walk({step.name: answers for step in form.steps})
        if errors := [fault for step in passed for fault in step.faults]:
            return Status(422, refusal(errors))
        try:
            receive(page, form, Parcel(passed, sent.ticket, sent.website), request)
        except RefusedError as refused:
            if refused.retry_after:
                response["Retry-After"] = str(refused.retry_after)
            fault = Fault(field="", href="", text=refused.text)
            return Status(429 if refused.retry_after else 422, refusal([fault]))
    text = form.end.text.content if form.end.text else ""
    return Status(201, FormReceipt(title=form.end.title, text=text))


def refusal(errors: list[Fault]) -> FormFaults:
    """Return the answer to a form that is not taken."""
    return FormFaults(title=gettext("There is a problem"), errors=errors)
