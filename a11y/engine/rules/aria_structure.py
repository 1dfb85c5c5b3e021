"""ARIA's containers and what belongs in them; ids that lead somewhere; what is hidden or flat."""

from collections.abc import Iterable, Iterator

from a11y.engine import aria
from a11y.engine.check import Check, Verdict, asked, asks, failed, fails, ignores, passes
from a11y.engine.model import Impact, Rule
from a11y.engine.page import roles
from a11y.engine.page.parts import Text
from a11y.engine.page.tree import Node, Page
from a11y.engine.probes import PAGE
from a11y.engine.wcag import criteria

_TRANSPARENT = frozenset(("", "generic", "none"))
_INLINE_ROLES = frozenset(
    """
    caption code deletion emphasis figure img insertion mark math note paragraph presentation
    separator status strong subscript superscript time tooltip
    """.split()
)
"""Roles of text and ornament: they do not belong between items but do not replace one."""


def _explicit(page: Page, wanted: Iterable[str]) -> Iterator[Node]:
    known = frozenset(wanted)
    return (
        node
        for node in page.nodes
        if node.has("role") and node.role in known and node.is_exposed
        and roles.explicit_role(node) == node.role != node.implicit_role
    )  # fmt: skip


def _is_transparent(node: Node) -> bool:
    """Whether the accessibility tree leaves it out and puts its children in its place."""
    return node.role in _TRANSPARENT and not any(
        (name in aria.GLOBAL and name != "aria-hidden" and value.strip()) or name == "tabindex"
        for name, value in node.attributes.items()
    )


def _owner(node: Node) -> Node | None:
    """The element above it in the accessibility tree."""
    current = node
    while True:
        above = _claimant(current) or current.parent
        if above is None or not _is_transparent(above):
            return above
        current = above


def _claimant(node: Node) -> Node | None:
    """The element that takes it as its own by aria-owns."""
    id_ = node.get("id")
    if not id_:
        return None
    return next(
        (
            other
            for other in node.page.nodes
            if other.has("aria-owns") and other.scope is node.scope
            and id_ in other.tokens("aria-owns")
        ),
        None,
    )  # fmt: skip


def _containers(page: Page) -> Iterable[Node]:
    return (
        node
        for node in _explicit(page, aria.CHILDREN)
        if node.get("aria-busy").strip().lower() != "true"
    )


def _owned(node: Node) -> Iterator[Node]:
    """The elements directly below it in the accessibility tree."""
    stack = [*node.elements, *node.referenced("aria-owns")]
    while stack:
        child = stack.pop(0)
        if not child.is_exposed:
            continue
        if _is_transparent(child):
            stack[:0] = [*child.elements, *child.referenced("aria-owns")]
        else:
            yield child


def _has_text_of_its_own(node: Node) -> bool:
    return any(
        (isinstance(child, Text) and child.data.strip())
        or (isinstance(child, Node) and child.is_exposed and _is_transparent(child)
        and _has_text_of_its_own(child))
        for child in node.children
    )  # fmt: skip


def _members(node: Node, allowed: tuple[str, ...]) -> Iterator[Node]:
    """What it owns, and what groups in it own where groups belong into it."""
    for child in _owned(node):
        yield child
        if child.role == "group" and "group" in allowed:
            yield from _members(child, allowed)


def _holds_its_items(node: Node) -> Verdict | None:
    allowed = aria.CHILDREN[node.role]
    if node.role in ("menu", "menubar", "listbox"):
        allowed = (*allowed, "separator", "menu")
    members = list(_members(node, allowed))
    actions = {id_ for child in members for id_ in child.tokens("aria-actions")}
    strangers = [
        child for child in members if child.role not in allowed and child.get("id") not in actions
    ]
    facts = {"role": node.role, "wanted": f"a {allowed[0]}"}
    worst = next((child for child in strangers if child.role not in _INLINE_ROLES), None)
    if worst:
        other = worst.role or worst.tag
        return Verdict("stranger", {**facts, "other": other}, about=other)
    if any("-" in child.tag for child in members):
        return None  # a custom element may have a role that only its script knows
    if len(members) == len(strangers) and (strangers or _has_text_of_its_own(node)):
        return Verdict("no items", facts)
    if not members and node.box and node.box.area:
        return Verdict("empty", facts)
    if strangers:
        other = strangers[0].role
        return Verdict("ornament", {**facts, "other": other}, about=other)
    return None


