"""What Wagtail's admin learns from this app when it starts."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import LiveStatusTagColumn, LocaleColumn, UpdatedAtColumn
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from .contact import ContactDetails
from .footer import SiteFooter
from .menus import MainMenu
from .region_site import RegionSite


class MenuViewSet(SnippetViewSet):
    """Lists and edits main menus."""

    model = MainMenu
    icon = "list-ul"
    list_display = ["name", LocaleColumn(), LiveStatusTagColumn(), UpdatedAtColumn()]


class RegionViewSet(SnippetViewSet):
    """Lists and edits regions."""

    model = RegionSite
    icon = "globe"
    list_display = ["name", "language_label", "hreflang", "group", LiveStatusTagColumn()]
    list_filter = ["group", "live"]
    search_fields = ["name", "exonym", "hreflang", "url"]
    list_per_page = 100


class FooterViewSet(SnippetViewSet):
    """Lists and edits footers."""

    model = SiteFooter
    icon = "list-ul"
    list_display = ["name", LocaleColumn(), LiveStatusTagColumn(), UpdatedAtColumn()]


class ContactDetailsViewSet(SnippetViewSet):
    """Lists and edits contact details."""

    model = ContactDetails
    icon = "mobile-alt"
    list_display = ["name", "territory", LocaleColumn(), LiveStatusTagColumn(), UpdatedAtColumn()]
    list_filter = ["territory"]


@register_snippet
class ShellViewSetGroup(SnippetViewSetGroup):
    """The parts of the shell, together in the admin's menu."""

    items = (MenuViewSet, RegionViewSet, FooterViewSet, ContactDetailsViewSet)
    menu_label = _("Site shell")
    menu_icon = "site"
    menu_order = 460
