"""The shell as JSON: typed, the same as the HTML, and of public pages only."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import Locale, Page, PageViewRestriction

from tdd_pages.pages.models import ComponentPage
from tests.streams import section

V3, V2 = "/api/v3-preview/shell/", "/api/v2/shell/"
both = pytest.mark.parametrize("address", [V3, V2])


@pytest.fixture
def page(home: Page) -> ComponentPage:
    """A page in a section, with three parts."""
    above = home.add_child(instance=ComponentPage(title="Therapies", show_in_menus=True))
    page = ComponentPage(
        title="Pain",
        show_in_menus=True,
        document_code="X-1",
        body=[section(name, []) for name in ("One", "Two", "Three")],
    )
    return above.add_child(instance=page)


@both
def test_the_shell_tells_what_the_page_shows(
    client: Client, page: ComponentPage, address: str
) -> None:
    told = client.get(address, {"page": page.pk}).json()
    soup = BeautifulSoup(client.get(page.url).content, "lxml")
    shown = [li.get_text(strip=True) for li in soup.select(".tdd-breadcrumb li")]
    assert [crumb["text"] for crumb in told["breadcrumb"]] == shown
    assert told["section_menu"]["label"] == soup.select_one(".tdd-section-menu")["aria-label"]
    contents = [link["href"] for link in soup.select(".tdd-contents a")]
    assert [entry["href"] for entry in told["contents"]] == contents
    assert len(contents) == 3
    assert told["document_control"]["code"] == "X-1"
    assert (told["language"], told["direction"], told["home"]) == ("en", "ltr", "/")


@both
@pytest.mark.parametrize("path", ["/therapies/pain/", "therapies/pain"])
def test_a_page_is_found_by_its_path(
    client: Client, page: ComponentPage, address: str, path: str
) -> None:
    assert client.get(address, {"path": path}).json()["breadcrumb"][-1]["text"] == "Pain"


@both
def test_a_path_in_another_language_leads_to_its_shell(
    client: Client, home: Page, page: ComponentPage, address: str
) -> None:
    arabic = Locale.objects.create(language_code="ar")
    home.copy_for_translation(arabic).save_revision().publish()
    told = client.get(address, {"path": "/ar/"}).json()
    assert (told["language"], told["direction"]) == ("ar", "rtl")


@both
def test_only_public_pages_are_told_of(client: Client, page: ComponentPage, address: str) -> None:
    draft = page.add_sibling(instance=ComponentPage(title="Draft", live=False), pos="right")
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    for asked in (
        {"page": page.pk},
        {"path": page.url},
        {"page": draft.pk},
        {"page": 999_999},
        {"path": "/nowhere/"},
        {"path": "/admin/"},
        {"path": "//evil.example/"},
        {"page": Page.get_first_root_node().pk},
    ):
        assert client.get(address, asked).status_code == 404, asked


@both
def test_without_a_page_it_is_what_all_pages_share(
    client: Client, page: ComponentPage, address: str
) -> None:
    told = client.get(address).json()
    assert (told["breadcrumb"], told["contents"], told["section_menu"]) == ([], [], None)
    assert told["site_name"]


@both
@pytest.mark.parametrize(
    "asked", [{"page": "x"}, {"page": "-1"}, {"page": "9" * 40}, {"page": "1", "path": "/"}]
)
def test_a_wrong_question_is_answered_as_such(
    client: Client, page: ComponentPage, address: str, asked: dict[str, str]
) -> None:
    assert client.get(address, asked).status_code in (400, 404, 422)


def test_the_schema_describes_the_shell(client: Client, db: None) -> None:
    schema = client.get("/api/v3-preview/openapi.json").json()
    operation = schema["paths"][V3]["get"]
    assert {parameter["name"] for parameter in operation["parameters"]} == {"page", "path"}
    answer = operation["responses"]["200"]["content"]["application/json"]["schema"]
    told = schema["components"]["schemas"][answer["$ref"].rpartition("/")[2]]["properties"]
    assert {"menu", "regions", "utility", "breadcrumb", "section_menu", "footer"} <= set(told)
    assert {"alternates", "contents", "document_control", "search", "site_map"} <= set(told)


def test_both_versions_tell_the_same(client: Client, page: ComponentPage) -> None:
    answers: list[Any] = [client.get(at, {"page": page.pk}).json() for at in (V3, V2)]
    assert answers[0] == answers[1]
