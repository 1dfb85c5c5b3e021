"""The options every command that audits has in common."""

import argparse
import itertools
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from a11y.engine.browser.access import Access, basic_auth
from a11y.engine.config import configured
from a11y.engine.errors import ConfigError
from a11y.engine.model import Impact, Layer, Profile, Scheme, State, Viewport
from a11y.engine.values import (
    count,
    layers,
    pair,
    schemes,
    seconds,
    viewports,
    web_address,
    writable,
)
from a11y.engine.wcag import LEVELS

MOST_WORKERS = 4
NEVER = "never"

FORMATS = ("table", "json", "html", "sarif", "junit", "earl", "csv", "markdown")
_SUFFIXES = {
    ".txt": "table",
    ".json": "json",
    ".html": "html",
    ".sarif": "sarif",
    ".xml": "junit",
    ".jsonld": "earl",
    ".csv": "csv",
    ".md": "markdown",
}


@dataclass(frozen=True, slots=True)
class Output:
    """Where a report goes, and in which format; to standard output without a file."""

    format: str
    file: Path | None = None


@dataclass(frozen=True, slots=True)
class Options:
    """What to audit besides the pages a command names itself, how, and what to do with it."""

    sitemaps: tuple[str, ...]
    crawls: tuple[str, ...]
    lists: tuple[Path, ...]
    max_pages: int | None
    states: tuple[State, ...]
    profile: Profile
    access: Access
    login: Path | None
    steps: Path | None
    timeout: float
    workers: int
    remote: str
    screenshots: bool
    outputs: tuple[Output, ...]
    fail_on: Impact | None
    fail_on_asked: bool
    baseline: Path | None
    update_baseline: bool
    changed_since: Path | None
    resume: Path | None


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the common options to the parser; :func:`read` makes sense of what it returns.

    None has a default here: what is not given may stand in a configuration file.
    """
    for title, add in (
        ("more pages", _add_sources),
        ("what is looked at", _add_profile),
        ("getting in", _add_access),
        ("the report", _add_report),
        ("what counts", _add_threshold),
        ("the run", _add_run),
    ):
        add(parser.add_argument_group(title))


def read(values: Mapping[str, Any]) -> Options:
    """The common options: those given, else those of the configuration file, else the defaults.

    :raises ConfigError: when the configuration cannot be read or options contradict each other.
    """
    reference = argparse.ArgumentParser(add_help=False)
    add_arguments(reference)
    given = {name: value for name, value in values.items() if value is not None}
    chosen = {**_DEFAULTS, **configured(given.get("config"), reference), **given}
    states = itertools.product(chosen["viewport"], chosen["scheme"])
    options = Options(
        sitemaps=tuple(chosen["sitemap"]),
        crawls=tuple(chosen["crawl"]),
        lists=tuple(chosen["urls"]),
        max_pages=chosen["max_pages"],
        states=tuple(State(viewport, scheme) for viewport, scheme in states),
        profile=_profile(chosen),
        access=_access(chosen),
        login=chosen["login"],
        steps=chosen["steps"],
        timeout=chosen["timeout"],
        workers=chosen["workers"],
        remote=chosen["remote"],
        screenshots=chosen["screenshots"],
        outputs=_outputs(chosen["format"], chosen["output"]),
        fail_on=None if chosen["fail_on"] == NEVER else Impact(chosen["fail_on"]),
        fail_on_asked=chosen["fail_on_asked"],
        baseline=chosen["baseline"],
        update_baseline=chosen["update_baseline"],
        changed_since=chosen["changed_since"],
        resume=chosen["resume"],
    )
    if options.update_baseline and not options.baseline:
        raise ConfigError("--update-baseline needs --baseline FILE.")
    if options.changed_since and options.login:
        raise ConfigError(
            "--changed-since cannot be combined with --login: whether a page has changed is "
            "found out without a browser, so without being logged in."
        )
    return options


_DEFAULTS: Mapping[str, Any] = {
    "sitemap": (),
    "crawl": (),
    "urls": (),
    "max_pages": None,
    "viewport": (Viewport(1280, 800),),
    "scheme": (Scheme.LIGHT,),
    "level": "AA",
    "best_practice": True,
    "experimental": False,
    "layers": frozenset(Layer),
    "only": (),
    "skip": (),
    "header": (),
    "cookie": (),
    "auth": None,
    "login": None,
    "steps": None,
    "timeout": 30.0,
    "workers": min(os.cpu_count() or 1, MOST_WORKERS),
    "remote": "",
    "screenshots": False,
    "format": None,
    "output": (),
    "fail_on": Impact.MINOR.value,
    "fail_on_asked": False,
    "baseline": None,
    "update_baseline": False,
    "changed_since": None,
    "resume": None,
}

_Group = argparse._ArgumentGroup


def _add_sources(group: _Group) -> None:
    group.add_argument(
        "--sitemap",
        action="append",
        type=web_address,
        metavar="URL",
        help="the pages of a sitemap, or of the sitemaps that a site names; can be repeated",
    )
    group.add_argument(
        "--crawl",
        action="append",
        type=web_address,
        metavar="URL",
        help="this page and those of the same site that links lead to; can be repeated",
    )
    group.add_argument(
        "--urls",
        action="append",
        type=Path,
        metavar="FILE",
        help="the addresses in a text file, one a line; can be repeated",
    )
    group.add_argument(
        "--max-pages", type=count, metavar="N", help="at most so many pages (crawl: 100)"
    )


def _add_profile(group: _Group) -> None:
    group.add_argument(
        "--viewport",
        type=viewports,
        metavar="WIDTHxHEIGHT,…",
        help="window sizes in CSS pixels, each audited (default: 1280x800)",
    )
    group.add_argument(
        "--scheme",
        type=schemes,
        metavar="SCHEME,…",
        help="colour schemes, each audited: light, dark (default: light)",
    )
    group.add_argument("--level", choices=LEVELS, help="WCAG rules up to this level (default: AA)")
    group.add_argument(
        "--best-practice",
        action=argparse.BooleanOptionalAction,
        help="rules beyond WCAG, too (default: yes)",
    )
    group.add_argument(
        "--experimental",
        action=argparse.BooleanOptionalAction,
        help="axe-core's experimental rules, too (default: no)",
    )
    group.add_argument(
        "--layers",
        type=layers,
        metavar="LAYER,…",
        help=f"which kinds of check run: {', '.join(Layer)} (default: all)",
    )
    for option, what in (("--only", "run these rules alone"), ("--skip", "leave these rules out")):
        group.add_argument(option, action="append", metavar="RULE,…", help=what)
    group.add_argument(
        "--steps", type=Path, metavar="FILE", help="audit the states that this file leads to, too"
    )


def _add_access(group: _Group) -> None:
    group.add_argument(
        "--login", type=Path, metavar="FILE", help="log in by the steps in this file first"
    )
    group.add_argument(
        "--header",
        action="append",
        type=pair(":"),
        metavar="'NAME: VALUE'",
        help="send this to the pages' own sites, and to no other; can be repeated. In this and the "
        "next two, ${NAME} stands for what the environment variable holds",
    )
    group.add_argument(
        "--cookie", action="append", type=pair("="), metavar="NAME=VALUE", help="can be repeated"
    )
    group.add_argument("--auth", type=pair(":"), metavar="USER:PASSWORD", help="basic auth")


def _add_report(group: _Group) -> None:
    group.add_argument("--format", choices=FORMATS, help="default: by the file's name, or table")
    group.add_argument(
        "--output",
        action="append",
        type=writable,
        metavar="FILE",
        help="write the report here, not to stdout; can be repeated, for several formats: "
        + ", ".join(_SUFFIXES),
    )
    group.add_argument(
        "--screenshots",
        action=argparse.BooleanOptionalAction,
        help="pictures of the elements with findings, for the HTML and JSON report (default: no)",
    )


def _add_threshold(group: _Group) -> None:
    group.add_argument(
        "--fail-on",
        choices=(*Impact, NEVER),
        help="exit with 1 for barriers at least so bad (default: minor, which is for all)",
    )
    group.add_argument(
        "--fail-on-asked",
        action=argparse.BooleanOptionalAction,
        help="exit with 1 for what a person has to decide, too (default: no)",
    )
    group.add_argument(
        "--baseline", type=Path, metavar="FILE", help="pass over the findings in this file"
    )
    group.add_argument(
        "--update-baseline",
        action=argparse.BooleanOptionalAction,
        help="write what is found to the baseline",
    )


def _add_run(group: _Group) -> None:
    group.add_argument(
        "--config",
        type=Path,
        metavar="FILE",
        help="default: a11y.toml here, or [tool.a11y] in pyproject.toml here",
    )
    group.add_argument(
        "--workers",
        type=count,
        metavar="N",
        help=f"so many browsers side by side (default: one a processor, at most {MOST_WORKERS})",
    )
    group.add_argument(
        "--remote", type=web_address, metavar="URL", help="a WebDriver server that has the browser"
    )
    group.add_argument(
        "--timeout", type=seconds, metavar="SECONDS", help="for loading a page (default: 30)"
    )
    group.add_argument(
        "--changed-since",
        type=Path,
        metavar="REPORT.json",
        help="take over from this report the pages that have not changed",
    )
    group.add_argument(
        "--resume",
        type=Path,
        metavar="FILE",
        help="keep a journal here, and go on with it if an earlier run was interrupted",
    )


def _profile(chosen: Mapping[str, Any]) -> Profile:
    return Profile(
        level=chosen["level"],
        best_practices=chosen["best_practice"],
        experimental=chosen["experimental"],
        layers=chosen["layers"],
        only=_names(chosen["only"]),
        skip=_names(chosen["skip"]),
    )


def _names(lists: Iterable[str]) -> frozenset[str]:
    return frozenset(name.strip() for names in lists for name in names.split(",") if name.strip())


def _access(chosen: Mapping[str, Any]) -> Access:
    headers = [*chosen["header"]]
    if chosen["auth"]:
        headers.append(basic_auth(*chosen["auth"]))
    return Access(headers=tuple(headers), cookies=tuple(chosen["cookie"]))


def _outputs(format: str | None, files: Iterable[Path]) -> tuple[Output, ...]:
    files = tuple(files)
    if not files:
        return (Output(format or "table"),)
    outputs = []
    for file in files:
        by_name = _SUFFIXES.get(file.suffix.lower())
        # What is said outright counts, but it cannot be meant for every one of several files.
        chosen = format or by_name if len(files) == 1 else by_name or format
        if chosen is None and len(files) > 1:
            raise ConfigError(f"The format of {file} is not to be told from its name.")
        outputs.append(Output(chosen or "table", file))
    return tuple(outputs)
