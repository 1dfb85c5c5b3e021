"""What a language tag tells: how its text runs, how its dates and names are written."""

from datetime import date

from babel import Locale, UnknownLocaleError
from babel.dates import format_date


def locale_of(language: str) -> Locale:
    """Return what CLDR knows of a language; English where it knows nothing."""
    try:
        return Locale.parse(language, sep="-")
    except (ValueError, TypeError, UnknownLocaleError):
        return Locale("en")


def text_direction(language: str) -> str:
    """Return ``ltr`` or ``rtl`` for a language tag, as CLDR has it; ``ltr`` if it is unknown."""
    return locale_of(language).text_direction


def long_date(day: date, language: str) -> str:
    """Return a date as the language writes it, its month in words: ``3 May 2026``."""
    return format_date(day, format="long", locale=locale_of(language))


def other_language(language: str, page_language: str) -> str | None:
    """Return the language of a text, or None where it is the page's and need not be said."""
    same = not language or language.lower() == page_language.lower()
    return None if same else language


def foreign(language: str, page_language: str) -> tuple[str | None, str | None]:
    """Return the language and the direction of a text; None for both where it is the page's."""
    other = other_language(language, page_language)
    return other, text_direction(other) if other else None


def primary(language: str) -> str:
    """Return a language without its variety: ``pt`` of ``pt-BR``."""
    return language.partition("-")[0].lower()


def language_name(language: str, reader: str = "") -> str:
    """Return what readers of a language call another one; without a reader, what it calls itself.

    A language that CLDR does not know is called by its tag.
    """
    try:
        named = Locale.parse(language, sep="-").get_display_name(locale_of(reader or language))
    except (ValueError, UnknownLocaleError):
        return language
    return named or language
