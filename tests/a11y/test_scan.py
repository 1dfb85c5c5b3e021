"""Many pages, several browsers, and what breaks: no page lost, none twice."""

import os
import random
import signal
import threading
from contextlib import contextmanager
from functools import partial

import pytest

from a11y.engine.browser.session import Session
from a11y.engine.errors import BrowserError, EngineError, PageError
from a11y.engine.model import Layer, Profile, Target
from a11y.engine.scan import scan

pytestmark = pytest.mark.browser

QUICK = Profile(layers=frozenset({Layer.SOURCE}))


def results(targets, **options):
    """The results in the order of their targets, of which each has one."""
    found = dict(scan(targets, **{"profile": QUICK, **options}))
    assert sorted(found) == list(range(len(targets)))
    return [found[place] for place in range(len(targets))]


class Kills:
    """Sessions whose browsers can be killed from outside; counts how many were started."""

    def __init__(self):
        self.started = []

    @contextmanager
    def __call__(self):
        with Session(load_timeout=10, script_timeout=10) as session:
            self.started.append(session)
            yield session

    def kill_one(self):
        """Kill the newest browser, or its driver with it, as a lack of memory would."""
        process = self.started[-1].driver.service.process
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)


@pytest.mark.slow
def test_of_300_pages_none_is_lost_or_doubled_while_browsers_are_killed(web):
    pages = [web.page(f"<p>{number}</p>", path=f"/{number}") for number in range(300)]
    browsers = Kills()
    kill_at = set(random.sample(range(10, 290), 5))
    found = []
    for place, result in scan([*map(Target, pages)], profile=QUICK, workers=2, browser=browsers):
        found.append((place, result))
        if len(found) in kill_at:
            browsers.kill_one()
    assert [place for place, _ in sorted(found, key=lambda pair: pair[0])] == list(range(300))
    assert {pages[place] for place, _ in found} == {result.url for _, result in found}
    assert [result.error for _, result in found if result.error] == []
    assert len(browsers.started) > 2


def test_every_target_has_one_result_also_two_of_the_same_address(web):
    page = Target(web.page(""))
    other = Target(web.page("", path="/other"))
    assert [result.url for result in results([page, other, page], workers=2)] == [
        page.url,
        other.url,
        page.url,
    ]


def test_a_page_that_hangs_costs_itself_alone_and_is_tried_twice(web):
    stuck = web.page("<script>while (true);</script>", path="/stuck")
    fine = web.page("<p>Fine</p>", path="/fine")
    browser = partial(Session, load_timeout=2, script_timeout=2)
    first, second = results([Target(stuck), Target(fine)], browser=browser)
    assert first.error == "did not finish loading within 2 seconds (tried 2 times)"
    assert (second.title, second.error) == ("A page", "")


def test_a_page_that_kills_its_browser_once_is_audited_the_second_time(web):
    page = Target(web.page("<p>Fine</p>"))
    browsers = Kills()

    def states(target):
        if len(browsers.started) == 1:
            browsers.kill_one()
        return ()

    [result] = results([page], browser=browsers, states=states)
    assert (result.title, result.error) == ("A page", "")
    assert len(browsers.started) == 2


def test_a_page_that_the_server_refuses_is_asked_for_once_and_costs_no_browser(web):
    browsers = Kills()
    missing, fine = results(
        [Target(web.address + "/missing"), Target(web.page(""))], browser=browsers
    )
    assert missing.error == "the server answered with HTTP status 404"
    assert fine.error == ""
    assert len(browsers.started) == 1


def test_a_page_that_takes_too_long_is_ended_and_said_so(web):
    script = "<script>setTimeout(() => { while (true); }, 50)</script>"
    stuck, fine = web.page(script, path="/stuck"), web.page("", path="/fine")
    first, second = results([Target(stuck), Target(fine)], page_timeout=3)
    assert first.error.startswith("not audited within 3 seconds")
    assert second.error == ""


def test_a_rule_that_fails_costs_its_page_and_says_so(web):
    def states(target):
        if target.url.endswith("/odd"):
            raise ZeroDivisionError("by nought")
        return ()

    pages = [Target(web.page("", path=path)) for path in ("/odd", "/even")]
    odd, even = results(pages, states=states)
    assert odd.error == "the audit failed: ZeroDivisionError: by nought (tried 2 times)"
    assert even.error == ""


def test_what_is_prepared_once_is_there_for_every_page(web):
    prepared = []

    def prepare(session):
        prepared.append(session)

    pages = [Target(web.page("", path=f"/{number}")) for number in range(3)]
    results(pages, prepare=prepare)
    assert len(prepared) == 1


def test_a_login_that_fails_ends_the_scan(web):
    def prepare(session):
        session.open(web.page(""))
        raise PageError("step 1 (click #in): there is no such element")

    with pytest.raises(EngineError, match="Could not log in: step 1"):
        results([Target(web.page(""))], prepare=prepare)


def test_a_browser_that_does_not_start_ends_the_scan(web, monkeypatch):
    monkeypatch.setenv("A11Y_BROWSER", "/nowhere/chromium")
    with pytest.raises(BrowserError, match="No browser found"):
        results([Target(web.page("")), Target(web.page("", path="/2"))], workers=2)


def test_a_scan_that_is_left_leaves_no_browser_behind(web):
    browsers = Kills()
    pages = [Target(web.page("", path=f"/{number}")) for number in range(20)]
    running = scan(pages, profile=QUICK, workers=2, browser=browsers)
    next(running)
    running.close()
    assert all(session.driver.service.process.poll() is not None for session in browsers.started)
    assert not [one for one in threading.enumerate() if one.name.startswith("a11y worker")]
