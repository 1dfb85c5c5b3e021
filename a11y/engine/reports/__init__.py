"""How a report is written down: one module per format, each with ``write(report, stream)``."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TextIO

from a11y.engine.model import Report
from a11y.engine.reports import json, table

Writer = Callable[[Report, TextIO], None]

FORMATS: Mapping[str, Writer] = MappingProxyType({"table": table.write, "json": json.write})
