"""The demo's pictures: own line drawings, as SVG with colors of their own, so that they look the
same on light and dark pages. None of them holds text."""

from pathlib import Path

from django.core.files.images import ImageFile
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage
from wagtail.models import Collection

FOLDER = Path(__file__).parent / "pictures"

PICTURES = {
    "waves": "",
    "system": (
        "A round pump, from which a thin catheter leads to the spinal canal "
        "and ends beside the spinal cord."
    ),
    "conversation": (
        "A young woman who uses a wheelchair talks with a clinician, "
        "who sits facing her at the same height and holds a tablet."
    ),
}
"""Text alternatives by file name. Empty where the picture only decorates."""


def image_title(name: str) -> str:
    """What the image is called in the CMS."""
    return f"Demo: {name}"


def create_image(name: str, collection: Collection) -> AbstractImage:
    """Add a picture to the CMS."""
    path = FOLDER / f"{name}.svg"
    with path.open("rb") as file:
        image: AbstractImage = get_image_model()(
            title=image_title(name),
            file=ImageFile(file, name=f"demo-{name}.svg"),
            description=PICTURES[name],
            collection=collection,
        )
        image._set_image_file_metadata()
        image.save()
    return image
