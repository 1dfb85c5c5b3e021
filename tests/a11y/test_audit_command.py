"""`manage.py audit`, from the command line to the block that an editor has to change."""

import io
import json
import os

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import PageViewRestriction, Site

from a11y.content_paths import audit_mode
from tests.a11y.site.models import MovedPage, PlainPage

NO_ALT = '<img src="data:,">'


@pytest.fixture(autouse=True)
def warm_browser(request):
    if request.node.get_closest_marker("browser"):
        request.getfixturevalue("warm")


def item(id, value):
    return {"type": "item", "id": id, "value": value}


def add_page(parent, slug, *blocks, model=PlainPage, **fields):
    if blocks:
        fields["body"] = json.dumps(blocks)
    return parent.add_child(instance=model(title=slug.title(), slug=slug, **fields))


def run(*arguments, code=0, **options):
    """Run the command and return its report; ``code`` is the exit code expected."""
    stdout, stderr = io.StringIO(), io.StringIO()
    try:
        call_command("audit", *arguments, format="json", stdout=stdout, stderr=stderr, **options)
        exited = 0
    except SystemExit as stop:
        exited = stop.code
    assert exited == code, stderr.getvalue()
    return json.loads(stdout.getvalue())


def refused(*arguments):
    """Run the command, which must not get as far as auditing; return what it says."""
    with pytest.raises(CommandError) as refusal:
        call_command("audit", *arguments)
    assert refusal.value.returncode == 2
    return str(refusal.value)


def findings(report, url):
    [page] = [page for page in report["pages"] if page["url"] == url]
    assert page["error"] == ""
    return page["findings"]


@pytest.mark.browser
def test_all_live_pages_are_audited_with_no_server_running(home):
    add_page(home, "about")
    add_page(home, "draft", live=False)
    report = run()
    assert [page["url"] for page in report["pages"]] == [
        "http://localhost:8000/",
        "http://localhost:8000/about/",
    ]
    assert [page["title"] for page in report["pages"]] == ["Plain home", "About"]


@pytest.mark.browser
def test_a_barrier_is_attributed_to_its_block_and_field(home, settings):
    settings.WAGTAILADMIN_BASE_URL = "https://cms.example"
    cards = [item("i1", {"source": "data:,"}), item("i2", {"source": "data:,"})]
    page = add_page(
        home,
        "about",
        {"type": "own", "id": "o1", "value": {"source": "data:,"}},
        {"type": "gallery", "id": "g1", "value": {"cards": cards}},
        {"type": "html", "id": "h1", "value": NO_ALT},
    )
    found = findings(run("--page", "/about/", code=1), "http://localhost:8000/about/")
    assert [finding["rule"] for finding in found] == ["image-has-alternative"] * 4
    edit = f"https://cms.example/admin/pages/{page.pk}/edit/#:w:contentpath="
    assert [(finding["contentPath"], finding["place"]) for finding in found] == [
        (path, {"label": label, "editUrl": edit + path})
        for path, label in [
            ("body.o1", "Body › Own"),
            ("body.g1.cards.i1", "Body › Gallery › Cards 1"),
            ("body.g1.cards.i2", "Body › Gallery › Cards 2"),
            ("body.h1", "Body › Html"),
        ]
    ]


@pytest.mark.browser
def test_static_files_are_served_also_without_debug(home, settings):
    settings.DEBUG = False
    pale = {"type": "html", "id": "h1", "value": '<p class="pale">Some text</p>'}
    add_page(home, "about", pale)
    [finding] = findings(run("--page", "/about/", code=1), "http://localhost:8000/about/")
    assert finding["rule"] == "text-contrast"


@pytest.mark.browser
def test_a_site_behind_https_with_a_name_of_its_own_is_audited(home, settings):
    settings.ALLOWED_HOSTS = ["www.example.org"]
    settings.SECURE_SSL_REDIRECT = True
    Site.objects.update(hostname="www.example.org", port=443)
    report = run("--page", "/")
    assert [page["url"] for page in report["pages"]] == ["https://www.example.org/"]
    assert report["pages"][0]["title"] == "Plain home"


