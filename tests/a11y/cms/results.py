"""Results of audits, as the engine would give them."""

from typing import Any

from a11y.engine.model import (
    Audience,
    Finding,
    Impact,
    Layer,
    Occurrence,
    Outcome,
    PageResult,
    Rule,
    RuleResult,
    State,
    Viewport,
)
from a11y.engine.wcag import criteria
from a11y.models import PageAudit
from a11y.profiles import AuditProfile
from a11y.record import record

RULE = Rule(
    id="image-has-alternative",
    title="Images have a text alternative",
    criteria=criteria("1.1.1"),
    impact=Impact.CRITICAL,
    audience=Audience.EDITOR,
    layer=Layer.RENDERED,
    fix="Describe the image.",
)
WIDE = State()
NARROW = State(Viewport(320, 256))


def barrier(fingerprint: str = "f1", **said: Any) -> Finding:
    """A finding of the rule."""
    given: dict[str, Any] = {
        "rule": RULE,
        "outcome": Outcome.FAILED,
        "impact": RULE.impact,
        "target": ("img",),
        "html": '<img src="/x.png">',
        "occurrences": (Occurrence(WIDE, "This image has no description."),),
        "how_to_fix": RULE.fix,
        "fingerprint": fingerprint,
    }
    return Finding(**{**given, **said})


def result(*findings: Finding, rules: tuple[Rule, ...] = (RULE,)) -> PageResult:
    """A page's result in which these rules ran."""
    ran = tuple(RuleResult(rule, Outcome.PASSED) for rule in rules)
    return PageResult("http://localhost:8000/", findings=findings, rules=ran)


def audited(page: Any, *findings: Finding, draft: bool = False, **said: Any) -> PageAudit:
    """Record an audit of the page with these findings, and return it."""
    profile = said.pop("profile", AuditProfile())
    revision = page.latest_revision if draft else None
    audit = PageAudit.objects.create(
        page_id=page.pk,
        revision=revision,
        is_draft=draft,
        revision_created_at=revision.created_at if revision else None,
        profile=profile.key,
        state=PageAudit.State.DONE,
    )
    version = revision.as_object() if revision else page
    record(audit, result(*findings, **said), version)
    return audit
