"""A worker at work on what is due, with a real browser."""

import io

import pytest
from django.core.management import call_command
from wagtail.models import PageViewRestriction

from a11y.models import Finding, PageAudit
from a11y.orders import order
from a11y.profiles import AuditProfile
from a11y.record import record
from a11y.worker import Worker
from tests.a11y.cms.conftest import NO_ALTERNATIVE
from tests.a11y.grid import grid
from tests.a11y.site.models import PlainPage

pytestmark = pytest.mark.browser

QUICK = AuditProfile(viewports=AuditProfile().viewports[:1], driven=False)
State, Reason = PageAudit.State, PageAudit.Reason


@pytest.fixture(scope="module")
def worker():
    with Worker("under test") as worker:
        yield worker


def done(worker: Worker, page, revision=None) -> PageAudit:
    audit = order(page, Reason.ASKED, revision=revision, profile=QUICK)
    worker.work_off()
    audit.refresh_from_db()
    return audit


def test_a_draft_is_audited_and_its_block_and_field_are_named(worker, make_page):
    page = make_page("Cards", NO_ALTERNATIVE, live=False)

    audit = done(worker, page, page.latest_revision)

    assert (audit.state, audit.error) == (State.DONE, "")
    finding = Finding.objects.get(rule="image-has-alternative")
    assert finding.place == "Body › Picture card"
    assert (finding.draft, finding.live) == (True, False)
    assert finding.portrait.png[:4] == b"\x89PNG"


def test_what_was_audited_as_a_draft_is_not_audited_again_when_it_is_live(worker, make_page):
    page = make_page("Cards", NO_ALTERNATIVE, live=False)
    first = done(worker, page, page.latest_revision)
    page.latest_revision.publish()
    PageAudit.objects.filter(reason=Reason.PUBLISHED).delete()
    page.refresh_from_db()

    again = done(worker, page)

    assert again.same_as == first
    assert Finding.objects.get(rule="image-has-alternative").live


def test_what_has_changed_is_audited_again(worker, make_page):
    page = make_page("Cards", NO_ALTERNATIVE)
    done(worker, page)
    page.body = []
    page.save()

    again = done(worker, page)

    assert again.same_as is None
    assert not Finding.objects.get(rule="image-has-alternative").live


def test_what_a_screen_reader_meets_is_kept(worker, make_page):
    page = make_page("Spoken", {"type": "text", "value": '<p>A <a href="/x">link</a></p>'})

    lines = done(worker, page).spoken

    said = [(line["role"], line["name"], line["level"]) for line in lines]
    assert ("heading", "Spoken", 1) in said
    assert ("link", "link", 0) in said


def test_the_workers_own_address_and_its_tokens_stand_nowhere(worker, make_page):
    link = {"type": "html", "value": '<a href="?x=1"><img src="/x.png"></a>'}
    page = make_page("Links", link, live=False)

    audit = done(worker, page, page.latest_revision)

    assert "127.0.0.1" not in str(audit.result)
    assert "a11y-draft" not in str(audit.result)
    assert audit.url == "http://localhost:8000/links/"


def test_a_page_that_breaks_costs_only_itself(make_page, settings):
    settings.MIDDLEWARE = [one for one in settings.MIDDLEWARE if "csp" not in one]
    settings.TDD_A11Y = {"PAGE_SECONDS": 4}
    endless = {"type": "html", "value": "<script>while (true) {}</script>"}
    bad, good = make_page("Bad", endless), make_page("Good")

    with Worker() as worker:
        failed, audited = done(worker, bad), done(worker, good)

    assert (failed.state, failed.error) == (
        State.FAILED,
        "not audited within 4 seconds (tried 2 times)",
    )
    assert audited.state == State.DONE


def test_who_waits_is_told_at_first_what_is_found_at_rest(worker, make_page, monkeypatch):
    told = []

    def recording(audit, result, page, *, in_part=False):
        record(audit, result, page, in_part=in_part)
        told.append((in_part, Finding.objects.filter(live=True).exists()))

    monkeypatch.setattr("a11y.worker.record", recording)
    audit = order(make_page("Cards", NO_ALTERNATIVE), Reason.ASKED, profile=AuditProfile())

    worker.work_off()

    assert told == [(True, True), (False, True)]
    assert {one.change for one in audit.occurrences.all()} == {"new"}


