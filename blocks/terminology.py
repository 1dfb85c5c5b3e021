"""Terms on a page: which use is the first, and what each use shows."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from .elements import TermMark
from .languages import foreign
from .stored_terms import StoredTerm
from .terms import Term

Mark = tuple[str, int]
"""The place of a citation or a term: its text's content path and which one it is there, from 0."""


@dataclass(frozen=True)
class Terminology:
    """The uses of terms on a page, in reading order."""

    language: str
    terms: Mapping[int, Term] = field(default_factory=dict)
    """What to show for each stored key."""

    uses: Mapping[Mark, StoredTerm] = field(default_factory=dict)
    listed: frozenset[str] = frozenset()
    """The keys of the terms that a glossary on the page explains."""

    def shown(self, paths: Collection[str], listed: Collection[str]) -> "Terminology":
        """Return the same, of the texts at ``paths`` alone, with a glossary of ``listed``."""
        uses = {mark: use for mark, use in self.uses.items() if mark[0] in paths}
        return replace(self, uses=uses, listed=frozenset(listed))

    @property
    def used(self) -> list[Term]:
        """The terms in use, by first use."""
        return [self.terms[self.uses[mark].pk] for mark in self._first.values()]  # type: ignore[index]

    @cached_property
    def _first(self) -> Mapping[str, Mark]:
        first: dict[str, Mark] = {}
        for mark, use in self.uses.items():
            if term := self._term(use):
                first.setdefault(term.key, mark)
        return first

    def _term(self, use: StoredTerm) -> Term | None:
        return self.terms.get(use.pk) if use.pk is not None else None

    def mark(self, place: Mark) -> TermMark | None:
        """Return what a use shows; its own text where the term is gone."""
        use = self.uses.get(place)
        if use is None:
            return None
        term = self._term(use)
        if term is None:
            return TermMark(short=use.label)
        spelled = use.label.casefold() == term.expansion.casefold()
        first = self._first[term.key] == place
        language, direction = foreign(term.spoken_language, self.language)
        return TermMark(
            short=term.term if spelled else use.label or term.term,
            full=use.label if spelled else term.expansion,
            spelled=spelled,
            first=first,
            href=f"#{term_id(term.key)}" if first and term.key in self.listed else None,
            language=language,
            direction=direction,
        )


def term_id(key: str) -> str:
    """Return the HTML id of a term's entry in a glossary."""
    return f"term-{key}"
