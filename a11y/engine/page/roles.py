"""Roles: which one an element has, and what follows from it.

Sources: HTML-AAM 1.0 (https://www.w3.org/TR/html-aam-1.0/), WAI-ARIA 1.2 and 1.3, DPub-ARIA 1.1,
Graphics-ARIA 1.0; for conflicts of roles, ARIA 1.2 §7 "Presentational Roles Conflict Resolution".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from a11y.engine.page.tree import Node

SVG = "http://www.w3.org/2000/svg"

LANDMARKS = frozenset(
    ("banner", "complementary", "contentinfo", "form", "main", "navigation", "region", "search")
)
WIDGETS = frozenset(
    (
        "button", "checkbox", "combobox", "gridcell", "link", "listbox", "menuitem",
        "menuitemcheckbox", "menuitemradio", "option", "radio", "scrollbar", "searchbox",
        "slider", "spinbutton", "switch", "tab", "textbox", "treeitem",
    )
)  # fmt: skip
FORM_FIELDS = frozenset(
    (
        "checkbox", "combobox", "listbox", "menuitemcheckbox", "menuitemradio", "radio",
        "searchbox", "slider", "spinbutton", "switch", "textbox",
    )
)  # fmt: skip
COMPOSITES = frozenset(
    ("grid", "listbox", "menu", "menubar", "radiogroup", "tablist", "tree", "treegrid", "toolbar")
)
CHILDREN_PRESENTATIONAL = frozenset(
    (
        "button", "checkbox", "img", "image", "math", "menuitemcheckbox", "menuitemradio", "meter",
        "option", "progressbar", "radio", "scrollbar", "separator", "slider", "switch", "tab",
    )
)  # fmt: skip
NAMED_BY_CONTENT = frozenset(
    (
        "button", "cell", "checkbox", "columnheader", "gridcell", "heading", "link", "menuitem",
        "menuitemcheckbox", "menuitemradio", "option", "radio", "row", "rowheader", "switch",
        "tab", "tooltip", "treeitem", "sectionhead", "doc-backlink", "doc-biblioref",
        "doc-glossref", "doc-noteref", "doc-subtitle",
    )
)  # fmt: skip
UNNAMEABLE = frozenset(
    (
        "caption", "code", "definition", "deletion", "emphasis", "generic", "insertion", "mark",
        "none", "paragraph", "presentation", "strong", "subscript", "suggestion", "superscript",
        "term", "time",
    )
)  # fmt: skip
KNOWN = frozenset(
    """
    alert alertdialog application article associationlist associationlistitemkey
    associationlistitemvalue banner blockquote button caption cell checkbox code columnheader
    combobox comment complementary contentinfo definition deletion dialog directory document
    emphasis feed figure form generic grid gridcell group heading image img insertion link list
    listbox listitem log main mark marquee math menu menubar menuitem menuitemcheckbox
    menuitemradio meter navigation none note option paragraph presentation progressbar radio
    radiogroup region row rowgroup rowheader scrollbar search searchbox sectionfooter
    sectionheader separator slider spinbutton status strong subscript suggestion superscript
    switch tab table tablist tabpanel term textbox time timer toolbar tooltip tree treegrid
    treeitem
    doc-abstract doc-acknowledgments doc-afterword doc-appendix doc-backlink doc-biblioentry
    doc-bibliography doc-biblioref doc-chapter doc-colophon doc-conclusion doc-cover doc-credit
    doc-credits doc-dedication doc-endnote doc-endnotes doc-epigraph doc-epilogue doc-errata
    doc-example doc-footnote doc-foreword doc-glossary doc-glossref doc-index doc-introduction
    doc-noteref doc-notice doc-pagebreak doc-pagefooter doc-pageheader doc-pagelist doc-part
    doc-preface doc-prologue doc-pullquote doc-qna doc-subtitle doc-tip doc-toc
    graphics-document graphics-object graphics-symbol
    """.split()
)
GLOBAL_ATTRIBUTES = frozenset(
    (
        "aria-atomic", "aria-braillelabel", "aria-brailleroledescription", "aria-busy",
        "aria-controls", "aria-current", "aria-describedby", "aria-description", "aria-details",
        "aria-dropeffect", "aria-flowto", "aria-grabbed", "aria-hidden", "aria-keyshortcuts",
        "aria-label", "aria-labelledby", "aria-live", "aria-owns", "aria-relevant",
        "aria-roledescription",
    )
)  # fmt: skip
"""The states and properties any element may have (ARIA 1.2, without those deprecated as global)."""

_BY_TAG = {
    "address": "group", "article": "article", "blockquote": "blockquote", "button": "button",
    "caption": "caption", "code": "code", "datalist": "listbox", "dd": "definition",
    "del": "deletion", "details": "group", "dfn": "term", "dialog": "dialog", "dt": "term",
    "em": "emphasis", "fieldset": "group", "figure": "figure", "h1": "heading", "h2": "heading",
    "h3": "heading", "h4": "heading", "h5": "heading", "h6": "heading", "hgroup": "group",
    "hr": "separator", "html": "document", "ins": "insertion", "main": "main", "mark": "mark",
    "math": "math", "menu": "list", "meter": "meter", "nav": "navigation", "ol": "list",
    "optgroup": "group", "option": "option", "output": "status", "p": "paragraph",
    "progress": "progressbar", "s": "deletion", "search": "search", "strong": "strong",
    "sub": "subscript", "sup": "superscript", "table": "table", "tbody": "rowgroup",
    "textarea": "textbox", "tfoot": "rowgroup", "thead": "rowgroup", "time": "time",
    "tr": "row", "ul": "list",
}  # fmt: skip
_INPUTS = {
    "button": "button", "checkbox": "checkbox", "image": "button", "number": "spinbutton",
    "radio": "radio", "range": "slider", "reset": "button", "submit": "button",
}  # fmt: skip
_LISTED = frozenset(("email", "search", "tel", "text", "url"))
_NO_ROLE_INPUTS = frozenset(
    ("color", "date", "datetime-local", "file", "hidden", "month", "password", "time", "week")
)
_SECTIONING = frozenset(("article", "aside", "main", "nav", "section"))


def role_of(node: Node) -> str:
    """The role a browser gives the element, or ""; "none" where it is presentational.

    The first valid token of ``role`` counts. ``none`` and ``presentation`` are ignored where the
    element can take the focus or has a global ARIA attribute. Parts of a list or table whose
    container is presentational are presentational with it.
    """
    for token in node.get("role").lower().split():
        if token in KNOWN:
            if token in ("none", "presentation"):
                return implicit_role(node) if _contradicts_itself(node) else "none"
            if token in ("form", "region") and not _author_name(node):
                continue
            return {"image": "img", "directory": "list"}.get(token, token)
    return "none" if _inherits_presentation(node) else implicit_role(node)


def explicit_role(node: Node) -> str:
    """The first valid token of its role attribute, or ""."""
    return next((token for token in node.get("role").lower().split() if token in KNOWN), "")


def implicit_role(node: Node) -> str:
    """The role of the element's tag in its place, or "" where it has none."""
    if node.namespace == SVG:
        return _svg_role(node)
    special = _SPECIAL.get(node.tag)
    return special(node) if special else _BY_TAG.get(node.tag, "")


