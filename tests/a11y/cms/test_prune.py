"""What is forgotten, and what is kept."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from a11y.models import Finding, PageAudit, Scan
from a11y.profiles import AuditProfile
from tests.a11y.cms.results import audited, barrier

LONG_AGO = timezone.now() - timedelta(days=365)


@pytest.fixture
def database(db):
    """Nothing here has another thread."""


def grow_old() -> None:
    PageAudit.objects.update(finished_at=LONG_AGO)
    Finding.objects.update(last_seen=LONG_AGO)


def test_the_last_audit_of_a_page_and_of_its_draft_is_kept(make_page):
    page = make_page()
    audited(page)
    audited(page, draft=True)
    last = {audited(page).pk, audited(page, draft=True).pk}
    grow_old()

    call_command("audit_prune", verbosity=0)

    assert {audit.pk for audit in PageAudit.objects.all()} == last


def test_what_a_scan_or_a_later_audit_needs_is_kept(make_page):
    page = make_page()
    scan = Scan.objects.create(title="All", profile=AuditProfile().key)
    first, scanned, last = audited(page), audited(page), audited(page)
    PageAudit.objects.filter(pk=scanned.pk).update(scan=scan)
    PageAudit.objects.filter(pk=last.pk).update(same_as=first)
    grow_old()

    call_command("audit_prune", verbosity=0)

    assert PageAudit.objects.count() == 3


def test_findings_that_are_gone_are_forgotten_and_those_that_stand_are_not(make_page):
    page = make_page()
    audited(page, barrier("gone"), barrier("stands"))
    audited(page, barrier("stands"))
    grow_old()

    call_command("audit_prune", verbosity=0)

    assert [finding.fingerprint for finding in Finding.objects.all()] == ["stands"]
