"""Scans with a real worker, and their screens in a real browser."""

import csv
import json
from collections.abc import Callable, Iterator
from io import StringIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Site

from a11y.engine.model import Viewport
from a11y.engine.reports.json import from_data
from a11y.models import Scan
from a11y.profiles import AuditProfile
from a11y.scans.report import report_of
from a11y.scans.start import pages_of_site, start_scan
from a11y.worker import Worker
from tests.a11y.cms.conftest import NO_ALTERNATIVE

QUICK = AuditProfile(viewports=(Viewport(1280, 800),), driven=False)

pytestmark = pytest.mark.browser


def everything() -> Any:
    return pages_of_site(Site.objects.get())


@pytest.fixture
def worker(browser: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Worker]:
    """A worker that works in the tests' warm browser."""
    with Worker() as worker:
        monkeypatch.setattr(worker._browser, "session", lambda: browser)
        monkeypatch.setattr(worker._browser, "close", lambda: None)
        yield worker


@pytest.fixture
def scanned(home: Any, make_page: Callable[..., Any], worker: Worker) -> Scan:
    """A scan of three pages, one with a barrier, that a worker has done."""
    make_page("With a barrier", NO_ALTERNATIVE)
    make_page("Without")
    scan = start_scan("All", QUICK, pages=everything())
    worker.work_off()
    return scan


def test_a_worker_brings_a_scan_to_its_end_and_a_second_takes_over_what_is_unchanged(
    scanned: Scan, worker: Worker, as_admin: Client
) -> None:
    assert scanned.progress()["done"] == scanned.progress()["total"] == 3
    again = start_scan("Again", QUICK, pages=everything())
    worker.work_off()
    assert again.audits.filter(same_as__isnull=False).count() == 3
    context = as_admin.get(reverse("tdd_a11y:scan", args=[again.pk])).context
    assert dict(context["changes"])["new"] == 0
    assert dict(context["changes"])["still there"] > 0

    report = report_of(again, again.audits.all())
    first = report_of(scanned, scanned.audits.all())
    assert report.pages == first.pages
    assert [one.error for one in report.pages] == ["", "", ""]
    assert any(found.rule.layer == "site" for page in report.pages for found in page.rules)

    for format, check in CHECKS.items():
        answer = as_admin.get(reverse("tdd_a11y:scan_report", args=[again.pk, format]))
        assert f'filename="scan-{again.pk}.' in answer["Content-Disposition"]
        check(answer.content.decode())


def _is_csv(text: str) -> None:
    assert any(row["outcome"] == "failed" for row in csv.DictReader(StringIO(text)))


CHECKS: dict[str, Callable[[str], Any]] = {
    "html": lambda text: text.index("</html>"),
    "json": lambda text: from_data(json.loads(text)),
    "earl": lambda text: json.loads(text)["@graph"],
    "sarif": lambda text: json.loads(text)["runs"][0]["results"],
    "csv": _is_csv,
}
