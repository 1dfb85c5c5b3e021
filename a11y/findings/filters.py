"""By what the findings can be narrowed down."""

from typing import Any

import django_filters
import swapper
from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.widgets import AdminPageChooser

from a11y.engine.wcag import CRITERIA
from a11y.findings.words import AUDIENCES, IMPACTS, NOT_RATED, OUTCOMES, UNRATED
from a11y.models import Finding
from a11y.permissions import visible_findings

Triage: Any = Finding.Triage

_TRIAGE = {
    Triage.NEW: _("Not triaged"),
    Triage.CONFIRMED: _("Confirmed"),
    Triage.NO_BARRIER: _("Not a barrier"),
    Triage.ACCEPTED: _("Accepted until a date"),
    "aside": _("Set aside"),
    "any": _("Any"),
}
_STANDING = Q(live=True) | Q(draft=True)
_VERSIONS: dict[str, tuple[Any, Q]] = {
    "live": (_("On the live page"), Q(live=True)),
    "draft": (_("In a draft only"), Q(draft=True, live=False)),
    "gone": (_("Gone"), ~_STANDING),
    "any": (_("Any, also gone"), Q()),
}


class SectionChooser(AdminPageChooser):
    """Wagtail's page chooser, for an address that anybody may have typed."""

    def get_instance(self, value: Any) -> Any:
        try:
            return super().get_instance(value)
        except (TypeError, ValueError):
            return None


class LongSelect(forms.Select):
    """A list of very many options: Django renders a template for each of them."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        chosen = "" if value is None else str(value)
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            (
                (key, " selected" if str(key) == chosen else "", label)
                for key, label in self.choices
            ),
        )
        attrs = flatatt(self.build_attrs(self.attrs, {**(attrs or {}), "name": name}))
        return format_html("<select{}>{}</select>", attrs, options)


class _UserField(django_filters.fields.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return get_user_display_name(obj)


class UserFilter(django_filters.ModelChoiceFilter):
    field_class = _UserField


def _pages(request: Any) -> Any:
    return swapper.load_model("wagtailcore", "Page").objects.all()


def _assignees(request: Any) -> Any:
    assigned = Finding.objects.filter(assignee__isnull=False).order_by().values("assignee")
    users = get_user_model()
    return users._default_manager.filter(pk__in=assigned).order_by(users.USERNAME_FIELD)


class FindingFilterSet(WagtailFilterSet):
    """Unless they ask for others, people are shown what stands on a page and is not set aside."""

    rule = django_filters.ChoiceFilter(label=_("Rule"), widget=LongSelect)
    criterion = django_filters.ChoiceFilter(
        label=_("Criterion"),
        choices=[(num, str(criterion)) for num, criterion in CRITERIA.items()],
        widget=LongSelect,
        method="of_criterion",
    )
    impact = django_filters.MultipleChoiceFilter(
        label=_("Impact"),
        choices=[*IMPACTS.items(), (UNRATED, NOT_RATED)],
        widget=forms.CheckboxSelectMultiple,
        method="of_impact",
    )
    outcome = django_filters.ChoiceFilter(
        label=_("Outcome"),
        choices=[*OUTCOMES.items()],
        empty_label=_("All"),
        widget=forms.RadioSelect,
    )
    audience = django_filters.ChoiceFilter(
        label=_("For"), choices=[*AUDIENCES.items()], empty_label=_("All"), widget=forms.RadioSelect
    )
    block = django_filters.ChoiceFilter(label=_("Block"), widget=LongSelect)
    page = django_filters.ModelChoiceFilter(
        label=_("Page"),
        queryset=_pages,
        widget=SectionChooser,
        help_text=_("The page, and all pages below it."),
        method="of_section",
    )
    first_seen = django_filters.DateFromToRangeFilter(
        label=_("First seen"), widget=DateRangePickerWidget
    )
    triage = django_filters.ChoiceFilter(
        label=_("Triage"),
        choices=[*_TRIAGE.items()],
        empty_label=_("Open"),
        widget=forms.RadioSelect,
        method="as_triaged",
    )
    assignee = UserFilter(label=_("Assigned to"), queryset=_assignees, null_label=_("Nobody"))
    version = django_filters.ChoiceFilter(
        label=_("Version"),
        choices=[(key, label) for key, (label, _query) in _VERSIONS.items()],
        empty_label=_("Live or draft"),
        widget=forms.RadioSelect,
        method="in_version",
    )

    class Meta:
        model = Finding
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        visible = visible_findings(self.request.user).order_by()
        rules = dict(visible.values_list("rule", "title").distinct())
        blocks = visible.exclude(block="").values_list("block", flat=True).distinct()
        self.filters["rule"].extra["choices"] = sorted(
            ((rule, f"{title} ({rule})") for rule, title in rules.items()),
            key=lambda choice: choice[1],
        )
        self.filters["block"].extra["choices"] = [(one, one) for one in sorted(blocks)]

    def filter_queryset(self, queryset: QuerySet[Finding]) -> QuerySet[Finding]:
        queryset = super().filter_queryset(queryset)
        if not self.form.cleaned_data.get("triage"):
            queryset = queryset.filter(Finding.not_set_aside())
        if not self.form.cleaned_data.get("version"):
            queryset = queryset.filter(_STANDING)
        return queryset

    def of_criterion(self, queryset: Any, name: str, value: str) -> Any:
        return queryset.filter(criteria__contains=f" {value} ")

    def of_impact(self, queryset: Any, name: str, value: list[str]) -> Any:
        impacts = ["" if one == UNRATED else one for one in value]
        return queryset.filter(impact__in=impacts) if impacts else queryset

    def of_section(self, queryset: Any, name: str, value: Any) -> Any:
        return queryset.filter(page__path__startswith=value.path)

    def as_triaged(self, queryset: Any, name: str, value: str) -> Any:
        if value == "any":
            return queryset
        if value == "aside":
            return queryset.exclude(Finding.not_set_aside())
        return queryset.filter(triage=value)

    def in_version(self, queryset: Any, name: str, value: str) -> Any:
        return queryset.filter(_VERSIONS[value][1])
