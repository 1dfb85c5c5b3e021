"""Where the views of this folder stand, below the admin's ``accessibility/``."""

from django.urls import URLPattern, path

from a11y.findings.dashboard import DashboardView
from a11y.findings.deciding import DecideCauseView
from a11y.findings.detail import FindingView, portrait
from a11y.findings.listing import AllView, CausesView, CauseView

_CAUSE = "findings/causes/<slug:cause>/"

urlpatterns: list[URLPattern] = [
    path("dashboard/", DashboardView.as_view(), name="dashboard"),
    path("findings/", CausesView.as_view(), name="findings"),
    path("findings/results/", CausesView.as_view(results_only=True), name="findings_results"),
    path("findings/all/", AllView.as_view(), name="findings_all"),
    path("findings/all/results/", AllView.as_view(results_only=True), name="findings_all_results"),
    path(_CAUSE, CauseView.as_view(), name="findings_cause"),
    path(f"{_CAUSE}results/", CauseView.as_view(results_only=True), name="findings_cause_results"),
    path(f"{_CAUSE}decide/", DecideCauseView.as_view(), name="findings_cause_decide"),
    path("findings/<int:pk>/", FindingView.as_view(), name="finding"),
    path("findings/<int:pk>/portrait.png", portrait, name="finding_portrait"),
]
