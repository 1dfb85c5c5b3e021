"""Workers that are killed in the midst of a scan: nothing is lost, and nothing is done twice."""

import os
import random
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PAGES = int(os.environ.get("A11Y_KILLED_PAGES", "20"))
KILLS = int(os.environ.get("A11Y_KILLS", "2"))
"""`make bench-killed` does it with 500 pages, five times."""
IMAGES = "SELECT count(*) FROM tdd_a11y_finding WHERE rule = 'image-has-alternative'"
SAID_OF_IMAGES = """SELECT change, count(*) FROM tdd_a11y_occurrence WHERE finding_id IN
(SELECT id FROM tdd_a11y_finding WHERE rule = 'image-has-alternative') GROUP BY change"""


def kill(process: subprocess.Popen[bytes]) -> None:
    """Kill it with its browser, as a machine does that loses its power."""
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def test_a_scan_whose_workers_are_killed_ends_complete(python, tmp_path):
    assert python("-m", "tests.a11y.cms.seed", str(PAGES)).wait() == 0, log(tmp_path)
    worker = ("manage.py", "audit_worker", "--once")

    for turn in range(1, KILLS + 1):
        process = python(*worker)
        wait_until(lambda done=PAGES * turn // (KILLS + 2): count(tmp_path) >= done)
        time.sleep(random.uniform(0, 1))  # anywhere in the midst of a page
        kill(process)
    time.sleep(4)  # the lease of what the last one had
    both = [python(*worker), python(*worker)]
    assert [one.wait() for one in both] == [0, 0], log(tmp_path)

    assert count(tmp_path) == PAGES, log(tmp_path)
    assert query(tmp_path, IMAGES) == [(PAGES,)]
    assert query(tmp_path, SAID_OF_IMAGES) == [("new", PAGES)]


def count(folder: Path) -> int:
    """How many audits are done."""
    told = query(folder, "SELECT count(*) FROM tdd_a11y_pageaudit WHERE state = 'done'")
    return int(told[0][0])


def query(folder: Path, sql: str) -> list[Any]:
    with closing(sqlite3.connect(folder / "test.sqlite3", timeout=30)) as connection:
        return connection.execute(sql).fetchall()


def wait_until(condition: Callable[[], bool]) -> None:
    late = time.monotonic() + 300
    while not condition():
        assert time.monotonic() < late
        time.sleep(0.1)


def log(folder: Path) -> str:
    return (folder / "log").read_text(errors="replace")[-3000:]
