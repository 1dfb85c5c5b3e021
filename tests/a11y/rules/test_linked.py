"""Documents that a page links to, as they are delivered: whatever that is."""

import pytest

from a11y.engine.browser.probes.linked import Document

ADDRESS = "https://site.example/page"


def read(html: str) -> Document:
    return Document(ADDRESS, html)


def test_the_content_is_that_of_the_main_element() -> None:
    document = read(
        "<!doctype html><title>Otters  swim</title><nav>Menu</nav><main>They <b>swim</b></main>"
    )

    assert document.content == "They swim"
    assert document.title == "otters swim"
    assert document.texts == {"menu", "they", "swim"}


def test_without_one_it_is_that_of_the_body() -> None:
    assert read("<title>T</title><p>One<p>Two").content == "One Two"
    assert read('<p>One<div role="main">Two</div>').content == "Two"


def test_scripts_styles_and_comments_are_no_content() -> None:
    document = read("<body>A<script>b()</script><!-- c --><style>d{}</style><svg>e</svg>f")

    assert document.content == "A f"
    assert document.has_scripts
    assert not read("<p>A").has_scripts


@pytest.mark.parametrize("html", ["", "  ", "<!-- only this -->", "\ud800", "\x00"])
def test_what_is_hardly_a_document_has_no_title(html: str) -> None:
    assert read(html).title == ""


def test_a_declaration_of_another_encoding_is_not_believed() -> None:
    html = '<?xml version="1.0" encoding="iso-8859-1"?><html><body>Ünder</body></html>'

    assert read(html).content == "Ünder"


@pytest.mark.parametrize(
    ("meta", "address"),
    [
        ('<meta http-equiv="Refresh" content="0; url=/other">', "https://site.example/other"),
        ('<meta http-equiv="refresh" content="30; url=/other">', ""),
        ('<meta http-equiv="refresh" content="0">', ""),
        ('<meta name="refresh" content="0; url=/other">', ""),
    ],
)
def test_it_sends_on_by_a_refresh_without_delay(meta: str, address: str) -> None:
    assert read(f"<head>{meta}</head>").sends_on_to == address
