"""The parts a reference's form is made of: names of authors, and what its fields refuse."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, StreamBlock, StreamValue, StructBlock

from .bibliography import CSLDate, CSLName
from .identifiers import is_doi, is_language_tag, is_pmid, normalise_doi, normalise_pmid


class PersonBlock(StructBlock):
    """An author who is a person."""

    family = CharBlock(label=_("Family name"), max_length=100)
    given = CharBlock(label=_("Given names or initials"), max_length=100, required=False)
    suffix = CharBlock(label=_("Suffix"), max_length=20, required=False)

    class Meta:
        icon = "user"
        label_format = "{family} {given} {suffix}"


class NamesBlock(StreamBlock):
    """Persons and groups in the order of the publication."""

    person = PersonBlock(label=_("Person"))
    group = CharBlock(label=_("Group or organization"), max_length=255, icon="group")

    class Meta:
        required = False


def csl_names(names: StreamValue) -> list[CSLName]:
    """The blocks of a names field as CSL names; empty ones, as drafts have them, are left out."""
    found = []
    for child in names or ():
        value = child.value
        if child.block_type == "group" and value:
            found.append(CSLName(literal=value))
        elif child.block_type == "person" and value and value.get("family"):
            found.append(
                CSLName(
                    family=value["family"],
                    given=value.get("given") or "",
                    suffix=value.get("suffix") or "",
                )
            )
    return found


def csl_date(year: int | None, month: int | None, day: int | None) -> CSLDate | None:
    """A date as far as it is known, without a gap: no day without its month."""
    if not year:
        return None
    parts = [year, month, day] if month and day else [year, month] if month else [year]
    return CSLDate(date_parts=[[part for part in parts if part]])


def validate_doi(value: str) -> None:
    """Refuse what is no DOI, however it is written."""
    if not is_doi(normalise_doi(value)):
        raise ValidationError(
            _("This is not a DOI. A DOI starts with “10.” and has a slash, as in 10.1000/xyz123.")
        )


def validate_pmid(value: str) -> None:
    """Refuse what is no PubMed id, however it is written."""
    if not is_pmid(normalise_pmid(value)):
        raise ValidationError(_("A PubMed ID has digits only, at most nine."))


def validate_language(value: str) -> None:
    """Refuse what is not shaped like a language tag."""
    if not is_language_tag(value):
        raise ValidationError(_("Enter a language tag such as en, de or pt-BR."))
