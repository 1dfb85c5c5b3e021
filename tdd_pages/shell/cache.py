"""Resolved shells are kept in Django's cache until something they are made of changes.

A kept value carries the version of the shells' data in its key. Whatever changes that data moves
the version on; what was kept under the old one is never asked for again and expires.
"""

from collections.abc import Callable, Collection
from importlib.metadata import version
from typing import Any, TypeVar
from uuid import uuid4

from django.core.cache import cache
from django.db import transaction
from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save
from wagtail.models import Locale, Page, PageViewRestriction, Site
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

T = TypeVar("T")

VERSION = "tdd_shell.version"
RELEASE = version("tdd-pages")
"""Part of every key: what another release has kept may lack what this one looks for."""
LONGEST = 5 * 60
"""In seconds. No later is what no signal tells of, as where each process has a cache of its own."""

DRAFT_FIELDS = frozenset(
    ("draft_title", "has_unpublished_changes", "latest_revision", "latest_revision_created_at")
)
"""What is written when a draft is saved, which Wagtail's editor does every other second."""

watched: set[type[Model]] = {Locale, Page, PageViewRestriction, Site}
"""Models whose rows shells are made of. Each part of the shell adds its own."""


def kept(name: str, build: Callable[[], T]) -> T:
    """Return the value kept under this name, building it where there is none.

    ``build`` returns anything that can be pickled, made of the watched models' rows only.
    """
    data = cache.get_or_set(VERSION, lambda: uuid4().hex, None)
    return cache.get_or_set(f"tdd_shell.{RELEASE}.{data}.{name}", build, LONGEST)


def forget() -> None:
    """Let the next shell be resolved anew."""
    cache.delete(VERSION)


def watch() -> None:
    """Forget what is kept whenever a watched row is saved or deleted, or a page moves."""
    for signal in (post_save, post_delete):
        signal.connect(_row_changed, dispatch_uid="tdd_shell")
    m2m_changed.connect(_row_changed, dispatch_uid="tdd_shell")
    for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
        signal.connect(_page_changed, dispatch_uid="tdd_shell")


def _row_changed(sender: Any, update_fields: Collection[str] | None = None, **_: Any) -> None:
    if update_fields and DRAFT_FIELDS.issuperset(update_fields):
        return
    if isinstance(sender, type) and issubclass(sender, tuple(watched)):
        _page_changed()


def _page_changed(**_: Any) -> None:
    # At once for this transaction's own reader, and again when others can see what has changed.
    forget()
    transaction.on_commit(forget)
