"""``python -m a11y.engine PAGE…``: audit web pages from the command line."""

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from a11y.engine.discover.local import local_pages
from a11y.engine.errors import EngineError
from a11y.engine.model import Target
from a11y.engine.options import add_arguments, read
from a11y.engine.values import web_address

EXIT_CODES = (
    "Exit codes: 0 nothing found that counts, 1 barriers found, 2 could not run or not audit "
    "every page, 130 interrupted, 143 terminated."
)
COULD_NOT_RUN, INTERRUPTED = 2, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Audit the pages given and return the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m a11y.engine",
        description="Find accessibility barriers in web pages, with a real browser.",
        epilog=EXIT_CODES,
    )
    parser.add_argument(
        "pages",
        nargs="*",
        type=_page,
        metavar="PAGE",
        help="an address, an HTML file, or a folder of HTML files",
    )
    add_arguments(parser)
    values = vars(parser.parse_args(arguments))
    try:
        return _run(parser, values.pop("pages"), values)
    except (EngineError, OSError) as error:
        print(error, file=sys.stderr)
        return COULD_NOT_RUN
    except KeyboardInterrupt:
        print("Interrupted.", file=sys.stderr)
        return INTERRUPTED


def _run(
    parser: argparse.ArgumentParser, pages: Sequence[str | Path], values: dict[str, object]
) -> int:
    options = read(values)
    if not (pages or options.lists or options.sitemaps or options.crawls):
        parser.error("a page is required: name one, or use --sitemap, --crawl or --urls")
    # Late: bad options are said at once.
    from a11y.engine.command import audit, conclude
    from a11y.engine.sources import collected

    targets, skipped = collected(_targets(pages), options)
    return conclude(audit(targets, options, skipped), options)


def _page(value: str) -> str | Path:
    path = Path(value)
    return path if path.exists() else web_address(value)


def _targets(pages: Iterable[str | Path]) -> Iterator[Target]:
    for page in pages:
        if isinstance(page, Path):
            yield from local_pages([page])
        else:
            yield Target(page)


if __name__ == "__main__":
    sys.exit(main())
