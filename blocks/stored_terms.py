"""Terms and foreign words as they are stored in rich text: link types, like citations.

`<a linktype="abbr" id="7">CNS</a>` names a term of the registry, `<a linktype="lang" lang="fr">en
suite</a>` says the language of a passage. Translation tools keep both inline, and where nothing of
ours renders them they are links to nowhere.
"""

import re
from html import unescape
from typing import NamedTuple

from django.utils.html import escape, strip_tags

from .identifiers import is_language_tag, one_line
from .languages import text_direction
from .stored_links import attrs_of_match, primary_key, whole_link

TERM_LINK = "abbr"
LANGUAGE_LINK = "lang"
TERM_PATTERN = whole_link(TERM_LINK)
LANGUAGE_PATTERN = whole_link(LANGUAGE_LINK)


class StoredTerm(NamedTuple):
    """One use of a term, as it is stored."""

    pk: int | None
    label: str


def stored_terms(html: str) -> list[StoredTerm]:
    """Return the uses of terms in a rich text's database HTML, in reading order."""
    return [
        StoredTerm(
            primary_key(attrs_of_match(match).get("id", "")),
            one_line(unescape(strip_tags(match["label"]))),
        )
        for match in TERM_PATTERN.finditer(html)
    ]


def with_languages(html: str) -> str:
    """Return stored HTML in which passages in another language are spans that say so."""
    return LANGUAGE_PATTERN.sub(_span, html)


def _span(match: re.Match[str]) -> str:
    language = unescape(attrs_of_match(match).get("lang", "")).strip()
    if not is_language_tag(language):
        return match["label"]
    direction = text_direction(language)
    return f'<span lang="{escape(language)}" dir="{direction}">{match["label"]}</span>'
