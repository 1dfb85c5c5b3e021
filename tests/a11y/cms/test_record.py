"""What the database makes of one audit after the other."""

from dataclasses import replace

import pytest

from a11y.engine.model import Occurrence as Sighting
from a11y.engine.model import Outcome, Viewport
from a11y.models import Finding, PageAudit, Portrait
from a11y.profiles import AuditProfile
from a11y.record import record
from tests.a11y.cms.results import NARROW, RULE, WIDE, audited, barrier, result


@pytest.fixture
def database(db):
    """Nothing here has another thread."""


def changes(audit: PageAudit) -> dict[str, str]:
    said = audit.occurrences.select_related("finding")
    return {one.finding.fingerprint: one.change for one in said}


def test_a_barrier_is_new_then_still_there_then_gone_then_back(make_page):
    page = make_page()

    told = [changes(audited(page, *found)) for found in ([barrier()], [barrier()], [], [barrier()])]

    assert told == [{"f1": "new"}, {"f1": "same"}, {"f1": "gone"}, {"f1": "back"}]
    assert Finding.objects.count() == 1


def test_what_is_no_longer_said_is_not_said_to_be_gone_twice(make_page):
    page = make_page()
    audited(page, barrier())
    audited(page)

    assert changes(audited(page)) == {}


def test_a_finding_has_everything_it_takes_to_mend_it(make_page):
    card = {"type": "card", "id": "c1", "value": {"source": "/x.png"}}
    page = make_page("Cards", card)

    audited(page, barrier(content_path="body.c1.source"))

    [finding] = Finding.objects.all()
    assert (finding.place, finding.block) == ("Body › Picture card › Source", "card.source")
    assert (finding.criteria, finding.audience) == (" 1.1.1 ", "editor")
    assert finding.message == "This image has no description."


def test_elements_with_the_same_barrier_are_one_finding(make_page):
    audited(make_page(), barrier(), barrier(target=("img + img",)))

    [finding] = Finding.objects.all()
    assert finding.elements == 2


def test_an_audit_of_other_rules_or_windows_says_nothing_is_gone(make_page):
    page = make_page()
    narrow = barrier(occurrences=(Sighting(NARROW, "Too narrow."),))
    audited(page, barrier("f0"), narrow)

    other_rules = audited(page, rules=())
    wide_only = audited(page, profile=AuditProfile(viewports=(Viewport(1280, 800),)))

    assert changes(other_rules) == {}
    assert changes(wide_only) == {"f0": "gone"}


def test_an_audit_at_rest_says_nothing_of_what_was_seen_in_use(make_page):
    page = make_page()
    opened = barrier(occurrences=(Sighting(WIDE.after("opened “Menu”"), "Wrong."),))
    audited(page, opened)

    assert changes(audited(page, profile=AuditProfile(driven=False))) == {}
    assert changes(audited(page)) == {"f1": "gone"}


def test_what_is_known_in_part_is_new_and_nothing_is_gone_yet(make_page):
    page = make_page()
    audited(page, barrier("old"))
    audit = PageAudit.objects.create(page_id=page.pk, profile=AuditProfile().key)

    record(audit, result(barrier("first")), page, in_part=True)
    assert changes(audit) == {"first": "new"}
    record(audit, result(barrier("first"), barrier("later")), page)

    assert changes(audit) == {"first": "new", "later": "new", "old": "gone"}


def test_a_rule_that_broke_says_nothing_is_gone(make_page):
    page = make_page()
    audited(page, barrier())
    audit = PageAudit.objects.create(page_id=page.pk, profile=AuditProfile().key)
    broken = replace(result(), rules=(replace(result().rules[0], outcome=Outcome.UNTESTED),))

    record(audit, broken, page)

    assert changes(audit) == {}


def test_drafts_and_live_pages_are_told_apart(make_page):
    page = make_page()
    page.title = "Changed"
    page.save_revision()
    audited(page, barrier("in-draft"), draft=True)
    page.refresh_from_db()
    audited(page, barrier("live"))

    sides = {one.fingerprint: (one.live, one.draft) for one in Finding.objects.all()}
    assert sides == {"in-draft": (False, True), "live": (True, False)}


def test_a_draft_changes_no_word_of_what_people_know_who_may_not_see_it(make_page):
    page = make_page()
    audited(page, barrier(text="Public", screenshot=b"public"))
    page.title = "Changed"
    page.save_revision()

    audited(page, barrier(text="Secret", screenshot=b"secret"), draft=True)

    finding = Finding.objects.get()
    assert (finding.text, bytes(finding.portrait.png)) == ("Public", b"public")


def test_what_was_in_drafts_only_was_never_gone_from_the_live_page(make_page):
    page = make_page(live=False)
    audited(page, barrier(), draft=True)
    page.save_revision().publish()
    page.refresh_from_db()

    live = audited(page)

    assert Finding.objects.get().gone_at is None
    assert changes(live) == {}


def test_what_is_live_and_in_no_other_draft_is_in_the_draft_too(make_page):
    page = make_page()
    audited(page, barrier())

    [finding] = Finding.objects.all()
    assert (finding.live, finding.draft) == (True, True)


def test_a_page_that_is_no_longer_live_has_no_barriers_for_visitors(make_page):
    page = make_page()
    audited(page, barrier())

    page.unpublish()

    [finding] = Finding.objects.all()
    assert not finding.live
    assert finding.gone_at


def test_the_same_content_on_many_pages_is_one_cause(make_page):
    for number in range(3):
        audited(make_page(f"Page {number}"), barrier(f"f{number}"))

    assert Finding.objects.values("cause").distinct().count() == 1


def test_a_picture_of_the_element_is_kept_beside_the_finding(make_page):
    page = make_page()
    audited(page, barrier(screenshot=b"first"))
    audited(page, barrier(screenshot=b"second"))
    audited(page, barrier())

    assert bytes(Portrait.objects.get().png) == b"second"


def test_states_are_those_it_was_seen_in(make_page):
    both = (Sighting(WIDE, "Wrong."), Sighting(NARROW.after("opened “Menu”"), "Wrong."))
    audited(make_page(), barrier(occurrences=both))

    assert Finding.objects.get().states == ["1280x800 light", "320x256 light in use"]
    assert Finding.objects.get().rule == RULE.id