def is_disabled(node: Node) -> bool:
    """Whether the element, or what it is part of, is disabled by HTML or ARIA."""
    if "disabled" in node.more:
        return True
    if node.tag in ("button", "input", "select", "textarea", "option", "optgroup", "fieldset"):
        if node.has("disabled"):
            return True
        fieldset = next((above for above in node.ancestors if above.tag == "fieldset"), None)
        if fieldset and fieldset.is_disabled and not _in_first_legend(node, fieldset):
            return True
    return any(
        above.get("aria-disabled").strip().lower() == "true" for above in (node, *node.ancestors)
    )


def is_focusable(node: Node) -> bool:
    """Whether the element can be focused (HTML §6.6.2): of the right kind, shown, not inert."""
    if not node.is_perceivable or node.is_inert:
        # What is in an area's map is shown where the image is.
        return node.tag == "area" and node.has("href") and not node.is_inert
    return _is_of_a_focusable_kind(node)


def _is_of_a_focusable_kind(node: Node) -> bool:
    tag = node.tag
    if tag in ("button", "input", "select", "textarea"):
        return not (node.get("type").lower() == "hidden" and tag == "input") and not _html_disabled(
            node
        )
    if tag in ("a", "area") and (node.has("href") or node.has("xlink:href")):
        return True
    if tag in ("iframe", "embed") or (tag in ("audio", "video") and node.has("controls")):
        return True
    if tag == "summary" and _is_summary_of_its_details(node):
        return True
    tabindex = node.get("tabindex").strip()
    if tabindex.lstrip("+-").isdigit():
        return True
    return "editable" in node.more or node.get("contenteditable", "false").lower() in ("", "true")


def _html_disabled(node: Node) -> bool:
    if "disabled" in node.more or node.has("disabled"):
        return True
    fieldset = next(
        (above for above in node.ancestors if above.tag == "fieldset" and above.has("disabled")),
        None,
    )
    return fieldset is not None and not _in_first_legend(node, fieldset)


def _in_first_legend(node: Node, fieldset: Node) -> bool:
    legend = next((child for child in fieldset.elements if child.tag == "legend"), None)
    return legend is not None and legend.encloses(node)


def _is_summary_of_its_details(node: Node) -> bool:
    details = node.parent
    if details is None or details.tag != "details":
        return False
    return next((child for child in details.elements if child.tag == "summary"), None) is node


