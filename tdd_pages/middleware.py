"""Middleware for sites with a strict content security policy."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


def previews_without_policy(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Leave the policy of django-csp off previews.

    Wagtail serves a preview under the page's own address, so excluding ``/admin/`` does not cover
    it; its user bar and content checks there need inline styles. Only editors see previews.
    List it below django-csp's middleware.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if getattr(request, "is_preview", False):
            response._csp_exempt = True
        return response

    return middleware
