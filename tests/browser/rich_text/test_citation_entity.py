"""Citing references in the page editor, with a real browser and mostly without a mouse."""

from typing import Any

import pytest
from django.urls import reverse
from selenium.webdriver.common.keys import Keys

from blocks.models import Reference
from blocks.stored_citations import cited_pks
from tests.browser.rich_text.editor import BOX, CONFIRM, DIALOG, Edit

pytestmark = [
    pytest.mark.browser,
    # The live server has its own connection, so changes are committed; what migrations created,
    # the root page among it, is put back before each test.
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


@pytest.fixture
def cited(library: dict[str, Reference]) -> str:
    """Stored text that cites two references."""
    refs = f"{library['Ivanhoe'].pk} {library['Gilmartin'].pk}"
    label = "Ivanhoe 2000; Gilmartin 2000"
    return f'<p>Tone falls<a linktype="citation" refs="{refs}">{label}</a>.</p>'


def test_the_keyboard_alone_cites_two_references_found_by_two_searches(
    edit: Edit, library: dict[str, Reference]
) -> None:
    editor = edit("<p>Tone falls</p>")
    editor.put_cursor_at_end()
    editor.open_dialog_at_cursor()
    assert not editor.see(CONFIRM).is_enabled()
    editor.choose("Penn")
    editor.choose("Gilmartin")
    assert editor.chosen == [
        "Penn 2000 – A study by Penn",
        "Gilmartin 2000 – A study by Gilmartin",
    ]
    editor.confirm()
    editor.press(" often.")
    stored = editor.save()
    assert cited_pks(stored) == [(library["Penn"].pk, library["Gilmartin"].pk)]
    assert "Tone falls<a " in stored
    assert ">Penn 2000; Gilmartin 2000</a> often.</p>" in stored


def test_the_toolbar_cites_after_the_selected_words_and_keeps_them(
    edit: Edit, library: dict[str, Reference]
) -> None:
    editor = edit("<p>Tone falls</p>")
    editor.put_cursor_at_end()
    editor.select_line()
    editor.see('button[name="CITATION"]').click()
    editor.see(DIALOG)
    editor.choose("Ivanhoe")
    editor.confirm()
    stored = editor.save()
    assert cited_pks(stored) == [(library["Ivanhoe"].pk,)]
    assert "Tone falls<a " in stored


def test_a_choice_outlives_the_pages_of_results(edit: Edit, library: dict[str, Reference]) -> None:
    editor = edit("<p>Tone falls</p>")
    editor.put_cursor_at_end()
    editor.open_dialog_at_cursor()
    first = editor.see(BOX)
    first.send_keys(Keys.SPACE)
    key = first.get_attribute("value")
    editor.driver.execute_script("arguments[0].click()", editor.see('.pagination a[href*="p=2"]'))
    editor.wait(lambda: key not in [box.get_attribute("value") for box in editor.find(BOX)])
    editor.see(BOX).send_keys(Keys.SPACE)
    assert len(editor.chosen) == 2
    editor.driver.execute_script("arguments[0].click()", editor.see('.pagination a[href*="p=1"]'))
    editor.wait(lambda: key in [box.get_attribute("value") for box in editor.find(BOX)])
    ticked = [box.get_attribute("value") for box in editor.find(BOX) if box.is_selected()]
    assert ticked == [key]


def test_a_citation_shows_in_brackets_and_is_edited_from_its_tooltip(
    edit: Edit, cited: str, library: dict[str, Reference]
) -> None:
    editor = edit(cited)
    citation = editor.see(".tdd-citation__label")
    assert citation.text == "Ivanhoe 2000; Gilmartin 2000"
    brackets = [
        editor.driver.execute_script(
            "return getComputedStyle(arguments[0], arguments[1]).content", citation, side
        )
        for side in ("::before", "::after")
    ]
    assert brackets == ['"["', '"]"']
    citation.click()
    editor.see(".Tooltip__button:not(.no)").click()
    editor.see(DIALOG)
    assert len(editor.chosen) == 2
    editor.see(f"{DIALOG} li button").send_keys(Keys.ENTER)
    assert editor.focused.accessible_name.startswith("Remove Gilmartin")
    editor.choose("Penn")
    editor.confirm()
    stored = editor.save()
    assert cited_pks(stored) == [(library["Gilmartin"].pk, library["Penn"].pk)]
    assert ">Gilmartin 2000; Penn 2000</a>.</p>" in stored


def test_removing_a_citation_takes_its_label_with_it(edit: Edit, cited: str) -> None:
    editor = edit(cited)
    editor.see(".tdd-citation__label").click()
    editor.see(".Tooltip__button.no").click()
    editor.wait(lambda: not editor.find(".tdd-citation__label"))
    assert editor.text == "Tone falls."
    assert "<a " not in editor.save()


def test_a_citation_is_emptied_from_the_keyboard(edit: Edit, cited: str) -> None:
    editor = edit(cited)
    editor.put_cursor_at_end()
    editor.press(Keys.ARROW_LEFT)
    editor.open_dialog_at_cursor()
    for _ in range(2):
        editor.see(f"{DIALOG} li button").send_keys(Keys.ENTER)
    editor.confirm()
    assert editor.text == "Tone falls."


def test_leaving_the_dialog_changes_nothing(edit: Edit, cited: str) -> None:
    editor = edit(cited)
    editor.see(".tdd-citation__label").click()
    editor.see(".Tooltip__button:not(.no)").click()
    editor.see(f"{DIALOG} li button").send_keys(Keys.ENTER)
    editor.press(Keys.ESCAPE)
    editor.wait(lambda: not editor.find(".modal"))
    assert editor.see(".tdd-citation__label").text == "Ivanhoe 2000; Gilmartin 2000"


def test_pages_without_the_feature_do_not_load_it(edit: Edit, live_server: Any) -> None:
    editor = edit("<p>Tone falls</p>")
    editor.see(".public-DraftEditor-content")
    scripts = 'script[src*="tdd_blocks/admin/citation.js"]'
    assert len(editor.find(scripts)) == 1
    editor.driver.get(live_server.url + reverse("wagtailsnippets_tdd_blocks_reference:add"))
    editor.see("[name=title]")
    assert editor.find(scripts) == []
