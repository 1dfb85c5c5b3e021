"""A form's steps in the editor: what publishing demands of them, and what visitors get."""

import re
from typing import Any

from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import BooleanBlock, CharBlock, RichTextBlock, StreamBlock, StreamValue

from blocks.document import Place
from blocks.facts import About, collect
from blocks.walk import join, keyed

from .definition import FormRoute, FormStep
from .question_blocks import QuestionsBlock, WordedBlock
from .step_checks import faults_of, nested

ADDRESS = re.compile(r"\A[a-z0-9]+(?:-[a-z0-9]+)*\Z")
INTRO_FEATURES = ["bold", "link", "document-link", "ul"]


class StepBlock(WordedBlock):
    """The form for one step: a page of the form."""

    title = CharBlock(max_length=160, label=_("Title"))
    address = CharBlock(
        max_length=60,
        validators=[RegexValidator(ADDRESS, _("Use small letters a–z, digits and hyphens."))],
        label=_("Address"),
        help_text=_("The step's part of the page's address, such as your-question."),
    )
    intro = RichTextBlock(required=False, features=INTRO_FEATURES, label=_("Introduction"))
    questions = QuestionsBlock(label=_("Questions"))
    then = CharBlock(
        required=False,
        max_length=60,
        label=_("Go on with step"),
        help_text=_("The address of a step below. Left empty, the next one follows."),
    )
    last = BooleanBlock(
        required=False, default=False, label=_("Last step"), help_text=_("The form is sent here.")
    )

    class Meta:
        icon = "form"
        label = _("Step")
        label_format = "{title}"


class StepsBlock(StreamBlock):
    """The steps of a form, in the order visitors pass them where no answer decides otherwise."""

    step = StepBlock()

    def clean(self, value: StreamValue) -> StreamValue:
        cleaned = super().clean(value)
        if not self.is_deferred_validation and (faults := faults_of(cleaned)):
            raise nested(self, cleaned, faults)
        return cleaned

    def resolve(self, value: StreamValue, about: About, path: str) -> list[FormStep]:
        """Return the steps that can be shown, each address once. A draft has gaps."""
        facts = collect(self, value, about, path)
        places: dict[str, Place] = {}
        for key, child in keyed(value or ()):
            place = Place(facts, child.block, child.value, join(path, key), 2)
            address = place.text("address")
            places.setdefault(address if ADDRESS.match(address) else place.id.lower(), place)
        names = list(places)
        return [
            resolve_step(place, name, names[index + 1 :])
            for index, (name, place) in enumerate(places.items())
        ]


def resolve_step(at: Place, name: str, below: list[str]) -> FormStep:
    """Return a step. It leads on to those below it only, so that every way has an end."""
    places = at.items("questions")
    block: Any = at.struct("questions").block
    then = at.text("then")
    following = then if then in below else next(iter(below), None)
    step = FormStep(
        name=name,
        title=at.text("title") or name,
        intro=at.rich("intro"),
        questions=block.resolve(places),
        routes=[route for place in places for route in routes_of(place, below)],
        then=None if at.raw("last") else following,
    )
    return step.at(at.path)


def routes_of(at: Place, below: list[str]) -> list[FormRoute]:
    """Return where the options of a question lead."""
    if "options" not in at.block.child_blocks:
        return []
    name = getattr(at.block.resolve(at), "name", "")
    return [
        FormRoute(question=name, value=option.text("value"), step=step)
        for option in at.items("options")
        if (step := option.text("step")) in below and name
    ]
