"""What values on the command line mean; those that mean nothing raise ArgumentTypeError."""

import argparse
import os
import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

from a11y.engine.model import Layer, Scheme, Viewport

MAX_LENGTH = 10_000  # CSS pixels; Chromium itself gives up not far above


def web_address(value: str) -> str:
    """An argument that is the address of a page: http, https or file."""
    with suppress(ValueError):
        parts = urlsplit(value)
        if parts.scheme == "file" or (parts.scheme in ("http", "https") and parts.hostname):
            return value
    raise argparse.ArgumentTypeError(
        f"not an address that starts with http:// or https://: {value}"
    )


def viewports(value: str) -> tuple[Viewport, ...]:
    """Window sizes, separated by commas."""
    return tuple(dict.fromkeys(_viewport(part.strip()) for part in value.split(",")))


def _viewport(value: str) -> Viewport:
    lengths = re.fullmatch(r"(\d{1,5})x(\d{1,5})", value, flags=re.ASCII)
    if lengths:
        width, height = map(int, lengths.groups())
        if 0 < width <= MAX_LENGTH and 0 < height <= MAX_LENGTH:
            return Viewport(width, height)
    raise argparse.ArgumentTypeError(f"not a window size like 1280x800: {value!r}")


def schemes(value: str) -> tuple[Scheme, ...]:
    """Colour schemes, separated by commas."""
    try:
        return tuple(dict.fromkeys(Scheme(part.strip()) for part in value.split(",")))
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"not light or dark: {value!r}") from error


def layers(value: str) -> frozenset[Layer]:
    """Layers, separated by commas."""
    try:
        return frozenset(Layer(part.strip()) for part in value.split(","))
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"not among {', '.join(Layer)}: {value!r}") from error


def count(value: str) -> int:
    """A number of things, from 1."""
    if not re.fullmatch(r"[1-9]\d{0,8}", value, flags=re.ASCII):
        raise argparse.ArgumentTypeError(f"not a number from 1: {value!r}")
    return int(value)


def seconds(value: str) -> float:
    """A time of up to an hour."""
    try:
        time = float(value)
    except ValueError:
        time = 0
    if not 0 < time <= 3600:
        raise argparse.ArgumentTypeError(f"not a number of seconds: {value!r}")
    return time


def pair(mark: str) -> Callable[[str], tuple[str, str]]:
    """A name and a value. Neither is said in a message: it may be a secret."""

    def read_pair(value: str) -> tuple[str, str]:
        name, found, rest = _with_environment(value).partition(mark)
        pair = name.strip(), rest.strip()
        if not found or not pair[0] or re.search(r"[\r\n\0]", "".join(pair)):
            raise argparse.ArgumentTypeError(f"not a name and a value with {mark!r} between")
        return pair

    return read_pair


def _with_environment(value: str) -> str:
    def held(match: re.Match[str]) -> str:
        if match[1] not in os.environ:
            raise argparse.ArgumentTypeError(f"the environment has no {match[1]}")
        return os.environ[match[1]]

    return re.sub(r"\$\{(\w+)\}", held, value)


def writable(value: str) -> Path:
    """A file that can be written: better said now than after the audit."""
    path = Path(value)
    if path.is_dir() or not path.absolute().parent.is_dir():
        raise argparse.ArgumentTypeError(f"cannot write there: {value}")
    return path
