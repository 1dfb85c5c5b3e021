"""Titles, headings and labels say what the thing they name is about."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from a11y.engine.check import Check, Verdict, asked, asks, failed, fails, ignores, passes
from a11y.engine.model import Audience, Impact, Rule
from a11y.engine.page.names import labels_of
from a11y.engine.page.tree import Node, Page
from a11y.engine.phrases import (
    FORMAL_LABELS,
    GO_LABELS,
    HEADING_PLACEHOLDERS,
    STRUCTURAL_HEADINGS,
    TITLE_PLACEHOLDERS,
)
from a11y.engine.probes import PAGE
from a11y.engine.wcag import criteria
from a11y.engine.words import collapsed, content_words, phrase, stems, words_in

_MOST_QUESTIONS = 2
_FEWEST_WORDS = 4
_MOST_WORDS = 60
_LONGEST_TEXT = 1500
_FILE_NAME = re.compile(
    r"\S+\.(?:html?|xhtml|php\d?|aspx?|jsp|docx?|odt|pdf|pptx?|xlsx?|md|txt|indd)", re.IGNORECASE
)


# Titles


def _titled(page: Page) -> list[Page]:
    return [page] if page.title.strip() else []


def _title_says(page: Page) -> Verdict | None:
    title = " ".join(page.title.split())
    facts = {"title": title}
    if phrase(title) in TITLE_PLACEHOLDERS or _FILE_NAME.fullmatch(title):
        return Verdict("placeholder", facts, title)
    if re.fullmatch(r"https?://\S+", title):
        return Verdict("placeholder", facts, title)
    said = stems(content_words(title))
    first = next(
        (node for node in page.headings if node.get("aria-level", node.tag) in "h11"), None
    )
    if first and len(said) < len(stems(content_words(first.name))) and _is_part(title, first.name):
        return Verdict("less", facts | {"heading": first.name}, title)
    read = _content(page)
    if read and len(read) < _MOST_WORDS and not _some_part_fits(title, stems(read)):
        return Verdict("other", facts, title)
    return None


def _is_main(heading: Node) -> bool:
    return heading.tag == "h1" or heading.get("aria-level").strip() == "1"


def _some_part_fits(title: str, read: frozenset[str]) -> bool:
    """Whether half of the words of the topic, or of the site's name beside it, are on the page."""
    parts = [stems(content_words(part)) for part in re.split(r"\s[-–—|·:»/]\s|: ", title)]
    return not any(parts) or any(part and len(part & read) * 2 >= len(part) for part in parts)


def _is_part(title: str, heading: str) -> bool:
    """Whether a heading repeats the title and says something before it as well."""
    return collapsed(heading).endswith(collapsed(title)) and len(heading) > len(title) + 5


def _content(page: Page) -> list[str]:
    """The words of what is shown, names of images included."""
    # A long page is about too many things for its words to be compared with a title's.
    if page.body is None or len(page.body.text) > _LONGEST_TEXT:
        return []
    names = (node.name for node in page.with_role("img", "button", "link"))
    return content_words(f"{page.body.visible_text} {' '.join(names)}")


TITLE = Check(
    rule=Rule(
        id="title-descriptive",
        title="The page's title says what the page is about",
        criteria=criteria("2.4.2"),
        impact=Impact.SERIOUS,
        audience=Audience.EDITOR,
        act=("c4a8a4",),
        techniques=("G88", "H25", "F25"),
        why="The title is what a screen reader says first, and what tells tabs, bookmarks and "
        "search results apart.",
        fix="Write a title that says what this page is about, then the name of the site.",
    ),
    probe=PAGE,
    applicability=_titled,
    expectation=_title_says,
    messages={
        "placeholder": failed("The title “{title}” says nothing about the page."),
        "less": asked(
            "The title is “{title}”, the main heading says more: “{heading}”. Does the title "
            "tell this page from others?"
        ),
        "other": asked("The title is “{title}”, but the page speaks of something else. Does it?"),
    },
    examples=(
        fails("What a program wrote (F25)",
              '<!doctype html><html lang="en"><title>Untitled document</title><h1>Otters</h1>'),
        fails("A file's name (F25)",
              '<!doctype html><html lang="en"><title>otters_v2.docx</title><h1>Otters</h1>'),
        asks("The name of the site alone (ACT c4a8a4)",
             '<!doctype html><html lang="en"><title>River Trust</title>'
             "<h1>Otters in spring – River Trust</h1>"),
        asks("The title of another page (ACT c4a8a4)",
             '<!doctype html><html lang="en"><title>Minks and ferrets</title>'
             "<p>Otters live in rivers and eat fish.</p>"),
        passes("The topic (G88)",
               '<!doctype html><html lang="en"><title>Otters – River Trust</title>'
               "<h1>Otters</h1>"),
        ignores("No title", '<!doctype html><html lang="en"><title></title><h1>Otters</h1>'),
    ),
)  # fmt: skip


