"""Deletes what forms were sent, once it is older than its form says it is kept."""

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from tdd_pages.forms.models import FormPage, Submission


class Command(BaseCommand):
    help = "Deletes submissions that are older than their form page's “keep for days”."

    def handle(self, *args: Any, **options: Any) -> None:
        deleted = 0
        for page in FormPage.objects.filter(keep_days__isnull=False):
            before = timezone.now() - timedelta(days=page.keep_days)
            old = Submission.objects.filter(page=page, submit_time__lt=before)
            deleted += old.delete()[0]
        self.stdout.write(f"Deleted {deleted} submissions.")
