"""What was sent, in the admin: listed and exported by Wagtail, safe for spreadsheets."""

from typing import Any

from wagtail.contrib.forms.views import SubmissionsListView

from a11y.engine.reports.csv import harmless


class SubmissionsView(SubmissionsListView):
    """Wagtail's list and exports, without formulas in what strangers have written."""

    def to_row_dict(self, item: Any) -> dict[str, Any]:
        row = super().to_row_dict(item)
        return {
            name: harmless(value) if isinstance(value, str) else value
            for name, value in row.items()
        }
