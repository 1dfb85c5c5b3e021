"""Any project's tests can audit a page."""

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TESTS = """
def test_sound(a11y_audit):
    assert a11y_audit("<p>Some text.</p>", driven=False).barriers == []

def test_known(a11y_audit):
    assert a11y_audit('<img src="data:,">', driven=False).barriers == ["image-has-alternative"]

def test_broken(a11y_audit):
    assert a11y_audit('<img src="data:,">', driven=False).barriers == ["link-name"]

def test_unreachable(a11y_audit):
    a11y_audit("http://127.0.0.1:9/")
"""


def test_a_test_audits_html_and_its_failure_names_element_and_fix(tmp_path: Path) -> None:
    tmp_path.joinpath("test_pages.py").write_text(TESTS, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-p", "no:django", "-p", "no:randomly", "--rootdir"]

    done = subprocess.run(
        [*command, str(tmp_path), "-c", "/dev/null", str(tmp_path)],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        check=False,
    )

    assert "2 failed, 2 passed" in done.stdout, done.stdout
    assert "+ image-has-alternative (1.1.1 Non-text Content (A))" in done.stdout
    assert '<img src="data:,">' in done.stdout
    assert "- link-name: expected, and not found" in done.stdout
    assert "cannot be audited" in done.stdout
