"""A person's answer to one success criterion."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from a11y.models import Verdict

Term = Verdict.Term


class VerdictForm(forms.ModelForm):
    """``has_barriers`` tells whether the machine's findings stand against saying that all is
    well: then the evidence says why it is."""

    term = forms.ChoiceField(
        label=gettext_lazy("The pages of this scan"),
        choices=Term.choices,
        widget=forms.RadioSelect,
    )
    evidence = forms.CharField(
        label=gettext_lazy("Evidence"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("What you looked at, how, with which assistive technology."),
    )

    class Meta:
        model = Verdict
        fields = ["term", "evidence"]

    def __init__(self, *args: Any, has_barriers: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.has_barriers = has_barriers

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        all_is_well = said.get("term") in (Term.SUPPORTS, Term.NOT_APPLICABLE)
        if self.has_barriers and all_is_well and not said.get("evidence"):
            self.add_error(
                "evidence", _("Barriers stand against this answer: say why it holds nevertheless.")
            )
        return said
