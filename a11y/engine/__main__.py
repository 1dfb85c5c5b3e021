"""``python -m a11y.engine URL…``: audit web pages from the command line."""

import argparse
import sys
from collections.abc import Sequence

from a11y.engine.command import INTERRUPTED, audit, deliver
from a11y.engine.errors import EngineError
from a11y.engine.model import Target
from a11y.engine.options import add_arguments, read, web_address

EXIT_CODES = "Exit codes: 0 no barrier found, 1 barriers found, 2 could not run, 130 interrupted."


def main(arguments: Sequence[str] | None = None) -> int:
    """Audit the addresses given and return the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m a11y.engine",
        description="Find accessibility barriers in web pages, with a real browser.",
        epilog=EXIT_CODES,
    )
    parser.add_argument("urls", nargs="+", type=web_address, metavar="URL")
    add_arguments(parser)
    values = vars(parser.parse_args(arguments))
    options = read(values)
    try:
        report = audit([Target(url) for url in dict.fromkeys(values["urls"])], options)
        deliver(report, options)
    except (EngineError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("Interrupted.", file=sys.stderr)
        return INTERRUPTED
    for page in report.pages:
        if page.error:
            print(f"{page.url}: {page.error}", file=sys.stderr)
    return report.exit_code


if __name__ == "__main__":
    sys.exit(main())
