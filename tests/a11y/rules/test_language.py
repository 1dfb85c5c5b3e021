"""What is said of the language of texts."""

import pytest

from a11y.engine.languages import other_language, reads_from_right

ENGLISH = "The cover of the book is blue, and it has been on the table for a week."
GERMAN = "Der Umschlag des Buches ist blau, und es liegt seit einer Woche auf dem Tisch."


@pytest.mark.parametrize("said", ["de", "nl", "fr", "es", "da", "pl", "el"])
def test_english_said_to_be_another_language_is_found(said: str) -> None:
    found = other_language(ENGLISH, said)

    assert found
    assert (found.code, found.certain) == ("en", True)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (ENGLISH, "en"),
        (ENGLISH, "en-GB"),
        (GERMAN, "de"),
        (GERMAN, "de-CH-1996"),
        ("Download Newsletter", "de"),
        ("Smart Home Solutions", "de"),
        ("Meyer, Müller & Söhne KG, Straßenbahnweg 12", "en"),
        ("https://example.org/der/umschlag/des/buches", "en"),
        ("for (const item of items) { the.list.of(item) }", "de"),
        ("Paul put dire comment on tape", "en"),
        ("Paul put dire comment on tape", "fr"),
        (ENGLISH, "tlh"),
        (ENGLISH, "i-lux"),
        ("", "en"),
    ],
)
def test_what_fits_or_cannot_be_told_is_left_alone(text: str, said: str) -> None:
    found = other_language(text, said)

    assert found is None or not found.certain


def test_a_quotation_does_not_decide_over_the_sentence_around_it() -> None:
    text = f"The German sentence “{GERMAN}” is about a book."

    assert other_language(text, "en") is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Jeg bor i Norge og liker å lese", "da"),
        ("Živim u Zagrebu i volim čitati knjige", "sr"),
        ("Vivo en Vigo e gústame ler libros", "pt"),
    ],
)
def test_languages_like_each_other_are_never_told_apart_for_certain(text: str, said: str) -> None:
    found = other_language(text, said)

    assert found is None or not found.certain


def test_another_script_is_certain_from_a_sentence_on_not_from_a_name() -> None:
    sentence = other_language("Обложка книги синяя, и она лежит на столе уже неделю.", "en")

    assert sentence
    assert sentence.certain
    assert other_language("Русский", "en") is None


def test_only_texts_of_some_length_in_a_script_from_right_to_left_read_so() -> None:
    assert reads_from_right("هذه جملة طويلة بما يكفي")
    assert not reads_from_right("عربي")
    assert not reads_from_right(ENGLISH)
