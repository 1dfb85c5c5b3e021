"""What opens when a button is used: is it said, does the focus follow, does Escape lead back.

Things that say they open something (``aria-expanded``, ``aria-haspopup``, ``aria-controls``,
details, popovers, tabs) are used one after the other, by the keyboard where they can be, and
closed again. While one is open, the whole page is looked at. The page is held meanwhile, and
loaded anew where something does not close.
"""

from collections.abc import Callable, Collection, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from secrets import token_hex
from typing import Any, Self

from selenium.webdriver import Keys

from a11y.engine.browser.held import held
from a11y.engine.browser.probes.few import few, others
from a11y.engine.browser.probes.keyboard import press
from a11y.engine.browser.session import Session
from a11y.engine.check import Probe, Visit
from a11y.engine.page.tree import Node, Page

MOST_OPENED = 6
"""Things that are opened on a page; of those alike, two."""
_TABS = 12
"""How often Tab is pressed to see whether a dialog holds the focus."""
_NAME = f"a11y_{token_hex(8)}"
_SCRIPT = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
_POPUPS = frozenset(("true", "menu", "dialog", "listbox", "tree", "grid"))
_BY_MOUSE = (("hover", ("mouseMoved",)), ("click", ("mousePressed", "mouseReleased")))
_KEYS = (Keys.ENTER, Keys.SPACE, Keys.ARROW_DOWN)


@dataclass(frozen=True, slots=True)
class Dialog:
    """A dialog that opened, and where the focus was: "inside", "outside", "opener", "nowhere".

    ``focus`` right after it opened, ``tabbed`` where Tab took it, ``after`` when Escape had been
    pressed; ``closed`` whether Escape closed it. ``native``: the browser itself holds the focus.
    """

    modal: bool
    native: bool
    focus: str
    tabbed: tuple[str, ...] = ()
    after: str = ""
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Opening:
    """What came of using something that opens. ``by`` is "key", "hover" (before the click that was
    to come), "click", or "" if nothing opened.

    ``before`` and ``after`` are the states it says it is in ("true", "false", or "" for none);
    ``controlled`` whether what it names with ``aria-controls`` has become visible.
    """

    node: Node
    in_tab_order: bool
    by: str
    before: str
    after: str
    controlled: bool
    dialog: Dialog | None = None


@dataclass(frozen=True, slots=True)
class Openings:
    """All that was opened on a page."""

    page: Page
    found: tuple[Opening, ...]
    left_out: int = 0
    used: bool = False


def openers(page: Page, known: Collection[tuple[str, ...]] = ()) -> tuple[tuple[Node, ...], int]:
    """What says that it opens something, is visible, and is closed: not too many of a kind, and
    how many were left out. Those whose targets are ``known`` do not count."""
    closed = (
        node
        for node in page.nodes
        if _opens(node)
        and node.is_visible
        and not node.is_disabled
        and not node.is_inert
        and node.target not in known
    )
    return few(closed, MOST_OPENED)


def _opens(node: Node) -> bool:
    if node.tag == "summary":
        return node.role == "button" and bool(node.parent) and not node.parent.has("open")  # type: ignore[union-attr]
    if node.has("aria-expanded"):
        closed = node.get("aria-expanded").strip().lower() == "false"
        return closed and node.role not in ("treeitem", "row", "gridcell", "textbox", "searchbox")
    if node.role == "tab":
        return node.get("aria-selected").lower() == "false"
    if node.get("aria-haspopup").strip().lower() in _POPUPS:
        return node.role not in ("combobox", "textbox", "searchbox")
    if node.role != "button":
        return False
    return any(node.has(name) for name in ("aria-controls", "popovertarget", "commandfor"))


def _observe(visit: Visit) -> Openings:
    """Use one thing after the other; the page is looked at while each is open.

    What was opened in an earlier state of the page is not opened again.
    """
    new, left_out = openers(visit.page, visit.memory.opened)
    visit.memory.opened.update(node.target for node in new)
    with _Desk(visit) as desk:
        openings = [desk.opening(node) for node in new]
    # A tab changes what is shown, and has nothing to say, to hold or to close.
    found = (opening for opening in openings if opening and opening.node.role != "tab")
    return Openings(visit.page, tuple(found), left_out, used=bool(new))


