"""Which block and field the audit names for a barrier on a page of components."""

import io
import json
from typing import Any

import pytest
from django.core.management import call_command
from wagtail.models import Page

from tests.site.models import HostPage, IncludingPage
from tests.streams import block, criteria, prose, section, uid

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

NAMELESS = '<p>Read <a href="https://example.org/"></a> this.</p>'
"""A link without a name: nobody can type it in the editor, but an import can bring it."""

BODY = [
    block("hero", "hero"),
    section(
        "s",
        block("card", "card in section", title="A card"),
        criteria("c", ["<p>A good item</p>", NAMELESS], heading="Criteria"),
        section("inner", prose("inner prose", NAMELESS)),
    ),
    block("card", "card at the top", title="Another card"),
]


def places(path: str) -> dict[str, set[tuple[str, str]]]:
    """By rule, the content paths that the audit of a page names and what it calls them."""
    stdout = io.StringIO()
    with pytest.raises(SystemExit) as stop:
        call_command("audit", "--page", path, format="json", stdout=stdout)
    assert stop.value.code == 1
    found: dict[str, set[tuple[str, str]]] = {}
    for finding in json.loads(stdout.getvalue())["pages"][0]["findings"]:
        if finding["outcome"] == "failed":
            place = (finding["contentPath"], finding["place"]["label"])
            found.setdefault(finding["rule"], set()).add(place)
    return found


@pytest.mark.parametrize("model", [HostPage, IncludingPage])
def test_each_barrier_is_attributed_to_the_exact_field(model: type[Page], home: Page) -> None:
    home.add_child(instance=model(title="Host", slug="host", body=BODY))
    found = places("/host/")
    section_path = f"body.{uid('s')}.body"
    assert found["image-has-alternative"] == {
        (f"{section_path}.{uid('card in section')}", "Body › Section › Body › Card"),
        (f"body.{uid('card at the top')}", "Body › Card"),
    }
    assert found["link-has-name"] == {
        (
            f"{section_path}.{uid('c')}.items.{uid('c-1')}",
            "Body › Section › Body › Criteria list › Items 2",
        ),
        (
            f"{section_path}.{uid('inner')}.body.{uid('inner prose')}.text",
            "Body › Section › Body › Section › Content › Text › Text",
        ),
    }


def test_visitors_never_get_marks(client: Any, home: Page) -> None:
    page = home.add_child(instance=HostPage(title="Host", slug="host", body=BODY))
    assert b"a11y:" not in client.get(page.url).content
