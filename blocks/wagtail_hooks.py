"""What Wagtail learns from this app when it starts."""

from typing import Any

from django.urls import URLPattern, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.rich_text.converters.editor_html import LinkTypeRule
from wagtail.admin.rich_text.editors.draftail.features import EntityFeature
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.rich_text import LinkHandler
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.snippets.models import register_snippet

from .citation_feature import (
    CONTENTSTATE_RULE,
    ENTITY_TYPE,
    FEATURE,
    CitationEditorHTMLHandler,
    CitationLinkHandler,
)
from .reference_admin import ReferenceViewSet, citation_chooser_viewset
from .registry_admin import RegistryGroup, choose_language
from .terms import Term
from .word_features import (
    LANGUAGE_ENTITY,
    LANGUAGE_RULE,
    TERM_ENTITY,
    TERM_RULE,
    LanguageEditorHTMLHandler,
    LanguageLinkHandler,
    TermEditorHTMLHandler,
    TermLinkHandler,
)

register_snippet(ReferenceViewSet)
register_snippet(RegistryGroup)

ENTITY_SCRIPTS = ["wagtailadmin/js/chooser-modal.js", "tdd_blocks/admin/entities.js"]

ICONS = ("tdd-citation", "tdd-term", "tdd-language")


@hooks.register("register_admin_viewset")
def register_citation_chooser() -> ChooserViewSet:
    return citation_chooser_viewset


@hooks.register("register_admin_urls")
def register_language_dialog() -> list[URLPattern]:
    return [path("tdd-language/", choose_language, name="tdd_choose_language")]


@hooks.register("register_icons")
def register_icons(icons: list[str]) -> list[str]:
    return [*icons, *(f"tdd_pages/admin/icons/{name}.svg" for name in ICONS)]


@hooks.register("register_rich_text_features")
def register_citation_feature(features: FeatureRegistry) -> None:
    """The feature "citation": on where a field asks for it, nowhere by default."""
    _register(features, FEATURE, CitationLinkHandler, CONTENTSTATE_RULE, CitationEditorHTMLHandler)
    entity = {
        "type": ENTITY_TYPE,
        "icon": "tdd-citation",
        "description": _("Cite references"),
        # What of an entity survives copying and pasting.
        "attributes": ["refs"],
        "chooserUrl": reverse_lazy(citation_chooser_viewset.get_url_name("choose")),
    }
    scripts = [*ENTITY_SCRIPTS, "tdd_blocks/admin/citation.js"]
    styles = {"all": ["tdd_blocks/admin/citation.css"]}
    features.register_editor_plugin(
        "draftail", FEATURE, EntityFeature(entity, js=scripts, css=styles)
    )


@hooks.register("register_rich_text_features")
def register_word_features(features: FeatureRegistry) -> None:
    """The features "abbr" and "lang": on where a field asks for them, nowhere by default."""
    _register(features, "abbr", TermLinkHandler, TERM_RULE, TermEditorHTMLHandler)
    _register(features, "lang", LanguageLinkHandler, LANGUAGE_RULE, LanguageEditorHTMLHandler)
    chooser = Term.snippet_viewset.chooser_viewset
    abbr = {
        "type": TERM_ENTITY,
        "icon": "tdd-term",
        "description": _("Abbreviation or term"),
        "attributes": ["id"],
        "chooserUrl": reverse_lazy(chooser.get_url_name("choose")),
    }
    lang = {
        "type": LANGUAGE_ENTITY,
        "icon": "tdd-language",
        "description": _("Words in another language"),
        "attributes": ["lang"],
        "chooserUrl": reverse_lazy("tdd_choose_language"),
    }
    scripts = [*ENTITY_SCRIPTS, "tdd_blocks/admin/words.js"]
    for name, entity in (("abbr", abbr), ("lang", lang)):
        features.register_editor_plugin("draftail", name, EntityFeature(entity, js=scripts))


def _register(
    features: FeatureRegistry,
    name: str,
    handler: type[LinkHandler],
    rule: dict[str, Any],
    editor_html_handler: type,
) -> None:
    """Register a link type: for pages, for the editor, and for writes through the API.

    Those are cleaned by the last rule, not by the editor's.
    """
    features.register_link_type(handler)
    features.register_converter_rule("contentstate", name, rule)
    link_type = LinkTypeRule(handler.identifier, editor_html_handler)
    features.register_converter_rule("editorhtml", name, [link_type])
