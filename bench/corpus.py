"""Real pages nobody here wrote, to count false alarms on and to measure speed with.

Run `python bench/corpus.py --apg PATH`, where PATH is a checkout or a bare git directory of
github.com/w3c/aria-practices. It fills `var/corpus` with three sets of static pages and says how
many pages each has; a set that is there already is kept. A set that cannot be had is left out,
which stderr says and the exit code 1 too. What is built stays out of version control:

- apg: the example pages of the ARIA Authoring Practices Guide, with what they load
  (W3C Software and Document License);
- govuk: the published examples of GOV.UK Frontend's components, each in a page (MIT; from npm);
- debian: documentation as Debian packages it, written by several generators and by hand, pages of
  all sizes (licences as in each package's `usr/share/doc/*/copyright`; by apt).

Pages are as their authors made them, but for one thing: an address outside the corpus that a page
loads by itself becomes about:blank, so that no measurement waits for the network.
"""

import argparse
import contextlib
import itertools
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import partial
from html import escape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from string import Template
from typing import Any

import lxml.html

FOLDER = Path(__file__).resolve().parents[1] / "var" / "corpus"
INDEX = "index.json"
SOURCE = "SOURCE.txt"
LARGE = 500
"""Elements from which a page counts as large."""

GOVUK_FRONTEND = "6.6.0"

DEBIAN = {
    "git-doc": "AsciiDoc",
    "junit4-doc": "javadoc",
    "libfftw3-doc": "Texinfo",
    "libusb-1.0-doc": "Doxygen",
    "maint-guide": "DocBook",
    "postfix-doc": "hand-written",
    "python-jinja2-doc": "Sphinx",
}
"""Packages of documentation, and what wrote it."""
SHARED = {"python-jinja2-doc": ("libjs-sphinxdoc", "libjs-jquery", "libjs-underscore")}
"""Packages whose scripts and styles another package's pages link to."""
PER_PACKAGE = 25
STUB = 20
"""Pages with fewer elements send the reader on, or are parts of others."""

TYPES = {
    ".css": "text/css",
    ".htm": "text/html",
    ".html": "text/html",
    ".js": "text/javascript",
    ".json": "application/json",
    ".mjs": "text/javascript",
    ".svg": "image/svg+xml",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".xhtml": "application/xhtml+xml",
}

