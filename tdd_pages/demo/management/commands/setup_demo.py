from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from tdd_pages.demo.build import (
    SiteOccupiedError,
    build,
    create_accounts,
    demo_home,
    follow_port,
    take_down,
)


class Command(BaseCommand):
    help = (
        "Make the demo site: pages, references, files and, under DEBUG, accounts. "
        "A demo site that exists is left as it is."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--reset",
            action="store_true",
            help="Delete the demo's pages and all they are made of first. Edits to them are lost.",
        )

    def handle(self, *, reset: bool = False, **options: Any) -> None:
        if reset:
            take_down()
        if home := demo_home():
            follow_port(home)
            self.stdout.write(
                f"The demo site is there: {home.full_url}. Nothing was changed; "
                "setup_demo --reset builds it anew."
            )
        else:
            self._build()
        self._accounts()

    def _build(self) -> None:
        try:
            built = build()
        except SiteOccupiedError as error:
            raise CommandError(
                f"The default site already shows “{error}”. Nothing was changed: "
                "run this on a database of its own."
            ) from error
        self.stdout.write(
            f"Made the demo site: {len(built.pages)} pages, {built.references} references, "
            f"{built.files} files."
        )
        for page in built.pages:
            self.stdout.write(f"  {page.full_url:<44} {page.title}")

    def _accounts(self) -> None:
        if not settings.DEBUG:
            self.stdout.write(
                "No accounts: their passwords are public, so they are made under DEBUG only. "
                "Use createsuperuser."
            )
            return
        names = create_accounts()
        logins = ", ".join(f"{name} (password {name})" for name in names)
        self.stdout.write(f"Accounts for /admin/: {logins}.")
