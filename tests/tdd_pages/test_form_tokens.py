"""The product's name in the words of a form: whatever is typed, no reader sees a token."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from blocks.elements import Rich
from tdd_pages.forms.definition import FormEnd, settled
from tdd_pages.forms.tokens import fill, fill_html, is_ill_formed

PIECES = st.sampled_from(
    ["{", "}", "|", "product", "{product}", "{product|it}", "{{product}}", "<b>", " ", "our", "Ü"]
)
BRACED = st.lists(PIECES, max_size=12).map("".join) | st.text("{}|<>pr oduct\n", max_size=40)
TOKEN = "{product|our pumps}"
PRODUCTS = st.none() | st.just("Calmo <3>")


@given(BRACED, PRODUCTS)
@example("{product", None)
@example("{{product|}}", None)
def test_no_text_keeps_a_brace(text: str, product: str | None) -> None:
    assert not set("{}") & set(fill(text, product))
    assert not set("{}") & set(fill_html(text, product))


@given(st.lists(st.sampled_from("a b | Ü <".split()) | st.just(TOKEN)).map(" ".join))
def test_what_may_be_published_is_filled_in_as_it_was_meant(text: str) -> None:
    assert not is_ill_formed(text)
    assert fill(text, "Calmo") == text.replace(TOKEN, "Calmo")
    assert fill(text, None) == text.replace(TOKEN, "our pumps")


@pytest.mark.parametrize(
    ("text", "with_product", "without"),
    [
        ("About {product|our pumps}", "About Calmo", "About our pumps"),
        ("About { product | our pumps }", "About Calmo", "About our pumps"),
        ("About {product}", "About Calmo", "About our products"),
        ("About {{product}}", "About Calmo", "About our products"),
        ("About {{productNamePlaceholder}}", "About ", "About "),
        ("About {brand|us}", "About us", "About us"),
        ("About {product", "About ", "About "),
        ("Nothing", "Nothing", "Nothing"),
    ],
)
def test_a_token_is_the_name_or_the_words_for_want_of_one(
    text: str, with_product: str, without: str
) -> None:
    assert (fill(text, "Calmo"), fill(text, None)) == (with_product, without)


@pytest.mark.parametrize(
    "text",
    [
        "{product}",
        "{product|}",
        "{product| }",
        "{Product|x}",
        "{brand|x}",
        "a } b",
        "{{product|x}}",
    ],
)
def test_a_token_without_words_for_want_of_a_product_is_ill_formed(text: str) -> None:
    assert is_ill_formed(text)


def test_a_name_is_escaped_in_html_and_not_in_text() -> None:
    assert fill("{product|x}", "<i>") == "<i>"
    assert fill_html("<p>{product|x}</p>", "<i>") == "<p>&lt;i&gt;</p>"


def test_everything_resolved_is_settled_however_deep_it_stands() -> None:
    end = FormEnd(title="{product|us}", text=Rich(content="<p>{product|us}</p>"))
    settled_end = settled([end], "A&B")[0]
    assert settled_end.title == "A&B"
    assert settled_end.text.content == "<p>A&amp;B</p>"
