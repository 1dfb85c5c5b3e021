"""Where the views of this folder stand, below the admin's ``accessibility/``."""

from django.urls import URLPattern, path

from a11y.evaluation import views

_SCAN = "scans/<int:pk>/evaluation/"

urlpatterns: list[URLPattern] = [
    path(_SCAN, views.EvaluationView.as_view(), name="evaluation"),
    path(f"{_SCAN}report/", views.ReportView.as_view(), name="evaluation_report"),
    path(
        f"{_SCAN}report/download/",
        views.ReportView.as_view(as_file=True),
        name="evaluation_download",
    ),
    path(f"{_SCAN}openacr/", views.OpenAcrView.as_view(), name="evaluation_openacr"),
    path(f"{_SCAN}<str:num>/", views.CriterionView.as_view(), name="criterion"),
]
