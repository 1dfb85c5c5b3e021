"""What readers want to know of a file before they follow a link to it."""

import mimetypes

from babel.units import format_unit
from django.utils.translation import get_language, pgettext
from wagtail.documents.models import AbstractDocument

from .elements import File
from .languages import locale_of

UNITS = ("byte", "kilobyte", "megabyte", "gigabyte")


def file_facts(document: AbstractDocument) -> File:
    """Return the type and size of a document in the CMS."""
    extension = (document.file_extension or "").upper()
    media_type = mimetypes.guess_type(document.filename or "")[0] or "application/octet-stream"
    return File(type=media_type, label=extension or media_type, bytes=document.file_size)


def file_label(file: File) -> str:
    """Return a file's facts as readers of the active language write them: ``PDF, 178 kB``."""
    size = "" if file.bytes is None else file_size(file.bytes, get_language() or "en")
    return side_by_side(file.label, size)


def side_by_side(*facts: str) -> str:
    """Return what is known of one thing with the active language's comma between the facts."""
    return pgettext("between facts", ", ").join(filter(None, facts))


def file_size(count: int, language: str) -> str:
    """Return a number of bytes as the language writes it: ``178 kB``, ``1,2 Mo``."""
    size, power = float(count), 0
    # What would be rounded up to a thousand is one of the next unit.
    while size >= 999.5 and power < len(UNITS) - 1:
        size, power = size / 1000, power + 1
    rounded = round(size, 1) if size < 10 and power else round(size)
    unit = f"digital-{UNITS[power]}"
    text = format_unit(rounded, unit, length="short", format="#,##0.#", locale=locale_of(language))
    return text.replace(" ", "\N{NO-BREAK SPACE}")
