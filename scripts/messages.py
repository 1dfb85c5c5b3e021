"""Collects the interface's strings from the code and compiles their translations.

It brings the catalogues up to date, compiles them, and says what is not translated. It is done with
Babel, which the packages need anyway: no tools of GNU gettext have to be there.
"""

import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]

SOURCES = {
    "blocks": ("blocks/**/*.py",),
    "tdd_pages": ("tdd_pages/**/*.py", "templates/tdd_pages/**/*.html"),
}
"""Where each package's strings stand. Its catalogues are in its folder ``locale``."""

TEMPLATE = "en"
"""The strings' own language. Its catalogue has no translations: others begin as a copy of it."""

TRANSLATED = ("ar", "es", "fr")

FOR_VISITORS = ("ja",)
"""Languages in which only what visitors read must be translated; editors are shown English."""

FOR_EDITORS = ("templates/tdd_pages/admin/", "templates/tdd_pages/previews/")

KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\((\w+)\)[a-z]|\{(\w*)\}|%[a-z]")

# Dates would make each run a change.
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
UNSTEADY = re.compile(
    rb'^"(Project-Id|Report-Msgid|POT-Creation|PO-Revision|Last-Tr|Language-Team|Generated-By).*\n',
    re.MULTILINE,
)


def collect(package: str) -> Catalog:
    """Return the strings of a package, with the files they stand in."""
    found = Catalog()
    for path in sorted(path for pattern in SOURCES[package] for path in ROOT.glob(pattern)):
        place = path.relative_to(ROOT).as_posix()
        for _, ids, comments, context in strings_of(path):
            found.add(ids, locations=[(place, 1)], auto_comments=comments, context=context)
    return found


def strings_of(path: Path) -> Iterator[tuple]:
    """Yield the strings of a Python module or a template, as Babel does."""
    source = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        # What is no string has become rows of X; indented, they would be no Python.
        source = "\n".join(line.strip() for line in templatize(source).splitlines())
    return extract("python", BytesIO(source.encode()), KEYWORDS, ["Translators:"])


def catalogue_file(package: str, language: str) -> Path:
    """Return where a package's strings stand in a language."""
    return ROOT / package / "locale" / language / "LC_MESSAGES" / "django.po"


def read(package: str, language: str) -> Catalog:
    """Return a package's strings in a language as they are kept."""
    path = catalogue_file(package, language)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def updated(package: str, language: str) -> Catalog:
    """Return a catalogue with all strings there are now, and the translations it has of them."""
    catalogue = read(package, language)
    catalogue.update(collect(package), no_fuzzy_matching=True)
    catalogue.creation_date = catalogue.revision_date = LONG_AGO
    return catalogue


def as_po(catalogue: Catalog) -> bytes:
    """Return a catalogue as people and their tools edit it."""
    file = BytesIO()
    write_po(file, catalogue, width=100, ignore_obsolete=True, include_lineno=False)
    return UNSTEADY.sub(b"", file.getvalue()[file.getvalue().index(b"msgid") :])


def as_mo(catalogue: Catalog) -> bytes:
    """Return a catalogue as Django reads it."""
    file = BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()


def strings(catalogue: Catalog) -> list[Message]:
    """Return a catalogue's strings, without its header."""
    return [message for message in catalogue if message.id]


def wrong(catalogue: Catalog, language: str) -> list[str]:
    """Return what is wrong with a language's translations."""
    expected = [
        message
        for message in strings(catalogue)
        if language in TRANSLATED or any(forms_of(message)) or is_for_visitors(message)
    ]
    return [fault for message in expected for fault in faults(message)]


def is_for_visitors(message: Message) -> bool:
    """Return whether a template shows this string to visitors."""
    files = (file for file, _ in message.locations if file.startswith("templates/"))
    return any(not file.startswith(FOR_EDITORS) for file in files)


def forms_of(message: Message) -> list[str]:
    """Return the translation, or its plural's forms; empty ones where there is none."""
    return [*message.string] if isinstance(message.string, tuple) else [message.string or ""]


def faults(message: Message) -> list[str]:
    """Return what is wrong with a translation: parts that are missing, placeholders that differ.

    Of the forms of a plural, only the last, which most numbers take, must name the number.
    """
    sources = [message.id] if isinstance(message.id, str) else list(message.id)
    forms = forms_of(message)
    if message.fuzzy or not all(forms):
        return [f"not translated: {sources[0]}"]
    expected = {name for source in sources for name in placeholders(source)}
    differ = [form for form in forms if not placeholders(form) <= expected]
    if placeholders(forms[-1]) != expected:
        differ.append(forms[-1])
    return [f"placeholders differ: {sources[0]} – {form}" for form in differ]


def placeholders(text: str) -> set[str]:
    """Return what a string leaves open."""
    return {match[0] for match in PLACEHOLDER.finditer(text.replace("%%", ""))}


def files(package: str, language: str) -> dict[Path, bytes]:
    """Return what the files of a catalogue should hold."""
    catalogue, path = updated(package, language), catalogue_file(package, language)
    if language == TEMPLATE:
        return {path: as_po(catalogue)}
    return {path: as_po(catalogue), path.with_suffix(".mo"): as_mo(catalogue)}


def main() -> int:
    """Write all catalogues and say what is wrong with them; return how much it is."""
    found = 0
    for package in SOURCES:
        for language in (TEMPLATE, *TRANSLATED, *FOR_VISITORS):
            for path, content in files(package, language).items():
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
            if language != TEMPLATE:
                for fault in wrong(read(package, language), language):
                    print(f"{package} {language}: {fault}")
                    found += 1
    return found


if __name__ == "__main__":
    sys.exit(1 if main() else 0)
