"""An editor at work with the side panel, in a real browser."""

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from selenium.common.exceptions import (
    ElementClickInterceptedException,
    StaleElementReferenceException,
)
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

from a11y.engine.browser.session import Session
from a11y.engine.model import Scheme, State, Viewport
from a11y.models import Finding, PageAudit
from a11y.profiles import AuditProfile, rule_set
from a11y.worker import Worker
from tests.a11y.site.models import PlainPage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CARD_ID = "5b0a4a31-4a6e-4b0e-8d57-9a3c8a5b1a01"
CARD = {"type": "card", "id": CARD_ID, "value": {"source": "/x.png", "text": "<p>Text</p>"}}
WINDOWS = (State(Viewport(1280, 800), Scheme.DARK), State(Viewport(320, 640)))
LINE = {"depth": 0, "role": "main", "name": "", "level": 0, "states": [], "kind": "landmark"}
SPOKEN = [
    LINE,
    {**LINE, "depth": 1, "role": "heading", "name": "A page", "level": 1, "kind": "heading"},
    {**LINE, "depth": 1, "role": "link", "name": "Home", "kind": "link"},
]


class Editor:
    """The page editor, with the side panel as a person sees it."""

    def __init__(self, browser: Session, address: str) -> None:
        self.browser = browser
        self.driver = browser.driver
        self.address = address

    def leave(self) -> None:
        """Go away, and not be asked whether what was written is to be lost."""
        self.run(
            "document.querySelector('[data-edit-form]')"
            "?.setAttribute('data-w-unsaved-confirmation-value', 'false')"
        )
        self.browser.open(f"{self.address}/admin/login/")

    def open(self, page: PlainPage) -> None:
        """Open the page's editor by the address that leads to the side panel."""
        self.browser.open(f"{self.address}/admin/pages/{page.pk}/edit/#accessibility-panel")
        self.see(".tdd-a11y-editor__standing")

    def wait(self, condition: Callable[[], Any]) -> Any:
        """What the condition gives once it holds; meanwhile parts of the panel may be renewed,
        and panels may move over what is to be clicked."""
        moving = (StaleElementReferenceException, ElementClickInterceptedException)
        patient = WebDriverWait(self.driver, 40, 0.05, ignored_exceptions=moving)
        return patient.until(lambda _: condition())

    def see(self, selector: str) -> WebElement:
        """The first displayed element that matches, waiting for it."""
        found = lambda: next(  # noqa: E731 - reads as a condition
            (e for e in self.driver.find_elements(By.CSS_SELECTOR, selector) if e.is_displayed()),
            None,
        )
        return self.wait(found)

    def click(self, selector: str) -> None:
        def clicked() -> bool:
            element = self.see(selector)
            self.run("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", element)
            element.click()
            return True

        self.wait(clicked)

    def write(self) -> None:
        """Write behind the title, until Wagtail takes notice: what is written in the first
        seconds it takes for what was there."""
        noticed = (
            "const form = document.querySelector('[data-edit-form]');"
            "const app = window.wagtail.app;"
            "return app.getControllerForElementAndIdentifier(form, 'w-unsaved').hasEditsValue;"
        )

        def one_more() -> bool:
            self.see("#id_title").send_keys("!")
            time.sleep(0.6)  # longer than autosave waits for the next key
            return self.run(noticed)

        self.wait(one_more)

    def run(self, script: str, *given: Any) -> Any:
        return self.driver.execute_script(script, *given)

    @property
    def said(self) -> str:
        return self.see('[data-side-panel="a11y-audit"]').text

    @property
    def focused(self) -> str:
        """The content path of the field with the keyboard, or the id of another element."""
        return self.run(
            "const path = [];"
            "for (let e = document.activeElement; e; e = e.parentElement)"
            "  if (e.dataset.contentpath) path.unshift(e.dataset.contentpath);"
            "return path.join('.') || document.activeElement.id;"
        )

    def in_view(self) -> bool:
        return self.run(
            "const { top, bottom } = document.activeElement.getBoundingClientRect();"
            "return top >= 0 && bottom <= innerHeight;"
        )


@pytest.fixture
def editor(browser: Session, live_server: Any, client: Client, admin: Any) -> Iterator[Editor]:
    client.force_login(admin)
    cookie = {
        "name": settings.SESSION_COOKIE_NAME,
        "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
        "url": live_server.url,
        "httpOnly": True,
    }
    browser.cdp("Network.setCookie", cookie)
    browser.resize(Viewport(1400, 1000))
    editor = Editor(browser, live_server.url)
    yield editor
    browser.cdp("Network.clearBrowserCookies", {})
    editor.leave()


@pytest.fixture
def page(make_page: Callable[..., PlainPage]) -> PlainPage:
    """A page with a picture card far down, whose draft has been audited."""
    words = [{"type": "heading", "value": f"Heading {number}"} for number in range(12)]
    page = make_page("A page", *words, CARD)
    revision = page.get_latest_revision()
    PageAudit.objects.create(
        page_id=page.pk,
        revision=revision,
        is_draft=True,
        revision_created_at=revision.created_at,
        state=PageAudit.State.DONE,
        profile=AuditProfile().key,
        rule_set=rule_set(),
        finished_at=timezone.now(),
        spoken=SPOKEN,
    )
    return page


def test_go_to_field_unfolds_scrolls_and_focuses(editor, page, make_finding):
    paths = (f"body.{CARD_ID}", f"body.{CARD_ID}.source", f"body.{CARD_ID}.text", "seo_title")
    ids = [make_finding(page, draft=True, content_path=path).pk for path in (*paths, "body.gone")]
    editor.open(page)
    editor.click(f'[data-contentpath="{CARD_ID}"] [data-panel-toggle]')
    reached = []
    for pk in ids[:-1]:
        editor.click(f"#a11y-go-{pk}")
        editor.wait(lambda: editor.focused != f"a11y-go-{pk}")  # noqa: B023 - asked at once
        reached.append(editor.focused)
        editor.wait(editor.in_view)
    assert reached == [f"body.{CARD_ID}.source", *paths[1:]]
    editor.click(f"#a11y-go-{ids[-1]}")
    editor.wait(lambda: "no longer in the form" in editor.said)


