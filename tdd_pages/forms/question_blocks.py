"""What editors compose a form of: a block for each kind of question."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    BlockGroup,
    BooleanBlock,
    CharBlock,
    ChoiceBlock,
    ListBlock,
    StreamBlock,
    StructBlock,
    StructBlockValidationError,
    StructValue,
)
from wagtail.rich_text import RichText
from wagtail.snippets.blocks import SnippetChooserBlock

from blocks.document import Place

from .offers import country_options, product_names
from .questions import (
    NAME,
    Checkboxes,
    Line,
    LongText,
    Messages,
    Option,
    Question,
    Radios,
    Select,
    made_name,
)
from .tokens import ILL_FORMED, is_ill_formed

OTHER_PRODUCT = "other"

AUTOCOMPLETE = [
    ("name", _("Full name")),
    ("given-name", _("First name")),
    ("family-name", _("Last name")),
    ("honorific-prefix", _("Title")),
    ("organization", _("Organization")),
    ("organization-title", _("Job title")),
    ("street-address", _("Street address")),
    ("postal-code", _("Postcode")),
    ("address-level2", _("Town or city")),
]
"""What visitors' browsers can fill in: HTML's words, and how editors know them."""


class WordedBlock(StructBlock):
    """A block whose texts may name the product."""

    def clean(self, value: StructValue) -> StructValue:
        cleaned = super().clean(value)
        texts = {
            name: text.source if isinstance(text, RichText) else text
            for name, text in cleaned.items()
        }
        errors = {
            name: ValidationError(ILL_FORMED)
            for name, text in texts.items()
            if isinstance(text, str) and is_ill_formed(text)
        }
        if errors and not self.is_deferred_validation:
            raise StructBlockValidationError(block_errors=errors)
        return cleaned


def name_block() -> CharBlock:
    """Return the field for an answer's key."""
    return CharBlock(
        required=False,
        max_length=60,
        validators=[RegexValidator(NAME, _("Use small letters a–z, digits and underscores."))],
        label=_("Key"),
        help_text=_("What the answer is called in exports. Left empty, it is made of the label."),
    )


def message_block(label: Any) -> CharBlock:
    """Return the field for a message about a mistake."""
    return CharBlock(
        required=False,
        max_length=255,
        label=label,
        help_text=_("Left empty, a message is made of the label."),
    )


class QuestionBlock(WordedBlock):
    """The form for a question. Subclasses say what `messages` and `resolve` return."""

    label = CharBlock(max_length=200, label=_("Label"))
    hint = CharBlock(required=False, max_length=255, label=_("Hint"))
    required = BooleanBlock(
        required=False,
        default=True,
        label=_("Required"),
        help_text=_("Others are marked optional."),
    )
    missing = message_block(_("Message where it is missing"))
    malformed = message_block(_("Message where it is wrong"))
    name = name_block()

    def get_form_layout(self) -> BlockGroup:
        aside = ["missing", "malformed", "name"]
        return BlockGroup([n for n in self.child_blocks if n not in aside], settings=aside)

    def clean(self, value: StructValue) -> StructValue:
        cleaned = super().clean(value)
        if not cleaned.get("name"):
            cleaned["name"] = made_name(cleaned.get("label") or "")
        return cleaned

    def messages(self, value: Mapping[str, Any]) -> Messages:
        """Return the messages of a stored question, an editor's own or made of its label."""
        label = (value.get("label") or "").strip()
        missing, malformed = self.default_messages()
        return Messages(
            missing=(value.get("missing") or "").strip() or missing % {"label": label},
            malformed=(value.get("malformed") or "").strip() or malformed % {"label": label},
        )

    def default_messages(self) -> tuple[str, str]:
        """Return what is said where an answer is missing and where it is wrong."""
        return gettext("Fill in “%(label)s”."), gettext("“%(label)s” is too long: shorten it.")

    def common(self, at: Place) -> dict[str, Any]:
        """Return what all questions have."""
        name = at.text("name")
        return {
            "name": name if NAME.match(name) else made_name(at.text("label")) or f"q_{at.id}",
            "label": at.text("label"),
            "hint": at.text("hint"),
            "required": bool(at.raw("required")),
            "messages": self.messages(at.value),
        }

    def resolve(self, at: Place) -> Question | None:
        """Return the question, or None where it cannot be asked. A draft has gaps."""
        raise NotImplementedError


