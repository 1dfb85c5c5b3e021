"""What a part of the shell is to editors: a snippet with drafts, translations and a preview."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from wagtail.models import DraftStateMixin, PreviewableMixin, RevisionMixin, TranslatableMixin

from blocks.elements import Element
from tdd_pages.drafts import DraftWithGapsMixin

from .where import Where


class ShellPart(
    DraftWithGapsMixin,
    PreviewableMixin,
    DraftStateMixin,
    RevisionMixin,
    TranslatableMixin,
    models.Model,
):
    """A part of the shell in one language, made by an editor."""

    class Meta(TranslatableMixin.Meta):
        abstract = True

    def resolve(self, where: Where) -> Element:
        """Return the part as it is shown in this place, in its own language."""
        raise NotImplementedError

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "tdd_pages/previews/shell_part.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        context = super().get_preview_context(request, mode_name)
        return {**context, "part": self.resolve(Where.of_preview(request, self.locale))}
