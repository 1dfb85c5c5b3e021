"""What to say of a name that does not exist."""

from collections.abc import Sequence
from difflib import get_close_matches


def unknown(name: str, known: Sequence[str]) -> str:
    """Says that there is no such name, and which one may be meant."""
    near = get_close_matches(name, known, n=1)
    return f"there is no {name!r}" + (f"; did you mean {near[0]!r}?" if near else "")
