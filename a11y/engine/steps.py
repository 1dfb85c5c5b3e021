"""What is done in the browser before a page is audited: logging in, opening a menu.

Written in a TOML file, one table for an action::

    [[login]]
    goto = "https://example.org/login"

    [[login]]
    type = "#password"
    env = "SITE_PASSWORD"

    [[login]]
    click = "button[type=submit]"

    [[state]]
    name = "menu open"
    pages = ["*/shop/*"]
    steps = [{ click = "#menu" }, { wait_for = "#menu-items" }]

What is typed is a secret: it stands in no message. Elements are named by CSS selectors.
"""

import os
import time
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from types import MappingProxyType
from typing import Any

from selenium.common.exceptions import ElementNotInteractableException, NoSuchElementException
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import Select

from a11y.engine.browser.session import Session, page_errors
from a11y.engine.errors import ConfigError, PageError
from a11y.engine.suggest import unknown

PATIENCE = 10.0
"""Seconds to wait for an element, a text or an address."""
_PAUSE = 0.05

_KEYS = MappingProxyType(
    {name: key for name, key in vars(Keys).items() if name.isupper() and isinstance(key, str)}
)


@dataclass(frozen=True, slots=True)
class Action:
    """One action: its kind, what it is done to, and what is typed or chosen."""

    kind: str
    subject: str
    value: str = field(default="", repr=False)

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"


@dataclass(frozen=True, slots=True)
class NamedState:
    """A state of pages worth an audit of its own, and the way into it.

    ``pages`` are patterns of addresses as a shell has them (``*/shop/*``); none means every page.
    """

    name: str
    steps: tuple[Action, ...]
    pages: tuple[str, ...] = ()

    def is_of(self, url: str) -> bool:
        """Whether the page at this address has the state."""
        return not self.pages or any(fnmatchcase(url, pattern) for pattern in self.pages)


@dataclass(frozen=True, slots=True)
class Steps:
    """What a file of steps says."""

    login: tuple[Action, ...] = ()
    states: tuple[NamedState, ...] = ()


def read_steps(file: Path) -> Steps:
    """The steps in a TOML file.

    :raises ConfigError: when it cannot be read, or says what is not understood.
    """
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"The steps in {file} cannot be read: {error}") from error
    try:
        _known(data, ("login", "state"))
        return Steps(
            login=_actions(data.get("login", [])),
            states=tuple(_named_state(table) for table in _tables(data.get("state", []))),
        )
    except ConfigError as error:
        raise ConfigError(f"{file}: {error}") from error


def perform(session: Session, actions: Sequence[Action]) -> None:
    """Do the actions one after the other in the open page, and wait for where they lead.

    :raises PageError: when one cannot be done; says which.
    """
    for number, action in enumerate(actions, 1):
        try:
            with page_errors("the browser did not answer in time"):
                _DO[action.kind](session, action)
            session.arrive()
        except PageError as error:
            raise PageError(f"step {number} ({action}): {error}") from error


def _goto(session: Session, action: Action) -> None:
    session.open(action.subject)


def _click(session: Session, action: Action) -> None:
    _on_element(session, action, lambda element: element.click())


def _type(session: Session, action: Action) -> None:
    def write(element: WebElement) -> None:
        element.clear()
        element.send_keys(action.value)

    _on_element(session, action, write)


def _select(session: Session, action: Action) -> None:
    def choose(element: WebElement) -> None:
        try:
            Select(element).select_by_visible_text(action.value)
        except NoSuchElementException as error:
            raise PageError("there is no such option") from error

    _on_element(session, action, choose)


def _press(session: Session, action: Action) -> None:
    ActionChains(session.driver).send_keys(_KEYS.get(action.subject, action.subject)).perform()


def _wait(session: Session, action: Action) -> None:
    time.sleep(int(action.subject) / 1000)


def _wait_for(session: Session, action: Action) -> None:
    def shown() -> bool:
        found = session.driver.find_elements(By.CSS_SELECTOR, action.subject)
        return any(element.is_displayed() for element in found)

    _until(shown, f"did not appear within {PATIENCE:g} seconds")


def _wait_for_text(session: Session, action: Action) -> None:
    def said() -> bool:
        return action.subject in (session.ask_apart("return document.body?.innerText") or "")

    _until(said, f"did not appear within {PATIENCE:g} seconds")


def _wait_for_url(session: Session, action: Action) -> None:
    def there() -> bool:
        return fnmatchcase(session.driver.current_url, action.subject)

    _until(there, f"was not reached within {PATIENCE:g} seconds")


def _on_element(session: Session, action: Action, do: Callable[[WebElement], None]) -> None:
    """Do it to the element as soon as it is there and lets it be done."""

    def done() -> bool:
        try:
            do(session.driver.find_element(By.CSS_SELECTOR, action.subject))
        except (NoSuchElementException, ElementNotInteractableException):
            return False
        return True

    _until(done, f"there is no such element to use within {PATIENCE:g} seconds")


def _until(condition: Callable[[], bool], otherwise: str) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > end:
            raise PageError(otherwise)
        time.sleep(_PAUSE)


_DO: Mapping[str, Callable[[Session, Action], None]] = MappingProxyType(
    {
        "goto": _goto,
        "click": _click,
        "type": _type,
        "select": _select,
        "press": _press,
        "wait": _wait,
        "wait_for": _wait_for,
        "wait_for_text": _wait_for_text,
        "wait_for_url": _wait_for_url,
    }
)
_WITH_VALUE = ("type", "select")


def _named_state(table: Mapping[str, Any]) -> NamedState:
    _known(table, ("name", "pages", "steps"))
    name, pages = table.get("name"), table.get("pages", [])
    if not isinstance(name, str) or not name:
        raise ConfigError("a state needs a name")
    if not isinstance(pages, list) or not all(isinstance(page, str) for page in pages):
        raise ConfigError(f"state {name!r}: pages is a list of patterns of addresses")
    steps = _actions(table.get("steps", []))
    if not steps:
        raise ConfigError(f"state {name!r} needs steps")
    return NamedState(name, steps, tuple(pages))


def _actions(tables: Any) -> tuple[Action, ...]:
    return tuple(_action(table) for table in _tables(tables))


def _tables(value: Any) -> list[dict[str, Any]]:
    if not isinstance(value, list) or not all(isinstance(table, dict) for table in value):
        raise ConfigError("login, state and steps are lists of tables")
    return value


def _action(table: Mapping[str, Any]) -> Action:
    _known(table, (*_DO, "value", "env"))
    kinds = [key for key in table if key in _DO]
    if len(kinds) != 1:
        raise ConfigError(f"an action is one of {', '.join(_DO)}; found {', '.join(table)}")
    [kind] = kinds
    subject = table[kind]
    if kind == "wait" and not (isinstance(subject, int) and subject > 0):
        raise ConfigError("wait is a number of milliseconds")
    if kind != "wait" and not isinstance(subject, str):
        raise ConfigError(f"{kind} is a text")
    return Action(kind, str(subject), _value(kind, table))


def _value(kind: str, table: Mapping[str, Any]) -> str:
    if (kind in _WITH_VALUE) != (len(table) == 2):
        raise ConfigError(f"{' and '.join(_WITH_VALUE)} need a value or an env, no other does")
    if "env" in table:
        try:
            return os.environ[table["env"]]
        except KeyError as error:
            raise ConfigError(f"the environment has no {table['env']}") from error
    return str(table.get("value", ""))


def _known(table: Mapping[str, Any], keys: Sequence[str]) -> None:
    for key in table:
        if key not in keys:
            raise ConfigError(unknown(key, keys))