@pytest.mark.browser
def test_each_site_has_its_own_pages(home):
    other = home.get_parent().add_child(instance=PlainPage(title="Other home", slug="other"))
    Site.objects.create(hostname="127.0.0.1", port=80, root_page=other)
    assert [(page["url"], page["title"]) for page in run()["pages"]] == [
        ("http://localhost:8000/", "Plain home"),
        ("http://127.0.0.1/", "Other home"),
    ]


@pytest.mark.browser
def test_any_web_page_can_be_audited_and_has_no_place_in_the_cms(home, web):
    url = web.page(NO_ALT)
    report = run("--url", url, code=1)
    assert [page["url"] for page in report["pages"]] == [url]
    assert [finding["place"] for finding in findings(report, url)] == [None]


@pytest.mark.browser
def test_private_pages_are_left_out_with_a_note(home):
    private = add_page(home, "members")
    add_page(private, "below")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    report = run()
    assert [page["url"] for page in report["pages"]] == ["http://localhost:8000/"]
    assert report["skipped"] == [
        {"url": f"http://localhost:8000{path}", "reason": "private"}
        for path in ("/members/", "/members/below/")
    ]


@pytest.mark.browser
def test_a_page_that_leads_elsewhere_is_said_and_blamed_for_nothing(home):
    home.body = json.dumps([{"type": "html", "id": "h1", "value": NO_ALT}])
    home.save()
    add_page(home, "moved", model=MovedPage)
    [page] = run("--page", "/moved/", code=1)["pages"]
    assert page["redirectedTo"] == "http://localhost:8000/"
    assert [(f["contentPath"], f["place"]) for f in page["findings"]] == [("", None)]


@pytest.mark.browser
def test_a_page_that_fails_to_render_costs_that_page_alone(home, monkeypatch):
    add_page(home, "broken", model=MovedPage)
    monkeypatch.setattr(MovedPage, "serve", lambda *_: 1 / 0)
    report = run(code=2)
    assert [page["error"] for page in report["pages"]] == [
        "",
        "the server answered with HTTP status 500",
    ]


@pytest.mark.browser
def test_visitors_never_get_marks(home, client):
    home.body = json.dumps([{"type": "html", "id": "h1", "value": NO_ALT}])
    home.save()
    before = client.get("/").content
    run("--page", "/", code=1)
    assert b"<!--a11y" not in before
    assert client.get("/").content == before


def test_headers_do_not_turn_audit_mode_on(home, client):
    home.body = json.dumps([{"type": "html", "id": "h1", "value": NO_ALT}])
    home.save()
    marked = client.get("/", headers={"a11y": "1", "x-a11y-audit": "1"})
    assert b"<!--a11y" not in marked.content
    with audit_mode():
        assert b"<!--a11y:body.h1-->" in client.get("/").content


@pytest.mark.parametrize("path", ["/nowhere/", "/draft/", "nowhere", "/admin/", "/about"])
def test_a_path_without_a_live_page_is_refused(home, path):
    add_page(home, "draft", live=False)
    assert f"There is no live page at {path}." in refused("--page", path)


def test_nothing_to_audit_is_said_with_the_reason(home):
    PageViewRestriction.objects.create(page=home, restriction_type="login")
    message = refused("--page", "/")
    assert message == "There is no page to audit. http://localhost:8000/ is private."


def test_without_a_browser_it_says_so(home, monkeypatch):
    monkeypatch.setenv("A11Y_BROWSER", os.devnull)
    assert "No browser found" in refused()


@pytest.mark.parametrize(
    "arguments", [("--viewport", "wide"), ("--scheme", "x"), ("--url", "x"), ("--output", "/x/y")]
)
def test_a_bad_option_is_refused(arguments):
    with pytest.raises(CommandError, match="argument"):
        call_command("audit", *arguments)
