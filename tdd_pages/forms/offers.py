"""What forms offer to choose from without an editor's doing: products and countries."""

from functools import cache

from django.utils.translation import override

from blocks.collation import sort_key
from blocks.products import Product
from tdd_pages.world import countries

from .questions import Option


def product_names(language: str) -> dict[str, str]:
    """Return the names of all live products by key, in a language where they have one in it."""
    live = Product.objects.filter(live=True).select_related("locale")
    # The page's own language comes last, and so prevails.
    rows = sorted(live, key=lambda product: product.locale.language_code == language)
    names = {product.key: product.display_name for product in rows}
    return dict(sorted(names.items(), key=lambda named: sort_key(named[1], language)))


def product_name(key: str, language: str) -> str | None:
    """Return a product's name, or None where the registry has no such product."""
    return product_names(language).get(key) if key else None


@cache
def country_options(language: str) -> list[Option]:
    """Return all countries, named and sorted as a language does."""
    with override(language):
        named = sorted(countries(), key=lambda country: sort_key(country[1], language))
    return [Option(value=code, label=name) for code, name in named]
