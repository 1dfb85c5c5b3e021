"""What can be operated or looked at has a name."""

from collections.abc import Callable, Iterable

from a11y.engine.check import AnyCheck, Check, Example, Verdict, failed, fails, ignores, passes
from a11y.engine.model import Audience, Impact, Rule
from a11y.engine.page import roles
from a11y.engine.page.tree import SVG, Node, Page
from a11y.engine.probes import PAGE
from a11y.engine.wcag import criteria


def _has_name(node: Node) -> Verdict | None:
    if node.name or any(map(_is_custom, (node, *node.descendants))):
        return None  # what a custom element says of itself only its script knows
    return Verdict("missing", {"role": node.role})


def _is_custom(node: Node) -> bool:
    return "-" in node.tag


def _named(
    rule: Rule,
    applicability: Callable[[Page], Iterable[Node]],
    message: str,
    *examples: Example,
) -> AnyCheck:
    """A check that each of some elements has an accessible name."""
    messages = {"missing": failed(message)}
    return Check(rule, PAGE, applicability, _has_name, messages, examples)


MENUITEM_NAME = _named(
    Rule(
        id="menuitem-name",
        title="Menu items have a name",
        criteria=criteria("4.1.2"),
        impact=Impact.CRITICAL,
        act=("m6b1q3",),
        techniques=("F68",),
        replaces=("aria-command-name",),
        why="A screen reader says “menu item” and nothing else: nobody who cannot see it knows "
        "what it does, and speech input cannot call it.",
        fix="Put text into the item, or name it with aria-label or aria-labelledby.",
    ),
    lambda page: page.with_role("menuitem", "menuitemcheckbox", "menuitemradio"),
    "This {role} has no accessible name.",
    fails(
        "An item with an icon only (ACT m6b1q3)",
        '<div role="menu"><button role="menuitem"><img src="data:," alt=""></button></div>',
    ),
    passes("An item with text", '<div role="menu"><div role="menuitem">Cut</div></div>'),
    ignores("An item nobody meets", '<div role="menu" hidden><i role="menuitem"></i></div>'),
)


def _buttons(page: Page) -> Iterable[Node]:
    return (node for node in page.with_role("button") if not _is_special_button(node))


def _is_special_button(node: Node) -> bool:
    return node.tag == "summary" or (
        node.tag == "input" and node.get("type").lower() == "image" and not node.has("role")
    )


BUTTON_NAME = _named(
    Rule(
        id="button-has-name",
        title="Buttons have a name",
        criteria=criteria("4.1.2"),
        impact=Impact.CRITICAL,
        act=("97a4e1",),
        techniques=("F68", "ARIA6", "H91"),
        replaces=("button-name", "input-button-name", "aria-command-name"),
        why="A screen reader says “button” and nothing else: nobody who cannot see it knows what "
        "it does, and speech input cannot call it.",
        fix="Put text into the button, or name it with aria-label.",
    ),
    _buttons,
    "This button has no accessible name.",
    fails("A button with an empty text (ACT 97a4e1)", '<button type="button"> </button>'),
    fails("A value names no button element", '<button value="more"></button>'),
    fails("A button that role cannot hide", '<button role="none"></button>'),
    passes("A submit button names itself", '<input type="submit">'),
    passes("A name by ARIA", '<span role="button" tabindex="0" aria-label="Close"></span>'),
    ignores("A hidden button", '<button style="display: none"></button>'),
)

_LINKS = ("link", "doc-backlink", "doc-biblioref", "doc-glossref", "doc-noteref")

