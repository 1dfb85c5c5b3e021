"""The tests' site: like the demo's, with a database and files of its own."""

import tempfile

from .base import *  # noqa: F403

SECRET_KEY = "tests-only"  # noqa: S105 - guards nothing
ALLOWED_HOSTS = ["localhost", "testserver", "127.0.0.1"]

# A file, so that the live server's threads and the test share it.
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": ":memory:",
    }
}
MEDIA_ROOT = tempfile.mkdtemp(prefix="tdd-pages-media-")
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
