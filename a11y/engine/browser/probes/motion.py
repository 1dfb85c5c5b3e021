"""What of a page moves, plays or changes while nobody does anything."""

from dataclasses import dataclass
from pathlib import Path

from a11y.engine.browser.probes.heard import Heard, heard
from a11y.engine.browser.session import Session
from a11y.engine.browser.snapshot import OURS
from a11y.engine.check import Probe, Visit
from a11y.engine.errors import PageError
from a11y.engine.page.tree import Node, Page

_WATCHED_MS = 1300  # a clock changes in that time
_TIMER = "setInterval("
_MOST_SCRIPTS = 20
_RUNNING = (
    "return document.getAnimations().filter((animation) => animation.playState === 'running')"
    ".map((animation) => window[arguments[0]].indices.get(animation.effect?.target) ?? -1)"
)
_SCRIPT = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Animation:
    """An animation by style sheet that lasts for more than five seconds.

    ``moves`` and ``blinks`` say what it changes: places and sizes, or colours and visibility.
    ``flashes`` is how often a second it goes back and forth; ``stays``: it is still there for
    visitors who prefer less motion.
    """

    node: Node
    stays: bool
    moves: bool
    blinks: bool
    flashes: float
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Playing:
    """A sound or film that starts by itself. ``seconds`` is None where its length is not known,
    ``sound`` where it is not known whether it has any."""

    node: Node
    sound: bool | None
    seconds: float | None
    muted: bool


@dataclass(frozen=True, slots=True)
class Change:
    """Something that scripts changed meanwhile: its "text" more than "once" or, again and again,
    its "style"."""

    node: Node
    what: str


@dataclass(frozen=True, slots=True)
class Motion:
    """All that moved, in a page that was only looked at; ``heard`` where anything did."""

    page: Page
    animations: tuple[Animation, ...] = ()
    pictures: tuple[Node, ...] = ()
    playing: tuple[Playing, ...] = ()
    changes: tuple[Change, ...] = ()
    heard: Heard | None = None


def _observe(visit: Visit) -> Motion:
    session, page = visit.session, visit.page
    watched = _WATCHED_MS if page.timers and _has_timers(visit) else 0
    seen = session.ask(_SCRIPT, OURS, watched)
    if not (any(seen.values()) or page.by_tag.get("marquee")):
        return Motion(page)
    stay = _without_motion(visit) if seen["animations"] else frozenset()
    return Motion(
        page,
        tuple(Animation(_node(page, at), at in stay, *rest) for at, *rest in seen["animations"]),
        tuple(_node(page, at) for at in seen["pictures"]),
        tuple(Playing(_node(page, at), *rest) for at, *rest in seen["media"]),
        tuple(Change(_node(page, at), what) for at, what in seen["changes"]),
        heard(session, page),
    )


def _node(page: Page, number: int) -> Node:
    return page.by_index.get(number, page.root)


def _has_timers(visit: Visit) -> bool:
    """Whether a script calls for something to happen again and again."""
    if _TIMER in visit.source.html:
        return True
    scripts = visit.page.by_tag.get("script", [])
    urls = {script.url("src") for script in scripts if script.has("src")}
    if not urls:
        return False
    frame = visit.session.frame["id"]
    return any(_mentions_timer(visit.session, frame, url) for url in sorted(urls)[:_MOST_SCRIPTS])


def _mentions_timer(session: Session, frame: str, url: str) -> bool:
    params = {"frameId": frame, "url": url, "query": _TIMER}
    try:
        return bool(session.cdp("Page.searchInResource", params)["result"])
    except PageError:  # the browser no longer has it, or never had
        return False


def _without_motion(visit: Visit) -> frozenset[int]:
    """The elements that are still animated for visitors who prefer less motion."""
    scheme = {"prefers-color-scheme": visit.state.scheme.value}
    visit.session.prefer({**scheme, "prefers-reduced-motion": "reduce"})
    try:
        return frozenset(visit.session.ask(_RUNNING, OURS))
    finally:
        visit.session.prefer(scheme)


MOTION: Probe[Motion] = Probe(
    "motion", "What moves, plays or changes by itself", _observe, once=True
)
