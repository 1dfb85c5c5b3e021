"""How a report is written down: one module per format, each with ``write(report, stream)``."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TextIO

from a11y.engine.model import Report
from a11y.engine.reports import csv, earl, html, json, junit, markdown, sarif, table

Writer = Callable[[Report, TextIO], None]

FORMATS: Mapping[str, Writer] = MappingProxyType(
    {
        "table": table.write,
        "json": json.write,
        "html": html.write,
        "sarif": sarif.write,
        "junit": junit.write,
        "earl": earl.write,
        "csv": csv.write,
        "markdown": markdown.write,
    }
)
"""The writer of each format. All write text; files are UTF-8."""
