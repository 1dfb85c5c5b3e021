"""The demo's pictures and documents.

The pictures are own line drawings, as SVG with colors of their own, so that they look the same on
light and dark pages. None of them holds text.
"""

from collections.abc import Iterator
from pathlib import Path

from django.core.files.base import File
from django.core.files.images import ImageFile
from wagtail.documents import get_document_model
from wagtail.documents.models import AbstractDocument
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage
from wagtail.models import Collection

FOLDER = Path(__file__).parent
PICTURES = FOLDER / "pictures"
DOCUMENTS = FOLDER / "documents"


def names(folder: Path) -> Iterator[str]:
    """Yield the names of the files in a folder, without what tells their type."""
    return (path.stem for path in sorted(folder.iterdir()))


def image_title(name: str) -> str:
    """What a picture is called in the CMS."""
    return f"Demo: {name}"


def document_title(name: str) -> str:
    """What a document is called in the CMS, and for readers where a page gives no other title."""
    return name.replace("-", " ").capitalize()


def create_image(name: str, collection: Collection) -> AbstractImage:
    """Add a picture to the CMS."""
    with (PICTURES / f"{name}.svg").open("rb") as file:
        image: AbstractImage = get_image_model()(
            title=image_title(name),
            file=ImageFile(file, name=f"demo-{name}.svg"),
            collection=collection,
        )
        image._set_image_file_metadata()
        image.save()
    return image


def create_document(name: str, collection: Collection) -> AbstractDocument:
    """Add a document to the CMS."""
    [path] = DOCUMENTS.glob(f"{name}.*")
    with path.open("rb") as file:
        document: AbstractDocument = get_document_model()(
            title=document_title(name),
            file=File(file, name=f"demo-{path.name}"),
            collection=collection,
        )
        document._set_document_file_metadata()
        document.save()
    return document
