"""Where in the CMS the cause of a finding is edited."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model
from django.urls import NoReverseMatch, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_admin_base_url
from wagtail.blocks import BoundBlock
from wagtail.blocks.list_block import ListValue
from wagtail.fields import StreamField

from a11y.engine.model import Place

SEPARATOR = " › "


def place_of(page: Model, content_path: str) -> Place:
    """The block and field behind a content path, by name, with a link that opens the editor there.

    A path that leads to nothing (any longer) is followed as far as it leads. An empty one, or one
    of another page, leaves the page as a whole.
    """
    field_name, *steps = content_path.split(".")
    try:
        field = page._meta.get_field(field_name)
    except FieldDoesNotExist:
        field = None
    edit_url = _edit_url(page)
    if not isinstance(field, StreamField):
        return Place(_("Outside the page's blocks"), edit_url)
    labels = list(_labels(field, field.value_from_object(page), steps))
    found = ".".join([field_name, *steps[: len(labels)]])
    return Place(
        "".join([capfirst(str(field.verbose_name)), *labels]),
        f"{edit_url}#:w:contentpath={quote(found)}" if edit_url else "",
    )


def _labels(field: StreamField, value: Any, steps: list[str]) -> Iterator[str]:
    """What each step of the path adds to the label, as far as there is a block."""
    parent = field.get_block_by_content_path(value, [])
    for end in range(1, len(steps) + 1):
        bound = field.get_block_by_content_path(value, steps[:end])
        if bound is None:
            return
        yield _label(bound, parent, steps[end - 1])
        parent = bound


def _label(bound: BoundBlock, parent: BoundBlock, step: str) -> str:
    """The block's name; for an item of a list, its position behind the list's name: Cards 2."""
    if isinstance(parent.value, ListValue):
        position = [child.id for child in parent.value.bound_blocks].index(step) + 1
        return f" {position}"
    return f"{SEPARATOR}{bound.block.label}"


def _edit_url(page: Model) -> str:
    """The page's editor; without WAGTAILADMIN_BASE_URL, the path alone; without an admin, ""."""
    try:
        path = reverse("wagtailadmin_pages:edit", args=[page.pk])
    except NoReverseMatch:
        return ""
    return f"{get_admin_base_url() or ''}{path}"
