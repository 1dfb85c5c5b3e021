"""Document control: what the page says of itself as a document, and what its editor is told."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from tdd_pages.document_control import resolve_document_control
from tdd_pages.pages.models import ComponentPage

CODE = r"[A-Z]{2}(?P<year>20\d\d)\d{5}"


@pytest.fixture
def page(make_page: Callable[..., ComponentPage], settings: Any) -> ComponentPage:
    settings.TDD_DOCUMENT_CODE = CODE
    page = make_page([])
    page.document_code = "AC202400123"
    page.approved_on = date(2024, 9, 5)
    page.review_by = date(2099, 9, 1)
    page.audience = "professionals"
    page.territories = "us, CA"
    page.save()
    return page


def test_the_end_of_a_page_says_what_document_it_is(client: Client, page: ComponentPage) -> None:
    soup = BeautifulSoup(client.get(page.url).content, "lxml")
    said = {
        row.dt.get_text(): row.dd.get_text(strip=True)
        for row in soup.select("main .tdd-document dl > div")
    }
    assert said == {
        "Document code": "AC202400123",
        "Approved": "September 5, 2024",
        "Next review by": "September 1, 2099",
        "Written for": "Healthcare professionals",
        "Valid in": "United States and Canada",
    }
    assert [t["datetime"] for t in soup.select(".tdd-document time")] == [
        "2024-09-05",
        "2099-09-01",
    ]
    assert soup.select_one(".tdd-document bdi").string == "AC202400123"
    printed = [element.get_text(strip=True) for element in soup.select("footer .tdd-print-only")]
    assert "AC202400123" in printed


def test_a_page_that_is_no_controlled_document_says_nothing(
    client: Client, make_page: Callable[..., ComponentPage]
) -> None:
    page = make_page([])
    assert resolve_document_control(page) is None
    assert b"tdd-document" not in client.get(page.url).content


@pytest.mark.parametrize("version", ["v2", "v3-preview"])
def test_the_api_tells_the_same(client: Client, page: ComponentPage, version: str) -> None:
    told = client.get(f"/api/{version}/pages/{page.pk}/").json()["document_control"]
    assert told["code"] == "AC202400123"
    assert (told["approved_on"], told["review_by"]) == ("2024-09-05", "2099-09-01")
    assert [territory["code"] for territory in told["territories"]] == ["US", "CA"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("document_code", "nonsense"),
        ("territories", "US, ZZ"),
        ("territories", "EU"),
        ("review_by", date(2024, 9, 5)),
    ],
)
def test_what_cannot_be_is_refused(page: ComponentPage, field: str, value: Any) -> None:
    setattr(page, field, value)
    with pytest.raises(ValidationError) as raised:
        page.full_clean()
    assert list(raised.value.message_dict) == [field]


def test_an_editor_is_told_of_a_review_that_is_overdue(
    admin_client: Client, page: ComponentPage
) -> None:
    assert page.document_warnings == []
    page.review_by = timezone.localdate() - timedelta(days=1)
    page.save()
    content = admin_client.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    assert "This page was to be reviewed by" in content


def test_an_editor_is_told_of_a_code_from_another_year(page: ComponentPage) -> None:
    page.approved_on = date(2025, 1, 2)
    assert page.document_warnings == ["The document code is of 2024, the approval of 2025."]


def test_stored_nonsense_is_left_out(page: ComponentPage) -> None:
    page.territories, page.audience = "US, nowhere, ZZ", "nobody"
    control = resolve_document_control(page)
    assert control
    assert ([t.code for t in control.territories], control.audience) == (["US"], "")
