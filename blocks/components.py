"""What you need to write a component of your own, or a body of your own for your pages."""

from .accordion import AccordionBlock
from .base import Component, ComponentBlock
from .citation_field import citations_block
from .criteria import CriteriaListBlock
from .cta_cards import CtaCardsBlock
from .data_table import DataTableBlock
from .document import Document, Place
from .download_list import DownloadListBlock
from .elements import Citation, Element, File, Heading, Image, Link, Rich
from .figure import FigureBlock
from .glossary import GlossaryBlock
from .hero import HeroBlock
from .images import ImageBlock
from .links import LinkBlock
from .notice import NoticeBlock
from .product_teaser import ProductTeaserBlock
from .prose import ProseBlock
from .references import ReferencesBlock
from .rich_text import INLINE_FEATURES, PROSE_FEATURES
from .safety_info import SafetyInfoBlock
from .section import SectionBlock
from .share import ShareBarBlock
from .stats import StatCardsBlock
from .stream import ComponentStreamBlock, PageBody, SectionBody, SubsectionBody
from .video import VideoBlock

__all__ = [
    "INLINE_FEATURES",
    "PROSE_FEATURES",
    "AccordionBlock",
    "Citation",
    "Component",
    "ComponentBlock",
    "ComponentStreamBlock",
    "CriteriaListBlock",
    "CtaCardsBlock",
    "DataTableBlock",
    "Document",
    "DownloadListBlock",
    "Element",
    "FigureBlock",
    "File",
    "GlossaryBlock",
    "Heading",
    "HeroBlock",
    "Image",
    "ImageBlock",
    "Link",
    "LinkBlock",
    "NoticeBlock",
    "PageBody",
    "Place",
    "ProductTeaserBlock",
    "ProseBlock",
    "ReferencesBlock",
    "Rich",
    "SafetyInfoBlock",
    "SectionBlock",
    "SectionBody",
    "ShareBarBlock",
    "StatCardsBlock",
    "SubsectionBody",
    "VideoBlock",
    "citations_block",
]
