"""What WAI-ARIA says of its attributes and roles, as data.

Source: WAI-ARIA 1.2 (https://www.w3.org/TR/wai-aria-1.2/), with the attributes 1.3 adds, and ARIA
in HTML (https://www.w3.org/TR/html-aria/) for elements that have no role.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Attribute:
    """What an attribute's value may be.

    ``kind`` is "token", "tokens", "id", "ids", "integer", "positive" (one or
    more), "number" or "text"; ``tokens`` are the
    words allowed.
    """

    kind: str
    tokens: frozenset[str] = frozenset()

    def allows(self, value: str) -> bool:
        """Whether the value is one of its kind. Whether ids lead somewhere is another question."""
        words = value.lower().split()
        if self.kind == "token":
            return len(words) == 1 and words[0] in self.tokens
        if self.kind == "tokens":
            return set(words) <= self.tokens
        shape = _SHAPES.get(self.kind)
        return shape is None or shape.fullmatch(value.strip()) is not None


_SHAPES = {
    "positive": re.compile(r"\+?0*[1-9]\d*"),
    "integer": re.compile(r"[+-]?\d+"),
    "number": re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", re.IGNORECASE),
}

_ATTRIBUTES = """
    aria-actions ids
    aria-activedescendant id
    aria-atomic token true false
    aria-autocomplete token inline list both none
    aria-braillelabel text
    aria-brailleroledescription text
    aria-busy token true false
    aria-checked token true false mixed undefined
    aria-colcount integer
    aria-colindex integer
    aria-colindextext text
    aria-colspan integer
    aria-controls ids
    aria-current token page step location date time true false
    aria-describedby ids
    aria-description text
    aria-details ids
    aria-disabled token true false
    aria-dropeffect tokens copy execute link move none popup
    aria-errormessage ids
    aria-expanded token true false undefined
    aria-flowto ids
    aria-grabbed token true false undefined
    aria-haspopup token true false menu listbox tree grid dialog
    aria-hidden token true false undefined
    aria-invalid token true false grammar spelling
    aria-keyshortcuts text
    aria-label text
    aria-labelledby ids
    aria-level positive
    aria-live token assertive off polite
    aria-modal token true false
    aria-multiline token true false
    aria-multiselectable token true false
    aria-orientation token horizontal vertical undefined
    aria-owns ids
    aria-placeholder text
    aria-posinset positive
    aria-pressed token true false mixed undefined
    aria-readonly token true false
    aria-relevant tokens additions all removals text
    aria-required token true false
    aria-roledescription text
    aria-rowcount integer
    aria-rowindex integer
    aria-rowindextext text
    aria-rowspan integer
    aria-selected token true false undefined
    aria-setsize integer
    aria-sort token ascending descending none other
    aria-valuemax number
    aria-valuemin number
    aria-valuenow number
    aria-valuetext text
