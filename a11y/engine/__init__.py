"""Finds accessibility barriers in any web page, with a real browser. Knows no CMS."""
