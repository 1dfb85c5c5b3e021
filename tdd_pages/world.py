"""Names of countries, days, times and time zones in the reader's language, as CLDR has them."""

from collections.abc import Iterator
from datetime import time
from zoneinfo import ZoneInfo, available_timezones

from babel.dates import format_time, get_day_names, get_timezone_name
from django.utils.translation import get_language

from blocks.languages import locale_of

WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

# Codes of CLDR that are no country: unions, outlying parts, made-up and unknown ones.
NO_COUNTRIES = frozenset("EU EZ QO UN XA XB ZZ".split())


def country_name(code: str, language: str | None = None) -> str:
    """Return a country's name by its ISO 3166 code; the code itself where there is none."""
    return locale_of(language or get_language() or "en").territories.get(code, code)


def is_country(code: str) -> bool:
    """Return whether this is the ISO 3166 code of a country or territory."""
    known = locale_of("en").territories
    return len(code) == 2 and code.isalpha() and code in known and code not in NO_COUNTRIES


def countries() -> list[tuple[str, str]]:
    """Return all countries as choices, named in the active language, roughly in alphabetical order.

    Django asks for choices whenever it starts: what readers see is sorted by `blocks.collation`,
    which takes its time to load.
    """
    names = locale_of(get_language() or "en").territories
    found = ((str(code), name) for code, name in names.items() if is_country(str(code)))
    return sorted(found, key=lambda choice: choice[1])


def time_zones() -> list[tuple[str, str]]:
    """Return the places that time zones are named after, as choices."""
    places = filter(_is_place, sorted(available_timezones()))
    return [(zone, zone.replace("_", " ")) for zone in places]


def _is_place(zone: str) -> bool:
    return "/" in zone and not zone.startswith(("Etc/", "SystemV/", "US/"))


def zone_name(zone: str, language: str) -> str:
    """Return what a time zone is called all year round: Eastern Time, in summer and winter."""
    return get_timezone_name(ZoneInfo(zone), locale=locale_of(language))


def day_name(day: str, language: str) -> str:
    """Return the name of a day of the week."""
    return get_day_names(locale=locale_of(language), context="stand-alone")[WEEK.index(day)]


def time_text(moment: time, language: str) -> str:
    """Return a time of day as it is written: 8:00 AM, 08:00."""
    return format_time(moment, format="short", locale=locale_of(language))


def country_codes(text: str) -> Iterator[str]:
    """Yield the codes in a text that lists them: ``us, CA`` gives US and CA."""
    for code in text.replace(",", " ").split():
        yield code.upper()
