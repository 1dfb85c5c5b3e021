"""A page as it is spoken, in an editor's words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from a11y.engine.browser.spoken import MOST_LINES

_DEEPEST = 6
"""How deep lines are indented at most: a side panel is narrow."""
_ROLES: dict[str, str | Promise] = {
    "banner": gettext_lazy("page header"),
    "complementary": gettext_lazy("aside"),
    "contentinfo": gettext_lazy("page footer"),
    "form": gettext_lazy("form"),
    "main": gettext_lazy("main content"),
    "navigation": gettext_lazy("navigation"),
    "region": gettext_lazy("region"),
    "search": gettext_lazy("search"),
    "heading": gettext_lazy("heading"),
    "link": gettext_lazy("link"),
    "image": gettext_lazy("image"),
    "list": gettext_lazy("list"),
    "listitem": gettext_lazy("list item"),
    "button": gettext_lazy("button"),
    "textbox": gettext_lazy("text field"),
    "checkbox": gettext_lazy("check box"),
    "radio": gettext_lazy("radio button"),
    "table": gettext_lazy("table"),
    "columnheader": gettext_lazy("column heading"),
    "rowheader": gettext_lazy("row heading"),
    "cell": gettext_lazy("cell"),
    "blockquote": gettext_lazy("quotation"),
}
_UNNAMED = frozenset("button heading image img link textbox checkbox radio combobox".split())
"""Roles that say nothing without a name."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is said. ``says`` is what it is, ``name`` what it is called."""

    depth: int
    kind: str
    says: str | Promise
    name: str
    states: list[str]
    is_nameless: bool


@dataclass(frozen=True, slots=True)
class Transcript:
    lines: list[Line]

    @property
    def headings(self) -> int:
        return self._count("heading")

    @property
    def links(self) -> int:
        return self._count("link")

    @property
    def landmarks(self) -> int:
        return self._count("landmark")

    @property
    def is_cut(self) -> bool:
        """Whether the page goes on after the last line."""
        return len(self.lines) >= MOST_LINES

    def _count(self, kind: str) -> int:
        return sum(line.kind == kind for line in self.lines)


def transcript(spoken: Iterable[Mapping[str, Any]] | None) -> Transcript | None:
    """The lines as an audit keeps them, made to be read; None where it could not listen."""
    return None if spoken is None else Transcript([_line(said) for said in spoken])


def _line(said: Mapping[str, Any]) -> Line:
    role = said["role"]
    return Line(
        depth=min(said["depth"], _DEEPEST),
        kind=said["kind"],
        says=_says(role, said["level"]),
        name=said["name"],
        states=said["states"],
        is_nameless=role in _UNNAMED and not said["name"],
    )


def _says(role: str, level: int) -> str | Promise:
    if role == "text":
        return ""
    word = _ROLES.get(role, role)
    return _("%(role)s level %(level)d") % {"role": word, "level": level} if level else word
