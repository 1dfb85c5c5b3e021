"""The project's settings of the forms: the dict ``TDD_FORMS``, and what holds without it."""

from dataclasses import dataclass, fields

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


@dataclass(frozen=True, slots=True)
class Conf:
    """Every setting with its default. In ``TDD_FORMS`` the names are written in capitals."""

    seconds_at_least: float = 2
    """Who sends a form sooner than this after getting it is asked to send it again."""
    sends_per_hour: int = 20
    """How many forms are taken from one network address within an hour."""


def conf() -> Conf:
    """Return the settings as they are now.

    Raises ImproperlyConfigured where there is a name among them that is none.
    """
    given = {name.lower(): value for name, value in getattr(settings, "TDD_FORMS", {}).items()}
    unknown = given.keys() - {known.name for known in fields(Conf)}
    if unknown:
        raise ImproperlyConfigured(
            f"TDD_FORMS has no setting {', '.join(sorted(unknown)).upper()}."
        )
    return Conf(**given)
