"""The tests' site with a database in a file, for tests that run several processes."""

import os

from tdd_pages.settings.test import *  # noqa: F403 - settings build on settings
from tdd_pages.settings.test import INSTALLED_APPS

IMMEDIATE = "django_tasks.backends.immediate.ImmediateBackend"

INSTALLED_APPS = [*INSTALLED_APPS, "django_tasks_db"]
TASKS = {"default": {"BACKEND": os.environ.get("TEST_TASKS", IMMEDIATE)}}

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": os.environ["TEST_DATABASE_FILE"],
        "OPTIONS": {
            "timeout": 30,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL;",
        },
    }
}
TDD_A11Y = {"LEASE_SECONDS": 4}


class _WithoutMigrations:
    """Tables are made from the models: the history of Wagtail's takes a minute."""

    def __contains__(self, app: str) -> bool:
        return True

    def __getitem__(self, app: str) -> None:
        return None


MIGRATION_MODULES = _WithoutMigrations()