REQUIRED_CHILDREN = Check(
    rule=Rule(
        id="aria-children",
        title="Containers hold what their role is made of",
        criteria=criteria("1.3.1"),
        impact=Impact.SERIOUS,
        act=("bc4a75",),
        techniques=("ARIA4",),
        replaces=("aria-required-children",),
        why="A screen reader counts and lists the items of a list, menu or grid. Where other "
        "things stand in their place it counts wrongly or finds nothing.",
        fix="Give each item the role that belongs in a {role}, or take the container's role away.",
    ),
    probe=PAGE,
    applicability=_containers,
    expectation=_holds_its_items,
    messages={
        "no items": failed("This {role} has no item in it: it needs {wanted}."),
        "stranger": failed("This {role} has a {other} in it, where {wanted} belongs."),
        "empty": asked("This {role} is empty. Is it filled before people come to it?"),
        "ornament": asked("This {role} has a {other} in it. Is it announced among the items?"),
    },
    examples=(
        fails("A list of nothing (ACT bc4a75)", '<div role="list"><span>One</span></div>'),
        fails(
            "A link among items",
            '<ul role="list"><li>One</li></ul>'
            '<div role="list"><i role="listitem">One</i><a href="/">Two</a></div>',
        ),
        asks(
            "A paragraph among tabs",
            '<div role="tablist"><button role="tab">One</button><p>Two</p></div>',
        ),
        passes(
            "Items in layout elements",
            '<ul role="tablist"><li role="none"><span role="tab">One</span></li></ul>',
        ),
        passes(
            "Groups in a menu",
            '<div role="menu"><div role="group"><i role="menuitem">Cut</i></div></div>',
        ),
        ignores("A list that loads", '<ul role="menu" aria-busy="true">Loading</ul>'),
    ),
)  # fmt: skip


def _items(page: Page) -> Iterable[Node]:
    return _explicit(page, aria.PARENTS)


def _is_in_its_container(node: Node) -> Verdict | None:
    allowed = aria.PARENTS[node.role]
    owner = _owner(node)
    while owner is not None and owner.role == "group" and "group" in allowed:
        owner = _owner(owner)
    if owner is not None and owner.role in allowed:
        return None
    if owner is not None and owner.role == node.role == "treeitem":
        return None
    if any("-" in above.tag for above in node.ancestors):
        return None  # a custom element may have a role that only its script knows
    return Verdict("alone", {"role": node.role, "wanted": " or ".join(allowed)})


REQUIRED_PARENT = Check(
    rule=Rule(
        id="aria-parent",
        title="Items stand in the container their role belongs to",
        criteria=criteria("1.3.1"),
        impact=Impact.SERIOUS,
        act=("ff89c9",),
        techniques=("ARIA4",),
        replaces=("aria-required-parent",),
        why="Outside its container an item loses its role or its number: a screen reader cannot "
        "say “2 of 5” or move between the items.",
        fix="Put the element into a {wanted}, without an element with a role or an aria attribute "
        "between the two.",
    ),
    probe=PAGE,
    applicability=_items,
    expectation=_is_in_its_container,
    messages={"alone": failed("This {role} is not in a {wanted}.")},
    examples=(
        fails("An item without a list (ACT ff89c9)", '<div role="listitem">One</div>'),
        fails(
            "Another role in between",
            '<div role="list"><div role="tabpanel"><i role="listitem">One</i></div></div>',
        ),
        passes("An item in a native list", '<ul><div role="listitem">One</div></ul>'),
        passes(
            "An item that a list owns",
            '<div role="list" aria-owns="a"></div><div id="a" role="listitem">One</div>',
        ),
        ignores("Native items", "<ul><li>One</li></ul>"),
    ),
)


def _id_users(page: Page) -> Iterable[Node]:
    for node in page.with_role("scrollbar", "combobox"):
        open_ = node.get("aria-expanded").strip().lower() == "true"
        if node.get("aria-controls").strip() and (node.role == "scrollbar" or open_):
            yield node


def _controls_something(node: Node) -> Verdict | None:
    if node.referenced("aria-controls"):
        return None
    return Verdict("nothing", {"role": node.role, "ids": node.get("aria-controls").strip()})