def _contradicts_itself(node: Node) -> bool:
    """Whether "none" is ignored: the standard asks for the attribute, not for a value in it."""
    return _must_be_exposed(node) or any(
        name in GLOBAL_ATTRIBUTES and name != "aria-hidden" for name in node.attributes
    )


def _must_be_exposed(node: Node) -> bool:
    return _is_of_a_focusable_kind(node) or any(
        name in GLOBAL_ATTRIBUTES and name != "aria-hidden" and value.strip()
        for name, value in node.attributes.items()
    )


_REQUIRED_PARENTS = {
    "li": ("ul", "ol", "menu"),
    "dt": ("dl",),
    "dd": ("dl",),
    "thead": ("table",),
    "tbody": ("table",),
    "tfoot": ("table",),
    "tr": ("table",),
    "td": ("table",),
    "th": ("table",),
    "caption": ("table",),
}


def _inherits_presentation(node: Node) -> bool:
    containers = _REQUIRED_PARENTS.get(node.tag)
    if not containers or node.get("role").strip():
        return False
    container = next((above for above in node.ancestors if above.tag in containers), None)
    return container is not None and container.role == "none"


def _author_name(node: Node) -> str:
    from a11y.engine.page import names

    return names.author_name(node)


def _svg_role(node: Node) -> str:
    if node.tag == "a":
        return "link" if node.has("href") or node.has("xlink:href") else "group"
    named = any(node.get(name).strip() for name in ("aria-label", "aria-labelledby")) or any(
        child.tag in ("title", "desc") and child.text for child in node.elements
    )
    if node.tag == "svg":
        return "graphics-document"
    if node.tag == "image":
        return "img"
    if node.tag in ("text", "textpath", "tspan"):
        return "group"
    shapes = ("circle", "ellipse", "line", "path", "polygon", "polyline", "rect", "use", "g")
    return "graphics-symbol" if node.tag in shapes and node.tag != "g" and named else (
        "group" if node.tag == "g" and named else ""
    )  # fmt: skip


def _anchor(node: Node) -> str:
    return "link" if node.has("href") else "generic"


def _img(node: Node) -> str:
    if node.has("alt") and not node.get("alt").strip() and not _author_name(node):
        return "none" if not _must_be_exposed(node) else "img"
    return "img"


def _input(node: Node) -> str:
    kind = node.get("type").lower().strip()
    if kind in _INPUTS:
        return _INPUTS[kind]
    if kind in _NO_ROLE_INPUTS:
        return ""
    if node.has("list") and (kind in _LISTED or not kind) and node.referenced("list"):
        return "combobox"
    return "searchbox" if kind == "search" else "textbox"


def _select(node: Node) -> str:
    size = node.get("size").strip()
    return "listbox" if node.has("multiple") or (size.isdigit() and int(size) > 1) else "combobox"


def _in_sectioning(node: Node) -> bool:
    return any(
        above.tag in _SECTIONING
        or explicit_role(above) in ("article", "complementary", "main", "navigation", "region")
        for above in node.ancestors
    )


def _aside(node: Node) -> str:
    around = (above for above in node.ancestors if above.tag in _SECTIONING - {"main"})
    return "complementary" if not any(around) or _author_name(node) else "generic"


def _li(node: Node) -> str:
    around = node.parent
    while around is not None and (
        explicit_role(around) in ("none", "presentation", "generic")
        and around.tag not in ("ul", "ol", "menu")
    ):
        around = around.parent
    in_list = around is not None and (
        around.tag in ("ul", "ol", "menu") or explicit_role(around) == "list"
    )
    return "listitem" if in_list else "generic"


def _summary(node: Node) -> str:
    return "button" if _is_summary_of_its_details(node) else "generic"


def _table_of(node: Node) -> Node | None:
    return next((above for above in node.ancestors if above.tag == "table"), None)


def _td(node: Node) -> str:
    table = _table_of(node)
    if table is None:
        return ""
    return "gridcell" if explicit_role(table) in ("grid", "treegrid") else "cell"


def _th(node: Node) -> str:
    table = _table_of(node)
    if table is None:
        return ""
    scope = node.get("scope").lower()
    if scope in ("row", "rowgroup"):
        return "rowheader"
    if scope in ("col", "colgroup"):
        return "columnheader"
    row = node.parent
    if row is not None and any(cell.tag == "td" for cell in row.elements):
        in_head = row.parent is not None and row.parent.tag == "thead"
        return "columnheader" if in_head else "rowheader"
    return "columnheader"


_SPECIAL = {
    "a": _anchor,
    "area": _anchor,
    "aside": _aside,
    "footer": lambda node: "generic" if _in_sectioning(node) else "contentinfo",
    "form": lambda node: "form" if _author_name(node) else "",
    "header": lambda node: "generic" if _in_sectioning(node) else "banner",
    "img": _img,
    "input": _input,
    "li": _li,
    "section": lambda node: "region" if _author_name(node) else "generic",
    "select": _select,
    "summary": _summary,
    "td": _td,
    "th": _th,
}
