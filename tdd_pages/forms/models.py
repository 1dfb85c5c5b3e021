"""Contact forms and what is sent with them."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.contrib.forms.models import AbstractFormSubmission, FormMixin, validate_to_address
from wagtail.contrib.forms.panels import FormSubmissionsPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, Revision

from blocks.elements import Rich
from blocks.facts import About
from blocks.languages import text_direction
from blocks.registries import RegistryEntry
from blocks.rich_text import resolve_rich
from blocks.stream import SectionBody
from tdd_pages.drafts import DraftWithGapsMixin
from tdd_pages.models import ComponentPageMixin

from .definition import ContactForm, FormEnd, FormProduct, settled
from .offers import product_name
from .questions import Consent, Messages
from .step_blocks import INTRO_FEATURES, StepsBlock
from .tokens import ILL_FORMED, is_ill_formed


def validate_tokens(text: str) -> None:
    """Raise ValidationError where a token lacks words for want of a product."""
    if is_ill_formed(text):
        raise ValidationError(ILL_FORMED)


class ConsentNotice(DraftWithGapsMixin, RegistryEntry):
    """What a visitor consents to, for one purpose. Each wording has a version of its own."""

    label = models.CharField(
        _("label"), max_length=200, help_text=_("Beside the box: what is consented to, shortly.")
    )
    text = RichTextField(
        _("wording"), features=["bold", "link", "document-link"], help_text=_("All of it.")
    )
    version = models.CharField(
        _("version"), max_length=40, help_text=_("Such as 2026-01. It is stored with each answer.")
    )

    panels = [FieldPanel(name) for name in ("label", "text", "version", "key")]

    class Meta(RegistryEntry.Meta):
        verbose_name = _("consent notice")
        verbose_name_plural = _("consent notices")

    def __str__(self) -> str:
        return self.label

    @property
    def answer_name(self) -> str:
        """The key of the answer: all of the notice's own, so that no two notices share one."""
        return f"consent_{self.key.replace('-', '_')}"

    def question(self, *, required: bool, messages: Messages) -> Consent:
        """Return the question whether a visitor consents."""
        return Consent(
            name=self.answer_name,
            label=self.label,
            required=required,
            messages=messages,
            notice=self.key,
            version=self.version,
            wording=resolve_rich(self.text) or Rich(content=""),
        )

    def clean(self) -> None:
        super().clean()
        stored = ConsentNotice.objects.filter(pk=self.pk, live=True).first()
        if self.is_deferred_validation or not stored or stored.version != self.version:
            return
        if (stored.label, stored.text) != (self.label, self.text):
            message = _("Visitors have consented to this version: give the new wording another.")
            raise ValidationError({"version": message})

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "tdd_pages/forms/notice_preview.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        consent = self.question(required=False, messages=Messages(missing="", malformed=""))
        return {"request": request, "object": self, "consent": consent}


class Submission(AbstractFormSubmission):
    """What a visitor has sent, with the exact words of each consent asked for."""

    ticket = models.UUIDField(unique=True, editable=False)
    shown = models.JSONField(help_text="Answers that were chosen, as the visitor read them.")
    consents = models.JSONField(help_text="For each consent: name, given, version and wording.")
    language = models.CharField(max_length=20)
    revision = models.ForeignKey(Revision, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta(AbstractFormSubmission.Meta):
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")

    def __str__(self) -> str:
        return f"{self.page_id}, {self.submit_time:%Y-%m-%d %H:%M}"

    def get_data(self) -> dict[str, Any]:
        """Return what Wagtail lists and exports."""
        wordings = {
            f"{consent['name']}_wording": f"{consent['version']}: {consent['wording']}"
            for consent in self.consents
        }
        return {**super().get_data(), **self.shown, **wordings, "language": self.language}


class FormPage(ComponentPageMixin, RoutablePageMixin, FormMixin, Page):
    """A form: one step a page, the steps following from the answers."""

    steps = StreamField(StepsBlock(), verbose_name=_("Steps"))
    end_title = models.CharField(
        _("title"), max_length=160, blank=True, validators=[validate_tokens]
    )
    end_text = RichTextField(
        _("text"), blank=True, features=INTRO_FEATURES, validators=[validate_tokens]
    )
    recipients = models.CharField(
        _("recipients"),
        max_length=255,
        blank=True,
        validators=[validate_to_address],
        help_text=_("Who is told by e-mail that a form has come in. Separate them by commas."),
    )
    keep_days = models.PositiveSmallIntegerField(
        _("keep for days"),
        null=True,
        blank=True,
        help_text=_("So long are answers kept, where delete_old_submissions runs. Empty: always."),
    )
    body = StreamField(SectionBody(required=False), blank=True, verbose_name=_("Below the form"))

    template = "tdd_pages/forms/step.html"
    landing_page_template = "tdd_pages/forms/done.html"
    subpage_types: list[str] = []

    content_panels = [
        FormSubmissionsPanel(),
        TitleFieldPanel("title"),
        FieldPanel("steps"),
        MultiFieldPanel(
            [FieldPanel("end_title"), FieldPanel("end_text")], heading=_("When it has been sent")
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("recipients"), FieldPanel("keep_days")])],
            heading=_("What becomes of it"),
        ),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("form page")
        verbose_name_plural = _("form pages")

    def form(self, product: str = "", request: HttpRequest | None = None) -> ContactForm:
        """Return the form, its texts naming the product of this key, if there is one."""
        about = About.of_page(self, request)
        name = product_name(product, about.language)
        steps = self.steps.stream_block.resolve(self.steps, about, "steps")
        form = ContactForm(
            id=self.pk or 0,
            language=about.language,
            direction=text_direction(about.language),
            title=self.title,
            steps=steps,
            end=FormEnd(
                title=self.end_title or gettext("Thank you: we have your message"),
                text=resolve_rich(self.end_text),
            ),
            product=None,
        )
        found = FormProduct(key=product, name=name) if name else None
        return settled(form, name).model_copy(update={"product": found})

    # ------------------------------------------------------------------ visitors

    @path("")
    def first_step(self, request: HttpRequest) -> HttpResponse:
        """Answer at the form's own address."""
        return self._flow(request).step("")

    @path("done/")
    def done(self, request: HttpRequest) -> HttpResponse:
        """Answer when the form has been sent."""
        return self._flow(request).done()

    @path("<slug:name>/")
    def later_step(self, request: HttpRequest, name: str) -> HttpResponse:
        """Answer at a step's address."""
        return self._flow(request).step(name)

    def _flow(self, request: HttpRequest) -> Any:
        from .flow import Flow

        return Flow(self, request)

    # ------------------------------------------------------------------ editors

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        """Each step and the end, to be previewed."""
        form = self.form()
        steps = [(f"step:{step.name}", step.title) for step in form.steps]
        return [*(steps or [("step:", _("Form"))]), ("done", form.end.title)]

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        flow = self._flow(request)
        return flow.preview(mode_name.removeprefix("step:"))

    def get_submission_class(self) -> type[Submission]:
        return Submission

    def get_submissions_list_view_class(self) -> Any:
        from .submissions import SubmissionsView

        return SubmissionsView

    def get_data_fields(self) -> list[tuple[str, str]]:
        """Return what is listed and exported of each submission, with its heading."""
        fields = [("submit_time", gettext("Sent on")), ("language", gettext("Language"))]
        for question in self.form().questions:
            fields.append((question.name, question.label))
            if isinstance(question, Consent):
                fields.append((f"{question.name}_wording", gettext("Wording shown")))
        return fields
