"""Images are said in words, and the words say what the images do."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from a11y.engine.browser.probes.drawn import PICTURES, Pictures
from a11y.engine.check import Check, Verdict, asked, asks, failed, fails, ignores, passes
from a11y.engine.model import Audience, Impact, Rule
from a11y.engine.page.parts import Text
from a11y.engine.page.tree import Node, Page
from a11y.engine.phrases import GENERIC_ALTERNATIVES
from a11y.engine.probes import PAGE
from a11y.engine.wcag import criteria
from a11y.engine.words import collapsed, content_words, phrase, stems, words_in

_MOST_QUESTIONS = 3
_IMAGES = ("img", "svg", "canvas")
_CONTENT = frozenset(("video", "audio", "object", "embed", "iframe", "input", "select"))
_SMALLEST = 24
_SPACER = 3
_LONGEST_ALTERNATIVE = 200
_IMAGE_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|svg|bmp|tiff?|ico)$", re.IGNORECASE)
_CAMERA = re.compile(r"(?:img|dsc[fn]?|pict|image|screenshot|bild|foto|photo|p)[_ -]?\d{3,}", re.I)
_MARKS = re.compile(r"logo|brand|wordmark|emblem", re.IGNORECASE)


def _file(node: Node) -> str:
    """The name of an image's file, or ""."""
    url = node.get("src") or node.get("href")
    if url.startswith("data:"):
        return ""
    try:
        return unquote(PurePosixPath(urlsplit(url.strip()).path).name)
    except ValueError:
        return ""


# Hidden from assistive technology


@dataclass(frozen=True, slots=True)
class Hidden:
    """An image that is seen and not exposed, and the others on the page that are neither."""

    node: Node
    alone: bool


def _hidden(pictures: Pictures) -> Iterator[Hidden]:
    page = pictures.page
    images = [
        node for tag in _IMAGES for node in page.by_tag.get(tag, ()) if _is_hidden(node, pictures)
    ]
    alone = bool(images) and not _exposes_anything(page)
    questions = 0
    for node in images:
        verdict = _conveys(Hidden(node, alone))
        questions += verdict is not None and verdict.message in ("named", "logo")
        if questions <= _MOST_QUESTIONS or not verdict:
            yield Hidden(node, alone)


def _is_hidden(node: Node, pictures: Pictures) -> bool:
    """Seen, of some size, and by itself: not a part of a link, a button or another image."""
    if node.box is None or min(node.box.width, node.box.height) < _SMALLEST:
        return False
    if not node.is_visible or not pictures.shows(node):
        return False
    if node.is_exposed and (node.name or (node.tag == "img" and not node.has("alt"))):
        return False
    return not any(
        above.is_focusable or above.role in ("img", "button", "link") or above.tag == "svg"
        for above in node.ancestors
    )


def _exposes_anything(page: Page) -> bool:
    """Whether the body has any text or named thing for assistive technology."""
    if page.body is None:
        return True
    return any(
        node.tag in _CONTENT
        or any(isinstance(child, Text) and child.data.strip() for child in node.children)
        or (node.role not in ("", "generic", "none") and node.name)
        for node in (page.body, *page.body.descendants)
        if node.is_exposed and node.tag not in ("script", "style", "template", "noscript")
    )


def _conveys(hidden: Hidden) -> Verdict | None:
    node = hidden.node
    if hidden.alone:
        return Verdict("alone")
    if _is_announced(node):
        return Verdict("announced")
    said = node.get("alt") or node.get("aria-label")
    read = stems(words_in(node.page.body.text if node.page.body else ""))
    if said.strip() and stems(content_words(said)) - read and _MARKS.search(said):
        return Verdict("named", {"said": said})
    file = _file(node)
    if _MARKS.search(file):
        words = stems(words_in(_MARKS.sub(" ", _IMAGE_FILE.sub("", file).replace("_", " "))))
        if not words & read:
            return Verdict("logo", {"file": file})
    return None


