"""Tables and videos in the page editor: what an editor types is what is kept."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import Page
from wagtail.test.utils.form_data import rich_text

from blocks.rich_text import INLINE_FEATURES, PROSE_FEATURES
from tdd_pages.pages.models import ComponentPage
from tests.tdd_pages.test_editing import draft, errors, item_list, save

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(home: Page) -> ComponentPage:
    page = ComponentPage(title="Therapy", live=False)
    return home.add_child(instance=page)


def data_table(caption: str) -> tuple[str, dict[str, Any]]:
    """Form data of a table of two columns and one row."""
    column = {"order": "0", "deleted": ""}
    grid = {
        "caption": caption,
        "column-count": "2",
        "column-0": {**column, "type": "text", "heading": "Who"},
        "column-1": {**column, "type": "figures", "order": "1", "heading": "Change"},
        "row-count": "1",
        "row-0": {"order": "0", "deleted": ""},
        "cell-0-0": rich_text("<p>Adults</p>", features=INLINE_FEATURES),
        "cell-0-1": "1.6",
    }
    return "data_table", {"table": grid, "row_headers": "on", "source": item_list()}


def test_a_table_is_kept_as_it_was_typed_and_served(
    admin_client: Client, client: Client, page: ComponentPage
) -> None:
    assert save(admin_client, page, data_table("What changed"), publish=True).status_code == 302
    soup = BeautifulSoup(client.get(page.url).content, "lxml")
    assert soup.caption is not None
    assert soup.caption.get_text(strip=True) == "What changed"
    cells = [cell.get_text(strip=True) for cell in soup.select("main th, main td")]
    assert cells == ["Who", "Change", "Adults", "1.6"]
    served = client.get(f"/api/v2/pages/{page.pk}/").json()["components"][0]
    assert served["rows"][0]["cells"][1]["content"] == "1.6"


def test_a_table_without_a_caption_is_a_draft(admin_client: Client, page: ComponentPage) -> None:
    found = errors(save(admin_client, page, data_table(""), publish=True))
    assert "Enter a caption" in found["0"]["blockErrors"]["table"]["messages"][0]
    assert save(admin_client, page, data_table("")).status_code == 302
    assert [child.block_type for child in draft(page).body] == ["data_table"]


def test_an_empty_video_is_a_draft(admin_client: Client, page: ComponentPage) -> None:
    empty = {
        **{"heading": "", "file": "", "duration": "", "poster": "", "described": ""},
        "captions": item_list({"file": "", "language": "", "label": ""}),
        "transcript": rich_text("", features=PROSE_FEATURES),
    }
    found = errors(save(admin_client, page, ("video", empty), publish=True))["0"]["blockErrors"]
    assert set(found) == {"heading", "file", "captions"}
    assert save(admin_client, page, ("video", empty)).status_code == 302
