"""A visitor's way through a form in HTML: one step a page, answers kept in the session."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.cache import add_never_cache_headers
from django.utils.functional import cached_property

from .definition import FormStep, Passed
from .models import FormPage, Submission
from .questions import Fault
from .sending import Parcel, RefusedError, Ticket, agreed, new_ticket, receive, ticket_of

TRAP = "website"
"""The field that people do not see and that machines fill in."""


class Visit:
    """What the session holds of a form: answers by step, the product, whether it was sent."""

    def __init__(self, request: HttpRequest, page: FormPage) -> None:
        # The same in all languages: who changes the language goes on where they were.
        self._key = f"tdd_forms.{page.translation_key}"
        self._session = request.session
        stored = self._session.get(self._key, {})
        self.answers: dict[str, dict[str, Any]] = stored.get("answers", {})
        self.product: str = stored.get("product", "")
        self.sent: bool = stored.get("sent", False)

    def save(self) -> None:
        """Keep it for the next request."""
        kept = {"answers": self.answers, "product": self.product, "sent": self.sent}
        self._session[self._key] = kept


class Flow:
    """One request of a visitor to a form."""

    def __init__(self, page: FormPage, request: HttpRequest) -> None:
        self.page = page
        self.request = request
        self.visit = Visit(request, page)
        self.form = page.form(self.visit.product, request)

    # ------------------------------------------------------------------ where a visitor is

    def step(self, name: str) -> HttpResponse:
        """Answer at the address of a step, or of the form itself."""
        if "product" in self.request.GET:
            return self._with_product(self.request.GET["product"])
        if not self.form.steps or (name and not self.form.step(name)):
            raise Http404
        first = self.form.steps[0].name
        at = next((p for p in self._open if p.step.name == (name or first)), None)
        if self._is_sent:
            return HttpResponseRedirect(self._address("done"))
        if at is None or name == first:
            return self._to((at or self._open[-1]).step)
        if self.request.method == "POST":
            return self._answered(at.step)
        return self._show(at.step, self._given(at.step), [])

    def done(self) -> HttpResponse:
        """Answer at the address that follows the sending."""
        if not self.visit.sent:
            return self._to(None)
        return self._render(self.page.landing_page_template, {})

    def preview(self, mode: str) -> HttpResponse:
        """Show an editor a step or the end, without anything being kept."""
        if mode == "done" or not self.form.steps:
            return self._render(self.page.landing_page_template, {})
        return self._show(self.form.step(mode) or self.form.steps[0], {}, [])

    @cached_property
    def _way(self) -> list[Passed]:
        return self.form.walk(self.visit.answers)

    @property
    def _open(self) -> list[Passed]:
        """The steps that may be answered: those that are, and the first that is not."""
        done = 0
        while done < len(self._way) and self._way[done].done:
            done += 1
        return self._way[: done + 1]

    @property
    def _is_sent(self) -> bool:
        """Whether this very request came before: somebody pressed twice, or refreshed."""
        ticket = self._ticket
        return bool(ticket and Submission.objects.filter(ticket=ticket.number).exists())

    @property
    def _ticket(self) -> Ticket | None:
        """The ticket that came with this request."""
        return ticket_of(self.page, self.request.POST.get("ticket", ""))

    def _with_product(self, key: str) -> HttpResponse:
        """Remember where the visitor comes from, and leave nothing of it in the address."""
        if self.page.form(key, self.request).product:
            self.visit.product = key
            self.visit.save()
        return HttpResponseRedirect(self.request.path)

    # ------------------------------------------------------------------ what a visitor does

    def _answered(self, step: FormStep) -> HttpResponse:
        """Keep a step's answers, and go on, back, or nowhere where something is wrong."""
        self.visit.sent = False
        given = {q.name: q.read(self.request.POST) for q in step.questions}
        self.visit.answers[step.name] = agreed(given, self.form, self._ticket)
        del self._way
        names = [passed.step.name for passed in self._way]
        # Answers of a way that the visitor has left are nobody's business any more.
        self.visit.answers = {n: a for n, a in self.visit.answers.items() if n in names}
        self.visit.save()
        place = names.index(step.name)
        if "back" in self.request.POST:
            return self._to(self._way[max(place - 1, 0)].step)
        if faults := self._way[place].faults:
            return self._show(step, self._given(step), faults)
        if place + 1 < len(self._way):
            return self._to(self._way[place + 1].step)
        return self._send(step)

    def _send(self, step: FormStep) -> HttpResponse:
        post = self.request.POST
        parcel = Parcel(self._way, post.get("ticket", ""), post.get(TRAP, ""))
        try:
            receive(self.page, self.form, parcel, self.request)
        except RefusedError as refused:
            fault = Fault(field="", href="", text=refused.text)
            response = self._show(step, self._given(step), [fault])
            if refused.retry_after:
                response.status_code = 429
                response["Retry-After"] = str(refused.retry_after)
            return response
        self.visit.answers, self.visit.sent = {}, True
        self.visit.save()
        return HttpResponseRedirect(self._address("done"))

    # ------------------------------------------------------------------ what a visitor gets

    def _given(self, step: FormStep) -> dict[str, Any]:
        return self.visit.answers.get(step.name) or dict(self.form.beforehand(step))

    def _show(self, step: FormStep, given: dict[str, Any], faults: list[Fault]) -> HttpResponse:
        ticket = self._ticket
        as_it_is = ticket is not None and ticket.words == self.form.words
        context = {
            "step": step.asked(given, faults),
            "faults": faults,
            "ticket": self.request.POST["ticket"] if as_it_is else new_ticket(self.page, self.form),
            "is_first": step.name == self.form.steps[0].name,
            "is_last": step.then is None and not step.routes,
            "trap": TRAP,
            # Without it, the browser would keep the fragment of a field that a link has led to.
            "action": self.request.path,
        }
        return self._render(self.page.template, context)

    def _render(self, template: str, context: dict[str, Any]) -> HttpResponse:
        page_context = self.page.get_context(self.request)
        context = {**page_context, "form": self.form, **context}
        response = TemplateResponse(self.request, template, context)
        add_never_cache_headers(response)
        return response

    def _to(self, step: FormStep | None) -> HttpResponse:
        is_first = step is None or step.name == self.form.steps[0].name
        return HttpResponseRedirect(self._address("" if is_first else step.name if step else ""))

    def _address(self, part: str) -> str:
        address = self.page.get_url(self.request) or "/"
        return f"{address}{part}/" if part else address
