"""The questions of a form, resolved: what they show, and which answers they take."""

import re
from collections.abc import Mapping
from hashlib import sha256
from typing import Annotated, Any, Literal, NamedTuple, Self

from django import forms
from django.core.validators import RegexValidator
from django.http import QueryDict
from django.utils.translation import gettext
from pydantic import Field, PrivateAttr
from wagtail.coreutils import safe_snake_case

from blocks.elements import Element, Resolved, Rich

Answer = str | list[str] | bool
"""What is kept of an answer: a text or a value, several values, or whether a box was ticked."""

NAME = re.compile(r"\A[a-z][a-z0-9_]{0,59}\Z")

# Digits, grouped in whatever way is usual where the visitor lives; five at least.
TELEPHONE = r"^\+?(?:[\s().\-/]*\d){5,20}[\s().\-/]*(?:(?:x|ext\.?)\s*\d{1,6})?$"


LONGEST = 20_000
"""Characters of an answer that are kept while its visitor puts it right. None may be so long."""


class Messages(Resolved):
    """What is said of a mistake. No other question of the form says the same."""

    missing: str
    malformed: str = Field(description="Empty where whatever is entered is taken.")


class Question(Element):
    """A question with its control. Subclasses are told apart by ``type``."""

    name: str = Field(description="The key of the answer.")
    label: str
    hint: str = ""
    required: bool
    messages: Messages

    _given: Any = PrivateAttr("")
    _fault: str = PrivateAttr("")

    @property
    def id(self) -> str:
        """The id of the control; of the first one where there are several."""
        return f"field-{self.name}"

    @property
    def given(self) -> Any:
        """What the visitor has answered so far."""
        return self._given

    @property
    def fault(self) -> str:
        """What is said of a mistake in the answer; empty where there is none."""
        return self._fault

    @property
    def described_by(self) -> str:
        """The ids of what is said about the control."""
        parts = (("hint", self.hint), ("fault", self.fault))
        return " ".join(f"{self.id}-{name}" for name, text in parts if text)

    def asked(self, given: Any, fault: str) -> Self:
        """Return a copy that shows an answer, and what is wrong with it."""
        copy = self.model_copy()
        copy._given, copy._fault = given, fault
        return copy

    def read(self, post: QueryDict) -> Answer:
        """Return the answer in what a browser has sent."""
        return post.get(self.name, "")[:LONGEST]

    def takes(self, given: object) -> bool:
        """Return whether an answer in JSON has the right type."""
        return is_text(given)

    def shown(self, answer: Any) -> str:
        """Return an answer as the visitor read it."""
        return str(answer)

    def form_field(self) -> forms.Field:
        """Return what validates an answer."""
        raise NotImplementedError

    def options_for(self, field: type[forms.Field], **extra: Any) -> forms.Field:
        """Return a form field with this question's own messages, whatever is wrong."""
        codes = "invalid max_length invalid_choice invalid_list null_characters_not_allowed".split()
        messages = dict.fromkeys(codes, self.messages.malformed)
        messages["required"] = self.messages.missing
        return field(required=self.required, error_messages=messages, **extra)


class Line(Question):
    """A text of one line."""

    template = "tdd_pages/forms/line.html"

    type: Literal["text", "email", "telephone"]
    autocomplete: str = Field("", description="HTML's word for what of the visitor's own it is.")
    max_length: int = 200

    @property
    def input_type(self) -> str:
        """The ``type`` of the input element."""
        return "tel" if self.type == "telephone" else self.type

    def form_field(self) -> forms.Field:
        if self.type == "email":
            return self.options_for(forms.EmailField, max_length=self.max_length)
        checks = [RegexValidator(TELEPHONE, code="invalid")] if self.type == "telephone" else []
        return self.options_for(forms.CharField, max_length=self.max_length, validators=checks)


class LongText(Question):
    """A text of several lines."""

    template = "tdd_pages/forms/long_text.html"

    type: Literal["long_text"] = "long_text"
    max_length: int = 5000

    def form_field(self) -> forms.Field:
        return self.options_for(forms.CharField, max_length=self.max_length)


class Option(Resolved):
    """An answer to choose."""

    value: str
    label: str
    hint: str = ""


class Control(NamedTuple):
    """One of the controls that offer a question's options."""

    id: str
    option: Option
    is_chosen: bool