# Headings


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, and the words of what stands below it, as far as the next one."""

    node: Node
    words: tuple[str, ...]


def _sections(page: Page) -> Iterator[Section]:
    """All headings; of those that share no word with their section, the first few."""
    unlike = 0
    for section in _all_sections(page):
        if _shares_nothing(section):
            unlike += 1
            if unlike > _MOST_QUESTIONS:
                continue
        yield section


def _all_sections(page: Page) -> Iterator[Section]:
    headings = [node for node in page.headings if node.name]
    starts = {id(node) for node in headings}
    inside = {id(below) for node in headings for below in node.descendants}
    words: dict[int, list[str]] = {}
    current: int | None = None
    for node in page.nodes:
        if id(node) in starts:
            current = id(node)
            words[current] = []
        elif current is not None and id(node) not in inside and len(words[current]) < _MOST_WORDS:
            own = " ".join(getattr(child, "data", "") for child in node.children)
            if (own.strip() or node.has("alt")) and node.is_exposed:
                words[current] += content_words(f"{own} {node.get('alt')}")
    yield from (Section(node, tuple(words[id(node)])) for node in headings)


def _shares_nothing(section: Section) -> bool:
    """A one-word heading over a short text that has no word in common with it.

    A longer text need not repeat its heading, and a letter or a name may stand for a list.
    """
    if phrase(section.node.name) in STRUCTURAL_HEADINGS:
        return False
    own = content_words(section.node.name)
    short = _FEWEST_WORDS <= len(section.words) < 25
    if not short or len(words_in(section.node.name)) != 1 or not own or len(own[0]) < 5:
        return False
    return not stems(own) & stems(section.words)


def _heading_says(section: Section) -> Verdict | None:
    name = section.node.name
    if re.sub(r"\s*\d+$", "", phrase(name)) in HEADING_PLACEHOLDERS | {"untitled"}:
        return Verdict("placeholder", {"heading": name})
    return Verdict("other", {"heading": name}) if _shares_nothing(section) else None


HEADING = Check(
    rule=Rule(
        id="heading-descriptive",
        title="A heading says what its section is about",
        criteria=criteria("2.4.6"),
        impact=Impact.MODERATE,
        audience=Audience.EDITOR,
        act=("b49b2e",),
        techniques=("G130",),
        why="Screen reader users read headings to find what they look for, as others skim. One "
        "that says something else, or nothing, sends them past it.",
        fix="Write a heading that names the topic of what follows.",
    ),
    probe=PAGE,
    applicability=_sections,
    expectation=_heading_says,
    messages={
        "placeholder": failed("The heading “{heading}” holds the place of one."),
        "other": asked("Does “{heading}” say what the text below it is about?"),
    },
    examples=(
        fails("A template's heading", "<h2>Your heading here</h2><p>Otters eat fish.</p>"),
        asks("Another topic (ACT b49b2e)",
             "<h2>Weather</h2><p>Otters live in rivers, eat fish and sleep ashore.</p>"),
        passes("The topic (G130)", "<h2>Otters</h2><p>Otters live in rivers and eat fish.</p>"),
        passes("A letter over a list (ACT b49b2e)", "<h2>O</h2><p>orca, otter, owl, ox, oryx</p>"),
        ignores("No heading", '<!doctype html><html lang="en"><title>Otters</title><p>Otters'),
    ),
)  # fmt: skip


# Labels

_TYPED = frozenset(("textbox", "searchbox", "combobox", "spinbutton"))
_PERSONAL = re.compile(
    r"(?:^|[^a-z])(?:f_?name|first_?name|l_?name|last_?name|surname|given|family|full_?name|e_?mail|"
    r"phone|tel|mobile|street|address|city|town|zip|post_?code|postal|country|birth\w*|dob|"
    r"vorname|nachname|strasse|plz|ort|telefon|prenom|nom|adresse|ville)(?:$|[^a-z])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Field:
    """A form field with the visible texts that label it, and others that look the same."""

    node: Node
    label: str
    alike: bool


def _labelled(page: Page) -> Iterator[Field]:
    fields = [(node, _visible_label(node)) for node in page.with_role(*_TYPED)]
    for node, label in fields:
        if label:
            twins = [other for other, text in fields if other is not node and text == label]
            yield Field(node, label, any(_only_heard_apart(node, twin) for twin in twins))


def _visible_label(node: Node) -> str:
    labels = node.referenced("aria-labelledby") or labels_of(node)
    return " ".join(label.visible_text for label in labels if label.is_visible).strip()


def _only_heard_apart(first: Node, second: Node) -> bool:
    """Whether two fields stand in groups that differ in what is said of them, not in what is seen.

    A group counts that shows nothing but the fields and their labels.
    """
    one, other = _group(first), _group(second)
    if one is None or other is None or one is other:
        return False
    shown, told = (_own_text(one, seen=True), _own_text(other, seen=True))
    if shown or told or any(node.tag in ("img", "svg", "canvas") for node in one.descendants):
        return False
    said, also = (_own_text(one, seen=False), _own_text(other, seen=False))
    return bool(said and also) and said != also


def _group(node: Node) -> Node | None:
    return next((above for above in node.ancestors if above.role in ("group", "region")), None)


def _own_text(group: Node, *, seen: bool) -> str:
    """The text of a group's headings and paragraphs that are seen, or heard and not seen."""
    parts = [] if seen else [group.name]
    labelled = {id(below) for node in group.descendants if node.tag == "label"
                for below in (node, *node.descendants)}  # fmt: skip
    for node in group.descendants:
        own = " ".join(getattr(child, "data", "") for child in node.children).strip()
        if own and id(node) not in labelled and node.is_exposed and node.is_visible == seen:
            parts.append(own)
    return collapsed(" ".join(parts))


