"""Fields stand in groups that say what is asked, and labels belong to fields."""

from collections.abc import Iterable, Iterator

from a11y.engine.check import Check, Verdict, asked, asks, ignores, passes
from a11y.engine.model import Impact, Rule
from a11y.engine.page.tree import Node, Page
from a11y.engine.probes import PAGE
from a11y.engine.wcag import criteria


def _choices(page: Page) -> Iterator[Node]:
    """The first of two or more radio buttons of one name in a form."""
    seen: dict[tuple[int, str], list[Node]] = {}
    for node in page.with_role("radio"):
        if node.tag == "input" and node.get("name"):
            form = next((above for above in node.ancestors if above.tag == "form"), node.page.root)
            seen.setdefault((id(form), node.get("name")), []).append(node)
    return (nodes[0] for nodes in seen.values() if len(nodes) > 1)


def _is_in_a_named_group(node: Node) -> Verdict | None:
    group = next((above for above in node.ancestors if above.role in ("group", "radiogroup")), None)
    if group is not None and group.name:
        return None
    return Verdict("unnamed" if group else "loose", {"label": node.name[:60]})


CHOICES_GROUPED = Check(
    rule=Rule(
        id="choices-have-question",
        title="Radio buttons stand in a group that says what is to be chosen",
        criteria=criteria("1.3.1"),
        impact=Impact.MODERATE,
        techniques=("H71", "ARIA17"),
        why="A screen reader says “yes, radio button” and not what is answered with yes.",
        fix="Put the radio buttons into a fieldset, and the question into its legend.",
    ),
    probe=PAGE,
    applicability=_choices,
    expectation=_is_in_a_named_group,
    messages={
        "loose": asked("“{label}” is one of several choices. Does its label alone say of what?"),
        "unnamed": asked(
            "“{label}” stands in a group without a name. Does its label alone say what is chosen?"
        ),
    },
    examples=(
        asks(
            "A question beside the buttons (H71)",
            '<p>Tea?</p><label><input type="radio" name="a"> Yes</label>'
            '<label><input type="radio" name="a"> No</label>',
        ),
        asks(
            "A group without a legend",
            '<fieldset><label><input type="radio" name="a"> Yes</label>'
            '<label><input type="radio" name="a"> No</label></fieldset>',
        ),
        passes(
            "A legend",
            '<fieldset><legend>Tea?</legend><label><input type="radio" name="a"> Yes</label>'
            '<label><input type="radio" name="a"> No</label></fieldset>',
        ),
        ignores("One", '<label><input type="radio" name="a"> Yes</label>'),
    ),
)


def _labels(page: Page) -> Iterable[Node]:
    return (node for node in page.tagged("label") if node.get("for").strip() and node.is_visible)


def _labels_something(node: Node) -> Verdict | None:
    if node.scope.by_id(node.get("for")):
        return None
    return Verdict("nothing", {"id": node.get("for")}, about=node.get("for"))


LABEL_LABELS = Check(
    rule=Rule(
        id="label-without-field",
        title="Labels belong to a field",
        criteria=criteria("1.3.1"),
        impact=Impact.MODERATE,
        techniques=("H44", "F68"),
        why="A click on the label does nothing, and the field beside it may have no name.",
        fix="Let for name the id of the field.",
    ),
    probe=PAGE,
    applicability=_labels,
    expectation=_labels_something,
    messages={
        "nothing": asked("This label is for “{id}”, and nothing has that id. What does it label?")
    },
    examples=(
        asks("A misspelt id (H44)", '<label for="nam">Name</label><input title="Name" id="name">'),
        passes("A field", '<label for="name">Name</label><input id="name">'),
    ),
)

CHECKS = (CHOICES_GROUPED, LABEL_LABELS)
