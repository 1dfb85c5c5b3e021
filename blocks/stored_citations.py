"""Citations as they are stored in rich text: which references each one names, without a query."""

import re
from html import unescape

from .stored_links import attrs_of_match, primary_key, whole_link

CITATION_PATTERN = whole_link("citation")


def parse_refs(refs: str | None) -> tuple[int, ...]:
    """The keys named in a `refs` attribute, each once, in order. What is no key is left out."""
    keys = map(primary_key, unescape(refs).split() if isinstance(refs, str) else ())
    return tuple(dict.fromkeys(pk for pk in keys if pk is not None))


def pks_of_match(match: re.Match[str]) -> tuple[int, ...]:
    """The references that one match of `CITATION_PATTERN` cites."""
    return parse_refs(attrs_of_match(match).get("refs"))


def cited_pks(source: str) -> list[tuple[int, ...]]:
    """The groups of references cited in a rich text's database HTML, in reading order.

    A citation without a single usable key counts as none.
    """
    groups = (pks_of_match(match) for match in CITATION_PATTERN.finditer(source or ""))
    return [group for group in groups if group]