def _is_announced(node: Node) -> bool:
    """Whether the text right before it ends in a colon, and nothing else follows there."""
    parent = node.parent
    if parent is None:
        return False
    place = parent.children.index(node)
    before = [child for child in parent.children[:place] if _has_content(child)]
    after = [child for child in parent.children[place + 1 :] if _has_content(child)]
    if not before or after:
        return False
    last = before[-1]
    text = last.data if isinstance(last, Text) else last.text
    return text.rstrip().endswith((":", "：")) and (isinstance(last, Text) or last.is_exposed)


def _has_content(child: Node | Text) -> bool:
    if isinstance(child, Text):
        return bool(child.data.strip())
    return child.is_perceivable and bool(child.text or child.name or child.tag in _IMAGES)


HIDDEN_IMAGE = Check(
    rule=Rule(
        id="image-hidden-conveys",
        title="An image that says something is not hidden from assistive technology",
        criteria=criteria("1.1.1"),
        impact=Impact.SERIOUS,
        audience=Audience.EDITOR,
        act=("e88epe",),
        techniques=("H67", "C9", "F38", "F39"),
        why="Who cannot see the image is not told that there is one, nor what it says.",
        fix="Give the image an alternative text that says what it conveys.",
    ),
    probe=PICTURES,
    applicability=_hidden,
    expectation=_conveys,
    messages={
        "alone": failed(
            "The page shows this image and has nothing else for assistive technology, and the "
            "image is hidden from it."
        ),
        "announced": failed(
            "The text before ends in a colon: this image is what it announces, and it is hidden "
            "from assistive technology."
        ),
        "named": asked("This image is hidden from assistive technology. Does it convey “{said}”?"),
        "logo": asked(
            "This image, {file}, is hidden from assistive technology, and no text says whose it "
            "is. Does it convey that?"
        ),
    },
    examples=(
        fails("The page's only content (ACT e88epe)",
              '<!doctype html><html lang="en"><title>Otters</title><body>'
              '<svg width="99" height="99"><rect width="9" height="9"/></svg>'),
        fails("What a text announces (ACT e88epe)",
              '<div><p>Our logo:</p><svg width="99" height="99"><rect width="9" height="9"/>'
              "</svg></div>"),
        asks("A logo whose words nobody says (ACT e88epe)",
             '<p>Otters</p><svg width="99" height="99" aria-hidden="true" '
             'aria-label="River Trust logo"><rect width="9" height="9"/></svg><p>Minks</p>'),
        passes("Decoration (C9)",
               '<p>Happy new year!</p><svg width="99" height="99"><rect width="9" height="9"/>'
               "</svg>"),
        ignores("It is named", '<svg width="99" height="99" role="img" aria-label="Otters"/>'),
    ),
)  # fmt: skip


# Alternatives


def _alternatives(page: Page) -> Iterator[Node]:
    for node in page.nodes:
        is_image = node.tag in ("img", "area") or node.role == "img" or (
            node.tag == "input" and node.get("type").lower() == "image"
        )  # fmt: skip
        if is_image and node.is_exposed and node.name:
            yield node


def _judged(page: Page) -> Iterator[Node]:
    """The images; of those a person has to judge, the first few."""
    questions = 0
    for node in _alternatives(page):
        verdict = _alternative_says(node)
        if verdict and verdict.message not in ("generic", "file"):
            questions += 1
            if questions > _MOST_QUESTIONS:
                continue
        yield node


def _alternative_says(node: Node) -> Verdict | None:
    name = " ".join(node.name.split())
    file = _file(node)
    facts = {"name": name, "file": file}
    if phrase(name) in GENERIC_ALTERNATIVES:
        return Verdict("generic", facts, name)
    if name and not any(map(str.isalnum, name)):
        return Verdict("sign", facts, name)
    if (file and collapsed(name) == collapsed(file)) or _CAMERA.fullmatch(name):
        return Verdict("file", facts, name)
    if _IMAGE_FILE.search(name) and " " not in name:
        return Verdict("unsure", facts, name)
    if node.box and max(node.box.width, node.box.height) <= _SPACER and node.tag == "img":
        return Verdict("spacer", facts, name)
    if _contradicts(name, file):
        return Verdict("other", facts, name)
    if len(name) > _LONGEST_ALTERNATIVE:
        return Verdict("long", {"length": len(name)}, name)
    return None