_LOADED_FROM_ELSEWHERE = re.compile(
    rb"""(<(?:link\b(?=[^>]*stylesheet)|script\b|iframe\b|img\b)[^>]*?\s(?:href|src)\s*=\s*["']?)
    (?:https?:)?//[^"'\s>]*""",
    re.IGNORECASE | re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the corpus: its set, its path in the corpus, how many elements it has."""

    set: str
    path: str
    elements: int


class UnavailableError(Exception):
    """A set cannot be built here. The message says what is missing."""


# Using it


def index(folder: Path = FOLDER) -> list[Page]:
    """Return what the corpus in the folder holds; nothing where there is none."""
    file = folder / INDEX
    return [Page(**row) for row in json.loads(file.read_text())] if file.exists() else []


def pages(folder: Path = FOLDER) -> list[Path]:
    """Return the files of the corpus's pages, always in the same order."""
    return [folder / page.path for page in index(folder)]


@contextlib.contextmanager
def serve(folder: Path = FOLDER) -> Iterator[str]:
    """Serve the folder on a free loopback port; give the address its files are below, no slash."""
    server = _Server(("127.0.0.1", 0), partial(_Handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(SimpleHTTPRequestHandler):
    extensions_map = SimpleHTTPRequestHandler.extensions_map | TYPES
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: Any) -> None:
        pass


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exception(), ConnectionError):  # a browser may leave at any time
            super().handle_error(request, client_address)


# Building it


def build(folder: Path, apg: Path | None, *, rebuild: bool = False) -> bool:
    """Build the sets that are not there yet and write the index.

    :returns: whether every set is there.
    """
    builders: Mapping[str, tuple[str, Callable[[Path], tuple[list[Path], str]]]] = {
        "apg": ("example pages", partial(_apg, apg)),
        "govuk": (f"govuk-frontend {GOVUK_FRONTEND}", _govuk),
        "debian": (f"{PER_PACKAGE} each of {', '.join(DEBIAN)}", _debian),
    }
    folder = folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    known = {name: [*rows] for name, rows in itertools.groupby(index(folder), lambda row: row.set)}
    complete = True
    for name, (recipe, builder) in builders.items():
        if not rebuild and known.get(name) and _recipe(folder / name) == recipe:
            continue
        try:
            known[name] = _build(folder, name, recipe, builder)
        except UnavailableError as reason:
            kept = "the one that is there stays" if known.get(name) else "THE CORPUS LACKS IT"
            print(f"SET {name.upper()} NOT BUILT, {kept}: {reason}", file=sys.stderr)
            complete = complete and bool(known.get(name))
    rows = [asdict(page) for name in builders for page in known.get(name, [])]
    (folder / INDEX).write_text(json.dumps(rows, indent=1) + "\n")
    return complete


def _recipe(folder: Path) -> str:
    """How the set in the folder was built."""
    source = folder / SOURCE
    return source.read_text().partition("\n")[0] if source.exists() else ""


def _build(
    folder: Path, name: str, recipe: str, builder: Callable[[Path], tuple[list[Path], str]]
) -> list[Page]:
    """Build one set beside its place and move it there when it is whole."""
    with tempfile.TemporaryDirectory(dir=folder, prefix=f".{name}-") as staging:
        new = Path(staging) / name
        new.mkdir()
        files, source = builder(new)
        for file in new.rglob("*.html"):
            if file.is_file() and not file.is_symlink():
                _take_offline(file)
        found = [
            Page(name, f"{name}/{file.relative_to(new).as_posix()}", elements(file))
            for file in sorted(files)
        ]
        (new / SOURCE).write_text(f"{recipe}\n{source}\n")
        shutil.rmtree(folder / name, ignore_errors=True)
        new.rename(folder / name)
    return found


def elements(file: Path) -> int:
    """Count a page's elements as lxml reads it; 0 where it reads none."""
    try:
        return sum(1 for _ in lxml.html.document_fromstring(file.read_bytes()).iter("*"))
    except (lxml.etree.ParserError, lxml.etree.XMLSyntaxError):
        return 0


def _take_offline(file: Path) -> None:
    file.write_bytes(_LOADED_FROM_ELSEWHERE.sub(rb"\1about:blank", file.read_bytes()))


def _run(*command: str | Path, cwd: Path | None = None) -> bytes:
    """Run a program and return what it printed."""
    try:
        done = subprocess.run(command, cwd=cwd, capture_output=True, check=True)  # noqa: S603
    except FileNotFoundError as error:
        raise UnavailableError(f"there is no {command[0]}") from error
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode(errors="replace").strip()
        raise UnavailableError(f"{command[0]}: {said or f'exit code {error.returncode}'}") from None
    return done.stdout


# ARIA Authoring Practices Guide


def _apg(source: Path | None, into: Path) -> tuple[list[Path], str]:
    """Copy the guide whole, because pages share files, and name its examples."""
    if source is None:
        raise UnavailableError("name a checkout of github.com/w3c/aria-practices with --apg")
    wanted = ("content", "LICENSE.md")
    if (source / "content" / "patterns").is_dir():
        shutil.copytree(source / "content", into / "content")
        shutil.copy(source / "LICENSE.md", into)
    else:
        archive = into / "archive.tar"
        _run("git", "-C", source, "archive", f"--output={archive}", "HEAD", *wanted)
        _run("tar", "-xf", archive, "-C", into)
        archive.unlink()
    commit = _run("git", "-C", source, "rev-parse", "HEAD").decode().strip()
    found = [*(into / "content" / "patterns").glob("*/examples/*.html")]
    return found, f"w3c/aria-practices {commit}"


# GOV.UK Frontend

_GOVUK_PAGE = Template("""<!doctype html>
<html lang="en" class="govuk-template">
<head>
<meta charset="utf-8">
<title>$title - GOV.UK Frontend</title>
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<link rel="icon" href="../assets/images/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="../govuk-frontend.min.css">
<link rel="stylesheet" href="../inverse.css">
</head>
<body class="govuk-template__body $body_classes">
<script>document.body.classList.add("js-enabled", "govuk-frontend-supported")</script>
$start
$skip
<header class="govuk-template__header">$header$header_end</header>
<div class="govuk-width-container">
$before
<main class="govuk-main-wrapper" id="main-content">
$heading
$content
</main>
</div>
<footer class="govuk-template__footer">$footer</footer>
<script src="../all.bundle.js"></script>
<script>window.GOVUKFrontend.initAll()</script>
</body>
</html>
""")
_GOVUK_INVERSE = """.app-template__body--inverse { background-color: #1d70b8; }
.app-template__body--inverse .govuk-heading-xl { color: #fff; }
"""
_GOVUK_PLACES = {
    "back-link": "before",
    "breadcrumbs": "before",
    "cookie-banner": "start",
    "footer": "footer",
    "generic-header": "header",
    "header": "header",
    "language-navigation": "before",
    "phase-banner": "before",
    "service-navigation": "header_end",
    "skip-link": "skip",
}
"""Where a component stands in a page; any other stands in its content."""


def _govuk(into: Path) -> tuple[list[Path], str]:
    """Write a page for each example that the components' makers show to people."""
    with tempfile.TemporaryDirectory() as folder:
        name = f"govuk-frontend-{GOVUK_FRONTEND}.tgz"
        _run(_npm(), "pack", f"govuk-frontend@{GOVUK_FRONTEND}", cwd=Path(folder))
        _run("tar", "-xf", name, cwd=Path(folder))
        dist = Path(folder) / "package" / "dist" / "govuk"
        shutil.copytree(dist / "assets", into / "assets")
        shutil.copy(dist / "all.bundle.js", into)
        styles = (dist / "govuk-frontend.min.css").read_text()
        (into / "govuk-frontend.min.css").write_text(styles.replace("url(/assets/", "url(assets/"))
        (into / "inverse.css").write_text(_GOVUK_INVERSE)
        files = sorted(dist.glob("components/*/fixtures.json"))
        fixtures = {file.parent.name: json.loads(file.read_text())["fixtures"] for file in files}
    usual = {
        _GOVUK_PLACES[name]: fixtures[name][0]["html"] for name in ("skip-link", "header", "footer")
    }
    found = []
    for component, examples in fixtures.items():
        (into / component).mkdir()
        for example in examples:
            if not example["hidden"]:  # those test the component's template
                file = into / component / f"{_slug(example['name'])}.html"
                file.write_text(_govuk_page(component, example, usual))
                found.append(file)
    return found, f"govuk-frontend {GOVUK_FRONTEND}"


def _govuk_page(component: str, example: Mapping[str, Any], usual: Mapping[str, str]) -> str:
    title = f"{component.capitalize().replace('-', ' ')}: {example['name']}"
    heading = f'<h1 class="govuk-heading-xl">{escape(title)}</h1>'
    nothing = dict.fromkeys(("start", "header_end", "before", "content"), "")
    places = {**nothing, **usual, _GOVUK_PLACES.get(component, "content"): example["html"]}
    page = _GOVUK_PAGE.substitute(
        places,
        title=escape(title),
        heading="" if "<h1" in example["html"] else heading,
        body_classes=(example["pageTemplateOptions"] or {}).get("bodyClasses", ""),
    )
    return page.replace('"#test-target-element"', '"#main-content"')  # of the skip link


def _npm() -> Path | str:
    """The environment's own npm, else the one on the PATH."""
    beside = Path(sys.executable).with_name("npm")
    return beside if beside.exists() else "npm"


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


# Debian's documentation packages


def _debian(into: Path) -> tuple[list[Path], str]:
    """Unpack each package in a folder of its own and name some of its pages."""
    found: list[Path] = []
    versions: list[str] = []
    for package in DEBIAN:
        root = into / package
        versions.append(_unpack(package, root))
        files = (file for file in root.rglob("*.html") if file.is_file() and not file.is_symlink())
        found += _of_all_sizes(files)
        versions += [_unpack(shared, root) for shared in SHARED.get(package, ())]
        for link in filter(Path.is_symlink, [*root.rglob("*")]):
            if not link.resolve().is_relative_to(root.resolve()):
                link.unlink()
    return found, "\n".join(versions)


def _unpack(package: str, root: Path) -> str:
    """Download the package, unpack it and return its name with its version."""
    with tempfile.TemporaryDirectory() as folder:
        _run("apt-get", "download", package, cwd=Path(folder))
        [archive] = Path(folder).glob("*.deb")
        _run("dpkg-deb", "-x", archive, root)
        return archive.stem


def _of_all_sizes(files: Iterable[Path]) -> list[Path]:
    """Pages evenly spread over the order of size, smallest and largest among them."""
    sized = sorted((elements(file), os.fspath(file)) for file in files)
    usable = [Path(file) for count, file in sized if count >= STUB]
    if len(usable) <= PER_PACKAGE:
        return usable
    step = (len(usable) - 1) / (PER_PACKAGE - 1)
    return [usable[round(number * step)] for number in range(PER_PACKAGE)]


def main(arguments: list[str] | None = None) -> int:
    """Build the corpus and say how many pages it has."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--apg", type=Path, help="a git directory of github.com/w3c/aria-practices")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="default: %(default)s")
    parser.add_argument("--rebuild", action="store_true", help="also the sets that are there")
    options = parser.parse_args(arguments)
    complete = build(options.folder, options.apg, rebuild=options.rebuild)
    found = index(options.folder)
    for name, rows in itertools.groupby(found, lambda page: page.set):
        sizes = [page.elements for page in rows]
        large = sum(size >= LARGE for size in sizes)
        print(f"{name:<7}{len(sizes):>5} pages, {large:>3} of {LARGE} elements or more")
    print(f"{'all':<7}{len(found):>5} pages in {options.folder}")
    return 0 if complete else 1


if __name__ == "__main__":
    sys.exit(main())