class Choice(Question):
    """A question with answers to choose from."""

    options: list[Option]

    @property
    def controls(self) -> list[Control]:
        """The options, each with the id of its control."""
        chosen = self.given if isinstance(self.given, list) else [self.given]
        ids = [self.id, *(f"{self.id}-{number}" for number in range(2, len(self.options) + 1))]
        return [
            Control(id, option, option.value in chosen)
            for id, option in zip(ids, self.options, strict=False)
        ]

    def shown(self, answer: Any) -> str:
        labels = dict(self.choices)
        values: list[str] = answer if isinstance(answer, list) else [answer]
        return ", ".join(str(labels.get(value, value)) for value in values)

    @property
    def choices(self) -> list[tuple[str, str]]:
        """The options as Django's forms have them."""
        return [(option.value, option.label) for option in self.options]


class Radios(Choice):
    """A question with one answer, all of them in sight."""

    template = "tdd_pages/forms/choices.html"

    type: Literal["radios"] = "radios"
    input_type = property(lambda self: "radio")

    def form_field(self) -> forms.Field:
        return self.options_for(forms.ChoiceField, choices=self.choices)


class Checkboxes(Choice):
    """A question with several answers."""

    template = "tdd_pages/forms/choices.html"

    type: Literal["checkboxes"] = "checkboxes"
    input_type = property(lambda self: "checkbox")

    def read(self, post: QueryDict) -> Answer:
        # One more than there are is wrong all the same.
        return [value[:LONGEST] for value in post.getlist(self.name)[: len(self.options) + 1]]

    def takes(self, given: object) -> bool:
        return isinstance(given, list) and all(map(is_text, given))

    def form_field(self) -> forms.Field:
        return self.options_for(forms.MultipleChoiceField, choices=self.choices)


class Select(Choice):
    """A question with one answer out of many: products and countries, or an editor's own."""

    template = "tdd_pages/forms/select.html"

    type: Literal["select", "product", "country"]
    autocomplete: str = ""

    def form_field(self) -> forms.Field:
        return self.options_for(forms.ChoiceField, choices=self.choices)


class Consent(Question):
    """A box to tick for one purpose, never ticked beforehand."""

    template = "tdd_pages/forms/consent.html"

    type: Literal["consent"] = "consent"
    notice: str = Field(description="The key of the notice.")
    version: str
    wording: Rich = Field(description="What the visitor agrees to, as it is stored.")

    @property
    def described_by(self) -> str:
        return " ".join(filter(None, (f"{self.id}-wording", super().described_by)))

    @property
    def words(self) -> str:
        """What tells these words from all others: to them, and to no others, a visitor agrees."""
        text = "\n".join((self.label, self.version, self.wording.content))
        return sha256(text.encode()).hexdigest()[:16]

    def asked(self, given: Any, fault: str) -> Self:
        return super().asked(given == self.words, fault)

    def read(self, post: QueryDict) -> Answer:
        return self.name in post

    def takes(self, given: object) -> bool:
        return given is False or given == self.words

    def shown(self, answer: Any) -> str:
        return gettext("Yes") if answer else gettext("No")

    def form_field(self) -> forms.Field:
        return self.options_for(forms.BooleanField)


def is_text(given: object) -> bool:
    """Return whether this is text that can be stored. JSON can hold half a character."""
    return isinstance(given, str) and not any("\ud800" <= letter <= "\udfff" for letter in given)


def made_name(label: str) -> str:
    """Return a key made of a label; empty where nothing of it can stand in one."""
    made = safe_snake_case(label)[:60].strip("_")
    return made if NAME.match(made) else ""


AnyQuestion = Annotated[
    Line | LongText | Radios | Checkboxes | Select | Consent, Field(discriminator="type")
]


class Fault(Resolved):
    """What is wrong with an answer, or with what was sent as a whole."""

    field: str = Field(description="The name of the question; empty for the form as a whole.")
    href: str = Field(description="The fragment of its control; empty for the form as a whole.")
    text: str


def check(
    questions: list[AnyQuestion], given: Mapping[str, Any]
) -> tuple[dict[str, Answer], list[Fault]]:
    """Return the answers that can be taken, and what is wrong with the others."""
    mistyped = {q.name for q in questions if q.name in given and not q.takes(given[q.name])}
    form = forms.Form(given)
    form.fields = {q.name: q.form_field() for q in questions if q.name not in mistyped}
    wrong = {name: str(messages[0]) for name, messages in form.errors.items()}
    for question in questions:
        if question.name in mistyped:
            wrong[question.name] = question.messages.malformed or question.messages.missing
    faults = [
        Fault(field=question.name, href=f"#{question.id}", text=wrong[question.name])
        for question in questions
        if question.name in wrong
    ]
    return form.cleaned_data, faults
