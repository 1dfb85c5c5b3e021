"""The headless API, version 2. Version 3 mounts itself: see `tdd_pages.urls`."""

from django.apps import apps
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.views import PagesAPIViewSet
from wagtail.documents.api.v2.views import DocumentsAPIViewSet
from wagtail.images.api.v2.views import ImagesAPIViewSet

api_v2 = WagtailAPIRouter("tdd_api_v2")
api_v2.register_endpoint("pages", PagesAPIViewSet)
api_v2.register_endpoint("images", ImagesAPIViewSet)
api_v2.register_endpoint("documents", DocumentsAPIViewSet)
if apps.is_installed("tdd_pages.shell"):
    from tdd_pages.shell.api import ShellAPIViewSet

    api_v2.register_endpoint("shell", ShellAPIViewSet)
