"""Does what is due: one warm browser, one page after the other."""

import atexit
import json
import os
import socket
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from typing import Any, Self
from urllib.parse import urlsplit

from django.db import DatabaseError, connection, transaction
from django.utils.translation import gettext as _

from a11y import orders
from a11y.addresses import AddressError, check_address, check_redirects
from a11y.conf import conf
from a11y.drafts import query_for, without_tokens
from a11y.engine.browser.access import Access
from a11y.engine.browser.spoken import spoken
from a11y.engine.digest import Digests
from a11y.engine.errors import EngineError, PageError
from a11y.engine.model import PageResult, Target
from a11y.engine.reports.json import page_as_data, page_from_data
from a11y.engine.scan import WarmBrowser
from a11y.models import PageAudit
from a11y.profiles import AuditProfile, rule_set
from a11y.record import record
from a11y.serving import SiteServers
from a11y.workflow import resume_waiting

_AWAITED = (PageAudit.Reason.ASKED, PageAudit.Reason.PUBLISHED)
"""Why an audit is ordered whose findings somebody waits to see."""
_TITLE = PageAudit._meta.get_field("title").max_length


class Worker:
    """Takes audits from the queue and does them. Use it in a ``with`` statement.

    The browser is started with the first page, and kept.
    """

    def __init__(self, name: str = "") -> None:
        self.name = name or f"{socket.gethostname()} {os.getpid()} {uuid.uuid4().hex[:6]}"
        settings = conf()
        self._browser = WarmBrowser(page_timeout=settings.page_seconds, remote=settings.remote)
        self._servers = SiteServers(settings.listen_on, settings.reach_at)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._browser.close()
        self._servers.__exit__()

    def warm_up(self) -> None:
        """Start the browser before there is anything to do, and see to what others have left.

        :raises EngineError: when none starts.
        """
        resume_waiting()  # a worker may have died before it told a workflow of its audit
        self._browser.session()

    def work_off(self) -> int:
        """Do audits until none is due; return how many were done.

        :raises EngineError: when nothing can be audited here: no browser, no axe-core.
        """
        count = 0
        while self.work_once():
            count += 1
        return count

    def work_once(self, begun: Callable[[], None] = lambda: None) -> PageAudit | None:
        """Do the most urgent audit, and return it; None where none is due. ``begun`` is called
        when it has been taken.

        :raises EngineError: when nothing can be audited here. The audit is left to others.
        """
        audit = orders.take(self.name)
        if audit is None:
            return None
        begun()
        try:
            with _signs_of_life(audit):
                self._do(audit)
        except BaseException:
            orders.release(audit)
            raise
        return audit

    def _do(self, audit: PageAudit) -> None:
        """Do the audit, or say why it cannot be done: a page must not cost the worker its life."""
        try:
            page = _version(audit)
            target = self._target(audit, page)
            result = self._earlier(audit, target) or self._look(audit, target, page)
            if result.error:
                orders.fail(audit, result.error)
            else:
                _write_down(audit, result, page)
        except EngineError:
            raise
        except Exception as error:  # of the project's own models and templates, too
            audit.same_as = audit.result = audit.spoken = None
            expected = isinstance(error, _PageGoneError | AddressError)
            orders.fail(audit, str(error) if expected else f"{type(error).__name__}: {error}")

    def _target(self, audit: PageAudit, page: Any) -> Target:
        """Where the browser finds the page in the version that was ordered."""
        if page is None:
            check_redirects(audit.url)
            return Target(audit.url)
        parts = page.get_url_parts()
        site = page.get_site()
        if site is None or not parts or parts[2] is None:
            raise _PageGoneError(_("The page has no address: it stands under no site."))
        address = f"{self._servers.address_of(site)}{parts[2]}"
        if audit.is_draft or not page.live or page.get_view_restrictions().exists():
            address += query_for(page, audit.revision)
        audit.url = f"{site.root_url}{parts[2]}"
        return Target(audit.url, address)

    def _earlier(self, audit: PageAudit, target: Target) -> PageResult | None:
        """The result of an audit of the very same page, by the same rules."""
        audit.rule_set = rule_set()
        audit.digest = Digests(Access()).of(target)
        if not audit.digest:
            return None
        done = PageAudit.objects.filter(
            page_id=audit.page_id,
            digest=audit.digest,
            profile=audit.profile,
            rule_set=audit.rule_set,
            state=PageAudit.State.DONE,
            same_as=None,
            result__isnull=False,
        )
        same = (done if audit.page_id else done.filter(url=audit.url)).first()
        if same is None:
            return None
        audit.same_as = same
        return page_from_data(same.result)

    def _look(self, audit: PageAudit, target: Target, page: Any) -> PageResult:
        """Have the browser look at the page."""
        profile = AuditProfile.from_key(audit.profile)
        if audit.reason in _AWAITED and profile != profile.at_first:
            self._look_first(audit, target, page, profile.at_first)
        result = self._browser.audit(
            target, states=profile.states, profile=profile.rules, screenshots=True
        )
        if not result.error:
            audit.spoken = self._listen(target)
        if audit.page_id is None and result.redirected_to:
            check_address(result.redirected_to)
        return _as_known(result, target)

    def _look_first(
        self, audit: PageAudit, target: Target, page: Any, profile: AuditProfile
    ) -> None:
        """Write down what is found in a second, while somebody waits for the rest."""
        result = self._browser.audit(target, states=profile.states, profile=profile.rules)
        if not result.error:
            with transaction.atomic():
                if orders.renew(audit):
                    record(audit, _as_known(result, target), page, in_part=True)

    def _listen(self, target: Target) -> list[dict[str, Any]] | None:
        """What a screen reader meets; None where the page does not let it be known."""
        session = self._browser.session()
        try:
            session.open(target.fetch_url)
            return _storable(spoken(session))
        except PageError:
            if not session.answers():
                self._browser.close()
            return None


