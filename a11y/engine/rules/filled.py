"""Forms in use: what changes of itself, how mistakes are told, what may be pasted."""

from collections.abc import Iterable
from dataclasses import dataclass

from a11y.engine.browser.probes.forms import FORMS, Changed, Filled, Marked, Submitted
from a11y.engine.check import Check, Verdict, asked, asks, failed, fails, ignores, passes
from a11y.engine.model import Impact, Layer, Rule
from a11y.engine.page.tree import Node
from a11y.engine.wcag import criteria

# Changes that lead away

_DOES = {
    "navigate": "leads to another page",
    "submit": "sends the form",
    "window": "opens a window",
    "focus": "takes the focus elsewhere",
}
_REMARK = 15  # characters beside the label: enough to say what choosing does
_SURROUNDINGS = frozenset(("form", "fieldset", "p", "div", "li", "td", "main", "body"))


def _changed(seen: Filled) -> Iterable[Changed]:
    return seen.changed


def _may_be_told(node: Node) -> bool:
    """Whether words around the field may say beforehand what choosing does."""
    if node.description:
        return True
    around = node.closest(lambda above: above.tag in _SURROUNDINGS)
    options = {option.text for option in node.descendants if option.tag == "option"}
    words = around.visible_text if around else ""
    for option in options:
        words = words.replace(option, "")
    return len(words) > len(node.name) + _REMARK


def _judge_change(changed: Changed) -> Verdict | None:
    if not changed.led:
        return None
    certain = changed.led != "focus" and not _may_be_told(changed.node)
    return Verdict("does" if certain else "told", {"does": _DOES[changed.led]}, about=changed.led)


CHANGE = Check(
    rule=Rule(
        id="change-leads-away",
        title="Choosing a value does nothing else of itself",
        criteria=criteria("3.2.2"),
        impact=Impact.SERIOUS,
        layer=Layer.DRIVEN,
        techniques=("F36", "F37", "G13", "G80", "H32"),
        why="With a keyboard one goes through the options of a list one by one. Who is taken away "
        "at the first of them never reaches the others; who does not see it is lost.",
        fix="Let people choose, and go on when they press a button.",
    ),
    probe=FORMS,
    applicability=_changed,
    expectation=_judge_change,
    messages={
        "does": failed("Choosing another value here {does} at once."),
        "told": asked("Choosing another value here {does} at once. Is that said beforehand?"),
    },
    examples=(
        fails(
            "A list that leads to other pages (F36)",
            '<div><select aria-label="Chapter" onchange="location.href = this.value">'
            '<option value="/1">One<option value="/2">Two</select></div>',
        ),
        asks(
            "One that says so",
            '<p id="told">The page opens as soon as you choose.</p><select aria-describedby="told" '
            'aria-label="Chapter" onchange="location.href = this.value">'
            '<option value="/1">One<option value="/2">Two</select>',
        ),
        passes(
            "One with a button (H32)",
            '<form action="/go"><label>Chapter <select name="to"><option value="1">One'
            '<option value="2">Two</select></label> <button>Go</button></form>',
        ),
        ignores("A page without fields", "<p>Words</p>"),
    ),
)

# Mistakes


def _answers(seen: Filled) -> Iterable[Submitted]:
    """The answers of forms that found something wrong themselves."""
    return [form for form in seen.submitted if form.marked]


def _judge_answer(form: Submitted) -> Verdict | None:
    if form.added or any(marked.explained for marked in form.marked):
        return None
    return Verdict("silent", {"count": len(form.marked)}, at=form.marked[0].node)


SAID = Check(
    rule=Rule(
        id="mistake-without-words",
        title="What is wrong in a form is said in words",
        criteria=criteria("3.3.1"),
        impact=Impact.SERIOUS,
        layer=Layer.DRIVEN,
        techniques=("G83", "G84", "G85", "SCR18", "SCR32"),
        why="A red border says nothing to people who do not see it, and not what to do to anyone.",
        fix="Write beside the field what is missing or how it must be written.",
    ),
    probe=FORMS,
    applicability=_answers,
    expectation=_judge_answer,
    messages={
        "silent": failed(
            "When the form is sent empty, fields are marked as wrong ({count} in all), and no "
            "text says what is."
        )
    },
    examples=(
        fails(
            "A field that only turns red",
            '<form novalidate onsubmit="event.preventDefault(); this.a.setAttribute('
            "'aria-invalid', 'true'); this.a.style.border = '2px solid red'\">"
            '<label>Name <input name="a"></label> <button>Send</button></form>',
        ),
        passes(
            "A text that is tied to it (G83)",
            '<form novalidate onsubmit="event.preventDefault(); this.a.setAttribute('
            "'aria-invalid', 'true'); document.getElementById('e').textContent = 'Enter a name'\">"
            '<label>Name <input name="a" aria-describedby="e"></label> <span id="e"></span> '
            "<button>Send</button></form>",
        ),
        ignores(
            "A form whose mistakes the browser tells (H90)",
            "<form><label>Name <input required></label> <button>Send</button></form>",
        ),
    ),
)


def _marked(seen: Filled) -> Iterable[Marked]:
    """The first field of each form that was marked, where there is a text as well."""
    return [form.marked[0] for form in seen.submitted if form.marked and form.added]


def _judge_marked(marked: Marked) -> Verdict | None:
    return None if marked.explained else Verdict("apart")


