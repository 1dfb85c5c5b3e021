"""`python -m a11y.engine`: what it prints, what it exits with, what it needs."""

import json
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from unittest.mock import patch

import pytest

from a11y.engine import __main__ as engine
from a11y.engine.browser import axe
from a11y.engine.command import _Run
from a11y.engine.model import Layer, Outcome
from a11y.engine.rules import all_checks

NO_ALT = '<img src="data:,">'
QUICK = ["--layers", "axe", "--only", "image-alt"]
ROOT = Path(__file__).resolve().parents[2]
WITHOUT_DJANGO = (
    "import runpy, sys;"
    "sys.modules.update(dict.fromkeys(['django', 'wagtail', 'blocks', 'tdd_pages']));"
    "runpy.run_module('a11y.engine', run_name='__main__', alter_sys=True)"
)


@pytest.mark.browser
def test_it_runs_where_there_is_no_django(web):
    page = web.page(NO_ALT)
    command = [sys.executable, "-c", WITHOUT_DJANGO, page, "--format", "json"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 1, done.stderr
    assert json.loads(done.stdout)["summary"]["failed"] == 1
    assert done.stderr == "", "no progress bar where there is no terminal"


@pytest.mark.browser
def test_it_exits_with_0_where_only_questions_are_open(web, warm, capsys):
    rule, question = next(
        (check.rule, example)
        for check in all_checks()
        for example in check.examples
        if example.outcome == Outcome.CANT_TELL and check.rule.layer == Layer.SOURCE
    )
    page = web.put("/question", question.document)
    assert engine.main([page, "--only", rule.id]) == 0
    assert f"Needs review  {rule.id}" in capsys.readouterr().out
    assert engine.main([page, "--only", rule.id, "--fail-on-asked"]) == 1


@pytest.mark.browser
def test_a_page_that_cannot_be_reached_costs_that_page_alone(web, warm, capsys):
    pages = [web.address + "/missing", web.page(NO_ALT)]
    assert engine.main([*pages, "--format", "json", *QUICK]) == 2
    output = capsys.readouterr()
    missing, audited = json.loads(output.out)["pages"]
    assert "404" in missing["error"]
    assert [finding["rule"] for finding in audited["findings"]] == ["image-alt"]
    assert f"{pages[0]}: the server answered with HTTP status 404" in output.err


@pytest.mark.browser
def test_it_audits_every_combination_of_viewport_and_scheme(web, warm, tmp_path):
    output = tmp_path / "report.json"
    options = ["--viewport", "1280x800,320x640", "--scheme", "light,dark", "--output", str(output)]
    assert engine.main([web.page(NO_ALT), *options, *QUICK]) == 1
    report = json.loads(output.read_text())
    [finding] = report["pages"][0]["findings"]
    states = [seen["state"] for seen in finding["occurrences"]]
    seen = [(state["viewport"], state["scheme"]) for state in states]
    assert seen == [
        ("1280x800", "light"),
        ("1280x800", "dark"),
        ("320x640", "light"),
        ("320x640", "dark"),
    ]


@pytest.mark.browser
def test_it_audits_files_and_folders(warm, tmp_path, capsys):
    for name in ("b.html", "a.html"):
        (tmp_path / name).write_text(f"<!doctype html><title>{name}</title>{NO_ALT}")
    assert engine.main([str(tmp_path), "--format", "json", *QUICK]) == 1
    pages = json.loads(capsys.readouterr().out)["pages"]
    assert [page["title"] for page in pages] == ["a.html", "b.html"]


@pytest.mark.browser
def test_pages_come_from_lists_and_sitemaps_too_each_once_and_no_more_than_asked_for(
    web, warm, tmp_path, capsys
):
    pages = [web.page("", path=f"/{name}") for name in "abcd"]
    (tmp_path / "list.txt").write_text(f"{pages[1]}\n{pages[0]}\n")
    entries = "".join(f"<url><loc>{page}</loc></url>" for page in pages)
    sitemap = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{}</urlset>'
    web.put("/sitemap.xml", sitemap.format(entries), type="application/xml")
    sources = ["--urls", str(tmp_path / "list.txt"), "--sitemap", f"{web.address}/sitemap.xml"]
    assert engine.main([pages[0], *sources, "--max-pages", "3", "--format", "json", *QUICK]) == 0
    report = json.loads(capsys.readouterr().out)
    assert [page["url"] for page in report["pages"]] == pages[:3]
    assert [(page["url"], page["reason"]) for page in report["skipped"]] == [
        (pages[3], "the sitemaps list more than 3 pages")
    ]


@pytest.mark.browser
def test_one_run_writes_several_formats_each_told_by_its_file_name(web, warm, tmp_path, capsys):
    files = [tmp_path / name for name in ("r.json", "r.html", "r.sarif", "r.xml", "r.csv", "r.md")]
    outputs = [part for file in files for part in ("--output", str(file))]
    assert engine.main([web.page(NO_ALT), *outputs, *QUICK]) == 1
    begins = ("{", "<!doctype html>", "{", "<?xml", "", "#")
    for file, begin in zip(files, begins, strict=True):
        assert file.read_text().strip().lower().startswith(begin), file
    assert capsys.readouterr().out == ""


@pytest.mark.browser
@pytest.mark.parametrize(("threshold", "code"), [("critical", 1), ("never", 0)])
def test_a_build_fails_from_the_impact_asked_for(web, warm, threshold, code):
    assert engine.main([web.page(NO_ALT), "--fail-on", threshold, *QUICK]) == code


@pytest.mark.browser
def test_a_barrier_below_the_threshold_is_listed_and_fails_no_build(web, warm, capsys):
    page = web.page("<h4>Level skipped</h4>")
    options = ["--layers", "axe", "--only", "heading-order"]
    assert engine.main([page, "--fail-on", "serious", *options]) == 0
    assert "heading-order" in capsys.readouterr().out
    assert engine.main([page, "--fail-on", "moderate", *options]) == 1


@pytest.mark.browser
def test_a_rule_that_does_not_exist_is_not_taken_for_a_clean_page(web, warm, capsys):
    assert engine.main([web.page(NO_ALT), "--only", "image-atl"]) == 2
    assert "No such rule: image-atl" in capsys.readouterr().err


@pytest.mark.browser
def test_the_configuration_file_is_read_and_the_command_line_wins(
    web, warm, tmp_path, monkeypatch, capsys
):
    monkeypatch.chdir(tmp_path)
    config = 'format = "json"\nonly = ["image-alt"]\nlayers = ["axe"]\nviewport = "320x256"\n'
    (tmp_path / "a11y.toml").write_text(config)
    assert engine.main([web.page(NO_ALT), "--viewport", "400x300"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert [state["viewport"] for state in report["states"]] == ["400x300"]
    assert report["profile"]["only"] == ["image-alt"]


def test_without_a_browser_it_exits_with_2_and_says_so(monkeypatch, capsys):
    monkeypatch.setenv("A11Y_BROWSER", "/nowhere/chromium")
    assert engine.main(["http://localhost/"]) == 2
    error = capsys.readouterr().err
    assert "No browser found" in error
    assert "/nowhere/chromium" in error


def test_without_a_driver_it_exits_with_2_and_says_what_to_install(monkeypatch, capsys, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("SE_OFFLINE", "true")
    monkeypatch.setenv("SE_CACHE_PATH", str(tmp_path))
    assert engine.main(["http://localhost/"]) == 2
    assert "Install Chromium and its chromedriver" in capsys.readouterr().err


def test_without_axe_core_it_exits_with_2_and_says_what_to_run(monkeypatch, capsys, tmp_path):
    monkeypatch.setattr(axe, "SCRIPT", tmp_path / "axe.min.js")
    assert engine.main(["http://localhost/"]) == 2
    assert "make setup" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ([], "required"),
        (["http://localhost/", "--workers", "0"], "from 1"),
        (["http://localhost/", "--layers", "magic"], "not among"),
        (["http://localhost/", "--timeout", "soon"], "not a number of seconds"),
        (["http://localhost/", "--header", "no colon"], "not a name and a value"),
        (["http://localhost/", "--header", "X: ${NOT_THERE}"], "environment has no NOT_THERE"),
        (["example.com"], "http://"),
        (["javascript:alert(1)"], "http://"),
        (["http:///nohost"], "http://"),
        (["http://localhost/", "--viewport", "wide"], "1280x800"),
        (["http://localhost/", "--viewport", "0x800"], "1280x800"),
        (["http://localhost/", "--viewport", "99999x1"], "1280x800"),
        (["http://localhost/", "--scheme", "sepia"], "light or dark"),
        (["http://localhost/", "--format", "pdf"], "invalid choice"),
        (["http://localhost/", "--level", "B"], "invalid choice"),
        (["http://localhost/", "--output", "/nowhere/report"], "cannot write"),
    ],
)
def test_a_bad_option_exits_with_2_before_anything_runs(arguments, reason, capsys):
    with pytest.raises(SystemExit) as stop:
        engine.main(arguments)
    assert stop.value.code == 2
    assert reason in capsys.readouterr().err


@pytest.mark.browser
@pytest.mark.parametrize(
    ("sent", "code", "said"),
    [(signal.SIGINT, 130, "Interrupted.\n"), (signal.SIGTERM, 143, "")],
)
def test_a_signal_ends_it_with_its_own_code_and_leaves_no_browser_behind(web, sent, code, said):
    # Not pytest's own folder: where its path is long, Chromium's sockets have no room in it.
    with tempfile.TemporaryDirectory() as folder:
        never = subprocess.Popen(
            [sys.executable, "-m", "a11y.engine", web.address + "/hang"],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "TMPDIR": folder},
        )
        assert web.hanging.wait(timeout=90)
        never.send_signal(sent)
        _, error = never.communicate(timeout=30)
        assert (never.returncode, error) == (code, said)
        left = list(Path(folder).glob("a11y-browser-*"))
        assert not left, "the profile is removed with the browser"


def reported(file: Path) -> dict:
    """A JSON report without what differs from run to run."""
    report = json.loads(file.read_text())
    del report["finished"]
    for page in report["pages"]:
        del page["seconds"]
    return report


@pytest.mark.browser
def test_an_interrupted_audit_writes_what_is_there_and_a_second_run_resumes_it(web, tmp_path):
    pages = [web.page(NO_ALT * number, path=f"/{number}") for number in (1, 2, 3)]
    # Made by a script, so that only the browser asks for it: digests come before the audit.
    web.page("<script>document.write('<script src=/hang><' + '/script>')</script>", path="/3")
    state, broken, whole = (tmp_path / name for name in ("state", "broken.json", "whole.json"))
    command = [sys.executable, "-m", "a11y.engine", *pages, *QUICK, "--workers", "1"]
    resumable = [*command, "--resume", str(state), "--output", str(broken)]
    first = subprocess.Popen(resumable, cwd=ROOT, stderr=subprocess.PIPE, text=True)
    assert web.hanging.wait(timeout=60)
    first.send_signal(signal.SIGINT)
    assert first.communicate(timeout=60)[1] == "Interrupted.\n"
    assert first.returncode == 130
    report = reported(broken)
    assert [page["url"] for page in report["pages"]] == pages[:2]
    left = [(page["url"], page["reason"]) for page in report["skipped"]]
    assert left == [(pages[2], "the audit was stopped before")]

    web.page(NO_ALT, path="/3")
    done = web.answers.pop("/1")  # a page that is done is not asked for again
    assert subprocess.run(resumable, cwd=ROOT, check=False).returncode == 1
    assert not state.exists(), "a journal is removed when it has served"
    web.answers["/1"] = done
    assert subprocess.run([*command, "--output", str(whole)], cwd=ROOT, check=False).returncode == 1
    assert reported(broken) == reported(whole)


def test_a_journal_of_other_options_is_refused_and_kept(web, warm, tmp_path, capsys):
    state = tmp_path / "state"
    state.write_text('{"journal": "of something else"}\n')
    assert engine.main(["http://localhost/", "--resume", str(state)]) == 2
    assert "audit with other options" in capsys.readouterr().err
    assert state.exists()


@pytest.mark.browser
def test_pages_that_have_not_changed_are_taken_over_from_the_report_before(web, warm, tmp_path):
    style = '<link rel="stylesheet" href="/style.css">'
    web.put("/style.css", "p { color: black }", type="text/css")
    token = '<input type="hidden" name="token" value="{}">'
    same, changed, styled = (
        web.page(NO_ALT + token.format("one"), path="/same"),
        web.page(NO_ALT, path="/changed"),
        web.page(NO_ALT, head=style, path="/styled"),
    )
    before, after = tmp_path / "before.json", tmp_path / "after.json"
    pages = [same, changed, styled, *QUICK]
    assert engine.main([*pages, "--output", str(before)]) == 1
    web.page(NO_ALT + token.format("two"), path="/same")
    web.page("<p>Mended</p>", path="/changed")
    web.put("/style.css", "p { color: white }", type="text/css")
    audited = []
    states_of = _Run.states_of
    with patch.object(
        _Run, "states_of", lambda run, target: audited.append(target.url) or states_of(run, target)
    ):
        assert engine.main([*pages, "--changed-since", str(before), "--output", str(after)]) == 1
    assert sorted(audited) == sorted([changed, styled])
    counts = [len(page["findings"]) for page in json.loads(after.read_text())["pages"]]
    assert counts == [1, 0, 1]


@pytest.mark.browser
def test_known_findings_stay_quiet_and_a_new_one_of_the_same_rule_does_not(
    web, warm, tmp_path, capsys
):
    baseline = str(tmp_path / "baseline.toml")
    known = ["--baseline", baseline]
    page = web.page(f"<p id='one'>{NO_ALT}</p>")
    assert engine.main([page, *QUICK, *known]) == 2, "there is none yet"
    assert engine.main([page, *QUICK, *known, "--update-baseline"]) == 0
    assert engine.main([page, *QUICK, *known]) == 0
    assert "1 findings are known to the baseline" in capsys.readouterr().err
    web.page(f"<p>{NO_ALT}</p><div role='group' aria-label='New'><img src='new.png'></div>")
    assert engine.main([page, *QUICK, *known]) == 1
    web.page("<p>Mended</p>")
    assert engine.main([page, *QUICK, *known]) == 0
    assert "No longer needed in the baseline: /page: image-alt" in capsys.readouterr().err


@pytest.mark.browser
def test_it_logs_in_and_audits_the_states_that_steps_lead_to(web, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("SITE_PASSWORD", "s3cret")
    web.page(
        """<label>Password <input id="password"></label>
        <button onclick="document.cookie = 'key=' + password.value; location = '/welcome'">In
        </button>""",
        path="/door",
    )
    web.page("<p>Welcome</p>", path="/welcome")
    page = web.page(
        """<button onclick="menu.hidden = false">Menu</button>
        <p id="menu" hidden><img src="data:,"></p>
        <script>document.title = document.cookie ? "Inside" : "Outside"</script>"""
    )
    steps = tmp_path / "steps.toml"
    steps.write_text(
        f"""
        [[login]]
        goto = "{web.address}/door"
        [[login]]
        type = "#password"
        env = "SITE_PASSWORD"
        [[login]]
        click = "button"
        [[login]]
        wait_for_url = "*/welcome"

        [[state]]
        name = "menu open"
        pages = ["*/page"]
        steps = [{{ click = "button" }}, {{ wait_for = "#menu" }}]
        """
    )
    options = ["--login", str(steps), "--steps", str(steps), "--format", "json", *QUICK]
    assert engine.main([page, *options]) == 1
    output = capsys.readouterr()
    [audited] = json.loads(output.out)["pages"]
    assert audited["title"] == "Inside"
    [finding] = audited["findings"]
    assert [seen["state"]["steps"] for seen in finding["occurrences"]] == [["menu open"]]
    assert "s3cret" not in output.out + output.err


@pytest.mark.browser
def test_a_step_that_cannot_be_done_is_said_without_what_was_typed(web, tmp_path, capsys):
    steps = tmp_path / "steps.toml"
    door = web.page("", path="/door")
    steps.write_text(f'[[login]]\ngoto = "{door}"\n[[login]]\ntype = "#no"\nvalue = "s3cret"\n')
    with patch("a11y.engine.steps.PATIENCE", 0.2):
        assert engine.main([door, "--login", str(steps)]) == 2
    error = capsys.readouterr().err
    assert "Could not log in: step 2 (type #no): there is no such element" in error
    assert "s3cret" not in error