def test_go_to_field_uncovers_the_form_on_a_narrow_screen(editor, page, make_finding):
    pk = make_finding(page, draft=True, content_path=f"body.{CARD_ID}.source").pk
    editor.browser.resize(Viewport(320, 640))
    editor.open(page)
    editor.click(f"#a11y-go-{pk}")
    editor.wait(lambda: editor.focused == f"body.{CARD_ID}.source")
    assert editor.run("return !document.querySelector('.form-side--open')")


def test_show_on_page_outlines_the_element_in_the_preview(editor, page, make_finding):
    pk = make_finding(page, draft=True, target=["main img"]).pk
    gone = make_finding(page, draft=True, target=["main video"]).pk
    editor.open(page)
    editor.click(f"#a11y-show-{pk}")
    editor.wait(lambda: "Outlined in the preview" in editor.see(".tdd-a11y-pointer").text)
    around = editor.run(
        "const page = document.querySelector('#w-preview-iframe').contentDocument;"
        "const outer = page.querySelector('[data-a11y-outline]').getBoundingClientRect();"
        "const inner = page.querySelector('main img').getBoundingClientRect();"
        "return outer.left <= inner.left && outer.right >= inner.right"
        "  && outer.top <= inner.top && outer.bottom >= inner.bottom && inner.top >= 0"
        "  && inner.bottom <= page.defaultView.innerHeight;"
    )
    assert around
    assert "Back to the findings" in editor.run("return document.activeElement.textContent")
    editor.driver.switch_to.active_element.send_keys(Keys.ENTER)
    editor.wait(lambda: editor.focused == f"a11y-show-{pk}")
    assert not editor.driver.find_elements(By.CSS_SELECTOR, ".tdd-a11y-pointer")
    editor.click(f"#a11y-show-{gone}")
    editor.wait(lambda: "Not to be seen in this preview" in editor.see(".tdd-a11y-pointer").text)


def test_findings_are_out_of_date_as_soon_as_the_text_changes(editor, page):
    editor.open(page)
    assert "about the draft as you see it" in editor.said
    editor.see("#id_title").send_keys("!")
    assert "Out of date." in editor.said
    editor.write()
    editor.wait(lambda: PlainPage.objects.get(pk=page.pk).draft_title.startswith("A page!"))
    editor.click("#tab-label-a11y-spoken")
    editor.see(".tdd-a11y-spoken__line")
    assert "Out of date." in editor.said


def test_the_draft_is_audited_again_while_the_editor_goes_on(editor, page, make_finding):
    make_finding(page, draft=True, message="Fixed long ago.", rule="image-has-alternative")
    editor.open(page)
    editor.write()
    editor.click("#tab-a11y-findings form button")
    editor.wait(lambda: "waits for a worker" in editor.said)
    with Worker() as worker:
        assert worker.work_off() == 1
    editor.wait(lambda: "The audit is done." in editor.said)
    editor.wait(lambda: "about the draft as you see it" in editor.said)
    assert "Fixed long ago." not in editor.said
    assert Finding.objects.get(rule="image-has-alternative", draft=True).message in editor.said
    assert editor.focused == ""
    toggle = editor.see('[data-side-panel-toggle="a11y-audit"]')
    count = Finding.objects.filter(draft=True, outcome="failed").count()
    assert toggle.text == str(count)
    assert str(count) in toggle.get_attribute("aria-label")


def test_a_server_that_does_not_answer_once_is_asked_again(editor, page):
    editor.open(page)
    editor.click("#tab-a11y-findings form button")
    editor.wait(lambda: "waits for a worker" in editor.said)
    editor.run(
        "const ask = window.fetch;"
        "window.fetch = () => { window.fetch = ask; return Promise.reject(new TypeError()); };"
    )
    editor.wait(lambda: "The server did not answer" in editor.said)
    PageAudit.objects.filter(state="due").update(state="done", finished_at=timezone.now())
    editor.wait(lambda: "The audit is done." in editor.said)


def test_the_page_as_it_is_spoken_can_be_cut_down_to_headings(editor, page):
    editor.open(page)
    editor.click("#tab-label-a11y-spoken")
    editor.see(".tdd-a11y-spoken__line")
    lines = [line.strip() for line in editor.see(".tdd-a11y-spoken ul").text.splitlines()]
    assert lines == ["main content", "heading level 1 A page", "link Home"]
    editor.click('.tdd-a11y-spoken [value="heading"]')
    assert editor.see(".tdd-a11y-spoken ul").text == "heading level 1 A page"


def test_our_own_audit_finds_nothing_on_what_editors_see(
    editor, audit_admin, admin, page, make_finding
):
    page.owner = admin
    page.save(update_fields=["owner"])
    make_finding(page, draft=True, content_path=f"body.{CARD_ID}")
    make_finding(page, draft=True, audience="developer", outcome="cantTell")
    make_finding(page, draft=True, triage=Finding.Triage.NO_BARRIER)
    editor.open(page)  # Wagtail remembers that the panel is open.
    paths = (f"/admin/pages/{page.pk}/edit/", f"/admin/pages/{page.get_parent().pk}/", "/admin/")
    found = [one for path in paths for one in audit_admin(admin, path, states=WINDOWS)]
    # The minimap is drawn late, and is Wagtail's.
    assert [one for one in found if "minimap" not in str(one.target)] == []