class _PageGoneError(Exception):
    """The page cannot be audited, because of what it is."""


def _version(audit: PageAudit) -> Any:
    """The page in the version to audit; None where it is none of the CMS's."""
    if audit.page_id is None:
        return None
    if audit.is_draft and audit.revision is None:
        raise _PageGoneError(_("The draft is no longer kept."))
    if audit.revision is None:
        page = audit.page.specific
        if not page.live:
            raise _PageGoneError(_("The page is no longer live."))
        return page
    # Autosave may have written into the draft since: what it is now is what is looked at.
    audit.revision_created_at = audit.revision.created_at
    audit.save(update_fields=["revision_created_at"])
    return audit.revision.as_object()


def _as_known(result: PageResult, target: Target) -> PageResult:
    """The result as it can be stored, with the page's own address where the worker's stood."""
    data = _storable(page_as_data(result))
    if target.address:
        served, known = _root(target.address), _root(target.url)
        text = json.dumps(data, ensure_ascii=False).replace(served, known)
        data = json.loads(without_tokens(text))
    return page_from_data(data)


def _root(address: str) -> str:
    """The scheme and host of an address: ``https://example.org``."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def _storable(data: Any) -> Any:
    """The data without what databases refuse in texts: NUL, and halves of characters."""
    if isinstance(data, str):
        return data.replace("\0", "").encode("utf-8", "replace").decode()
    if isinstance(data, dict):
        return {key: _storable(value) for key, value in data.items()}
    return [_storable(value) for value in data] if isinstance(data, list) else data


def _write_down(audit: PageAudit, result: PageResult, page: Any) -> None:
    """Close the audit and record its findings, both or neither."""
    audit.title = (result.title or audit.title)[:_TITLE]
    audit.result = None if audit.same_as else _without_pictures(result)
    with transaction.atomic():
        if orders.finish(audit):
            record(audit, result, page)


def _without_pictures(result: PageResult) -> dict[str, Any]:
    data = page_as_data(result)
    for finding in data["page"]["findings"]:
        finding["screenshot"] = ""
    return data


@contextmanager
def _signs_of_life(audit: PageAudit) -> Iterator[None]:
    """Renew the audit's lease while it is being done."""
    over = threading.Event()

    def live() -> None:
        while not over.wait(conf().lease_seconds / 3):
            with suppress(DatabaseError):  # the next one may be heard
                orders.renew(audit)
        connection.close()

    thread = threading.Thread(target=live, name="a11y signs of life", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


@cache
def shared_worker() -> Worker:
    """The worker of this process, for task queues; its browser lives as long as the process."""
    worker = Worker()
    atexit.register(worker.__exit__)
    worker.warm_up()
    return worker