def _contradicts(name: str, file: str) -> bool:
    """Both speak of a logo, and of whose they say different things."""
    if not (_MARKS.search(name) and _MARKS.search(file)):
        return False
    said = stems(words_in(_MARKS.sub(" ", name)))
    called = stems(words_in(_MARKS.sub(" ", _IMAGE_FILE.sub("", file).replace("_", " "))))
    return bool(said and called) and not said & called


_PIXEL = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"

ALTERNATIVE = Check(
    rule=Rule(
        id="image-alternative-says",
        title="An image's alternative says what the image conveys",
        criteria=criteria("1.1.1"),
        impact=Impact.SERIOUS,
        audience=Audience.EDITOR,
        act=("qt1vmo",),
        techniques=("G94", "G95", "F30", "F39"),
        why="Who cannot see the image hears “IMG_0815.jpg” or “picture” instead of what is on it.",
        fix="Write what the image conveys where it stands, or leave the alternative empty where "
        "it conveys nothing.",
    ),
    probe=PAGE,
    applicability=_judged,
    expectation=_alternative_says,
    messages={
        "generic": failed("The alternative “{name}” says nothing about this image."),
        "sign": asked("The alternative is “{name}”. Does that say what the image shows or does?"),
        "file": failed("The alternative is the name of a file: “{name}”."),
        "unsure": asked("The alternative looks like the name of a file: “{name}”. Is it?"),
        "spacer": asked(
            "The image is too small to be seen, and its alternative is “{name}”. Should that be "
            "empty?"
        ),
        "other": asked("The file is called {file}, the alternative is “{name}”. Which is right?"),
        "long": asked(
            "The alternative has {length} characters. Would a short one, and a longer text on the "
            "page, be easier to follow?"
        ),
    },
    examples=(
        fails("A word for any image (F30)", '<img src="a.png" alt="image">'),
        fails("The file's name (F30)", '<img src="/otter1.png" alt="otter1.png">'),
        fails("What a camera calls it (F30)", '<img src="/a.jpg" alt="DSC_0815">'),
        asks("It looks like a file's name (F30)", '<img src="a.png" alt="otter.jpg">'),
        asks("An image nobody sees (F39)",
             f'<img src="{_PIXEL}" alt="Otters">'),
        asks("Another logo (ACT qt1vmo)", '<img src="/rivers_logo.png" alt="Otter Trust logo">'),
        asks("A long one (G95)", f'<img src="a.png" alt="{"Otters at the river. " * 12}">'),
        passes("What is on it (G94)", '<img src="a.png" alt="Two otters asleep on a rock">'),
        ignores("Decoration", '<img src="a.png" alt="">'),
    ),
)  # fmt: skip


def _figures(page: Page) -> Iterator[Node]:
    return (node for node in _alternatives(page) if _caption(node))


def _caption(node: Node) -> str:
    figure = next((above for above in node.ancestors if above.tag == "figure"), None)
    captions = (child for child in figure.elements if child.tag == "figcaption") if figure else ()
    return next((caption.text for caption in captions if not caption.encloses(node)), "")


def _adds_to_caption(node: Node) -> Verdict | None:
    return Verdict("same") if phrase(node.name) == phrase(_caption(node)) else None


REPEATED_CAPTION = Check(
    rule=Rule(
        id="image-alternative-repeats-caption",
        title="An image's alternative is not its caption once more",
        impact=Impact.MINOR,
        audience=Audience.EDITOR,
        techniques=("G94",),
        why="Screen reader users hear the same words twice, and not what is on the image.",
        fix="Say in the alternative what is to be seen, and in the caption what it means.",
    ),
    probe=PAGE,
    applicability=_figures,
    expectation=_adds_to_caption,
    messages={"same": failed("The alternative says the same as the caption.")},
    examples=(
        fails("Twice the same",
              '<figure><img src="a.png" alt="Otters"><figcaption>Otters</figcaption></figure>'),
        passes("Two things",
               '<figure><img src="a.png" alt="Two otters on a rock"><figcaption>Otters sleep a '
               "lot</figcaption></figure>"),
        ignores("No caption", '<img src="a.png" alt="Otters">'),
    ),
)  # fmt: skip


CHECKS = (HIDDEN_IMAGE, ALTERNATIVE, REPEATED_CAPTION)
