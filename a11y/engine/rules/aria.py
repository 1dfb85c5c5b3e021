"""ARIA attributes and roles exist, have values that mean something, and stand where they count."""

from collections.abc import Iterable
from dataclasses import dataclass

from a11y.engine import aria
from a11y.engine.check import Check, Probe, Verdict, Visit, asked, failed, fails, ignores, passes
from a11y.engine.check import asks as asks_about
from a11y.engine.model import Impact, Rule
from a11y.engine.page import roles
from a11y.engine.page.tree import Node, Page
from a11y.engine.probes import PAGE
from a11y.engine.wcag import criteria


@dataclass(frozen=True, slots=True)
class Setting:
    """One ARIA attribute of an element."""

    node: Node
    name: str
    value: str


def _settings(visit: Visit) -> list[Setting]:
    return [
        Setting(node, name, value)
        for node in visit.page.nodes
        for name, value in node.attributes.items()
        if name.startswith("aria-") and node.is_exposed
    ]


SETTINGS: Probe[list[Setting]] = Probe("aria-attributes", "The ARIA attributes in use", _settings)


def _all(settings: list[Setting]) -> list[Setting]:
    return settings


def _is_known(setting: Setting) -> Verdict | None:
    if setting.name in aria.ATTRIBUTES:
        return None
    return Verdict("unknown", {"name": setting.name}, about=setting.name)


ATTRIBUTE_KNOWN = Check(
    rule=Rule(
        id="aria-attribute-known",
        title="Attributes that begin with aria- exist",
        criteria=criteria("1.3.1", "4.1.2"),
        impact=Impact.CRITICAL,
        act=("5f99a7",),
        techniques=("ARIA5",),
        replaces=("aria-valid-attr",),
        why="Assistive technology ignores an attribute it does not know, so what it was to say "
        "is said to nobody.",
        fix="Correct the spelling, or take the attribute away.",
    ),
    probe=SETTINGS,
    applicability=_all,
    expectation=_is_known,
    messages={"unknown": failed("ARIA has no attribute {name}.")},
    examples=(
        fails("A misspelt attribute (ACT 5f99a7)", '<input aria-labeledby="x" title="Name">'),
        passes("An attribute of ARIA", '<article aria-atomic="true">News</article>'),
        ignores("No ARIA at all", "<canvas></canvas>"),
    ),
)


def _filled(settings: list[Setting]) -> Iterable[Setting]:
    return (
        setting for setting in settings if setting.value.strip() and setting.name in aria.ATTRIBUTES
    )


_NUMBERS = {"integer": "a whole number", "positive": "1 or more", "number": "a number"}
_ANY_VALUE_IS_TRUE = frozenset(("aria-current", "aria-invalid"))


def _is_meaningful(setting: Setting) -> Verdict | None:
    attribute = aria.ATTRIBUTES[setting.name]
    if attribute.allows(setting.value):
        return None
    facts = {
        "name": setting.name,
        "value": setting.value.strip(),
        "allowed": ", ".join(sorted(attribute.tokens)) or _NUMBERS.get(attribute.kind, ""),
    }
    message = "taken as true" if setting.name in _ANY_VALUE_IS_TRUE else "invalid"
    return Verdict(message, facts, about=f"{setting.name}={setting.value}")


ATTRIBUTE_VALUE = Check(
    rule=Rule(
        id="aria-attribute-value",
        title="ARIA attributes have a value that ARIA defines",
        criteria=criteria("1.3.1", "4.1.2"),
        impact=Impact.CRITICAL,
        act=("6a7281",),
        techniques=("ARIA5",),
        replaces=("aria-valid-attr-value",),
        why="A value that means nothing leaves the state of a control unknown to assistive "
        "technology.",
        fix="Use one of these: {allowed}.",
    ),
    probe=SETTINGS,
    applicability=_filled,
    expectation=_is_meaningful,
    messages={
        "invalid": failed("{name} cannot be “{value}”."),
        "taken as true": asked(
            "{name} cannot be “{value}”, which counts as “true”. Is that what is meant?"
        ),
    },
    examples=(
        fails("A state in other words (ACT 6a7281)", '<b role="button" aria-expanded="yes">A</b>'),
        fails("A fraction for a row", '<b role="gridcell" aria-rowindex="2.5">A</b>'),
        asks_about("A word for the current page", '<a href="/" aria-current="now">Home</a>'),
        passes("A state", '<button aria-expanded="undefined">A</button>'),
        passes("A list of words", '<p role="alert" aria-relevant="text removals">Saved</p>'),
        ignores("An attribute without a value", "<p role=alert aria-live>Saved</p>"),
    ),
)


def _supported(node: Node) -> frozenset[str]:
    """The attributes besides the global ones that count on the element."""
    role = node.role
    if not role and node.tag == "input":
        role = aria.WITHOUT_ROLE.get(node.get("type").lower().strip(), "")
    return aria.SUPPORTED.get(role, frozenset())


_NAMELESS_TAGS = frozenset(
    "abbr b bdi bdo cite data div i kbd pre q rp rt ruby s samp small span u var".split()
)


