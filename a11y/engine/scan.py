"""The audit of many pages: several browsers side by side, and no page lost.

Each worker is a thread with a browser of its own. (Threads do: the work is done by the browsers'
processes, while the thread waits for them.) A browser that breaks costs its page one more try.
"""

import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, field, replace
from queue import SimpleQueue
from typing import Self

from a11y.engine.audit import audit_page
from a11y.engine.browser.axe import axe_version
from a11y.engine.browser.session import Session
from a11y.engine.errors import BrowserError, EngineError, PageError
from a11y.engine.model import PageResult, Profile, State, Target
from a11y.engine.rules import all_checks

PAGES_PER_BROWSER = 100
"""After so many pages a browser is replaced: its memory only ever grows."""

TRIES = 2
"""How often a page is tried that breaks its browser, and a browser that does not start."""

Scanned = tuple[int, PageResult]
"""A page's result, and its place among the targets."""


def scan(
    targets: Iterable[Target],
    *,
    profile: Profile,
    states: Callable[[Target], Sequence[State]] = lambda target: (State(),),
    workers: int = 1,
    page_timeout: float = 300,
    screenshots: bool = False,
    browser: Callable[[], AbstractContextManager[Session]] | None = None,
    prepare: Callable[[Session], None] = lambda session: None,
) -> Iterator[Scanned]:
    """Audit the pages and yield each result as soon as it is there, with its place.

    Every target gets one result. ``states`` says in which states to look at a page. ``browser``
    makes a session, and ``prepare`` does in it what is done once per browser: logging in.

    :raises EngineError: when nothing can be audited: no browser, no axe-core, no way to log in.
    """
    axe_version()  # a missing script is said before a browser is started
    jobs = deque(_Job(place, target) for place, target in enumerate(targets))
    crew = _Crew(
        jobs=jobs,
        profile=profile,
        states=states,
        page_timeout=page_timeout,
        screenshots=screenshots,
        browser=browser or Session,
        prepare=prepare,
    )
    return crew.run(min(workers, len(jobs)))


@dataclass(frozen=True, slots=True)
class _Job:
    place: int
    target: Target
    tries: int = 1


@dataclass
class _Crew:
    """The workers of one scan, and what they share."""

    jobs: deque[_Job]
    profile: Profile
    states: Callable[[Target], Sequence[State]]
    page_timeout: float
    screenshots: bool
    browser: Callable[[], AbstractContextManager[Session]]
    prepare: Callable[[Session], None]
    done: SimpleQueue[Scanned | BaseException] = field(default_factory=SimpleQueue)
    sessions: set[Session] = field(default_factory=set)
    stopping: threading.Event = field(default_factory=threading.Event)

    def run(self, workers: int) -> Iterator[Scanned]:
        awaited = len(self.jobs)
        threads = [
            threading.Thread(target=self._work, name=f"a11y worker {number}", daemon=True)
            for number in range(1, workers + 1)
        ]
        try:
            for thread in threads:
                thread.start()
            all_checks()  # rules take as long to load as browsers to start
            for _ in range(awaited):
                result = self.done.get()
                if isinstance(result, BaseException):
                    raise result
                yield result
        finally:
            self.stopping.set()
            self.jobs.clear()
            for session in tuple(self.sessions):
                session.kill()
            for thread in threads:
                thread.join()

    def _work(self) -> None:
        """Audit pages until there are none: in one browser after the other."""
        unready = 0
        try:
            while job := self._next():
                try:
                    self._use_one_browser(job)
                except (BrowserError, PageError) as error:  # before it had any page
                    unready += 1
                    self.jobs.appendleft(job)
                    if isinstance(error, PageError) and unready == TRIES:
                        raise EngineError(f"Could not log in: {error}") from error
                    if unready == TRIES:
                        raise
        except BaseException as error:
            self.done.put(error)

    def _next(self) -> _Job | None:
        try:
            return self.jobs.popleft()
        except IndexError:
            return None

    def _use_one_browser(self, first: _Job) -> None:
        """Audit pages, beginning with this one, for as long as the browser is good.

        :raises BrowserError, PageError: when the browser is not ready for the first.
        """
        with self.browser() as session:
            self.sessions.add(session)
            try:
                self.prepare(session)
                job: _Job | None = first
                for count in range(PAGES_PER_BROWSER):
                    job = job if count == 0 else self._next()
                    if job is None or self.stopping.is_set() or not self._finish(session, job):
                        return
            finally:
                self.sessions.discard(session)

    def _finish(self, session: Session, job: _Job) -> bool:
        """Audit the page, or leave it to another try; return whether the browser is still good."""
        result = self._audit(session, job)
        broken = bool(result.error) and result.error != session.refusal
        if broken and job.tries < TRIES:
            self.jobs.appendleft(replace(job, tries=job.tries + 1))
        else:
            times = f" (tried {job.tries} times)" if broken and job.tries > 1 else ""
            self.done.put((job.place, replace(result, error=result.error + times)))
        return not broken

    def _audit(self, session: Session, job: _Job) -> PageResult:
        try:
            states = self.states(job.target)
        except EngineError:
            raise
        except Exception as error:  # other people's code, which must not cost the other pages
            return _failed(job.target, error)
        return audit_within(
            self.page_timeout,
            session,
            job.target,
            states=states,
            profile=self.profile,
            screenshots=self.screenshots,
        )


