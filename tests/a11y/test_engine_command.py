"""`python -m a11y.engine`: what it prints, what it exits with, what it needs."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from a11y.engine import __main__ as engine
from a11y.engine.browser import axe

NO_ALT = '<img src="data:,">'
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
    page = web.page('<p style="background:linear-gradient(#000,#fff);color:#777">Over it</p>')
    assert engine.main([page]) == 0
    assert "Needs review  color-contrast" in capsys.readouterr().out


@pytest.mark.browser
def test_a_page_that_cannot_be_reached_costs_that_page_alone(web, warm, capsys):
    pages = [web.address + "/missing", web.page(NO_ALT)]
    assert engine.main([*pages, "--format", "json"]) == 2
    output = capsys.readouterr()
    missing, audited = json.loads(output.out)["pages"]
    assert "404" in missing["error"]
    assert [finding["rule"] for finding in audited["findings"]] == ["image-alt"]
    assert f"{pages[0]}: the server answered with HTTP status 404" in output.err


@pytest.mark.browser
def test_it_audits_every_combination_of_viewport_and_scheme(web, warm, tmp_path):
    output = tmp_path / "report.json"
    options = ["--viewport", "1280x800,320x640", "--scheme", "light,dark", "--output", str(output)]
    assert engine.main([web.page(NO_ALT), "--format", "json", *options]) == 1
    report = json.loads(output.read_text())
    [finding] = report["pages"][0]["findings"]
    seen = [(seen["viewport"], seen["scheme"]) for seen in finding["occurrences"]]
    assert seen == [
        ("1280x800", "light"),
        ("1280x800", "dark"),
        ("320x640", "light"),
        ("320x640", "dark"),
    ]


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
def test_a_signal_ends_it_with_its_own_code_and_leaves_no_browser_behind(
    web, tmp_path, sent, code, said
):
    never = subprocess.Popen(
        [sys.executable, "-m", "a11y.engine", web.address + "/hang"],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "TMPDIR": str(tmp_path)},
    )
    assert web.hanging.wait(timeout=30)
    never.send_signal(sent)
    _, error = never.communicate(timeout=30)
    assert (never.returncode, error) == (code, said)
    assert not list(tmp_path.glob("a11y-browser-*")), "the profile is removed with the browser"
