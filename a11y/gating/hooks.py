"""What Wagtail learns from this folder when it starts."""

from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.staticfiles import versioned_static

from a11y.gating.ways import before_publishing, before_publishing_many, install

hooks.register("before_publish_page", before_publishing)
hooks.register("before_bulk_action", before_publishing_many)
install()


@hooks.register("insert_global_admin_css")
def style_messages() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', versioned_static("tdd_a11y/gating.css"))


@hooks.register("insert_editor_js")
def follow_messages() -> SafeString:
    return format_html(
        '<script type="module" src="{}"></script>', versioned_static("tdd_a11y/gating.js")
    )
