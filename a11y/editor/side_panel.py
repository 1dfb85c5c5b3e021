"""The side panel *Accessibility* of the page editor.

Wagtail finds a page type's views in its view set. :func:`add_to_editors` gives every view set that
is registered the panel, whatever edit view it has. One that is registered later, or an edit view
that is made otherwise, gets it by :class:`AccessibilityEditViewMixin`.
"""

from typing import Any

from django.forms import Media, Script
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.side_panels import BaseSidePanel
from wagtail.admin.viewsets.pages import page_viewset_registry

from a11y.editor.drafts import count_barriers

NAME = "a11y-audit"
"""How Wagtail's client knows the panel."""
FRAGMENT = "accessibility-panel"
"""An editor's address with this behind # opens the panel."""


def toggle_label(count: int) -> str:
    """What the panel's toggle is called; the number on it is part of that."""
    if not count:
        return _("Toggle accessibility")
    return ngettext(
        "Toggle accessibility: %(count)s barrier",
        "Toggle accessibility: %(count)s barriers",
        count,
    ) % {"count": count}


class AccessibilitySidePanel(BaseSidePanel):
    """What the audit says of the draft. It is fetched when the panel is opened."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        icon_name = "tdd-a11y"
        counter_classname = "w-bg-critical-200"

        @cached_property
        def count(self) -> int:
            return count_barriers(self.panel.object)

        @property
        def aria_label(self) -> str:
            return toggle_label(self.count)

        def get_context_data(self, parent_context: Any) -> dict[str, Any]:
            return {**super().get_context_data(parent_context), "count": self.count}

    name = NAME
    title = gettext_lazy("Accessibility")
    template_name = "a11y/editor/panel.html"
    order = 360

    def __init__(self, page: Any, request: Any, *, is_reverting: bool = False) -> None:
        super().__init__(page, request)
        self.is_reverting = is_reverting

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        names = ("findings", "audit", "progress", "spoken")
        return {
            **super().get_context_data(parent_context),
            "urls": {
                name: reverse(f"tdd_a11y:editor_{name}", args=[self.object.pk]) for name in names
            },
            "csrf_token": parent_context.get("csrf_token"),
            "is_reverting": self.is_reverting,
            "fragment": FRAGMENT,
        }

    @property
    def media(self) -> Media:
        return Media(
            css={"all": [versioned_static("tdd_a11y/editor.css")]},
            js=[Script(versioned_static("tdd_a11y/editor.js"), type="module")],
        )


class AccessibilityEditViewMixin:
    """For an edit view of pages: adds the side panel *Accessibility*."""

    def get_side_panels(self) -> MediaContainer:
        panels = super().get_side_panels()  # type: ignore[misc] # the view's
        view: Any = self
        # Autosave asks for parts of the editor only; this one fetches its content by itself.
        if not view.expects_json_response and not view.hydrate_create_view:
            panel = AccessibilitySidePanel(
                view.page, view.request, is_reverting=getattr(view, "is_reverting", False)
            )
            panels.append(panel)
        return panels


def add_to_editors() -> None:
    """Give the editors of all page types that are registered the side panel."""
    for viewset in _viewsets():
        for name in ("edit_view_class", "revisions_revert_view_class"):
            view = getattr(viewset, name)
            if not issubclass(view, AccessibilityEditViewMixin):
                with_panel = type(view.__name__, (AccessibilityEditViewMixin, view), {})
                setattr(viewset, name, with_panel)


def _viewsets() -> list[Any]:
    by_class = page_viewset_registry.values_by_class
    by_exact_class = page_viewset_registry.values_by_exact_class
    return [*by_class.values(), *by_exact_class.values()]
