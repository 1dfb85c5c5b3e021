"""A report with something of everything in it, made by hand."""

import io
from dataclasses import replace
from datetime import UTC, datetime

from PIL import Image

from a11y.engine.model import (
    Audience,
    Finding,
    Impact,
    Layer,
    Occurrence,
    Outcome,
    PageResult,
    Place,
    Profile,
    Report,
    Rule,
    RuleResult,
    Scheme,
    Skipped,
    State,
    Viewport,
)
from a11y.engine.reports import FORMATS
from a11y.engine.wcag import criteria


def png() -> bytes:
    """A picture large enough to be seen."""
    stream = io.BytesIO()
    Image.new("RGB", (120, 60), "teal").save(stream, "PNG")
    return stream.getvalue()


PNG = png()
EDIT_URL = f"https://cms.example/admin/pages/4/edit/#:w:contentpath=body.{'1234567-' * 9}.image"
LIGHT, DARK = (State(Viewport(1280, 800), scheme) for scheme in Scheme)
OPENED = LIGHT.after("opened “Menu”")

ALT = Rule(
    "image-alt",
    "Images have a text",
    criteria("1.1.1"),
    impact=Impact.CRITICAL,
    audience=Audience.EDITOR,
    layer=Layer.AXE,
    act=("23a2a8",),
    techniques=("F65", "H37"),
    replaces=("object-alt",),
    why="Whoever cannot see the image learns nothing of it.",
    fix="Say in its text what the image says.",
    help_url="https://help.example/image-alt",
)
CONTRAST = Rule("contrast", "Text stands out", criteria("1.4.3", "1.4.6"), Impact.SERIOUS)
LANGUAGE = Rule("lang", "The page says its language", criteria("3.1.1"), act=("ucwvc8",))
ODD = Rule("odd", "Odd")

BARRIER = Finding(
    rule=ALT,
    outcome=Outcome.FAILED,
    impact=Impact.CRITICAL,
    target=("iframe", "x-host", "img"),
    html='<img class="photo" src="1.jpg">',
    occurrences=(Occurrence(LIGHT, "No alt"), Occurrence(DARK, "No alt either")),
    how_to_fix="Give it a text",
    text="Nothing",
    content_path="body.1",
    place=Place("Body › Card 1", EDIT_URL),
    fingerprint="f1",
    aliases=("axe:image-alt",),
    screenshot=PNG,
)
QUESTION = Finding(
    ODD, Outcome.CANT_TELL, None, ("p",), "<p>", (Occurrence(OPENED, "Is it?"),), fingerprint="f2"
)
RAN = (
    RuleResult(ALT, Outcome.FAILED, 3),
    RuleResult(CONTRAST, Outcome.PASSED, 12),
    RuleResult(LANGUAGE, Outcome.PASSED, 1),
    RuleResult(ODD, Outcome.CANT_TELL, 1),
)

HOSTILE = (
    "\x1b]0;owned\x07[bold]</code><script>alert(1)</script>\"' \u202egnp.exe\u2066 \ud800"
    " {0} ](javascript:x) @team #1 `tick` | =1"
)


def report(*pages: PageResult, **others: object) -> Report:
    """A report on these pages, in the states light and dark."""
    made = Report(
        pages,
        states=(LIGHT, DARK),
        profile=Profile(),
        axe_version="4.0",
        version="0.1",
        finished=datetime(2026, 3, 1, 12, 30, tzinfo=UTC),
    )
    return replace(made, **others)


def full() -> Report:
    """Two pages with the same barrier, one with a question too, one in error, one left out."""
    first = PageResult(
        "https://x.example/",
        "Home",
        redirected_to="https://x.example/home/",
        findings=(BARRIER, QUESTION),
        rules=RAN,
        untested=("a frame that did not load",),
        digest="d1",
        seconds=1.25,
    )
    second = PageResult("https://x.example/b/", "B", findings=(BARRIER,), rules=RAN[:3])
    broken = PageResult("https://x.example/c/", error="HTTP status 500")
    profile = Profile("AAA", False, True, frozenset({Layer.AXE}), frozenset(), frozenset({"x"}))
    skipped = (Skipped("https://x.example/private/", "private"),)
    return report(first, second, broken, profile=profile, skipped=skipped)


def hostile() -> Report:
    """A page that says what it should not, wherever a page can say something."""
    finding = replace(
        BARRIER,
        target=(HOSTILE,),
        html=HOSTILE,
        text=HOSTILE,
        occurrences=(Occurrence(LIGHT.after(HOSTILE), HOSTILE),),
        how_to_fix=HOSTILE,
        place=Place(HOSTILE, "javascript:alert(1)"),
        content_path=HOSTILE,
        fingerprint=HOSTILE,
    )
    page = PageResult(
        "javascript:alert(1)//" + HOSTILE,
        HOSTILE,
        redirected_to="data:text/html," + HOSTILE,
        findings=(finding,),
        untested=(HOSTILE,),
    )
    broken = PageResult("https://[x/" + HOSTILE, error=HOSTILE)
    return report(page, broken, skipped=(Skipped("=cmd()", HOSTILE),))


def written(format: str, report: Report) -> str:
    """The report in this format."""
    stream = io.StringIO()
    FORMATS[format](report, stream)
    return stream.getvalue()
