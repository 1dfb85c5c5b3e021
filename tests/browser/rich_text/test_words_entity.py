"""Marking terms and words in another language in the page editor, with a real browser."""

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select

from blocks.stored_terms import stored_terms
from blocks.terms import Term
from tests.browser.rich_text.editor import Edit, Editor

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


@pytest.fixture
def cns(transactional_db: None) -> Term:
    """An abbreviation."""
    return Term.objects.create(term="CNS", expansion="central nervous system")


def select_last(editor: Editor, letters: int) -> None:
    editor.put_cursor_at_end()
    keys = ActionChains(editor.driver).key_down(Keys.SHIFT)
    keys.send_keys(*[Keys.ARROW_LEFT] * letters).key_up(Keys.SHIFT).perform()


def command(editor: Editor, words: str) -> None:
    """Choose a feature at the cursor, by its name."""
    editor.press(f"/{words}")
    editor.wait(lambda: editor.find('[role="option"][aria-selected="true"]'))
    editor.press(Keys.ENTER)


def closed(editor: Editor) -> None:
    editor.wait(lambda: not editor.find(".modal"))


def test_the_selected_abbreviation_becomes_a_term_and_keeps_its_letters(
    edit: Edit, cns: Term
) -> None:
    editor = edit("<p>It acts on the CNS</p>")
    select_last(editor, 3)
    editor.see('button[name="TERM"]').click()
    editor.see(".modal [data-chooser-modal-choice]").send_keys(Keys.ENTER)
    closed(editor)
    assert editor.text == "It acts on the CNS"
    stored = editor.save()
    assert stored_terms(stored) == [(cns.pk, "CNS")]
    assert "It acts on the <a " in stored


def test_a_term_chosen_without_a_selection_is_written(edit: Edit, cns: Term) -> None:
    editor = edit("<p>It acts on</p>")
    editor.put_cursor_at_end()
    editor.press(" ")
    command(editor, "abbr")
    editor.see(".modal [data-chooser-modal-choice]").send_keys(Keys.ENTER)
    closed(editor)
    assert stored_terms(editor.save()) == [(cns.pk, "CNS")]


def test_the_language_of_selected_words_is_set_changed_and_undone(edit: Edit, cns: Term) -> None:
    editor = edit("<p>It is en suite</p>")
    select_last(editor, 8)
    editor.see('button[name="LANGUAGE"]').click()
    Select(editor.see(".modal select")).select_by_visible_text("French")
    editor.see(".modal button[type=submit]").send_keys(Keys.ENTER)
    closed(editor)
    assert '<a linktype="lang" lang="fr">en suite</a>' in editor.save()
    editor.see(".TooltipEntity").click()
    editor.see(".Tooltip__button:not(.no)").click()
    language = Select(editor.see(".modal select"))
    assert language.first_selected_option.text == "French"
    language.select_by_visible_text("Italian")
    editor.see(".modal button[type=submit]").send_keys(Keys.ENTER)
    closed(editor)
    editor.save()
    editor.wait(lambda: '<a linktype="lang" lang="it">en suite</a>' in editor.stored)
    editor.see(".TooltipEntity").click()
    editor.see(".Tooltip__button.no").click()
    editor.wait(lambda: not editor.find(".TooltipEntity"))
    editor.save()
    editor.wait(lambda: "It is en suite</p>" in editor.stored)


def test_without_a_selection_nothing_can_be_said_to_be_in_another_language(
    edit: Edit, cns: Term
) -> None:
    editor = edit("<p>It is</p>")
    editor.put_cursor_at_end()
    command(editor, "words")
    assert "Nothing is selected" in editor.see(".modal .nice-padding").text
    assert not editor.find(".modal select")
