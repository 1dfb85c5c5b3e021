"""Which block and field each part of a page's HTML comes from, said in audit mode only.

In audit mode, what a block renders is wrapped in marks (see :mod:`a11y.marks`) that hold its
Wagtail content path (``body.<uuid>.items.<uuid>``). No template has to know of them.

Content is recognised by identity: when a page is about to be served, its StreamFields are walked
and every value and bound block is remembered with its path. Strings and numbers may be shared
between fields, so they are known by their bound block only; a value found under two paths is
known under none.
"""

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, time, timedelta
from numbers import Number
from typing import Any

from django.core.cache import caches
from django.core.cache.backends.dummy import DummyCache
from django.db.models import Model
from django.utils.safestring import SafeString
from wagtail.blocks import Block, BoundBlock, StreamValue, StructValue
from wagtail.blocks.list_block import ListValue
from wagtail.fields import StreamField
from wagtail.rich_text import RichText

from a11y.marks import wrap

SHARED = (str, bytes, Number, date, time, timedelta, tuple, frozenset, type(None))
"""Types whose equal values may be one object, however many fields hold them."""

Known = dict[int, tuple[Any, str | None]]
"""By identity: the object itself, which keeps the identity taken, and its path if it has one."""

_known: ContextVar[Known | None] = ContextVar("a11y_known_content", default=None)
_installed = False

_current: ContextVar[str] = ContextVar("a11y_current_path", default="")


@contextmanager
def audit_mode() -> Iterator[None]:
    """Mark what the pages given to :func:`remember` render within this context.

    Caches are out of use meanwhile: marked fragments must never reach a visitor.
    """
    install()
    token = _known.set({})
    in_use = {alias: caches[alias] for alias in caches}
    try:
        for alias in caches:
            caches[alias] = DummyCache(alias, {})
        yield
    finally:
        for alias, cache in in_use.items():
            caches[alias] = cache
        _known.reset(token)


def remember(page: Model) -> None:
    """Learn the content paths of the page that is about to be rendered, in audit mode only."""
    known = _known.get()
    if known is None:
        return
    for field in page._meta.concrete_fields:
        if isinstance(field, StreamField):
            _learn(known, field.value_from_object(page), field.name)


def mark(path: str, html: SafeString) -> SafeString:
    """Say that ``html`` was rendered from the value at ``path``; in audit mode only.

    It is this app's ``mark_content_path`` hook: code that renders a value by other ways than its
    block calls every such hook. The path is relative to the value whose block is being rendered,
    and absolute (``body.<uuid>``) where none is.
    """
    if _known.get() is None:
        return html
    return wrap(_absolute(path), html)


def install() -> None:
    """Let Wagtail's blocks and values mark what they render. Once per process is enough."""
    global _installed
    if _installed:
        return
    _installed = True
    Block.render = _marking(Block.render, lambda block, value, *_, **__: value)
    for owner, names in (
        (BoundBlock, ("render", "__str__")),
        (StructValue, ("render_as_block", "__html__")),
        (StreamValue, ("render_as_block", "__html__")),
        (RichText, ("__html__",)),
    ):
        for name in names:
            setattr(owner, name, _marking(getattr(owner, name), lambda self, *_, **__: self))


def _marking(render: Callable[..., Any], subject_of: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(render)
    def marked(*args: Any, **kwargs: Any) -> Any:
        known = _known.get()
        if known is None:
            return render(*args, **kwargs)
        _, path = known.get(id(subject_of(*args, **kwargs)), (None, None))
        if path is None or path == _current.get():
            return render(*args, **kwargs)
        token = _current.set(path)
        try:
            html = render(*args, **kwargs)
        finally:
            _current.reset(token)
        return wrap(path, html)

    return marked


def _learn(known: Known, value: Any, path: str) -> None:
    if not isinstance(value, SHARED) or isinstance(value, SafeString):
        _name(known, value, path)
    if isinstance(value, StreamValue):
        _learn_children(known, ((child.id, child) for child in value), path)
    elif isinstance(value, ListValue):
        # Not child.id: a list stored without ids is given new ones each time it is loaded.
        _learn_children(known, ((child.original_id, child) for child in value.bound_blocks), path)
    elif isinstance(value, StructValue):
        _learn_children(known, value.bound_blocks.items(), path)


def _learn_children(known: Known, children: Any, path: str) -> None:
    for name, child in children:
        if name:
            _name(known, child, f"{path}.{name}")
            _learn(known, child.value, f"{path}.{name}")


def _name(known: Known, thing: Any, path: str) -> None:
    known[id(thing)] = (thing, None if id(thing) in known else path)


def _absolute(path: str) -> str:
    return ".".join(filter(None, (_current.get(), path)))
