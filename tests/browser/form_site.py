"""The site, and for each state of a form an address that shows it at once."""

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import path
from django.utils.translation import override

from tdd_pages.forms.flow import Flow
from tdd_pages.forms.models import FormPage
from tdd_pages.urls import urlpatterns as site

FIRST = {"about-you": ""}
"""The first step stands at the form's own address."""

ANSWERS: dict[str, dict[str, Any]] = {
    "about-you": {"role": "patient"},
    "your-work": {"interests": ["data"], "country": "FR"},
    "your-care": {"product": "other", "since": ""},
}


def state(request: HttpRequest, name: str) -> HttpResponse:
    """Show a step to somebody who has answered those before it; ``?wrong``: with mistakes."""
    page = FormPage.objects.get()
    answers = {step: given for step, given in ANSWERS.items() if step != name}
    if name == "your-work":
        answers["about-you"] = {"role": "hcp"}
    request.session[f"tdd_forms.{page.translation_key}"] = {
        "answers": answers,
        "sent": name == "done",
    }
    if "wrong" in request.GET:
        request.method = "POST"
        request.POST = QueryDict("email=ada+at+home&phone=call")
    flow = Flow(page, request)
    with override("en"):
        response = flow.done() if name == "done" else flow.step(FIRST.get(name, name))
        return response.render() if hasattr(response, "render") else response


urlpatterns = [path("state/<slug:name>/", state), *site]
handler404 = "tdd_pages.errors.page_not_found"
