"""The shape of the JSON report. ``report.schema.json`` beside it is made from these classes.

``schema`` grows its second number when something is added and its first when a reader of the
older shape would go wrong. The classes read the engine's own values by attribute; what has another
form outside (a rule is its id, a criterion its number) is converted by the types below.
"""

from base64 import b64encode
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic.alias_generators import to_camel

from a11y.engine.conformance import Coverage
from a11y.engine.model import Audience, Impact, Layer, Outcome, Rule, Scheme, Viewport
from a11y.engine.reports.words import whole
from a11y.engine.wcag import Criterion, Level

SCHEMA = "2.0"

T = TypeVar("T")


def _converted(kind: type[T], convert: Callable[[T], object]) -> BeforeValidator:
    """Converts values of the engine's type; what comes from JSON is left as it is."""
    return BeforeValidator(lambda value: convert(value) if isinstance(value, kind) else value)


def _in_order(names: Iterable[str]) -> list[str]:
    """As a list whose order does not change from run to run."""
    return sorted(names)


Text = Annotated[str, _converted(str, whole)]
RuleId = Annotated[
    Text, _converted(Rule, lambda rule: rule.id), Field(description="key into rules")
]
Number = Annotated[Text, _converted(Criterion, lambda criterion: criterion.num)]
Size = Annotated[str, _converted(Viewport, str), Field(pattern=r"^[1-9]\d{0,4}x[1-9]\d{0,4}$")]
Png = Annotated[
    str,
    _converted(bytes, lambda png: b64encode(png).decode()),
    Field(pattern=r"^[A-Za-z0-9+/]*={0,2}$", json_schema_extra={"contentEncoding": "base64"}),
]
Names = Annotated[list[Text], _converted(frozenset, _in_order)]
Layers = Annotated[list[Layer], _converted(frozenset, _in_order)]


class _Wire(BaseModel):
    """camelCase outside; names that this version does not know are passed over."""

    model_config = ConfigDict(
        alias_generator=to_camel, validate_by_name=True, from_attributes=True, frozen=True
    )

    def dumped(self) -> dict[str, Any]:
        return self.model_dump(mode="json", by_alias=True)


class StateData(_Wire):
    viewport: Size = Field(description="the window's inside, in CSS pixels")
    scheme: Scheme
    steps: list[Text] = Field(description="what was done to the page after it was loaded")


class RuleData(_Wire):
    title: Text
    criteria: list[Number] = Field(
        description="numbers of WCAG success criteria; none: best practice"
    )
    impact: Impact | None
    audience: Audience = Field(description="who can mend it")
    layer: Layer = Field(description="what the rule looks at")
    act: list[Text] = Field(description="ids of W3C ACT rules")
    techniques: list[Text] = Field(description="ids of WCAG techniques and common failures")
    replaces: list[Text] = Field(description="ids of the axe-core rules it decides instead of axe")
    why: Text
    fix: Text
    help_url: Text


class OccurrenceData(_Wire):
    state: StateData
    message: Text


class PlaceData(_Wire):
    label: Text
    edit_url: Text


class FindingData(_Wire):
    rule: RuleId
    outcome: Outcome
    impact: Impact | None
    occurrences: list[OccurrenceData] = Field(
        min_length=1, description="one for each state it was seen in"
    )
    how_to_fix: Text
    target: list[Text] = Field(description="a selector for each frame and shadow host on the way")
    html: Text
    text: Text
    content_path: Text
    place: PlaceData | None = Field(description="where the cause is edited")
    fingerprint: Text
    aliases: list[Text] = Field(description="other rules that saw the same barrier")
    screenshot: Png = Field(description="a PNG of the element in base64, or nothing")


class RuleResultData(_Wire):
    rule: RuleId
    outcome: Outcome = Field(description="the worst")
    elements: int = Field(ge=0, description="how many it looked at")


class LinkData(_Wire):
    name: str
    url: str = Field(description="absolute, without fragment")
    target: list[str]
    landmark: str = Field(description="the innermost around it, as role:name")


class FactsData(_Wire):
    heading: str
    links: list[LinkData]
    asks_for: list[str] = Field(description="purposes of its fields, in autocomplete's words")
    leads_to: list[str] = Field(description="where its forms are sent")
    has_search: bool


class PageData(_Wire):
    url: Text
    title: Text
    redirected_to: Text
    error: Text = Field(description="why it could not be audited, or nothing")
    findings: list[FindingData]
    rules: list[RuleResultData] = Field(description="every rule that ran")
    untested: list[Text] = Field(description="what could not be looked at, in words")
    digest: Text = Field(description="the same digest, the same page as delivered")
    seconds: float
    facts: FactsData = Field(description="what the page is compared by with others")


class PageLine(_Wire):
    """One page with the rules it speaks of: a line of a journal."""

    rules: dict[Text, RuleData]
    page: PageData


class ProfileData(_Wire):
    level: Level
    best_practices: bool
    experimental: bool
    layers: Layers
    only: Names
    skip: Names


class SkippedData(_Wire):
    url: Text
    reason: Text


class SummaryData(_Wire):
    pages: int
    errors: int
    skipped: int
    failed: int
    cant_tell: int
    causes: int


class CriterionData(_Wire):
    name: Text
    level: Level
    url: Text
    outcome: Outcome
    coverage: Coverage
    failed: int
    cant_tell: int


class CauseData(_Wire):
    rule: RuleId
    outcome: Outcome
    impact: Impact | None
    message: Text = Field(description="of the finding that stands for the others")
    findings: int
    pages: list[Text] = Field(description="their addresses")


class ReportData(_Wire):
    """The report. ``summary``, ``criteria`` and ``causes`` are worked out from the rest."""

    schema_: Text = Field(alias="schema", pattern=r"^2\.\d+$")
    version: Text = Field(description="of TDD Pages")
    axe: Text = Field(description="version of axe-core")
    finished: datetime | None
    profile: ProfileData
    states: list[StateData]
    summary: SummaryData
    criteria: dict[Text, CriterionData] = Field(description="by number, in the standard's order")
    causes: list[CauseData]
    rules: dict[Text, RuleData] = Field(description="by id: those that ran")
    pages: list[PageData]
    skipped: list[SkippedData]
