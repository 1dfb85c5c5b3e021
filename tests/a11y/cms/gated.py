"""What tests of the gate need: a site that has one, and audits of drafts without a browser."""

from typing import Any

from django.utils import timezone
from wagtail.models import PageLogEntry, Revision, Site
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from a11y.engine.model import Finding as Found
from a11y.engine.model import Impact, Occurrence, Outcome, PageResult, Rule, RuleResult, State
from a11y.models import AuditSettings, PageAudit
from a11y.profiles import rule_set
from a11y.record import record

RULE = Rule("image-has-alternative", "Images have a text alternative", impact=Impact.CRITICAL)
KEYED = {
    "type": "card",
    "value": {"source": "/x.png", "text": '<p data-block-key="abcde">Text</p>'},
}
"""A block with a critical barrier as the editor saves it: with keys in its text, so that saving it
once more changes nothing."""
MESSAGE = "This image has no description."


def set_gate(gate: str, **asked: Any) -> AuditSettings:
    """Put the only site's gate up."""
    settings = AuditSettings.for_site(Site.objects.get())
    for name, value in {"gate": gate, **asked}.items():
        setattr(settings, name, value)
    settings.save()
    return settings


def barrier(
    page: Any = None,
    *,
    impact: Impact = Impact.CRITICAL,
    outcome: Outcome = Outcome.FAILED,
    message: str = MESSAGE,
    fingerprint: str = "",
) -> Found:
    """What the audit says of an image in the page's first block."""
    return Found(
        rule=RULE,
        outcome=outcome,
        impact=impact,
        target=("img",),
        html="<img>",
        occurrences=(Occurrence(State(), message),),
        content_path=f"body.{page.body[0].id}" if page else "",
        fingerprint=fingerprint or f"{impact} {outcome}"[:16],
    )


def audited(version: Any, *found: Found, error: str = "") -> PageAudit:
    """The draft has been audited, or the live page, and this was found; or it could not be."""
    revision = version if isinstance(version, Revision) else None
    page = revision.as_object() if revision else version
    audit = PageAudit.objects.create(
        page_id=page.pk,
        revision=revision,
        is_draft=revision is not None,
        revision_created_at=revision.created_at if revision else None,
        profile=AuditSettings.for_site(Site.objects.get()).profile.key,
        rule_set=rule_set(),
        state=PageAudit.State.FAILED if error else PageAudit.State.DONE,
        finished_at=timezone.now(),
        error=error,
    )
    rules = (RuleResult(RULE, Outcome.FAILED if found else Outcome.PASSED),)
    if not error:
        record(audit, PageResult("http://localhost/", findings=found, rules=rules), page)
    return audit


def form_of(page: Any, **changes: Any) -> dict[str, Any]:
    """What the editor's form sends for a page of cards; without an id for the blocks it makes."""
    cards = [
        ("card", {"source": card.value["source"], "text": rich_text(card.value["text"].source)})
        for card in page.body
    ]
    data = nested_form_data(
        {
            "title": page.title,
            "slug": page.slug,
            "body": streamfield(cards),
            "comments": inline_formset([]),
            **changes,
        }
    )
    for number, card in enumerate(page.body):
        if card.id:
            data[f"body-{number}-id"] = card.id
    return data


def is_live(page: Any) -> bool:
    return type(page).objects.get(pk=page.pk).live


def log_of(page: Any, action: str) -> list[PageLogEntry]:
    return list(PageLogEntry.objects.filter(page_id=page.pk, action=action))
