"""The demo site: SQLite and files under var/, made by `make demo`. Not for production."""

import os

from .base import *  # noqa: F403
from .base import BASE_DIR

DEBUG = True
SECRET_KEY = "demo-site-only-not-a-secret"  # noqa: S105 - the demo holds nothing worth protecting
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]

WAGTAILADMIN_BASE_URL = f"http://localhost:{os.environ.get('PORT', '8000')}"

DATABASES = {
    "default": {"ENGINE": "django.db.backends.sqlite3", "NAME": BASE_DIR / "var" / "demo.sqlite3"}
}
STATIC_ROOT = BASE_DIR / "var" / "static"
MEDIA_ROOT = BASE_DIR / "var" / "media"
