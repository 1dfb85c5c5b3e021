"""A CMS site with an admin: people, pages with barriers, and our own audit of the admin."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.utils import timezone

from a11y.engine.audit import audit_page
from a11y.engine.browser.session import Session
from a11y.engine.model import Finding as Found
from a11y.engine.model import Layer, Outcome, Profile, Scheme, State, Target, Viewport
from a11y.models import Finding
from tests.a11y.site.models import Footer, Notice, PlainPage

NO_ALTERNATIVE = {"type": "card", "value": {"source": "/x.png", "text": "<p>Text</p>"}}
"""A block that renders an image without a text alternative: a critical barrier."""

IS_OURS = """return arguments[0].map((steps) => {
  let root = document;
  let element = null;
  for (const step of steps) {
    element = root.querySelector(step);
    if (!element) return true;
    root = element.contentDocument ?? element.shadowRoot ?? root;
  }
  return Boolean(element?.closest(".tdd-a11y"));
})"""


@pytest.fixture
def admin(database: None) -> Any:
    """A superuser."""
    return get_user_model().objects.create_superuser("admin", "admin@example.org", "password")


@pytest.fixture
def auditor(database: None) -> Any:
    """Somebody who runs scans, triages and sees reports, and may edit no page."""
    group = Group.objects.create(name="Auditors")
    codenames = ("access_admin", "add_scan", "change_finding", "view_finding")
    group.permissions.set(Permission.objects.filter(codename__in=codenames))
    user = get_user_model().objects.create_user("auditor", "auditor@example.org", "password")
    user.groups.add(group)
    return user


@pytest.fixture
def as_admin(admin: Any, client: Client) -> Client:
    """A client that is logged in as the superuser."""
    client.force_login(admin)
    return client


@pytest.fixture
def make_page(home: PlainPage) -> Callable[..., PlainPage]:
    """A function that adds a page below the front page: live, or a draft, with these blocks."""

    def make(title: str = "A page", *blocks: Any, live: bool = True) -> PlainPage:
        page = PlainPage(title=title, body=list(blocks), live=live)
        home.add_child(instance=page)
        page.save_revision(changed=not live)
        return PlainPage.objects.get(pk=page.pk)

    return make


@pytest.fixture
def notice(transactional_db: None) -> Notice:
    """A snippet that pages can show."""
    return Notice.objects.create(text="A notice")


@pytest.fixture
def footer(home: PlainPage) -> Footer:
    """A setting that all pages of the site show."""
    return Footer.for_site(home.get_site())


@pytest.fixture
def make_finding(database: None) -> Callable[..., Finding]:
    """A function that puts a finding on a live page, as an audit would have."""
    count = 0

    def make(page: Any, **said: Any) -> Finding:
        nonlocal count
        count += 1
        now = timezone.now()
        given = {
            "fingerprint": f"{count:016x}",
            "cause": "c" * 16,
            "rule": "image-has-alternative",
            "title": "Images have a text alternative",
            "outcome": Outcome.FAILED.value,
            "impact": "critical",
            "severity": 0,
            "audience": "editor",
            "criteria": " 1.1.1 ",
            "message": "This image has no description.",
            "how_to_fix": "Describe the image, or mark it as decorative.",
            "html": '<img src="/x.png">',
            "target": ["img"],
            "states": ["1280x800 light"],
            "place": "Body › Picture card",
            "block": "card",
            "live": True,
            "first_seen": now - timedelta(days=2),
            "last_seen": now,
        }
        return Finding.objects.create(page_id=page.pk, **{**given, **said})

    return make


@pytest.fixture
def audit_admin(
    browser: Session, live_server: Any, client: Client
) -> Iterator[Callable[..., list[Found]]]:
    """A function that audits an admin screen as this user, in several windows and both schemes.

    It returns what is wrong with the parts of the screen that are ours: those in an element of
    the class ``tdd-a11y``. The rest of the screen is Wagtail's.
    """
    states = (
        State(Viewport(1280, 800)),
        State(Viewport(320, 640)),
        State(Viewport(1280, 800), Scheme.DARK),
    )

    def audit(
        user: Any, path: str, *, driven: bool = False, states: tuple[State, ...] = states
    ) -> list[Found]:
        client.force_login(user)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        browser.cdp(
            "Network.setCookie",
            {
                "name": settings.SESSION_COOKIE_NAME,
                "value": cookie,
                "url": live_server.url,
                "httpOnly": True,
            },
        )
        layers = frozenset(Layer) - (frozenset() if driven else {Layer.DRIVEN})
        target = Target(f"{live_server.url}{path}")
        result = audit_page(browser, target, states=states, profile=Profile(layers=layers))
        assert result.error == ""
        assert not result.redirected_to, result.redirected_to
        browser.open(target.url)
        found = [one for one in result.findings if one.target]
        ours = browser.driver.execute_script(IS_OURS, [list(one.target) for one in found])
        return [one for one, is_ours in zip(found, ours, strict=True) if is_ours]

    yield audit
    browser.cdp("Network.clearBrowserCookies", {})


@pytest.fixture
def python(tmp_path: Path) -> Callable[..., subprocess.Popen[bytes]]:
    """A function that starts Python on a database of its own, in a group of its own."""
    own = {
        "DJANGO_SETTINGS_MODULE": "tests.a11y.cms.file_settings",
        "TEST_DATABASE_FILE": str(tmp_path / "test.sqlite3"),
    }

    def start(*arguments: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, *arguments]
        root = Path(__file__).parents[3]
        log = (tmp_path / "log").open("ab")
        return subprocess.Popen(
            command,
            cwd=root,
            env={**os.environ, **own},
            stdout=log,
            stderr=log,
            start_new_session=True,
        )

    return start
