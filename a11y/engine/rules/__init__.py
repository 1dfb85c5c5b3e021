"""Every rule of ours, by topic, and those that other packages bring.

A package adds its own through the entry point group ``tdd_pages.a11y_checks``: each entry names an
iterable of :class:`~a11y.engine.check.Check`.
"""

from functools import cache
from importlib import import_module
from importlib.metadata import entry_points

from a11y.engine.check import AnyCheck

ENTRY_POINTS = "tdd_pages.a11y_checks"
TOPICS = (
    "aria",
    "aria_structure",
    "choices",
    "descriptive",
    "fields",
    "filled",
    "focus",
    "hover",
    "keyboard",
    "label_in_name",
    "language",
    "layout",
    "leftovers",
    "links",
    "motion",
    "names",
    "narrow",
    "orientation",
    "preferences",
    "opened",
    "reflow",
    "sensory",
    "shortcuts",
    "site",
    "sound",
    "source",
    "spacing",
    "states",
    "structure",
    "tables",
    "targets",
    # Last, since they may need the browser, and wait for it until axe-core is done.
    "focusable",
    "images",
    "media",
    "pictured",
    "bypass",
    "twins",
    "colour",
    "colour_alone",
    "control_contrast",
)


@cache
def all_checks() -> tuple[AnyCheck, ...]:
    """Our checks and those of installed packages.

    :raises ValueError: when two rules have the same id.
    """
    ours = (
        check for topic in TOPICS for check in import_module(f"a11y.engine.rules.{topic}").CHECKS
    )
    theirs = (check for entry in entry_points(group=ENTRY_POINTS) for check in entry.load())
    checks = (*ours, *theirs)
    seen: set[str] = set()
    for check in checks:
        if check.rule.id in seen:
            raise ValueError(f"There are two rules with the id {check.rule.id!r}.")
        seen.add(check.rule.id)
    return checks
