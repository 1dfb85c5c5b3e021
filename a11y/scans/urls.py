"""Where the views of this folder stand, below the admin's ``accessibility/``."""

from django.urls import URLPattern, path

from a11y.scans import views

urlpatterns: list[URLPattern] = [
    path("scans/", views.ScansView.as_view(), name="scans"),
    path("scans/results/", views.ScansView.as_view(results_only=True), name="scans_results"),
    path("scans/new/", views.StartView.as_view(), name="start_scan"),
    path("scans/<int:pk>/", views.ScanView.as_view(), name="scan"),
    path("scans/<int:pk>/live/", views.ScanView.as_view(live=True), name="scan_live"),
    path("scans/<int:pk>/stop/", views.StopView.as_view(), name="stop_scan"),
    path("scans/<int:pk>/resume/", views.ResumeView.as_view(), name="resume_scan"),
    path("scans/<int:pk>/pages/<int:audit>/", views.PageView.as_view(), name="scan_page"),
    path("scans/<int:pk>/report/<slug:format>/", views.ReportView.as_view(), name="scan_report"),
]
