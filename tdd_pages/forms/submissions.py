"""What was sent, in the admin: listed and exported by Wagtail, safe for spreadsheets."""

from typing import Any

from wagtail.contrib.forms.views import SubmissionsListView

from a11y.engine.reports.csv import harmless
from a11y.engine.reports.words import printable


class SubmissionsView(SubmissionsListView):
    """Wagtail's list and exports, without what strangers may do to spreadsheets: formulas, and
    characters that no file of theirs can hold.
    """

    def to_row_dict(self, item: Any) -> dict[str, Any]:
        row = super().to_row_dict(item)
        return {
            name: harmless(printable(value)) if isinstance(value, str) else value
            for name, value in row.items()
        }
