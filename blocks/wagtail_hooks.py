"""What Wagtail learns from this app when it starts."""

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.rich_text.converters.editor_html import LinkTypeRule
from wagtail.admin.rich_text.editors.draftail.features import EntityFeature
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.snippets.models import register_snippet

from .citation_feature import (
    CONTENTSTATE_RULE,
    ENTITY_TYPE,
    FEATURE,
    LINK_TYPE,
    CitationEditorHTMLHandler,
    CitationLinkHandler,
)
from .reference_admin import ReferenceViewSet, citation_chooser_viewset

register_snippet(ReferenceViewSet)


@hooks.register("register_admin_viewset")
def register_citation_chooser() -> ChooserViewSet:
    return citation_chooser_viewset


@hooks.register("register_icons")
def register_icons(icons: list[str]) -> list[str]:
    return [*icons, "tdd_pages/admin/icons/tdd-citation.svg"]


@hooks.register("register_rich_text_features")
def register_citation_feature(features: FeatureRegistry) -> None:
    """The feature "citation": on where a field asks for it, nowhere by default."""
    features.register_link_type(CitationLinkHandler)
    features.register_converter_rule("contentstate", FEATURE, CONTENTSTATE_RULE)
    # Writes through the API are cleaned by these rules, not by the editor's.
    features.register_converter_rule(
        "editorhtml", FEATURE, [LinkTypeRule(LINK_TYPE, CitationEditorHTMLHandler)]
    )
    features.register_editor_plugin(
        "draftail",
        FEATURE,
        EntityFeature(
            {
                "type": ENTITY_TYPE,
                "icon": "tdd-citation",
                "description": _("Cite references"),
                # What of an entity survives copying and pasting.
                "attributes": ["refs"],
                "chooserUrl": reverse_lazy(citation_chooser_viewset.get_url_name("choose")),
            },
            js=["wagtailadmin/js/chooser-modal.js", "tdd_blocks/admin/citation.js"],
            css={"all": ["tdd_blocks/admin/citation.css"]},
        ),
    )
