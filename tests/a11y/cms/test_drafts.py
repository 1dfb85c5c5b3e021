"""Who gets to see a draft: the audit's browser, for a short time, and nobody else."""

import urllib.request
from urllib.error import HTTPError

import pytest
from wagtail.models import PageViewRestriction

from a11y.drafts import PARAMETER, query_for
from a11y.serving import SiteServers
from tests.a11y.cms.conftest import NO_ALTERNATIVE


@pytest.fixture
def fetch(home):
    """A function that fetches an address of a worker's own server: status and text."""
    from wagtail.models import Site

    with SiteServers() as servers:
        root = servers.address_of(Site.objects.get())

        def get(path):
            try:
                with urllib.request.urlopen(root + path) as answer:  # noqa: S310 - our own server
                    return answer.status, answer.read().decode()
            except HTTPError as error:
                return error.code, error.read().decode()

        yield get


@pytest.fixture
def draft(make_page):
    return make_page("A secret draft", NO_ALTERNATIVE, live=False)


def test_a_token_leads_to_the_draft_with_marks(fetch, draft):
    status, html = fetch("/" + query_for(draft, draft.latest_revision))

    assert status == 200
    assert "A secret draft" in html
    assert "<!--a11y:" in html


def test_without_a_token_the_draft_is_not_there(fetch, draft):
    assert fetch(draft.get_url_parts()[2])[0] == 404


def test_a_token_that_was_tampered_with_leads_nowhere(fetch, draft):
    query = query_for(draft, draft.latest_revision)

    for bad in (f"?{PARAMETER}=x", query[:-3], query.replace("ey", "ez", 1)):
        status, html = fetch("/" + bad)
        assert status == 404
        assert "secret" not in html


def test_a_token_is_good_for_a_short_time(fetch, draft, settings):
    query = query_for(draft, draft.latest_revision)
    settings.TDD_A11Y = {"DRAFT_SECONDS": -1}

    assert fetch("/" + query)[0] == 404


def test_a_token_is_good_for_one_version_of_the_draft(fetch, draft):
    query = query_for(draft, draft.latest_revision)
    draft.title = "Another secret"
    draft.save_revision(overwrite_revision=draft.latest_revision)

    status, html = fetch("/" + query)

    assert status == 404
    assert "secret" not in html.lower()


def test_a_visitor_gets_nothing_for_a_token(client, draft):
    query = query_for(draft, draft.latest_revision)

    assert "A secret draft" not in client.get("/" + query).content.decode()


def test_a_page_behind_a_password_is_shown_to_the_audit(fetch, make_page):
    page = make_page("For members")
    PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.PASSWORD, password="secret"
    )

    assert "For members" in fetch("/" + query_for(page, None))[1]