LINK_NAME = _named(
    Rule(
        id="link-has-name",
        title="Links have a name",
        criteria=criteria("2.4.4", "4.1.2"),
        impact=Impact.SERIOUS,
        audience=Audience.EDITOR,
        act=("c487ae",),
        techniques=("F89", "F68", "F65", "H30", "H24"),
        replaces=("link-name", "area-alt", "aria-command-name"),
        why="A screen reader says “link” and perhaps reads out the address: nobody who cannot see "
        "it knows where it leads.",
        fix="Put text into the link, or describe the image in it by the place it leads to.",
    ),
    lambda page: page.with_role(*_LINKS),
    "This link has no text, and no image in it has a description.",
    fails("A link without anything (ACT c487ae)", '<a href="/about"></a>'),
    fails("An image without a description (F89)", '<a href="/"><img src="data:," alt=""></a>'),
    fails(
        "A part of an image map without a description (F65)",
        '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" alt="Sky" usemap="#sky">'
        '<map name="sky"><area href="/sun" shape="default"></map>',
    ),
    passes("A described image", '<a href="/"><img src="data:," alt="Home"></a>'),
    passes("A title", '<a href="/" title="Home"><img src="data:," alt=""></a>'),
    ignores("A place to link to", '<a id="here"></a>'),
)

HEADING_NAME = _named(
    Rule(
        id="heading-has-text",
        title="Headings have text",
        impact=Impact.MODERATE,
        audience=Audience.EDITOR,
        act=("ffd0e9",),
        techniques=("G130", "H42"),
        replaces=("empty-heading",),
        why="Many people jump from heading to heading. An empty one is a stop at which they hear "
        "nothing.",
        fix="Write the heading, or remove it. Space is made by styles, not by empty headings.",
    ),
    lambda page: page.headings,
    "This heading is empty.",
    fails("An image without a description (ACT ffd0e9)", '<h2><img src="data:," alt=""></h2>'),
    fails("A line break", "<h2><br></h2>"),
    passes("A described image", '<h2><img src="data:," alt="News"></h2>'),
    ignores("A hidden heading", "<!doctype html><title>A</title><h1 hidden></h1>"),
)


_NAMED_ELSEWHERE = roles.FORM_FIELDS | {"button", "link", "menuitem", "option", "separator"}


def _images(page: Page) -> Iterable[Node]:
    images = [node for node in page.with_role("img") if node.namespace != SVG]
    for node in page.tagged("img"):
        if node.role != "img" and node.role not in _NAMED_ELSEWHERE and node.is_exposed:
            images.append(node)
    return (node for node in images if not _is_told_by_another(node))


def _is_told_by_another(node: Node) -> bool:
    """Whether it is part of something with a name that is told as one thing (WAI-ARIA 1.2,
    "Children Presentational"), or a pattern that is drawn elsewhere."""
    return (
        any(
            (above.role in roles.CHILDREN_PRESENTATIONAL and above.name) or above.tag in _PATTERNS
            for above in (node.parent, *node.ancestors)
            if above is not None
        )
        or node.tag in _PATTERNS
    )


_PATTERNS = ("symbol", "defs")


def _has_alternative(node: Node) -> Verdict | None:
    if node.name:
        return None
    marked = roles.explicit_role(node) in ("none", "presentation") and node.role == "none"
    if marked or (node.tag == "img" and node.attributes.get("alt") == ""):
        return None
    return Verdict("blank" if node.get("alt") else "missing")


IMAGE_NAME = Check(
    rule=Rule(
        id="image-has-alternative",
        title="Images have a description, or are marked as decorative",
        criteria=criteria("1.1.1"),
        impact=Impact.CRITICAL,
        audience=Audience.EDITOR,
        act=("23a2a8",),
        techniques=("F65", "F38", "H37", "H67"),
        replaces=("image-alt", "role-img-alt"),
        why="Who cannot see the image learns nothing of what it shows; some screen readers read "
        "out the file's name instead.",
        fix="Describe what the image tells. If it tells nothing, mark it as decorative (alt=\"\").",
    ),
    probe=PAGE,
    applicability=_images,
    expectation=_has_alternative,
    messages={
        "missing": failed("This image has no description and is not marked as decorative."),
        "blank": failed("The description of this image is a blank: that does not mark it."),
    },
    examples=(
        fails("An image without alt (ACT 23a2a8, F65)", '<img src="data:,">'),
        fails("A blank", '<img src="data:," alt=" ">'),
        fails("An element that says it is an image", '<div role="img">★★★</div>'),
        passes("A description", '<img src="data:," alt="Map of Bonn">'),
        passes("A decorative image", '<img src="data:," alt="">'),
        ignores("An image hidden from assistive technology", '<img src="data:," aria-hidden=true>'),
    ),
)  # fmt: skip


