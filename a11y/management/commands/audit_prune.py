"""``manage.py audit_prune``: forget what nobody will ask for any longer."""

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db.models import Max
from django.utils import timezone

from a11y.models import Finding, PageAudit


class Command(BaseCommand):
    """Keeps scans, decisions, what stands open, and the last audit of every page and draft."""

    help = "Delete old audits that no scan and no later audit needs, and findings long gone."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--days",
            type=int,
            default=180,
            help="how old what is deleted is at least (180)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        before = timezone.now() - timedelta(days=options["days"])
        last = PageAudit.objects.order_by().values("page", "url", "is_draft", "profile")
        kept = last.annotate(last=Max("pk")).values("last")
        taken_over = PageAudit.objects.filter(same_as__isnull=False).values("same_as")
        audits = PageAudit.objects.filter(scan=None, finished_at__lt=before)
        audits = audits.exclude(pk__in=kept).exclude(pk__in=taken_over)
        # One statement that reads and deletes the same table is not for every database.
        old = list(audits.values_list("pk", flat=True))
        PageAudit.objects.filter(pk__in=old).delete()
        gone = Finding.objects.filter(live=False, draft=False, decisions=None, last_seen__lt=before)
        findings = gone.count()
        gone.delete()
        self.stdout.write(f"Deleted {len(old)} audits and {findings} findings.")
