"""How the keyboard walks through a page: what the examples of the rules do not show."""

import base64
from collections.abc import Callable
from pathlib import Path

import pytest
from selenium.webdriver import Keys

from a11y.engine.audit import audit_page
from a11y.engine.browser import snapshot
from a11y.engine.browser.probes.keyboard import _SCRIPT, WALK, press
from a11y.engine.browser.session import Session
from a11y.engine.check import Visit
from a11y.engine.model import Finding, PageResult, Profile, State, Target
from a11y.engine.source import Source
from tests.a11y.conftest import Web

pytestmark = pytest.mark.browser

FILM = Path(__file__).parents[3] / "blocks/static/tdd_blocks/examples/pump.webm"


@pytest.fixture
def findings(web: Web, audit: Callable[..., PageResult]) -> Callable[..., list[Finding]]:
    """What the named rule says of a body."""

    def run(rule: str, body: str) -> list[Finding]:
        result = audit(web.page(body), profile=Profile(level="AAA", only=frozenset((rule,))))
        assert result.error == ""
        return list(result.findings)

    return run


Findings = Callable[..., list[Finding]]
GUARD = "setTimeout(() => this.focus(), 10)"


def test_a_trap_in_the_midst_of_other_stops_is_named(findings: Findings) -> None:
    links = "".join(f"<a href='#{number}'>Link {number}</a> " for number in range(12))

    [trap] = findings("keyboard-trap", f"{links}<button onblur='{GUARD}'>Stay</button>{links}")

    assert trap.target == ("button",)


def test_a_field_that_lets_escape_lead_out_is_no_trap(findings: Findings) -> None:
    body = """<a href="#a">Before</a><textarea aria-label="Code"></textarea><a href="#b">After</a>
    <script>let free = false; const field = document.querySelector("textarea");
    field.addEventListener("keydown", (event) => {
      if (event.key === "Escape") free = true;
      else if (event.key === "Tab" && !free) event.preventDefault();
    })</script>"""

    assert findings("keyboard-trap", body) == []


def test_a_group_that_a_button_in_it_lets_go_is_no_trap(findings: Findings) -> None:
    body = """<div id="box"><button id="one">One</button><button id="close">Close</button></div>
    <a href="#a">After</a><script>
    box.addEventListener("keydown", (event) => {
      if (event.key !== "Tab") return;
      event.preventDefault();
      (document.activeElement.id === "one" ? document.getElementById("close") : one).focus();
    });
    document.getElementById("close").addEventListener("click", () => box.remove());
    one.focus()</script>"""

    assert findings("keyboard-trap", body) == []


def test_where_the_walk_begins_is_not_taken_for_a_stray_focus(web: Web, browser: Session) -> None:
    browser.open(web.page('<a href="#a">One</a> <a href="#b">Two</a>'))
    browser.apply(State())
    snapshot.take(browser)
    press(browser, Keys.TAB)  # the window has the focus, as on most pages of a scan

    browser.ask(_SCRIPT, snapshot.OURS, "start")
    stops, strays = browser.ask(_SCRIPT, snapshot.OURS, "stops")

    assert (stops, strays) == ([], [])


def test_a_focus_moved_while_the_window_has_none_is_noticed(web: Web, browser: Session) -> None:
    """A guard that calls the focus back may be slower than keys that are pressed by a program."""
    browser.open(web.page("<button>Stay</button>"))
    browser.apply(State())
    snapshot.take(browser)
    press(browser, Keys.TAB)
    browser.ask(_SCRIPT, snapshot.OURS, "start")
    press(browser, Keys.TAB, Keys.TAB)
    browser.ask("document.querySelector('button').focus()")

    (first, last), strays = browser.ask(_SCRIPT, snapshot.OURS, "stops")

    assert last == {"away": True}
    assert strays == [first["path"]]


@pytest.mark.parametrize("links", [1, 2, 3])
def test_the_walk_comes_through_the_controls_of_a_film(
    web: Web, browser: Session, links: int
) -> None:
    """These are the browser's own, and keep some of the keys to themselves."""
    film = base64.b64encode(FILM.read_bytes()).decode()
    body = f"""{'<a href="#a">One</a> ' * links}
    <video controls src="data:video/webm;base64,{film}"></video>"""
    browser.open(web.page(body))
    browser.apply(State())
    page = snapshot.take(browser).page()

    walk = WALK.observe(Visit(browser, State(), page, Source("")))

    assert [stop.node.tag for stop in walk.stops] == ["a"] * links + ["video"]
    assert walk.complete


