"""What must be right across a whole form before it is published, named at the wrong field."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.blocks import (
    Block,
    ListBlock,
    ListBlockValidationError,
    StreamBlock,
    StreamBlockValidationError,
    StreamValue,
    StructBlock,
    StructBlockValidationError,
)

Path = tuple[int | str, ...]
"""Where a field stands in the steps: indexes of children and names of fields."""

Faults = dict[Path, str]

RESERVED_NAMES = {"csrfmiddlewaretoken", "ticket", "website", "back", "submit_time", "language"}
RESERVED_ADDRESSES = {"done"}


def faults_of(steps: StreamValue) -> Faults:
    """Return what is wrong with steps whose fields are each right by themselves."""
    values = [child.value for child in steps]
    return {**_addresses(values), **_questions(values), **_routes(values)}


def _addresses(steps: list[Any]) -> Faults:
    faults: Faults = {}
    taken = set(RESERVED_ADDRESSES)
    for index, step in enumerate(steps):
        if step["address"] in taken:
            faults[index, "address"] = _("Another step or the form itself uses this address.")
        taken.add(step["address"])
    return faults


def _each_question(steps: list[Any]) -> Iterator[tuple[Path, Any]]:
    for index, step in enumerate(steps):
        for place, child in enumerate(step["questions"]):
            yield (index, "questions", place), child


def _questions(steps: list[Any]) -> Faults:
    faults: Faults = {}
    names = set(RESERVED_NAMES)
    said: set[str] = set()
    for path, child in _each_question(steps):
        field, name = _name_of(child.value)
        if name in names:
            text = _("Another question of this form has this key: give it one of its own.")
            faults[*path, field] = text if field == "name" else _("This notice is asked already.")
        names.add(name)
        for kind, message in child.block.messages(child.value).model_dump().items():
            # A notice's own message follows from its label: no editor can change it here.
            if kind in child.value and message and message.casefold() in said:
                faults[*path, kind] = _("Something else in this form has this message: ") + message
            said.add(message.casefold())
        faults.update(_options(path, child.value.get("options") or []))
    return faults


def _name_of(question: Mapping[str, Any]) -> tuple[str, str]:
    if "notice" in question:
        return "notice", question["notice"].answer_name
    return "name", question["name"]


def _options(path: Path, options: Any) -> Faults:
    faults: Faults = {}
    for field in ("value", "label"):
        taken: set[str] = set()
        for index, option in enumerate(options):
            if option[field] in taken:
                text = _("Another option of this question is the same.")
                faults[*path, "options", index, field] = text
            taken.add(option[field])
    return faults


def _routes(steps: list[Any]) -> Faults:
    """Follow all ways through the form, and tell of those that lead nowhere."""
    faults: Faults = {}
    addresses = [step["address"] for step in steps]
    reached = {0}
    for index, step in enumerate(steps):
        below = addresses[index + 1 :]
        leads = [((*path, "step"), option["step"]) for path, option in _routing(index, step)]
        deciding = {path[2] for path, _to in leads}
        for path, _to in leads:
            if path[2] != min(deciding):
                faults[path] = _("Another question of this step decides already what follows.")
        if step["last"] and step["then"]:
            faults[index, "then"] = _("The form is sent at this step: nothing follows.")
        elif step["then"]:
            leads.append(((index, "then"), step["then"]))
        for path, to in leads:
            if to not in below:
                faults[path] = _no_such_step(to, addresses)
        if index in reached:
            reached |= {addresses.index(to, index + 1) for _path, to in leads if to in below}
            if below and not (step["last"] or step["then"] or _always_decides(step)):
                reached.add(index + 1)
    for index in set(range(len(steps))) - reached:
        faults.setdefault((index, "address"), _("No answer and no step leads to this step."))
    return faults


def _no_such_step(to: str, addresses: list[str]) -> str:
    if to in addresses:
        return _("This leads back, and the form would never end: choose a step below.")
    return _("There is no step with this address.")


def _routing(index: int, step: Any) -> Iterator[tuple[Path, Any]]:
    for place, child in enumerate(step["questions"]):
        for number, option in enumerate(child.value.get("options") or []):
            if option.get("step"):
                yield (index, "questions", place, "options", number), option


def _always_decides(step: Any) -> bool:
    """Return whether every answer to one of the step's questions leads somewhere."""
    return any(
        child.value.get("required") and all(option.get("step") for option in options)
        for child in step["questions"]
        if (options := child.value.get("options"))
    )


def nested(block: Block, value: Any, faults: Faults) -> ValidationError:
    """Return the faults as the error of a block, each at its field."""
    if () in faults:
        return ValidationError(faults[()])
    children: dict[Any, Faults] = {}
    for (first, *rest), text in faults.items():
        children.setdefault(first, {})[tuple(rest)] = text
    if isinstance(block, StreamBlock):
        errors = {i: nested(value[i].block, value[i].value, f) for i, f in children.items()}
        return StreamBlockValidationError(block_errors=errors)
    if isinstance(block, ListBlock):
        errors = {i: nested(block.child_block, value[i], f) for i, f in children.items()}
        return ListBlockValidationError(block_errors=errors)
    assert isinstance(block, StructBlock)  # noqa: S101 - nothing else has children
    errors = {n: nested(block.child_blocks[n], value[n], f) for n, f in children.items()}
    return StructBlockValidationError(block_errors=errors)
