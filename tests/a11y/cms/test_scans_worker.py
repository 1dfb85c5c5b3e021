"""Scans with a real worker, and their screens in a real browser."""

import csv
import json
from collections.abc import Callable, Iterator
from io import StringIO
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from selenium.webdriver.support.ui import WebDriverWait
from wagtail.models import Site

from a11y.engine.browser.session import Session
from a11y.engine.model import Scheme, State, Viewport
from a11y.engine.reports.json import from_data
from a11y.models import Scan
from a11y.pages import pages_of_site
from a11y.profiles import AuditProfile
from a11y.scans.report import report_of
from a11y.scans.start import start_scan
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


@pytest.mark.slow
def test_the_screens_of_scans_pass_our_own_audit(
    scanned: Scan, audit_admin: Callable[..., list[Any]], admin: Any
) -> None:
    first = scanned.audits.order_by("pk")[1]
    start_scan("Under way", QUICK, pages=everything())
    paths = [
        reverse("tdd_a11y:scans"),
        reverse("tdd_a11y:start_scan"),
        reverse("tdd_a11y:scan", args=[scanned.pk]),
        reverse("tdd_a11y:scan", args=[scanned.pk + 1]),
        reverse("tdd_a11y:scan_page", args=[scanned.pk, first.pk]),
        f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', 'tdd_a11y_scan'])}"
        f"?id={first.page_id}",
        reverse("tdd_a11y:evaluation", args=[scanned.pk]),
        reverse("tdd_a11y:criterion", args=[scanned.pk, "1.1.1"]),
    ]
    states = (State(Viewport(1280, 800)), State(Viewport(320, 640), Scheme.DARK))
    found = {path: audit_admin(admin, path, states=states) for path in paths}
    assert {path: told(some) for path, some in found.items() if some} == {}


def test_the_progress_of_a_scan_is_shown_and_said_while_it_is_under_way(
    home: Any, admin: Any, client: Client, browser: Session, live_server: Any
) -> None:
    scan = start_scan("Under way", QUICK, pages=everything())
    client.force_login(admin)
    name = settings.SESSION_COOKIE_NAME
    cookie = {"name": name, "value": client.cookies[name].value, "url": live_server.url}
    browser.cdp("Network.setCookie", cookie)
    browser.open(f"{live_server.url}{reverse('tdd_a11y:scan', args=[scan.pk])}")
    words = browser.driver.find_element("id", "tdd-progress-words").text
    assert words.startswith("Under way: 0 of 1 pages audited")
    scan.audits.update(state="done")
    wait = WebDriverWait(browser.driver, 10)
    said = wait.until(
        lambda driver: driver.execute_script(
            "return document.querySelector('[data-tdd-said]').textContent"
        )
    )
    assert said == "Done: 1 of 1 pages audited"
    assert browser.driver.find_element("tag name", "progress").get_attribute("value") == "1"
    assert not browser.driver.find_elements("css selector", "form[action$='/stop/']")
    browser.cdp("Network.clearBrowserCookies", {})


def test_the_evaluation_report_passes_our_own_audit(
    scanned: Scan, as_admin: Client, web: Any, audit: Callable[..., Any]
) -> None:
    url = reverse("tdd_a11y:criterion", args=[scanned.pk, "1.1.1"])
    as_admin.post(url, {"term": "does-not-support", "evidence": "One image on one page."})
    document = as_admin.get(reverse("tdd_a11y:evaluation_download", args=[scanned.pk]))
    address = web.put("/report.html", document.content.decode())
    states = [
        State(Viewport(1280, 800)),
        State(Viewport(320, 256)),
        State(Viewport(1280, 800), Scheme.DARK),
    ]
    result = audit(address, *states)
    assert result.error == ""
    assert told(result.findings) == []


def told(findings: Any) -> list[str]:
    return [f"{one.rule.id} {one.outcome}: {one.message} {one.html[:200]}" for one in findings]
