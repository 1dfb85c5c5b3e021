"""``manage.py audit``: find accessibility barriers in the CMS's pages, or any web page."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from a11y.engine.command import COULD_NOT_RUN, INTERRUPTED, Audited, audit, conclude
from a11y.engine.errors import EngineError
from a11y.engine.model import PageResult, Skipped, Target
from a11y.engine.options import Options, add_arguments, read
from a11y.engine.sources import collected
from a11y.engine.values import web_address
from a11y.pages import SitePage, live_pages, pages_at, without_private
from a11y.places import place_of
from a11y.serving import SiteServers


class Command(BaseCommand):
    """Exits with 0 when no barrier was found, 1 when some were, 2 when it could not run."""

    help = (
        "Find accessibility barriers with a real browser: in all live pages, or in those named. "
        "Pages of the CMS need no running server. "
        "Exit codes: 0 no barrier found, 1 barriers found, 2 could not run, 130 interrupted."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--page",
            action="append",
            default=[],
            metavar="PATH",
            help="a live page by its path, on each site that has it; can be repeated",
        )
        parser.add_argument(
            "--url",
            action="append",
            default=[],
            type=web_address,
            help="any web page, as its own server answers; can be repeated",
        )
        add_arguments(parser)

    def handle(self, *args: Any, **values: Any) -> None:
        try:
            options = read(values)
            audited = _audit(values["page"], values["url"], options)
            code = conclude(audited, options, values.get("stdout"), self.stderr)
        except (EngineError, OSError) as error:
            raise CommandError(str(error), returncode=COULD_NOT_RUN) from error
        except KeyboardInterrupt:
            self.stderr.write("Interrupted.")
            raise SystemExit(INTERRUPTED) from None
        if code:
            raise SystemExit(code)


def _audit(paths: list[str], urls: list[str], options: Options) -> Audited:
    elsewhere = bool(urls or options.lists or options.sitemaps or options.crawls)
    pages, private = without_private(_chosen(paths, all_of_them=not elsewhere))
    with SiteServers() as servers:
        served = {
            Target(page.url, servers.address_of(page.site) + page.path): page for page in pages
        }
        targets, left_out = collected([*served, *map(Target, urls)], options)
        if not targets:
            raise CommandError(_nothing([*private, *left_out]), returncode=COULD_NOT_RUN)
        audited = audit(targets, options, [*private, *left_out])
    results = zip(audited.report.pages, audited.targets, strict=True)
    placed = tuple(
        _placed(result, target, served[target]) if target in served else result
        for result, target in results
    )
    return replace(audited, report=replace(audited.report, pages=placed))


def _nothing(skipped: list[Skipped]) -> str:
    reasons = [f"{page.url} is {page.reason}." for page in skipped]
    return " ".join(["There is no page to audit.", *reasons])


def _chosen(paths: list[str], *, all_of_them: bool) -> Iterator[SitePage]:
    if not paths and all_of_them:
        yield from live_pages()
    for path in paths:
        found = pages_at(path)
        if not found:
            raise CommandError(
                f"There is no live page at {path}. A path looks like /about/.",
                returncode=COULD_NOT_RUN,
            )
        yield from found


def _placed(result: PageResult, target: Target, served: SitePage) -> PageResult:
    """The result of a page of the CMS, with the places where its findings are edited."""
    if result.redirected_to:
        # What was audited is another page: its content is not edited in this one.
        address = target.address.removesuffix(served.path)
        return replace(
            result,
            redirected_to=result.redirected_to.replace(address, served.site.root_url, 1),
            findings=tuple(replace(finding, content_path="") for finding in result.findings),
        )
    placed = tuple(
        replace(finding, place=place_of(served.page, finding.content_path))
        for finding in result.findings
    )
    return replace(result, findings=placed)
