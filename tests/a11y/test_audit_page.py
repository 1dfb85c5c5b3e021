"""What the engine promises about one page, in a real browser."""

import pytest

from a11y.engine.audit import audit_page
from a11y.engine.browser.session import Session
from a11y.engine.model import Impact, Outcome, Profile, Scheme, State, Target, Viewport
from a11y.engine.scan import scan

pytestmark = pytest.mark.browser


@pytest.fixture
def browser():
    """A browser of its own for each test: these pages are there to break it."""
    with Session(load_timeout=10) as session:
        yield session


NO_ALT = '<img src="data:,">'
TINY = '<button aria-label="{}" style="width:10px;height:10px;padding:0;border:0"></button>'


def found(result, rule, outcome=Outcome.FAILED):
    assert result.error == ""
    return [f for f in result.findings if f.rule.id == rule and f.outcome == outcome]


def test_a_page_without_barriers_has_no_findings(web, audit):
    result = audit(web.page("<p>Fine.</p>"))
    assert (result.title, result.findings, result.error) == ("A page", (), "")


def test_a_barrier_is_named_with_its_criterion_impact_element_and_fix(web, audit):
    [barrier] = found(audit(web.page(f"<p>Look: {NO_ALT}</p>")), "image-has-alternative")
    assert [str(criterion) for criterion in barrier.rule.criteria] == ["1.1.1 Non-text Content (A)"]
    assert barrier.impact == "critical"
    assert barrier.target == ("img",)
    assert barrier.html == NO_ALT
    assert "not marked as decorative" in barrier.message
    assert "Describe what the image tells" in barrier.how_to_fix
    assert barrier.rule.help_url.startswith("https://")


def test_libraries_that_change_how_data_is_written_do_not_hide_barriers(web, audit):
    page = web.page(
        "<script>Array.prototype.toJSON = function () { return '[' + this.join() + ']' };"
        f"String.prototype.toJSON = function () {{ return 'x' }}</script>{NO_ALT}"
    )
    assert found(audit(page), "image-has-alternative")


def test_a_rule_that_axe_switches_off_by_default_runs(web, audit):
    page = web.page(TINY.format("a") + TINY.format("b"))
    [criterion] = found(audit(page), "pointer-target-size")[0].rule.criteria
    assert criterion.num == "2.5.8"


def test_aaa_rules_run_on_request_only(web, audit):
    page = web.page('<p style="color:#707070;background:#fff">4.95 to 1</p>')
    assert not found(audit(page), "text-contrast-enhanced")
    assert found(audit(page, profile=Profile(level="AAA")), "text-contrast-enhanced")


def test_what_cannot_be_decided_is_kept_as_a_question(web, audit):
    page = web.page('<p style="background:linear-gradient(90deg,#000,#fff);color:#777">Over it</p>')
    result = audit(page)
    [question] = found(result, "text-contrast", Outcome.CANT_TELL)
    assert question.text == "Over it"
    assert not found(result, "text-contrast")


def test_a_barrier_in_nested_frames_is_found_and_its_path_leads_through_them(web, audit):
    web.page('<iframe title="Inner" src="/inner"></iframe>', path="/outer")
    web.page(NO_ALT, path="/inner")
    page = web.page('<iframe title="Outer" src="/outer"></iframe>')
    [barrier] = found(audit(page), "image-has-alternative")
    assert barrier.target == ("iframe", "iframe", "img")


def test_a_barrier_in_a_lazy_frame_far_below_the_window_is_found(web, audit):
    web.page("<img src='data:,'>", path="/inner")
    frame = '<iframe title="Inner" src="/inner" loading="lazy"></iframe>'
    page = web.page(f'<svg height="20000" aria-hidden="true"></svg>{frame}')
    [barrier] = found(audit(page), "image-has-alternative")
    assert barrier.target == ("iframe", "img")


def test_a_barrier_in_a_frame_within_a_shadow_root_is_found(web, audit):
    web.page(NO_ALT, path="/inner")
    frame = '<iframe title="Inner" src="/inner"></iframe>'
    page = web.page(f'<x-host><template shadowrootmode="open">{frame}</template></x-host>')
    assert len(found(audit(page), "image-has-alternative")) == 1


def test_a_barrier_in_a_shadow_root_is_found_and_its_path_leads_into_it(web, audit):
    page = web.page(f'<x-host><template shadowrootmode="open">{NO_ALT}</template></x-host>')
    [barrier] = found(audit(page), "image-has-alternative")
    assert barrier.target == ("x-host", "img")


def test_a_barrier_seen_in_several_states_is_one_finding_with_an_occurrence_for_each(web, audit):
    states = [State(Viewport(width, 800), scheme) for width in (1280, 320) for scheme in Scheme]
    [barrier] = found(audit(web.page(NO_ALT), *states), "image-has-alternative")
    assert barrier.states == tuple(states)


def test_a_barrier_of_one_state_is_found_in_that_state_alone(web, audit):
    head = """<style>
      p { background: #fff; color: #000; transition: color 0.2s }
      @media (prefers-color-scheme: dark) and (max-width: 320px) { p { color: #ccc } }
    </style>"""
    narrow, wide = Viewport(320, 640), Viewport(321, 640)
    states = [State(viewport, scheme) for viewport in (narrow, wide) for scheme in Scheme]
    [barrier] = found(audit(web.page("<p>Text</p>", head=head), *states), "text-contrast")
    assert barrier.states == (State(narrow, Scheme.DARK),)
    assert "#cccccc" in barrier.message, "measured after the transition, not during it"


