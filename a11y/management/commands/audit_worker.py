"""``manage.py audit_worker``: do the audits that are due, in a browser that is kept warm."""

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import close_old_connections

from a11y.engine.errors import EngineError
from a11y.models import PageAudit
from a11y.worker import Worker

COULD_NOT_RUN = 2


class Command(BaseCommand):
    """Exits with 0 when it was told to stop or had nothing left to do, 2 when it cannot audit."""

    help = (
        "Audit the pages that are due, one after the other, until stopped (Ctrl-C or SIGTERM). "
        "Several workers, on several machines, share the work of one database."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--once", action="store_true", help="stop when nothing is due any longer"
        )
        parser.add_argument(
            "--interval",
            type=float,
            default=0.5,
            metavar="SECONDS",
            help="how often to look for work (0.5)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        stopping = threading.Event()
        before = [
            (one, signal.signal(one, lambda *_: stopping.set()))
            for one in (signal.SIGINT, signal.SIGTERM)
        ]
        try:
            with Worker() as worker:
                worker.warm_up()
                self.stderr.write(f"{worker.name} is ready.")
                while not stopping.is_set():
                    audit = worker.work_once()
                    if audit is not None:
                        self._say(audit)
                    elif options["once"]:
                        return
                    else:
                        close_old_connections()
                        stopping.wait(options["interval"])
        except EngineError as error:
            raise CommandError(str(error), returncode=COULD_NOT_RUN) from error
        finally:
            for one, handler in before:
                signal.signal(one, handler)

    def _say(self, audit: PageAudit) -> None:
        audit.refresh_from_db(fields=["state", "error", "same_as"])
        said = audit.error or (
            "unchanged" if audit.same_as_id else f"{audit.occurrences.count()} findings"
        )
        self.stderr.write(f"{audit.url}: {said}")
