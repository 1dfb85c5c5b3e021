"""What forms know of products. The one place that asks the product registry."""

from blocks.products import Product


def product_names(language: str) -> dict[str, str]:
    """Return the names of all live products by key, in a language where they have one in it."""
    live = Product.objects.filter(live=True).select_related("locale")
    # The page's own language comes last, and so prevails.
    rows = sorted(live, key=lambda product: product.locale.language_code == language)
    names = {product.key: product.display_name for product in rows}
    return dict(sorted(names.items(), key=lambda named: named[1].casefold()))


def product_name(key: str, language: str) -> str | None:
    """Return a product's name, or None where the registry has no such product."""
    return product_names(language).get(key) if key else None
