"""The queue: who does what, and that nothing is done twice or lost."""

from datetime import timedelta

import pytest
from django.utils import timezone

from a11y import orders
from a11y.models import PageAudit
from a11y.orders import order, take
from a11y.profiles import AuditProfile

State, Reason = PageAudit.State, PageAudit.Reason


@pytest.fixture
def database(db):
    """Nothing here has another thread."""


def test_a_page_that_is_due_is_not_ordered_twice(make_page):
    page = make_page()

    assert order(page, Reason.CHANGED) == order(page, Reason.ASKED)

    audit = PageAudit.objects.get(page_id=page.pk, state=State.DUE)
    assert audit.priority == orders.PRIORITIES[Reason.ASKED]


def test_a_draft_and_the_live_page_are_ordered_apart(make_page):
    page = make_page()

    assert order(page, Reason.ASKED) != order(page, Reason.ASKED, revision=page.latest_revision)


def test_what_somebody_waits_for_comes_first(make_page):
    changed = order(make_page("Changed"), Reason.CHANGED)
    asked = order(make_page("Asked"), Reason.ASKED)

    assert [take("w"), take("w"), take("w")] == [asked, changed, None]


def test_an_audit_is_taken_by_one_worker_only(make_page):
    order(make_page(), Reason.ASKED)

    assert take("first")
    assert take("second") is None


def test_a_worker_that_gives_no_sign_of_life_loses_its_audit(make_page):
    order(make_page(), Reason.ASKED)
    lost = take("killed")
    PageAudit.objects.update(leased_until=timezone.now() - timedelta(seconds=1))

    again = take("other")

    assert again == lost
    assert not orders.renew(lost)
    assert not orders.finish(lost)
    assert orders.finish(again)


def test_a_worker_that_is_alive_keeps_its_audit(make_page):
    order(make_page(), Reason.ASKED)
    mine = take("alive")

    assert orders.renew(mine)
    assert take("other") is None


def test_a_page_that_kills_every_worker_is_given_up(make_page):
    order(make_page(), Reason.ASKED)
    for _ in range(orders.TRIES):
        assert take("w")
        PageAudit.objects.update(leased_until=timezone.now() - timedelta(seconds=1))

    assert take("w") is None
    audit = PageAudit.objects.get()
    assert audit.state == State.FAILED
    assert "worker was gone" in audit.error


def test_what_was_not_begun_is_left_to_others(make_page):
    order(make_page(), Reason.ASKED)
    orders.release(take("without a browser"))

    again = take("other")
    assert again.tries == 1


@pytest.mark.parametrize(
    "profile",
    [AuditProfile(), AuditProfile(level="AAA", best_practices=False, driven=False)],
)
def test_a_profile_is_known_by_its_key(profile):
    assert AuditProfile.from_key(profile.key) == profile


@pytest.mark.parametrize("key", ["", "AAAA+ 1280x800 light driven", "AA+ wide light rest"])
def test_what_is_no_profile_is_refused(key):
    with pytest.raises(ValueError, match=r".+"):
        AuditProfile.from_key(key)
