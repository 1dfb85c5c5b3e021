"""Ready-made page types: thin, all they do comes from the mixins."""

from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.search import index

from tdd_pages.document_control import DocumentControlMixin
from tdd_pages.models import ComponentPageMixin, NavigationMixin
from tdd_pages.search import SearchPageMixin
from tdd_pages.shell.markers import RegionsPageMixin, SiteMapPageMixin


class SitePage(NavigationMixin, DocumentControlMixin, ComponentPageMixin, Page):
    """What all types have in common."""

    search_fields = [*Page.search_fields, index.SearchField("body")]
    promote_panels = [
        *Page.promote_panels,
        *NavigationMixin.navigation_panels,
        *DocumentControlMixin.document_control_panels,
    ]
    api_fields = [
        *ComponentPageMixin.api_fields,
        *DocumentControlMixin.document_control_api_fields,
    ]

    class Meta:
        abstract = True


class HomePage(SitePage):
    """The entrance of a site."""

    template = "tdd_pages/pages/home_page.html"


class ComponentPage(SitePage):
    """A page composed of components."""

    template = "tdd_pages/pages/component_page.html"


class RegionsPage(RegionsPageMixin, SitePage):
    """Lists the regions and languages to choose from."""

    template = "tdd_pages/pages/regions_page.html"

    class Meta:
        verbose_name = _("regions page")


class SiteMapPage(SiteMapPageMixin, SitePage):
    """Lists the site's pages."""

    template = "tdd_pages/pages/site_map_page.html"

    class Meta:
        verbose_name = _("site map page")


class SearchPage(SearchPageMixin, SitePage):
    """Searches the site."""

    template = "tdd_pages/pages/search_page.html"

    class Meta:
        verbose_name = _("search page")
