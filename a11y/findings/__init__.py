"""What auditors work with: the findings report, triage, exports, the dashboard."""
