"""What Wagtail learns from this folder when it starts."""

from typing import Any

from django.http import HttpRequest
from wagtail import hooks

from a11y.editor.home import MyFindingsPanel
from a11y.editor.listings import add_count
from a11y.editor.side_panel import add_to_editors

LAST = 1000

hooks.register("construct_page_listing_buttons", add_count)


@hooks.register("register_admin_viewset", order=LAST)
def add_side_panel() -> list[Any]:
    # By now the view sets of the site and of other packages are registered.
    add_to_editors()
    return []


@hooks.register("construct_homepage_panels")
def add_home_panel(request: HttpRequest, panels: list[Any]) -> None:
    panels.append(MyFindingsPanel())


@hooks.register("register_icons")
def register_icons(icons: list[str]) -> list[str]:
    return [*icons, "a11y/editor/icon.svg"]