def _label_says(field: Field) -> Verdict | None:
    label = phrase(field.label)
    facts = {"label": field.label}
    if label in GO_LABELS and field.node.referenced("aria-labelledby"):
        return Verdict("button", facts)
    if label in FORMAL_LABELS:
        own = f"{field.node.get('name')} {field.node.get('id')} {field.node.get('autocomplete')}"
        known = field.node.tag == "input" and _PERSONAL.search(own.replace("-", "_"))
        return Verdict("formal" if known else "unsure", facts | {"own": field.node.get("name")})
    return Verdict("alike", facts) if field.alike else None


LABEL = Check(
    rule=Rule(
        id="label-descriptive",
        title="A field's label says what goes into it",
        criteria=criteria("2.4.6"),
        impact=Impact.SERIOUS,
        audience=Audience.DEVELOPER,
        act=("cc0f0a",),
        techniques=("G131",),
        why="People with a cognitive disability, a magnifier or a screen reader fill in what the "
        "label asks for. One that does not say it leaves them guessing.",
        fix="Write a visible label that names what to enter: “First name”, “Search this site”.",
    ),
    probe=PAGE,
    applicability=_labelled,
    expectation=_label_says,
    messages={
        "formal": failed(
            "The label “{label}” names no kind of entry, while the field is called “{own}”."
        ),
        "button": failed("The field's only visible label is “{label}”, which is a button's."),
        "alike": failed(
            "Another group has a field labelled “{label}” too, and what tells the groups apart "
            "is said to screen readers only."
        ),
        "unsure": asked("Does the label “{label}” say what to enter here?"),
    },
    examples=(
        fails("A label for something else (ACT cc0f0a)",
              '<label>Menu <input name="first-name"></label>'),
        fails("A button's word (ACT cc0f0a)",
              '<input aria-labelledby="go"><button id="go">Go</button>'),
        fails("Groups that look alike (ACT cc0f0a)",
              '<fieldset aria-label="Delivery"><label>Street <input></label></fieldset>'
              '<fieldset aria-label="Billing"><label>Street <input></label></fieldset>'),
        asks("A word for the field, not for what goes in", "<label>Text <input></label>"),
        passes("What goes in (G131)", '<label>First name <input name="first-name"></label>'),
        passes("Groups that differ to the eye",
               "<fieldset><legend>Delivery</legend><label>Street <input></label></fieldset>"
               "<fieldset><legend>Billing</legend><label>Street <input></label></fieldset>"),
        ignores("No visible label", '<input aria-label="Menu">'),
    ),
)  # fmt: skip

CHECKS = (TITLE, HEADING, LABEL)
