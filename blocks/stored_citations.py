"""Reading the keys stored in content: plain text in, primary keys out, no query.

Apart from `citation_feature` so that models can use it: Wagtail's editor, which the feature
extends, cannot be imported before all models are loaded.
"""

import re
from html import unescape
from typing import Any

from django.db.models import IntegerField, Model
from wagtail.rich_text.rewriters import extract_attrs


def whole_link(link_type: str) -> re.Pattern[str]:
    """What matches a whole stored link of a type, from its opening tag to its closing one.

    Like Wagtail's own link rewriter it asks for double quotes, which is what every converter
    writes; `data-linktype` and other link types do not match.
    """
    return re.compile(
        rf'<a(?P<attrs>(?=[^>]*\slinktype="{link_type}")\s[^>]*)>'
        r"(?P<label>(?:(?!</p>|<a\b).)*?)</a>",
        re.DOTALL | re.IGNORECASE,
    )


CITATION_PATTERN = whole_link("citation")

# The largest key that SQLite and PostgreSQL store; a larger one makes queries raise.
_LARGEST_PK = 2**63 - 1


def parse_refs(refs: str | None) -> tuple[int, ...]:
    """The keys named in a `refs` attribute, each once, in order. What is no key is left out."""
    keys = map(primary_key, unescape(refs).split() if isinstance(refs, str) else ())
    return tuple(dict.fromkeys(pk for pk in keys if pk is not None))


def pks_of_match(match: re.Match[str]) -> tuple[int, ...]:
    """The references that one match of `CITATION_PATTERN` cites."""
    return parse_refs(attrs_of_match(match).get("refs"))


def attrs_of_match(match: re.Match[str]) -> dict[str, str]:
    """The attributes of what `whole_link` matched, their names in small letters."""
    return {name.lower(): value for name, value in extract_attrs(match["attrs"]).items()}


def cited_pks(source: str) -> list[tuple[int, ...]]:
    """The groups of references cited in a rich text's database HTML, in reading order.

    A citation without a single usable key counts as none.
    """
    groups = (pks_of_match(match) for match in CITATION_PATTERN.finditer(source or ""))
    return [group for group in groups if group]


def primary_key(token: str) -> int | None:
    """The key that a piece of a `refs` attribute names, or None where it names none."""
    # int() also takes other scripts' digits, which no converter writes, and raises on
    # thousands of them.
    if not (token.isascii() and token.isdigit() and len(token) <= len(str(_LARGEST_PK))):
        return None
    pk = int(token)
    return pk if 0 < pk <= _LARGEST_PK else None


def possible_pk(model: type[Model], raw: Any) -> Any:
    """A stored key of ``model`` as its database can be asked for it, or None if it cannot."""
    pk: Any = model._meta.pk
    while pk.remote_field:
        pk = pk.target_field
    if isinstance(pk, IntegerField):
        return primary_key(str(raw)) if not isinstance(raw, bool) else None
    return raw if isinstance(raw, str) else None
