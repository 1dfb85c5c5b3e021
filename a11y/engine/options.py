"""The options every command that audits has in common."""

import argparse
import itertools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from a11y.engine.model import Scheme, State, Viewport
from a11y.engine.reports import FORMATS
from a11y.engine.wcag import LEVELS, Level

MAX_LENGTH = 10_000  # CSS pixels; Chromium itself gives up not far above


@dataclass(frozen=True, slots=True)
class Options:
    """How to audit, and where the report goes: to a file, or to standard output."""

    states: tuple[State, ...]
    level: Level
    format: str
    output: Path | None


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the common options to the parser; :func:`read` makes sense of what it returns."""
    parser.add_argument(
        "--viewport",
        type=_viewports,
        default="1280x800",
        metavar="WIDTHxHEIGHT,…",
        help="window sizes in CSS pixels, each audited (default: %(default)s)",
    )
    parser.add_argument(
        "--scheme",
        type=_schemes,
        default="light",
        metavar="SCHEME,…",
        help="colour schemes, each audited: light, dark (default: %(default)s)",
    )
    parser.add_argument(
        "--level",
        choices=LEVELS,
        default="AA",
        help="WCAG rules up to this level (default: %(default)s)",
    )
    parser.add_argument(
        "--format", choices=sorted(FORMATS), default="table", help="default: %(default)s"
    )
    parser.add_argument(
        "--output", type=_writable, metavar="FILE", help="write the report here, not to stdout"
    )


def read(values: Mapping[str, Any]) -> Options:
    """The parsed values of the common options, as one object."""
    states = itertools.product(values["viewport"], values["scheme"])
    return Options(
        states=tuple(State(viewport, scheme) for viewport, scheme in states),
        level=values["level"],
        format=values["format"],
        output=values["output"],
    )


def web_address(value: str) -> str:
    """An argument that is the address of a page: http, https or file."""
    parts = urlsplit(value)
    if parts.scheme == "file" or (parts.scheme in ("http", "https") and parts.hostname):
        return value
    raise argparse.ArgumentTypeError(
        f"not an address that starts with http:// or https://: {value}"
    )


def _viewports(value: str) -> tuple[Viewport, ...]:
    return tuple(dict.fromkeys(_viewport(part.strip()) for part in value.split(",")))


def _viewport(value: str) -> Viewport:
    lengths = re.fullmatch(r"(\d{1,5})x(\d{1,5})", value, flags=re.ASCII)
    if lengths:
        width, height = map(int, lengths.groups())
        if 0 < width <= MAX_LENGTH and 0 < height <= MAX_LENGTH:
            return Viewport(width, height)
    raise argparse.ArgumentTypeError(f"not a window size like 1280x800: {value!r}")


def _schemes(value: str) -> tuple[Scheme, ...]:
    try:
        return tuple(dict.fromkeys(Scheme(part.strip()) for part in value.split(",")))
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"not light or dark: {value!r}") from error


def _writable(value: str) -> Path:
    """A file that can be written: better said now than after the audit."""
    path = Path(value)
    if path.is_dir() or not path.absolute().parent.is_dir():
        raise argparse.ArgumentTypeError(f"cannot write there: {value}")
    return path