class ShortTextBlock(QuestionBlock):
    autocomplete = ChoiceBlock(
        choices=AUTOCOMPLETE,
        required=False,
        label=_("Filled in by browsers as"),
        help_text=_("Choose what of the visitor's own is asked for, so that nobody must type it."),
    )

    def resolve(self, at: Place) -> Question | None:
        known = ("", *(token for token, _name in AUTOCOMPLETE))
        token = at.choice("autocomplete", known)
        return Line(type="text", autocomplete=token, **self.common(at))

    class Meta:
        icon = "pilcrow"
        label = _("Short text")
        label_format = "{label}"


class EmailBlock(QuestionBlock):
    def default_messages(self) -> tuple[str, str]:
        return (
            gettext("Fill in “%(label)s”."),
            gettext("Write “%(label)s” like this: name@example.com."),
        )

    def resolve(self, at: Place) -> Question | None:
        return Line(type="email", autocomplete="email", **self.common(at))

    class Meta:
        icon = "mail"
        label = _("E-mail address")
        label_format = "{label}"


class TelephoneBlock(QuestionBlock):
    def default_messages(self) -> tuple[str, str]:
        return (
            gettext("Fill in “%(label)s”."),
            gettext("Write “%(label)s” in digits, like this: +44 20 7946 0000."),
        )

    def resolve(self, at: Place) -> Question | None:
        return Line(type="telephone", autocomplete="tel", **self.common(at))

    class Meta:
        icon = "mobile-alt"
        label = _("Telephone number")
        label_format = "{label}"


class LongTextBlock(QuestionBlock):
    def resolve(self, at: Place) -> Question | None:
        return LongText(**self.common(at))

    class Meta:
        icon = "doc-full"
        label = _("Long text")
        label_format = "{label}"


class OptionBlock(WordedBlock):
    """An answer to choose."""

    label = CharBlock(max_length=200, label=_("Label"))
    hint = CharBlock(required=False, max_length=255, label=_("Hint"))
    value = name_block()

    def clean(self, value: StructValue) -> StructValue:
        cleaned = super().clean(value)
        if not cleaned.get("value"):
            cleaned["value"] = made_name(cleaned.get("label") or "")
        return cleaned


class RoutingOptionBlock(OptionBlock):
    """An answer to choose that can decide which step follows."""

    step = CharBlock(
        required=False,
        max_length=60,
        label=_("Leads to step"),
        help_text=_("The address of a step below. Left empty, the answer decides nothing."),
    )


class OfferBlock(QuestionBlock):
    """A question that offers its answers."""

    def default_messages(self) -> tuple[str, str]:
        return (
            gettext("Choose an answer to “%(label)s”."),
            gettext("Choose one of the answers offered for “%(label)s”."),
        )


class ChoiceQuestionBlock(OfferBlock):
    """A question with an editor's own options."""

    options = ListBlock(OptionBlock(label=_("Option")), min_num=1, label=_("Options"))

    def options_of(self, at: Place) -> list[Option]:
        """Return the options that have a label, each value once."""
        options = {}
        for place in at.items("options"):
            if label := place.text("label"):
                value = place.text("value") or made_name(label) or f"o_{place.id}"
                options[value] = Option(value=value, label=label, hint=place.text("hint"))
        return list(options.values())


class RadiosBlock(ChoiceQuestionBlock):
    options = ListBlock(RoutingOptionBlock(label=_("Option")), min_num=1, label=_("Options"))

    def resolve(self, at: Place) -> Question | None:
        options = self.options_of(at)
        return Radios(options=options, **self.common(at)) if options else None

    class Meta:
        icon = "radio-full"
        label = _("One of a few")
        label_format = "{label}"