"""


def _attributes() -> Mapping[str, Attribute]:
    rows = (line.split() for line in _ATTRIBUTES.strip().splitlines())
    return MappingProxyType(
        {name: Attribute(kind, frozenset(tokens)) for name, kind, *tokens in rows}
    )


ATTRIBUTES: Mapping[str, Attribute] = _attributes()

GLOBAL = frozenset(
    f"aria-{name}"
    for name in """
    actions atomic braillelabel brailleroledescription busy controls current describedby description
    details disabled dropeffect errormessage flowto grabbed haspopup hidden invalid keyshortcuts
    label labelledby live owns relevant roledescription
    """.split()
)
"""Allowed on every element; also those that 1.2 no longer wants on every role but allows."""

NAMING = frozenset(("aria-label", "aria-labelledby", "aria-braillelabel"))

_CELL = "colindex colindextext colspan rowindex rowindextext rowspan"
_HEADER = f"{_CELL} expanded readonly required selected sort"
_ITEM = "posinset setsize"
_RANGE = "valuemax valuemin valuenow valuetext"
_TEXT = "activedescendant autocomplete multiline placeholder readonly required"
_SUPPORTED = {
    "alertdialog": "modal",
    "application": "activedescendant expanded",
    "article": _ITEM,
    "button": "expanded pressed",
    "cell": _CELL,
    "checkbox": "checked expanded readonly required",
    "columnheader": _HEADER,
    "combobox": "activedescendant autocomplete expanded orientation placeholder readonly required",
    "comment": f"level {_ITEM}",
    "dialog": "modal",
    "doc-backlink": "expanded",
    "doc-biblioentry": f"level {_ITEM}",
    "doc-biblioref": "expanded",
    "doc-endnote": f"level {_ITEM}",
    "doc-glossref": "expanded",
    "doc-noteref": "expanded",
    "doc-pagebreak": f"orientation {_RANGE}",
    "graphics-object": "activedescendant expanded",
    "grid": "activedescendant colcount multiselectable readonly rowcount",
    "gridcell": f"{_CELL} expanded readonly required selected",
    "group": "activedescendant",
    "heading": "level",
    "link": "expanded",
    "listbox": "activedescendant expanded multiselectable orientation readonly required",
    "listitem": f"level {_ITEM}",
    "menu": "activedescendant orientation",
    "menubar": "activedescendant orientation",
    "menuitem": f"expanded {_ITEM}",
    "menuitemcheckbox": f"checked expanded readonly required {_ITEM}",
    "menuitemradio": f"checked expanded readonly required {_ITEM}",
    "meter": _RANGE,
    "option": f"checked selected {_ITEM}",
    "progressbar": _RANGE,
    "radio": f"checked required {_ITEM}",
    "radiogroup": "activedescendant orientation readonly required",
    "row": f"activedescendant colindex expanded level rowindex rowindextext selected {_ITEM}",
    "rowheader": _HEADER,
    "scrollbar": f"orientation {_RANGE}",
    "searchbox": _TEXT,
    "separator": f"orientation {_RANGE}",
    "slider": f"orientation readonly required {_RANGE}",
    "spinbutton": f"activedescendant readonly required {_RANGE}",
    "switch": "checked expanded readonly required",
    "tab": f"expanded selected {_ITEM}",
    "table": "colcount rowcount",
    "tablist": "activedescendant multiselectable orientation",
    "textbox": _TEXT,
    "toolbar": "activedescendant orientation",
    "tree": "activedescendant multiselectable orientation required",
    "treegrid": (
        "activedescendant colcount multiselectable orientation readonly required rowcount"
    ),
    "treeitem": f"checked expanded level selected {_ITEM}",
}
SUPPORTED: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        role: frozenset(f"aria-{name}" for name in names.split())
        for role, names in _SUPPORTED.items()
    }
)
"""The attributes a role supports besides the global ones."""

ONCE_SUPPORTED: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "aria-colcount": frozenset(("row",)),
        "aria-expanded": frozenset(
            """
            alert alertdialog article banner complementary contentinfo definition dialog directory
            document feed figure form grid group heading img list listitem log main marquee math
            menu menubar navigation note progressbar radiogroup region search status tablist
            tabpanel term timer toolbar tooltip tree treegrid
            """.split()
        ),
        "aria-level": frozenset(("grid", "tablist", "treegrid")),
        "aria-multiline": frozenset(("combobox",)),
    }
)
"""Roles that supported an attribute in ARIA 1.1: browsers still pass it on."""

REQUIRED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "checkbox": ("aria-checked",),
        "combobox": ("aria-expanded",),
        "heading": ("aria-level",),
        "menuitemcheckbox": ("aria-checked",),
        "menuitemradio": ("aria-checked",),
        "meter": ("aria-valuenow",),
        "radio": ("aria-checked",),
        "scrollbar": ("aria-controls", "aria-valuenow"),
        "slider": ("aria-valuenow",),
        "switch": ("aria-checked",),
    }
)
"""The attributes a role cannot do without. What depends on the state is for rules to say."""

_MENU_ITEMS = ("menuitem", "menuitemcheckbox", "menuitemradio")
_CELLS = ("cell", "columnheader", "gridcell", "rowheader")
CHILDREN: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "feed": ("article",),
        "grid": ("row", "rowgroup"),
        "list": ("listitem",),
        "listbox": ("option", "group"),
        "menu": (*_MENU_ITEMS, "group"),
        "menubar": (*_MENU_ITEMS, "group"),
        "row": _CELLS,
        "rowgroup": ("row",),
        "suggestion": ("insertion", "deletion"),
        "table": ("row", "rowgroup"),
        "tablist": ("tab",),
        "tree": ("treeitem", "group"),
        "treegrid": ("row", "rowgroup"),
    }
)
"""What a container role is made of."""

PARENTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "cell": ("row",),
        "columnheader": ("row",),
        "gridcell": ("row",),
        "listitem": ("list",),
        "menuitem": ("menu", "menubar", "group"),
        "menuitemcheckbox": ("menu", "menubar", "group"),
        "menuitemradio": ("menu", "menubar", "group"),
        "option": ("listbox", "group"),
        "row": ("grid", "table", "treegrid", "rowgroup"),
        "rowgroup": ("grid", "table", "treegrid"),
        "rowheader": ("row",),
        "tab": ("tablist",),
        "treeitem": ("tree", "group"),
    }
)
"""What a role's container must be."""

WITHOUT_ROLE: Mapping[str, str] = MappingProxyType(
    {"password": "textbox", "date": "textbox", "datetime-local": "textbox", "month": "textbox",
     "time": "textbox", "week": "textbox", "file": "textbox", "color": "textbox"}
)  # fmt: skip
"""Types of input that have no role, and the role whose attributes they may have."""
