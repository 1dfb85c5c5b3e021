"""Images: a chooser that keeps each use's text alternative apart, and the sizes that are served."""

import copy
import logging
from typing import Any

from wagtail.images.blocks import ImageBlock as CoreImageBlock
from wagtail.images.models import AbstractImage

from .elements import Image, Rendition

logger = logging.getLogger(__name__)

WIDTHS = (480, 960, 1600)
"""In pixels: a phone, a column of text, the whole width of a large screen."""

FILTERS = tuple(f"width-{width}|format-webp|preserve-svg" for width in WIDTHS)
RENDITION_SPECS = tuple(f"width-{w}{f}" for w in WIDTHS for f in ("|format-webp", ""))
"""The filter specs as they are stored: Wagtail takes ``preserve-svg`` out, and for an SVG all that
would make pixels of it."""


class ImageBlock(CoreImageBlock):
    """Wagtail's image block, safe to use twice with the same image.

    Wagtail keeps the text alternative on the image instance, and a stream shares one instance
    among all blocks that chose the same image: the last text would win everywhere.
    """

    def _struct_value_to_image(self, struct_value: dict) -> AbstractImage | None:
        own = copy.copy(struct_value.get("image"))
        return super()._struct_value_to_image({**struct_value, "image": own})


def resolve_image(value: Any) -> Image | None:
    """Return an image block's value in all sizes, or None where there is no image to show.

    None also where the file is lost: a page without an image is better than no page.
    """
    if not isinstance(value, AbstractImage):
        return None
    try:
        found = value.get_renditions(*FILTERS).values()
    except Exception:  # whatever a damaged file makes Pillow, Willow or an XML parser raise
        logger.exception("Image %s cannot be rendered and is left out", value.pk)
        return None
    decorative = bool(getattr(value, "decorative", False))
    by_width = {
        r.width: Rendition(url=r.url, width=r.width, height=r.height, type=_media_type(r.file.name))
        for r in found
    }
    return Image(
        id=value.pk,
        alt="" if decorative else (getattr(value, "contextual_alt_text", "") or "").strip() or None,
        decorative=decorative,
        renditions=[by_width[width] for width in sorted(by_width)],
    )


def _media_type(name: str) -> str:
    return "image/svg+xml" if name.lower().endswith(".svg") else "image/webp"