def _image_buttons(page: Page) -> Iterable[Node]:
    return (
        node
        for node in page.tagged("input")
        if node.get("type").lower() == "image" and node.is_exposed
    )


IMAGE_BUTTON_NAME = _named(
    Rule(
        id="image-button-has-name",
        title="Image buttons have a description of what they do",
        criteria=criteria("1.1.1", "4.1.2"),
        impact=Impact.CRITICAL,
        act=("59796f",),
        techniques=("F65", "H36"),
        replaces=("input-image-alt",),
        why="Who cannot see the image does not know what the button does.",
        fix="Say in alt what the button does.",
    ),
    _image_buttons,
    "This image button has no accessible name.",
    fails("A name is not a description (ACT 59796f)", '<input type="image" name="s" src="data:,">'),
    passes("A description", '<input type="image" src="data:," alt="Search">'),
    ignores("Another button", '<input type="button" value="Search">'),
)

_NO_FIELDS = frozenset(("hidden", "image", "button", "submit", "reset"))


def _fields(page: Page) -> Iterable[Node]:
    popups = {
        id(popup)
        for node in page.with_role("combobox")
        for popup in (*node.referenced("aria-controls"), *node.referenced("aria-owns"))
    }
    for node in page.with_role(*roles.FORM_FIELDS):
        if node.role != "listbox" or id(node) not in popups:
            yield node
    for node in page.tagged("input"):
        if not node.role and node.get("type").lower() not in _NO_FIELDS and node.is_exposed:
            yield node
    for node in page.with_role("option"):
        if node.has("role"):
            yield node


FIELD_NAME = _named(
    Rule(
        id="field-has-name",
        title="Form fields have a label that is tied to them",
        criteria=criteria("4.1.2"),
        impact=Impact.CRITICAL,
        act=("e086e5",),
        techniques=("F68", "F82", "F86", "F111", "H44", "H65"),
        replaces=("label", "select-name", "aria-input-field-name", "aria-toggle-field-name"),
        why="A screen reader says “edit text” and nothing else: nobody who cannot see the form "
        "knows what to enter, and speech input cannot call the field.",
        fix="Put a label around the field, or give it the field's id in its for attribute.",
    ),
    _fields,
    "This field has no accessible name.",
    fails("A text beside a field (ACT e086e5, F68)", "<div>Last name</div><input>"),
    fails(
        "A label for what HTML cannot label",
        '<label for="a">Name</label><div role="textbox" id="a"></div>',
    ),
    fails("A password without a label", '<input type="password">'),
    passes("A label", "<label>First name <input></label>"),
    passes("A placeholder counts as a name", '<input placeholder="Your search query">'),
    ignores("A hidden field", '<input type="hidden" name="token">'),
)


def _frames(page: Page) -> Iterable[Node]:
    return (
        node
        for node in page.tagged("iframe", "frame")
        if node.is_exposed
        and not node.get("tabindex").strip().startswith("-")
        and not _is_presentational(node)
    )


def _is_presentational(frame: Node) -> bool:
    """Whether the role takes it out, and no attribute brings it back in."""
    marked = roles.explicit_role(frame) in ("none", "presentation")
    return marked and not any(
        name.startswith("aria-") or name == "tabindex" for name in frame.attributes
    )


