"""What an editor may do, and when an editor is stopped."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from wagtail.blocks import Block, ListBlock, RawHTMLBlock, StreamBlock, StructBlock
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from blocks.base import ComponentBlock
from blocks.models import Reference
from blocks.rich_text import INLINE_FEATURES, PROSE_FEATURES
from blocks.stream import PageBody
from tdd_pages.pages.models import ComponentPage

pytestmark = pytest.mark.django_db

BODY = ComponentPage._meta.get_field("body").stream_block
NO_LINK = {"text": "", "page": "", "document": "", "url": ""}
NO_IMAGE = {"image": "", "alt_text": ""}


@pytest.fixture
def page(home: Page) -> ComponentPage:
    page = ComponentPage(title="Therapy", live=False)
    return home.add_child(instance=page)


def item_list(*values: Any) -> dict[str, Any]:
    """Form data of a list block."""
    items = {
        str(index): {"value": value, "order": str(index), "deleted": "", "id": f"item-{index}"}
        for index, value in enumerate(values)
    }
    return {"count": str(len(values)), **items}


def hero(**value: Any) -> tuple[str, dict[str, Any]]:
    empty = {"eyebrow": "", "image": NO_IMAGE, "action": NO_LINK, "tone": "deep"}
    summary = rich_text("", features=INLINE_FEATURES)
    return "hero", {**empty, "summary": summary, **value}


def stat_cards(**stat: Any) -> tuple[str, dict[str, Any]]:
    figure = {
        "label": "",
        "value": "",
        "unit": "percent",
        "bound": "exactly",
        "population": "",
        "sample_size": "",
        "timeframe": "",
        "citations": item_list(),
        **stat,
    }
    lead_in = rich_text("", features=INLINE_FEATURES)
    return "stat_cards", {"heading": "", "lead_in": lead_in, "items": item_list(figure)}


def prose(html: str) -> tuple[str, dict[str, Any]]:
    return "prose", {"text": rich_text(html, features=PROSE_FEATURES)}


def save(
    client: Client, page: ComponentPage, *blocks: tuple[str, Any], publish: bool = False
) -> Any:
    data = nested_form_data(
        {"title": page.title, "slug": page.slug, "body": streamfield(list(blocks))}
    )
    action = {"action-publish": "1"} if publish else {}
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return client.post(
        url, {**data, **action, "comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0}
    )


def errors(response: Any) -> dict[str, Any]:
    """The errors the editor is shown on the stream, by block and field."""
    assert response.status_code == 200
    field = BeautifulSoup(response.content, "lxml").find(id="body")
    assert field is not None
    found = json.loads(field["data-w-block-arguments-value"])[1]
    return found["blockErrors"]


def draft(page: ComponentPage) -> ComponentPage:
    return ComponentPage.objects.get(pk=page.pk).get_latest_revision().as_object()


def test_a_draft_with_an_empty_stat_saves(admin_client: Client, page: ComponentPage) -> None:
    assert save(admin_client, page, stat_cards()).status_code == 302
    assert [child.block_type for child in draft(page).body] == ["stat_cards"]


def test_publishing_an_empty_stat_names_its_fields(
    admin_client: Client, page: ComponentPage
) -> None:
    found = errors(save(admin_client, page, stat_cards(), publish=True))
    fields = found["0"]["blockErrors"]["items"]["blockErrors"]["0"]["blockErrors"]
    assert set(fields) == {"label", "value", "citations"}
    page.refresh_from_db()
    assert not page.live


def test_a_share_above_a_hundred_per_cent_is_an_error_on_the_figure(
    admin_client: Client, page: ComponentPage, references: list[Reference]
) -> None:
    cards = stat_cards(label="of patients", value="140", citations=item_list(references[0].pk))
    found = errors(save(admin_client, page, cards, publish=True))
    fields = found["0"]["blockErrors"]["items"]["blockErrors"]["0"]["blockErrors"]
    assert list(fields) == ["value"]
    assert save(admin_client, page, cards).status_code == 302


@pytest.mark.parametrize(
    ("link", "field"),
    [
        ({"text": "Read on"}, "page"),
        ({"url": "https://example.org/"}, "text"),
        ({"text": "Read on", "url": "https://example.org/", "page": "home"}, "url"),
        ({"text": "Read on", "url": "ftp://example.org/"}, "url"),
    ],
)
def test_a_link_that_is_half_made_is_an_error_on_the_field_that_is_wrong(
    admin_client: Client, page: ComponentPage, home: Page, link: dict[str, str], field: str
) -> None:
    if link.get("page"):
        link = {**link, "page": str(home.pk)}
    opening = hero(action={**NO_LINK, **link})
    found = errors(save(admin_client, page, opening, publish=True))
    assert list(found["0"]["blockErrors"]["action"]["blockErrors"]) == [field]
    assert save(admin_client, page, opening).status_code == 302


def test_an_image_needs_a_text_or_the_word_that_it_is_decorative(
    admin_client: Client, page: ComponentPage, photo: Any
) -> None:
    def figure(**image: Any) -> tuple[str, dict[str, Any]]:
        caption = rich_text("", features=INLINE_FEATURES)
        return "figure", {"image": {**NO_IMAGE, **image}, "caption": caption, "credit": ""}

    found = errors(save(admin_client, page, figure(image=photo.pk), publish=True))
    assert list(found["0"]["blockErrors"]["image"]["blockErrors"]) == ["alt_text"]
    decorative = figure(image=photo.pk, decorative="on")
    assert save(admin_client, page, decorative, publish=True).status_code == 302


def test_the_hero_belongs_at_the_top(admin_client: Client, page: ComponentPage) -> None:
    found = errors(save(admin_client, page, prose("<p>Text</p>"), hero(), publish=True))
    assert "move it to the top" in found["1"]["messages"][0]
    assert save(admin_client, page, hero(), prose("<p>Text</p>"), publish=True).status_code == 302


def test_a_second_hero_cannot_be_published(admin_client: Client, page: ComponentPage) -> None:
    assert save(admin_client, page, hero(), hero(), publish=True).status_code == 200


def test_a_complete_page_is_published_and_served(
    admin_client: Client, client: Client, page: ComponentPage, references: list[Reference]
) -> None:
    cited = f'<p>Spasms fall.<a linktype="citation" refs="{references[1].pk}">Author 2002</a></p>'
    cards = stat_cards(label="of patients", value="97", citations=item_list(references[0].pk))
    blocks = (hero(eyebrow="Therapy"), prose(cited), cards)
    assert save(admin_client, page, *blocks, publish=True).status_code == 302
    html = client.get(page.url).content.decode()
    assert "97%" in html
    assert 'id="ref-author-2002"' in html
    assert html.index('id="ref-author-2002"') < html.index('id="ref-author-2001"')


def test_the_editor_opens_with_every_component(admin_client: Client, page: ComponentPage) -> None:
    response = admin_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert response.status_code == 200


def test_a_draft_full_of_gaps_can_be_previewed(admin_client: Client, page: ComponentPage) -> None:
    blocks = (hero(), stat_cards(), prose(""))
    data = nested_form_data(
        {"title": page.title, "slug": page.slug, "body": streamfield(list(blocks))}
    )
    url = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    extra = {"comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0}
    assert admin_client.post(url, {**data, **extra}).json()["is_valid"]
    preview = admin_client.get(url)
    assert preview.status_code == 200
    assert BeautifulSoup(preview.content, "lxml").h1.get_text(strip=True) == "Therapy"


def test_visitors_get_a_strict_policy_and_previews_do_not(
    admin_client: Client, client: Client, page: ComponentPage
) -> None:
    # The user bar and the content checks of a preview need what the policy forbids.
    assert save(admin_client, page, hero(), publish=True).status_code == 302
    policy = client.get(page.url)["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    data = nested_form_data({"title": page.title, "slug": page.slug, "body": streamfield([hero()])})
    url = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    admin_client.post(url, {**data, "comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0})
    preview = admin_client.get(url)
    assert b"wagtail-userbar" in preview.content
    assert "Content-Security-Policy" not in preview


def blocks_of(block: Block) -> Iterator[Block]:
    yield block
    if isinstance(block, StreamBlock | StructBlock):
        for child in block.child_blocks.values():
            yield from blocks_of(child)
    elif isinstance(block, ListBlock):
        yield from blocks_of(block.child_block)


@pytest.mark.parametrize("name", list(PageBody.base_blocks))
def test_the_block_chooser_previews_each_component(admin_client: Client, name: str) -> None:
    block = BODY.child_blocks[name]
    assert block.get_description()
    response = admin_client.get(
        reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix}
    )
    assert response.status_code == 200
    main = BeautifulSoup(response.content, "lxml").find("main") or BeautifulSoup(
        response.content, "lxml"
    )
    assert main.get_text(strip=True)


def test_no_editor_is_asked_for_a_heading_level_a_css_class_or_html() -> None:
    found = list(blocks_of(BODY))
    assert not [block for block in found if isinstance(block, RawHTMLBlock)]
    names = {block.name for block in found}
    assert not {name for name in names if any(w in name for w in ("level", "class", "html"))}


def test_every_component_in_a_page_is_one_of_ours() -> None:
    assert all(isinstance(block, ComponentBlock) for block in BODY.child_blocks.values())
