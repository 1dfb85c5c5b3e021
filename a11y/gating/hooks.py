"""What Wagtail learns from this folder when it starts."""

from wagtail import hooks

from a11y.gating.ways import before_publishing, before_publishing_many, install

hooks.register("before_publish_page", before_publishing)
hooks.register("before_bulk_action", before_publishing_many)
install()