def _is_nameless(node: Node) -> bool:
    """Whether its role, or having none, keeps authors from naming it (ARIA 1.2 §5.2.8.6)."""
    if roles.explicit_role(node) or node.role:
        return node.role in roles.UNNAMEABLE and node.role != "none"
    return node.tag in _NAMELESS_TAGS


def _references(settings: list[Setting]) -> Iterable[Setting]:
    """Those whose ids matter now. What a closed control opens may come into being with its use."""
    return (
        setting
        for setting in _filled(settings)
        if aria.ATTRIBUTES[setting.name].kind in ("id", "ids") and _matters_now(setting)
    )


def _matters_now(setting: Setting) -> bool:
    node = setting.node
    if setting.name == "aria-errormessage":
        return node.get("aria-invalid").strip().lower() == "true"
    if setting.name in ("aria-controls", "aria-owns"):
        opens = node.has("aria-haspopup") or node.role in ("combobox", "button", "link")
        closed = "false" in (node.get("aria-expanded"), node.get("aria-selected"))
        return not opens and not closed
    return setting.name != "aria-actions"


def _leads_somewhere(setting: Setting) -> Verdict | None:
    if setting.node.referenced(setting.name):
        return None
    ids = setting.value.strip()
    return Verdict("nowhere", {"name": setting.name, "ids": ids}, about=f"{setting.name}={ids}")


REFERENCE_EXISTS = Check(
    rule=Rule(
        id="aria-reference-exists",
        title="ARIA attributes refer to elements that exist",
        criteria=criteria("1.3.1", "4.1.2"),
        impact=Impact.SERIOUS,
        techniques=("ARIA1", "ARIA16"),
        why="A description, name or message that is not on the page is not read to anybody.",
        fix="Let {name} name the id of an element in the same document or shadow tree.",
    ),
    probe=SETTINGS,
    applicability=_references,
    expectation=_leads_somewhere,
    messages={
        "nowhere": asked(
            "{name} refers to “{ids}”, and nothing on the page has that id. Is it added when it "
            "is needed?"
        )
    },
    examples=(
        asks_about("A missing hint", '<input aria-label="Name" aria-describedby="hint">'),
        passes(
            "A hint (ARIA1)",
            '<input aria-label="Name" aria-describedby="hint"><p id="hint">As in your passport',
        ),
        ignores("What a closed button controls", '<button aria-controls="menu">Menu</button>'),
    ),
)


def _gives_text_to_another(node: Node) -> bool:
    """Whether its name becomes part of the name of what it stands in."""
    return any(above.role in roles.NAMED_BY_CONTENT for above in node.ancestors)


def _known(settings: list[Setting]) -> Iterable[Setting]:
    return (setting for setting in settings if setting.name in aria.ATTRIBUTES)


def _is_permitted(setting: Setting) -> Verdict | None:
    node, name = setting.node, setting.name
    facts = {"name": name, "what": _what(node)}
    if name in aria.NAMING:
        if not setting.value.strip() or not _is_nameless(node) or _gives_text_to_another(node):
            return None
        says_more = node.text or any(below.is_exposed and below.name for below in node.descendants)
        return Verdict("beside text" if says_more else "prohibited", facts, about=name)
    if name in aria.GLOBAL or name in _supported(node) or node.role == "none":
        return None
    if node.role in aria.ONCE_SUPPORTED.get(name, ()) or _says_nothing(setting):
        return None
    # A custom element may have a role that only its script knows.
    return Verdict("custom" if "-" in node.tag else "unsupported", facts, about=name)


def _says_nothing(setting: Setting) -> bool:
    """Whether leaving it away would mean the same: false, where true is the only other value."""
    tokens = aria.ATTRIBUTES[setting.name].tokens
    return setting.value.strip().lower() == "false" and tokens == {"true", "false"}


def _what(node: Node) -> str:
    return f"the role {node.role}" if node.role else f"{node.tag} without a role"


ATTRIBUTE_PERMITTED = Check(
    rule=Rule(
        id="aria-attribute-permitted",
        title="ARIA attributes stand on elements whose role has them",
        criteria=criteria("1.3.1", "4.1.2"),
        impact=Impact.SERIOUS,
        act=("5c01ea",),
        techniques=("ARIA5",),
        replaces=("aria-allowed-attr", "aria-prohibited-attr"),
        why="Assistive technology ignores the attribute there: a state or name that was meant to "
        "be heard is not.",
        fix="Give the element the role that fits what it does, or take the attribute away.",
    ),
    probe=SETTINGS,
    applicability=_known,
    expectation=_is_permitted,
    messages={
        "unsupported": failed("{name} means nothing on {what}."),
        "custom": asked("Does this element's script give it a role that has {name}?"),
        "prohibited": failed("{name} is not allowed on {what}, which has no other text."),
        "beside text": asked(
            "{name} is not allowed on {what}: some screen readers say it, others the text in it. "
            "Does the text alone say enough?"
        ),
    },
    examples=(
        asks_about("A custom element", '<x-bar aria-valuenow="1">1</x-bar>'),
        fails("A sort order on a button (ACT 5c01ea)", '<button aria-sort="">Year</button>'),
        fails("A named element without a role", '<div aria-label="Bananas"></div>'),
        asks_about("A named element with a text", '<span aria-label="3 of 5 stars">★★★</span>'),
        passes("A pressed button", '<button aria-pressed="false">Bold</button>'),
        passes("A field that has no role", '<input type="password" aria-required="true">'),
        ignores("What nobody meets", '<button aria-sort="" hidden>Year</button>'),
    ),
)