class CheckboxesBlock(ChoiceQuestionBlock):
    def resolve(self, at: Place) -> Question | None:
        options = self.options_of(at)
        return Checkboxes(options=options, **self.common(at)) if options else None

    class Meta:
        icon = "tick"
        label = _("Several of a few")
        label_format = "{label}"


class SelectBlock(ChoiceQuestionBlock):
    def resolve(self, at: Place) -> Question | None:
        options = self.options_of(at)
        return Select(type="select", options=options, **self.common(at)) if options else None

    class Meta:
        icon = "list-ul"
        label = _("One of many")
        label_format = "{label}"


class ProductBlock(OfferBlock):
    """A product of the registry. Who comes from a product's page finds it chosen."""

    other = CharBlock(
        required=False,
        max_length=120,
        label=_("Words for another product"),
        help_text=_("Left empty: “Another product, or none in particular”."),
    )

    def resolve(self, at: Place) -> Question | None:
        names = product_names(at.about.language)
        other = at.text("other") or gettext("Another product, or none in particular")
        options = [Option(value=key, label=name) for key, name in names.items()]
        options.append(Option(value=OTHER_PRODUCT, label=other))
        return Select(type="product", options=options, **self.common(at))

    class Meta:
        icon = "tag"
        label = _("Product")
        label_format = "{label}"


class CountryBlock(OfferBlock):
    def resolve(self, at: Place) -> Question | None:
        options = country_options(at.about.language)
        return Select(type="country", autocomplete="country", options=options, **self.common(at))

    class Meta:
        icon = "globe"
        label = _("Country or territory")
        label_format = "{label}"


class ConsentBlock(StructBlock):
    """A consent for one purpose, worded in a notice."""

    notice = SnippetChooserBlock("tdd_forms.ConsentNotice", label=_("Notice"))
    required = BooleanBlock(
        required=False,
        default=False,
        label=_("Required"),
        help_text=_("Only where the form cannot be answered without. Consent must be free."),
    )
    missing = message_block(_("Message where it is missing"))

    def clean(self, value: StructValue) -> StructValue:
        cleaned = super().clean(value)
        notice = cleaned.get("notice")
        if notice and not notice.live and not self.is_deferred_validation:
            error = ValidationError(_("This notice is not published: visitors would not be asked."))
            raise StructBlockValidationError(block_errors={"notice": error})
        return cleaned

    def messages(self, value: Mapping[str, Any]) -> Messages:
        """Return the messages of a stored consent."""
        notice = value.get("notice")
        label = notice.label if notice else ""
        missing = gettext("Tick “%(label)s”: without it we cannot answer.") % {"label": label}
        changed = gettext("The words of “%(label)s” have changed: read them again.")
        return Messages(
            missing=(value.get("missing") or "").strip() or missing,
            malformed=changed % {"label": label},
        )

    def resolve(self, at: Place) -> Question | None:
        chosen = at.raw("notice")
        notice = chosen.shown([chosen.pk], at.about.language).get(chosen.pk) if chosen else None
        if notice is None:
            return None
        messages = self.messages({**at.value, "notice": notice})
        return notice.question(required=bool(at.raw("required")), messages=messages)

    class Meta:
        icon = "check"
        label = _("Consent")


class QuestionsBlock(StreamBlock):
    """The questions of one step."""

    short_text = ShortTextBlock()
    email = EmailBlock()
    telephone = TelephoneBlock()
    long_text = LongTextBlock()
    radios = RadiosBlock()
    checkboxes = CheckboxesBlock()
    select = SelectBlock()
    product = ProductBlock()
    country = CountryBlock()
    consent = ConsentBlock()

    def resolve(self, places: Iterable[Place]) -> list[Question]:
        """Return the questions that can be asked, each key once."""
        questions: dict[str, Question] = {}
        for place in places:
            question = place.block.resolve(place)
            if question and question.name not in questions:
                questions[question.name] = question.at(place.path)
        return list(questions.values())
