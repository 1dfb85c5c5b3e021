"""The interface's own strings in other languages."""

from gettext import GNUTranslations
from io import BytesIO

import pytest
from babel.messages.catalog import Message
from django.utils.translation import gettext, ngettext, override

from scripts import messages

LANGUAGES = (*messages.TRANSLATED, *messages.FOR_VISITORS)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("package", messages.SOURCES)
def test_every_string_is_translated_with_what_it_leaves_open(package: str, language: str) -> None:
    assert messages.wrong(messages.updated(package, language), language) == []


@pytest.mark.parametrize("language", [messages.TEMPLATE, *LANGUAGES])
@pytest.mark.parametrize("package", messages.SOURCES)
def test_catalogues_hold_the_strings_there_are_now(package: str, language: str) -> None:
    path = messages.catalogue_file(package, language)
    assert messages.as_po(messages.updated(package, language)) == path.read_bytes(), "make messages"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("package", messages.SOURCES)
def test_what_django_reads_is_what_translators_wrote(package: str, language: str) -> None:
    compiled = messages.catalogue_file(package, language).with_suffix(".mo")
    fresh = messages.as_mo(messages.read(package, language))
    assert texts(compiled.read_bytes()) == texts(fresh), "make messages"


def texts(compiled: bytes) -> dict:
    read = GNUTranslations(BytesIO(compiled))._catalog  # type: ignore[attr-defined]
    return {source: text for source, text in read.items() if source}


@pytest.mark.parametrize(
    ("source", "translation", "found"),
    [
        ("Find %(what)s", "Trouver %(what)s", 0),
        ("Find %(what)s", "", 1),
        ("Find %(what)s", "Trouver", 1),
        ("Find %(what)s", "Trouver %(quoi)s", 2),
        (("%(n)s file", "%(n)s files"), ("ملف واحد", "%(n)s ملف"), 0),
        (("%(n)s file", "%(n)s files"), ("ملف واحد", "ملفات"), 1),
        (("%(n)s file", "%(n)s files"), ("ملف واحد", ""), 1),
        ("{count} of 100%%", "{count} sur 100%%", 0),
    ],
)
def test_a_translation_that_lacks_something_is_found(
    source: str, translation: str, found: int
) -> None:
    assert len(messages.faults(Message(source, translation))) == found


def test_strings_of_templates_are_collected_from_both_tags() -> None:
    collected = {message.id for message in messages.strings(messages.collect("tdd_pages"))}
    assert {"Skip to main content", "Version %(version)s"} <= collected
    assert "What are you looking for?" in collected


def test_django_finds_the_translations() -> None:
    with override("fr"):
        assert gettext("Skip to main content") == "Aller au contenu principal"
    with override("es"):
        assert gettext("Share this page") == "Compartir esta página"


def test_arabic_has_its_six_forms_of_a_plural() -> None:
    one, many = "%(count)s result for “%(query)s”", "%(count)s results for “%(query)s”"
    with override("ar"):
        forms = [ngettext(one, many, number) for number in (0, 1, 2, 3, 11, 100)]
    assert forms[:4] == [
        "لا نتائج لـ «%(query)s»",
        "نتيجة واحدة لـ «%(query)s»",
        "نتيجتان لـ «%(query)s»",
        "%(count)s نتائج لـ «%(query)s»",
    ]
    assert len(set(forms)) == 5
