"""Reading the links stored in rich text and the keys stored in content, without a query.

Apart from the features that write them, so that models can use it: Wagtail's editor, which those
extend, cannot be imported before all models are loaded.
"""

import re
from typing import Any

from django.db.models import IntegerField, Model
from wagtail.rich_text.rewriters import extract_attrs

# The largest key that SQLite and PostgreSQL store; a larger one makes queries raise.
_LARGEST_PK = 2**63 - 1


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


def attrs_of_match(match: re.Match[str]) -> dict[str, str]:
    """The attributes of what `whole_link` matched, their names in small letters."""
    return {name.lower(): value for name, value in extract_attrs(match["attrs"]).items()}


def primary_key(token: str) -> int | None:
    """The key that a stored attribute, or a part of one, names; None where it names none."""
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
