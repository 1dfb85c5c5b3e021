"""The shell as JSON, for front ends of their own: Wagtail's API, version 3 and version 2."""

from django.conf import settings
from django.http import Http404, HttpRequest
from django.urls import Resolver404, resolve
from django.utils.translation import get_language_from_path, override
from ninja import Query, Router
from ninja.errors import HttpError
from pydantic import Field
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from wagtail.api.v2.views import BaseAPIViewSet
from wagtail.api.v3.auth import AllowAnonymous
from wagtail.models import Page, Site

from blocks.document import OutlineEntry

from .shell import Shell, resolve_shell
from .where import Where

router = Router(tags=["shell"])

ONE_ONLY = "Ask by page or by path, not by both."


class PageShell(Shell):
    """Everything that stands around a page's content."""

    contents: list[OutlineEntry] = Field(
        description="The parts of the page, for a list of contents; empty where they are few."
    )


@router.get(
    "/",
    response=PageShell,
    url_name="shell",
    summary="The shell around a page",
    operation_id="shell",
    auth=AllowAnonymous(),
)
def get_shell(
    request: HttpRequest,
    page: int | None = Query(None, ge=1, description="A page's id."),
    path: str | None = Query(None, max_length=2000, description="A page's path, such as /fr/."),
) -> PageShell:
    """Return what stands around a page; without a page, what all pages of the site share."""
    if page is not None and path is not None:
        raise HttpError(422, ONE_ONLY)
    return shell_for(request, page, path)


class ShellAPIViewSet(BaseAPIViewSet):
    """The same in version 2."""

    name = "shell"
    model = Site

    def listing_view(self, request: Request) -> Response:
        asked, path = request.GET.get("page"), request.GET.get("path")
        if asked is not None and path is not None:
            raise ValidationError(ONE_ONLY)
        if asked is not None and not (asked.isascii() and asked.isdigit() and len(asked) < 19):
            raise ValidationError("page must be a page's id.")
        shell = shell_for(request._request, int(asked) if asked else None, path)
        return Response(shell.model_dump(mode="json"))

    @classmethod
    def get_urlpatterns(cls) -> list:
        return super().get_urlpatterns()[:1]


def shell_for(request: HttpRequest, pk: int | None, path: str | None) -> PageShell:
    """Return the shell around a public page of the request's site.

    Raises Http404 for any other page: what is not public is not told of.
    """
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    page = None
    if pk is not None:
        page = Page.objects.filter(pk=pk).first()
    elif path is not None:
        page = _page_at(request, path)
    if page is None and (pk, path) != (None, None):
        raise Http404
    if page is None:
        return PageShell(**dict(resolve_shell(site, None, request)), contents=[])
    where = Where(site, page.locale, request)
    at_home = any(page.path.startswith(home.path) for home in where.homes.values())
    if not (at_home and where.is_public(page)):
        raise Http404
    page = page.specific
    contents = page.resolve(request).contents if hasattr(page, "resolve") else []
    return PageShell(**dict(resolve_shell(site, page, request)), contents=contents)


def _page_at(request: HttpRequest, path: str) -> Page | None:
    path = f"/{path.strip('/')}/" if path.strip("/") else "/"
    with override(get_language_from_path(path) or settings.LANGUAGE_CODE):
        try:
            match = resolve(path)
        except Resolver404:
            return None
        if match.url_name != "wagtail_serve":
            return None
        return Page.find_for_request(request, match.args[0] if match.args else "")
