"""The tests' site: like the demo's, with a database and files of its own."""

import os
import tempfile
from pathlib import Path

from .base import *  # noqa: F403
from .base import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.site", "tests.a11y.site"]

SECRET_KEY = "tests-only"  # noqa: S105 - guards nothing
ALLOWED_HOSTS = ["localhost", "testserver", "127.0.0.1"]

# A file: a database in memory has one connection, and a live server's requests that are still
# under way would be in the test's own transactions.
_FILES = tempfile.TemporaryDirectory(prefix="tdd-pages-tests-")
_FILE = Path(_FILES.name) / "db.sqlite3"
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": _FILE,
        "TEST": {"NAME": str(_FILE)},
        "OPTIONS": {
            "timeout": 30,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF",
        },
    }
}
if "TEST_POSTGRES" in os.environ:  # see scripts/with-postgres.sh
    DATABASES["default"] = {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "postgres",
        "USER": "tests",
        "HOST": os.environ["TEST_POSTGRES"],
    }
# Wagtail caches where sites begin; the cache would outlive a test that is rolled back.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
MEDIA_ROOT = str(Path(_FILES.name) / "media")
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
