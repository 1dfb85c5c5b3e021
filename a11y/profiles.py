"""What pages are audited for: the level of WCAG, the windows, the colour schemes."""

import hashlib
from argparse import ArgumentTypeError
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import version

from a11y.engine.browser.axe import axe_version
from a11y.engine.model import Layer, Profile, Scheme, State, Viewport
from a11y.engine.rules import all_checks
from a11y.engine.values import schemes, viewports
from a11y.engine.wcag import LEVELS, Level

_BEST_PRACTICES = "+"
_AT_REST = "rest"
_DRIVEN = "driven"


@dataclass(frozen=True, slots=True)
class AuditProfile:
    """What one audit of a page is asked. Its ``key`` is how the database knows it.

    ``driven`` says whether the page is used as well (keys, menus, forms, other sizes): that finds
    more, and takes seconds rather than a fraction of one.
    """

    level: Level = "AA"
    best_practices: bool = True
    viewports: tuple[Viewport, ...] = (Viewport(1280, 800), Viewport(320, 256))
    schemes: tuple[Scheme, ...] = (Scheme.LIGHT,)
    driven: bool = True

    @property
    def key(self) -> str:
        """All in one line: ``AA+ 1280x800,320x256 light driven``; + is for best practices."""
        level = self.level + (_BEST_PRACTICES if self.best_practices else "")
        windows, colours = ",".join(map(str, self.viewports)), ",".join(self.schemes)
        return f"{level} {windows} {colours} {_DRIVEN if self.driven else _AT_REST}"

    @classmethod
    def from_key(cls, key: str) -> "AuditProfile":
        """The profile with this key.

        :raises ValueError: when it is none.
        """
        level, windows, colours, use = key.split()
        name = level.removesuffix(_BEST_PRACTICES)
        if name not in LEVELS:
            raise ValueError(f"{name} is no level of WCAG")
        try:
            return cls(
                level=LEVELS[LEVELS.index(name)],
                best_practices=level.endswith(_BEST_PRACTICES),
                viewports=viewports(windows),
                schemes=schemes(colours),
                driven=use == _DRIVEN,
            )
        except ArgumentTypeError as error:
            raise ValueError(str(error)) from error

    @property
    def at_first(self) -> "AuditProfile":
        """The part of it that is done in about a second: the page at rest, in one window."""
        first = self.viewports[:1], self.schemes[:1]
        return replace(self, viewports=first[0], schemes=first[1], driven=False)

    @property
    def rules(self) -> Profile:
        """Which rules the engine is to run."""
        layers = frozenset(Layer) - (frozenset() if self.driven else {Layer.DRIVEN})
        return Profile(level=self.level, best_practices=self.best_practices, layers=layers)

    @property
    def states(self) -> tuple[State, ...]:
        """In which states a page is looked at: every window in every scheme."""
        return tuple(State(window, scheme) for window in self.viewports for scheme in self.schemes)


@cache
def rule_set() -> str:
    """The version of the rules: what it was when an audit was made tells if that is out of date."""
    rules = sorted(check.rule.id for check in all_checks())
    parts = [version("tdd-pages"), axe_version(), *rules]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
