"""Audits by the workers of a task queue."""

import sqlite3
from contextlib import closing

import pytest

from a11y.tasks import runs_in_the_request

pytestmark = [pytest.mark.browser, pytest.mark.slow]

DATABASE = "django_tasks_db.DatabaseBackend"
RESUME = """
import django; django.setup()
from a11y.models import Scan
from a11y.orders import wake_workers
scan = Scan.objects.get()
scan.stop()
scan.resume()
wake_workers()
"""


def test_no_browser_is_started_in_a_request():
    assert runs_in_the_request()


def test_a_queues_workers_do_what_is_due(python, tmp_path, monkeypatch):
    monkeypatch.setenv("TEST_TASKS", DATABASE)
    assert python("-m", "tests.a11y.cms.seed", "3").wait() == 0
    assert python("-c", RESUME).wait() == 0

    assert python("manage.py", "db_worker", "--batch", "--no-startup-delay").wait(120) == 0

    with closing(sqlite3.connect(tmp_path / "test.sqlite3")) as database:
        done = database.execute("SELECT state, count(*) FROM tdd_a11y_pageaudit GROUP BY state")
        assert done.fetchall() == [("done", 3)], (tmp_path / "log").read_text()[-3000:]
