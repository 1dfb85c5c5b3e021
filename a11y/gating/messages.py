"""What editors are told when the gate has something to say, and where they are led then."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request

from a11y.engine.model import Place
from a11y.gate import MOST_NAMED, Ruling, order_audit
from a11y.permissions import OVERRIDE_GATE
from a11y.places import place_of


def refuse(request: HttpRequest, page: Any, ruling: Ruling) -> None:
    """Say that the draft was not published, why, and how to go on; see that it is audited."""
    order_audit(ruling, page, page.get_latest_revision())
    buttons = []
    if may_override(request.user, page) and not ruling.invalid:
        url = reverse("tdd_a11y:override_gate", args=[page.pk])
        buttons.append(messages.button(url, _("Publish despite findings")))
    heading = _("“%s” was not published. The draft is kept.") % page.get_admin_display_title()
    messages.error(request, _in_html(heading, page, ruling, is_refused=True), buttons=buttons)


def warn(request: HttpRequest, page: Any, ruling: Ruling) -> None:
    """Say what was found on a page that is published nevertheless."""
    heading = _("“%s” is published although the accessibility gate warns of it.")
    heading %= page.get_admin_display_title()
    messages.warning(request, _in_html(heading, page, ruling))


def to_editor(request: HttpRequest, page: Any) -> HttpResponse:
    """Back to the page's editor, which keeps in mind where it was opened from."""
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    following = get_valid_next_url_from_request(request)
    return redirect(f"{url}?next={quote(following)}" if following else url)


def may_override(user: Any, page: Any) -> bool:
    """Whether the user may publish the page despite what is found on it."""
    return user.has_perm(OVERRIDE_GATE) and page.permissions_for_user(user).can_publish()


def places(page: Any, ruling: Ruling, most: int | None = None) -> Iterator[tuple[Place, str]]:
    """Each thing that the gate has against the draft, with the place where it is edited."""
    for place, message in ruling.invalid:
        yield _within_the_admin(place), message
    for said in ruling.findings[:most]:
        yield _within_the_admin(place_of(page, said.finding.content_path)), said.message


def _in_html(heading: str, page: Any, ruling: Ruling, *, is_refused: bool = False) -> str:
    draft = page.get_latest_revision_as_object()
    return render_to_string(
        "a11y/gating/message.html",
        {
            "heading": heading,
            "ruling": ruling,
            "places": list(places(draft, ruling, MOST_NAMED)),
            "is_refused": is_refused,
        },
    )


def _within_the_admin(place: Place) -> Place:
    """The place with a link for whoever is in the admin already, at whatever address.

    The query makes it another address than that of the editor, which may be open: there, a browser
    loads nothing for a fragment alone, and Wagtail does not follow it.
    """
    parts = urlsplit(place.edit_url)
    return Place(place.label, parts._replace(scheme="", netloc="", query="from=gate").geturl())
