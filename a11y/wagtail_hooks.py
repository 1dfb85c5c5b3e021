"""What Wagtail learns from this app when it starts."""

from typing import Any

from django.db.models import Model
from django.http import HttpRequest
from wagtail import hooks

from a11y.content_paths import mark, remember

hooks.register("mark_content_path", mark)


@hooks.register("before_serve_page")
def remember_content_paths(page: Model, request: HttpRequest, args: Any, kwargs: Any) -> None:
    remember(page)
