"""How the audit's browser gets to see a draft, or a page that is not for everyone.

An address with a token leads there: on the worker's own server, which no visitor reaches, and for
a short time. The token is signed and names one page in one version; once autosave has written
something else into the draft, it leads nowhere. Who may order an audit is asked when it is
ordered; the token is never shown to anyone.
"""

import json
import re
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

import swapper
from django.core.signing import BadSignature, TimestampSigner
from django.http import Http404
from wagtail.fields import StreamField
from wagtail.models import COMMENTS_RELATION_NAME, Revision

from a11y.conf import conf
from a11y.models import PageAudit

PARAMETER = "a11y-draft"
_SALT = "tdd_a11y.draft"
_BOOKKEEPING = frozenset(
    """pk path depth numchild url_path translation_key locale content_type owner alias_of
    draft_title latest_revision latest_revision_created_at live live_revision expired
    has_unpublished_changes first_published_at last_published_at go_live_at expire_at locked
    locked_at locked_by""".split()
) | {COMMENTS_RELATION_NAME}
"""What Wagtail keeps in a revision about the page, not of what it shows."""
_IN_ADDRESS = re.compile(rf"[?&]{PARAMETER}=[\w:.%=-]+")


def query_for(page: Any, revision: Revision | None) -> str:
    """The query of an address that leads to the page in this version, "" for the live one."""
    named = {
        "page": page.pk,
        "revision": revision.pk if revision else None,
        "created": revision.created_at.isoformat() if revision else None,
    }
    token = TimestampSigner(salt=_SALT).sign_object(named)
    return f"?{urlencode({PARAMETER: token})}"


def page_of(token: str) -> Any:
    """The page that the token names, in the version that it names.

    :raises Http404: when the token is none, too old, or its draft was written over.
    """
    try:
        signer = TimestampSigner(salt=_SALT)
        named = signer.unsign_object(token, max_age=conf().draft_seconds)
    except BadSignature as error:
        raise Http404("This address leads to no draft (any longer).") from error
    page_model = swapper.load_model("wagtailcore", "Page")
    try:
        page = page_model.objects.get(pk=named["page"]).specific
        if named["revision"] is None:
            return page
        created = datetime.fromisoformat(named["created"])
        return page.revisions.get(pk=named["revision"], created_at=created).as_object()
    except (page_model.DoesNotExist, Revision.DoesNotExist) as error:
        raise Http404("This draft is no longer what it was.") from error


def same_content(one: Revision, other: Revision) -> bool:
    """Whether two revisions show the same: each press of *Publish* saves another revision."""
    return _shown(one) == _shown(other)


def is_about(audit: PageAudit, revision: Revision) -> bool:
    """Whether the audit saw what the draft shows now.

    Its own revision may have been written over since by autosave, or be kept no longer.
    """
    own = audit.revision
    if own is None or audit.revision_created_at != own.created_at:
        return False
    return same_content(own, revision)


def _shown(revision: Revision) -> dict[str, Any]:
    model = revision.content_type.model_class()
    fields = {field.name: field for field in model._meta.get_fields()} if model else {}
    return {
        name: _compared(fields.get(name), value)
        for name, value in revision.content.items()
        if name not in _BOOKKEEPING and not getattr(fields.get(name), "auto_now", False)
    }


def _compared(field: Any, value: Any) -> Any:
    """Streams are text in a revision, and PostgreSQL gives back their keys in another order."""
    if not isinstance(field, StreamField):
        return value
    try:
        return json.loads(value)
    except (ValueError, TypeError):  # what stood in the field before it was a stream
        return value


def without_tokens(text: str) -> str:
    """The text with the tokens taken out of its addresses."""
    return _IN_ADDRESS.sub("", text)