class _Desk:
    """The held page on which things are used in turn; loaded anew where one stays open."""

    def __init__(self, visit: Visit) -> None:
        self.visit = visit
        self._hold = ExitStack()
        self._is_held = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._hold.close()

    def opening(self, node: Node) -> Opening | None:
        """What came of using an opener; what it opened is closed again."""
        if not self._is_held:
            self._hold.enter_context(held(self.visit.session))
            self._is_held = True
        use = _Use(self.visit.session, node)
        step = f"opened “{node.name or node.visible_text or node.tag}”"
        opening = use.observed(lambda: self.visit.look(step))
        if not use.close():
            self._hold.close()
            self._is_held = False
            self.visit.session.open(self.visit.page.url)
            self.visit.session.apply(self.visit.state)
        return opening


class _Use:
    """The use of one opener in a held page."""

    def __init__(self, session: Session, node: Node) -> None:
        self.session = session
        self.node = node
        self.by = ""
        self.before: dict[str, Any] = {}
        self.after: dict[str, Any] = {}
        self._ask = partial(session.ask, _SCRIPT, _NAME)

    def open(self) -> bool:
        """Use the opener: by keys where Tab comes to it, else and then by a click."""
        before = self._ask("before", self.node.target)
        if before is None:
            return False
        self.before = before
        if self.node.is_in_tab_order:
            for key in _KEYS:
                if not self._ask("focus", None):
                    break
                press(self.session, key)
                if self._has_opened():
                    self.by = "key"
                    return True
        where = {"x": before["middle"][0], "y": before["middle"][1], "button": "left"}
        for way, kinds in _BY_MOUSE:
            for kind in kinds:
                event = {"type": kind, "clickCount": 1, **where}
                self.session.cdp("Input.dispatchMouseEvent", event)
            if self._has_opened():
                self.by = way
                return True
        return False

    def observed(self, look: Callable[[], object]) -> Opening | None:
        """What came of it; None where the opener is not there (any more). ``look`` is called
        while it is open."""
        opened = self.open()
        if not self.before:
            return None
        dialog = self.after["dialog"] if opened else None
        tabbed = self._tabbed() if dialog and dialog["modal"] else ()
        if opened:
            look()
        return Opening(
            node=self.node,
            in_tab_order=self.node.is_in_tab_order,
            by=self.by,
            before=self.before["state"],
            after=self._ask("state", None),  # some say it when they have done moving
            controlled=self.after["controlled"],
            dialog=self._dialog(dialog, tabbed) if dialog else None,
        )

    def _has_opened(self) -> bool:
        self.after = self._ask("after", None)
        return bool(self.after["shown"]) and self.after["state"] is not None

    def _tabbed(self) -> tuple[str, ...]:
        """Where Tab leads while the dialog is open; it may close when Tab leaves it."""
        places = []
        for _ in range(_TABS):
            press(self.session, Keys.TAB)
            place = self._ask("where", None)
            if not place["open"]:
                break
            places.append(place["focus"])
            if place["focus"] == "outside":
                break
        return tuple(places)

    def _dialog(self, facts: Mapping[str, Any], tabbed: tuple[str, ...]) -> Dialog:
        press(self.session, Keys.ESCAPE)
        self._ask("closed", None)
        place = self._ask("where", None)
        return Dialog(
            modal=facts["modal"],
            native=facts["native"],
            focus=facts["focus"],
            tabbed=tabbed,
            after=place["focus"],
            closed=not place["open"],
        )

    def close(self) -> bool:
        """Close what was opened; whether the page shows again what it showed before."""
        if not self.before or not self.by:
            return not self.before or bool(self._ask("closed", None))
        press(self.session, Keys.ESCAPE)
        if self._ask("closed", None):
            return True
        if self.by == "key" and self._ask("focus", None):
            press(self.session, Keys.ENTER)
            return bool(self._ask("closed", None))
        return False


OPENINGS: Probe[Openings] = Probe(
    "opened",
    "What opens when things are used, and closes again",
    _observe,
    alters=lambda seen: seen.used,
    left_out=lambda seen: others(seen.left_out, "things that open something"),
)
