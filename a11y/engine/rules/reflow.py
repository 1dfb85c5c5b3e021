"""Text keeps whole when it is zoomed, spaced out, enlarged, or given a narrow window."""

import re
from collections.abc import Callable, Iterable

from a11y.engine.browser.probes.reflow import (
    FONT,
    NARROW,
    REFLOW,
    SPACING,
    ZOOM,
    Cut,
    Meeting,
    Reflow,
)
from a11y.engine.check import Check, Example, Verdict, asked, asks, failed, fails, ignores, passes
from a11y.engine.model import Impact, Layer, Rule
from a11y.engine.page.tree import Node, Page
from a11y.engine.wcag import criteria

Loss = Cut | Meeting
LossCheck = Check[Reflow, Loss | Page]

_MOST = 3
"""Losses told of a page and rule (the causes are fewer than the texts); of doubtful ones, one."""

_ICONS = re.compile(r"icon|awesome|glyph|symbol|dingbat", re.IGNORECASE)
_OPENERS = frozenset(("a", "button", "summary", "details"))


def _is_icon(node: Node) -> bool:
    return bool(_ICONS.search(node.style.get("font-family", "")))


def _leads_on(node: Node) -> bool:
    return node.tag in _OPENERS or node.role in ("link", "button")


def _is_given_elsewhere(cut: Cut) -> bool:
    """Whether the whole text may be had another way: by a link, a button, a title."""
    clip = cut.clip
    if any(_leads_on(node) for node in (cut.node, *cut.node.ancestors)):
        return True
    if any(node.has("title") or node.has("aria-label") for node in (cut.node, clip)):
        return True
    if any(_leads_on(node) for node in clip.descendants):
        return True
    return any(_leads_on(node) for node in _what_follows(clip))


def _what_follows(node: Node) -> Iterable[Node]:
    """The element after this one, or after what it is the last thing in, and what begins it."""
    for place in (node, *node.ancestors):
        if place.parent is None:
            return
        beside = list(place.parent.elements)
        after = beside[beside.index(place) + 1 :]
        if after:
            yield after[0]
            yield from after[0].elements
            return


def _may_move(cut: Cut) -> bool:
    """Whether scripts may bring the hidden part into view: slides, tickers, drawers, windows."""
    if cut.clip.tag in ("html", "body"):
        return True
    moved = cut.node.closest(
        lambda node: node is cut.clip or node.style.get("transform", "none") != "none"
    )
    return moved is not cut.clip or (cut.axis == "x" and not cut.own)


def _judge_cut(cut: Cut) -> Verdict | None:
    if _is_icon(cut.node) or cut.node.is_aria_hidden or cut.clip.is_clipped_away:
        return None
    if _is_given_elsewhere(cut):
        return None
    if cut.shortened or _may_move(cut) or cut.scripted:
        return None if cut.before else Verdict("hidden", {"words": cut.words}, at=cut.clip)
    return None if cut.before and not cut.own else Verdict("cut", {"words": cut.words}, at=cut.clip)


def _judge_meeting(met: Meeting) -> Verdict | None:
    if not met.painted or any(
        node.is_aria_hidden or _is_icon(node) for node in (met.node, met.other)
    ):
        return None
    return Verdict("over", {"words": met.words, "other": met.other_words})


def _judge(item: Loss | Page) -> Verdict | None:
    if isinstance(item, Cut):
        return _judge_cut(item)
    return _judge_meeting(item) if isinstance(item, Meeting) else None


def _losses(change: str, *, cut_before: bool = False) -> Callable[[Reflow], Iterable[Loss | Page]]:
    """What was lost by a change: each cause once, or the page where nothing was.

    ``cut_before``: also what was cut off without it.
    """

    def applicable(seen: Reflow) -> Iterable[Loss | Page]:
        look = seen.looks.get(change)
        if look is None or not (seen.page.body and seen.page.body.text):
            return ()
        cuts = {cut.clip: cut for cut in reversed(look.cut) if cut_before or not cut.before}
        losses: list[Loss] = [*cuts.values(), *look.met]
        verdicts = [(loss, verdict) for loss in losses if (verdict := _judge(loss))]
        certain = [loss for loss, verdict in verdicts if verdict.message != "hidden"]
        unsure = [loss for loss, _ in verdicts]
        return certain[:_MOST] or unsure[:1] or (seen.page,)

    return applicable


def _check(rule: Rule, change: str, where: str, *examples: Example, **options: bool) -> LossCheck:
    """A check of what is lost by a change, which ``where`` names in words."""
    certain = asked if options.pop("only_asked", False) else failed
    return Check(
        rule=rule,
        probe=REFLOW,
        applicability=_losses(change, **options),
        expectation=_judge,
        messages={
            "cut": certain(f"{where}, this box cuts off its text, “{{words}}”."),
            "over": certain(f"{where}, “{{words}}” and “{{other}}” lie on top of each other."),
            "hidden": asked(
                f"{where}, “{{words}}” is not shown whole. Can the rest be brought into view?"
            ),
        },
        examples=examples,
    )


_WHY = (
    "People with low vision enlarge what they read. What is cut off then, or covered by other "
    "text, they cannot read at all."
)
_FIX = (
    "Let the box grow with its text: min-height instead of height, no overflow: hidden around "
    "text, lines that may wrap."
)
_SENTENCE = "Once upon a midnight dreary, while I pondered, weak and weary. "

