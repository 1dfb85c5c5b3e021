"""The findings report: what it lists, for whom, narrowed down how."""

import pytest
from django.urls import reverse
from wagtail.models import PageViewRestriction

from a11y.models import Finding, Portrait
from a11y.permissions import visible_findings
from tests.a11y.cms.conftest import NO_ALTERNATIVE


@pytest.fixture
def database(db):
    """Rolled back: no test here has another thread."""


BY_CAUSE = reverse("tdd_a11y:findings")
ONE_BY_ONE = reverse("tdd_a11y:findings_all")


def listed(client, url=ONE_BY_ONE, **query):
    """The messages of the rows."""
    response = client.get(url, query)
    assert response.status_code == 200
    return [row.instance.message for row in response.context["table"].rows]


@pytest.fixture
def page(make_page):
    return make_page("Tides")


def test_a_cause_on_many_pages_is_one_row(as_admin, make_page, make_finding):
    for number in range(3):
        make_finding(make_page(f"Page {number}"), elements=2, cause="a" * 16, message="No name")
    make_finding(make_page("Another"), cause="b" * 16, message="No label", severity=3)
    response = as_admin.get(BY_CAUSE)
    rows = [row.instance for row in response.context["table"].rows]
    assert [(row.message, row.pages, row.count) for row in rows] == [
        ("No name", 3, 6),
        ("No label", 1, 1),
    ]
    assert "2 causes" in response.content.decode()


def test_a_cause_leads_to_its_findings_as_they_were_narrowed_down(as_admin, page, make_finding):
    make_finding(page, cause="a" * 16, impact="serious", message="One")
    make_finding(page, cause="a" * 16, message="Two")
    make_finding(page, cause="b" * 16, impact="serious", message="Three")
    response = as_admin.get(BY_CAUSE, {"impact": "serious"})
    url = reverse("tdd_a11y:findings_cause", args=["a" * 16])
    assert f'href="{url}?impact=serious"' in response.content.decode()
    assert listed(as_admin, url, impact="serious") == ["One"]
    assert sorted(listed(as_admin, url)) == ["One", "Two"]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"rule": "link-name"}, {"rule": "link-name"}),
        ({"criterion": "2.4.4"}, {"criteria": " 1.1.1 2.4.4 "}),
        ({"impact": "minor"}, {"impact": "minor"}),
        ({"outcome": "cantTell"}, {"outcome": "cantTell"}),
        ({"audience": "developer"}, {"audience": "developer"}),
        ({"block": "gallery.cards"}, {"block": "gallery.cards"}),
        ({"triage": "confirmed"}, {"triage": "confirmed"}),
        ({"triage": "aside"}, {"triage": "no_barrier"}),
        ({"version": "draft"}, {"live": False, "draft": True}),
        ({"version": "gone"}, {"live": False}),
        ({"q": "lighthouse"}, {"text": "The lighthouse"}),
    ],
    ids=lambda value: ",".join(value),
)
def test_the_list_can_be_narrowed_down(as_admin, page, make_finding, query, said):
    make_finding(page, message="Another")
    make_finding(page, message="This one", **said)
    assert listed(as_admin, **query) == ["This one"]


def test_criterion_1_4_1_is_not_1_4_10(as_admin, page, make_finding):
    make_finding(page, criteria=" 1.4.10 ")
    assert listed(as_admin, criterion="1.4.1") == []


def test_the_list_can_be_narrowed_down_to_a_section(as_admin, home, make_page, make_finding):
    section, other = make_page("Section"), make_page("Other")
    below = section.add_child(instance=type(section)(title="Below", slug="below"))
    for one in (section, other, below):
        make_finding(one, message=one.title)
    assert sorted(listed(as_admin, page=section.pk)) == ["Below", "Section"]


def test_the_list_can_be_narrowed_down_to_when_it_was_first_seen(as_admin, page, make_finding):
    make_finding(page, first_seen="2024-05-04T12:00Z", message="Old")
    make_finding(page, message="New")
    query = {"first_seen_from": "2024-05-01", "first_seen_to": "2024-05-04"}
    assert listed(as_admin, **query) == ["Old"]


def test_the_list_can_be_narrowed_down_to_who_is_to_see_to_it(as_admin, admin, page, make_finding):
    make_finding(page, assignee=admin, message="Mine")
    make_finding(page, message="Nobody's")
    assert listed(as_admin, assignee=admin.pk) == ["Mine"]
    assert listed(as_admin, assignee="null") == ["Nobody's"]


def test_unless_asked_for_what_is_set_aside_or_gone_is_not_listed(as_admin, page, make_finding):
    make_finding(page, triage="no_barrier")
    make_finding(page, triage="accepted", accepted_until="2999-01-01")
    make_finding(page, live=False)
    make_finding(page, triage="accepted", accepted_until="2020-01-01", message="Lapsed")
    assert listed(as_admin) == ["Lapsed"]
    assert len(listed(as_admin, triage="any", version="any")) == 4