def test_what_no_database_stores_costs_no_page(worker, make_page, settings):
    settings.MIDDLEWARE = [one for one in settings.MIDDLEWARE if "csp" not in one]
    script = "<h2 id=h>Odd</h2><script>h.append('\\0')</script>"
    page = make_page("Odd", {"type": "html", "value": script}, NO_ALTERNATIVE)

    with Worker() as worker:
        audit = done(worker, page)

    assert (audit.state, audit.error) == (State.DONE, "")
    assert "\0" not in str(audit.result)
    assert "\0" not in str(audit.spoken)


def test_a_model_that_breaks_costs_no_worker_its_life(worker, make_page, monkeypatch):
    page = make_page("Broken")
    monkeypatch.setattr(PlainPage, "get_url_parts", lambda self, request=None: 1 / 0)
    audit = PageAudit.objects.create(page_id=page.pk, profile=QUICK.key)

    worker.work_off()

    audit.refresh_from_db()
    assert (audit.state, audit.error) == (State.FAILED, "ZeroDivisionError: division by zero")


def test_a_page_for_members_is_audited_as_they_see_it(worker, make_page):
    page = make_page("For members", NO_ALTERNATIVE)
    PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.PASSWORD, password="secret"
    )

    assert done(worker, page).state == State.DONE
    assert Finding.objects.filter(page_id=page.pk, rule="image-has-alternative").exists()


def test_a_page_that_is_no_longer_live_is_said_to_be_none(worker, make_page):
    audit = done(worker, make_page(live=False))

    assert audit.state == State.FAILED
    assert "no longer live" in audit.error


def test_an_address_is_asked_about_again_before_it_is_fetched(worker, home):
    PageAudit.objects.create(url="http://169.254.169.254/", profile=QUICK.key)

    worker.work_off()

    audit = PageAudit.objects.get()
    assert audit.state == State.FAILED
    assert "may not be scanned" in audit.error


def test_a_finding_keeps_its_fingerprint_through_edits_elsewhere(worker, make_page):
    card = {**NO_ALTERNATIVE, "id": "card"}
    page = make_page("Edited", card)
    done(worker, page)
    first = Finding.objects.get(rule="image-has-alternative").fingerprint
    others: list = []

    for number in range(10):
        others.append({"type": "heading", "id": f"h{number}", "value": f"Heading {number}"})
        page.title = f"Edited {number}"
        page.body = [*others, card] if number % 2 else [card, *others]
        page.save()
        if number in (0, 5, 9):
            done(worker, page)

    assert Finding.objects.get(rule="image-has-alternative").fingerprint == first
    page.body = [{**card, "value": {"source": "/other.png", "text": "<p>Text</p>"}}]
    page.save()
    done(worker, page)
    live = Finding.objects.get(rule="image-has-alternative", live=True)
    assert live.fingerprint != first


def test_a_workers_browser_may_be_on_another_machine(make_page, settings):
    page = make_page("Far away", NO_ALTERNATIVE, live=False)
    with grid() as address:
        settings.TDD_A11Y = {
            "REMOTE": address,
            "LISTEN_ON": "0.0.0.0",  # noqa: S104 - so that the browser may be elsewhere
            "REACH_AT": "localhost",
        }
        with Worker() as worker:
            audit = done(worker, page, page.latest_revision)

    assert (audit.state, audit.error) == (State.DONE, "")
    assert Finding.objects.filter(rule="image-has-alternative", draft=True).exists()


def test_the_command_does_what_is_due_and_ends(make_page):
    order(make_page(), Reason.ASKED, profile=QUICK)
    said = io.StringIO()

    call_command("audit_worker", "--once", stderr=said)

    assert PageAudit.objects.get().state == State.DONE
    assert "http://localhost:8000/a-page/" in said.getvalue()
