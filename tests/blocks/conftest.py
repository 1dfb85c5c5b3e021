"""Entries of the registries, in two languages."""

from datetime import date
from typing import Any

import pytest
from wagtail.models import Locale

from blocks.products import Product
from blocks.registries import RegistryEntry
from blocks.safety_information import SafetyInformation
from blocks.terms import Term


@pytest.fixture
def french(db: None) -> Locale:
    """The second language of the site."""
    return Locale.objects.get_or_create(language_code="fr")[0]


@pytest.fixture
def pump(home: Any) -> Product:
    """A product whose page is the home page."""
    return Product.objects.create(
        name="Examplar", mark="™", summary="A pump for tests.", page=home, key="examplar"
    )


@pytest.fixture
def cns(db: None) -> Term:
    """An abbreviation."""
    return Term.objects.create(
        term="CNS",
        expansion="central nervous system",
        definition="Brain and spinal cord.",
        key="cns",
    )


@pytest.fixture
def safety(db: None) -> SafetyInformation:
    """Safety information in force."""
    return SafetyInformation.objects.create(
        name="Pump",
        heading="Important safety information",
        body="<p>Do not stop at once.</p>",
        version="3",
        effective=date(2026, 9, 1),
    )


def translated(entry: RegistryEntry, locale: Locale, **fields: Any) -> Any:
    """A live translation of an entry."""
    copy = entry.copy_for_translation(locale)
    for name, value in {**fields, "live": True}.items():
        setattr(copy, name, value)
    copy.save()
    return copy
