"""Drafts of what is no page. They are saved with gaps, as pages are; publishing names the gaps."""

from typing import Any

from django.db import models
from wagtail.admin.forms import WagtailAdminModelForm


class DraftForm(WagtailAdminModelForm):
    """Tells its object whether it is being saved as a draft, before the object checks itself."""

    def clean(self) -> dict[str, Any]:
        self.instance.is_deferred_validation = self.is_deferred_validation
        return super().clean()


class DraftWithGapsMixin(models.Model):
    """Something with a ``clean`` that lets a draft be."""

    base_form_class = DraftForm

    is_deferred_validation = False
    """Whether a draft is being saved or previewed. Wagtail's forms and blocks call it so."""

    class Meta:
        abstract = True
