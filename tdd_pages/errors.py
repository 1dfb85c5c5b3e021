"""What visitors get where there is no page, and where a page cannot be made.

In your project's urls::

    handler404 = "tdd_pages.errors.page_not_found"
    handler500 = "tdd_pages.errors.server_error"
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say in the site's shell that there is nothing here, in the language of the address."""
    return render(request, "tdd_pages/errors/404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Say that something failed, without asking anything that may be what failed."""
    return HttpResponse(render_to_string("tdd_pages/errors/500.html"), status=500)