def _with_own_role(page: Page) -> Iterable[Node]:
    return (
        node
        for node in page.nodes
        if node.has("role")
        and node.is_exposed
        and (role := roles.explicit_role(node))
        and role == node.role
        and role != node.implicit_role
        and (role in aria.REQUIRED or (role == "separator" and node.is_focusable))
    )


def _given_by_html(node: Node) -> frozenset[str]:
    """The states that a native element has without ARIA."""
    if node.tag == "input":
        kind = node.get("type").lower()
        if kind in ("checkbox", "radio"):
            return frozenset(("aria-checked",))
        if kind in ("range", "number"):
            return frozenset(("aria-valuenow",))
    if node.tag in ("meter", "progress"):
        return frozenset(("aria-valuenow",))
    if node.tag == "select":
        return frozenset(("aria-expanded", "aria-controls"))
    if node.tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
        return frozenset(("aria-level",))
    return frozenset()


def _has_required(node: Node) -> Verdict | None:
    needed = aria.REQUIRED.get(node.role, ("aria-valuenow",))
    if node.role == "combobox" and node.get("aria-expanded").strip().lower() == "true":
        needed = (*needed, "aria-controls")
    given = _given_by_html(node)
    if node.get("aria-valuetext").strip():
        given |= {"aria-valuenow"}
    missing = [name for name in needed if not node.get(name).strip() and name not in given]
    if not missing or "-" in node.tag:
        return None  # a custom element's script may say it
    names = " and ".join(missing)
    return Verdict("missing", {"role": node.role, "names": names}, about=names)


ATTRIBUTE_REQUIRED = Check(
    rule=Rule(
        id="aria-attribute-required",
        title="Roles come with the states and properties they cannot do without",
        criteria=criteria("1.3.1", "4.1.2"),
        impact=Impact.CRITICAL,
        act=("4e8ab6",),
        techniques=("ARIA5", "F15"),
        replaces=("aria-required-attr",),
        why="A screen reader says “checkbox” and not whether it is checked: the control cannot "
        "be used without seeing it.",
        fix="Add {names} and keep it up to date, or use the HTML element that has it by itself.",
    ),
    probe=PAGE,
    applicability=_with_own_role,
    expectation=_has_required,
    messages={"missing": failed("The role {role} needs {names}.")},
    examples=(
        fails("A check box without a state (ACT 4e8ab6)", '<b role="checkbox">Agree</b>'),
        fails("A splitter without a value", '<div role="separator" tabindex="0"></div>'),
        fails(
            "An open combo box that does not say what it controls",
            '<input role="combobox" aria-expanded="true" aria-label="Tag">',
        ),
        passes("A heading with a level", '<div role="heading" aria-level="2">News</div>'),
        passes("HTML has the state", '<input type="checkbox" role="switch" aria-label="Wifi">'),
        ignores("A rule between paragraphs", '<div role="separator"></div>'),
    ),
)


def _with_role_attribute(page: Page) -> Iterable[Node]:
    return (
        node
        for node in page.nodes
        if node.has("role") and node.get("role").strip() and node.is_exposed
    )


# VoiceOver knows "text", which ARIA once planned to have.
_ALSO_HARMLESS = frozenset(("text",))


def _is_a_role(node: Node) -> Verdict | None:
    if roles.explicit_role(node) or _ALSO_HARMLESS.intersection(node.tokens("role")):
        return None
    return Verdict("unknown", {"role": node.get("role").strip()}, about=node.get("role"))


ROLE_KNOWN = Check(
    rule=Rule(
        id="aria-role-known",
        title="Roles exist",
        criteria=criteria("1.3.1", "4.1.2"),
        impact=Impact.CRITICAL,
        act=("674b10",),
        techniques=("ARIA4", "G108"),
        replaces=("aria-roles",),
        why="The element is announced as if it had no role: what it does stays unsaid.",
        fix="Use a role of WAI-ARIA or, better, the HTML element that has it.",
    ),
    probe=PAGE,
    applicability=_with_role_attribute,
    expectation=_is_a_role,
    messages={"unknown": failed("There is no role “{role}”.")},
    examples=(
        fails("A misspelt role (ACT 674b10)", '<span role="lnik" tabindex="0">Rules</span>'),
        passes("A fallback", '<input role="searchfield searchbox" aria-label="Search">'),
        ignores("An empty role", '<div role="">Content</div>'),
    ),
)

CHECKS = (
    ATTRIBUTE_KNOWN,
    ATTRIBUTE_VALUE,
    REFERENCE_EXISTS,
    ATTRIBUTE_PERMITTED,
    ATTRIBUTE_REQUIRED,
    ROLE_KNOWN,
)
