"""The registries in the admin: their listings, the dialog that picks a term, that of languages."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.modal_workflow import render_modal_workflow
from wagtail.admin.ui.tables import Column, LiveStatusTagColumn, UpdatedAtColumn
from wagtail.snippets.views import chooser
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from .collation import sort_key
from .identifiers import is_language_tag
from .languages import locale_of
from .products import Product
from .safety_information import SafetyInformation
from .terms import Term

STATE = [LiveStatusTagColumn(), UpdatedAtColumn()]


class ProductViewSet(SnippetViewSet):
    """Lists, searches and edits products."""

    model = Product
    icon = "tag"
    menu_label = _("Products")
    list_display = ["display_name", "generic_name", "key", *STATE]
    list_filter = ["live"]


class TermChooseMixin:
    """What the dialog shows of each term: enough to tell one abbreviation from another."""

    title_column: Column

    @property
    def columns(self) -> list[Column]:
        return [
            self.title_column,
            Column("expansion", label=_("In full")),
            LiveStatusTagColumn(sort_key=None),
        ]


class TermChooseView(TermChooseMixin, chooser.ChooseView):
    """The dialog that picks a term."""


class TermChooseResultsView(TermChooseMixin, chooser.ChooseResultsView):
    """The list in the dialog, after a search or on another page of results."""


class TermChooserViewSet(chooser.SnippetChooserViewSet):
    """Picks a term, for rich text and for glossaries."""

    choose_view_class = TermChooseView
    choose_results_view_class = TermChooseResultsView


class TermViewSet(SnippetViewSet):
    """Lists, searches and edits terms."""

    model = Term
    icon = "tdd-term"
    menu_label = _("Terms")
    chooser_viewset_class = TermChooserViewSet
    list_display = ["term", "expansion", "key", *STATE]
    list_filter = ["live"]
    list_per_page = 50


class SafetyInformationViewSet(SnippetViewSet):
    """Lists, searches and edits safety information."""

    model = SafetyInformation
    icon = "warning"
    menu_label = _("Safety information")
    list_display = ["name", "version", "effective", *STATE]
    list_filter = ["live"]


class RegistryGroup(SnippetViewSetGroup):
    """What is kept once and shown on many pages."""

    menu_label = _("Registries")
    menu_icon = "list-ul"
    menu_name = "tdd-registries"
    menu_order = 460
    items = (ProductViewSet, TermViewSet, SafetyInformationViewSet)


class LanguageForm(forms.Form):
    """Which language words are in. ``chosen`` is offered even if it is no common one."""

    lang = forms.ChoiceField(label=_("Language"))

    def __init__(self, *args: Any, chosen: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reader = get_language() or "en"
        known = locale_of(reader).languages.items()
        names = {code: name for code, name in known if len(code) == 2}
        for code, name in (*settings.WAGTAIL_CONTENT_LANGUAGES, (chosen, chosen)):
            names.setdefault(code, str(name))
        ordered = sorted(names.items(), key=lambda item: sort_key(item[1], reader))
        choices = [("", "")] + [(code, name) for code, name in ordered if code]
        self.fields["lang"].choices = choices


def choose_language(request: HttpRequest) -> HttpResponse:
    """The dialog of the feature "lang"."""
    asked = request.GET.get("lang", "")
    chosen = asked if is_language_tag(asked) else ""
    form = LanguageForm(request.POST or None, chosen=chosen, initial={"lang": chosen})
    if form.is_valid():
        answer = {"lang": form.cleaned_data["lang"]}
        return render_modal_workflow(request, None, None, {}, {"step": "chosen", "result": answer})
    context = {
        "form": form,
        "has_words": bool(request.GET.get("words")) or request.method == "POST",
        "action": f"{reverse('tdd_choose_language')}?{request.GET.urlencode()}",
    }
    template = "tdd_pages/admin/language_dialog.html"
    return render_modal_workflow(request, template, None, context, {"step": "choose"})