def audit_within(
    seconds: float,
    session: Session,
    target: Target,
    *,
    states: Sequence[State],
    profile: Profile,
    screenshots: bool = False,
) -> PageResult:
    """The page's result, come what may: where it takes too long, the browser is killed.

    :raises EngineError: when the engine itself is not fit to audit anything.
    """
    overdue = threading.Event()

    def end() -> None:
        overdue.set()
        session.kill()

    timer = threading.Timer(seconds, end)
    timer.daemon = True
    timer.start()
    try:
        result = audit_page(
            session, target, states=states, profile=profile, screenshots=screenshots
        )
    except EngineError:
        raise
    except Exception as error:  # a rule that fails must not cost the other pages
        result = _failed(target, error)
    finally:
        timer.cancel()
    if overdue.is_set():
        return replace(result, error=f"not audited within {seconds:g} seconds")
    return result


def _failed(target: Target, error: Exception) -> PageResult:
    return PageResult(target.url, error=f"the audit failed: {type(error).__name__}: {error}")


class WarmBrowser:
    """One browser that is kept for page after page, and replaced when a page has broken it.

    Not for several threads at once. Close it when it is no longer needed.
    """

    def __init__(self, *, page_timeout: float = 300, remote: str = "") -> None:
        self.page_timeout = page_timeout
        self.remote = remote
        self._session: Session | None = None
        self._pages = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the browser, if there is one."""
        if self._session:
            session, self._session = self._session, None
            with suppress(EngineError):
                session.__exit__(None, None, None)

    def session(self) -> Session:
        """The browser, started where there is none.

        :raises EngineError: when none starts.
        """
        if self._pages >= PAGES_PER_BROWSER:
            self.close()
        if self._session is None:
            self._session = Session(remote=self.remote).__enter__()
            self._pages = 0
        return self._session

    def audit(
        self,
        target: Target,
        *,
        states: Sequence[State],
        profile: Profile,
        screenshots: bool = False,
    ) -> PageResult:
        """Audit the page; once more in a new browser where the first was broken by it.

        :raises EngineError: when the engine itself is not fit to audit anything.
        """
        for _ in range(TRIES):
            session = self.session()
            self._pages += 1
            result = audit_within(
                self.page_timeout,
                session,
                target,
                states=states,
                profile=profile,
                screenshots=screenshots,
            )
            if not result.error or result.error == session.refusal:
                return result
            self.close()
        return replace(result, error=f"{result.error} (tried {TRIES} times)")
