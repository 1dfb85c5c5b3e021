"""Streams of components: they resolve as a whole before anything is rendered."""

import json
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from wagtail.blocks import StreamBlock, StreamBlockValidationError, StreamValue

from .accordion import AccordionBlock
from .criteria import CriteriaListBlock
from .cta_cards import CtaCardsBlock
from .data_table import DataTableBlock
from .document import Document, resolve
from .download_list import DownloadListBlock
from .facts import About
from .figure import FigureBlock
from .glossary import GlossaryBlock
from .hero import HeroBlock
from .notice import NoticeBlock
from .product_teaser import ProductTeaserBlock
from .prose import ProseBlock
from .references import ReferencesBlock
from .repair import repair
from .safety_info import SafetyInfoBlock
from .section import SectionBlock
from .share import ShareBarBlock
from .stats import StatCardsBlock
from .video import VideoBlock


class ComponentStreamBlock(StreamBlock):
    """A stream whose components are resolved together.

    Subclass it to say which components your pages have. Blocks that are no components may stand
    among them: they render by their own templates.
    """

    def __init__(self, local_blocks: Any = None, **kwargs: Any) -> None:
        super().__init__(local_blocks, **kwargs)
        once = {
            name: {"max_num": 1}
            for name, block in self.child_blocks.items()
            if getattr(block, "once", False)
        }
        self.meta.block_counts = {**once, **self.meta.block_counts}

    # Repairs the streams within this one too: they are loaded by bulk_to_python.
    def to_python(self, value: Any) -> StreamValue:
        if isinstance(value, str):
            try:
                value = json.loads(value)
            except ValueError:
                # Wagtail keeps text that is no JSON, for migrations from rich text.
                return super().to_python(value)
        return super().to_python(repair(self, value))

    def resolve(self, value: StreamValue, about: About, path: str = "") -> Document:
        """Return the document this stream makes on the page that ``about`` tells of.

        ``path`` is the name of the page's field that holds the stream, where it is known.
        """
        return resolve(self, value, about, path)

    def render(self, value: StreamValue, context: Mapping[str, Any] | None = None) -> SafeString:
        about = About.of_context(context)
        document = self.resolve(value, about)
        with override(about.language):
            rendered = [component.render(context) for component in document.components]
        return mark_safe("\n".join(rendered))  # noqa: S308 - joins what templates rendered


class SubsectionBody(ComponentStreamBlock):
    """What a section within a section can hold."""

    prose = ProseBlock()
    stat_cards = StatCardsBlock()
    criteria_list = CriteriaListBlock()
    figure = FigureBlock()
    video = VideoBlock()
    data_table = DataTableBlock()
    accordion = AccordionBlock()
    download_list = DownloadListBlock()
    notice = NoticeBlock()
    product_teaser = ProductTeaserBlock()
    cta_cards = CtaCardsBlock()
    safety_info = SafetyInfoBlock()


class SubsectionBlock(SectionBlock):
    """A section within a section. The type of its body says that nesting ends here."""

    body = SubsectionBody(label=_("Content"))


class SectionBody(SubsectionBody):
    """What a section can hold."""

    section = SubsectionBlock()


class PageSectionBlock(SectionBlock):
    """A section of a page."""

    body = SectionBody(label=_("Content"))


class PageBody(ComponentStreamBlock):
    """What a page can hold."""

    hero = HeroBlock()
    section = PageSectionBlock()
    prose = ProseBlock()
    stat_cards = StatCardsBlock()
    criteria_list = CriteriaListBlock()
    figure = FigureBlock()
    video = VideoBlock()
    data_table = DataTableBlock()
    accordion = AccordionBlock()
    download_list = DownloadListBlock()
    notice = NoticeBlock()
    product_teaser = ProductTeaserBlock()
    cta_cards = CtaCardsBlock()
    safety_info = SafetyInfoBlock()
    glossary = GlossaryBlock()
    references = ReferencesBlock()
    share_bar = ShareBarBlock()

    def clean(self, value: StreamValue) -> StreamValue:
        cleaned = super().clean(value)
        for index, child in enumerate(cleaned):
            if child.block_type == "hero" and index > 0 and not self.is_deferred_validation:
                error = ValidationError(_("The hero holds the page's title: move it to the top."))
                raise StreamBlockValidationError(block_errors={index: error})
        return cleaned

    class Meta:
        required = False
