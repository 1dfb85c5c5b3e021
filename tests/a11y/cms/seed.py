"""Fills an empty database with a scan of so many pages: ``python -m tests.a11y.cms.seed 500``."""

import sys

import django
from django.core.management import call_command


def main(count: int) -> None:
    django.setup()
    call_command("migrate", run_syncdb=True, verbosity=0)

    from wagtail.models import Locale, Page, Site

    from a11y.models import PageAudit, Scan
    from a11y.profiles import AuditProfile
    from tests.a11y.site.models import PlainPage

    Locale.objects.create(language_code="en")
    root = Page.add_root(instance=Page(title="Root", slug="root"))
    home = root.add_child(instance=PlainPage(title="Home", slug="home"))
    Site.objects.create(hostname="localhost", port=8000, root_page=home, is_default_site=True)
    profile = AuditProfile(viewports=AuditProfile().viewports[:1], driven=False).key
    scan = Scan.objects.create(title="All", profile=profile)
    image = {"type": "own", "value": {"source": "/x.png"}}
    for number in range(count):
        page = PlainPage(title=f"Page {number}", slug=f"page-{number}", body=[image])
        home.add_child(instance=page)
        PageAudit.objects.create(scan=scan, page_id=page.pk, profile=profile, reason="scan")


if __name__ == "__main__":
    main(int(sys.argv[1]))
