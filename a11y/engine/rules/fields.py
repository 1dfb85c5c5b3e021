"""What a form says of its fields before anybody fills them in."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from a11y.engine.check import Check, Verdict, asked, asks, failed, fails, ignores, passes
from a11y.engine.model import Impact, Rule
from a11y.engine.page.tree import Node, Page
from a11y.engine.probes import PAGE
from a11y.engine.wcag import criteria

_TYPED = frozenset(("", "text", "email", "tel", "url", "search", "number", "date", "password"))


def _fields(form: Node) -> list[Node]:
    """The fields of a form that somebody meets."""
    return [
        node
        for node in form.descendants
        if (node.tag in ("select", "textarea") or (node.tag == "input" and _is_entry(node)))
        and node.is_exposed
        and node.is_visible
        and not node.is_disabled
    ]


def _is_entry(node: Node) -> bool:
    kind = node.get("type").lower()
    return kind in _TYPED or kind in ("checkbox", "radio", "time", "month", "file")


# What a field is for

_PURPOSES = {
    purpose: re.compile(rf"^(?:{words})\W*$", re.IGNORECASE)
    for purpose, words in {
        "given-name": r"(?:your )?(?:first|given) ?name|vorname|prénom|nombre de pila|voornaam"
        r"|imię|förnamn|fornavn|etunimi",
        "family-name": r"(?:your )?(?:last|family|sur) ?name|nachname|familienname|nom de famille"
        r"|apellidos?|cognome|achternaam|nazwisko|efternamn|efternavn|etternavn",
        "name": r"(?:your )?(?:full )?name|your name|ihr name|vollständiger name|nom complet"
        r"|nombre completo|nome completo|nome e cognome|volledige naam|imię i nazwisko",
        "email": r"(?:your )?e-?mail(?:[- ]?(?:address|adresse))?|adresse (?:e-?mail|électronique)"
        r"|courriel|correo(?: electrónico)?|indirizzo e-?mail|e-?mailadres|adres e-?mail"
        r"|e-?postadress|sähköposti(?:osoite)?",
        "tel": r"(?:your )?(?:tele|mobile |cell )?phone(?: number)?|telefon(?:nummer)?|téléphone"
        r"|(?:número de )?teléfono|telefono|telefoonnummer|numer telefonu|puhelin(?:numero)?",
        "street-address": r"(?:street )?address(?: line 1)?|straße(?: und hausnummer)?|anschrift"
        r"|adresse postale|dirección|indirizzo|straat|ulica|gatuadress",
        "postal-code": r"post(?:al )?code|zip(?: code)?|plz|postleitzahl|code postal"
        r"|código postal|cap|codice postale|postcode|kod pocztowy|postnummer|postinumero",
        "bday": r"date of birth|birth ?da(?:y|te)|geburts(?:datum|tag)|date de naissance"
        r"|fecha de nacimiento|data di nascita|geboortedatum|data urodzenia",
        "cc-number": r"(?:credit |debit )?card number|kreditkartennummer|numéro de (?:la )?carte"
        r"|número de (?:la )?tarjeta|numero (?:della )?carta",
    }.items()
}
_REQUIRED_MARK = r"(?:\*|\((?:required|optional|pflichtfeld|obligatoire|obligatorio)\))"


def _purpose(field: Node) -> str:
    label = re.sub(_REQUIRED_MARK, "", field.name, flags=re.IGNORECASE).strip()
    return next((purpose for purpose, words in _PURPOSES.items() if words.match(label)), "")


@dataclass(frozen=True, slots=True)
class _Personal:
    """The fields of a form whose labels ask for what browsers can fill in."""

    node: Node
    without: tuple[tuple[Node, str], ...]


def _personal(page: Page) -> Iterable[_Personal]:
    for form in page.by_tag.get("form", []):
        typed = [
            node
            for node in _fields(form)
            if node.tag != "select" and node.get("type").lower() in _TYPED
        ]
        asked_for = [(field, purpose) for field in typed if (purpose := _purpose(field))]
        if asked_for:
            without = [pair for pair in asked_for if not pair[0].get("autocomplete").strip()]
            yield _Personal(without[0][0] if without else form, tuple(without))


def _judge_personal(item: _Personal) -> Verdict | None:
    if not item.without:
        return None
    names = ", ".join(f"“{field.name}” ({purpose})" for field, purpose in item.without)
    return Verdict("missing", {"fields": names})


AUTOCOMPLETE = Check(
    rule=Rule(
        id="autocomplete-missing",
        title="Fields for one's own data say to the browser what they are for",
        criteria=criteria("1.3.5"),
        impact=Impact.MODERATE,
        techniques=("H98",),
        why="Browsers fill in such fields for people who type slowly or forget, and can show a "
        "symbol beside them, if they know what each is for.",
        fix='Add autocomplete="…" with the word from HTML\'s list, such as email or given-name.',
    ),
    probe=PAGE,
    applicability=_personal,
    expectation=_judge_personal,
    messages={
        "missing": asked(
            "These fields have no autocomplete attribute: {fields}. Do they ask for the visitor's "
            "own data?"
        )
    },
    examples=(
        asks("A form without", "<form><label>E-mail address <input type=email></label></form>"),
        passes(
            "A form with (H98)", '<form><label>Email <input autocomplete="email"></label></form>'
        ),
        ignores("A form for other things", "<form><label>Colour <input></label></form>"),
    ),
)

# What must be filled in

_SAYS_REQUIRED = re.compile(
    r"\*|requir|mandatory|optional|must be|pflicht|erforderlich|freiwillig|obligat|oblig|facultat"
    r"|opcional|opzional|requis|verplicht|wymagan|nepovin|povinn|krävs|påkrævet|påkrevd|pakollinen"
    r"|обязательн|必須|必填|任意",
    re.IGNORECASE,
)


def _is_required(field: Node) -> bool:
    return field.has("required") or field.get("aria-required").lower() == "true"


@dataclass(frozen=True, slots=True)
class _Required:
    """A form in which some fields must be filled in and others need not."""

    node: Node
    fields: tuple[Node, ...]
    says: bool


def _required(page: Page) -> Iterable[_Required]:
    for form in page.by_tag.get("form", []):
        fields = _fields(form)
        must = tuple(filter(_is_required, fields))
        if must and len(must) < len(fields):
            says = bool(_SAYS_REQUIRED.search(form.visible_text)) or any(
                _SAYS_REQUIRED.search(field.name) for field in fields
            )
            yield _Required(must[0], must, says)


def _judge_required(item: _Required) -> Verdict | None:
    if item.says:
        return None
    return Verdict("unsaid", {"fields": ", ".join(f"“{field.name}”" for field in item.fields)})


REQUIRED = Check(
    rule=Rule(
        id="required-not-shown",
        title="A form shows which fields must be filled in",
        criteria=criteria("3.3.2"),
        impact=Impact.MODERATE,
        techniques=("H90", "G83", "G131"),
        why="Who has to find that out by failing has to go through the form twice: slow work with "
        "a switch, a screen reader, or tired hands.",
        fix="Write “required” into the label, or “optional” into those of the others.",
    ),
    probe=PAGE,
    applicability=_required,
    expectation=_judge_required,
    messages={
        "unsaid": asked(
            "These fields must be filled in and others need not: {fields}. Is that to be seen?"
        )
    },
    examples=(
        asks(
            "A required field like any other",
            "<form><label>Name <input required></label><label>Colour <input></label></form>",
        ),
        passes(
            "A star (H90)",
            "<form><label>Name * <input required></label><label>Colour <input></label></form>",
        ),
        ignores("Nothing required", "<form><label>Colour <input></label></form>"),
    ),
)

# Texts about mistakes

_MISTAKE = re.compile(
    r"(^|[-_\s])(error|errors|invalid|fehler|erreur)($|[-_\s])|[a-z]Error($|[A-Z])"
)
_ABOUT_INPUT = re.compile(
    r"invalid|incorrect|not valid|wrong|must|cannot|can't|please|enter|fill|required|missing|error"
    r"|ungültig|falsch|muss|bitte|fehl|invalide|incorrect|doit|veuillez|inválid|debe|por favor"
    r"|non valido|deve|inserire|ongeldig|moet|vul|nieprawidłow|proszę|wymagan",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{3,}")
_CAUSE = re.compile(
    r"\d|must|should|at least|at most|empty|required|missing|format|between|than|contain|enter"
    r"|choose|select|muss|mindestens|höchstens|leer|pflicht|fehlt|doit|vide|debe|vací|deve|vuot|moet|leeg",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Mistake:
    """A text in a form that is marked up as one about a mistake."""

    node: Node
    fields: tuple[Node, ...]


def _mistakes(page: Page) -> Iterable[_Mistake]:
    for form in page.by_tag.get("form", []):
        fields: tuple[Node, ...] | None = None
        for node in form.descendants:
            marked = _MISTAKE.search(node.get("id")) or _MISTAKE.search(node.get("class"))
            if not marked or not node.is_visible or not _ABOUT_INPUT.search(node.visible_text):
                continue
            fields = fields if fields is not None else tuple(_fields(form))
            if fields and not any(inner in fields for inner in node.descendants):
                yield _Mistake(node, fields)


def _judge_mistake(item: _Mistake) -> Verdict | None:
    text = item.node.visible_text
    if item.node.is_aria_hidden:
        said = any(text in field.description or text in field.name for field in item.fields)
        return None if said else Verdict("hidden", {"text": text})
    if any(_describes(item.node, field) for field in item.fields):
        return None
    words = set(_WORD.findall(text.lower()))
    meant = [field for field in item.fields if words & set(_WORD.findall(field.name.lower()))]
    if not meant and len(item.fields) > 1:
        return Verdict("unnamed", {"text": text})
    names = [field.name for field in meant]
    if len(names) > len(set(names)):
        return Verdict("ambiguous", {"text": text})
    return None if _CAUSE.search(text) else Verdict("vague", {"text": text})


def _describes(node: Node, field: Node) -> bool:
    told = (*field.referenced("aria-describedby"), *field.referenced("aria-errormessage"))
    return any(node is one or one.encloses(node) or node.encloses(one) for one in told)


MISTAKE = Check(
    rule=Rule(
        id="mistake-unclear",
        title="A text about a mistake says which field it is about, and what is wrong",
        criteria=criteria("3.3.1"),
        impact=Impact.SERIOUS,
        act=("36b590",),
        techniques=("G83", "G84", "G85"),
        why="Who does not see where the text stands, or does not guess what is meant by it, cannot "
        "put the mistake right.",
        fix="Name the field as its label does, and say how it must be filled in.",
    ),
    probe=PAGE,
    applicability=_mistakes,
    expectation=_judge_mistake,
    messages={
        "hidden": failed(
            "“{text}” is hidden from screen readers, and no field says it in its place.",
            "Remove aria-hidden.",
        ),
        "unnamed": asked("“{text}” names none of the form's fields. Is it clear which is meant?"),
        "ambiguous": asked("“{text}” could mean several fields. Is it clear which?"),
        "vague": asked("“{text}”: does it say what is wrong, and what would be right?"),
    },
    examples=(
        fails(
            "A text that is hidden from screen readers (ACT 36b590)",
            '<form><label>Age <input value="0"></label><span class="error" aria-hidden="true">Age '
            "must be at least 1.</span></form>",
        ),
        asks(
            "A text that could mean any field (ACT 36b590)",
            '<form><p class="error">Please fill the field correctly.</p><label>Age <input></label>'
            "<label>Name <input></label></form>",
        ),
        passes(
            "A text that says what and where (ACT 36b590)",
            '<form><label>Age <input value="0"></label><span class="error">Age must be at least 1.'
            "</span></form>",
        ),
        ignores("A form without mistakes", "<form><label>Age <input></label></form>"),
    ),
)

CHECKS = (AUTOCOMPLETE, REQUIRED, MISTAKE)
