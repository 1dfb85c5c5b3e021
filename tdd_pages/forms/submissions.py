"""What was sent, in the admin: listed and exported by Wagtail, safe for spreadsheets."""

from typing import Any

from django.db.models import QuerySet
from wagtail.contrib.forms.views import SubmissionsListView

from a11y.engine.reports.csv import harmless
from a11y.engine.reports.words import printable


class SubmissionsView(SubmissionsListView):
    """Wagtail's list and exports, whatever strangers and editors have written."""

    def to_row_dict(self, item: Any) -> dict[str, Any]:
        row = super().to_row_dict(item)
        return {
            name: in_a_cell(value) if isinstance(value, str) else value
            for name, value in row.items()
        }

    def get_heading(self, queryset: QuerySet, field: str) -> str:
        return in_a_cell(super().get_heading(queryset, field))


def in_a_cell(text: str) -> str:
    """Return a text that is no formula, and without characters that no spreadsheet can hold."""
    return harmless(printable(text))