CHANGES = "document.querySelector('p').title = 'met'"


@pytest.mark.parametrize(
    ("body", "altered"),
    [
        ("<p>Text</p><a href='#a'>One</a> <button>Two</button>", False),
        (f'<p>Text</p><a href="#a" onfocus="{CHANGES}">One</a>', True),
        (f'<p>Text</p><a href="#a" onblur="{CHANGES}">One</a>', True),
        ("""<div id="host"></div><script>
         const link = document.createElement("a"); link.href = link.textContent = "#a";
         link.onfocus = () => { link.textContent = "met"; };
         host.attachShadow({mode: "open"}).append(link);</script>""", True),
        ("""<iframe title="Inner" srcdoc="
         <a href='#a' onfocus='this.textContent = 1'>One</a>"></iframe>""", True),
    ],
    ids=["nothing", "on focus", "on blur", "in a shadow tree", "in a frame"],
)  # fmt: skip
def test_a_walk_tells_whether_the_page_was_changed_by_it(
    web: Web, browser: Session, body: str, altered: bool
) -> None:
    browser.open(web.page(body))
    browser.apply(State())
    page = snapshot.take(browser).page()

    walk = WALK.observe(Visit(browser, State(), page, Source("")))

    assert walk.stops
    assert WALK.has_altered(walk) == altered


def test_focus_that_shows_elsewhere_on_the_page_shows(findings: Findings) -> None:
    body = """<style>a:focus { outline: none } #sign { position: fixed; inset: auto 0 0 auto }
    body:has(a:focus) #sign { background: #036 }</style>
    <a href="#a">Here</a><p id="sign">The link has the focus</p>"""

    assert findings("focus-visible", body) == []


def test_a_link_in_a_shadow_tree_is_a_stop_like_others(findings: Findings) -> None:
    body = """<div><template shadowrootmode="open"><style>a { outline: none }</style>
    <a href="#a">Here</a></template></div>"""

    [found] = findings("focus-visible", body)

    assert found.target[-1] == "a"
    assert len(found.target) == 2


def test_a_link_in_a_frame_is_a_stop_like_others(findings: Findings) -> None:
    body = """<iframe title="More" srcdoc="<style>a { outline: none }</style>
    <a href='#a'>Here</a>"></iframe>"""

    [found] = findings("focus-visible", body)

    assert found.target[-1] == "a"


def test_a_ring_that_is_cut_off_on_all_sides_does_not_show(findings: Findings) -> None:
    body = """<style>div { overflow: hidden; width: 60px; height: 20px } button { all: unset;
    display: block; width: 60px; height: 20px } button:focus { outline: 3px solid red }</style>
    <div><button>Go</button></div>"""

    [found] = findings("focus-visible", body)

    assert found.message == "Nothing on the page changes when this gets the keyboard focus."


def test_a_page_is_where_it_was_after_the_walk(web: Web, audit: Callable[..., PageResult]) -> None:
    web.put("/other", "<title>Other</title>")
    body = "<a href='/other' onfocus='location.href = this.href'>Other</a>"

    result = audit(web.page(body), profile=Profile(only=frozenset(("focus-changes-context",))))

    assert result.title == "A page"
    assert [finding.message for finding in result.findings] == [
        f"When this gets the focus, the page goes to {web.address}/other."
    ]


def test_a_row_of_likes_is_measured_wherever_nothing_shows(findings: Findings) -> None:
    body = "<style>a { outline: none }</style>" + "<a href='#a'>Here</a> " * 3

    assert len(findings("focus-visible", body)) == 3


def test_a_browser_that_never_leaves_the_page_sees_its_end(web: Web) -> None:
    page = web.page("<a href='#a' onfocus='this.blur()'>Here</a>")
    only = Profile(only=frozenset(("focus-removed",)))

    with Session(load_timeout=10) as just_started:  # Tab leads to its first page's beginning again
        result = audit_page(just_started, Target(page), profile=only)

    assert [finding.rule.id for finding in result.findings] == ["focus-removed"]
