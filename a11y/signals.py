"""What the audit tells other code."""

from django.dispatch import Signal

audit_finished = Signal()
"""Sent when a page audit is done or has failed, after that was written down: ``audit``."""
