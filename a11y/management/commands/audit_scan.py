"""``manage.py audit_scan``: order a scan, from cron for example, and if wanted wait for its end."""

from dataclasses import replace
from time import sleep
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from wagtail.models import Site

from a11y.engine.model import Outcome, Scheme
from a11y.engine.values import viewports, web_address
from a11y.engine.wcag import LEVELS
from a11y.models import AuditSettings, Finding, Occurrence, PageAudit, Scan
from a11y.pages import pages_at, pages_of_site
from a11y.profiles import AuditProfile
from a11y.scans import titles
from a11y.scans.start import (
    NothingToAuditError,
    pages_of_section,
    refused,
    start_scan,
)

BARRIERS, COULD_NOT_RUN, INTERRUPTED = 1, 2, 130
_INTERVAL = 0.5

State = PageAudit.State


class Command(BaseCommand):
    """Exits with 0 when no barrier was found, 1 when some were, 2 when it could not run."""

    help = (
        "Order a scan: of a whole site (the default site, where nothing is said), of a section, "
        "or of addresses. Prints the scan's number; workers (manage.py audit_worker) do it. "
        "Exit codes with --wait: 0 no barrier found, 1 barriers found, 2 could not run or not "
        "audit every page, 130 interrupted (the scan goes on)."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--site", metavar="HOST", help="all pages of the site at this host")
        what.add_argument("--section", metavar="PATH", help="the page at this path, and all below")
        what.add_argument(
            "--url",
            action="append",
            default=[],
            type=web_address,
            help="an address on a host that may be scanned; can be repeated",
        )
        parser.add_argument("--level", choices=LEVELS, help="the level of WCAG 2.2")
        parser.add_argument(
            "--viewport",
            action="append",
            type=viewports,
            metavar="WIDTHxHEIGHT",
            help="the window's inside in CSS pixels; can be repeated",
        )
        parser.add_argument(
            "--scheme",
            action="append",
            type=Scheme,
            choices=list(Scheme),
            metavar="{light,dark}",
            help="a colour scheme; can be repeated",
        )
        parser.add_argument(
            "--at-rest", action="store_true", help="do not use the pages: faster, finds less"
        )
        parser.add_argument("--wait", action="store_true", help="wait until the scan is done")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            scan = _start(options)
        except NothingToAuditError as error:
            raise CommandError(str(error), returncode=COULD_NOT_RUN) from error
        self.stdout.write(str(scan.pk))
        for address, reason in scan.left_out:
            self.stderr.write(f"Left out: {address} {reason}")
        if not options["wait"]:
            return
        try:
            _wait_for(scan, Console(file=self.stderr))
        except KeyboardInterrupt:
            self.stderr.write("Interrupted. The scan goes on.")
            raise SystemExit(INTERRUPTED) from None
        if code := self._conclude(scan):
            raise SystemExit(code)

    def _conclude(self, scan: Scan) -> int:
        """Say what came out; return the exit code."""
        progress = scan.progress()
        barriers = open_barriers(scan)
        self.stderr.write(f"{progress['done']} pages audited, {barriers} barriers.")
        for audit in scan.audits.filter(state=State.FAILED):
            self.stderr.write(f"Could not audit {audit.url}: {audit.error}")
        if progress["done"] < progress["total"]:
            return COULD_NOT_RUN
        return BARRIERS if barriers else 0


def open_barriers(scan: Scan) -> int:
    """How many barriers the scan found that nobody has set aside."""
    there = Occurrence.objects.filter(audit__scan=scan).exclude(change=Occurrence.Change.GONE)
    found = Finding.objects.filter(Finding.not_set_aside(), outcome=Outcome.FAILED.value)
    return found.filter(pk__in=there.values("finding")).count()


def _start(options: dict[str, Any]) -> Scan:
    if options["url"]:
        if reasons := refused(options["url"]):
            raise CommandError("\n".join(reasons), returncode=COULD_NOT_RUN)
        urls = list(dict.fromkeys(options["url"]))
        profile = _profile(AuditProfile(), options)
        return start_scan(titles.of_addresses(len(urls)), profile, urls=urls)
    if options["section"]:
        found = pages_at(options["section"])
        if not found:
            raise CommandError(
                f"There is no live page at {options['section']}. A path looks like /about/.",
                returncode=COULD_NOT_RUN,
            )
        root, site = found[0].page, found[0].site
        pages, title = pages_of_section(root), titles.of_section(root)
    else:
        site = _site(options["site"])
        root, pages, title = site.root_page, pages_of_site(site), titles.of_site(site)
    profile = _profile(AuditSettings.for_site(site).profile, options)
    return start_scan(title, profile, pages=pages, root=root)


def _site(host: str | None) -> Site:
    if host is None:
        site = Site.objects.filter(is_default_site=True).first()
    else:
        name, _, port = host.partition(":")
        sites = Site.objects.filter(hostname=name)
        site = sites.filter(port=port).first() if port.isdecimal() else sites.first()
    if site is None:
        known = ", ".join(f"{one.hostname}:{one.port}" for one in Site.objects.all())
        said = f"at {host}" if host else "by default: say --site HOST"
        raise CommandError(f"There is no site {said}. Sites: {known}", returncode=COULD_NOT_RUN)
    return site


def _profile(profile: AuditProfile, options: dict[str, Any]) -> AuditProfile:
    """The profile with what the command line says otherwise."""
    windows = tuple(dict.fromkeys(one for some in options["viewport"] or () for one in some))
    changed = replace(
        profile,
        level=options["level"] or profile.level,
        viewports=windows or profile.viewports,
        schemes=tuple(dict.fromkeys(options["scheme"] or profile.schemes)),
        driven=profile.driven and not options["at_rest"],
    )
    if len(changed.key) > Scan._meta.get_field("profile").max_length:
        raise CommandError("Too many windows for one scan.", returncode=COULD_NOT_RUN)
    return changed


def _wait_for(scan: Scan, console: Console) -> None:
    """Show how far the scan is, until none of its audits is open."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console) as shown:
        task = shown.add_task(f"Scan {scan.pk}", total=None)
        while True:
            progress = scan.progress()
            still = progress["due"] + progress["running"]
            shown.update(task, total=progress["total"], completed=progress["total"] - still)
            if not still:
                return
            sleep(_INTERVAL)
