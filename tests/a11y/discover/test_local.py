"""Pages by name: lists, files and folders."""

from pathlib import Path

import pytest

from a11y.engine.discover import listed, local_pages
from a11y.engine.errors import DiscoveryError
from tests.a11y.discover.site import urls


def test_a_list_has_an_address_a_line_comments_and_empty_lines(tmp_path):
    file = tmp_path / "pages.txt"
    file.write_bytes(
        b"\xef\xbb\xbfhttps://host.example/\r\n\r\n# Shop\r\n"
        b"  https://host.example/#/cart  # a route\r\nfile:///page.html\r\nhttps://host.example/"
    )
    assert urls(listed(file)) == [
        "https://host.example/",
        "https://host.example/#/cart",
        "file:///page.html",
    ]


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"https://host.example/\n/about\n", r"pages.txt, line 2: not an address.*: /about"),
        (b"https://host.example/ and more\n", "line 1: not an address"),
        (b"http://[::1/\n", "line 1: not an address"),
        (b"# none yet\n", "names no page"),
        (b"https://host.example/\xff", "it is not UTF-8"),
    ],
)
def test_a_list_that_cannot_be_used_says_where_and_why(tmp_path, content, complaint):
    file = tmp_path / "pages.txt"
    file.write_bytes(content)
    with pytest.raises(DiscoveryError, match=complaint):
        next(listed(file))


def test_a_list_that_is_not_there_says_so(tmp_path):
    with pytest.raises(DiscoveryError, match=r"pages\.txt cannot be read: No such file"):
        next(listed(tmp_path / "pages.txt"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    names = "b.html", "a page.HTM", "notes.txt", ".hidden.html", "sub/c.xhtml", ".git/d.html"
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("<p>")
    return tmp_path


def test_a_folder_gives_its_pages_in_order_without_hidden_ones(folder):
    names = "a%20page.HTM", "b.html", "sub/c.xhtml"
    assert urls(local_pages([folder])) == [f"{folder.as_uri()}/{name}" for name in names]


def test_a_file_that_is_named_is_taken_whatever_it_is_called_and_once(folder):
    found = urls(local_pages([folder / "notes.txt", folder / "sub", folder / "sub" / "c.xhtml"]))
    assert found == [f"{folder.as_uri()}/notes.txt", f"{folder.as_uri()}/sub/c.xhtml"]


def test_a_path_without_a_page_is_an_error(folder):
    (folder / "empty").mkdir()
    with pytest.raises(DiscoveryError, match=r"no \.html or \.htm or \.xhtml file in .*empty"):
        next(local_pages([folder / "empty"]))
    with pytest.raises(DiscoveryError, match=r"no file or folder .*nowhere"):
        next(local_pages([folder / "nowhere"]))
