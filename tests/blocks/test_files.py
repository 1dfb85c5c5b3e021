"""Sizes of files, as each language writes them."""

import pytest
from django.utils.translation import override

from blocks.elements import File
from blocks.files import file_label, file_size


@pytest.mark.parametrize(
    ("count", "language", "written"),
    [
        (178_000, "en", "178 kB"),
        (1_250_000, "en", "1.2 MB"),
        (999_600, "en", "1 MB"),
        (5_000_000_000_000, "en", "5,000 GB"),
        (1_250_000, "fr", "1,2 Mo"),
        (5_000_000_000_000, "es", "5.000 GB"),
        (178_000, "ar", "178 كيلوبايت"),
        (178_000, "no-such-language", "178 kB"),
    ],
)
def test_a_size_is_written_as_the_language_writes_it(
    count: int, language: str, written: str
) -> None:
    assert " ".join(file_size(count, language).split()) == written


def test_number_and_unit_stay_on_one_line() -> None:
    assert not any(space in file_size(178_000, "en") for space in " \n")


def test_a_file_of_unknown_size_is_told_by_its_type_alone() -> None:
    assert file_label(File(type="application/pdf", label="PDF", bytes=None)) == "PDF"


def test_a_file_is_told_in_the_active_language() -> None:
    with override("fr"):
        told = file_label(File(type="application/pdf", label="PDF", bytes=2048))
    assert " ".join(told.split()) == "PDF, 2 ko"
    with override("ar"):
        assert file_label(File(type="application/pdf", label="PDF", bytes=2048)).startswith("PDF، ")