CONTROLLED_EXISTS = Check(
    rule=Rule(
        id="aria-controls-exists",
        title="What a combo box or scroll bar controls exists",
        criteria=criteria("1.3.1", "4.1.2"),
        impact=Impact.SERIOUS,
        act=("in6db8",),
        techniques=("ARIA5",),
        why="A screen reader cannot get from the control to the list that it opened.",
        fix="Let aria-controls name the id of the element, in the same document or shadow tree.",
    ),
    probe=PAGE,
    applicability=_id_users,
    expectation=_controls_something,
    messages={
        "nothing": failed("This {role} controls “{ids}”, and there is no element with that id.")
    },
    examples=(
        fails(
            "An open combo box without a list (ACT in6db8)",
            '<input role="combobox" aria-label="Tag" aria-expanded="true" aria-controls="list">',
        ),
        passes(
            "One of two exists",
            '<div id="b">Text</div><div role="scrollbar" aria-controls="a b" '
            'aria-valuenow="1"></div>',
        ),
        ignores(
            "A closed combo box",
            '<input role="combobox" aria-label="Tag" aria-expanded="false" aria-controls="list">',
        ),
    ),
)  # fmt: skip


def _flat(page: Page) -> Iterable[Node]:
    flat = page.with_role(*roles.CHILDREN_PRESENTATIONAL - {"math"})
    return (node for node in flat if node.tag != "summary" and any(node.elements))


def _has_no_control_inside(node: Node) -> Verdict | None:
    inner = [below for below in node.descendants if below.is_focusable]
    worst = next((below for below in inner if below.is_in_tab_order), None)
    if worst:
        return Verdict("control", {"role": node.role, "inner": worst.role or worst.tag})
    widget = next((below for below in inner if below.role in roles.WIDGETS), None)
    if widget:
        return Verdict("untabbed", {"role": node.role, "inner": widget.role})
    return None


NESTED = Check(
    rule=Rule(
        id="controls-not-nested",
        title="Controls have no other controls in them",
        criteria=criteria("4.1.2"),
        impact=Impact.SERIOUS,
        act=("307n5z",),
        replaces=("nested-interactive",),
        why="What is in a button, tab or check box is announced as its text. A control in there "
        "takes the focus, and a screen reader says nothing of what it is.",
        fix="Put the inner control beside the outer one.",
    ),
    probe=PAGE,
    applicability=_flat,
    expectation=_has_no_control_inside,
    messages={
        "control": failed("This {role} has a {inner} in it that takes the focus."),
        "untabbed": asked(
            "This {role} has a {inner} in it, of which a screen reader says nothing. Can "
            "everything be done without it?"
        ),
    },
    examples=(
        asks(
            "A button for the mouse in an option",
            '<div role="listbox" aria-label="Tags"><div role="option" tabindex="0">Blue '
            '<button tabindex="-1">Remove</button></div></div>',
        ),
        fails(
            "A button in a button (ACT 307n5z)",
            '<button>Save <span role="button" tabindex="0" aria-label="More">▼</span></button>',
        ),
        passes(
            "A disabled native control that shows the state",
            '<ul role="menu"><li role="menuitemcheckbox" aria-checked="true">'
            '<input type="checkbox" role="none" disabled checked> Sort</li></ul>',
        ),
        ignores("A link with text", '<a href="/">Home</a>'),
    ),
)  # fmt: skip


def _decorative(page: Page) -> Iterable[Node]:
    for node in page.nodes:
        marked = roles.explicit_role(node) in ("none", "presentation") if node.has("role") else (
            node.tag == "img" and node.has("alt") and not node.get("alt").strip()
            and node.get("alt") == ""
        )  # fmt: skip
        if marked:
            yield node


def _is_left_out(node: Node) -> Verdict | None:
    if node.role in ("none", "") or not node.is_exposed:
        return None
    reason = "it can take the focus" if node.is_focusable else "it has an aria attribute"
    return Verdict("exposed", {"reason": reason, "role": node.role})


DECORATIVE = Check(
    rule=Rule(
        id="decorative-left-out",
        title="What is marked as decorative is not announced",
        impact=Impact.MODERATE,
        act=("46ca7f",),
        replaces=("presentation-role-conflict",),
        why="Browsers ignore the mark where it contradicts another one, so people hear what was "
        "meant to be silent.",
        fix="Take away the aria attribute or tabindex, or the mark.",
    ),
    probe=PAGE,
    applicability=_decorative,
    expectation=_is_left_out,
    messages={
        "exposed": failed("This is marked as decorative and yet announced as {role}: {reason}.")
    },
    examples=(
        fails(
            "A named landmark (ACT 46ca7f)",
            '<nav role="presentation" aria-label="Pages"><a href="/">Home</a></nav>',
        ),
        passes("An image", '<img src="data:," alt="">'),
        ignores("A named image", '<img src="data:," alt="Map">'),
    ),
)

CHECKS = (REQUIRED_CHILDREN, REQUIRED_PARENT, CONTROLLED_EXISTS, NESTED, DECORATIVE)
