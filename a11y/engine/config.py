"""Options from a configuration file: ``a11y.toml``, or ``[tool.a11y]`` in ``pyproject.toml``.

A key is an option's name without its dashes before: ``fail-on = "serious"``. An option that can
be repeated takes a list.
"""

import argparse
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from a11y.engine.errors import ConfigError
from a11y.engine.suggest import unknown

FILE = Path("a11y.toml")
PROJECT = Path("pyproject.toml")


def configured(file: Path | None, parser: argparse.ArgumentParser) -> dict[str, Any]:
    """The values of the options in a configuration file, by the names the parser gives them.

    Without a file, it is ``a11y.toml`` in the working directory, else ``pyproject.toml`` there,
    else nothing.

    :raises ConfigError: when the file cannot be read, or says what the parser does not know.
    """
    found = file or next((path for path in (FILE, PROJECT) if path.is_file()), None)
    if found is None:
        return {}
    try:
        data = tomllib.loads(found.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"The configuration {found} cannot be read: {error}") from error
    if found.name == PROJECT.name:
        data = data.get("tool", {}).get("a11y", {})
    return _values(data, found, parser)


def _values(data: Mapping[str, Any], file: Path, parser: argparse.ArgumentParser) -> dict[str, Any]:
    actions = {
        option.removeprefix("--"): action
        for action in parser._actions
        for option in action.option_strings[:1]
        if action.dest != "config"
    }
    values = {}
    for key, value in data.items():
        if key not in actions:
            raise ConfigError(f"{file}: {unknown(key, [*actions])}")
        action = actions[key]
        try:
            values[action.dest] = _value(action, value)
        except (argparse.ArgumentTypeError, ValueError) as error:
            raise ConfigError(f"{file}: {key}: {error}") from error
    return values


def _value(action: argparse.Action, value: Any) -> Any:
    """The value as the command line would have given it."""
    if isinstance(action, argparse.BooleanOptionalAction):
        if not isinstance(value, bool):
            raise ValueError("true or false is expected")
        return value
    parts = value if isinstance(value, list) else [value]
    if any(isinstance(part, bool) or not isinstance(part, str | int | float) for part in parts):
        raise ValueError("a text, a number or a list of them is expected")
    if isinstance(action, argparse._AppendAction):
        return [_read(action, str(part)) for part in parts]
    return _read(action, ",".join(map(str, parts)))


def _read(action: argparse.Action, text: str) -> Any:
    if action.choices is not None and text not in action.choices:
        raise ValueError(f"{text!r} is not among {', '.join(action.choices)}")
    return action.type(text) if callable(action.type) else text