FRAME_NAME = _named(
    Rule(
        id="frame-has-name",
        title="Frames have a title",
        criteria=criteria("4.1.2"),
        impact=Impact.SERIOUS,
        act=("cae760",),
        techniques=("H64", "F68"),
        replaces=("frame-title",),
        why="A screen reader announces a frame by its title. Without one people must go in to "
        "learn what it is for.",
        fix="Say in the title attribute what the frame holds.",
    ),
    _frames,
    "This frame has no title.",
    fails("A name is no title (ACT cae760)", '<iframe name="List" srcdoc="<p>Milk"></iframe>'),
    passes("A title", '<iframe title="Grocery list" srcdoc="<p>Milk"></iframe>'),
    ignores("A frame that Tab passes by", '<iframe tabindex="-1" srcdoc="<p>Milk"></iframe>'),
)


def _graphics(page: Page) -> Iterable[Node]:
    graphics = page.with_role("img", "graphics-document", "graphics-symbol")
    return (
        node
        for node in graphics
        if node.namespace == SVG and node.has("role") and not _is_told_by_another(node)
    )


SVG_NAME = _named(
    Rule(
        id="svg-has-name",
        title="Graphics that say they are images have a name",
        criteria=criteria("1.1.1"),
        impact=Impact.SERIOUS,
        act=("7d6734",),
        techniques=("ARIA6", "F65"),
        replaces=("svg-img-alt",),
        why="A screen reader says “image” and nothing of what it shows.",
        fix="Give the graphic a title element or an aria-label; or hide it with aria-hidden if it "
        "only decorates.",
    ),
    _graphics,
    "This graphic has no accessible name.",
    fails("Text in it is no name (ACT 7d6734)", '<svg role="img"><text>One</text></svg>'),
    passes("A title", '<svg role="img"><title>One circle</title></svg>'),
    ignores("No role", "<svg><circle r=40></circle></svg>"),
)


def _summaries(page: Page) -> Iterable[Node]:
    return (
        node
        for node in page.tagged("summary")
        if node.implicit_role == "button" and node.role != "none" and node.is_exposed
    )


SUMMARY_NAME = _named(
    Rule(
        id="summary-has-name",
        title="Summaries have text",
        criteria=criteria("4.1.2"),
        impact=Impact.SERIOUS,
        act=("2t702h",),
        techniques=("F68",),
        replaces=("summary-name",),
        why="Nobody who cannot see the page knows what the summary opens.",
        fix="Write into the summary what it opens.",
    ),
    _summaries,
    "This summary has no text.",
    fails("An empty summary (ACT 2t702h)", "<details><summary></summary>Text</details>"),
    passes("A summary", "<details><summary>Opening times</summary>Text</details>"),
    ignores("A summary of nothing", "<summary></summary>"),
)


def _documents(page: Page) -> Iterable[Node]:
    return (page.root,) if page.root.tag == "html" else ()


def _has_title(root: Node) -> Verdict | None:
    return None if root.page.title.strip() else Verdict("missing")


PAGE_TITLE = Check(
    rule=Rule(
        id="page-has-title",
        title="The page has a title",
        criteria=criteria("2.4.2"),
        impact=Impact.SERIOUS,
        audience=Audience.EDITOR,
        act=("2779a5",),
        techniques=("H25", "G88"),
        replaces=("document-title",),
        why="The title is what a screen reader says first, and what tells tabs, bookmarks and "
        "search results apart.",
        fix="Give the page a title that says what is on it.",
    ),
    probe=PAGE,
    applicability=_documents,
    expectation=_has_title,
    messages={"missing": failed("The page has no title.")},
    examples=(
        fails("No title (ACT 2779a5)", '<!doctype html><html lang="en"><h1>News</h1></html>'),
        fails("A blank", '<!doctype html><html lang="en"><title> </title><h1>News</h1></html>'),
        passes("A title", "<p>News</p>"),
    ),
)

CHECKS: tuple[AnyCheck, ...] = (
    MENUITEM_NAME, BUTTON_NAME, LINK_NAME, HEADING_NAME, IMAGE_NAME, IMAGE_BUTTON_NAME, FIELD_NAME,
    FRAME_NAME, SVG_NAME, SUMMARY_NAME, PAGE_TITLE,
)  # fmt: skip