def test_a_scroll_bar_takes_nothing_from_the_window(web, audit, browser):
    audit(web.page('<div style="block-size:200vh"></div>'), State(Viewport(320, 256)))
    assert browser.ask("return document.documentElement.clientWidth") == 320


def test_failures_come_before_questions_and_the_worst_first(web, audit):
    question = '<p style="background:linear-gradient(90deg,#000,#fff);color:#777">Over it</p>'
    page = web.page(question + "<h3>Level skipped</h3>" + NO_ALT)
    impacts = list(Impact)
    ranks = [(f.outcome != "failed", impacts.index(f.impact)) for f in audit(page).findings]
    assert len({failed for failed, _ in ranks}) == 2
    assert ranks == sorted(ranks)


def test_a_strict_content_security_policy_does_not_keep_the_audit_out(web, audit):
    policy = "default-src 'none'; require-trusted-types-for 'script'"
    head = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    assert found(audit(web.page(NO_ALT, head=head)), "image-has-alternative")


def test_a_dialog_does_not_stop_the_audit(web, audit):
    assert found(
        audit(web.page(f"{NO_ALT}<script>alert('Hello')</script>")), "image-has-alternative"
    )


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/missing", "HTTP status 404"),
        ("/broken", "HTTP status 500"),
        ("/data", "not an HTML document but application/json"),
    ],
)
def test_what_is_no_page_is_an_error_that_says_why(web, audit, path, reason):
    web.put("/broken", "<p>Sorry</p>", status=500)
    web.put("/data", "{}", type="application/json")
    assert reason in audit(web.address + path).error


def test_a_server_that_does_not_answer_is_an_error_that_says_why(audit):
    assert audit("http://127.0.0.1:9/").error == "cannot be reached: unsafe port"
    assert audit("http://nowhere.invalid/").error.startswith("cannot be reached: ")


def test_a_download_is_an_error(web, audit):
    page = web.put("/file", "PK", type="application/zip")
    assert audit(page).error == "not a page but a download"


def test_a_redirect_is_said(web, audit):
    web.page("<p>There</p>", path="/there")
    result = audit(web.put("/here", "/there", status=302))
    assert result.redirected_to == web.address + "/there"


def test_an_address_the_browser_writes_differently_is_no_redirect(web, audit):
    web.page("<script>history.replaceState(null, '', '/elsewhere')</script>", path="/")
    assert audit(web.address + "#part").redirected_to == ""


def test_elements_are_attributed_to_the_nearest_audit_comments(web, audit):
    img = '<img id="{0}" src="data:,">'.format
    web.page(f"<!--a11y:not.this.page-->{img('framed')}<!--/a11y-->", path="/inner")
    page = web.page(
        f"""{img("before")}
        <!--a11y:body.one-->{img("one")}<div>{img("deep")}
          <!--a11y:body.one.a%2D-->{img("inner")}<!--/a11y-->{img("after")}</div><!--/a11y-->
        {img("between")}
        <!--a11y:body.two--><iframe title="Inner" src="/inner"></iframe><!--/a11y-->
        <!--a11y:body.three--><x-host><template shadowrootmode="open">{img("shadow")}
          <!--a11y:body.three.part-->{img("part")}</template>{img("light")}</x-host><!--/a11y-->
        {img("end")}"""
    )
    paths = {
        f.html.split('"')[1]: f.content_path for f in found(audit(page), "image-has-alternative")
    }
    assert paths == {
        "before": "",
        "one": "body.one",
        "deep": "body.one",
        "inner": "body.one.a-",
        "after": "body.one",
        "between": "",
        "framed": "body.two",
        "shadow": "body.three",
        "part": "body.three.part",
        "end": "",
    }, "light children without a slot are not rendered, so they are no barrier"


def test_a_report_shows_the_pages_own_html(web, audit):
    web.page("<p>Inner</p>", path="/inner")
    frame = "<!--a11y:body.x--><iframe src='/inner'></iframe><!--/a11y-->"
    [barrier] = found(audit(web.page(f'<div role="img">{frame}</div>')), "image-has-alternative")
    assert barrier.html == '<div role="img"><iframe src="/inner"></iframe></div>'


def test_a_page_that_does_not_finish_loading_is_an_error_that_says_so(web):
    with Session(load_timeout=1) as impatient:
        result = audit_page(impatient, Target(web.address + "/hang"), states=[State()])
    assert result.error == "did not finish loading within 1 seconds"


def test_text_is_cut_between_characters(web, audit):
    text = "a" * 119 + "😀😀"
    page = web.page(f'<p style="color:#eee;background:#fff">{text}</p>')
    [finding] = found(audit(page), "text-contrast")
    assert finding.text == "a" * 119 + "😀"


def test_an_axe_that_the_page_brings_is_not_believed(web, audit):
    fake = "window.axe = {run: async () => ({violations: [], incomplete: []})}"
    assert found(audit(web.page(NO_ALT, head=f"<script>{fake}</script>")), "image-has-alternative")
    assert found(audit(web.page(f'<div id="axe"></div>{NO_ALT}')), "image-has-alternative")


def test_a_page_that_hangs_costs_itself_alone(web):
    stuck = web.page("<script>setTimeout(() => { while (true); }, 50)</script>", path="/stuck")
    fine = web.page(NO_ALT, path="/fine")
    scanned = scan(
        [Target(stuck), Target(fine)],
        profile=Profile(),
        browser=lambda: Session(load_timeout=5, script_timeout=5),
    )
    results = dict(scanned)
    assert results[0].error
    assert found(results[1], "image-has-alternative")
