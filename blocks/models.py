"""The reference library: what components cite, kept once and cited from many pages."""

from datetime import date
from string import ascii_lowercase
from typing import Any

from django.contrib.admin import display
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, URLValidator
from django.db import models
from django.http import HttpRequest
from django.utils.text import Truncator, slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import DraftStateMixin, PreviewableMixin, RevisionMixin
from wagtail.search import index

from .bibliography import CSLItem, FormattedReference, format_ama
from .identifiers import (
    comparable_title,
    normalise_doi,
    normalise_pages,
    normalise_pmid,
    one_line,
)
from .products import Product as Product
from .reference_fields import (
    NamesBlock,
    csl_date,
    csl_names,
    validate_doi,
    validate_language,
    validate_pmid,
)
from .safety_information import SafetyInformation as SafetyInformation
from .terms import Term as Term


class ReferenceType(models.TextChoices):
    """The item types of CSL 1.0.2 that the library offers; the values are CSL's."""

    JOURNAL_ARTICLE = "article-journal", _("Journal article")
    PREPRINT = "article", _("Preprint")
    BOOK = "book", _("Book")
    CHAPTER = "chapter", _("Chapter in a book")
    CONFERENCE_PAPER = "paper-conference", _("Conference paper")
    REPORT = "report", _("Report or guideline document")
    THESIS = "thesis", _("Thesis")
    WEBPAGE = "webpage", _("Web page")
    DATASET = "dataset", _("Data set")
    DOCUMENT = "document", _("Other document")


class EvidenceType(models.TextChoices):
    """What a publication can bear witness to. Checks ask whether a claim cites data."""

    RCT = "rct", _("Randomized controlled trial")
    META_ANALYSIS = "meta-analysis", _("Systematic review or meta-analysis")
    COHORT = "cohort", _("Cohort study")
    CASE_CONTROL = "case-control", _("Case–control study")
    REGISTRY = "registry", _("Registry")
    CASE_SERIES = "case-series", _("Case series")
    CASE_REPORT = "case-report", _("Case report")
    REVIEW = "review", _("Narrative review")
    GUIDELINE = "guideline", _("Guideline or consensus")
    DEFINITION = "definition", _("Definition or terminology")
    OPINION = "opinion", _("Opinion or editorial")
    LABELING = "labeling", _("Product labeling")
    OTHER = "other", _("Other")


