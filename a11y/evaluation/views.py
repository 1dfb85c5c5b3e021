"""The checklist of a scan, and the reports made from it."""

from importlib.metadata import version
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.log_actions import log
from wagtail.models import Site

from a11y.evaluation import openacr, words
from a11y.evaluation.forms import VerdictForm
from a11y.evaluation.hooks import ANSWER
from a11y.evaluation.judged import Evaluation, Judged, evaluate
from a11y.evaluation.looks import LOOK_AT
from a11y.evaluation.report import evidence_of, policy, rows_of, stylesheet
from a11y.models import Verdict
from a11y.permissions import SEE_REPORTS, TRIAGE
from a11y.scans.titles import profile_in_words
from a11y.scans.views import OfScanMixin, download

Term = Verdict.Term


class OfEvaluationMixin(OfScanMixin):
    """A view of one scan's evaluation. It tells what was found: for that one sees reports."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm(SEE_REPORTS):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def evaluation(self) -> Evaluation:
        return evaluate(self.scan, self.audits)

    @property
    def may_answer(self) -> bool:
        return bool(self.request.user.has_perm(TRIAGE))

    @property
    def hidden_pages(self) -> int:
        """How many pages of the sample the user may not see."""
        return int(self.scan.audits.count() - self.audits.count())


class EvaluationView(OfEvaluationMixin, WagtailAdminTemplateMixin, TemplateView):
    """The success criteria of the scan's level, and what is said of each."""

    template_name = "a11y/evaluation/evaluation.html"
    header_icon = "clipboard-list"

    def get_page_title(self) -> str:
        return _("Evaluation")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        judged = self.evaluation.judged
        return {
            **super().get_context_data(**kwargs),
            "scan": self.scan,
            "evaluation": self.evaluation,
            "conclusion": words.conclusion(self.evaluation),
            "answered": sum(one.is_answered for one in judged),
            "terms": [(term.label, number) for term, number in self.evaluation.numbers.items()],
            "principles": [
                (name, [_row(one) for one in judged if one.criterion.num.startswith(number)])
                for number, name in principles().items()
            ],
            "hidden_pages": self.hidden_pages,
        }


def principles() -> dict[str, str]:
    """WCAG's principles, by the first figure of their criteria."""
    return {
        "1.": _("Principle 1: perceivable"),
        "2.": _("Principle 2: operable"),
        "3.": _("Principle 3: understandable"),
        "4.": _("Principle 4: robust"),
    }


def _row(judged: Judged) -> dict[str, Any]:
    return {
        "judged": judged,
        "outcome": words.outcome(judged),
        "coverage": words.coverage(judged.status),
    }


class CriterionView(OfEvaluationMixin, WagtailAdminTemplateMixin, FormView):
    """One success criterion: what the machine did, what to look at, and the answer."""

    template_name = "a11y/evaluation/criterion.html"
    header_icon = "clipboard-list"
    form_class = VerdictForm

    @cached_property
    def judged(self) -> Judged:
        judged = self.evaluation.of(self.kwargs["num"])
        if judged is None:
            raise Http404
        return judged

    def get_page_title(self) -> str:
        return str(self.judged.criterion)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        url = reverse("tdd_a11y:evaluation", args=[self.scan.pk])
        here = {"url": "", "label": self.get_page_title()}
        return [*self.breadcrumbs_items, {"url": url, "label": _("Evaluation")}, here]

    def get_form_kwargs(self) -> dict[str, Any]:
        known = self.judged.verdict
        instance = known or Verdict(scan=self.scan, criterion=self.judged.criterion.num)
        barriers = bool(self.judged.barriers)
        return {**super().get_form_kwargs(), "instance": instance, "has_barriers": barriers}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        audits = dict(self.audits.values_list("url", "pk"))
        return {
            **super().get_context_data(**kwargs),
            **_row(self.judged),
            "scan": self.scan,
            "look_at": LOOK_AT[self.judged.criterion.num],
            "barriers": evidence_of(self.judged.barriers, audits),
            "questions": evidence_of(self.judged.questions, audits),
            "may_answer": self.may_answer,
            "next": self._next(),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.may_answer:
            raise PermissionDenied
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: VerdictForm) -> HttpResponse:
        num = self.judged.criterion.num
        said = form.cleaned_data
        answer = {"term": said["term"], "evidence": said["evidence"], "made_by": self.request.user}
        verdict, _new = Verdict.objects.update_or_create(
            scan=self.scan, criterion=num, defaults=answer
        )
        log(
            instance=self.scan,
            action=ANSWER,
            user=self.request.user,
            data={
                "criterion": num,
                "term": str(verdict.get_term_display()),
            },
        )
        messages.success(self.request, _("Saved: %s") % verdict)
        following = self._next()
        if "go_on" in self.request.POST and following:
            return redirect("tdd_a11y:criterion", self.scan.pk, following)
        return redirect("tdd_a11y:evaluation", self.scan.pk)

    def _next(self) -> str:
        """The number of the criterion after this one; "" for the last."""
        numbers = [one.criterion.num for one in self.evaluation.judged]
        rest = numbers[numbers.index(self.judged.criterion.num) + 1 :]
        return rest[0] if rest else ""


class ReportView(OfEvaluationMixin):
    """The evaluation report: a page of its own; ``as_file``, one file that needs nothing else."""

    as_file = False

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        context = {
            "scan": self.scan,
            "subject": subject(self.scan),
            "evaluation": self.evaluation,
            "report": self.evaluation.report,
            "level": self.evaluation.report.profile.level,
            "conclusion": words.conclusion(self.evaluation),
            "terms": [(term, number) for term, number in self.evaluation.numbers.items()],
            "rows": rows_of(self.evaluation),
            "looked_for": profile_in_words(self.scan.audit_profile),
            "evaluators": self._evaluators(),
            "date": timezone.localdate(),
            "version": version("tdd-pages"),
            "hidden_pages": self.hidden_pages,
        }
        if not self.as_file:
            document = render_to_string("a11y/evaluation/report.html", context, request)
            return HttpResponse(document)
        style = stylesheet()
        alone = {**context, "style": style, "policy": policy(style)}
        document = render_to_string("a11y/evaluation/report.html", alone)
        return download(document, f"evaluation-{pk}.html", "text/html")

    def _evaluators(self) -> list[str]:
        people = [one.verdict.made_by for one in self.evaluation.judged if one.verdict]
        people.append(self.scan.created_by)
        names = [one.get_full_name() or one.get_username() for one in people if one]
        return list(dict.fromkeys(names))


class OpenAcrView(OfEvaluationMixin):
    """The evaluation as OpenACR."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        user: Any = request.user
        name = user.get_full_name() or user.get_username()
        author = {"name": name, "email": user.email or settings.DEFAULT_FROM_EMAIL}
        data = openacr.as_data(
            self.evaluation, subject(self.scan), self.scan.title, author, timezone.localdate()
        )
        return download(openacr.as_yaml(data), f"openacr-{pk}.yaml", "application/yaml")


def subject(scan: Any) -> str:
    """What was evaluated: the site's name, or what the scan is called."""
    site: Site | None = scan.root.get_site() if scan.root else None
    return (site.site_name or site.hostname) if site else scan.title
