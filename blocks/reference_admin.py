"""The reference library in the admin: its listing and the dialog that picks what to cite."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, LiveStatusTagColumn, UpdatedAtColumn
from wagtail.snippets.views import chooser
from wagtail.snippets.views.snippets import SnippetViewSet

from .citation_feature import parse_refs
from .models import Reference


class ReferenceViewSet(SnippetViewSet):
    """Lists, searches and edits references."""

    model = Reference
    icon = "openquote"
    menu_label = _("References")
    menu_name = "tdd-references"
    menu_order = 450
    add_to_admin_menu = True
    # A copy of a reference would be a duplicate by definition.
    copy_view_enabled = False
    list_display = [
        "citation_label",
        "title",
        "container_title_short",
        "evidence_type",
        LiveStatusTagColumn(),
        UpdatedAtColumn(),
    ]
    list_filter = ["type", "evidence_type", "year", "live"]
    list_per_page = 50


class CitationChooseMixin:
    """What the dialog shows of each reference: enough to tell one paper from another."""

    request: HttpRequest
    title_column: Column
    page_subtitle = ""

    @property
    def columns(self) -> list[Column]:
        return [
            self.title_column,
            Column("container_title_short", label=_("Journal")),
            Column("get_evidence_type_display", label=_("Evidence")),
            # An unpublished reference may be cited ahead of time; pages leave it out.
            LiveStatusTagColumn(sort_key=None),
        ]

    @cached_property
    def already_cited(self) -> list[Reference]:
        """The references of the citation being edited, in its order."""
        pks = parse_refs(self.request.GET.get("refs"))
        known = Reference.objects.in_bulk(pks)
        return [known[pk] for pk in pks if pk in known]


class CitationChooseView(CitationChooseMixin, chooser.ChooseView):
    """The dialog. Its script gets what is cited already, and its words in the editor's language."""

    def get_response_json_data(self) -> dict[str, Any]:
        cited = [{"id": str(cited.pk), "title": str(cited)} for cited in self.already_cited]
        texts = {
            "heading": gettext("Chosen references"),
            "none": gettext("None chosen yet."),
            "count": gettext("Chosen: {}"),
            "remove": gettext("Remove"),
        }
        return {**super().get_response_json_data(), "cited": cited, "texts": texts}


class CitationChooseResultsView(CitationChooseMixin, chooser.ChooseResultsView):
    """The list in the dialog, after a search or on another page of results."""


class CitationChosenView(chooser.SnippetChosenMultipleView):
    """The answer to the editor: the chosen references in the order of choosing."""

    def get_objects(self, pks: Iterable[str]) -> list[Reference]:
        keys = parse_refs(" ".join(pks))
        known = Reference.objects.in_bulk(keys)
        return [known[pk] for pk in keys if pk in known]

    def get_chosen_response_data(self, item: Reference) -> dict[str, Any]:
        return {**super().get_chosen_response_data(item), "label": item.citation_label}


class CitationChooserViewSet(chooser.SnippetChooserViewSet):
    """Picks one or several references for a citation in rich text."""

    model = Reference
    icon = "openquote"
    page_title = _("Cite references")
    per_page = 10
    choose_view_class = CitationChooseView
    choose_results_view_class = CitationChooseResultsView
    chosen_multiple_view_class = CitationChosenView
    # The library's own chooser is the form widget for foreign keys to references.
    register_widget = False


citation_chooser_viewset = CitationChooserViewSet(
    "tdd_citation_chooser", url_prefix="tdd-citations/chooser"
)
