"""The screens for auditors in a browser: without a barrier, and at work."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from selenium.common.exceptions import ElementNotInteractableException, NoSuchElementException
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.wait import WebDriverWait

from a11y.engine.model import Scheme, State, Viewport
from a11y.models import Finding, PageAudit, Portrait
from tests.a11y.cms.conftest import NO_ALTERNATIVE

pytestmark = pytest.mark.browser


@pytest.fixture
def site(make_page, make_finding, admin):
    """Findings of every kind on two pages, one of them with a history."""
    now = timezone.now()
    page, other = make_page("The lighthouse", NO_ALTERNATIVE), make_page("Tides")
    path = f"body.{page.body[0].id}"
    first = make_finding(page, content_path=path, elements=3, assignee=admin)
    for number, impact in enumerate(("serious", "moderate", "minor")):
        make_finding(
            other,
            impact=impact,
            severity=number + 1,
            cause=f"{number:016x}",
            audience="developer",
            message=f"The {impact} one: the contrast of 3.1:1 is too low for text of this size.",
            first_seen=now - timedelta(weeks=3 * number + 1),
            block="section.text",
        )
    make_finding(other, outcome="cantTell", impact="", cause="q" * 16, live=False, draft=True)
    make_finding(other, triage="accepted", accepted_until="2999-01-01", cause="a" * 16)
    picture = BytesIO()
    Image.new("RGB", (320, 120), "teal").save(picture, "PNG")
    Portrait.objects.create(finding=first, png=picture.getvalue())
    audit = PageAudit.objects.create(page=page, profile="", state="done", finished_at=now)
    first.occurrences.create(audit=audit, change="new")
    first.decisions.create(triage="confirmed", comment="Seen it.", made_by=admin)
    PageAudit.objects.create(
        page=other, title="Tides", profile="", state="failed", finished_at=now, error="It hangs."
    )
    return first


def screens(finding):
    return {
        "causes": reverse("tdd_a11y:findings"),
        "all": reverse("tdd_a11y:findings_all") + "?triage=any&version=any",
        "cause": reverse("tdd_a11y:findings_cause", args=[finding.cause]),
        "finding": reverse("tdd_a11y:finding", args=[finding.pk]),
        "decide": reverse("tdd_a11y:findings_cause_decide", args=[finding.cause]),
        "dashboard": reverse("tdd_a11y:dashboard"),
    }


def test_our_own_audit_finds_nothing_wrong_with_the_screens(audit_admin, admin, site):
    states = State(Viewport(1280, 800)), State(Viewport(320, 640), Scheme.DARK)
    found = {
        name: [(one.rule.id, one.message) for one in audit_admin(admin, url, states=states)]
        for name, url in screens(site).items()
    }
    assert found == {name: [] for name in found}


@pytest.fixture
def opened(browser, live_server, client, admin):
    """A function that opens an address of the admin in the browser, as the superuser."""
    client.force_login(admin)
    name = settings.SESSION_COOKIE_NAME
    cookie = {"name": name, "value": client.cookies[name].value, "url": live_server.url}
    browser.cdp("Network.setCookie", {**cookie, "httpOnly": True})
    browser.resize(Viewport(1280, 800))

    def open_at(path):
        browser.open(f"{live_server.url}{path}")
        return browser.driver

    yield open_at
    browser.driver.get("about:blank")
    browser.cdp("Network.clearBrowserCookies", {})


def test_selected_findings_are_judged_with_the_keyboard(opened, make_page, make_finding):
    page = make_page("Tides")
    first, second = make_finding(page), make_finding(page)
    driver = opened(reverse("tdd_a11y:findings_all"))

    def press(key, selector):
        """Press a key on an element as soon as the keyboard reaches it.

        Not as soon as it is seen: Wagtail shows a row's check box when it has the focus.
        """

        def pressed(_):
            driver.find_element(By.CSS_SELECTOR, selector).send_keys(key)
            return True

        not_yet = (NoSuchElementException, ElementNotInteractableException)
        WebDriverWait(driver, 40, ignored_exceptions=not_yet).until(pressed)

    press(Keys.SPACE, f'[data-object-id="{first.pk}"]')
    press(Keys.ENTER, "[data-bulk-action-footer] a")
    press(Keys.SPACE, "input[name=triage][value=confirmed]")
    press(Keys.ENTER, ".tdd-a11y button[type=submit]")
    WebDriverWait(driver, 40).until(lambda _: "Decision saved for 1 finding" in driver.page_source)
    told = dict(Finding.objects.values_list("pk", "triage"))
    assert told == {first.pk: "confirmed", second.pk: "new"}


def test_the_list_is_narrowed_down_without_loading_the_page_anew(opened, make_page, make_finding):
    page = make_page("Tides")
    make_finding(page, message="This one", impact="minor")
    make_finding(page, message="Another")
    driver = opened(reverse("tdd_a11y:findings_all"))
    driver.execute_script("window.stillHere = true")
    driver.find_element(
        By.CSS_SELECTOR, "#filters-drilldown [data-w-dropdown-target=toggle]"
    ).click()
    driver.find_element(By.CSS_SELECTOR, "[aria-controls=drilldown-id_impact]").click()
    driver.find_element(By.CSS_SELECTOR, "input[name=impact][value=minor]").click()
    results = "#listing-results tbody tr"
    wait = WebDriverWait(driver, 40)
    wait.until(lambda _: len(driver.find_elements(By.CSS_SELECTOR, results)) == 1)
    assert driver.execute_script("return window.stillHere")
