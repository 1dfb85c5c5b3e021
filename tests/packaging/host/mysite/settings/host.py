from .base import *  # noqa: F403
from .base import INSTALLED_APPS

# Ours stand above Wagtail's: the API's schemas are made when Wagtail's apps start.
INSTALLED_APPS = [
    "blocks",
    "tdd_pages",
    "a11y",
    "wagtail.api.v2",
    "rest_framework",
    "wagtail.contrib.typed_table_block",
    *INSTALLED_APPS,
]
ROOT_URLCONF = "mysite.host_urls"
SECRET_KEY = "tests-only"
ALLOWED_HOSTS = ["localhost"]
