"""Terms and foreign words in rich text: how the editor and the API read and write them.

`stored_terms` tells how they are stored; like citations they are link types.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from bs4 import Tag
from django.utils.html import escape
from draftjs_exporter import DOM
from wagtail.admin.rich_text.converters.html_to_contentstate import InlineEntityElementHandler
from wagtail.rich_text import LinkHandler

from .identifiers import is_language_tag
from .stored_links import primary_key
from .stored_terms import LANGUAGE_LINK, TERM_LINK
from .terms import Term

TERM_ENTITY = "TERM"
LANGUAGE_ENTITY = "LANGUAGE"


class TermLinkHandler(LinkHandler):
    """What a term is to Wagtail where our pages' own pass does not reach it."""

    identifier = TERM_LINK

    @staticmethod
    def get_model() -> type[Term]:
        return Term

    @classmethod
    def expand_db_attributes(cls, attrs: Mapping[str, str]) -> str:
        """A link without target: the words stay as they are."""
        return "<a>"

    @classmethod
    def extract_references(
        cls, attrs: Mapping[str, str]
    ) -> Iterator[tuple[type[Term], str, str, str]]:
        """An entry of the reference index, so that deleting a term warns."""
        if pk := primary_key(attrs.get("id", "")):
            yield Term, str(pk), "", ""


class LanguageLinkHandler(LinkHandler):
    """What words in another language are to Wagtail outside our pages."""

    identifier = LANGUAGE_LINK

    @classmethod
    def expand_db_attributes(cls, attrs: Mapping[str, str]) -> str:
        """A link without target that still says its language."""
        language = _language(attrs)
        return f'<a lang="{escape(language)}">' if language else "<a>"


def _language(attrs: Mapping[str, Any]) -> str:
    language = str(attrs.get("lang") or "")
    return language if is_language_tag(language) else ""


class TermEditorHTMLHandler:
    """The `editorhtml` rule of terms: what the v3 API's writes may keep of one."""

    @staticmethod
    def get_db_attributes(tag: Tag) -> dict[str, str]:
        """The attributes to store. A KeyError unwraps the link and tells the API's client so."""
        pk = primary_key(str(tag["data-id"]).strip())
        if pk is None:
            raise KeyError("data-id")
        return {"id": str(pk)}

    @staticmethod
    def expand_db_attributes(attrs: Mapping[str, str]) -> str:
        return f'<a data-linktype="{TERM_LINK}" data-id="{escape(attrs.get("id", ""))}">'


class LanguageEditorHTMLHandler:
    """The `editorhtml` rule of words in another language."""

    @staticmethod
    def get_db_attributes(tag: Tag) -> dict[str, str]:
        """The attributes to store. A KeyError unwraps the link and tells the API's client so."""
        language = _language({"lang": tag["data-lang"]})
        if not language:
            raise KeyError("data-lang")
        return {"lang": language}

    @staticmethod
    def expand_db_attributes(attrs: Mapping[str, str]) -> str:
        return f'<a data-linktype="{LANGUAGE_LINK}" data-lang="{escape(attrs.get("lang", ""))}">'


class TermElementHandler(InlineEntityElementHandler):
    """Reads a stored term into the editor."""

    mutability = "MUTABLE"

    def get_attribute_data(self, attrs: Mapping[str, str | None]) -> dict[str, Any]:
        return {"id": primary_key(attrs.get("id") or "")}


class LanguageElementHandler(InlineEntityElementHandler):
    """Reads stored words in another language into the editor."""

    mutability = "MUTABLE"

    def get_attribute_data(self, attrs: Mapping[str, str | None]) -> dict[str, Any]:
        return {"lang": _language(attrs)}


def term_entity(props: Mapping[str, Any]) -> Any:
    """Writes the editor's term to the database. One without a key is mere text."""
    pk = primary_key(str(props.get("id") or ""))
    if pk is None:
        return props["children"]
    return DOM.create_element("a", {"linktype": TERM_LINK, "id": str(pk)}, props["children"])


def language_entity(props: Mapping[str, Any]) -> Any:
    """Writes the editor's words in another language. Without a language they are mere text."""
    language = _language(props)
    if not language:
        return props["children"]
    return DOM.create_element("a", {"linktype": LANGUAGE_LINK, "lang": language}, props["children"])


TERM_RULE = {
    "from_database_format": {f'a[linktype="{TERM_LINK}"]': TermElementHandler(TERM_ENTITY)},
    "to_database_format": {"entity_decorators": {TERM_ENTITY: term_entity}},
}

LANGUAGE_RULE = {
    "from_database_format": {
        f'a[linktype="{LANGUAGE_LINK}"]': LanguageElementHandler(LANGUAGE_ENTITY)
    },
    "to_database_format": {"entity_decorators": {LANGUAGE_ENTITY: language_entity}},
}
