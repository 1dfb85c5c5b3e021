"""Registries: what is kept once, under a lasting key, and used on many pages.

Each is a snippet with drafts, revisions and translations. A page names an entry and is shown its
live version in the page's own language, whichever version an editor chose.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.models import DraftStateMixin, PreviewableMixin, RevisionMixin, TranslatableMixin
from wagtail.search import index

from .identifiers import one_line

if TYPE_CHECKING:
    from .base import Component
    from .facts import About

E = TypeVar("E", bound="RegistryEntry")


class RegistryEntry(
    PreviewableMixin,
    DraftStateMixin,
    RevisionMixin,
    TranslatableMixin,
    index.Indexed,
    models.Model,
):
    """One entry of a registry. A subclass's ``__str__`` is its name."""

    shown_with: ClassVar[tuple[str, ...]] = ()
    """Related objects that pages need, fetched together with the entry."""

    key = models.SlugField(
        _("key"),
        max_length=100,
        blank=True,
        help_text=_("A lasting name for files and addresses. Left empty, it is made for you."),
    )

    search_fields = [
        index.SearchField("key"),
        index.AutocompleteField("key"),
        index.FilterField("key"),
        index.FilterField("locale"),
        index.FilterField("live"),
    ]

    class Meta(TranslatableMixin.Meta):
        abstract = True
        ordering = ["key"]
        constraints = [
            models.UniqueConstraint(
                fields=["locale", "key"], name="%(app_label)s_%(class)s_key_once"
            )
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.key:
            self.key = self._stored_key() or self._new_key()
        super().save(*args, **kwargs)

    def preview(self, about: "About") -> "Component":
        """Return the component that shows this entry, saved or not, beside its form."""
        raise NotImplementedError

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "tdd_pages/previews/component.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        from .facts import About

        if self.locale_id is None:  # a form that was never saved
            self.locale = self.get_default_locale()
        component = self.preview(About(language=self.locale.language_code, request=request))
        context = super().get_preview_context(request, mode_name)
        return {**context, "component": component, "page_title": str(self)}

    def clean(self) -> None:
        super().clean()
        # The form leaves the locale out, and with it the constraint's own check.
        if self.key and self._others().filter(key=self.key).exists():
            message = _("Another entry has this key: choose one of its own.")
            raise ValidationError({"key": message})

    def _others(self) -> models.QuerySet:
        locale = self.locale_id or self.get_default_locale().pk
        return type(self)._default_manager.filter(locale=locale).exclude(pk=self.pk)

    def _stored_key(self) -> str:
        """The key in the database: an emptied key is not a wish for another one."""
        stored = type(self)._default_manager.filter(pk=self.pk).values_list("key", flat=True)
        return stored.first() or ""

    def _new_key(self) -> str:
        stem = slugify(one_line(str(self)))[:80].strip("-") or self._meta.model_name or ""
        taken = set(self._others().filter(key__startswith=stem).values_list("key", flat=True))
        numbered = (f"{stem}-{number}" for number in range(2, len(taken) + 3))
        return next(key for key in (stem, *numbered) if key not in taken)

    @classmethod
    def shown(cls, pks: Collection[int], language: str) -> Mapping[int, Self]:
        """Return the live version to show for each chosen entry, by the key it was chosen by.

        That is the one in ``language``; where there is none, the chosen one, if it is live.
        """
        if not pks:
            return {}
        chosen = cls._default_manager.filter(pk__in=pks).values("translation_key")
        versions: dict[Any, list[Self]] = {}
        found = cls._default_manager.filter(translation_key__in=chosen)
        for version in found.select_related("locale", *cls.shown_with):
            versions.setdefault(version.translation_key, []).append(version)
        return {
            version.pk: best
            for siblings in versions.values()
            for version in siblings
            if version.pk in pks and (best := _best(version, siblings, language))
        }


def _best(chosen: E, versions: Iterable[E], language: str) -> E | None:
    own = (v for v in versions if v.live and v.locale.language_code == language)
    return next(own, chosen if chosen.live else None)
