"""A form, resolved: its steps, which of them a visitor passes, and what is said at the end.

The same typed form is the context of the templates, the JSON that a headless front end reads and
what validates answers, however they are sent.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, Field

from blocks.elements import Element, Resolved, Rich

from .questions import Answer, AnyQuestion, Consent, Fault, check
from .tokens import fill, fill_html

Answers = Mapping[str, Mapping[str, Any]]
"""What was answered, by step and question, checked or not."""


class FormRoute(Resolved):
    """Where an answer leads."""

    question: str
    value: str
    step: str


class FormStep(Element):
    """The questions of one page."""

    template = "tdd_pages/forms/questions.html"

    name: str = Field(description="The step's part of its page's address.")
    title: str
    intro: Rich | None
    questions: list[AnyQuestion]
    routes: list[FormRoute]
    then: str | None = Field(
        description="The step that follows where no route applies; null where the form is sent."
    )

    def next(self, answers: Mapping[str, Any]) -> str | None:
        """Return the name of the step that follows these answers, or None at the end."""
        for route in self.routes:
            if answers.get(route.question) == route.value:
                return route.step
        return self.then

    def asked(self, given: Mapping[str, Any], faults: list[Fault]) -> "FormStep":
        """Return a copy that shows answers, and what is wrong with them."""
        wrong = {fault.field: fault.text for fault in faults}
        questions = [
            question.asked(given.get(question.name, ""), wrong.get(question.name, ""))
            for question in self.questions
        ]
        return self.model_copy(update={"questions": questions})


class FormProduct(Resolved):
    """The product a visitor came from."""

    key: str
    name: str


class FormEnd(Resolved):
    """What is said when the form has been sent."""

    title: str
    text: Rich | None


@dataclass(frozen=True)
class Passed:
    """A step on a visitor's way, with its answers."""

    step: FormStep
    given: bool
    """Whether anything was answered at all."""
    answers: dict[str, Answer]
    faults: list[Fault]

    @property
    def done(self) -> bool:
        """Whether nothing of this step is left to answer."""
        return self.given and not self.faults


class ContactForm(Element):
    """A form in one language, its words settled for one product or for none."""

    id: int = Field(description="The id of its page.")
    language: str
    direction: str
    title: str
    steps: list[FormStep]
    end: FormEnd
    product: FormProduct | None = Field(
        description="The product that its texts name, and that questions for one are answered with."
    )

    def step(self, name: str) -> FormStep | None:
        """Return the step of this name."""
        return next((step for step in self.steps if step.name == name), None)

    def walk(self, answers: Answers) -> list[Passed]:
        """Return the steps that somebody with these answers passes, to the end."""
        passed: dict[str, Passed] = {}
        step = self.steps[0] if self.steps else None
        while step and step.name not in passed:
            given = answers.get(step.name)
            cleaned, faults = check(step.questions, given or {})
            passed[step.name] = Passed(step, given is not None, cleaned, faults)
            name = step.next(cleaned)
            step = self.step(name) if name else None
        return list(passed.values())

    def beforehand(self, step: FormStep) -> dict[str, Answer]:
        """Return what is answered already when a visitor comes to a step."""
        if not self.product:
            return {}
        return {q.name: self.product.key for q in step.questions if q.type == "product"}

    @property
    def questions(self) -> list[AnyQuestion]:
        """The questions of all steps."""
        return [question for step in self.steps for question in step.questions]

    @property
    def consents(self) -> list[Consent]:
        """The consents that are asked for in any step."""
        return [question for question in self.questions if isinstance(question, Consent)]

    @property
    def words(self) -> dict[str, str]:
        """Which words each consent is asked in."""
        return {consent.name: consent.words for consent in self.consents}


def settled(value: Any, product: str | None) -> Any:
    """Return a copy of anything resolved without a token left in any of its texts."""
    if isinstance(value, str):
        return fill(value, product)
    if isinstance(value, list):
        return [settled(child, product) for child in value]
    if isinstance(value, Rich):
        return value.model_copy(update={"content": fill_html(value.content, product)})
    if isinstance(value, BaseModel):
        fields = type(value).model_fields
        new = {name: settled(getattr(value, name), product) for name in fields}
        return value.model_copy(update=new)
    return value
