"""What readers want to know of a file before they follow a link to it."""

import mimetypes

from django.template.defaultfilters import filesizeformat
from wagtail.documents.models import AbstractDocument

from .elements import File


def file_facts(document: AbstractDocument) -> File:
    """Return the type and size of a document in the CMS."""
    extension = (document.file_extension or "").upper()
    media_type = mimetypes.guess_type(document.filename or "")[0] or "application/octet-stream"
    return File(type=media_type, label=extension or media_type, bytes=document.file_size)


def file_label(file: File) -> str:
    """Return a file's facts as readers see them: ``PDF, 178 KB``."""
    if file.bytes is None:
        return file.label
    return f"{file.label}, {filesizeformat(file.bytes)}"
