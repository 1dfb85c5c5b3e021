"""The editor's field for the language of a file."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock

from .identifiers import is_language_tag
from .reference_fields import validate_language

if TYPE_CHECKING:
    from .document import Place


def language_block(**options: Any) -> CharBlock:
    """Return a field for a language tag."""
    return CharBlock(
        max_length=35,
        validators=[validate_language],
        label=_("Language"),
        search_index=False,
        **{"help_text": _("A language tag such as en, de or pt-BR."), **options},
    )


def language_of(at: "Place") -> str:
    """Return the language in a struct's field ``language``; empty where it is none."""
    tag = at.text("language")
    return tag if is_language_tag(tag) else ""
