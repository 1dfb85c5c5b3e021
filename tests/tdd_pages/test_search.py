"""The search page and the pages for what is not there."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import Locale, Page, PageViewRestriction

from tdd_pages.pages.models import ComponentPage, SearchPage


@pytest.fixture
def search(home: Page) -> SearchPage:
    return home.add_child(instance=SearchPage(title="Search"))


def add(home: Page, title: str, **fields: Any) -> ComponentPage:
    return home.add_child(instance=ComponentPage(title=title, **fields))


def asked(client: Client, search: SearchPage, query: str, page: str = "") -> BeautifulSoup:
    response = client.get(search.url, {"q": query, **({"page": page} if page else {})})
    assert response.status_code == 200
    return BeautifulSoup(response.content, "lxml")


def found(soup: BeautifulSoup) -> list[str]:
    return [link.get_text() for link in soup.select(".tdd-results__list a")]


def test_the_form_has_a_label_and_works_by_its_address(client: Client, search: SearchPage) -> None:
    soup = BeautifulSoup(client.get(search.url).content, "lxml")
    form = soup.select_one("main form[role=search]")
    assert form["method"] == "get"
    field = form.select_one("input[name=q]")
    assert form.select_one(f"label[for={field['id']}]").get_text()
    assert soup.select(".tdd-results") == []


def test_results_are_counted_in_title_and_heading(
    client: Client, home: Page, search: SearchPage
) -> None:
    add(home, "Pump refill"), add(home, "Pump programming")
    soup = asked(client, search, "pump")
    assert soup.h2.get_text() == "2 results for “pump”"
    assert soup.title.string.startswith("2 results for “pump” – Search")
    assert sorted(found(soup)) == ["Pump programming", "Pump refill"]
    assert soup.select_one("input[name=q]")["value"] == "pump"


def test_what_stands_in_the_components_is_found(
    client: Client, home: Page, search: SearchPage
) -> None:
    body = [{"type": "prose", "value": {"text": "<p>About dystonia.</p>"}}]
    add(home, "Conditions", body=body)
    assert found(asked(client, search, "dystonia")) == ["Conditions"]


def test_no_page_is_found_that_the_public_cannot_open(
    client: Client, home: Page, search: SearchPage
) -> None:
    add(home, "Pump draft", live=False)
    private = add(home, "Pump secret")
    add(private, "Pump below")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    soup = asked(client, search, "pump")
    assert found(soup) == []
    assert "secret" not in soup.get_text()


def test_a_search_stays_in_its_language(client: Client, home: Page, search: SearchPage) -> None:
    french = Locale.objects.create(language_code="fr")
    home.copy_for_translation(french).save_revision().publish()
    page = add(home, "Pump")
    page.copy_for_translation(french).save_revision().publish()
    assert len(found(asked(client, search, "pump"))) == 1


def test_many_results_come_in_pages(client: Client, home: Page, search: SearchPage) -> None:
    for number in range(12):
        add(home, f"Pump {number}", slug=f"pump-{number}")
    first = asked(client, search, "pump")
    following = first.select_one("a[rel=next]")["href"]
    second = BeautifulSoup(client.get(search.url + following).content, "lxml")
    assert len(found(first)) == 10
    assert not set(found(first)) & set(found(second))
    assert len(found(second)) == 2
    assert second.select_one(".tdd-results__list")["start"] == "11"
    assert "page 2" in second.title.string
    assert "Page 2 of 2" in second.get_text()


def test_without_results_there_are_ways_on(client: Client, search: SearchPage) -> None:
    soup = asked(client, search, "nothing like it")
    assert soup.h2.get_text() == "0 results for “nothing like it”"
    assert [link["href"] for link in soup.select(".tdd-ways-on a")] == ["/"]


@pytest.mark.parametrize(
    "query", ["\0", "   ", '"', "'", "pump OR", "*", "NEAR(", "a" * 5000, "<b>"]
)
def test_no_query_breaks_the_search(client: Client, search: SearchPage, query: str) -> None:
    soup = asked(client, search, query)
    assert soup.select("b") == []


@pytest.mark.parametrize("page", ["99", "-1", "x"])
def test_no_page_number_breaks_the_search(client: Client, search: SearchPage, page: str) -> None:
    assert asked(client, search, "pump", page).h2.get_text() == "0 results for “pump”"


def test_a_missing_page_is_said_in_the_sites_shell(client: Client, search: SearchPage) -> None:
    response = client.get("/nowhere/")
    soup = BeautifulSoup(response.content, "lxml")
    assert response.status_code == 404
    assert soup.h1.get_text() == "Page not found"
    assert soup.select_one("main form")["action"] == search.url
    assert [link["href"] for link in soup.select(".tdd-ways-on a")] == ["/"]
    assert soup.select_one("header")
    assert soup.select_one("footer")


def test_a_missing_page_is_said_in_the_language_of_its_address(client: Client, home: Page) -> None:
    arabic = Locale.objects.create(language_code="ar")
    home.copy_for_translation(arabic).save_revision().publish()
    soup = BeautifulSoup(client.get("/ar/nowhere/").content, "lxml")
    assert (soup.html["lang"], soup.html["dir"]) == ("ar", "rtl")
    assert soup.select_one(".tdd-ways-on a")["href"] == "/ar/"


def test_a_failure_is_said_without_asking_anything(
    client: Client, search: SearchPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(SearchPage, "get_context", fail)
    client.raise_request_exception = False
    response = client.get(search.url)
    assert response.status_code == 500
    assert "Something went wrong" in response.content.decode()
