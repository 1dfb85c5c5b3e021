"""Where the views of this folder stand, below the admin's ``accessibility/``."""

from django.urls import URLPattern, path

from a11y.editor import views

urlpatterns: list[URLPattern] = [
    path("editor/<int:page_id>/findings/", views.findings, name="editor_findings"),
    path("editor/<int:page_id>/audit/", views.audit, name="editor_audit"),
    path("editor/<int:page_id>/progress/", views.how_far, name="editor_progress"),
    path("editor/<int:page_id>/spoken/", views.spoken, name="editor_spoken"),
]
