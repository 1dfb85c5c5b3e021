"""Scans in the admin: start, watch, stop, resume, compare."""