class Reference(PreviewableMixin, DraftStateMixin, RevisionMixin, index.Indexed, models.Model):
    """One publication, in the fields of CSL-JSON.

    Only a live reference counts as part of the library: to pages, one that is unpublished is
    absent. `key` names it in files and addresses; code fills it once and never changes it.
    """

    type = models.CharField(
        _("type"),
        max_length=30,
        choices=ReferenceType.choices,
        default=ReferenceType.JOURNAL_ARTICLE,
    )
    evidence_type = models.CharField(
        _("evidence"),
        max_length=20,
        choices=EvidenceType.choices,
        blank=True,
        help_text=_("What kind of evidence this is. Front ends can show it."),
    )
    title = models.TextField(_("title"), help_text=_("As published, in sentence case."))
    authors = StreamField(NamesBlock(), verbose_name=_("authors"), blank=True)
    editors = StreamField(NamesBlock(), verbose_name=_("editors"), blank=True)
    container_title = models.CharField(
        _("journal, book or site"), max_length=255, blank=True, help_text=_("Its full name.")
    )
    container_title_short = models.CharField(
        _("journal abbreviation"),
        max_length=255,
        blank=True,
        help_text=_("As in the NLM Catalog, such as Arch Phys Med Rehabil."),
    )
    year = models.PositiveSmallIntegerField(
        _("year"), null=True, blank=True, validators=[MinValueValidator(1500)]
    )
    month = models.PositiveSmallIntegerField(
        _("month"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(12)],
    )
    day = models.PositiveSmallIntegerField(
        _("day"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(31)]
    )
    volume = models.CharField(_("volume"), max_length=30, blank=True)
    issue = models.CharField(
        _("issue"), max_length=30, blank=True, help_text=_("Such as 11 or suppl 2.")
    )
    pages = models.CharField(
        _("pages"), max_length=60, blank=True, help_text=_("Such as 1509–1515 or e12.")
    )
    edition = models.CharField(_("edition"), max_length=60, blank=True)
    publisher = models.CharField(_("publisher or university"), max_length=255, blank=True)
    publisher_place = models.CharField(_("place"), max_length=255, blank=True)
    # Null, not empty: two references without a DOI must not count as the same DOI.
    doi = models.CharField(
        _("DOI"), max_length=255, null=True, blank=True, unique=True, validators=[validate_doi]
    )
    pmid = models.CharField(
        _("PubMed ID"),
        max_length=80,
        null=True,
        blank=True,
        unique=True,
        validators=[validate_pmid],
    )
    url = models.CharField(
        _("web address"),
        max_length=2000,
        blank=True,
        validators=[URLValidator(schemes=["http", "https"])],
    )
    accessed = models.DateField(
        _("accessed on"), null=True, blank=True, help_text=_("When the web address was read.")
    )
    language = models.CharField(
        _("language"),
        max_length=35,
        blank=True,
        validators=[validate_language],
        help_text=_("The language of the title, such as en. Screen readers speak it accordingly."),
    )
    key = models.SlugField(
        _("key"),
        max_length=100,
        unique=True,
        blank=True,
        help_text=_("A lasting name, such as ivanhoe-2006. Left empty, it is made for you."),
    )

    panels = [
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("type"), FieldPanel("evidence_type")]), FieldPanel("title")],
            heading=_("Publication"),
        ),
        FieldPanel("authors"),
        MultiFieldPanel(
            [
                FieldPanel("container_title"),
                FieldPanel("container_title_short"),
                FieldRowPanel([FieldPanel(name) for name in ("volume", "issue", "pages")]),
                FieldRowPanel([FieldPanel(name) for name in ("year", "month", "day")]),
            ],
            heading=_("Where and when it appeared"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("doi"), FieldPanel("pmid")]),
                FieldRowPanel([FieldPanel("url"), FieldPanel("accessed")]),
            ],
            heading=_("Identifiers"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("publisher"), FieldPanel("publisher_place")]),
                FieldPanel("edition"),
                FieldPanel("editors"),
            ],
            heading=_("Books, reports and web pages"),
            classname="collapsed",
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("language"), FieldPanel("key")])],
            heading=_("Library"),
        ),
    ]

    search_fields = [
        index.SearchField("title", boost=2),
        index.AutocompleteField("title"),
        index.SearchField("author_names", boost=2),
        index.AutocompleteField("author_names"),
        index.SearchField("container_title"),
        index.SearchField("container_title_short"),
        index.SearchField("identifiers"),
        index.AutocompleteField("identifiers"),
        index.FilterField("type"),
        index.FilterField("evidence_type"),
        index.FilterField("year"),
        index.FilterField("live"),
    ]

    class Meta:
        verbose_name = _("reference")
        verbose_name_plural = _("references")
        ordering = ["key"]

    def __str__(self) -> str:
        if self._first_name():
            return " – ".join(filter(None, (self.citation_label, one_line(self.title))))
        return self.citation_label

    def save(self, *args: Any, **kwargs: Any) -> None:
        self._normalise()
        super().save(*args, **kwargs)

    # ------------------------------------------------------------------ what readers ask for

    def to_csl(self) -> CSLItem:
        """The reference as a CSL-JSON item, with its key as the item's id."""
        return CSLItem(
            id=self.key,
            type=self.type,
            title=one_line(self.title),
            author=csl_names(self.authors),
            editor=csl_names(self.editors),
            container_title=self.container_title,
            container_title_short=self.container_title_short,
            issued=csl_date(self.year, self.month, self.day),
            accessed=self.accessed and csl_date(*self.accessed.timetuple()[:3]),
            volume=self.volume,
            issue=self.issue,
            page=self.pages,
            edition=self.edition,
            publisher=self.publisher,
            publisher_place=self.publisher_place,
            language=self.language,
            doi=self.doi or "",
            pmid=self.pmid or "",
            url=self.url,
        )

    @property
    def formatted(self) -> FormattedReference:
        """The entry of a reference list, in AMA style."""
        return format_ama(self.to_csl())

    @property
    @display(description=_("Reference"), ordering="key")
    def citation_label(self) -> str:
        """A short name for editors: "Ivanhoe 2006". Pages show numbers instead."""
        name = self._first_name() or self._short_title()
        return " ".join(filter(None, (name, str(self.year or "")))) or gettext("Untitled reference")

    @property
    def author_names(self) -> str:
        """All names, for the search index."""
        names = [*csl_names(self.authors), *csl_names(self.editors)]
        return " ".join(name.literal or f"{name.given} {name.family}" for name in names)

    @property
    def identifiers(self) -> str:
        """Key, DOI, PubMed id and year, for the search index."""
        facts = (self.key, self.doi, self.pmid, self.year)
        return " ".join(str(fact) for fact in facts if fact)

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "tdd_pages/admin/reference_preview.html"

    # ------------------------------------------------------------------ keeping the data clean

    def clean(self) -> None:
        super().clean()
        self._normalise()
        errors = {
            **self._date_errors(),
            **self._duplicate_errors(),
        }
        if errors:
            raise ValidationError(errors)

    def _normalise(self) -> None:
        """Write every field in its one form and, once, make the key."""
        self.title = one_line(self.title)
        self.pages = normalise_pages(self.pages)
        self.doi = normalise_doi(self.doi or "") or None
        self.pmid = normalise_pmid(self.pmid or "") or None
        self.url = self.url.strip()
        if not self.key:
            self.key = self._stored_key() or self._new_key()

    def _stored_key(self) -> str:
        """The key in the database: an emptied key is not a wish for another one."""
        stored = Reference.objects.filter(pk=self.pk).values_list("key", flat=True).first()
        return stored or ""

    def _new_key(self) -> str:
        """First author and year, with a letter from the second such reference on."""
        name = self._first_name() or self._short_title()
        author = slugify(name)[:80].strip("-") or "reference"
        stem = f"{author}-{self.year}" if self.year else author
        taken = set(Reference.objects.filter(key__startswith=stem).values_list("key", flat=True))
        letters = [stem, *(stem + letter for letter in ascii_lowercase[1:])]
        numbers = (f"{stem}-{number}" for number in range(len(letters) + 1, len(taken) + 99))
        return next(key for key in (*letters, *numbers) if key not in taken)

    def _first_name(self) -> str:
        """The family or group name of the first author, else of the first editor."""
        for name in (*csl_names(self.authors), *csl_names(self.editors)):
            if text := one_line(name.literal or name.family):
                return text
        return ""

    def _short_title(self) -> str:
        return Truncator(one_line(self.title)).words(5)

    def _date_errors(self) -> dict[str, ValidationError]:
        if self.year and self.year > date.today().year + 1:
            return {"year": ValidationError(_("This year is still to come."))}
        if self.month and not self.year:
            return {"month": ValidationError(_("A month needs a year."))}
        if self.day and not self.month:
            return {"day": ValidationError(_("A day needs a month."))}
        if self.day and self.month and self.year:
            try:
                date(self.year, self.month, self.day)
            except ValueError:
                return {"day": ValidationError(_("There is no such day in that month."))}
        return {}

    def _duplicate_errors(self) -> dict[str, ValidationError]:
        """The same title in the same year is the same publication, whatever else differs."""
        title = comparable_title(self.title)
        if not title:
            return {}
        # Titles are compared in Python: one year holds few references, and no database
        # compares without punctuation and accents.
        others = Reference.objects.filter(year=self.year).exclude(pk=self.pk)
        for key, other in others.values_list("key", "title"):
            if comparable_title(other) == title:
                message = _("The library already has this publication: %(key)s (%(title)s).")
                params = {"key": key, "title": other}
                return {"title": ValidationError(message, code="duplicate", params=params)}
        return {}
