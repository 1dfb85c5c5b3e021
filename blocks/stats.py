"""Stat cards: figures, each with what it says, of whom, and where it comes from."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

from babel.numbers import format_decimal, format_percent
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from pydantic import Field
from wagtail.blocks import (
    CharBlock,
    ChoiceBlock,
    DecimalBlock,
    IntegerBlock,
    ListBlock,
    RichTextBlock,
    StructBlock,
    StructBlockValidationError,
    StructValue,
)

from .base import Component, ComponentBlock
from .citation_field import citations_block
from .elements import Citation, Element, Heading, Rich
from .examples import Examples, citation, heading, rich
from .languages import locale_of
from .rich_text import INLINE_FEATURES

if TYPE_CHECKING:
    from .document import Place

Unit = Literal["percent", "number", "times"]

UNITS: tuple[Unit, ...] = ("percent", "number", "times")
BOUNDS = ("exactly", "about", "more_than", "less_than", "up_to")

BOUND_TEXTS = {
    "exactly": "%(figure)s",
    "about": _("about %(figure)s"),
    "more_than": _("more than %(figure)s"),
    "less_than": _("less than %(figure)s"),
    "up_to": _("up to %(figure)s"),
}


class Stat(Element):
    """One figure."""

    template = "tdd_pages/elements/stat.html"

    id: str
    label: str = Field(description="What the figure says, as a phrase that it completes.")
    value: float
    unit: Unit
    display: str = Field(description="The figure as readers of the page's language write it.")
    figure: str = Field(description="The digits in ``display``, with their sign.")
    population: str = ""
    sample_size: int | None = Field(default=None, description="How many took part (n).")
    timeframe: str = ""
    citation: Citation | None = None

    @property
    def before(self) -> str:
        """The words before the figure, such as "more than"; they are shown smaller."""
        return self.display.partition(self.figure)[0].strip()

    @property
    def after(self) -> str:
        """The words after the figure."""
        return self.display.partition(self.figure)[2].strip()


class StatCards(Component):
    """A group of figures."""

    type: Literal["stat_cards"] = "stat_cards"
    template = "tdd_pages/components/stat_cards.html"
    stylesheets = ("tdd_blocks/css/stat_cards.css",)

    heading: Heading | None = None
    lead_in: Rich | None = None
    items: list[Stat]


class StatBlock(StructBlock):
    """The form for one figure."""

    label = CharBlock(max_length=160, label=_("What it says"))
    value = DecimalBlock(label=_("Figure"))
    unit = ChoiceBlock(
        choices=[("percent", _("per cent")), ("number", _("a number")), ("times", _("times"))],
        default="percent",
        required=False,
        label=_("Unit"),
    )
    bound = ChoiceBlock(
        choices=[
            ("exactly", _("exactly")),
            ("about", _("about")),
            ("more_than", _("more than")),
            ("less_than", _("less than")),
            ("up_to", _("up to")),
        ],
        default="exactly",
        required=False,
        label=_("Precision"),
    )
    population = CharBlock(required=False, max_length=160, label=_("Of whom"))
    sample_size = IntegerBlock(required=False, min_value=1, label=_("How many took part (n)"))
    timeframe = CharBlock(required=False, max_length=80, label=_("Over what time"))
    citations = citations_block(required=True)

    def clean(self, value: StructValue) -> StructValue:
        cleaned = super().clean(value)
        share = cleaned.get("value")
        if (
            not self.is_deferred_validation
            and (cleaned.get("unit") or UNITS[0]) == "percent"
            and share is not None
            and not 0 <= share <= 100
        ):
            error = ValidationError(_("A share lies between 0 and 100 per cent."))
            raise StructBlockValidationError(block_errors={"value": error})
        return cleaned

    class Meta:
        icon = "order"
        label = _("Figure")
        label_format = "{value} {label}"


class StatCardsBlock(ComponentBlock):
    """The form for a group of figures."""

    heading = CharBlock(required=False, max_length=120, label=_("Heading"))
    lead_in = RichTextBlock(required=False, features=INLINE_FEATURES, label=_("Lead-in"))
    items = ListBlock(StatBlock(), min_num=1, max_num=6, default=[], label=_("Figures"))

    def resolve(self, at: "Place") -> StatCards | None:
        items = [stat for item in at.items("items") if (stat := resolve_stat(item))]
        heading, lead_in = at.heading("heading"), at.rich("lead_in")
        if not (items or heading or lead_in):
            return None
        return StatCards(id=at.id, heading=heading, lead_in=lead_in, items=items)

    class Meta:
        component = StatCards
        icon = "order"
        label = _("Stat cards")
        label_format = "{heading}"
        group = _("Evidence")
        description = _("One to six figures side by side, each with its source.")


def resolve_stat(at: "Place") -> Stat | None:
    """Return one figure, or None while an editor has not entered it."""
    value, label = at.raw("value"), at.text("label")
    if not isinstance(value, Decimal) or not value.is_finite() or not label:
        return None
    unit = at.choice("unit", UNITS)
    figure = format_figure(value, unit, at.about.language)
    size = at.raw("sample_size")
    stat = Stat(
        id=at.id,
        label=label,
        value=float(value),
        unit=unit,
        display=BOUND_TEXTS[at.choice("bound", BOUNDS)] % {"figure": figure},
        figure=format_figure(value, "number" if unit == "times" else unit, at.about.language),
        population=at.text("population"),
        sample_size=size if isinstance(size, int) else None,
        timeframe=at.text("timeframe"),
        citation=at.citation("citations"),
    )
    return stat.at(at.path)


def format_figure(value: Decimal, unit: str, language: str) -> str:
    """Return a figure as the language writes it, with as many decimals as were typed."""
    # Western digits everywhere: Babel mixes them with the separators of other numbering systems.
    style: dict[str, Any] = {"locale": locale_of(language), "decimal_quantization": False}
    if unit == "percent":
        return format_percent(value / 100, **style)
    figure = format_decimal(value, **style)
    return gettext("%(figure)s times") % {"figure": figure} if unit == "times" else figure


def _examples() -> dict[str, Component]:
    carers = Stat(
        id="example-1",
        label="of participants needed one carer less for a transfer",
        value=62,
        unit="percent",
        display="62%",
        figure="62%",
        population="Adults with spasticity of spinal origin",
        sample_size=75,
        timeframe="After 12 months",
        citation=citation(2, 1, 2),
    )
    sleep = Stat(
        id="example-2",
        label="of participants slept through the night",
        value=87.5,
        unit="percent",
        display="more than 87.5%",
        figure="87.5%",
        sample_size=48,
        citation=citation(3, 1),
    )
    dose = Stat(
        id="example-3",
        label="lower dose than by mouth",
        value=100,
        unit="times",
        display="about 100 times",
        figure="100",
        population="Children and adults",
        citation=citation(4, 3),
    )
    long = Stat(
        id="example-1",
        label="Medikamentenpumpenimplantationssprechstundenvereinbarungen",
        value=1234567.89,
        unit="number",
        display="weniger als 1.234.567,89",
        figure="1.234.567,89",
        population="Rückenmarksverletzungsbedingte Bewegungsstörungen",
        citation=citation(1, 5),
    )
    return {
        "full": StatCards(
            id="example",
            heading=heading("What a study found"),
            lead_in=rich("<p>An invented study, to show how figures look:{}</p>", citation(1, 1)),
            items=[carers, sleep, dose],
        ),
        "one-figure": StatCards(
            id="example", items=[carers.model_copy(update={"citation": citation(1, 1)})]
        ),
        "bare": StatCards(
            id="example",
            items=[
                Stat(
                    id="example-1",
                    label="centres",
                    value=12,
                    unit="number",
                    display="12",
                    figure="12",
                ),
                Stat(
                    id="example-2",
                    label="years",
                    value=30,
                    unit="number",
                    display="30",
                    figure="30",
                ),
            ],
        ),
        "six": StatCards(
            id="example",
            heading=heading("Six figures"),
            items=[
                carers.model_copy(update={"id": f"example-{n}", "citation": citation(n, n)})
                for n in range(1, 7)
            ],
        ),
        "long-words": StatCards(id="example", items=[long]),
        "without-figures": StatCards(id="example", heading=heading("Figures to come"), items=[]),
    }


StatCards.examples = Examples(_examples)