@pytest.mark.parametrize(
    "query",
    [
        {"page": "x"},
        {"page": "9" * 30},
        {"first_seen_from": "yesterday"},
        {"rule": "none"},
        {"assignee": "x"},
        {"ordering": "nothing"},
        {"p": "x"},
        {"impact": "x"},
    ],
    ids=lambda query: "-".join(query),
)
@pytest.mark.parametrize("url", [BY_CAUSE, ONE_BY_ONE])
def test_an_address_with_nonsense_is_no_error(as_admin, page, make_finding, url, query):
    make_finding(page)
    assert as_admin.get(url, query).status_code == 200


@pytest.mark.parametrize("ordering", ["worst", "-pages", "count", "-first"])
def test_causes_can_be_ordered(as_admin, page, make_finding, ordering):
    make_finding(page)
    assert as_admin.get(BY_CAUSE, {"ordering": ordering}).status_code == 200


def test_only_results_are_sent_when_only_they_are_asked_for(as_admin, page, make_finding):
    make_finding(page)
    names = ("findings_results", "findings_all_results")
    urls = [reverse(f"tdd_a11y:{name}") for name in names]
    urls.append(reverse("tdd_a11y:findings_cause_results", args=["c" * 16]))
    for url in urls:
        content = as_admin.get(url).content.decode()
        assert "This image has no description." in content
        assert "<html" not in content


def test_who_neither_edits_nor_sees_reports_sees_no_list(client, django_user_model, page):
    user = django_user_model.objects.create_user("nobody")
    client.force_login(user)
    assert client.get(BY_CAUSE).status_code == 302
    assert not visible_findings(user).exists()


@pytest.fixture
def hidden(make_page, make_finding):
    """Findings that an auditor who edits no page may not see."""
    private = make_page("Private")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    unpublished = make_page("Unpublished", live=False)
    return [
        make_finding(make_page("Draft"), live=False, draft=True),
        make_finding(private),
        make_finding(unpublished, live=False, gone_at="2026-01-01T00:00Z"),
    ]


def test_an_auditor_sees_no_draft_and_no_private_page(client, auditor, page, make_finding, hidden):
    make_finding(page, message="Public")
    make_finding(page, message="Was public", live=False, gone_at="2026-01-01T00:00Z")
    client.force_login(auditor)
    assert listed(client) == ["Public"]
    assert sorted(listed(client, version="any")) == ["Public", "Was public"]
    exported = client.get(ONE_BY_ONE, {"export": "json", "version": "any"}).content.decode()
    for finding in hidden:
        Portrait.objects.create(finding=finding, png=b"png")
        assert finding.page.title not in exported
        for name in ("finding", "finding_portrait"):
            assert client.get(reverse(f"tdd_a11y:{name}", args=[finding.pk])).status_code == 404


def test_the_finding_tells_all_that_is_known(as_admin, make_page, make_finding):
    page = make_page("Tides", NO_ALTERNATIVE)
    block = page.body[0].id
    finding = make_finding(page, content_path=f"body.{block}", html="<img src=x onerror=alert(1)>")
    content = as_admin.get(reverse("tdd_a11y:finding", args=[finding.pk])).content.decode()
    assert "https://www.w3.org/WAI/WCAG22/Understanding/non-text-content.html" in content
    assert "&lt;img src=x onerror=alert(1)&gt;" in content
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert f'href="{edit}#:w:contentpath=body.{block}"' in content
    assert "Describe the image, or mark it as decorative." in content


def test_the_picture_is_for_those_only_who_may_see_it(as_admin, page, make_finding):
    finding = make_finding(page)
    url = reverse("tdd_a11y:finding_portrait", args=[finding.pk])
    assert as_admin.get(url).status_code == 404
    Portrait.objects.create(finding=finding, png=b"\x89PNG")
    response = as_admin.get(url)
    assert (response.content, response["Content-Type"]) == (b"\x89PNG", "image/png")
    assert "private" in response["Cache-Control"]


def test_a_finding_of_an_address_that_is_no_page_is_shown(as_admin, db):
    address = "https://front.example/"
    now = "2026-01-01T00:00Z"
    finding = Finding.objects.create(
        url=address, fingerprint="f", cause="c", rule="r", title="t", outcome="failed",
        audience="editor", message="m", live=True, first_seen=now, last_seen=now,
    )  # fmt: skip
    for url in (BY_CAUSE, ONE_BY_ONE, reverse("tdd_a11y:findings_cause", args=["c"])):
        assert listed(as_admin, url) == ["m"]
    content = as_admin.get(reverse("tdd_a11y:finding", args=[finding.pk])).content.decode()
    assert f'href="{address}"' in content