TIED = Check(
    rule=Rule(
        id="mistake-not-tied",
        title="The words about a mistake are tied to their field",
        criteria=criteria("3.3.1", "1.3.1"),
        impact=Impact.MODERATE,
        layer=Layer.DRIVEN,
        techniques=("ARIA1", "ARIA21"),
        why="Who comes to the field with a screen reader hears that it is wrong, but not why.",
        fix="Name the text's id in the field's aria-describedby.",
    ),
    probe=FORMS,
    applicability=_marked,
    expectation=_judge_marked,
    messages={
        "apart": asked(
            "When the form is sent empty, this field is marked as wrong, and no text is tied to "
            "it. Does what appears elsewhere say which field it is about?"
        )
    },
    examples=(
        asks(
            "One sentence for all",
            '<form novalidate onsubmit="event.preventDefault(); this.a.setAttribute('
            "'aria-invalid', 'true'); document.getElementById('e').textContent = 'Mistakes!'\">"
            '<p id="e" role="alert"></p><label>Name <input name="a"></label> '
            "<button>Send</button></form>",
        ),
        passes(
            "A text that is tied to it (ARIA1)",
            '<form novalidate onsubmit="event.preventDefault(); this.a.setAttribute('
            "'aria-invalid', 'true'); document.getElementById('e').textContent = 'Enter a name'\">"
            '<label>Name <input name="a" aria-describedby="e"></label> <span id="e"></span> '
            "<button>Send</button></form>",
        ),
    ),
)

# What nobody hears


@dataclass(frozen=True, slots=True)
class _Message:
    """The first text that came when a form was sent, and whether it is noticed."""

    node: Node
    words: str
    noticed: bool


def _messages(seen: Filled) -> Iterable[_Message]:
    for form in seen.submitted:
        if form.added:
            noticed = form.moved or any(added.live for added in form.added)
            yield _Message(form.added[0].node, form.added[0].words, noticed)


def _judge_message(message: _Message) -> Verdict | None:
    return None if message.noticed else Verdict("unheard", {"words": message.words})


HEARD = Check(
    rule=Rule(
        id="message-not-announced",
        title="Messages that appear are announced",
        criteria=criteria("4.1.3"),
        impact=Impact.SERIOUS,
        layer=Layer.DRIVEN,
        techniques=("F103", "ARIA19", "ARIA22", "G199"),
        why="Who does not see the message appear presses the button again and again, and does not "
        "learn why nothing happens.",
        fix='Put the message in an element with role="alert" or role="status" that was there '
        "before, or move the focus to it.",
    ),
    probe=FORMS,
    applicability=_messages,
    expectation=_judge_message,
    messages={
        "unheard": asked(
            "“{words}” appears when the form is sent empty. The focus does not go there, and no "
            "live region announces it. Do people who do not see it get to know?"
        )
    },
    examples=(
        asks(
            "A text that appears silently (F103)",
            "<form novalidate onsubmit=\"event.preventDefault(); document.getElementById('e')"
            '.textContent = \'Enter a name\'"><label>Name <input></label> <span id="e"></span> '
            "<button>Send</button></form>",
        ),
        passes(
            "A text that is announced (ARIA19)",
            "<form novalidate onsubmit=\"event.preventDefault(); document.getElementById('e')"
            ".textContent = 'Enter a name'\"><label>Name <input></label> "
            '<span id="e" role="alert"></span> <button>Send</button></form>',
        ),
        passes(
            "The focus goes to the field",
            '<form novalidate onsubmit="event.preventDefault(); this.a.focus(); document'
            ".getElementById('e').textContent = 'Enter a name'\"><label>Name <input name=\"a\">"
            '</label> <span id="e"></span> <button>Send</button></form>',
        ),
    ),
)

# Pasting


@dataclass(frozen=True, slots=True)
class _Pasted:
    node: Node
    forbidden: bool


def _pasted(seen: Filled) -> Iterable[_Pasted]:
    return [_Pasted(*pasted) for pasted in seen.pasted]


def _judge_pasted(pasted: _Pasted) -> Verdict | None:
    return Verdict("forbidden") if pasted.forbidden else None


PASTE = Check(
    rule=Rule(
        id="paste-forbidden",
        title="Passwords and codes can be pasted",
        criteria=criteria("3.3.8"),
        impact=Impact.SERIOUS,
        layer=Layer.DRIVEN,
        techniques=("F109", "G218", "H100"),
        why="Not everybody can remember a password, or copy one out without a mistake. Password "
        "managers and the clipboard do it for them, if they are let.",
        fix="Remove the script that prevents pasting.",
    ),
    probe=FORMS,
    applicability=_pasted,
    expectation=_judge_pasted,
    messages={
        "forbidden": asked(
            "A script prevents pasting into this field. Is there a way to log in without typing a "
            "password or a code?"
        )
    },
    examples=(
        asks(
            "A password that must be typed (F109)",
            '<label>Password <input type="password" onpaste="return false"></label>',
        ),
        passes("One that may be pasted", '<label>Password <input type="password"></label>'),
        passes(
            "One whose script does the pasting",
            '<label>Code <input autocomplete="one-time-code" onpaste="event.preventDefault(); '
            "this.value = event.clipboardData.getData('text')\"></label>",
        ),
    ),
)

CHECKS = (CHANGE, SAID, TIED, HEARD, PASTE)
