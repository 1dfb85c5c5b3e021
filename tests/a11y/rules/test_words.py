"""How texts are cut into words, and what is compared."""

from a11y.engine import phrases
from a11y.engine.words import content_words, phrase, primary, stems


def test_a_phrase_is_words_without_signs_numbers_and_capitals() -> None:
    assert phrase("  Read more … (12) ») ") == "read more"


def test_forms_of_a_word_have_the_same_stem() -> None:
    assert stems(["clementine"]) == stems(["clementines"])
    assert stems(["opening"]) == stems(["open"])
    assert stems(["weather"]) != stems(["opening"])


def test_function_words_of_the_language_mean_nothing_by_themselves() -> None:
    assert content_words("The otters of the river", "en") == ["otters", "river"]
    assert content_words("Die Otter vom Fluss", "de-AT") == ["otter", "vom", "fluss"]


def test_old_language_codes_are_known_by_their_new_names() -> None:
    assert [primary(tag) for tag in ("iw", "no", "EN-us", "zh_Hant")] == ["he", "nb", "en", "zh"]


def test_every_listed_phrase_is_in_the_form_that_texts_are_brought_into() -> None:
    lists = [
        value
        for name, value in vars(phrases).items()
        if name.isupper() and name != "NEW_WINDOW_WORDS"
    ]

    assert len(lists) > 6
    assert {entry for entries in lists for entry in entries if phrase(entry) != entry} == set()
