"""Remembers the pages that are done while an audit runs, so that a second run can resume it.

A journal is a file of JSON lines: the first says what was asked of the audit, each other one is
a page's result. A line that was cut off by a crash is passed over.
"""

import hashlib
import json
import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from a11y.engine.errors import ConfigError
from a11y.engine.model import PageResult, Target
from a11y.engine.reports.json import page_as_data, page_from_data

Key = tuple[str, int]
"""A page's address, and how many targets before it have the same."""


class Journal:
    """The journal of one audit. ``done`` are the pages an earlier run has finished, by their
    places among the targets."""

    def __init__(self, stream: TextIO, keys: Sequence[Key], done: Mapping[Key, PageResult]) -> None:
        self._stream = stream
        self._keys = keys
        self.done = {place: done[key] for place, key in enumerate(keys) if key in done}

    def note(self, place: int, page: PageResult) -> None:
        """Write a target's result down, and make sure that it is on the disk."""
        _write_line(self._stream, {"of": self._keys[place], **page_as_data(page)})


@contextmanager
def journal(file: Path, asked: str, targets: Sequence[Target]) -> Iterator[Journal]:
    """The journal in this file: a new one, or that of an earlier run which is resumed.

    ``asked`` is everything that a result depends on besides the page. The file is removed when
    the audit ends; it stays when the audit is interrupted.

    :raises ConfigError: when the file is something else, or of an audit that was asked otherwise.
    """
    mark = hashlib.sha256(asked.encode()).hexdigest()
    done = _read(file, mark) if file.exists() and file.stat().st_size else {}
    with file.open("a", encoding="utf-8") as stream:
        if stream.tell() == 0:
            _write_line(stream, {"journal": mark})
        else:
            stream.write("\n")  # after a line that was cut off
        yield Journal(stream, _keys(targets), done)
    file.unlink()


def _keys(targets: Sequence[Target]) -> list[Key]:
    met: Counter[str] = Counter()
    found = []
    for target in targets:
        found.append((target.url, met[target.url]))
        met[target.url] += 1
    return found


def _read(file: Path, mark: str) -> dict[Key, PageResult]:
    try:
        first, *lines = file.read_text(encoding="utf-8").splitlines()
        header = json.loads(first)
        theirs = header["journal"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ConfigError(f"{file} is not the journal of an audit.") from error
    if theirs != mark:
        raise ConfigError(
            f"{file} is the journal of an audit with other options. Remove it to begin anew."
        )
    done = {}
    for line in filter(None, lines):
        try:
            data = json.loads(line)
            url, number = data.pop("of")
            done[(url, number)] = page_from_data(data)
        except (ValueError, KeyError, TypeError):
            continue
    return {key: page for key, page in done.items() if not page.error}


def _write_line(stream: TextIO, data: object) -> None:
    stream.write(json.dumps(data) + "\n")
    stream.flush()
    os.fsync(stream.fileno())
