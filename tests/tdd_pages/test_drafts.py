"""Drafts of the shell's parts and of notices: saved with gaps, which publishing names."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from tests.forms import WORDING, add_notice

NONE = streamfield([])
TELEPHONE = streamfield([("phone", {"label": "", "number": "+1 800 555 0100"})])
HOURS = streamfield(
    [("hours", {"first_day": "monday", "last_day": "friday", "opens": "8:00", "closes": "20:00"})]
)
GROUP = ("group", {"heading": "", "links": {"count": "0"}})

CONTACT = {
    **dict.fromkeys(("territory", "address", "country", "email", "page", "time_zone"), ""),
    "name": "Care",
    "phones": NONE,
    "hours": NONE,
}
REGION = {
    **dict.fromkeys(("language", "language_label", "territory", "exonym", "hreflang"), ""),
    **dict.fromkeys(("locale", "url", "group", "sort_as"), ""),
    "name": "Österreich",
}
FOOTER = {
    "name": "Footer",
    "groups": streamfield([GROUP, GROUP]),
    "follow": NONE,
    "contact": "",
    "legal": NONE,
    "copyright_holder": "",
}


@pytest.mark.parametrize(
    ("model", "entered", "said"),
    [
        ("contactdetails", {**CONTACT, "phones": TELEPHONE}, "Offer a way in writing too"),
        ("contactdetails", {**CONTACT, "hours": HOURS}, "Say in which time zone"),
        ("regionsite", REGION, "Say where this leads."),
        ("sitefooter", FOOTER, "This field is required."),
    ],
)
def test_a_draft_with_gaps_is_saved_and_publishing_names_them(
    admin_client: Client, model: str, entered: dict[str, Any], said: str
) -> None:
    add = reverse(f"wagtailsnippets_tdd_shell_{model}:add")
    data = nested_form_data(entered)
    refused = admin_client.post(add, {**data, "action-publish": "1"})
    assert refused.status_code == 200
    assert said in refused.content.decode()
    assert admin_client.post(add, data).status_code == 302


def test_new_words_of_a_notice_are_drafted_before_they_get_a_version(admin_client: Client) -> None:
    notice = add_notice()
    edit = reverse("wagtailsnippets_tdd_forms_consentnotice:edit", args=[notice.pk])
    words = WORDING.replace("whenever you like", "for ever")
    data = {"label": "News", "text": rich_text(words), "version": notice.version, "key": notice.key}
    assert admin_client.post(edit, {**data, "action-publish": "1"}).status_code == 200
    assert admin_client.post(edit, data).status_code == 302
    notice.refresh_from_db()
    assert (notice.live, notice.label) == (True, "Send me news")
