"""What Wagtail learns from this app when it starts."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import LiveStatusTagColumn, UpdatedAtColumn
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from .models import ConsentNotice


class ConsentNoticeViewSet(SnippetViewSet):
    """Lists and edits consent notices."""

    model = ConsentNotice
    icon = "check"
    menu_label = _("Consent notices")
    menu_name = "tdd-consent-notices"
    menu_order = 710
    add_to_admin_menu = True
    list_display = ["label", "version", LiveStatusTagColumn(), UpdatedAtColumn()]


register_snippet(ConsentNoticeViewSet)
