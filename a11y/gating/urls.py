"""Where the views of this folder stand, below the admin's ``accessibility/``."""

from django.urls import URLPattern, path

from a11y.gating.views import OverrideView

urlpatterns: list[URLPattern] = [
    path("publish/<int:page_id>/", OverrideView.as_view(), name="override_gate"),
]