ZOOMED = _check(
    Rule(
        id="text-cut-when-zoomed",
        title="Text stays whole and legible when the page is zoomed to 200 %",
        criteria=criteria("1.4.4"),
        impact=Impact.SERIOUS,
        layer=Layer.DRIVEN,
        act=("59br37",),
        techniques=("F69", "G179", "C28"),
        why=_WHY,
        fix=_FIX,
    ),
    ZOOM,
    "Zoomed to 200 %",
    fails(
        "A height that one line fits in, once (ACT 59br37)",
        f'<div style="overflow: hidden; height: 1.5em">{_SENTENCE * 3}</div>',
    ),
    fails(
        "Two texts put in places of their own (F69)",
        "<style>p { position: absolute; top: 200px; left: 50px } .b { left: 25vw }</style>"
        '<p>A long line of text that ends here</p><p class="b">Another line</p>',
    ),
    asks(
        "A single line that ends in an ellipsis",
        '<p style="overflow: hidden; white-space: nowrap; text-overflow: ellipsis">'
        f"{_SENTENCE * 2}</p><p>Something else</p>",
    ),
    passes(
        "The whole text behind a link (ACT 59br37)",
        '<p style="overflow: hidden; white-space: nowrap; text-overflow: ellipsis">'
        f'{_SENTENCE * 2}</p><a href="#whole">The whole text</a>',
    ),
    passes("A box that grows (C28)", f'<p style="min-height: 1.5em">{_SENTENCE * 3}</p>'),
    passes(
        "A box that scrolls",
        f'<div style="overflow: auto; height: 1.5em">{_SENTENCE * 3}</div>',
    ),
    ignores("A page without text", '<!doctype html><html lang="en"><title>Nothing</title></html>'),
    cut_before=True,
)
SPACED = _check(
    Rule(
        id="text-cut-when-spaced",
        title="Text stays whole and legible with more space between lines, words and letters",
        criteria=criteria("1.4.12"),
        impact=Impact.SERIOUS,
        layer=Layer.DRIVEN,
        techniques=("F104", "C35", "C36"),
        why="People with dyslexia or low vision spread text out to be able to read it. What is "
        "cut off then, or covered by other text, they cannot read at all.",
        fix=_FIX,
    ),
    SPACING,
    "With the spacing that visitors may choose",
    fails(
        "A height that two lines fit in, once (F104)",
        f'<div style="overflow: hidden; width: 300px; height: 2.4em">{_SENTENCE}</div>',
    ),
    fails(
        "A heading whose place the lines above run into (F104)",
        '<div style="font-family: monospace; width: 40ch; height: 2.4em; line-height: 1.2">'
        f'{_SENTENCE}</div><h2 style="margin: 0">What comes next</h2>',
    ),
    asks(
        "A single line that ends in an ellipsis",
        '<p style="overflow: hidden; white-space: nowrap; text-overflow: ellipsis; '
        'font-family: monospace; width: 46ch">'
        "Once upon a midnight dreary, while I pondered</p><p>Something else</p>",
    ),
    passes("A box that grows (C35)", f'<div style="width: 300px">{_SENTENCE}</div>'),
)
ENLARGED = _check(
    Rule(
        id="text-cut-in-larger-font",
        title="Text stays whole when visitors choose a larger font",
        criteria=criteria("1.4.4"),
        impact=Impact.MODERATE,
        layer=Layer.DRIVEN,
        techniques=("C12", "C14", "G179"),
        why=_WHY + " Many set a larger font in their browser or telephone rather than zooming.",
        fix=_FIX,
    ),
    FONT,
    "With the browser's font size doubled",
    asks(
        "A height in pixels around text that grows",
        '<div style="overflow: hidden; width: 500px; height: 20px; line-height: 20px">'
        "Once upon a midnight dreary, while I pondered</div>",
    ),
    passes(
        "A height that grows with the text (C14)",
        f'<div style="overflow: hidden; height: 4.8em">{_SENTENCE}</div>',
    ),
    only_asked=True,
)
NARROWED = _check(
    Rule(
        id="text-cut-when-narrow",
        title="Text stays whole and legible in a window 320 pixels wide",
        criteria=criteria("1.4.10"),
        impact=Impact.SERIOUS,
        layer=Layer.DRIVEN,
        techniques=("F102", "C31", "C33"),
        why=_WHY + " A window 1280 pixels wide has 320 left when it is zoomed to 400 %; a "
        "telephone has not many more.",
        fix=_FIX,
    ),
    NARROW,
    "In a window 320 pixels wide (or zoomed to 400 %)",
    fails(
        "A long word in a list that hides what does not fit (F102)",
        '<ul style="overflow: hidden"><li>Donaudampfschifffahrtsgesellschaftskapitän</li></ul>',
    ),
    asks(
        "A single line that ends in an ellipsis",
        '<p style="overflow: hidden; white-space: nowrap; text-overflow: ellipsis">'
        f"{_SENTENCE}</p><p>Something else</p>",
    ),
    passes(
        "A long word that may be broken (C33)",
        '<ul style="overflow: hidden; overflow-wrap: anywhere">'
        "<li>Donaudampfschifffahrtsgesellschaftskapitänsmütze</li></ul>",
    ),
)

CHECKS = (ZOOMED, SPACED, ENLARGED, NARROWED)
