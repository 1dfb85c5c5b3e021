"""Pages by name: a list of addresses, files and folders of this machine."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from a11y.engine.discover.addresses import web_address
from a11y.engine.errors import DiscoveryError
from a11y.engine.model import Target

SUFFIXES = (".html", ".htm", ".xhtml")


def listed(file: Path) -> Iterator[Target]:
    """Yield each address in a text file once: one a line; # begins a comment.

    :raises DiscoveryError: when the file cannot be read, lists nothing, or has a line that is not
        an address of http, https or file.
    """
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise DiscoveryError(f"The list {file} cannot be read: {_reason(error)}.") from error
    addresses: dict[str, None] = {}
    for number, line in enumerate(lines, start=1):
        address, *rest = line.split(maxsplit=1) or [""]
        if not address or address.startswith("#"):
            continue
        if not _is_address(address) or (rest and not rest[0].startswith("#")):
            raise DiscoveryError(
                f"{file}, line {number}: not an address that starts with http://, https:// or "
                f"file://: {line.strip()}"
            )
        addresses[address] = None
    if not addresses:
        raise DiscoveryError(f"The list {file} names no page.")
    yield from map(Target, addresses)


def local_pages(paths: Iterable[Path]) -> Iterator[Target]:
    """Yield files, and the HTML files in folders and below, as file: addresses, each once.

    A file that is named is taken whatever it is called. In folders, files are taken by name, in
    order; hidden ones and hidden folders are passed over.

    :raises DiscoveryError: when a path does not exist, or a folder cannot be read or has no page.
    """
    met: set[Path] = set()
    for path in paths:
        if path.is_dir():
            files = [*_in_folder(path)]
            if not files:
                raise DiscoveryError(f"There is no {' or '.join(SUFFIXES)} file in {path}.")
        elif path.is_file():
            files = [path]
        else:
            raise DiscoveryError(f"There is no file or folder {path}.")
        for file in (file.resolve() for file in files):
            if file not in met:
                met.add(file)
                yield Target(file.as_uri())


def _in_folder(folder: Path) -> Iterator[Path]:
    for parent, folders, files in os.walk(folder, onerror=_raise):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if name.lower().endswith(SUFFIXES) and not name.startswith("."):
                yield Path(parent, name)


def _raise(error: OSError) -> None:
    raise DiscoveryError(
        f"The folder {error.filename} cannot be read: {_reason(error)}."
    ) from error


def _is_address(text: str) -> bool:
    return web_address(text) is not None or text.lower().startswith("file://")


def _reason(error: Exception) -> str:
    if isinstance(error, UnicodeDecodeError):
        return "it is not UTF-8"
    return getattr(error, "strerror", None) or str(error)
