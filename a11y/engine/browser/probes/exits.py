"""Ways out of where Tab does not lead: Escape, arrow keys, what the page says, what it offers.

WCAG 2.1.2 lets content hold the focus as long as a key or control leads out and, where that is no
standard way, people are told of it. So keys that the page's text names are tried, Escape and the
arrow keys are tried in any case, and each control inside is activated.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from selenium.webdriver import ActionChains, Keys

from a11y.engine.browser.session import Session, page_errors

_MODIFIERS = {
    "alt": Keys.ALT, "command": Keys.META, "cmd": Keys.META, "control": Keys.CONTROL,
    "ctrl": Keys.CONTROL, "maj": Keys.SHIFT, "meta": Keys.META, "option": Keys.ALT,
    "shift": Keys.SHIFT, "strg": Keys.CONTROL, "umschalt": Keys.SHIFT,
}  # fmt: skip
_NAMED = {f"f{number}": getattr(Keys, f"F{number}") for number in range(1, 13)}
_STANDARD = (Keys.ESCAPE, Keys.ARROW_RIGHT, Keys.ARROW_DOWN, Keys.ARROW_LEFT, Keys.ARROW_UP)
_ADVICE = re.compile(
    rf"\b((?:(?:{'|'.join(_MODIFIERS)})\s*[+-]\s*)+)(f\d\d?|[a-z0-9])\b|\b(f\d\d?)\b",
    re.IGNORECASE,
)
_TEXT = "return document.body.innerText.slice(0, 100000)"
_PAUSE = 60  # milliseconds: longer than a script that takes the focus back waits

_Ask = Callable[..., Any]


def way_out(session: Session, ask: _Ask, start: list[int], held: list[list[int]]) -> bool:
    """Whether some key or control leads from ``start`` out of the elements ``held``.

    ``ask`` is the keyboard probe's script.
    """
    inside = {tuple(path) for path in held}
    if any(_leads_out(session, ask, start, inside, keys) for keys in _to_try(session)):
        return True
    advised = set(_advised(session))
    for path in held:
        ask("focus", path)
        ask("pause", _PAUSE)
        _press(session, (Keys.ENTER,))
        if _is_out(session, ask, inside):
            return True
    news = set(_advised(session)) - advised
    return any(_leads_out(session, ask, start, inside, keys) for keys in news)


def _to_try(session: Session) -> Iterator[tuple[str, ...]]:
    yield from ((key,) for key in _STANDARD)
    yield from _advised(session)


def _advised(session: Session) -> Iterable[tuple[str, ...]]:
    """The keys that the page's text names."""
    return dict.fromkeys(map(_keys, _ADVICE.finditer(session.ask(_TEXT))))


def _keys(found: re.Match[str]) -> tuple[str, ...]:
    modifiers = re.findall(r"[a-z]+", (found[1] or "").lower())
    key = (found[2] or found[3]).lower()
    return (*(_MODIFIERS[name] for name in modifiers), _NAMED.get(key, key))


def _leads_out(
    session: Session,
    ask: _Ask,
    start: list[int],
    inside: set[tuple[int, ...]],
    keys: tuple[str, ...],
) -> bool:
    ask("focus", start)
    ask("pause", _PAUSE)
    _press(session, keys)
    return _is_out(session, ask, inside)


def _is_out(session: Session, ask: _Ask, inside: set[tuple[int, ...]]) -> bool:
    """Whether the focus is elsewhere, at once or by Tab; a press may be needed for each inside."""
    for _ in range(len(inside) + 2):
        stop = ask("pause", _PAUSE)
        if stop.get("away") or tuple(stop.get("path") or ()) not in inside:
            return True
        _press(session, (Keys.TAB,))
    return False


def _press(session: Session, keys: tuple[str, ...]) -> None:
    chain = ActionChains(session.driver, duration=0)
    *modifiers, key = keys
    for modifier in modifiers:
        chain.key_down(modifier)
    chain.send_keys(key)
    for modifier in modifiers:
        chain.key_up(modifier)
    with page_errors("the page did not react to a key in time"):
        chain.perform()
