"""The product's name in the words of a form: ``{product|our products}``.

Behind the bar stands what is said where no product is known. Whatever an editor typed, `fill`
leaves no brace behind: a reader never sees a token.
"""

import re

from django.utils.html import escape
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

WELL_FORMED = re.compile(r"\{\s*product\s*\|\s*[^{}|<>\s][^{}|<>]*\}")
ANY = re.compile(
    r"\{+(?P<name>[^{}|<>]*)(?:\|(?P<fallback>[^{}<>]*))?\}+"  # closed, well-formed or not
    r"|\{+\s*\w*\s*\|?"  # never closed
    r"|\}+"
)

ILL_FORMED = _(
    "Write {product|our products}, with your own words behind the bar for visitors of whom no "
    "product is known. Braces have no other use here."
)


def is_ill_formed(text: str) -> bool:
    """Return whether a text has a token without words for want of a product, or a stray brace."""
    return bool(re.search("[{}]", WELL_FORMED.sub("", text)))


def fill(text: str, product: str | None) -> str:
    """Return the text with the product's name, or with the words for want of one."""

    def words(match: re.Match[str]) -> str:
        fallback = (match["fallback"] or "").strip()
        if (match["name"] or "").strip() == "product":
            return product or fallback or gettext("our products")
        return fallback

    return ANY.sub(words, text)


def fill_html(html: str, product: str | None) -> str:
    """Return the same for HTML."""
    return fill(html, str(escape(product)) if product else None)
