"""What the side panel fetches, and the order for an audit. All of it for who may edit the page."""

from typing import Any

import swapper
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from a11y.editor.drafts import (
    count_barriers,
    findings_on_drafts,
    last_audit,
    progress,
    side_of,
    standing,
)
from a11y.editor.sections import sections
from a11y.editor.side_panel import FRAGMENT, toggle_label
from a11y.editor.transcript import transcript
from a11y.models import PageAudit
from a11y.orders import order


@never_cache
@require_GET
def findings(request: HttpRequest, page_id: int) -> HttpResponse:
    """The findings on the page's draft, as part of a page."""
    page = _editable_page(request, page_id)
    side = side_of(page)
    audit = last_audit(page, side)
    found = findings_on_drafts().filter(page_id=page.pk).prefetch_related("decisions__made_by")
    count = count_barriers(page)
    context = {
        "page": page,
        "audit": audit,
        "standing": standing(page, side, audit, request.GET.get("shown", "")),
        "sections": sections(found),
        "count": count,
        "toggle_label": toggle_label(count),
        "progress": progress(page),
    }
    return render(request, "a11y/editor/findings.html", context)


@never_cache
@require_GET
def how_far(request: HttpRequest, page_id: int) -> HttpResponse:
    """What has become of the audit that was ordered."""
    return _progress(request, _editable_page(request, page_id))


@require_POST
def audit(request: HttpRequest, page_id: int) -> HttpResponse:
    """Order an audit of the page's draft as it is saved."""
    page = _editable_page(request, page_id)
    revision = page.get_latest_revision()
    if revision is not None or page.live:
        order(page, PageAudit.Reason.ASKED, revision=revision)
    if request.headers.get("X-Requested-With") == "XMLHttpRequest":
        return _progress(request, page)
    return redirect(f"{reverse('wagtailadmin_pages:edit', args=[page.pk])}#{FRAGMENT}")


@never_cache
@require_GET
def spoken(request: HttpRequest, page_id: int) -> HttpResponse:
    """What a screen reader meets on the page's draft, as part of a page."""
    page = _editable_page(request, page_id)
    side = side_of(page)
    seen = last_audit(page, side)
    context = {
        "audit": seen,
        "standing": standing(page, side, seen, request.GET.get("shown", "")),
        "transcript": transcript((seen.same_as or seen).spoken if seen else None),
    }
    return render(request, "a11y/editor/spoken.html", context)


def _editable_page(request: HttpRequest, page_id: int) -> Any:
    page_model = swapper.load_model("wagtailcore", "Page")
    page = get_object_or_404(page_model.objects.select_related("latest_revision"), pk=page_id)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return page


def _progress(request: HttpRequest, page: Any) -> HttpResponse:
    return render(request, "a11y/editor/progress.html", {"progress": progress(page)})
